"""The record as a watch sees it: pages go in, and what its new documents say comes out by saved queries."""

from __future__ import annotations

import dataclasses
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from dragoman.errors import QueryError
from dragoman.model import Problem
from dragoman.reading.raw import RawPage
from dragoman.record import Event, Record, Statement, adding, build, keys, lines, query, store
from dragoman.record.find import Finder, Hit
from dragoman.watch.config import Config, Query, WatchError
from dragoman.watch.notices import Notice


class Desk:
    """One record. jobs and layers are those of `dragoman add`; tell: says that another process is waited for."""

    def __init__(
        self, record: Path, *, jobs: int = 1, layers: tuple[Path, ...] = (), tell: store.Tell = store.nobody
    ) -> None:
        self.record = record
        self.jobs = jobs
        self.layers = layers
        self.tell = tell

    def add(self, pages: Sequence[RawPage | Problem]) -> dict[str, int]:
        """Takes pages in; how many were added, revised, known and failed."""
        counts: dict[str, int] = {}
        with record_errors(self.record):
            for outcome in adding.add(self.record, pages, jobs=self.jobs, layers=self.layers, tell=self.tell):
                counts[outcome.what] = counts.get(outcome.what, 0) + 1
            if counts.get("added") or counts.get("revised"):
                with closing(store.connect(self.record, write=True)) as connection:
                    build.settle(connection, self.tell)
        return counts

    def newest(self) -> int:
        """The number of the document that came in last, by whatever way."""
        if not self.record.exists():
            return 0
        with Record(self.record) as record:
            return int(next(record.sql("SELECT coalesce(max(id), 0) FROM documents"))[0])

    def finds(self, queries: Iterable[Query], after: int, upto: int) -> Iterator[Notice | str]:
        """What the queries find in documents after `after`, up to `upto`; of a query that cannot be asked, why."""
        if upto <= after:
            return
        with record_errors(self.record), Record(self.record) as record:
            finder = Finder(record)
            facts = list(
                record.sql(
                    "SELECT first_fact, last_fact FROM documents WHERE id > ? AND id <= ? AND last_fact >= first_fact "
                    "ORDER BY first_fact",
                    (after, upto),
                )
            )
            ranges = list(joined((row["first_fact"], row["last_fact"]) for row in facts))
            for asked in queries:
                try:
                    yield from of_query(record, finder, asked, ranges)
                except QueryError as error:
                    yield f"query {asked.name!r}: {error}"


@contextmanager
def record_errors(record: Path) -> Iterator[None]:
    """What SQLite says becomes what is wrong with the record."""
    try:
        yield
    except sqlite3.Error as error:
        raise store.failure(record, error) from error


def joined(ranges: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Ranges in order, those that follow each other as one."""
    low = high = -1
    for first, last in ranges:
        if low >= 0 and first == high + 1:
            high = last
            continue
        if low >= 0:
            yield low, high
        low, high = first, last
    if low >= 0:
        yield low, high


def of_query(record: Record, finder: Finder, asked: Query, ranges: Iterable[tuple[int, int]]) -> Iterator[Notice]:
    """What one query finds among rows of facts, the first row first."""
    search = finder.search(asked.find)
    for first, last in ranges:
        low, high = max(first, search.first), min(last, search.last)
        if low <= high:
            hits = list(finder.hits(dataclasses.replace(search, first=low, last=high)))
            for hit in sorted(hits, key=lambda hit: hit.telling):
                yield notice_of(record, asked.name, hit)


def notice_of(record: Record, name: str, hit: Hit) -> Notice:
    """A find as it is told: the fact as the record has it, in the words of the telling that was found."""
    fact: Statement | Event
    fact = next(record.statements([hit.id])) if hit.kind == "s" else next(record.events([hit.id]))
    told = lines.line(record, hit)
    telling_key = record.key_of(hit.kind, hit.telling)
    telling = next((t for t in fact.tellings if t.id == telling_key), fact.tellings[0])
    document = record.document(telling.evidence.document_id)
    return Notice(
        id=keys.digest("notice", name, fact.id),
        query=name,
        kind=told.kind,
        fact=fact.id,
        who=tuple(dict.fromkeys(lines.name_of(record, key, "en") or key for key in told.ids)),
        ids=told.ids,
        what=told.what,
        words=telling.evidence.exact,
        around="".join(piece.text for piece in lines.marked(record, hit, frozenset())),
        found_at=datetime.now(UTC).isoformat(timespec="seconds"),
        status=told.status,
        to=told.to,
        date=fact.said_on if isinstance(fact, Statement) else fact.date,
        place=told.place,
        title=document.title if document else None,
        publisher=telling.publisher,
        url=telling.url,
        published_at=telling.published_at,
        document=telling.evidence.document_id,
        tellings=tuple(t.id for t in fact.tellings),
    )


def check_queries(config: Config, path: Path) -> None:
    """Ends with an error when a query cannot be understood. Errors: `WatchError`."""
    for asked in config.query:
        try:
            query.parse(asked.find)
        except QueryError as error:
            raise WatchError(
                str(path), f"query {asked.name!r}: {error}", "`dragoman find` takes the same ones"
            ) from None
