"""Texts read again with the rules of today. Offsets count in the text, which stays; so do the keys of documents."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from dragoman.model import Document
from dragoman.record import adding, rows, store
from dragoman.record.read import Record
from dragoman.record.write import INSERT, Writer

BATCH = 64
"""Documents of one transaction."""


def reread(
    record: Path, *, jobs: int = 1, layers: adding.Layers = (), tell: store.Tell = store.nobody
) -> Iterator[str]:
    """Reads every document again and puts its new rows in place of the old; the key of each when it is written.

    May be stopped and run again: it begins anew, and no document is ever half there. One that cannot be read any more
    keeps the rows that it has.
    """
    writer = Writer(record, tell)
    try:
        with Record(record) as opened:
            batch: list[rows.Rows] = []
            for found in read_all(documents(opened), jobs, layers):
                batch.append(found)
                if len(batch) >= BATCH:
                    writer.replace(batch)
                    yield from (r.key for r in batch)
                    batch = []
            writer.replace(batch)
            yield from (r.key for r in batch)
        with Record(record) as opened:
            reindex(writer.connection, opened, tell)
    finally:
        writer.close()


def documents(record: Record) -> Iterator[Document]:
    """Every document, a few at a time, so that what is written meanwhile can leave the log."""
    last = 0
    while rows_ahead := list(record.sql("SELECT id, key FROM documents WHERE id > ? ORDER BY id LIMIT 64", (last,))):
        last = rows_ahead[-1]["id"]
        yield from (found for row in rows_ahead if (found := record.document(row["key"])) is not None)


def read_all(found: Iterator[Document], jobs: int, layers: adding.Layers) -> Iterator[rows.Rows]:
    """The rows of each document under its own key."""
    items: Iterator[adding.Page] = ((0, document) for document in found)
    if jobs == 1:
        done = (rows.decode(adding.prepare([item], layers, None)[0]) for item in items)
    else:
        done = adding.in_processes(items, jobs, layers, None)  # type: ignore[assignment]
    yield from (item for item in done if isinstance(item, rows.Rows))


def reindex(connection: sqlite3.Connection, record: Record, tell: store.Tell = store.nobody) -> None:
    """Makes the index of words anew from the text layer: rows that lead nowhere go, new rules of words hold."""
    with store.transaction(connection, tell):
        connection.execute("INSERT INTO words (words) VALUES ('delete-all')")
        day_by_day = "SELECT key FROM documents ORDER BY day, first_fact"
        for row in record.sql(day_by_day):
            connection.executemany(INSERT["words"], rows_of_index(connection, record, row["key"]))


def rows_of_index(connection: sqlite3.Connection, record: Record, key: str) -> Iterator[tuple[int, str]]:
    """The rows of one document, as the writer makes them."""
    from dragoman.record.write import facets_of, shared_facets

    report = record.report(key)
    query = "SELECT first_fact, publisher, language, actors FROM documents WHERE key = ?"
    first, publisher, language, numbers = connection.execute(query, (key,)).fetchone()
    if report is None:
        return
    actors = [report.actors[name] for name in report.actors]
    ids = json.loads(numbers)
    shared = shared_facets(language, publisher)
    facts = [*rows.statement_facts(report, actors, {}), *rows.event_facts(report, actors)]
    for row_id, fact in enumerate(facts, first):
        yield row_id, f"{fact.terms} {facets_of(fact, ids, shared)}"
