"""A report's text cut at the edges of all that is marked in it, so that marks may lie across each other."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import msgspec

from dragoman.model import Report, Span
from dragoman.record import keys


class Mark(msgspec.Struct, frozen=True):
    """Characters that mean something. kind: speech, cue, source, event, date, actor; fact: key, of facts; hue: number
    of the speaker, so that each has a colour.
    """

    start: int
    end: int
    kind: str
    fact: str = ""
    hue: int = 0
    title: str = ""


class Segment(msgspec.Struct, frozen=True):
    """Text with the marks that lie over it."""

    text: str
    classes: str
    facts: tuple[str, ...]
    first_of: tuple[str, ...]
    title: str


class Fact(msgspec.Struct, frozen=True):
    """A fact of the report in the list beside the text."""

    key: str
    kind: str
    what: str
    status: str
    who: str
    words: str
    depth: int
    hue: int


HUES = 8


def marks_of(report: Report, hues: dict[str | None, int]) -> list[Mark]:
    """Everything that is marked in a report."""
    found = [Mark(t.span.start, t.span.end, "date", title=t.value or t.reason or "") for t in report.times]
    found += [
        Mark(m.span.start, m.span.end, "actor", title=m.actor_id or "") for m in report.mentions if m.kind != "pronoun"
    ]
    document = report.document.id
    for key, a in zip(
        fact_keys("s", document, (a.content[0].start for a in report.attributions)), report.attributions, strict=True
    ):
        hue = hues.get(a.speaker_id, 0)
        found += [Mark(s.start, s.end, "speech", key, hue) for s in a.content]
        found += [Mark(s.start, s.end, kind, key, hue) for kind, s in (("cue", a.cue), ("source", a.source)) if s]
    for key, e in zip(fact_keys("e", document, (e.trigger.start for e in report.events)), report.events, strict=True):
        found += [Mark(s.start, s.end, "event", key) for s in (e.trigger, *e.other_triggers)]
    return found


def fact_keys(kind: str, document: str, starts: Iterable[int]) -> list[str]:
    """The keys of tellings in the order of the report; a second one at the same character is its twin."""
    seen: dict[int, int] = {}
    out = []
    for start in starts:
        twin = seen[start] = seen.get(start, -1) + 1
        out.append(keys.fact_key(kind, document, start, twin))
    return out


class Marks:
    """The marks of a report in the order of the text, to be asked passage by passage, each once and in order."""

    def __init__(self, marks: Iterable[Mark]) -> None:
        self.sorted = sorted(marks, key=lambda m: (m.start, -m.end))
        self.next = 0
        self.open: list[Mark] = []

    def within(self, span: Span) -> list[Mark]:
        """Those that reach into the stretch of text."""
        while self.next < len(self.sorted) and self.sorted[self.next].start < span.end:
            self.open.append(self.sorted[self.next])
            self.next += 1
        self.open = [m for m in self.open if m.end > span.start]
        return [m for m in self.open if m.start < span.end]


def segments(text: str, span: Span, here: list[Mark]) -> list[Segment]:
    """The stretch of text in pieces, each with all marks over it. here: its marks, in order."""
    edges = sorted({span.start, span.end, *(min(max(x, span.start), span.end) for m in here for x in (m.start, m.end))})
    out, active, k = [], list[Mark](), 0
    begun = set[str]()
    for start, end in pairwise(edges):
        while k < len(here) and here[k].start <= start:
            active.append(here[k])
            k += 1
        active = [m for m in active if m.end > start]
        facts = tuple(dict.fromkeys(m.fact for m in active if m.fact))
        first = tuple(f for f in facts if f not in begun)
        begun.update(first)
        hues = [f"hue{m.hue}" for m in active if m.kind == "speech"]
        classes = " ".join(dict.fromkeys([*(m.kind for m in active), *hues]))
        title = next((m.title for m in reversed(active) if m.title), "")
        out.append(Segment(text[start:end], classes, facts, first, title))
    return out
