"""A report as JSON, one line a report: the form that docs/report.md describes and `schema` defines."""

from __future__ import annotations

from typing import Any

import msgspec

from dragoman.model import Actor, Attribution, Document, EventMention, Mention, Problem, Report, Span, TimeExpression


class PassageJson(msgspec.Struct, frozen=True):
    kind: str
    start: int
    end: int


class DocumentJson(msgspec.Struct, frozen=True, kw_only=True):
    """The page. `text` is what every offset counts in."""

    id: str
    text: str
    text_sha256: str
    language: str | None
    title: str | None
    url: str | None
    publisher: str | None
    agency: str | None
    published_at: str | None
    modified_at: str | None
    dateline_place: Span | None
    passages: list[PassageJson]


class ArgumentJson(msgspec.Struct, frozen=True):
    role: str
    start: int
    end: int
    actor_id: str | None


class EventJson(msgspec.Struct, frozen=True, kw_only=True):
    """An event; see `dragoman.model.EventMention` for the meaning of each field."""

    type: str
    mode: str
    trigger: Span
    other_triggers: list[Span]
    arguments: list[ArgumentJson]
    place: Span | None
    time: Span | None
    object: Span | None
    date: str | None
    date_reason: str | None
    status: str
    within: int | None
    rule: str
    confidence: float


class ActorJson(msgspec.Struct, frozen=True, kw_only=True):
    kind: str
    iso3: str | None
    names: dict[str, list[str]]
    sector: str | None
    office: str | None
    provisional: bool


class ReportJson(msgspec.Struct, frozen=True, kw_only=True):
    """One report a line."""

    document: DocumentJson
    actors: dict[str, ActorJson]
    attributions: list[Attribution]
    events: list[EventJson]
    mentions: list[Mention]
    times: list[TimeExpression]
    problems: list[Problem]


_encoder = msgspec.json.Encoder()


def encode(report: Report) -> bytes:
    """The report as one line of JSON without a line end."""
    return _encoder.encode(to_json(report))


def schema() -> dict[str, Any]:
    """JSON Schema of one line."""
    return msgspec.json.schema(ReportJson)


def to_json(report: Report) -> ReportJson:
    return ReportJson(
        document=_document(report.document),
        actors={k: _actor(a) for k, a in sorted(report.actors.items())},
        attributions=list(report.attributions),
        events=[_event(e) for e in report.events],
        mentions=list(report.mentions),
        times=list(report.times),
        problems=list(report.problems),
    )


def _document(d: Document) -> DocumentJson:
    return DocumentJson(
        id=d.id,
        text=d.text,
        text_sha256=d.text_sha256,
        language=d.language,
        title=d.title,
        url=d.url,
        publisher=d.publisher,
        agency=d.agency,
        published_at=d.published_at,
        modified_at=d.modified_at,
        dateline_place=d.dateline_place,
        passages=[PassageJson(p.kind, p.span.start, p.span.end) for p in d.passages],
    )


def _actor(a: Actor) -> ActorJson:
    names = {k: list(v) for k, v in a.names.items()}
    return ActorJson(kind=a.kind, iso3=a.iso3, names=names, sector=a.sector, office=a.office, provisional=a.provisional)


def _event(e: EventMention) -> EventJson:
    return EventJson(
        type=e.type,
        mode=e.mode,
        trigger=e.trigger,
        other_triggers=list(e.other_triggers),
        arguments=[ArgumentJson(a.role, a.span.start, a.span.end, a.actor_id) for a in e.arguments],
        place=e.place,
        time=e.time,
        object=e.object,
        date=e.date,
        date_reason=e.date_reason,
        status=e.status,
        within=e.within,
        rule=e.rule,
        confidence=e.confidence,
    )
