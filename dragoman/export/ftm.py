"""The record as FollowTheMoney entities, JSON Lines, to be read into Aleph and its kin (docs/export.md).

Written by hand: the package brings forty others along. A test reads the lines with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TextIO

from dragoman.export.files import write_json
from dragoman.model import Actor, Document
from dragoman.record.keys import digest
from dragoman.record.nouns import Event, KnownActor, Statement
from dragoman.record.read import Record

SCHEMA = {
    "person": "Person", "organ": "PublicBody", "state": "PublicBody", "quasi-state": "PublicBody",
    "organization": "Organization", "medium": "Organization", "group": "Organization",
}  # fmt: skip
"""Kind of an actor → schema; places, documents and unnamed speakers are no entities there."""


def export(record: Record, out: TextIO) -> int:
    """One entity a line; how many there were."""
    return write_json(out, entities(record))


def entities(record: Record) -> Iterator[dict[str, Any]]:
    """Articles, actors, events with who took part, and statements as notes."""
    for document in record.documents():
        yield article(document)
    kept = set()
    for known in record.actors():
        made = actor(known)
        if made is not None:
            kept.add(known.actor.id)
            yield made
    for event in record.events():
        if event.verdict != "reject":
            yield from dealing(event, kept)
    for statement in record.statements():
        if statement.verdict != "reject":
            yield note(statement, kept)


def id_of(key: str) -> str:
    """An id without signs that FollowTheMoney forbids."""
    return "dragoman-" + digest(key)


def entity(key: str, schema: str, **properties: Any) -> dict[str, Any]:
    """An entity; empty properties are left out, every value is text."""
    held = {
        name: [str(v) for v in (value if isinstance(value, list | tuple) else [value]) if v not in (None, "")]
        for name, value in properties.items()
    }
    return {"id": id_of(key), "schema": schema, "properties": {k: v for k, v in held.items() if v}}


def article(d: Document) -> dict[str, Any]:
    return entity(
        d.id, "Article", title=d.title or d.id, publishedAt=d.published_at, modifiedAt=d.modified_at,
        retrievedAt=d.retrieved_at, publisher=d.publisher, sourceUrl=d.url, language=LANGUAGE.get(d.language or ""),
        bodyText=d.text,
    )  # fmt: skip


LANGUAGE = {"ru": "rus", "en": "eng"}


def actor(known: KnownActor) -> dict[str, Any] | None:
    a: Actor = known.actor
    schema = SCHEMA.get(a.kind)
    names = [name for held in a.names.values() for name in held]
    if schema is None or not names:
        return None
    common: dict[str, Any] = {"name": names[0], "alias": names[1:], "wikidataId": a.qid}
    if schema == "Person":
        common |= {"position": a.office, "country": iso2(a.iso3)}
    else:
        common |= {"country": iso2(a.iso3)}
    return entity(a.id, schema, **common)


def iso2(iso3: str | None) -> str | None:
    """ISO 3166 alpha-2 in lower case, as FollowTheMoney has countries."""
    from dragoman.actors import index

    found = index.load().entity(f"state/{iso3}") if iso3 else None
    return found.codes.get("iso2", "").lower() or None if found else None


def dealing(e: Event, kept: set[str]) -> Iterator[dict[str, Any]]:
    """An event; roles stand in its summary, since `involved` has none."""
    roles = "; ".join(f"{p.role}: {p.actor}" for p in e.participants)
    yield entity(
        e.id, "Event", name=f"{e.mode} ({e.status})", date=day(e.date),
        summary=f"{e.type} {e.mode} {e.status}; {roles}",
        location=e.place_words, involved=[id_of(p.actor) for p in e.participants if p.actor in kept],
        proof=[id_of(t.evidence.document_id) for t in e.tellings], sourceUrl=[t.url for t in e.tellings],
        publisher=[t.publisher for t in e.tellings],
    )  # fmt: skip


def note(s: Statement, kept: set[str]) -> dict[str, Any]:
    """A statement: what was said, about whom it is known to be."""
    involved = [id_of(key) for key in (s.speaker, s.addressee) if key in kept]
    return entity(
        s.id, "Note", name=f"{s.act}: {' … '.join(s.content)[:200]}", description=" … ".join(s.content),
        date=day(s.said_on), entity=involved, sourceUrl=[t.url for t in s.tellings],
    )  # fmt: skip


def day(value: str | None) -> str | None:
    """A date of day, month or year; other periods are none there."""
    return value if value and all(part.isdigit() for part in value[:10].split("-")) else None
