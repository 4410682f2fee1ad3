"""Tables of a record as files: CSV and Parquet."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TextIO

import msgspec

from dragoman.record import tables
from dragoman.record.read import Record

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""Beginnings that a spreadsheet takes for a formula; such a cell gets an apostrophe before it."""


def write_csv(out: TextIO, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Rows as CSV (RFC 4180, UTF-8, line feeds); how many there were."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    n = 0
    for row in rows:
        writer.writerow([safe(cell) for cell in row])
        n += 1
    return n


def safe(cell: Any) -> Any:
    """A cell that no spreadsheet takes for a formula; ids and numbers stay as they are."""
    return "'" + cell if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def write_tsv(out: TextIO, columns: Sequence[str], rows: Iterable[Mapping[str, Any]], header: bool = True) -> int:
    """Rows with tabs between, never quoted: tabs and line ends inside a cell become blanks; how many there were."""
    if header:
        out.write("\t".join(columns) + "\n")
    n = 0
    for row in rows:
        out.write("\t".join(flat(row.get(column)) for column in columns) + "\n")
        n += 1
    return n


def flat(cell: Any) -> str:
    """A cell of a TSV file."""
    return "" if cell is None else " ".join(str(cell).split())


def write_json(out: TextIO, items: Iterable[Any]) -> int:
    """One JSON object a line; how many there were."""
    n = 0
    for item in items:
        out.write(msgspec.json.encode(item).decode() + "\n")
        n += 1
    return n


def csv_table(record: Record, name: str, out: TextIO) -> int:
    """One table of the record as CSV."""
    return write_csv(out, tables.columns(record, name), (tuple(row) for row in tables.rows(record, name)))


def parquet_table(record: Record, name: str, path: Path) -> int:
    """One table of the record as Parquet (zstd). Errors: ImportError without the extra `export`."""
    from pyarrow import parquet

    n = 0
    with parquet.ParquetWriter(path, tables.arrow_schema(record, name), compression="zstd") as writer:
        for batch in tables.arrow_batches(record, name):
            writer.write_batch(batch)
            n += batch.num_rows
    return n
