"""Events as columns of numbers: those of the whole record, and those of a query.

SQLite hands each row over under Python's lock, for which readers queue: a hundred thousand rows keep them all waiting.
So a query is asked for its numbers as one row, and their days are looked up in columns that are read once for all.
"""

from __future__ import annotations

import json
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
"""Events whose days are kept, 17 bytes each; those of older ones are read when they are asked for."""
CHUNK = 20_000
"""Events that are asked for in one row."""

Ids = NDArray[np.int64]


class Laid(msgspec.Struct, frozen=True):
    """Events as columns: of a query in order of their days, else by number. first, last: numbers of days, 0 where none
    is told; ahead: planned; undated: how many were left out for naming no day; left: were some not looked at?
    """

    ids: Ids
    first: NDArray[np.int32]
    last: NDArray[np.int32]
    ahead: NDArray[np.bool_]
    undated: int = 0
    left: bool = False


NONE = Laid(np.empty(0, np.int64), np.empty(0, np.int32), np.empty(0, np.int32), np.empty(0, np.bool_))
LINES = "group_concat(id || ' ' || coalesce(date, '') || ' ' || (status IN ('planned', 'possible')), char(10))"
KEPT = f"""SELECT {LINES} FROM (SELECT id, date, status FROM events WHERE id > ? AND verdict IS NOT 'reject'
ORDER BY id LIMIT ?)"""
THESE = f"""SELECT {LINES} FROM
(SELECT e.id, e.date, e.status FROM json_each(?) j CROSS JOIN events e ON e.id = j.value)"""
OLDEST = "SELECT id FROM events ORDER BY id DESC LIMIT 1 OFFSET ?"
NEWEST = """SELECT group_concat(id, ' ') FROM (SELECT id FROM events WHERE id BETWEEN ? AND ?
AND verdict IS NOT 'reject' ORDER BY id DESC LIMIT ?)"""
FOUND = """SELECT group_concat(id, ' ') FROM (SELECT e.id FROM (SELECT rowid FROM words WHERE words MATCH ?
AND rowid BETWEEN ? AND ? ORDER BY rowid DESC) w CROSS JOIN events e ON e.id = w.rowid
WHERE e.verdict IS NOT 'reject' ORDER BY w.rowid DESC LIMIT ?)"""


def everything(readers: Readers) -> Laid:
    """All events, kept under the empty query."""
    search = Search(EVERYTHING, 0, LAST, frozenset())
    return readers.kept.get(("timeline", ""), lambda: lay(readers, search))


def lay(readers: Readers, search: Search) -> Laid:
    """The events of a search."""
    record = readers.finder().record
    kept = readers.kept.get(("days",), lambda: everyday(readers.finder().record))
    found = _numbers(record, search)
    places = np.searchsorted(kept.ids, found)
    known = np.append(kept.ids, -1)[places] == found
    new = found[~known]  # reports come in late, and their events stand among the older ones
    events = _joined(_at(kept, places[known]), *(_these(record, new[k : k + CHUNK]) for k in range(0, len(new), CHUNK)))
    told = np.flatnonzero(events.first)
    order = told[np.lexsort((events.ids[told], events.last[told], events.first[told]))]
    undated = len(events.ids) - len(told)
    return msgspec.structs.replace(_at(events, order), undated=undated, left=len(found) > READ)


def everyday(record: Record) -> Laid:
    """The days of all events, by number, but for rejected ones."""
    at, parts = int(_one(record, OLDEST, (MOST,)) or 0), [NONE]
    while text := _one(record, KEPT, (at, CHUNK)):
        parts.append(_read(text))
        at = int(parts[-1].ids[-1])
    return _joined(*parts)


def _numbers(record: Record, search: Search) -> Ids:
    """The newest events of a search, one more than are laid out if there are so many."""
    bounds = (search.first, search.last, READ + 1)
    if search.match == EVERYTHING:
        return np.array(_one(record, NEWEST, bounds).split(), dtype=np.int64)
    return np.array(_one(record, FOUND, (f'({search.match}) AND "kind-e"', *bounds)).split(), dtype=np.int64)


def _these(record: Record, ids: Ids) -> Laid:
    return _read(_one(record, THESE, (json.dumps(ids.tolist()),)))


def _read(text: str) -> Laid:
    """Lines of number, date and whether it is planned."""
    cells = [line.split(" ") for line in text.splitlines()]
    ends = [_ends(cell[1]) for cell in cells]
    return Laid(
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


def _at(events: Laid, places: NDArray[np.intp]) -> Laid:
    return Laid(events.ids[places], events.first[places], events.last[places], events.ahead[places])


def _joined(*parts: Laid) -> Laid:
    return Laid(
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
