"""Writing documents: a batch in one transaction, each document whole or not at all.

Row ids depend on nothing but the order of the documents, so a run that was killed and begun again ends with the same
rows as one that was not.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from dragoman.record import keys, names, removal, store
from dragoman.record.groups import Groups
from dragoman.record.judging import Verdicts
from dragoman.record.numbers import Numbers
from dragoman.record.rows import ActorRow, Fact, Failed, Rows

DOCUMENTS = """id, key, name, url, publisher, agency, language, title, title_start, title_end,
published_at, modified_at, retrieved_at, day,
text_sha256, raw_sha256, dateline_start, dateline_end, revision_of, version, first_fact, last_fact, actors, text,
layer"""
ATTRIBUTIONS = """id, document, twin, type, act, start, "end", more, cue_start, cue_end, source_start, source_end,
addressee_start, addressee_end, venue_start, venue_end, time_start, time_end, condition_start, condition_end,
deadline_start, deadline_end, confidence, said_on, within, speaker, addressee, holder, rule"""
EVENT_MENTIONS = """id, document, twin, mode, start, "end", more, object_start, object_end, place_start, place_end,
time_start, time_end, date, status, confidence, date_reason, place, within, rule"""
STATEMENTS = "id, act, speaker, holder, addressee, said_on, reports, independent"
EVENTS = "id, mode, status, date, place, reports, independent"
OPENED = "DELETE FROM problems WHERE name = ? AND page = 0 AND document IS NULL"
"""What is no more true of a file or address from which a document came."""
LARGEST_RAW = 2_000_000
"""Bytes, packed, up to which a page that could not be read is kept to be tried again."""


class Outcome(msgspec.Struct, frozen=True):
    """What became of a page: added, revised (a new version of `before`), known, failed."""

    what: str
    name: str
    key: str | None = None
    before: str | None = None
    message: str | None = None


def insert(table: str, columns: str) -> str:
    marks = ", ".join("?" * len(columns.split(",")))
    return f"INSERT INTO {table} ({columns}) VALUES ({marks})"


INSERT = {
    "documents": insert("documents", DOCUMENTS),
    "attributions": insert("attributions", ATTRIBUTIONS),
    "event_mentions": insert("event_mentions", EVENT_MENTIONS),
    "arguments": insert("arguments", 'event_mention, n, role, start, "end", actor'),
    "statements": insert("statements", STATEMENTS),
    "events": insert("events", EVENTS),
    "event_participants": insert("event_participants", "event, role, actor").replace("INSERT", "INSERT OR IGNORE"),
    "words": insert("words", "rowid, terms"),
    "sketches": insert("sketches", "day, document, hashes"),
}
"""In the order in which rows may stand on one another."""


class Writer:
    """The one who writes. Others may write between two batches; nothing that is remembered here outlives that."""

    def __init__(self, path: Path, tell: store.Tell = store.nobody, wait: float = store.WAIT) -> None:
        self.path, self.tell, self.wait = path, tell, wait
        self.connection = store.connect(path, write=True)
        self.seen = -1
        self.forget()

    def close(self) -> None:
        """Lets go of the file; what stands in the log goes into it."""
        self.connection.close()

    def forget(self) -> None:
        """Numbers are looked up anew: another process has written, or our own writing was undone."""
        self.rules = Numbers(self.connection, "rules")
        self.publishers = Numbers(self.connection, "publishers")
        self.actor_ids: dict[str, int] = {}
        self.next_fact: dict[int, int] = {}
        failed = self.connection.execute("SELECT page FROM problems WHERE document IS NULL AND page != 0")
        self.failed = {row[0] for row in failed}

    def knows(self, page: int) -> bool:
        """Has a page with this hash come in before?"""
        return self.connection.execute("SELECT 1 FROM pages WHERE hash = ?", (page,)).fetchone() is not None

    def add(self, batch: Sequence[Rows | Failed]) -> list[Outcome]:
        """Writes a batch, all of it or nothing."""
        with self._batch():
            return [self._failed(x) if isinstance(x, Failed) else self._document(x) for x in batch]

    def replace(self, batch: Sequence[Rows]) -> None:
        """Puts documents that were read again in place of what was read before; their keys stay."""
        left: set[int] = set()
        with self._batch(left):
            for r in batch:
                left |= self._replace(r)

    @contextmanager
    def _batch(self, left: Iterable[int] = ()) -> Iterator[None]:
        """A transaction whose rows are written at its end. left: tellings whose company is gone; they form up anew."""
        try:
            with store.transaction(self.connection, self.tell, self.wait):
                self._look_round()
                self.connection.execute("PRAGMA defer_foreign_keys = ON")  # a statement may stand inside a later one
                self.rows: dict[str, list[Sequence[Any]]] = {table: [] for table in INSERT}
                self.named: Counter[int] = Counter()
                yield
                self._flush()
                if left:
                    Groups(self.connection, Verdicts(self.connection)).write(sorted(left))
        except sqlite3.Error as error:
            self.forget()
            raise store.failure(self.path, error) from None
        except BaseException:
            self.forget()
            raise

    def _look_round(self) -> None:
        """Has another process written since our last batch?"""
        seen = self.connection.execute("PRAGMA data_version").fetchone()[0]
        if seen != self.seen:
            self.forget()
            self.seen = seen

    def _flush(self) -> None:
        """The rows of the batch, table by table."""
        self.rows["words"].sort(key=lambda row: row[0])  # out of order every row would be flushed on its own
        for table, sql in INSERT.items():
            if table != "documents" and self.rows[table]:
                self.connection.executemany(sql, self.rows[table])
        update = "UPDATE actors SET documents = documents + ? WHERE id = ?"
        self.connection.executemany(update, [(n, actor) for actor, n in self.named.items()])
        days = """INSERT INTO days (day, next, joined) VALUES (?, ?, 0)
        ON CONFLICT (day) DO UPDATE SET next = excluded.next, joined = 0"""
        self.connection.executemany(days, [(day, n) for day, n in self.next_fact.items()])
        names.enter(self.connection)
        self.next_fact.clear()

    def _failed(self, f: Failed) -> Outcome:
        """A row in `problems`. A file that cannot be opened may have several; a page or an address has its latest."""
        raw = zlib.compress(f.raw) if f.raw is not None else None
        cells = (f.stage, f.message, raw if raw is not None and len(raw) <= LARGEST_RAW else None, f.name, f.page)
        insert = "INSERT OR IGNORE INTO problems (stage, message, raw, name, page) VALUES (?, ?, ?, ?, ?)"
        update = """UPDATE problems SET stage = ?, message = ?, raw = ?
        WHERE name = ? AND page = ? AND document IS NULL"""
        single = f.page != 0 or f.stage == "fetching"
        if not (single and self.connection.execute(update, cells).rowcount):
            self.connection.execute(insert, cells)
        if f.raw is not None:
            self.connection.execute("INSERT OR IGNORE INTO pages (hash) VALUES (?)", (f.page,))
            self.failed.add(f.page)
        return Outcome("failed", f.name, message=f.message)

    def _document(self, r: Rows) -> Outcome:
        known = self.connection.execute("SELECT id FROM documents WHERE key = ?", (r.key,)).fetchone()
        if known is not None:
            self._page(r, known[0])
            return Outcome("known", r.name, r.key)
        self.connection.execute(OPENED, (r.name,))
        before = self._before(r.url)
        number = self.connection.execute("SELECT coalesce(max(id), 0) + 1 FROM documents").fetchone()[0]
        actors = [self._actor(a) for a in r.actors]
        holders = [self._actor(a) for a in r.holders]
        first = self._facts(r, number, [*actors, *holders])
        self.connection.execute(INSERT["documents"], self._cells(r, number, actors, first, before))
        self._page(r, number)
        if r.sketch:
            self.rows["sketches"].append((keys.day_of(r.published_at), number, r.sketch))
        self.named.update(set(actors) - self._named_before(before[0] if before else None))
        self._problems(r, number)
        return Outcome("revised" if before else "added", r.name, r.key, before[1] if before else None)

    def _replace(self, r: Rows) -> set[int]:
        """The tellings of other documents that were one fact with those of this one."""
        query = "SELECT id, first_fact, last_fact, actors, revision_of, name FROM documents WHERE key = ?"
        number, first, last, actors_before, before, name = self.connection.execute(query, (r.key,)).fetchone()
        left = removal.remove(self.connection, number, first, last)
        actors = [self._actor(a) for a in r.actors]
        holders = [self._actor(a) for a in r.holders]
        witnessed = self._named_before(before)
        self.named.subtract(set(json.loads(actors_before)) - witnessed)
        self.named.update(set(actors) - witnessed)
        first = self._facts(r, number, [*actors, *holders])
        last = first + len(r.statements) + len(r.events) - 1
        self.connection.execute(
            "UPDATE documents SET version = ?, first_fact = ?, last_fact = ?, actors = ?, layer = ? WHERE id = ?",
            (r.version, first, last, json.dumps(actors, separators=(",", ":")), r.layer, number),
        )
        self._problems(msgspec.structs.replace(r, name=name), number)
        return left

    def _problems(self, r: Rows, number: int) -> None:
        self.connection.executemany(
            "INSERT OR IGNORE INTO problems (name, page, document, stage, message) VALUES (?, ?, ?, ?, ?)",
            [(r.name, r.page, number, problem.stage, problem.message) for problem in r.problems],
        )

    def _page(self, r: Rows, number: int) -> None:
        sql = """INSERT INTO pages (hash, document) VALUES (?, ?)
        ON CONFLICT (hash) DO UPDATE SET document = excluded.document"""
        self.connection.execute(sql, (r.page, number))
        if r.page in self.failed:
            self.connection.execute("DELETE FROM problems WHERE page = ? AND document IS NULL", (r.page,))

    def _before(self, url: str | None) -> tuple[int, str] | None:
        """The version of the page that came in last."""
        if not url:
            return None
        query = "SELECT id, key FROM documents WHERE url = ? ORDER BY id DESC LIMIT 1"
        row = self.connection.execute(query, (url,)).fetchone()
        return (row[0], row[1]) if row else None

    def _named_before(self, document: int | None) -> set[int]:
        """The actors that earlier versions of a page name: a new version is no second witness."""
        out: set[int] = set()
        while document is not None:
            query = "SELECT actors, revision_of FROM documents WHERE id = ?"
            actors, document = self.connection.execute(query, (document,)).fetchone()
            out.update(json.loads(actors))
        return out

    def _cells(
        self, r: Rows, number: int, actors: Sequence[int], first: int, before: tuple[int, str] | None
    ) -> tuple[Any, ...]:
        last = first + len(r.statements) + len(r.events) - 1
        return (
            *(number, r.key, r.name, r.url, self.publishers.of(r.publisher), r.agency, r.language, r.title),
            *(r.title_span or (None, None)),
            *(r.published_at, r.modified_at, r.retrieved_at, keys.day_of(r.published_at)),
            *(bytes.fromhex(r.text_sha256), bytes.fromhex(r.raw_sha256) if r.raw_sha256 else None),
            *(*(r.dateline or (None, None)), before[0] if before else None, r.version),
            *(first, last, json.dumps(actors, separators=(",", ":")), r.text, r.layer),
        )

    def _actor(self, a: ActorRow) -> int:
        """The number of an actor, with a new row for one not met before."""
        found = self.actor_ids.get(a.key)
        if found is None:
            row = self.connection.execute("SELECT id FROM actors WHERE key = ?", (a.key,)).fetchone()
            if row is None:
                done = self.connection.execute(
                    """INSERT INTO actors (key, kind, names, iso3, sector, office, qid, provisional, documents)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)""",
                    (a.key, a.kind, a.names, a.iso3, a.sector, a.office, a.qid, int(a.provisional)),
                )
                row = (done.lastrowid,)
            found = self.actor_ids[a.key] = int(row[0])
        return found

    def _facts(self, r: Rows, number: int, actors: Sequence[int]) -> int:
        """Rows of all facts of a document; the row id of the first."""
        day = keys.day_of(r.published_at)
        first = self._take(day, len(r.statements) + len(r.events))
        shared = shared_facets(r.language, self.publishers.of(r.publisher))
        for n, fact in enumerate(r.statements):
            self._statement(fact, first + n, number, first, actors)
            self._words(fact, first + n, actors, shared)
        for n, fact in enumerate(r.events, len(r.statements)):
            self._event(fact, first + n, number, first, actors)
            self._words(fact, first + n, actors, shared)
        return first

    def _take(self, day: int, count: int) -> int:
        """So many row ids of a day, in order."""
        first = self.next_fact.get(day)
        if first is None:
            row = self.connection.execute("SELECT next FROM days WHERE day = ?", (day,)).fetchone()
            first = row[0] if row else keys.first_of(day) + 1
        self.next_fact[day] = first + count
        return int(first)

    def _statement(self, f: Fact, row_id: int, document: int, first: int, actors: Sequence[int]) -> None:
        speaker, addressee, holder = (None if n is None else actors[n] for n in f.actors)
        within = None if f.within is None else first + f.within
        twin, *cells = f.cells
        self.rows["attributions"].append(
            (row_id, document, twin, *cells, within, speaker, addressee, holder, self.rules.of(f.rule))
        )
        self.rows["statements"].append((row_id, cells[1], speaker, holder, addressee, cells[-1], 1, 1))

    def _event(self, f: Fact, row_id: int, document: int, first: int, actors: Sequence[int]) -> None:
        place = None if f.actors[0] is None else actors[f.actors[0]]
        within = None if f.within is None else first + f.within
        twin, *cells = f.cells
        reason = self.rules.of(f.reason)
        self.rows["event_mentions"].append(
            (row_id, document, twin, *cells, reason, place, within, self.rules.of(f.rule))
        )
        mode, date, status = cells[0], cells[-3], cells[-2]
        self.rows["events"].append((row_id, mode, status, date, place, 1, 1))
        for n, (role, start, end, actor) in enumerate(f.arguments):
            who = None if actor is None else actors[actor]
            self.rows["arguments"].append((row_id, n, role, start, end, who))
            if who is not None:
                self.rows["event_participants"].append((row_id, role, who))

    def _words(self, f: Fact, row_id: int, actors: Sequence[int], shared: str) -> None:
        self.rows["words"].append((row_id, f"{f.terms} {facets_of(f, actors, shared)}"))


def facets_of(f: Fact, actors: Sequence[int], shared: str) -> str:
    """What a telling can be filtered by. actors: row ids by number in the document."""
    return f.facets + "".join(f" {role}-{actors[n]}" for role, n in f.about) + shared


def shared_facets(language: str | None, publisher: int | None) -> str:
    """Facets of all tellings of a document."""
    return f" lang-{language or 'unknown'}" + (f" pub-{publisher}" if publisher is not None else "")
