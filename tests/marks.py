"""Inline marks: `[Захарова|source] [сказала|cue]` is the text «Захарова сказала» with two spans.

Marks may nest. A bracket or bar that belongs to the text is written with a backslash. A line may end in ` # note`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dragoman.model import Span

LABEL = re.compile(r"\|([a-z][a-z_0-9+]*)\]")


@dataclass(frozen=True)
class Marked:
    """A text without its marks, the marks as (label, span) in the order in which they open, and the line's note."""

    text: str
    marks: tuple[tuple[str, Span], ...]
    note: str = ""

    def spans(self, label: str) -> list[Span]:
        """Spans that carry the label; `recipient+place` carries both."""
        return [span for name, span in self.marks if label in name.split("+")]

    def texts(self, label: str) -> list[str]:
        """The words of those spans."""
        return [span.of(self.text) for span in self.spans(label)]


def parse(line: str) -> Marked:
    """The text and spans of one marked line; ValueError says where a mark is not closed or not opened."""
    body, _, note = line.partition(" # ")
    out: list[str] = []
    opened: list[tuple[int, int]] = []
    found: dict[int, tuple[str, Span]] = {}
    i = count = 0
    while i < len(body):
        label = LABEL.match(body, i)
        if body[i] == "\\" and i + 1 < len(body):
            out.append(body[i + 1])
            i += 2
        elif body[i] == "[":
            opened.append((count, len(out)))
            count, i = count + 1, i + 1
        elif label and opened:
            order, start = opened.pop()
            found[order] = (label.group(1), Span(start, len(out)))
            i = label.end()
        elif body[i] in "[]|":
            raise ValueError(f"stray {body[i]!r} at {i} of {line!r}")
        else:
            out.append(body[i])
            i += 1
    if opened:
        raise ValueError(f"a mark is not closed in {line!r}")
    return Marked("".join(out), tuple(found[k] for k in sorted(found)), note.strip())


def parse_lines(text: str) -> list[Marked]:
    """Every line of a file of examples; blank lines and lines that start with # are left out."""
    return [parse(line) for line in text.splitlines() if line.strip() and not line.startswith("#")]
