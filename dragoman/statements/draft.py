"""A statement while it is being put together."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.model import Span


@dataclass(slots=True)
class Draft:
    """A statement in the making. Token ranges are half-open; `content` is in code points.

    verb: the token that governs the cue, -1 for none; source_head: the token that syntax gives as the speaker, -1 for
    none.
    carried: draft whose speaker this one shares, when no words of its own name one.
    """

    rule: str
    sentence: int
    act: str
    content: list[Span]
    cue: Span | None = None
    verb: int = -1
    source: Span | None = None
    source_head: int = -1
    carried: Draft | None = None
    outer: Draft | None = None
    addressee: Span | None = None
    addressee_head: int = -1
    venue: Span | None = None
    venue_head: int = -1
    time: Span | None = None
    named_act: bool = False
    quoted: bool = False
    negated: bool = False
    flags: frozenset[str] = frozenset()

    @property
    def start(self) -> int:
        return self.content[0].start

    @property
    def end(self) -> int:
        return self.content[-1].end
