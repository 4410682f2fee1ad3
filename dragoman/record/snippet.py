"""The words around what was found, with those that were asked for marked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.record.terms import WORD, term

AROUND = 40
"""Characters shown on either side of a telling; cut at words."""
LONGEST = 320
"""Characters of a snippet."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text. marked: a word that was asked for; told: part of the telling, not of what is around it."""

    text: str
    marked: bool
    told: bool


def snippet(text: str, start: int, end: int, wanted: frozenset[str]) -> list[Piece]:
    """The telling from `start` to `end` and some words around it, in pieces that make it up in order."""
    first = _word_start(text, max(0, start - AROUND), start)
    last = _word_end(text, min(len(text), end + AROUND), end)
    if end - start > LONGEST:
        last = _word_end(text, start + LONGEST, start + 1)
    pieces = [*_cut(text, first, start, wanted, False), *_cut(text, start, min(end, last), wanted, True)]
    if last > end:
        pieces += _cut(text, end, last, wanted, False)
    before = [Piece("… ", False, False)] if first > 0 and text[first - 1] != "\n" else []
    after = [Piece(" …", False, False)] if last < len(text) and text[last] != "\n" else []
    return [*before, *pieces, *after]


def _word_start(text: str, at: int, ceiling: int) -> int:
    """The first word or line that begins at or after `at`."""
    line = text.rfind("\n", at, ceiling)
    if line >= 0:
        return line + 1
    while 0 < at < ceiling and not text[at - 1].isspace():
        at += 1
    return at


def _word_end(text: str, at: int, floor: int) -> int:
    """The last word or line that ends at or before `at`."""
    line = text.find("\n", floor, at)
    if line >= 0:
        return line
    while floor < at < len(text) and not text[at].isspace():
        at -= 1
    return at


def _cut(text: str, start: int, end: int, wanted: frozenset[str], told: bool) -> Iterator[Piece]:
    at = start
    for m in WORD.finditer(text, start, end):
        if wanted and term(m[0]) in wanted:
            if m.start() > at:
                yield Piece(text[at : m.start()], False, told)
            yield Piece(m[0], True, told)
            at = m.end()
    if end > at:
        yield Piece(text[at:end], False, told)
