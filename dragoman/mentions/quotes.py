"""Quotation marks of every kind, paired; one odd mark never costs more than its own passage.

Marks of one look («"») are told apart by their sides: before an opening one stands a space or bracket, after it a
letter.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dragoman.model import Passage

PAIRS = {"«": "»", "“": "”", "„": "“”", "‹": "›", '"': '"', "''": "''", "``": "''``"}
OPENERS = frozenset(PAIRS)
CLOSERS = frozenset(("»", "”", "“", "›", '"', "''", "``"))
OPEN_SIDE = frozenset(" \t\n\u00a0\u202f\u2009([{-–—−/")
SINGLE = frozenset(("en",))
"""Languages that quote with single marks too: ‘…’ and '…'."""
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


def quotations(text: str, passages: Sequence[Passage], language: str = "ru") -> list[Quotation]:
    """All quotations of the passages, in order of their start."""
    found: list[Quotation] = []
    for n, passage in enumerate(passages):
        own = _of_passage(text, passage.span.start, passage.span.end, n, language in SINGLE)
        if language in SINGLE:
            own = _with_single(text, passage.span.start, passage.span.end, n, own)
        found += own
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


def _of_passage(text: str, begin: int, end: int, passage: int, loose: bool) -> list[Quotation]:
    """loose: curly and straight marks may close one another, as English typing has it."""
    found: list[Quotation] = []
    stack: list[tuple[str, int]] = []
    for m in MARK.finditer(text, begin, end):
        mark, i = m.group(), m.start()
        side = _opens(text, i, mark, begin, end)
        match = next((k for k in range(len(stack) - 1, -1, -1) if mark in _closers(stack[k][0], loose)), None)
        if side is None:
            side = match is None
        if side:
            if len(stack) < MAX_DEPTH:
                stack.append((mark, i))
        elif match is not None:
            opener, at = stack[match]
            del stack[match:]
            found.append(Quotation(at, i + len(mark), at + len(opener), i, len(stack), passage))
    return found + _unclosed(text, begin, end, stack, found, passage, loose)


def _closers(opener: str, loose: bool) -> tuple[str, ...]:
    if loose and opener in ("“", '"'):
        return ("”", "“", '"') if opener == "“" else ('"', "”")
    return {"„": ("“", "”"), "“": ("”", "“"), "''": ("''",), "``": ("''", "``")}.get(opener, (PAIRS[opener],))


def _unclosed(
    text: str, begin: int, end: int, stack: list[tuple[str, int]], closed: list[Quotation], passage: int, loose: bool
) -> list[Quotation]:
    """A mark that opens a passage and never closes: a quotation that goes on in the next paragraph."""
    if not stack:
        return []
    opener, at = stack[0]
    before = text[begin:at].strip(" -–—\u00a0")
    if (before and not (loose and before.endswith(":"))) or any(q.start <= at < q.end for q in closed):
        return []
    return [Quotation(at, end, at + len(opener), end, 0, passage, open_right=True)]


SINGLE_MARK = re.compile("[‘’']")
OPENING_SINGLE = frozenset("‘'")
ELISIONS = re.compile(r"['’](?:\d\ds|em|til|tis|twas|cause|bout|n)\b", re.IGNORECASE)
"""«'em», «'90s»: an apostrophe that stands for letters opens nothing."""


def _with_single(text: str, begin: int, end: int, passage: int, doubles: list[Quotation]) -> list[Quotation]:
    """The quotations of a passage and those in single marks, which an apostrophe never begins or ends.

    A single mark that crosses a double one is an apostrophe; «the envoys' note» ends no quotation that has not begun.
    """
    found: list[tuple[int, int]] = []
    opened = -1
    starts, ends = sorted(q.start for q in doubles), sorted(q.end for q in doubles)
    for m in SINGLE_MARK.finditer(text, begin, end):
        i, mark = m.start(), m.group()
        before = text[i - 1] if i > begin else " "
        after = text[i + 1] if i + 1 < end else " "
        if mark == "'" and "'" in (before, after):
            continue  # a pair is a double mark
        if mark in OPENING_SINGLE and _opens_single(before, after) and not ELISIONS.match(text, i):
            opened = i
        elif (
            opened >= 0
            and not (after.isalnum() or before.isspace())
            and mark == ("’" if text[opened] == "‘" else "'")
            and _level(starts, ends, opened) == _level(starts, ends, i)
        ):
            found.append((opened, i + 1))
            opened = -1
    return _nested([*doubles, *(Quotation(a, b, a + 1, b - 1, 0, passage) for a, b in found)])


def _opens_single(before: str, after: str) -> bool:
    return (before in OPEN_SIDE or before in OPENERS) and not after.isspace() and after not in ".,;:!?)"


def _level(starts: Sequence[int], ends: Sequence[int], i: int) -> int:
    """How many double quotations are open at `i`."""
    return bisect_right(starts, i) - bisect_right(ends, i)


def _nested(found: Sequence[Quotation]) -> list[Quotation]:
    """The quotations in order, each with the number of those around it."""
    ordered, around = [], list[Quotation]()
    for q in sorted(found, key=lambda q: (q.start, -q.end)):
        while around and around[-1].end <= q.start:
            around.pop()
        ordered.append(replace(q, depth=len(around)))
        around.append(q)
    return ordered
