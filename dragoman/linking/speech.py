"""The statements of a page, looked up by where they stand."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from dragoman.model import Attribution, Span

BACK = 48
"""Statements looked back over for those around a word; so many never share one sentence or quotation in real text."""


@dataclass(frozen=True, slots=True)
class Speech:
    """Attributions in the order of their content, with where it starts and ends."""

    attributions: Sequence[Attribution]
    starts: Sequence[int] = field(repr=False)
    ends: Sequence[int] = field(repr=False)

    def around(self, span: Span) -> list[tuple[int, Attribution]]:
        """Number and attribution of those whose content covers the span, the innermost first."""
        k = bisect_right(self.starts, span.start)
        reaching = [i for i in range(max(0, k - BACK), k) if self.ends[i] >= span.end]
        found = [(i, self.attributions[i]) for i in reaching]
        held = [(i, a) for i, a in found if any(s.covers(span) for s in a.content)]
        return sorted(held, key=lambda x: sum(s.end - s.start for s in x[1].content))

    def near(self, span: Span) -> Sequence[Attribution]:
        """Attributions that begin a few before and after the span."""
        k = bisect_right(self.starts, span.start)
        return self.attributions[max(0, k - 6) : k + 6]


def speech(attributions: Sequence[Attribution]) -> Speech:
    ends = [max(s.end for s in a.content) for a in attributions]
    return Speech(attributions, [a.content[0].start for a in attributions], ends)
