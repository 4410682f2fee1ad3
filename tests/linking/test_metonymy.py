"""«Москва» as a power and as a town, in sentences of our own."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

from dragoman.reading import read_text
from dragoman.report import read_document

TABLE = Path(__file__).with_name("metonymy.tsv")
FLOOR = 0.95


@cache
def rows() -> tuple[tuple[str, str, str], ...]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    cells = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return tuple((expected, name, sentence) for expected, name, sentence in cells)


def reading(sentence: str, name: str) -> str:
    """The actor that the name stands for, «place» for any place."""
    document = read_text(sentence, id="sentence", published_at="2018-06-01")
    for mention in read_document(document).mentions:
        if mention.span.of(sentence) == name:
            actor = mention.actor_id or ""
            return "place" if actor.startswith(("place/", "text/place/")) else actor
    return "no mention"


def test_powers_and_towns_are_told_apart() -> None:
    wrong = [(s, e, found) for e, name, s in rows() if (found := reading(s, name)) != e]
    share = 1 - len(wrong) / len(rows())
    print(f"{share:.3f} of {len(rows())}")
    for line in wrong:
        print(*line, sep=" | ")
    assert share >= FLOOR


def test_the_table_is_wide() -> None:
    stems = Counter((name[:4], expected == "place") for expected, name, _ in rows())
    both = {stem for stem, place in stems if (stem, True) in stems and (stem, False) in stems}
    assert len(rows()) >= 120
    assert len(both) >= 25
