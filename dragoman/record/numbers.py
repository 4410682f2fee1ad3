"""Names kept once and then by number."""

from __future__ import annotations

import sqlite3


class Numbers:
    """The row ids of names in a table of names, given out in order of first use."""

    def __init__(self, connection: sqlite3.Connection, table: str) -> None:
        self.connection, self.table = connection, table
        self.known: dict[str, int] = {}

    def of(self, name: str | None) -> int | None:
        if name is None:
            return None
        found = self.known.get(name)
        if found is None:
            row = self.connection.execute(f"SELECT id FROM {self.table} WHERE name = ?", (name,)).fetchone()
            if row is None:
                done = self.connection.execute(f"INSERT INTO {self.table} (name) VALUES (?)", (name,))
                row = (done.lastrowid,)
            found = self.known[name] = int(row[0])
        return found
