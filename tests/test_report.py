"""The report of a page: every span slices to what it says, and the JSON is what docs/report.md promises."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import dragoman
from dragoman import samples
from dragoman.errors import ReadingError
from dragoman.export.report import encode, schema
from dragoman.model import ACTS, MODES, PASSAGE_KINDS, SKIPPED_KINDS, STATUSES, Report
from dragoman.report import read_document

STORY = (
    "Сторонам предложили встретиться\n\nВЕНА, 3 мар - Вестник Невы. Министр иностранных дел Норвегии заявил, что "
    "страна готова принять переговоры в Осло. «Мы предлагаем встретиться до конца марта», - сказал он журналистам.\n"
)


@pytest.fixture(scope="module")
def reports() -> list[Report]:
    return [read_document(d) for d in samples.documents()]


def spans_of(value: Any) -> Iterator[tuple[int, int]]:
    """Every {start, end} anywhere in a decoded report."""
    if isinstance(value, dict):
        if "start" in value and "end" in value:
            yield value["start"], value["end"]
        for inner in value.values():
            yield from spans_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from spans_of(inner)


def test_every_span_of_every_sample_slices_to_words(reports: list[Report]) -> None:
    for report in reports:
        text = report.document.text
        for start, end in spans_of(json.loads(encode(report))):
            assert 0 <= start < end <= len(text)
            assert text[start:end].strip()


def test_the_samples_tell_something(reports: list[Report]) -> None:
    assert all(r.attributions or r.events for r in reports)
    assert sum(len(r.attributions) for r in reports) >= 24
    assert sum(len(r.events) for r in reports) >= 24


def test_values_are_those_of_the_model(reports: list[Report]) -> None:
    for r in reports:
        assert {p.kind for p in r.document.passages} <= set(PASSAGE_KINDS)
        assert {a.act for a in r.attributions} <= set(ACTS)
        assert {e.status for e in r.events} <= set(STATUSES)
        assert all(e.mode in MODES[e.type] for e in r.events)
        assert all(a.rule for a in r.attributions) and all(e.rule for e in r.events)


def test_ids_in_a_report_lead_to_its_actors(reports: list[Report]) -> None:
    for r in reports:
        named = {a.speaker_id for a in r.attributions} | {a.addressee_id for a in r.attributions}
        named |= {x.actor_id for e in r.events for x in e.arguments}
        assert named - {None} <= set(r.actors)
        for k, a in enumerate(r.attributions):
            assert a.within is None or (a.within != k and 0 <= a.within < len(r.attributions))


def test_nothing_is_taken_from_related_headlines_or_furniture(reports: list[Report]) -> None:
    for r in reports:
        shut = [p.span for p in r.document.passages if p.kind in SKIPPED_KINDS]
        found = [s for a in r.attributions for s in a.content] + [e.trigger for e in r.events]
        assert not any(s.overlaps(x) for s in shut for x in found)


def test_json_follows_the_schema(reports: list[Report]) -> None:
    validator = jsonschema.Draft202012Validator(schema())
    for r in reports:
        validator.validate(json.loads(encode(r)))


def test_reading_the_same_page_twice_gives_the_same_line() -> None:
    assert encode(dragoman.read(STORY)) == encode(dragoman.read(STORY))


def test_the_text_is_the_input() -> None:
    assert dragoman.read(STORY).document.text == STORY
    assert dragoman.read(STORY.encode("cp1251")).document.text == STORY


def test_evidence_holds_the_exact_characters() -> None:
    report = dragoman.read(STORY)
    span = report.attributions[0].content[0]
    evidence = report.evidence(span, report.attributions[0].rule, dragoman.__version__)
    assert STORY[evidence.start : evidence.end] == evidence.exact
    assert STORY[: evidence.start].endswith(evidence.prefix) and STORY[evidence.end :].startswith(evidence.suffix)


PIECES = st.sampled_from(
    [
        *"«»\"“„”'…—-–:;,.!?()[]\n\u00a0\u00ad\u0301 ",
        "сказал",
        "заявил, что",
        "Москва",
        "по словам",
        "он",
        "встреча",
        "с",
        "США",
        "A",
        "15",
        "мая",
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.one_of(
        st.text(max_size=400), st.lists(PIECES, max_size=80).map(" ".join), st.lists(PIECES, max_size=80).map("".join)
    )
)
def test_any_text_gives_a_report_or_one_clear_error(text: str) -> None:
    try:
        report = dragoman.read(text, published_at="2021-12-15")
    except ReadingError as error:
        assert str(error)
    else:
        for start, end in spans_of(json.loads(encode(report))):
            assert 0 <= start <= end <= len(report.document.text)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=400))
def test_any_bytes_give_a_report_or_one_clear_error(data: bytes) -> None:
    try:
        assert dragoman.read(data) is not None
    except ReadingError as error:
        assert str(error)
