"""Reprints: the same text under another outlet, told by shared runs of words, whatever was edited or cut.

A document is kept with a small sketch: the least hashes of its runs of `RUN` words. Two documents that share enough of
them are compared in full. The measure is how much of the shorter text stands in the longer one, so a cut tail does not
hide a copy, and quotations that two reports share do not make one.
"""

from __future__ import annotations

import re
import sqlite3
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from dragoman.record.keys import outlet

WORD = re.compile(r"[^\W_]+")
RUN = 4
"""Words of a run: long enough that two reporters rarely write the same one by chance outside a quotation."""
SKETCH = 16
"""Hashes kept. Two texts share as large a part of them, more or less, as they share of all their runs."""
SHARED = 2
"""Hashes of the sketch that two texts must share before they are compared."""
COPY = 0.60
"""Share of the shorter text's runs from which on it is a copy; measured by bench/record.py on generated copies."""
LEAST = 24
"""Runs of a text below which nothing is said: a flash of two lines is written alike by everybody."""


def runs(text: str) -> frozenset[int]:
    """Hashes of all runs of words of a text, case and marks left aside."""
    words = [word.encode() for word in WORD.findall(text.lower().replace("ё", "е"))]
    return frozenset(map(zlib.crc32, map(b" ".join, zip(*(words[k:] for k in range(RUN)), strict=False))))


def sketch(found: frozenset[int]) -> tuple[int, ...]:
    """The least of the hashes, mixed so that no common run is always among them; empty for a text too short to tell."""
    if len(found) < LEAST:
        return ()
    return tuple(np.sort(mixed(np.fromiter(found, np.uint32, len(found))))[:SKETCH].tolist())


def mixed(values: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Another order of the 32-bit numbers (Knuth's multiplicative hash)."""
    return values * np.uint32(2654435761)


def resemblance(one: frozenset[int], other: frozenset[int]) -> float:
    """How much of the shorter text stands in the longer, from 0 to 1."""
    shorter = min(len(one), len(other))
    return len(one & other) / shorter if shorter >= LEAST else 0.0


def is_copy(one: frozenset[int], other: frozenset[int]) -> bool:
    """Is either text a copy of the other?"""
    return resemblance(one, other) >= COPY


WINDOW = 14
"""Days of publication that a copy and its original lie apart at most."""
DOCUMENT = """SELECT d.id, d.day, d.published_at, d.url, p.name, d.text, d.first_fact, d.last_fact, d.reprint_of
FROM documents d LEFT JOIN publishers p ON p.id = d.publisher WHERE d.id = ?"""


@dataclass(frozen=True, slots=True)
class Page:
    """A document as copies are looked for."""

    id: int
    day: int
    order: tuple[int, str, int]
    outlet: str
    runs: frozenset[int]
    facts: range
    original: int | None


def mark(connection: sqlite3.Connection, days: Iterable[int]) -> Iterator[int]:
    """Sets `reprint_of` for documents of these days and their copies: the earliest that a page is a copy of, whichever
    came in first. Gives the facts of pages where that changed, whose reports are to be counted anew.
    """
    page = lru_cache(maxsize=2048)(lambda number: _page(connection, number))
    window = Window(connection)
    for day in sorted(days):
        for number in window.move(day):
            own = page(number)
            near = (page(n) for n in window.near(number))
            copies = [other for other in near if _comparable(own, other) and is_copy(own.runs, other.runs)]
            earlier = min((c for c in copies if c.order < own.order), key=lambda c: c.order, default=None)
            yield from _set(connection, own, earlier.id if earlier else None)
            for later in (c for c in copies if c.order > own.order):
                held = connection.execute("SELECT reprint_of FROM documents WHERE id = ?", (later.id,)).fetchone()[0]
                if held is None or page(held).order > own.order:
                    yield from _set(connection, later, own.id)


class Window:
    """The sketches of documents published about a day, in memory: what came out weeks apart is never compared, however
    large the record. Documents without a date are compared with each other.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.days: dict[int, list[int]] = {}
        self.sketches: dict[int, tuple[int, ...]] = {}
        self.holding: defaultdict[int, set[int]] = defaultdict(set)

    def move(self, day: int) -> list[int]:
        """Goes to a day; its documents, in order of arrival."""
        wanted = set(range(max(1, day - WINDOW), day + WINDOW + 1)) if day else {0}
        for gone in self.days.keys() - wanted:
            for number in self.days.pop(gone):
                for value in self.sketches.pop(number):
                    self.holding[value].discard(number)
                    if not self.holding[value]:
                        del self.holding[value]
        for new in sorted(wanted - self.days.keys()):
            self.days[new] = []
            found = self.connection.execute("SELECT document, hashes FROM sketches WHERE day = ?", (new,))
            for number, packed in found.fetchall():
                self.days[new].append(number)
                self.sketches[number] = unpacked(packed)
                for value in self.sketches[number]:
                    self.holding[value].add(number)
        return self.days[day]

    def near(self, number: int) -> list[int]:
        """The documents that share enough of a sketch to be compared."""
        counts = Counter(other for value in self.sketches[number] for other in self.holding[value])
        return sorted(other for other, shared in counts.items() if shared >= SHARED and other != number)


def packed(values: Iterable[int]) -> bytes:
    """A sketch as it is kept: four bytes a hash."""
    return b"".join(value.to_bytes(4, "big") for value in values)


def unpacked(kept: bytes) -> tuple[int, ...]:
    return tuple(int.from_bytes(kept[k : k + 4], "big") for k in range(0, len(kept), 4))


def _page(connection: sqlite3.Connection, number: int) -> Page:
    row = connection.execute(DOCUMENT, (number,)).fetchone()
    _, day, published, url, publisher, text, first, last, original = row
    order = (day or LATE, published or "", number)
    return Page(number, day, order, outlet(url, publisher), runs(text), range(first, last + 1), original)


LATE = 1 << 30
"""Day of a document that gives none, for the order: nothing is known to be a copy of it."""


def _comparable(one: Page, other: Page) -> bool:
    """Of two outlets or unknown ones, and near each other in time as far as that is known."""
    near = not one.day or not other.day or abs(one.day - other.day) <= WINDOW
    return near and (one.outlet != other.outlet or not one.outlet)


def _set(connection: sqlite3.Connection, page: Page, original: int | None) -> Iterator[int]:
    held = connection.execute("SELECT reprint_of FROM documents WHERE id = ?", (page.id,)).fetchone()[0]
    if held != original:
        connection.execute("UPDATE documents SET reprint_of = ? WHERE id = ?", (original, page.id))
        yield from page.facts
