"""Open records for requests: one connection a thread, kept."""

from __future__ import annotations

import threading
from pathlib import Path

from dragoman.record.find import Finder
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

    def finder(self) -> Finder:
        """The record, ready to be asked, for the thread that asks."""
        found: Finder | None = getattr(self._local, "finder", None)
        if found is None:
            found = self._local.finder = Finder(Record(self.path))
            found.record.connection.execute(f"PRAGMA mmap_size = {MAPPED}")
        return found
