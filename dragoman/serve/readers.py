"""Open records for requests: one connection a thread, kept, so that names and pages once read are at hand."""

from __future__ import annotations

import threading
from pathlib import Path

from dragoman.record.find import Finder
from dragoman.record.read import Record


class Readers:
    """Hands each thread its own open record."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()

    def finder(self) -> Finder:
        """The record, ready to be asked, for the thread that asks."""
        found: Finder | None = getattr(self._local, "finder", None)
        if found is None:
            found = self._local.finder = Finder(Record(self.path))
        return found
