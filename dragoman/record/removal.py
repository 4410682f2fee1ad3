"""What one document says taken out of the record, before it is put in as read anew."""

from __future__ import annotations

import sqlite3

TELLINGS = (("attributions", "statement"), ("event_mentions", "event"))


def remove(connection: sqlite3.Connection, document: int, first: int, last: int) -> set[int]:
    """Deletes the facts of a document; the tellings of other documents that were one with them, which have to form up
    anew. Its rows in the index stay behind and lead nowhere: row ids are never used twice.
    """
    run = connection.execute
    run("PRAGMA defer_foreign_keys = ON")
    left = company(connection, first, last)
    own = (first, last)
    for table, column in TELLINGS:
        run(f"UPDATE {table} SET {column} = NULL WHERE {column} BETWEEN ? AND ?", own)
    run("UPDATE events SET follows = NULL WHERE follows BETWEEN ? AND ?", own)
    run("DELETE FROM joins WHERE later BETWEEN ? AND ?", own)
    pairs = [(n, *own) for n in left]
    connection.executemany("DELETE FROM joins WHERE later = ? AND earlier BETWEEN ? AND ?", pairs)
    run("DELETE FROM event_participants WHERE event BETWEEN ? AND ?", own)
    run("DELETE FROM arguments WHERE event_mention BETWEEN ? AND ?", own)
    for table in ("events", "statements", "event_mentions", "attributions"):
        run(f"DELETE FROM {table} WHERE id BETWEEN ? AND ?", own)
    run("DELETE FROM problems WHERE document = ?", (document,))
    return left


def company(connection: sqlite3.Connection, first: int, last: int) -> set[int]:
    """The tellings of others that are one fact with those in this range, and events that follow one of them."""
    own = (first, last)
    out: set[int] = set()
    for table, column in TELLINGS:
        founders = f"SELECT {column} FROM {table} WHERE id BETWEEN ? AND ? AND {column} IS NOT NULL"
        facts = {row[0] for row in connection.execute(founders, own)}
        out |= facts
        for fact in facts:
            out |= {row[0] for row in connection.execute(f"SELECT id FROM {table} WHERE {column} = ?", (fact,))}
        led = f"SELECT id FROM {table} WHERE {column} BETWEEN ? AND ?"
        out |= {row[0] for row in connection.execute(led, own)}
    out |= {row[0] for row in connection.execute("SELECT id FROM events WHERE follows BETWEEN ? AND ?", own)}
    return {n for n in out if not first <= n <= last}
