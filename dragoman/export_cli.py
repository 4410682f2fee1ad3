"""`dragoman export`: a record in the formats of other tools."""

from __future__ import annotations

import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from dragoman.errors import DragomanError

if TYPE_CHECKING:
    from dragoman.record.read import Record


class Form(StrEnum):
    """Formats; docs/export.md explains each column by column."""

    csv = "csv"
    parquet = "parquet"
    plover = "plover"
    polecat = "polecat"
    gdelt_events = "gdelt-events"
    gdelt_mentions = "gdelt-mentions"
    quotes = "quotes"
    ftm = "ftm"
    annotations = "annotations"
    visits = "visits"
    ics = "ics"


def export(
    record: Annotated[Path, typer.Argument(metavar="RECORD", help="The record: one file.")],
    form: Annotated[Form, typer.Argument(metavar="FORMAT", help=", ".join(Form))],
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="PATH", help="File, or folder for csv and parquet."),
    ] = None,
    table: Annotated[
        list[str] | None,
        typer.Option("--table", metavar="NAME", help="Only this table (csv, parquet)."),
    ] = None,
) -> None:
    """Writes the record in a format of other tools (docs/export.md)."""
    from dragoman.record.read import Record

    try:
        with Record(record) as opened:
            if form in (Form.csv, Form.parquet):
                write_tables(opened, form, out, table)
            else:
                told(write_file(opened, form, out), form, out)
    except DragomanError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None
    except ImportError:
        typer.echo("Parquet needs the extra `export`: pip install 'dragoman[export]'", err=True)
        raise typer.Exit(2) from None
    except BrokenPipeError:
        raise
    except OSError as error:
        typer.echo(f"{error.filename or out}: cannot be written: {error.strerror}", err=True)
        raise typer.Exit(2) from None


def write_tables(record: Record, form: Form, out: Path | None, names: list[str] | None) -> None:
    """One file a table, or one table on standard output."""
    from dragoman.export import files
    from dragoman.record import tables

    chosen = names or list(tables.TABLES)
    for name in chosen:
        tables.query_of(name)
    if out is None:
        if form is Form.parquet or len(chosen) > 1:
            typer.echo("give --out FOLDER, or one --table NAME for CSV on standard output", err=True)
            raise typer.Exit(2)
        files.csv_table(record, chosen[0], sys.stdout)
        return
    out.mkdir(parents=True, exist_ok=True)
    for name in chosen:
        path = out / f"{name}.{form}"
        if form is Form.parquet:
            count = files.parquet_table(record, name, path)
        else:
            with path.open("w", encoding="utf-8", newline="") as file:
                count = files.csv_table(record, name, file)
        told(count, form, path)


def write_file(record: Record, form: Form, out: Path | None) -> int:
    """One file or standard output; how many rows were written."""
    writer = writer_of(form)
    if out is None:
        return writer(record, sys.stdout)
    with out.open("w", encoding="utf-8", newline="") as file:
        return writer(record, file)


def writer_of(form: Form) -> Callable[[Record, TextIO], int]:
    from dragoman.export import annotations, calendar, ftm, gdelt, plover_lines, polecat, quotes, visits

    return {
        Form.plover: plover_lines.export,
        Form.polecat: polecat.export,
        Form.gdelt_events: gdelt.export_events,
        Form.gdelt_mentions: gdelt.export_mentions,
        Form.quotes: quotes.export,
        Form.ftm: ftm.export,
        Form.annotations: annotations.export,
        Form.visits: visits.export,
        Form.ics: calendar.export,
    }[form]


def told(count: int, form: Form, out: Path | None) -> None:
    if out is not None:
        typer.echo(f"{out}: {count:,} rows", err=True)
