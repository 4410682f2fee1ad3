"""Who English words stand for: names with their offices, bare offices, bodies, pronouns, seats of power."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from dragoman import languages, mentions
from dragoman.linking.who import resolve
from dragoman.reading import read_text
from dragoman.report import actors

HERE = Path(__file__).parent
FLOOR = 0.95


def table(name: str) -> list[tuple[str, str, str]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    cells = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(a, b, c) for a, b, c in cells]


@cache
def readings(text: str) -> dict[str, str]:
    """Phrase → actor, for every phrase of the text; of two equal phrases the last."""
    document = read_text(text, id="case", published_at="2021-12-15", language="en")
    spans = [(p.span.start, p.span.end) for p in document.passages]
    analysis = languages.load("en").analyse(text, spans)
    page = mentions.open_page(document, analysis, mentions.find(analysis, actors()), ())
    cast = resolve(page, actors(), "2021-12-15", frozenset())
    return {page.span(r.first, r.last).of(text): cast.known[r].actor_id or "-" for r in page.references}


@pytest.mark.parametrize(("phrase", "expected", "sentence"), table("english.tsv"))
def test_the_words_stand_for_the_actor(phrase: str, expected: str, sentence: str) -> None:
    found = readings(sentence).get(phrase, "no such phrase")
    assert found.startswith(expected[:-1]) if expected.endswith("*") else found == expected


def test_seats_of_power_are_told_from_towns() -> None:
    rows = table("english_seats.tsv")
    found = [(e, n, s, readings(s).get(n, "no mention")) for e, n, s in rows]
    wrong = [x for x in found if ("place" if x[3].startswith(("place/", "text/place/")) else x[3]) != x[0]]
    for line in wrong:
        print(*line, sep=" | ")
    assert 1 - len(wrong) / len(rows) >= FLOOR
