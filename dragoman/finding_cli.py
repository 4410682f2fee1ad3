"""Asking a record on the command line: find, show, timeline, who, planned, stats."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
import typer

from dragoman.errors import DragomanError

if TYPE_CHECKING:
    from rich.text import Text

    from dragoman.record.find import Finder
    from dragoman.record.lines import Line
    from dragoman.record.nouns import Event, Statement
    from dragoman.record.snippet import Piece

RecordPath = Annotated[Path, typer.Argument(metavar="RECORD", help="The record: one file.")]
Query = Annotated[list[str] | None, typer.Argument(help="What to look for; see docs/finding.md.")]
Limit = Annotated[int, typer.Option("--limit", "-n", min=1, help="Facts shown at most.")]
Exact = Annotated[bool, typer.Option("--exact-script", help="Do not look for names in the other script.")]


class Form(StrEnum):
    """How facts are printed."""

    table = "table"
    jsonl = "jsonl"
    csv = "csv"


As = Annotated[Form, typer.Option("--as", help="A table to read, JSON Lines or CSV.")]


@contextmanager
def asked(record: Path, exact: bool = False) -> Iterator[Finder]:
    """The record, ready to be asked; what is wrong ends the command with one line."""
    from dragoman.record.find import Finder
    from dragoman.record.read import Record

    try:
        with Record(record) as opened:
            yield Finder(opened, other_script=not exact)
    except DragomanError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None


def find(
    record: RecordPath,
    query: Query = None,
    limit: Limit = 20,
    form: As = Form.table,
    relevant: Annotated[bool, typer.Option("--relevant", help="The best matches first, not the newest.")] = False,
    count: Annotated[bool, typer.Option("--count", help="Print only how many facts there are.")] = False,
    rejected: Annotated[bool, typer.Option("--rejected", help="Show also what somebody rejected.")] = False,
    exact_script: Exact = False,
) -> None:
    """Statements and events that a query finds, newest first."""
    from dragoman.record.lines import line, marked

    with asked(record, exact_script) as finder:
        search = finder.search(" ".join(query or ()))
        if count:
            typer.echo(finder.count(search, rejected))
            return
        hits = islice(finder.hits(search, relevant, rejected), limit)
        found = ((line(finder.record, hit), marked(finder.record, hit, search.words)) for hit in hits)
        if form is Form.table:
            print_found(found)
        else:
            write((made for made, _ in found), form)


def show(
    record: RecordPath, fact: Annotated[str, typer.Argument(metavar="ID", help="Id of a statement or event.")]
) -> None:
    """One fact with every report that tells it and its exact characters."""
    with asked(record) as finder:
        found = finder.record.fact(fact)
        if found is None:
            typer.echo(f"{record}: no fact {fact!r}; `dragoman find` prints the ids", err=True)
            raise typer.Exit(1)
        print_fact(finder, found)


def timeline(record: RecordPath, query: Query = None, limit: Limit = 200, form: As = Form.table) -> None:
    """Events that a query finds, by the day on which they happen, and what was said by the day it was said."""
    from dragoman.record.lines import lines

    with asked(record) as finder:
        search = finder.search(" ".join(query or ()))
        found = sorted(lines(finder, search, limit), key=lambda made: (made.date or "9999", made.id))
        if form is Form.table:
            print_days(found)
        else:
            write(found, form)


def who(
    record: RecordPath,
    one: Annotated[str, typer.Argument(help="An actor: name, id or country code.")],
    other: Annotated[str, typer.Argument(help="The other one.")],
    limit: Limit = 50,
    form: As = Form.table,
) -> None:
    """All dealings of two actors, and what they say to and of each other."""
    from dragoman.record.lines import line, marked
    from dragoman.record.overview import between

    with asked(record) as finder:
        hits = islice(between(finder, one, other), limit)
        found = ((line(finder.record, hit), marked(finder.record, hit, frozenset())) for hit in hits)
        if form is Form.table:
            print_found(found)
        else:
            write((made for made, _ in found), form)


def planned(
    record: RecordPath,
    after: Annotated[
        str | None, typer.Option("--after", metavar="DATE", help="ISO day to look ahead from; today if left out.")
    ] = None,
    limit: Limit = 50,
    form: As = Form.table,
) -> None:
    """What is announced and still to come, the nearest first."""
    from dragoman.record.lines import line
    from dragoman.record.overview import planned as ahead

    with asked(record) as finder:
        day = after or datetime.now(UTC).date().isoformat()
        found = [line(finder.record, hit) for hit in islice(ahead(finder.record, day), limit)]
        if form is Form.table:
            print_days([msgspec.structs.replace(x, date=x.date if x.dated == "event" else None) for x in found])
        else:
            write(found, form)


def stats(
    record: RecordPath,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """What the record holds, in numbers."""
    from dragoman.record.overview import stats as counted

    with asked(record) as finder:
        found = counted(finder.record)
        if as_json:
            typer.echo(msgspec.json.encode(found).decode())
        else:
            print_stats(found)


COMMANDS = (find, show, timeline, who, planned, stats)


# printing


def write(found: Iterable[Line], form: Form) -> None:
    """JSON Lines or CSV, one fact a line."""
    if form is Form.jsonl:
        for made in found:
            typer.echo(msgspec.json.encode(made).decode())
        return
    writer = None
    for made in found:
        cells = {k: " ".join(v) if isinstance(v, tuple) else v for k, v in msgspec.structs.asdict(made).items()}
        if writer is None:
            writer = csv.DictWriter(sys.stdout, list(cells), lineterminator="\n")
            writer.writeheader()
        writer.writerow({k: safe(v) for k, v in cells.items()})


def safe(cell: Any) -> Any:
    """A cell that no spreadsheet takes for a formula."""
    return "'" + cell if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def print_found(found: Iterable[tuple[Line, list[Piece]]]) -> None:
    """Two lines a fact: who, what, when, by how many; the words."""
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    screen = Console()
    any_found = False
    for made, pieces in found:
        any_found = True
        screen.print(heading(made))
        words = Text.assemble(*((p.text.replace("\n", " "), "bold yellow" if p.marked else "") for p in pieces))
        screen.print(Padding(words, (0, 0, 0, 4)))
    if not any_found:
        typer.echo("nothing found", err=True)


def heading(made: Line) -> Text:
    """«2021-12-17  Sergei Ryabkov  demand → United States  Vestnik Nevy, 2 of 3 reports independent  s…»"""
    from rich.text import Text

    out = Text(made.date or "day unknown", style="dim")
    out.append(f"  {made.who}", style="bold")
    out.append(f"  {made.what}", style="cyan")
    out.append(f" {made.status}" if made.status and made.status != "held" else "", style="magenta")
    out.append(f" → {made.to}" if made.to else "")
    out.append(f" · {made.place}" if made.place else "")
    several = f", {made.reports} reports, {made.independent} independent" if made.reports > 1 else ""
    out.append(f"  {made.publisher or 'outlet unknown'}{several}  ", style="dim")
    out.append(made.id, style="dim blue")
    return out


def print_days(found: list[Line]) -> None:
    """Facts under the day on which they fall."""
    from rich.console import Console
    from rich.text import Text

    screen = Console()
    for day, of_day in groupby(found, key=lambda made: made.date):
        screen.print(Text(day or "day unknown", style="bold underline"))
        for made in of_day:
            screen.print(Text("  ").append_text(heading(made)))
    if not found:
        typer.echo("nothing found", err=True)


def print_fact(finder: Finder, found: Statement | Event) -> None:
    """The fact, then each telling with its characters."""
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    from dragoman.record.find import Hit
    from dragoman.record.lines import line

    screen, record = Console(), finder.record
    row = record.row_id(found.id)
    assert row is not None
    screen.print(heading(line(record, Hit(row, found.id[0], row))))
    for name, value in msgspec.structs.asdict(found).items():
        if name not in ("tellings", "id") and value not in (None, (), ""):
            shown = "; ".join(f"{p.role} {p.actor}" for p in value) if name == "participants" else value
            screen.print(Text(f"  {name}: ", style="dim").append(str(shown)))
    screen.print(Text(f"\n{found.reports} reports, {found.independent} independent", style="bold"))
    for t in found.tellings:
        e = t.evidence
        told = Text(f"{t.publisher or 'outlet unknown'}, {t.published_at or 'day unknown'}")
        told.append("  reprint" if t.reprint else "", style="magenta").append(f"  {t.url or ''}", style="dim")
        screen.print(told)
        words = Text.assemble((e.prefix, "dim"), (e.exact, "bold"), (e.suffix, "dim"))
        screen.print(Padding(words, (0, 0, 0, 4)))
        screen.print(Text(f"    {e.document_id} {e.start}–{e.end}  {e.rule}  {t.id}", style="dim blue"))
    for j in record.judgements():
        if j.subject in (found.id, *(t.id for t in found.tellings)):
            screen.print(Text(f"{j.made_at} {j.user}: {j.verdict} {j.field or ''} {j.value or ''} {j.note or ''}"))


def print_stats(found: dict[str, Any]) -> None:
    out = io.StringIO()
    for name, value in found.items():
        if isinstance(value, dict):
            value = ", ".join(f"{k} {n:,}" for k, n in value.items()) or "none"
        out.write(
            f"{name:<12}{f'{value:,}' if isinstance(value, int) else value if value is not None else 'unknown'}\n"
        )
    typer.echo(out.getvalue().rstrip())
