"""A fact as one line of a table: what `find`, `timeline`, `who` and `planned` print, and pages show in lists."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from dragoman.model import Actor
from dragoman.record.find import Finder, Hit, Search
from dragoman.record.nouns import Event, Statement, Telling
from dragoman.record.read import Record
from dragoman.record.snippet import Piece, snippet


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One statement or event. date: of the event or utterance where it is known, else of publication; dated: which of
    the two. what: act or mode. who: speaker or participants, by their usual names; ids: their keys. to: addressee.
    words: what was said, or the word that names the event. publisher, published_at, url: of the first telling.
    """

    id: str
    kind: str
    date: str | None
    dated: str
    what: str
    status: str | None
    who: str
    ids: tuple[str, ...]
    to: str | None
    place: str | None
    words: str
    publisher: str | None
    published_at: str | None
    url: str | None
    reports: int
    independent: int
    verdict: str | None


def line(record: Record, hit: Hit, language: str = "en") -> Line:
    """The line of a fact. language: of the actors' names, as far as they have one in it."""
    if hit.kind == "s":
        return _of_statement(record, next(record.statements([hit.id])), language)
    return _of_event(record, next(record.events([hit.id])), language)


def lines(finder: Finder, search: Search, limit: int, relevant: bool = False, rejected: bool = False) -> Iterator[Line]:
    """The lines of the first `limit` facts that were found."""
    for n, hit in enumerate(finder.hits(search, relevant, rejected)):
        if n == limit:
            return
        yield line(finder.record, hit)


def marked(record: Record, hit: Hit, wanted: frozenset[str]) -> list[Piece]:
    """The words of the telling that was found, with those asked for marked."""
    table = "attributions" if hit.kind == "s" else "event_mentions"
    row = next(record.sql(f"SELECT document, start, end FROM {table} WHERE id = ?", (hit.telling,)))
    text = record.pages.page(row["document"])["text"]
    start, end = (row["start"], row["end"]) if hit.kind == "s" else _sentence(text, row["start"], row["end"])
    return snippet(text, start, end, wanted)


WIDE = 160
"""Characters of its sentence shown on either side of the word that names an event."""


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The line around an event's word, not more than `WIDE` characters to either side."""
    first = max(text.rfind("\n", 0, start) + 1, text.rfind(". ", 0, start) + 2 if ". " in text[:start] else 0)
    stop = text.find("\n", end)
    last = len(text) if stop < 0 else stop
    full = text.find(". ", end, last)
    last = full + 1 if full >= 0 else last
    return max(first, start - WIDE), min(last, end + WIDE)


def shown(actor: Actor | None, language: str) -> str | None:
    """The usual name of an actor, in the language if it has one there; what only a text names so, in its own words."""
    if actor is None:
        return None
    told = actor.names.get("ru") if actor.id.startswith("text/") and actor.kind != "person" else None
    names = told or actor.names.get(language) or next(iter(actor.names.values()), (actor.id,))
    family, comma, given = names[0].partition(", ")
    return f"{given} {family}" if comma else names[0]


def name_of(record: Record, key: str | None, language: str) -> str | None:
    """The usual name behind a key."""
    known = record.actor(key) if key else None
    return shown(known.actor, language) if known else key


def _of_statement(record: Record, s: Statement, language: str) -> Line:
    first = s.tellings[0]
    who = name_of(record, s.speaker, language) or "unknown"
    return Line(
        id=s.id,
        kind="statement",
        date=s.said_on or _day(first),
        dated="said" if s.said_on else "published",
        what=s.act,
        status=None,
        who=who,
        ids=(s.speaker,) if s.speaker else (),
        to=name_of(record, s.addressee, language),
        place=None,
        words=" … ".join(" ".join(part.split()) for part in s.content),
        publisher=first.publisher,
        published_at=first.published_at,
        url=first.url,
        reports=s.reports,
        independent=s.independent,
        verdict=s.verdict,
    )


ORDER = {"actor": 0, "recipient": 1, "third_party": 2}


def _of_event(record: Record, e: Event, language: str) -> Line:
    first = e.tellings[0]
    sides = sorted(e.participants, key=lambda p: ORDER.get(p.role, 3))
    names = [name_of(record, p.actor, language) or p.actor for p in sides]
    return Line(
        id=e.id,
        kind="event",
        date=e.date or _day(first),
        dated="event" if e.date else "published",
        what=e.mode,
        status=e.status,
        who=" – ".join(dict.fromkeys(names)),
        ids=tuple(dict.fromkeys(p.actor for p in sides)),
        to=None,
        place=name_of(record, e.place, language) or e.place_words,
        words=first.evidence.exact,
        publisher=first.publisher,
        published_at=first.published_at,
        url=first.url,
        reports=e.reports,
        independent=e.independent,
        verdict=e.verdict,
    )


def _day(telling: Telling) -> str | None:
    return telling.published_at[:10] if telling.published_at else None
