"""A text as blocks: its lines, with the lines of one hard-wrapped paragraph joined."""

from __future__ import annotations

import re
from dataclasses import dataclass
from statistics import quantiles

from dragoman.model import Span

LINE_END = re.compile("[\n\u2028\u2029]")
STOPS = ".!?…"
CLOSERS = "\"'»”’)]›“"
BULLET = re.compile(r"(?:[•·▪◦●*]|[-–—]\s|\d{1,2}[.)]\s|[a-zа-я]\)\s)")
NARROWEST, WIDEST = 40, 100
"""Widths, in characters, between which a text counts as wrapped by hand or by a mailer."""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text without white space at its edges. `alone`: a blank line (or the text's edge) on both sides."""

    span: Span
    after_blank: bool
    before_blank: bool


def ends_sentence(text: str) -> bool:
    """The text ends with a full stop or the like, closing marks aside."""
    return text.rstrip(CLOSERS + " \u00a0*")[-1:] in tuple(STOPS)


def lines(text: str) -> list[Block]:
    """The lines that hold more than white space."""
    out: list[Block] = []
    start, blank = 0, True
    ends = [found.start() for found in LINE_END.finditer(text)] + [len(text)]
    pending: Span | None = None
    pending_after = True
    for end in ends:
        span = stripped(text, start, end)
        if span is None:
            blank = True
        else:
            if pending is not None:
                out.append(Block(pending, pending_after, blank))
            pending, pending_after, blank = span, blank, False
        start = end + 1
    if pending is not None:
        out.append(Block(pending, pending_after, True))
    return out


def stripped(text: str, start: int, end: int) -> Span | None:
    """The stretch without white space at its edges, or None if nothing is left."""
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    right = len(piece.rstrip())
    return Span(start + left, start + right) if right > left else None


def blocks(text: str) -> list[Block]:
    """The lines, with those joined that one paragraph was wrapped into."""
    all_lines = lines(text)
    width = wrap_width(text, all_lines)
    out: list[Block] = []
    for line in all_lines:
        if out and not line.after_blank and continues(text, out[-1].span, line.span, last_line(text, out[-1]), width):
            out[-1] = Block(Span(out[-1].span.start, line.span.end), out[-1].after_blank, line.before_blank)
        else:
            out.append(line)
    return out


def last_line(text: str, block: Block) -> int:
    """The length of the last line of a block."""
    return block.span.end - max(block.span.start, text.rfind("\n", block.span.start, block.span.end) + 1)


def continues(text: str, before: Span, line: Span, last: int, width: int | None) -> bool:
    """Does `line` go on with the sentence or the wrapped paragraph of the line `before`?"""
    head = text[line.start : line.start + 4]
    if BULLET.match(head) or text[before.end - 1] in ":;":
        return False
    tail = text[max(before.start, before.end - 8) : before.end]
    if width is not None:
        return last >= 0.7 * width
    return last >= NARROWEST and head[0].islower() and not ends_sentence(tail)


def wrap_width(text: str, all_lines: list[Block]) -> int | None:
    """The width that the text is wrapped to, or None: most lines then are nearly full and break inside sentences."""
    inner = [line for line in all_lines if not line.before_blank]
    if len(inner) < 4:
        return None
    lengths = [line.span.end - line.span.start for line in inner]
    width = int(quantiles(lengths, n=20)[-1])
    if not NARROWEST <= width <= WIDEST:
        return None
    full = [line for line in inner if line.span.end - line.span.start >= 0.7 * width]
    broken = [line for line in full if not ends_sentence(text[max(0, line.span.end - 8) : line.span.end])]
    return width if len(full) >= 0.6 * len(inner) and len(broken) >= 0.6 * len(full) else None
