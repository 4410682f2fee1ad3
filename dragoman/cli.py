"""The command line: one command a verb, thin."""

from __future__ import annotations

import enum
import os
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer

from dragoman import actors_cli, export_cli, finding_cli, judging_cli, record_cli, serve_cli, watch_cli
from dragoman.model import Document, Problem, Report

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=__doc__)
BATCH = 16
"""Documents handed to a worker at once; enough to hide the hand-over, few enough to keep memory flat."""
app.add_typer(actors_cli.app, name="actors")
app.add_typer(record_cli.app)
app.add_typer(judging_cli.app)
for command in finding_cli.COMMANDS:
    app.command()(command)
app.command()(export_cli.export)
app.command()(watch_cli.watch)
app.command()(serve_cli.serve)


class View(enum.StrEnum):
    """Forms of a report beside its own."""

    plover = "plover"


@app.callback(invoke_without_command=True)
def entry(version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False) -> None:
    """Reads news reports: who said what, who dealt with whom, when and where, with the exact characters for each."""
    if version:
        from dragoman import __version__

        typer.echo(__version__)
        raise typer.Exit


@app.command()
def read(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH…|-", help="Text, HTML or .jsonl files, directories, or - for standard input."),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="One report a line (docs/report.md).")] = False,
    view: Annotated[
        View | None, typer.Option("--as", help="Another view, one record a line: plover (docs/plover.md).")
    ] = None,
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="Publication date (ISO 8601) of pages that give none.")
    ] = None,
    language: record_cli.Language = None,
    explain: Annotated[bool, typer.Option(help="Name the rule behind each fact.")] = False,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, help="Processes to read with.")] = 1,
    actors: actors_cli.Layers = None,
) -> None:
    """Read reports and print what each one says."""
    if published is not None:
        check_date(published)
    layers = actors_cli.layers_of(actors)
    if layers:
        actors_cli.index_of(layers)  # a broken table ends the run here, with its line
    failed = False
    read_ones = outcomes(documents(paths, published, language), jobs, layers, coded=view is View.plover)
    for outcome in progress(read_ones, len(paths) > 1):
        if isinstance(outcome, Problem):
            failed = True
            print_problem(outcome)
        else:
            print_report(outcome, as_json, explain, view)
    raise typer.Exit(1 if failed else 0)


@app.command()
def where(word: Annotated[str, typer.Argument(help="A word in any form.")]) -> None:
    """Print file and line of every lexicon entry for a word."""
    from dragoman.languages.where import where as find

    hits = list(find(word))
    for path, line, text in hits:
        typer.echo(f"{path}:{line}: {text}")
    if not hits:
        typer.echo(f"no entry for «{word}» in the lexicons", err=True)
        raise typer.Exit(1)


@app.command()
def demo(
    serve: Annotated[bool, typer.Option("--serve", help="Open the record of the samples in a browser.")] = False,
) -> None:
    """Read the bundled sample reports and show the record of each."""
    from dragoman import samples

    if serve:
        from dragoman.serve_cli import serve_samples

        serve_samples()
        return

    for document in samples.documents():
        outcome = outcome_of(document)
        if isinstance(outcome, Report):
            print_report(outcome, False, False)
        else:
            print_problem(outcome)
    typer.echo("To look at these reports in a browser: dragoman demo --serve", err=True)


def check_date(value: str) -> None:
    """Ends with one line when the date is none."""
    import datetime

    try:
        datetime.datetime.fromisoformat(value)
    except ValueError:
        typer.echo(f"--published {value!r}: not a date; write it as 2021-12-15 or 2021-12-15T14:30+03:00", err=True)
        raise typer.Exit(2) from None


def documents(paths: Iterable[str], published: str | None, language: str | None) -> Iterator[Document | Problem]:
    """All pages of the paths, in order. language: of all of them, whatever they say."""
    import msgspec

    for page in pages_of(paths, published):
        given = language is not None and isinstance(page, Document)
        yield msgspec.structs.replace(page, language=language) if given else page


def pages_of(paths: Iterable[str], published: str | None) -> Iterator[Document | Problem]:
    """All pages of the paths, with the language that they seem to be in."""
    from dragoman import reading

    for name in paths:
        if name == "-":
            yield from standard_input(published)
            continue
        path = Path(name)
        files = (
            sorted(p for p in path.rglob("*") if p.is_file() and not p.name.startswith("."))
            if path.is_dir()
            else [path]
        )
        for file in files:
            yield from reading.read_path(file, published_at=published)


def standard_input(published: str | None) -> Iterator[Document | Problem]:
    """JSON Lines when the input looks like it, else one page."""
    from dragoman import reading
    from dragoman.errors import ReadingError

    data = sys.stdin.buffer.read(reading.MAX_BYTES + 1)
    if data.lstrip()[:1] == b"{":
        yield from reading.read_jsonl(data.splitlines(), name="-")
        return
    try:
        yield reading.read_bytes(data, name="stdin", published_at=published)
    except ReadingError as error:
        yield Problem("-", "reading", str(error))


def outcome_of(document: Document | Problem, layers: tuple[Path, ...] = (), coded: bool = False) -> Report | Problem:
    """The report of a document; a page that fails is a problem of its own and the run goes on."""
    if isinstance(document, Problem):
        return document
    from dragoman.errors import DragomanError
    from dragoman.reading import problem_of
    from dragoman.report import read_document

    problem = problem_of(document)
    if problem is not None:
        return problem
    try:
        return read_document(document, layers, coded)
    except DragomanError as error:
        return Problem(document.id, "reading", f"{document.id}: {error}")
    except RecursionError:
        return Problem(document.id, "reading", "the page is nested too deeply to be read; cut it into smaller pages")


def outcomes(
    pages: Iterator[Document | Problem], jobs: int, layers: tuple[Path, ...] = (), coded: bool = False
) -> Iterator[Report | Problem]:
    """Reports in the order of the pages, read by `jobs` processes."""
    read_one = partial(outcome_of, layers=layers, coded=coded)
    if jobs == 1:
        yield from map(read_one, pages)
        return
    with ProcessPoolExecutor(jobs) as pool:
        while chunk := list(islice(pages, BATCH * jobs * 4)):
            yield from pool.map(read_one, chunk, chunksize=BATCH)


def progress(items: Iterator[Report | Problem], many: bool) -> Iterator[Report | Problem]:
    """A bar on a terminal when there are many files and the reports go elsewhere."""
    if not (many and sys.stderr.isatty() and not sys.stdout.isatty()):
        yield from items
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(items, "reading", console=Console(stderr=True), transient=True)


def print_report(report: Report, as_json: bool, explain: bool, view: View | None = None) -> None:
    if view is View.plover:
        from dragoman.export.plover import encode as encode_plover

        print_line(encode_plover(report))
        return
    if as_json:
        from dragoman.export.report import encode

        print_line(encode(report))
        return
    from rich.console import Console

    from dragoman.export.page import page

    Console().print(page(report, explain))


def print_line(line: bytes) -> None:
    sys.stdout.buffer.write(line + b"\n")
    sys.stdout.buffer.flush()


def print_problem(problem: Problem) -> None:
    from dragoman.export.page import problem as line

    typer.echo(line(problem), err=True)


def main() -> None:
    """Entry point; a closed pipe ends quietly."""
    try:
        app()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
