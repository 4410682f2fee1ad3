"""A report as one PLOVER record: rows from its coded events and its statements with an act."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from dragoman.events.triggers import triggers
from dragoman.export.plover import codes
from dragoman.export.plover.entities import Entity, Told, actor_of, coded, entity, told
from dragoman.model import Argument, Attribution, EventMention, Report, Span

NEAR = 300
"""Characters around the trigger within which sides and object belong to the words of a row."""
BESIDE = 120
"""Characters before and after the words of a row that its contexts are read from."""


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One event as PLOVER codes it. start, end: code points of the page; status: held planned cancelled of our own."""

    type: str
    mode: str
    source: list[Entity]
    target: list[Entity]
    context: list[str]
    text: str
    start: int
    end: int
    status: str


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """One page. date: its day of publication, null when unknown."""

    id: str
    date: str | None
    events: list[Row]


_encoder = msgspec.json.Encoder()


def encode(report: Report) -> bytes:
    """The record as one line of JSON without a line end."""
    return _encoder.encode(record(report))


def record(report: Report) -> Record:
    """The PLOVER view of a report."""
    published = report.document.published_at
    return Record(id=report.document.id, date=published[:10] if published else None, events=rows(report))


def rows(report: Report) -> list[Row]:
    """Rows of a page in the order of its text, each kind with the same sides once a place."""
    page = told(report)
    found = [*_event_rows(page)]
    said = [*_statement_rows(page, sorted(Span(r.start, r.end) for _, r in found))]
    ordered = sorted((*found, *said), key=lambda pair: pair[0].start)
    return _distinct([row for _, row in ordered])


def _event_rows(page: Told) -> Iterator[tuple[Span, Row]]:
    report = page.report
    language = report.document.language or "ru"
    for e in report.coded or report.events:
        span = words_of(e)
        code = codes.of_event(e, span.of(report.document.text), language)
        if code is None:
            continue
        source, target = sides(page, e)
        if source:
            yield e.trigger, _row(report, code, source, target, span, e.status)


def sides(page: Told, e: EventMention) -> tuple[list[Entity], list[Entity]]:
    """Source and target. Where all sides act, all are sources; a host or mediator without another doer is one too."""
    symmetric = e.mode in ("meet", "call", "talks") and e.rule != "meet: summon"
    doers = [a for a in e.arguments if a.role == "actor" or (symmetric and a.role == "recipient")]
    others = [a for a in e.arguments if a.role == "recipient" and a not in doers]
    if e.mode == "mediate":
        between = [a for a in e.arguments if a.role == "third_party"]
        if between:
            doers, others = between, [a for a in doers if a.actor_id not in {b.actor_id for b in between}]
    source = _entities(page, doers)
    if not source and _entities(page, others):
        source = _uncoded(page, doers)
    known = {(x.country, x.role, x.text) for x in source}
    if (e.mode == "protest" or e.type in ("ASSAULT", "THREATEN")) and not others and e.place is not None:
        others = [_addressed(e.place, None)]  # a crowd speaks to the authorities of the place; an attack hits it
    return source, [x for x in _entities(page, others) if (x.country, x.role, x.text) not in known]


def _uncoded(page: Told, doers: Sequence[Argument]) -> list[Entity]:
    """Those who act, when neither country nor sector can be told: by their words alone."""
    words = [(a, a.span.of(page.report.document.text)) for a in doers]
    return [Entity("", "", text) for a, text in words if a.actor_id or text[:1].isupper()]


def _entities(page: Told, arguments: Iterable[Argument]) -> list[Entity]:
    """Entities of the arguments, each once."""
    return list(dict.fromkeys(x for a in arguments if (x := entity(page, a)) is not None))


def words_of(e: EventMention) -> Span:
    """The stretch from the first to the last of trigger, object and sides, as far as they stand near the trigger."""
    spans = [e.trigger, *(a.span for a in e.arguments), *((e.object,) if e.object else ())]
    near = [s for s in spans if abs(s.start - e.trigger.start) <= NEAR]
    return Span(min(s.start for s in near), max(s.end for s in near))


