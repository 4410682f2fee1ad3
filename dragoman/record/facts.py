"""Tellings as joining sees them: what was said or done, by whom, on which page, without the rest of the record."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from dragoman.record import keys
from dragoman.record.dealings import week_of


class FactRow(msgspec.Struct, frozen=True, kw_only=True):
    """A telling as joining sees it. kind: s or e. Actors are keys. page: the document, or its first version if it is a
    changed page; origin: the document that it is a reprint of, else the page.

    content: what was said; of an event the words for it, its object and its place. participants: role and actor, each
    actor once. states: ISO3 of the participants and the place, where they are of one. week: of an event (`dealings`).
    """

    id: int
    kind: str
    day: int
    document: int
    page: int
    origin: int
    language: str | None
    content: str
    act: str | None = None
    speaker: str | None = None
    holder: str | None = None
    addressee: str | None = None
    said_on: str | None = None
    mode: str | None = None
    status: str | None = None
    date: str | None = None
    place: str | None = None
    participants: tuple[tuple[str, str], ...] = ()
    states: dict[str, str] = {}
    week: int = 0


STATEMENTS = """SELECT a.id, a.document, d.language, a.act, a.speaker, a.holder, a.addressee, a.said_on, a.more,
substr(d.text, a.start + 1, a.end - a.start) AS words,
CASE WHEN a.more IS NULL THEN NULL ELSE d.text END AS text
FROM attributions a JOIN documents d ON d.id = a.document WHERE a.id BETWEEN ? AND ? ORDER BY a.id"""
EVENTS = """SELECT m.id, m.document, d.language, m.mode, m.status, m.date, m.place,
substr(d.text, m.start + 1, m.end - m.start) AS word,
substr(d.text, m.object_start + 1, m.object_end - m.object_start) AS object,
substr(d.text, m.place_start + 1, m.place_end - m.place_start) AS place_words
FROM event_mentions m JOIN documents d ON d.id = m.document WHERE m.id BETWEEN ? AND ? ORDER BY m.id"""
ARGUMENTS = "SELECT role, actor FROM arguments WHERE event_mention = ? AND actor IS NOT NULL ORDER BY n"


class Facts:
    """The rows of facts, read for joining."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.actor = lru_cache(200_000)(self._actor)
        self.state = lru_cache(200_000)(self._state)
        self.page = lru_cache(100_000)(self._page)
        self.origin = lru_cache(100_000)(self._origin)

    def between(self, first: int, last: int) -> Iterator[FactRow]:
        """The statements, then the events, of a range of row ids; either in order."""
        for row in self.connection.execute(STATEMENTS, (first, last)):
            yield self._statement(row)
        for row in self.connection.execute(EVENTS, (first, last)):
            yield self._event(row)

    def _statement(self, row: sqlite3.Row) -> FactRow:
        number, document, language, act, speaker, holder, addressee, said_on, more, words, text = row
        return FactRow(
            id=number,
            kind="s",
            day=keys.day_in(number),
            document=document,
            page=self.page(document),
            origin=self.origin(document),
            language=language,
            content=self.content(words, more, text),
            act=act,
            speaker=self.actor(speaker),
            holder=self.actor(holder),
            addressee=self.actor(addressee),
            said_on=said_on,
        )

    @staticmethod
    def content(words: str, more: str | None, text: str | None) -> str:
        """All that was said, also where it is interrupted."""
        rest = [(text or "")[start:end] for start, end in json.loads(more)] if more else []
        return " ".join((words, *rest))

    def _event(self, row: sqlite3.Row) -> FactRow:
        number, document, language, mode, status, date, place, *words = row
        sides = self.connection.execute(ARGUMENTS, (number,)).fetchall()
        named = [actor for _, actor in sides] + ([place] if place is not None else [])
        roles: dict[str, str] = {}
        for role, actor in sides:
            roles.setdefault(self.actor(actor) or "", role)
        return FactRow(
            id=number,
            kind="e",
            day=keys.day_in(number),
            document=document,
            page=self.page(document),
            origin=self.origin(document),
            language=language,
            content=" ".join(word for word in words if word),
            mode=mode,
            status=status,
            date=date,
            place=self.actor(place),
            participants=tuple((role, actor) for actor, role in roles.items()),
            states={self.actor(n) or "": iso3 for n in named if (iso3 := self.state(n))},
            week=week_of(date, keys.day_in(number)),
        )

    def _actor(self, number: int | None) -> str | None:
        """The key of an actor, or of the one that a person found it to be."""
        if number is None:
            return None
        key, into = self.connection.execute("SELECT key, merged_into FROM actors WHERE id = ?", (number,)).fetchone()
        return str(key) if into is None else self._actor(into)

    def _state(self, number: int) -> str | None:
        """ISO3 of the state that the actor is or belongs to."""
        iso3, into = self.connection.execute("SELECT iso3, merged_into FROM actors WHERE id = ?", (number,)).fetchone()
        return str(iso3) if iso3 else self._state(into) if into is not None else None

    def _page(self, document: int) -> int:
        """The first version of the page."""
        (before,) = self.connection.execute("SELECT revision_of FROM documents WHERE id = ?", (document,)).fetchone()
        return document if before is None else self._page(before)

    def _origin(self, document: int) -> int:
        """The document that this one was copied from in the end, by its first version."""
        page = self._page(document)
        (copy,) = self.connection.execute("SELECT reprint_of FROM documents WHERE id = ?", (document,)).fetchone()
        return page if copy is None or copy == page else self._origin(copy)
