"""A report as the rows that are kept, made in the process that read it, so that writing is all that the writer does.

Actors are numbered within the document here; `write` puts the numbers of the record in their place.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import msgspec

from dragoman.model import Actor, Attribution, EventMention, Mention, Problem, Report, Span, TimeExpression
from dragoman.record import keys, layer
from dragoman.record.reprints import packed, runs, sketch
from dragoman.record.terms import terms

Cells = list[Any]
Facets = list[tuple[str, int]]
"""Kind and actor (a number within the document): ("by", 3)."""


class Fact(msgspec.Struct, frozen=True, array_like=True):
    """One telling. cells: the columns of its table from `twin` on, without those that the writer knows.

    actors: numbers of speaker, addressee and holder, or of the place. arguments: of an event. terms, facets, about:
    what it is found by; about: the facets that are actors.
    """

    cells: Cells
    actors: list[int | None]
    within: int | None
    rule: str
    reason: str | None
    arguments: list[Cells]
    terms: str
    facets: str
    about: Facets


class ActorRow(msgspec.Struct, frozen=True, array_like=True):
    """An actor as the report gives it; names are JSON."""

    key: str
    kind: str
    names: str
    iso3: str | None
    sector: str | None
    office: str | None
    qid: str | None
    provisional: bool


class Rows(msgspec.Struct, frozen=True, array_like=True, tag="rows"):
    """All that one document puts into a record."""

    page: int
    key: str
    name: str
    url: str | None
    publisher: str | None
    agency: str | None
    language: str | None
    title: str | None
    title_span: tuple[int, int] | None
    published_at: str | None
    modified_at: str | None
    retrieved_at: str | None
    text_sha256: str
    raw_sha256: str | None
    dateline: tuple[int, int] | None
    version: str
    text: str
    actors: list[ActorRow]
    holders: list[ActorRow]
    statements: list[Fact]
    events: list[Fact]
    layer: bytes
    problems: list[Problem]
    sketch: bytes


class Failed(msgspec.Struct, frozen=True, array_like=True, tag="failed"):
    """A page that could not be read. raw: the page as it came in (a `RawPage` in MessagePack), if there is one."""

    page: int
    name: str
    stage: str
    message: str
    raw: bytes | None = None


encode = msgspec.msgpack.Encoder().encode
decode = msgspec.msgpack.Decoder(Rows | Failed).decode


Holder = Callable[[Actor, str | None], Actor | None]
"""For whom an actor speaks on a day."""


def rows_of(report: Report, page: int, version: str, holder: Holder) -> Rows:
    """The rows of a report. page: hash of what came in; version: of the rules that read it."""
    d = report.document
    actors = [report.actors[key] for key in sorted(report.actors)]
    shown = next((p.span for p in d.passages if p.kind == "title"), None)
    held, added = holders(report, actors, holder)
    return Rows(
        page=page,
        key=keys.document_key(d),
        name=d.id,
        url=d.url,
        publisher=d.publisher,
        agency=d.agency,
        language=d.language,
        title=None if shown is not None and d.title == shown.of(d.text) else d.title,
        title_span=(shown.start, shown.end) if shown is not None else None,
        published_at=d.published_at,
        modified_at=d.modified_at,
        retrieved_at=d.retrieved_at,
        text_sha256=d.text_sha256,
        raw_sha256=d.raw_sha256,
        dateline=(d.dateline_place.start, d.dateline_place.end) if d.dateline_place else None,
        version=version,
        text=d.text,
        actors=[actor_row(a) for a in actors],
        holders=[actor_row(a) for a in added],
        statements=list(statement_facts(report, actors, held)),
        events=list(event_facts(report, actors)),
        layer=layer.pack(d.passages, report.mentions, report.times, actors, d.text),
        problems=list(report.problems),
        sketch=packed(sketch(runs(d.text))),
    )


def actor_row(a: Actor) -> ActorRow:
    names = json.dumps({k: list(v) for k, v in sorted(a.names.items())}, ensure_ascii=False, separators=(",", ":"))
    return ActorRow(a.id, a.kind, names, a.iso3, a.sector, a.office, a.qid, a.provisional)


def holders(report: Report, actors: Sequence[Actor], holder: Holder) -> tuple[dict[str, int], list[Actor]]:
    """For each speaker the number of the one spoken for, and the actors that this adds, numbered after the others."""
    numbers = {a.id: n for n, a in enumerate(actors)}
    held: dict[str, int] = {}
    added: list[Actor] = []
    for speaker in dict.fromkeys(a.speaker_id for a in report.attributions if a.speaker_id in numbers):
        found = holder(report.actors[speaker], report.document.published_at) if speaker else None
        if speaker and found is not None:
            if found.id not in numbers:
                numbers[found.id] = len(numbers)
                added.append(found)
            held[speaker] = numbers[found.id]
    return held, added


def statement_facts(report: Report, actors: Sequence[Actor], held: dict[str, int]) -> Iterator[Fact]:
    """A row for each attribution, in the order of the report."""
    numbers = {a.id: n for n, a in enumerate(actors)}
    named = Named(report.mentions, numbers)
    twins: dict[int, int] = {}
    for a in report.attributions:
        start = a.content[0].start if a.content else 0
        twin = twins[start] = twins.get(start, -1) + 1
        by, to = number_of(a.speaker_id, numbers), number_of(a.addressee_id, numbers)
        facets = [*roles(actors, (("by", by), ("to", to))), *(("ab", n) for n in named.inside(a.content))]
        words = " ".join(term for span in a.content for term in terms(span.of(report.document.text)))
        yield Fact(
            [twin, *attribution_cells(a), said_on(a, report.times)],
            [by, to, held.get(a.speaker_id or "")],
            a.within,
            a.rule,
            None,
            [],
            words,
            f"kind-s act-{a.act} type-{a.type}{states(actors, facets)}",
            facets,
        )


def attribution_cells(a: Attribution) -> Cells:
    """The columns `type` to `deadline_end`, and `confidence`."""
    first = a.content[0] if a.content else Span(0, 0)
    more = json.dumps([[s.start, s.end] for s in a.content[1:]], separators=(",", ":")) if len(a.content) > 1 else None
    spans = (a.cue, a.source, a.addressee, a.venue, a.time, a.condition, a.deadline)
    return [a.type, a.act, first.start, first.end, more, *edges(spans), certain(a.confidence)]


DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def said_on(a: Attribution, times: Sequence[TimeExpression]) -> str | None:
    """The day of the utterance, if the words that tell its time give one."""
    time = a.time
    if time is None:
        return None
    days = (DAY.match(t.value or "") for t in times if t.span.overlaps(time))
    return next((found[0] for found in days if found), None)


def event_facts(report: Report, actors: Sequence[Actor]) -> Iterator[Fact]:
    """A row for each event, in the order of the report."""
    numbers = {a.id: n for n, a in enumerate(actors)}
    named = Named(report.mentions, numbers)
    twins: dict[int, int] = {}
    text = report.document.text
    for e in report.events:
        twin = twins[e.trigger.start] = twins.get(e.trigger.start, -1) + 1
        sides = [("in", number_of(x.actor_id, numbers)) for x in e.arguments]
        at = next((n for n in named.inside([e.place]) if actors[n].kind in PLACES), None) if e.place else None
        about = [("ab", n) for n in named.inside([e.object])] if e.object else []
        facets = [*roles(actors, [*sides, ("at", at)]), *about]
        yield Fact(
            [twin, *event_cells(e)],
            [at],
            e.within,
            e.rule,
            e.date_reason,
            [[x.role, x.span.start, x.span.end, number_of(x.actor_id, numbers)] for x in e.arguments],
            " ".join(terms(surroundings(e.trigger, text))),
            f"kind-e mode-{e.mode} type-{e.type.lower()} status-{e.status}{states(actors, facets)}",
            facets,
        )


PLACES = ("place", "state", "quasi-state")


def event_cells(e: EventMention) -> Cells:
    """The columns `mode` to `status`, without `date_reason`."""
    more = json.dumps([[s.start, s.end] for s in e.other_triggers], separators=(",", ":")) if e.other_triggers else None
    spans = edges((e.object, e.place, e.time))
    return [e.mode, e.trigger.start, e.trigger.end, more, *spans, e.date, e.status, certain(e.confidence)]


def certain(confidence: float) -> float | None:
    """Nothing for what is certain, as most is."""
    return None if confidence == 1.0 else round(confidence, 3)


def edges(spans: Iterable[Span | None]) -> list[int | None]:
    return [x for s in spans for x in ((s.start, s.end) if s else (None, None))]


def number_of(key: str | None, numbers: dict[str, int]) -> int | None:
    return numbers.get(key) if key else None


def roles(actors: Sequence[Actor], found: Iterable[tuple[str, int | None]]) -> Facets:
    """Each actor once a role, in order."""
    return list(dict.fromkeys((role, n) for role, n in found if n is not None))


def states(actors: Sequence[Actor], facets: Facets) -> str:
    """The states whose actors speak, are spoken to or take part: `of-rus`."""
    found = dict.fromkeys(actors[n].iso3 for role, n in facets if role in ("by", "to", "in"))
    return "".join(f" of-{iso3.lower()}" for iso3 in found if iso3)


class Named:
    """The actors that are named in a stretch of the text."""

    def __init__(self, mentions: Sequence[Mention], numbers: dict[str, int]) -> None:
        known = ((m.span.start, m.span.end, numbers[m.actor_id]) for m in mentions if m.actor_id in numbers)
        self.sorted = sorted(known)
        self.starts = [start for start, _, _ in self.sorted]

    def inside(self, spans: Iterable[Span]) -> list[int]:
        found: dict[int, None] = {}
        for span in spans:
            for start, end, number in self.sorted[bisect_left(self.starts, span.start) :]:
                if start >= span.end:
                    break
                if end <= span.end:
                    found[number] = None
        return list(found)


STOP = re.compile(r"[.!?…][»\"”)]*\s|\n")
REACH = 400
"""Characters on each side of an event's word that its sentence is looked for in."""


def surroundings(trigger: Span, text: str) -> str:
    """The sentence of an event, as near as full stops tell: the words that it is found by."""
    begin = max(0, trigger.start - REACH)
    before = [m.end() for m in STOP.finditer(text, begin, trigger.start)]
    after = STOP.search(text, trigger.end, trigger.end + REACH)
    return text[before[-1] if before else begin : after.start() if after else trigger.end + REACH]