def _statement_rows(page: Told, taken: Sequence[Span]) -> Iterator[tuple[Span, Row]]:
    report = page.report
    inner: dict[int, list[EventMention]] = {}
    for e in report.events:
        if e.within is not None:
            inner.setdefault(e.within, []).append(e)
    language = report.document.language or "ru"
    with_deeds = bool(triggers(language, "deeds"))
    for k, a in enumerate(report.attributions):
        words = f"{a.cue.of(report.document.text)} " if a.cue else ""
        span = Span(a.content[0].start, a.content[-1].end)
        code = codes.of_act(a.act, words + span.of(report.document.text), inner.get(k, ()), language)
        if code is None or any(_overlaps(taken, s) for s in _told(a)):
            continue
        if with_deeds and _beside(report.document.text, taken, span):
            continue
        source, target = speakers(page, a, span)
        if source:
            yield span, _row(report, code, source, target, span, "held")


def _overlaps(taken: Sequence[Span], s: Span) -> bool:
    """One of the sorted spans shares a character with `s`; rows are short, so that a few before it are enough."""
    k = bisect_left(taken, Span(s.end, s.end))
    return any(t.end > s.start for t in taken[max(0, k - 8) : k])


SENTENCE_END = re.compile(r"[\w)\"”»'][.!?…][\"”»')]*\s+[\"“«']?[A-ZА-ЯЁ]")


def _beside(text: str, taken: Sequence[Span], s: Span) -> bool:
    """A row stands in the same sentence. Where a language has words for acts with their sides (`events/deeds`), what a
    sentence tells first is a row already, and a statement beside it is told on the side.
    """
    k = bisect_left(taken, s)
    near = [t for t in taken[max(0, k - 1) : k + 1] if max(t.start, s.start) - min(t.end, s.end) < NEAR]
    return any(not SENTENCE_END.search(text, min(t.end, s.end) - 1, max(t.start, s.start) + 1) for t in near)


def _told(a: Attribution) -> Sequence[Span]:
    return (*a.content, a.cue) if a.cue else a.content


def speakers(page: Told, a: Attribution, content: Span) -> tuple[list[Entity], list[Entity]]:
    """The side that speaks, and whom the statement is about: its addressee, else the first other side in it."""
    report = page.report
    who = actor_of(report, a.speaker_id)
    if who is None or who.kind in ("medium", "document") or a.source is None:
        return [], []
    source = _entities(page, [Argument(role="actor", span=a.source, actor_id=a.speaker_id)])
    own = {x.country for x in source}
    addressed = actor_of(report, a.addressee_id)
    if addressed is not None and a.addressee is not None and addressed.kind not in ("medium", "group"):
        return source, _entities(page, [_addressed(a.addressee, a.addressee_id)])
    for m in page.inside(content):
        other = actor_of(report, m.actor_id)
        if other is not None and other.kind != "place" and coded(other)[0] not in own | {""}:
            return source, _entities(page, [_addressed(m.span, m.actor_id)])
    return source, []


def _addressed(span: Span, actor_id: str | None) -> Argument:
    return Argument(role="recipient", span=span, actor_id=actor_id)


def _row(report: Report, code: codes.Code, source: list[Entity], target: list[Entity], span: Span, status: str) -> Row:
    text = report.document.text
    around = text[max(0, span.start - BESIDE) : span.end + BESIDE]
    kind, mode = code
    if kind == "CONSULT" and not mode and any(x.country == "IGO" for x in (*source, *target)):
        mode = "multilateral"
    return Row(
        type=kind,
        mode=mode,
        source=source,
        target=target,
        context=codes.contexts(around, report.document.language or "ru"),
        text=span.of(text),
        start=span.start,
        end=span.end,
        status=status,
    )


def _distinct(found: Sequence[Row]) -> list[Row]:
    """Rows of one type whose words overlap and whose sources agree are one row, the one with more sides."""
    out: list[Row] = []
    for row in found:
        home = next((o for o in out[-8:] if _same(o, row)), None)
        if home is None:
            out.append(row)
        elif len(row.source) + len(row.target) > len(home.source) + len(home.target):
            out[out.index(home)] = row
    return out


def _same(a: Row, b: Row) -> bool:
    if a.type != b.type or not (a.start < b.end and b.start < a.end):
        return False
    mine, yours = {x.country for x in a.source}, {x.country for x in b.source}
    return not mine or not yours or bool(mine & yours)
