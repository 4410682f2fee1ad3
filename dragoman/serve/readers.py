"""Open records for requests: one connection a thread, kept; the names of the actors once for all threads."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Sequence
from pathlib import Path

from dragoman.record.find import Finder
from dragoman.record.names import Names
from dragoman.record.read import Record
from dragoman.serve.kept import Kept

MAPPED = 1 << 30
"""Bytes of the file that are read through the system's memory, which all threads share."""


class Readers:
    """Hands each thread its own open record. kept: what was counted, for all of them."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.kept = Kept()
        self._local = threading.local()
        self._lock = threading.Lock()
        self._first: Names | None = None

    def finder(self) -> Finder:
        """The record, ready to be asked, for the thread that asks."""
        found: Finder | None = getattr(self._local, "finder", None)
        if found is None:
            found = self._local.finder = Finder(Record(self.path))
            found.record.connection.execute(f"PRAGMA mmap_size = {MAPPED}")
            found.names = self._names(found.names)
        return found

    def _names(self, own: Names) -> Names:
        """Names that ask by the thread's own connection and remember what all threads have read."""
        with self._lock:
            shared = SharedNames(own.connection, self._lock, self._first)
            self._first = self._first or shared
            return shared


class SharedNames(Names):
    """`Names` whose tables are those of the first one made; one thread at a time reads or fills them."""

    def __init__(self, connection: sqlite3.Connection, lock: threading.Lock, first: Names | None) -> None:
        super().__init__(connection)
        self.lock, self.first = lock, first
        if first is not None:
            for table in ("keys", "words", "single", "families", "skeletons", "short", "spelled"):
                setattr(self, table, getattr(first, table))

    def fresh(self) -> Names:
        with self.lock:
            if self.first is not None:
                self.last = self.first.last
            super().fresh()
            if self.first is not None:
                self.first.last = self.last
        return self

    def meant(self, value: str, other_script: bool = True) -> list[int]:
        with self.lock:
            return super().meant(value, other_script)

    def called(self, word: str, other_script: bool = True) -> list[int]:
        with self.lock:
            return super().called(word, other_script)

    def spellings(self, numbers: Sequence[int]) -> list[str]:
        with self.lock:
            return super().spellings(numbers)
