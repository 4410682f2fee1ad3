"""When two reports tell one utterance or one event: pairs of our own, in one language and across two."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from dragoman.reading.raw import RawPage
from dragoman.record import build, store
from dragoman.record.adding import add
from dragoman.record.read import Record

TABLE = Path(__file__).with_name("tellings.tsv")
PRECISION, RECALL = 0.95, 0.80


@cache
def pairs() -> tuple[tuple[str, ...], ...]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    return tuple(tuple(line.split("\t")) for line in lines if line and not line.startswith("#"))


def language_of(text: str) -> str:
    """By the letters; a sentence of names is too short for a guess."""
    return "ru" if any("а" <= c <= "я" for c in text) else "en"


def joined(pair: tuple[str, ...], folder: Path) -> bool:
    """Does a record of the two reports hold a fact of this kind that both tell?"""
    kind, _, day, text, other_day, other = pair
    pages = [
        RawPage(name=name, data=t.encode(), publisher=name, published_at=d, language=language_of(t))
        for name, d, t in (("Вестник", day, text), ("Телеграф", other_day, other))
    ]
    record = folder / f"{abs(hash(pair))}.record"
    assert {o.what for o in add(record, pages)} == {"added"}
    connection = store.connect(record, write=True)
    build.settle(connection)
    connection.close()
    with Record(record) as opened:
        facts = opened.statements() if kind == "s" else opened.events()
        return any(len({t.publisher for t in fact.tellings}) == 2 for fact in facts)


def test_tellings_of_one_are_joined_and_of_two_are_not(tmp_path: Path) -> None:
    found = [(pair, joined(pair, tmp_path)) for pair in pairs()]
    right = [pair for pair, is_joined in found if is_joined and pair[1] == "same"]
    wrong = [pair for pair, is_joined in found if is_joined and pair[1] != "same"]
    missed = [pair for pair, is_joined in found if not is_joined and pair[1] == "same"]
    precision, recall = len(right) / max(1, len(right) + len(wrong)), len(right) / (len(right) + len(missed))
    print(f"precision {precision:.3f} recall {recall:.3f}")
    for pair in (*wrong, *missed):
        print(*pair, sep=" | ")
    assert precision >= PRECISION
    assert recall >= RECALL
