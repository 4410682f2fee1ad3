"""Events of a record with their coded sides, as the event-data formats want them: POLECAT, GDELT, visits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from dragoman.events.kinds import cameo_of, plover_of
from dragoman.export.plover.entities import coded
from dragoman.model import Actor, Document, Report, Span
from dragoman.record.lines import shown
from dragoman.record.nouns import Event
from dragoman.record.read import Record


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """A participant. country and sector as PLOVER codes them; raw: the words of the first telling."""

    key: str
    role: str
    name: str
    country: str
    sector: str
    office: str
    qid: str
    raw: str


class Coded(msgspec.Struct, frozen=True, kw_only=True):
    """An event of the record with what the formats ask of it."""

    event: Event
    document: Document
    sides: tuple[Side, ...]
    cameo: str
    plover: tuple[str, str]
    place: Actor | None

    def of(self, *roles: str) -> list[Side]:
        """The sides in these roles."""
        return [s for s in self.sides if s.role in roles]


EMPTY = Span(0, 0)


def events(record: Record) -> Iterator[Coded]:
    """Every event that nobody rejected, in the order of publication."""
    for event in record.events():
        if event.verdict != "reject":
            yield code(record, event)


def code(record: Record, event: Event) -> Coded:
    """One event with its sides."""
    first = event.tellings[0].evidence
    report = record.report(first.document_id)
    assert report is not None
    raw = raw_words(report, first.start)
    sides = []
    for p in event.participants:
        known = record.actor(p.actor)
        if known is None:
            continue
        country, sector = coded(known.actor)
        sides.append(
            Side(
                key=p.actor,
                role=p.role,
                name=shown(known.actor, "en") or p.actor,
                country=country,
                sector=sector,
                office=known.actor.office or "",
                qid=known.actor.qid or "",
                raw=raw.get(p.actor, ""),
            )
        )
    place = record.actor(event.place) if event.place else None
    return Coded(
        event=event,
        document=report.document,
        sides=tuple(sides),
        cameo=cameo_of(event.mode),
        plover=plover_of(event.mode),
        place=place.actor if place else None,
    )


def raw_words(report: Report, start: int) -> dict[str, str]:
    """The words that stand for each participant in the telling that begins at `start`."""
    for e in report.events:
        if e.trigger.start == start:
            return {a.actor_id: a.span.of(report.document.text) for a in e.arguments if a.actor_id}
    return {}


def join(values: Iterable[str]) -> str:
    """Several values of one cell, each once."""
    return ";".join(dict.fromkeys(v for v in values if v))


QUAD = {
    "AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "CONCEDE": 1, "COOPERATE": 2, "AID": 2, "RETREAT": 2, "REQUEST": 3,
    "ACCUSE": 3, "REJECT": 3, "THREATEN": 3, "SANCTION": 4, "MOBILIZE": 4, "COERCE": 4, "PROTEST": 4, "ASSAULT": 4,
}  # fmt: skip
"""PLOVER type → verbal (1) and material (2) cooperation, verbal (3) and material (4) conflict (manual 2.0)."""
SCORE = {
    "AGREE": 2.5, "CONSULT": 2.5, "SUPPORT": 5, "CONCEDE": 4.5, "COOPERATE": 9.5, "AID": 10, "RETREAT": 6.5,
    "REQUEST": 0, "REJECT": -2, "THREATEN": -3.5, "SANCTION": -6, "MOBILIZE": -5.5, "COERCE": -7, "PROTEST": -5,
    "ASSAULT": -9, "CONSULT visit": 4, "CONSULT third-party": 1, "CONSULT multilateral": 4, "CONSULT phone": 1.5,
    "RETREAT withdraw": 8, "RETREAT release": 6.5, "RETREAT ceasefire": 7.5, "SANCTION expel": -5.5,
    "MOBILIZE troops": -6.5, "COERCE seize": -7, "COERCE restrict": -7, "COERCE arrest": -7,
}  # fmt: skip
"""PLOVER type, or type and mode → score as the manual prints it; ACCUSE has none without a mode (the manual errs)."""


def score(kind: str, mode: str) -> float | None:
    """The score of a row."""
    return SCORE.get(f"{kind} {mode}", SCORE.get(kind))
