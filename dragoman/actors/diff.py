"""What one set of layers says and another does not, line by line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.actors.tables import COLUMNS, Row, read_tables


@dataclass(frozen=True, slots=True)
class Change:
    """A line added, removed or changed; where: file:line of the newer line, or of the removed one."""

    sign: str
    table: str
    where: str
    text: str

    def __str__(self) -> str:
        return f"{self.sign} {self.table}: {self.text}  ({self.where})"


def diff(old: Sequence[Path], new: Sequence[Path]) -> list[Change]:
    """Changes from the tables of `old` layers to those of `new` ones, table by table, sorted by key."""
    before, after = read_tables(old), read_tables(new)
    return [change for table in COLUMNS for change in _changes(table, getattr(before, table), getattr(after, table))]


def _changes(table: str, before: Mapping[Any, Row], after: Mapping[Any, Row]) -> Iterator[Change]:
    for key in sorted(before.keys() | after.keys()):
        one, other = before.get(key), after.get(key)
        if one is None and other is not None:
            yield Change("+", table, other.where, _text(other))
        elif other is None and one is not None:
            yield Change("-", table, one.where, _text(one))
        elif one is not None and other is not None and one.cells != other.cells:
            yield Change("~", table, other.where, f"{other.cells[0]}: {_altered(table, one, other)}")


def _text(row: Row) -> str:
    return " · ".join(cell for cell in row.cells if cell)


def _altered(table: str, one: Row, other: Row) -> str:
    pairs = zip(COLUMNS[table], one.cells, other.cells, strict=True)
    return ", ".join(f"{column} {left!r} → {right!r}" for column, left, right in pairs if left != right)
