"""The samples are whole, dated and quote nobody."""

from __future__ import annotations

import datetime
import re
from importlib.resources import files

import pytest

from dragoman import samples

FOLDER = files("dragoman.samples")
TERMS = {"красным линиям", "сферы влияния", "политике открытых дверей", "Вестника Невы"}


def test_every_file_is_listed_once() -> None:
    listed = [s.file for s in samples.samples()]
    assert sorted(listed) == sorted(p.name for p in FOLDER.iterdir() if p.name.endswith(".txt"))
    assert len(listed) == 18


def test_samples_come_in_order_of_publication_with_a_zone() -> None:
    times = [datetime.datetime.fromisoformat(s.published_at) for s in samples.samples()]
    assert times == sorted(times)
    assert all(t.tzinfo for t in times)


@pytest.mark.parametrize("sample", samples.samples(), ids=lambda s: s.file)
def test_a_sample_is_short_titled_and_quotes_nobody(sample: samples.Sample) -> None:
    text = (FOLDER / sample.file).read_text(encoding="utf-8")
    assert 900 <= len(text) <= 1800
    assert text.splitlines()[0] == sample.title
    assert set(re.findall(r"«([^»]+)»", text)) <= TERMS
    assert '"' not in text and "“" not in text
    assert sample.outlet.lower() in text.lower() or sample.outlet == "Вестник Невы"


ENGLISH = {"Harbour Gazette", "Lakeside Courier", "Northern Dispatch"}


def test_six_days_are_told_in_both_languages() -> None:
    by_day: dict[str, set[str | None]] = {}
    for sample, document in zip(samples.samples(), samples.documents(), strict=True):
        assert document.language == ("en" if sample.outlet in ENGLISH else "ru")
        by_day.setdefault(sample.published_at[:10], set()).add(document.language)
    assert len([day for day, languages in by_day.items() if languages == {"ru", "en"}]) == 6


def test_samples_become_documents_of_their_outlets() -> None:
    documents = list(samples.documents())
    assert [d.published_at for d in documents] == [s.published_at for s in samples.samples()]
    assert {d.publisher for d in documents} == {"Вестник Невы", "Южный телеграф", "Дипломатическая хроника"} | ENGLISH
