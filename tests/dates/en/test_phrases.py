"""Every phrase of `phrases.tsv`: the marked words and nothing else are found; the last means what its row says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dragoman import dates
from dragoman.languages import en

ROWS = [
    line.split("\t")
    for line in (Path(__file__).parent / "phrases.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def shown(value: str | None) -> str:
    return value or "-"


@pytest.mark.parametrize("row", ROWS, ids=[f"{row[1]} {row[0]}" for row in ROWS])
def test_phrase(row: list[str]) -> None:
    marked, published, *want = row
    text = re.sub(r"[\[\]]", "", marked)
    found = dates.find(en.analyse(text, [(0, len(text))]), None if published == "-" else published)
    assert [e.span.of(text) for e in found] == re.findall(r"\[(.*?)\]", marked)
    if found:
        e = found[-1]
        event = dates.event_date(e)[0]
        bounds = [shown(e.earliest), shown(e.latest)]
        assert [e.type, shown(e.value), shown(e.mod), *bounds, "yes" if e.deadline else "-", shown(event)] == want
        assert (e.value is None) == (e.reason is not None)
    else:
        assert want == ["-"] * 7


def test_enough_phrases() -> None:
    assert len(ROWS) >= 250
    assert sum(row[2] == "-" for row in ROWS) >= 15, "look-alikes that are no time"
