"""Quotation marks of every kind, paired; one odd mark never costs more than its own passage.

Marks of one look («"») are told apart by their sides: before an opening one stands a space or bracket, after it a
letter.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.model import Passage

PAIRS = {"«": "»", "“": "”", "„": "“”", "‹": "›", '"': '"', "''": "''", "``": "''``"}
OPENERS = frozenset(PAIRS)
CLOSERS = frozenset(("»", "”", "“", "›", '"', "''", "``"))
OPEN_SIDE = frozenset(" \t\n\u00a0\u202f\u2009([{-–—−/")
MAX_DEPTH = 8
"""Deeper nesting is not language; marks beyond it are left alone."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """What stands between two marks. start, end: with the marks; inner_start, inner_end: without.

    open_left, open_right: the mark on that side is missing because the quotation goes over several paragraphs.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    depth: int
    passage: int
    open_right: bool = False


def quotations(text: str, passages: Sequence[Passage]) -> list[Quotation]:
    """All quotations of the passages, in order of their start."""
    found: list[Quotation] = []
    for n, passage in enumerate(passages):
        found += _of_passage(text, passage.span.start, passage.span.end, n)
    return sorted(found, key=lambda q: (q.start, -q.end))


def _opens(text: str, i: int, mark: str, begin: int, end: int) -> bool | None:
    """Does the mark at `i` open (True), close (False), or neither by its sides (None)?"""
    if mark in ("«", "„", "‹"):
        return True
    if mark in ("»", "”", "›"):
        return False
    before = text[i - 1] if i > begin else " "
    after = text[i + len(mark)] if i + len(mark) < end else " "
    free_before = before in OPEN_SIDE or before in "«„"
    free_after = after.isspace() or after in ".,;:!?…)]}-–—»”"
    if free_before and not free_after:
        return True
    if free_after and not free_before:
        return False
    return None


MARK = re.compile("''|``|[«»“”„‹›\"]")


def _of_passage(text: str, begin: int, end: int, passage: int) -> list[Quotation]:
    found: list[Quotation] = []
    stack: list[tuple[str, int]] = []
    for m in MARK.finditer(text, begin, end):
        mark, i = m.group(), m.start()
        side = _opens(text, i, mark, begin, end)
        match = next((k for k in range(len(stack) - 1, -1, -1) if mark in _closers(stack[k][0])), None)
        if side is None:
            side = match is None
        if side:
            if len(stack) < MAX_DEPTH:
                stack.append((mark, i))
        elif match is not None:
            opener, at = stack[match]
            del stack[match:]
            found.append(Quotation(at, i + len(mark), at + len(opener), i, len(stack), passage))
    return found + _unclosed(text, begin, end, stack, found, passage)


def _closers(opener: str) -> tuple[str, ...]:
    return {"„": ("“", "”"), "“": ("”", "“"), "''": ("''",), "``": ("''", "``")}.get(opener, (PAIRS[opener],))


def _unclosed(
    text: str, begin: int, end: int, stack: list[tuple[str, int]], closed: list[Quotation], passage: int
) -> list[Quotation]:
    """A mark that opens a passage and never closes: a quotation that goes on in the next paragraph."""
    if not stack:
        return []
    opener, at = stack[0]
    if text[begin:at].strip(" -–—\u00a0") or any(q.start <= at < q.end for q in closed):
        return []
    return [Quotation(at, end, at + len(opener), end, 0, passage, open_right=True)]
