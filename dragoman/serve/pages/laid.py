"""Events as columns of numbers: those of the whole record, and those of a query.

SQLite hands each row over under Python's lock, for which readers queue: a hundred thousand rows keep them all waiting.
So a query is asked for its numbers as one row, and their days are looked up in columns that are read once for all.
"""

from __future__ import annotations

import sqlite3
from functools import lru_cache

import msgspec
import numpy as np
from numpy.typing import NDArray

from dragoman.record import store
from dragoman.record.find import EVERYTHING, LAST, Search
from dragoman.record.read import Record
from dragoman.serve.readers import Readers
from dragoman.serve.spans import days

READ = 100_000
"""Events laid out, the newest that were reported; the page says how many are left out."""
MOST = 2_000_000
"""Events whose days are kept, 17 bytes each; those of older ones are not shown on a time axis."""
CHUNK = 20_000
"""Events that are asked for in one row."""


class Laid(msgspec.Struct, frozen=True):
    """The events of a query in order of their days, as columns. first, last: numbers of days; ahead: planned; undated:
    how many name no day; left: how many were not looked at.
    """

    ids: NDArray[np.int64]
    first: NDArray[np.int32]
    last: NDArray[np.int32]
    ahead: NDArray[np.bool_]
    undated: int
    left: bool


class Dated(msgspec.Struct, frozen=True):
    """Events by number, but for rejected ones. first, last: numbers of days, 0 where none is told; ahead: planned."""

    ids: NDArray[np.int64]
    first: NDArray[np.int32]
    last: NDArray[np.int32]
    ahead: NDArray[np.bool_]


NONE = Dated(np.empty(0, np.int64), np.empty(0, np.int32), np.empty(0, np.int32), np.empty(0, np.bool_))
EVENTS = """SELECT group_concat(id || ' ' || coalesce(date, '') || ' ' || (status IN ('planned', 'possible')), char(10))
FROM (SELECT id, date, status FROM events WHERE id > ? AND verdict IS NOT 'reject' ORDER BY id LIMIT ?)"""
FOUND = """SELECT group_concat(rowid, ' ') FROM (SELECT rowid FROM words WHERE words MATCH ? AND rowid BETWEEN ? AND ?
ORDER BY rowid DESC LIMIT ?)"""
OLDEST = "SELECT id FROM events ORDER BY id DESC LIMIT 1 OFFSET ?"


def everything(readers: Readers) -> Laid:
    """All events, kept under the empty query."""
    search = Search(EVERYTHING, 0, LAST, frozenset())
    return readers.kept.get(("timeline", ""), lambda: lay(readers, search))


def lay(readers: Readers, search: Search) -> Laid:
    """The events of a search."""
    record = readers.finder().record
    kept = readers.kept.get(("days",), lambda: dated(readers.finder().record, 0))
    whole = _joined(kept, dated(record, int(kept.ids[-1]) if len(kept.ids) else 0))
    if search.match == EVERYTHING:
        places = np.arange(*np.searchsorted(whole.ids, [search.first, min(search.last, LAST) + 1]))[::-1][: READ + 1]
        left = len(places) > READ
    else:
        asked_for = (f'({search.match}) AND "kind-e"', search.first, search.last, READ + 1)
        found = np.array(_one(record, FOUND, asked_for).split(), dtype=np.int64)
        left = len(found) > READ
        places = np.searchsorted(whole.ids, found)
        places = places[places < len(whole.ids)]
        places = places[np.isin(whole.ids[places], found, assume_unique=True)]
    told = places[whole.first[places] > 0]
    order = told[np.lexsort((whole.ids[told], whole.last[told], whole.first[told]))]
    undated = len(places) - len(told)
    return Laid(whole.ids[order], whole.first[order], whole.last[order], whole.ahead[order], undated, left)


def dated(record: Record, after: int) -> Dated:
    """The days of the events behind a number."""
    at, parts = max(after, int(_one(record, OLDEST, (MOST,)) or 0)), [NONE]
    while text := _one(record, EVENTS, (at, CHUNK)):
        parts.append(_read(text))
        at = int(parts[-1].ids[-1])
    return _joined(*parts)


def _read(text: str) -> Dated:
    """Lines of number, date and whether it is planned."""
    cells = [line.split(" ") for line in text.split("\n")]
    ends = [_ends(cell[1]) for cell in cells]
    return Dated(
        np.array([cell[0] for cell in cells], dtype=np.int64),
        np.array([first for first, _ in ends], dtype=np.int32),
        np.array([last for _, last in ends], dtype=np.int32),
        np.array([cell[-1] == "1" for cell in cells], dtype=np.bool_),
    )


@lru_cache(1 << 16)
def _ends(value: str) -> tuple[int, int]:
    """Numbers of the first and last day that a date allows, 0 for none."""
    span = days(value)
    return (span[0].toordinal(), span[1].toordinal()) if span else (0, 0)


def _joined(*parts: Dated) -> Dated:
    return Dated(
        np.concatenate([part.ids for part in parts]),
        np.concatenate([part.first for part in parts]),
        np.concatenate([part.last for part in parts]),
        np.concatenate([part.ahead for part in parts]),
    )


def _one(record: Record, query: str, values: tuple[int | str, ...]) -> str:
    """The only value of the only row, empty if there is none."""
    try:
        row = record.connection.execute(query, values).fetchone()
    except sqlite3.DatabaseError as error:
        raise store.failure(record.path, error) from None
    return str(row[0]) if row and row[0] is not None else ""
