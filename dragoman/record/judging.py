"""What people's judgements mean for the record as it stands: which rows they are about, and what they change there."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence

from dragoman.record import keys
from dragoman.record.nouns import Judgement

COLUMNS = "key, verdict, subject, object, field, value, note, user, made_at, document, start, end, exact"


def judgements(connection: sqlite3.Connection) -> list[Judgement]:
    """Those that stand, in the order in which they were made; withdrawn ones and withdrawals are left out."""
    rows = connection.execute(f"SELECT {COLUMNS} FROM judgements ORDER BY id").fetchall()
    names = COLUMNS.split(", ")
    all_made = [Judgement(**dict(zip(names, row, strict=True))) for row in rows]
    withdrawn = {j.subject for j in all_made if j.verdict == "withdraw"}
    return [j for j in all_made if j.key not in withdrawn and j.verdict != "withdraw"]


def telling_row(connection: sqlite3.Connection, key: str) -> int | None:
    """The row id of the telling of a key."""
    found = keys.FACT.fullmatch(key)
    if not found:
        return None
    kind, document, start, twin = found.groups()
    query = f"""SELECT f.id FROM documents d JOIN {table_of(kind)} f
    ON f.id BETWEEN d.first_fact AND d.last_fact AND f.start = ? AND f.twin = ? WHERE d.key = ?"""
    row = connection.execute(query, (int(start), int(twin or 0), document)).fetchone()
    return int(row[0]) if row else None


def table_of(kind: str) -> str:
    return "attributions" if kind == "s" else "event_mentions"


def place_of(connection: sqlite3.Connection, j: Judgement) -> tuple[int | None, str]:
    """The telling that a judgement is about, and how it was found: exact, moved (the words that it stood on are part
    of another one now) or lost.
    """
    row = telling_row(connection, j.subject)
    if row is not None:
        return row, "exact"
    if not keys.FACT.fullmatch(j.subject) or j.document is None or j.start is None or j.end is None:
        return None, "lost"
    query = f"""SELECT f.id FROM documents d JOIN {table_of(j.subject[0])} f
    ON f.id BETWEEN d.first_fact AND d.last_fact AND f.start < ? AND f.end > ? WHERE d.key = ?
    ORDER BY min(f.end, ?) - max(f.start, ?) DESC, f.id LIMIT 1"""
    found = connection.execute(query, (j.end, j.start, j.document, j.end, j.start)).fetchone()
    return (int(found[0]), "moved") if found else (None, "lost")


class Verdicts:
    """The judgements that stand, by the rows that they are about."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.of: defaultdict[int, list[Judgement]] = defaultdict(list)
        self.apart: set[int] = set()
        self.together: defaultdict[int, set[int]] = defaultdict(set)
        self.on_others: list[Judgement] = []
        for j in judgements(connection):
            self._sort(j)
        merged = connection.execute("SELECT id, merged_into FROM actors WHERE merged_into IS NOT NULL")
        self.merged: dict[int, int] = dict(merged.fetchall())

    def _sort(self, j: Judgement) -> None:
        if not keys.FACT.fullmatch(j.subject):
            self.on_others.append(j)
            return
        row, _ = place_of(self.connection, j)
        if row is None:
            return
        other = telling_row(self.connection, j.object) if j.object else None
        if j.verdict == "split":
            self.apart.add(row)
            for one in self.together.pop(row, set()):
                self.together[one].discard(row)
        elif j.verdict == "merge" and other is not None and j.object and j.object[0] == j.subject[0]:
            self.together[row].add(other)
            self.together[other].add(row)
        self.of[row].append(j)

    def actor(self, number: int | None) -> int | None:
        """The actor, or the one that a person found it to be."""
        seen = set()
        while number in self.merged and number not in seen:
            seen.add(number)
            number = self.merged[number]
        return number

    def among(self, days: Sequence[int]) -> Iterator[int]:
        """The facts of these days that judgements change."""
        wanted = set(days)
        judged = [*self.of, *self.together, *self.apart]
        yield from (row for row in judged if keys.day_in(row) in wanted)
        for day in days if self.merged else ():
            between = (keys.first_of(day), keys.first_of(day + 1) - 1)
            for table, columns in (
                ("attributions", ("speaker", "addressee", "holder")),
                ("event_mentions", ("place",)),
            ):
                some = " OR ".join(f"{c} IN (SELECT id FROM actors WHERE merged_into IS NOT NULL)" for c in columns)
                found = self.connection.execute(
                    f"SELECT id FROM {table} WHERE id BETWEEN ? AND ? AND ({some})", between
                )
                yield from (row[0] for row in found.fetchall())
            query = """SELECT DISTINCT event_mention FROM arguments WHERE event_mention BETWEEN ? AND ?
            AND actor IN (SELECT id FROM actors WHERE merged_into IS NOT NULL)"""
            yield from (row[0] for row in self.connection.execute(query, between).fetchall())

    def on_actors(self) -> None:
        """Writes what was decided about actors to their rows."""
        run = self.connection.execute
        run("UPDATE actors SET verdict = NULL, merged_into = NULL WHERE verdict IS NOT NULL OR merged_into IS NOT NULL")
        for j in self.on_others:
            if j.verdict in ("accept", "reject"):
                run("UPDATE actors SET verdict = ? WHERE key = ?", (j.verdict, j.subject))
            elif j.verdict == "merge" and not self._circular(j):
                into = "(SELECT id FROM actors WHERE key = ?)"
                run(f"UPDATE actors SET merged_into = {into} WHERE key = ?", (j.object, j.subject))
            elif j.verdict == "split":
                run("UPDATE actors SET merged_into = NULL WHERE key = ?", (j.subject,))
        self.merged = dict(run("SELECT id, merged_into FROM actors WHERE merged_into IS NOT NULL").fetchall())

    def _circular(self, j: Judgement) -> bool:
        """Is the other one, in the end, this one?"""
        key = j.object
        for _ in range(100):
            if key is None or key == j.subject:
                return key is not None
            query = "SELECT b.key FROM actors a JOIN actors b ON b.id = a.merged_into WHERE a.key = ?"
            row = self.connection.execute(query, (key,)).fetchone()
            key = row[0] if row else None
        return True

    def on_positions(self) -> None:
        """Writes the steps that people set to the rows of positions."""
        for j in self.on_others:
            if j.verdict == "status":
                self.connection.execute("UPDATE positions SET status = ? WHERE key = ?", (j.value, j.subject))
