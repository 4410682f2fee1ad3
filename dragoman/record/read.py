"""Reading a record: documents, statements, events, actors, positions, problems and judgements as they stand now.

One connection, never written to. Iterators go through the record in the order of publication, holding little in memory.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from dragoman.model import Document, Evidence, Report
from dragoman.model.report import CONTEXT
from dragoman.record import keys, store
from dragoman.record.nouns import (
    Event,
    Judgement,
    KnownActor,
    PageProblem,
    Participant,
    Position,
    Statement,
    Telling,
)
from dragoman.record.pages import DOCUMENT, Pages, spans, words

Row = sqlite3.Row
STATEMENT = """SELECT s.id, s.act, s.speaker, s.holder, s.addressee, s.said_on, s.position, s.reports, s.independent,
s.verdict, a.type, a.document, a.start, a.end, a.more, a.condition_start, a.condition_end, a.deadline_start,
a.deadline_end, a.venue_start, a.venue_end, a.twin, a.rule FROM statements s JOIN attributions a ON a.id = s.id"""
EVENT = """SELECT e.id, e.mode, e.status, e.date, e.place, e.follows, e.reports, e.independent, e.verdict, k.type,
m.document, m.start, m.end, m.place_start, m.place_end, m.object_start, m.object_end, m.date_reason, m.twin, m.rule
FROM events e JOIN event_mentions m ON m.id = e.id JOIN modes k ON k.mode = e.mode"""


class Record:
    """An open record.

    >>> with dragoman.open("talks.record") as record:
    ...     for statement in record.statements():
    ...         print(statement.said_on, statement.speaker, statement.content)
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self.connection = store.connect(self.path)
        self.connection.row_factory = sqlite3.Row
        self.pages = Pages(self.sql)

    def __enter__(self) -> Record:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the file."""
        self.connection.close()

    def sql(self, query: str, values: Sequence[Any] | dict[str, Any] = ()) -> Iterator[Row]:
        """Rows of a query; columns by name (docs/record.md)."""
        try:
            for row in self.connection.execute(query, values):  # noqa: UP028 - `yield from` would close the cursor late
                yield row
        except sqlite3.DatabaseError as error:
            raise store.failure(self.path, error) from None

    # the text layer

    def documents(self) -> Iterator[Document]:
        """Every document, as it was read, in the order of arrival."""
        for row in self.sql(f"{DOCUMENT} ORDER BY d.id"):
            yield self.pages.document(row)

    def document(self, key: str) -> Document | None:
        """The document of a key."""
        row = next(self.sql(f"{DOCUMENT} WHERE d.key = ?", (key,)), None)
        return self.pages.document(row) if row else None

    def report(self, key: str) -> Report | None:
        """All that one document says, as `dragoman read` gave it. Its actors are as the record knows them."""
        row = next(self.sql(f"{DOCUMENT} WHERE d.key = ?", (key,)), None)
        return self.pages.report(row) if row else None

    def reports(self) -> Iterator[Report]:
        """Every report, in the order of arrival."""
        for row in self.sql(f"{DOCUMENT} ORDER BY d.id"):
            yield self.pages.report(row)

    def revisions(self, key: str) -> list[str]:
        """The keys of all versions of a page, the first one first."""
        found = "SELECT id, key, revision_of FROM documents WHERE key = ?"
        row = next(self.sql(found, (key,)), None)
        while row is not None and row["revision_of"] is not None:
            row = next(self.sql("SELECT id, key, revision_of FROM documents WHERE id = ?", (row["revision_of"],)))
        out = []
        while row is not None:
            out.append(row["key"])
            row = next(self.sql("SELECT id, key FROM documents WHERE revision_of = ? ORDER BY id", (row["id"],)), None)
        return out

    def problems(self) -> Iterator[PageProblem]:
        """What went wrong, page by page."""
        query = """SELECT p.id, p.name, d.key AS document, p.stage, p.message FROM problems p
        LEFT JOIN documents d ON d.id = p.document ORDER BY p.id"""
        for row in self.sql(query):
            yield PageProblem(**dict(row))

    # the record layer

    def statements(self, ids: Iterable[int] | None = None) -> Iterator[Statement]:
        """All statements in the order of publication, or those of the row ids, in their order."""
        for row in self._facts(STATEMENT, "s.id", ids):
            yield self._statement(row)

    def events(self, ids: Iterable[int] | None = None) -> Iterator[Event]:
        """All events in the order of publication, or those of the row ids, in their order."""
        for row in self._facts(EVENT, "e.id", ids):
            yield self._event(row)

    def fact(self, key: str) -> Statement | Event | None:
        """The statement or event of a key; the key of any of its tellings will do."""
        found = self.row_id(key)
        if found is None:
            return None
        return next(self.statements([found]), None) if key[0] == "s" else next(self.events([found]), None)

    def row_id(self, key: str) -> int | None:
        """The row id of the statement or event that the key of a telling leads to."""
        return fact_row(self.connection, key)

    def actors(self) -> Iterator[KnownActor]:
        """Every actor, in the order in which they came."""
        for row in self.sql("SELECT * FROM actors ORDER BY id"):
            yield self._known(row)

    def actor(self, key: str) -> KnownActor | None:
        """The actor of a key."""
        row = next(self.sql("SELECT * FROM actors WHERE key = ?", (key,)), None)
        return self._known(row) if row else None

    def positions(self) -> Iterator[Position]:
        """Every position with its statements, the first told first."""
        query = "SELECT id FROM statements WHERE position = ? ORDER BY id"
        for row in list(self.sql("SELECT * FROM positions ORDER BY id")):
            told = tuple(self.key_of("s", r["id"]) for r in self.sql(query, (row["id"],)))
            yield Position(
                id=row["key"],
                holder=self.pages.actor_key(row["holder"]) or "",
                act=row["act"],
                addressee=self.pages.actor_key(row["addressee"]),
                matter=row["matter"],
                status=row["status"],
                statements=told,
            )

    def judgements(self) -> Iterator[Judgement]:
        """What people decided, in the order in which they did."""
        for row in self.sql("SELECT * FROM judgements ORDER BY id"):
            yield Judgement(**{name: row[name] for name in row.keys() if name != "id"})  # noqa: SIM118

    def key_of(self, kind: str, row_id: int) -> str:
        """The key of a statement (`s`) or event (`e`)."""
        table = "attributions" if kind == "s" else "event_mentions"
        query = f"SELECT d.key, f.start, f.twin FROM {table} f JOIN documents d ON d.id = f.document WHERE f.id = ?"
        row = next(self.sql(query, (row_id,)))
        return keys.fact_key(kind, row["key"], row["start"], row["twin"])

    # rows to nouns

    def _facts(self, query: str, column: str, ids: Iterable[int] | None) -> Iterator[Row]:
        if ids is None:
            yield from self.sql(f"{query} ORDER BY {column}")
            return
        for one in ids:
            yield from self.sql(f"{query} WHERE {column} = ?", (one,))

    def _statement(self, row: Row) -> Statement:
        text = self.pages.page(row["document"])["text"]
        position = next(self.sql("SELECT key FROM positions WHERE id = ?", (row["position"],)), None)
        return Statement(
            id=keys.fact_key("s", self.pages.page(row["document"])["key"], row["start"], row["twin"]),
            type=row["type"],
            act=row["act"],
            speaker=self.pages.actor_key(row["speaker"]),
            holder=self.pages.actor_key(row["holder"]),
            addressee=self.pages.actor_key(row["addressee"]),
            said_on=row["said_on"],
            content=tuple(s.of(text) for s in spans(row)),
            condition=words(row, "condition", text),
            deadline=words(row, "deadline", text),
            venue=words(row, "venue", text),
            position=position["key"] if position else None,
            tellings=self._tellings("s", row),
            reports=row["reports"],
            independent=row["independent"],
            verdict=row["verdict"],
        )

    def _event(self, row: Row) -> Event:
        text = self.pages.page(row["document"])["text"]
        query = "SELECT role, actor FROM event_participants WHERE event = ? ORDER BY role, actor"
        return Event(
            id=keys.fact_key("e", self.pages.page(row["document"])["key"], row["start"], row["twin"]),
            type=row["type"],
            mode=row["mode"],
            status=row["status"],
            date=row["date"],
            date_reason=self.pages.rule(row["date_reason"]) if row["date"] is None else None,
            place=self.pages.actor_key(row["place"]),
            place_words=words(row, "place", text),
            object=words(row, "object", text),
            participants=tuple(
                Participant(r["role"], self.pages.actor_key(r["actor"]) or "") for r in self.sql(query, (row["id"],))
            ),
            follows=self.key_of("e", row["follows"]) if row["follows"] is not None else None,
            tellings=self._tellings("e", row),
            reports=row["reports"],
            independent=row["independent"],
            verdict=row["verdict"],
        )

    def _tellings(self, kind: str, row: Row) -> tuple[Telling, ...]:
        """The first telling, and those that were joined to it."""
        table, column = ("attributions", "statement") if kind == "s" else ("event_mentions", "event")
        found = f"SELECT document, start, end, twin, rule FROM {table} WHERE {column} = ? ORDER BY id"
        return tuple(self._telling(kind, r) for r in [row, *self.sql(found, (row["id"],))])

    def _telling(self, kind: str, row: Row) -> Telling:
        page = self.pages.page(row["document"])
        text, start, end = page["text"], row["start"], row["end"]
        return Telling(
            id=keys.fact_key(kind, page["key"], start, row["twin"]),
            evidence=Evidence(
                document_id=page["key"],
                text_sha256=page["text_sha256"].hex(),
                start=start,
                end=end,
                exact=text[start:end],
                prefix=text[max(0, start - CONTEXT) : start],
                suffix=text[end : end + CONTEXT],
                rule=self.pages.rule(row["rule"]) or "",
                version=page["version"],
            ),
            publisher=page["publisher_name"],
            url=page["url"],
            published_at=page["published_at"],
            reprint=page["reprint_of"] is not None,
        )

    def _known(self, row: Row) -> KnownActor:
        into = self.pages.actor_key(row["merged_into"])
        confirmed = row["verdict"] == "accept"
        return KnownActor(
            actor=self.pages.actor(row["id"]),
            documents=row["documents"],
            candidate=bool(row["provisional"]) and row["documents"] < SEEN and not confirmed and into is None,
            merged_into=into,
            verdict=row["verdict"],
        )


SEEN = 2
"""Documents that must name an actor made from the text before it counts as one."""


def fact_row(connection: sqlite3.Connection, key: str) -> int | None:
    """The row id of the fact that the key of a telling leads to."""
    found = keys.FACT.fullmatch(key)
    if not found:
        return None
    kind, document, start, twin = found.groups()
    table, column = ("attributions", "statement") if kind == "s" else ("event_mentions", "event")
    query = f"""SELECT coalesce(f.{column}, f.id) FROM documents d JOIN {table} f
    ON f.id BETWEEN d.first_fact AND d.last_fact AND f.start = ? AND f.twin = ? WHERE d.key = ?"""
    row = connection.execute(query, (int(start), int(twin or 0), document)).fetchone()
    return int(row[0]) if row else None
