"""The record on the command line: add reports, see what went wrong, rebuild."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman import actors_cli
from dragoman.errors import DragomanError

if TYPE_CHECKING:
    from dragoman.model import Problem
    from dragoman.reading.raw import RawPage
    from dragoman.reading.sources import Fetch
    from dragoman.record.write import Outcome

app = typer.Typer(no_args_is_help=True)

RecordPath = Annotated[Path, typer.Argument(metavar="RECORD", help="The record, one file: talks.record.")]


def known_language(code: str | None) -> str | None:
    """Ends with one line when it is no language that is read."""
    from dragoman import languages

    if code is not None and code not in languages.codes():
        typer.echo(f"--language {code!r}: not read; give one of {', '.join(languages.codes())}", err=True)
        raise typer.Exit(2)
    return code


Language = Annotated[
    str | None,
    typer.Option(
        metavar="CODE",
        callback=known_language,
        help="Language of all the pages, ru or en, in place of what is guessed.",
    ),
]
Private = Annotated[
    bool, typer.Option("--allow-private", help="Fetch addresses inside a network too, such as your own server.")
]
Jobs = Annotated[int, typer.Option("--jobs", "-j", min=0, help="Processes to read with; 0 is one a core.")]
SHOWN = 20
"""Problems and changed pages shown at the end of a run; all are kept."""


@contextmanager
def one_line_errors() -> Iterator[None]:
    """What is wrong with a record ends the command with one line and status 2; Ctrl-C with another."""
    try:
        yield
    except DragomanError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None
    except KeyboardInterrupt:
        typer.echo("stopped; what was added is kept, run this again to go on", err=True)
        raise typer.Exit(130) from None


def say(message: str) -> None:
    typer.echo(message, err=True)


def cores(jobs: int) -> int:
    """The processes meant: those that we may use, if none are named."""
    if jobs:
        return jobs
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


BY_NAME = "name"
"""Value of --published that asks for the day in the name of each file."""


@app.command()
def add(
    record: RecordPath,
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH…|URL…|-", help="Files (text, HTML, JSON Lines, feeds, archives, crawls), folders, addresses."
        ),
    ],
    published: Annotated[
        str | None,
        typer.Option(
            metavar="DATE|name",
            help="Publication date of pages that give none; `name`: that their file name begins with.",
        ),
    ] = None,
    language: Language = None,
    jobs: Jobs = 0,
    actors: actors_cli.Layers = None,
    allow_private: Private = False,
) -> None:
    """Read reports into a record, which is made if it is not there. Run again it goes on where it stopped."""
    from dragoman.cli import check_date
    from dragoman.reading import sources

    if published is not None and published != BY_NAME:
        check_date(published)
    for name in paths:
        if name != "-" and not sources.is_address(name) and not Path(name).exists():
            typer.echo(f"{name}: there is no such file", err=True)
            raise typer.Exit(2)
    web = any(map(sources.is_address, paths))
    anew = language is not None or not record.exists()
    weight = sources.weight(paths)
    with one_line_errors(), fetching(record, web, allow_private, anew) as fetch, bar(weight) as (consumed, seen):
        pages = sources.pages(paths, stdin=sys.stdin.buffer, fetch=fetch, consumed=consumed)
        if published == BY_NAME:
            pages, published = dated_by_name(pages), None
        take_in(record, read_as(pages, language), seen, jobs=jobs, actors=actors, published=published)


@contextmanager
def fetching(record: Path, web: bool, allow_private: bool, anew: bool) -> Iterator[Fetch | None]:
    """What asks the web, if it is to be asked: only for pages that have changed since the record took them in."""
    if not web:
        yield None
        return
    from dragoman.reading.fetch import Fetcher
    from dragoman.watch.again import Again
    from dragoman.watch.state import State

    with State(record, alone=False) as state:
        again = Again(Fetcher(allow_private=allow_private), state, anew=anew)
        yield again.get
        with sqlite_errors(record):
            again.done()


def dated_by_name(pages: Iterator[RawPage | Problem]) -> Iterator[RawPage | Problem]:
    """The pages, those of files like `2021-12-15-draft.txt` with that day of publication."""
    import msgspec

    from dragoman.model import Problem
    from dragoman.reading.raw import day_in_name

    for page in pages:
        if isinstance(page, Problem) or page.published_at is not None:
            yield page
        else:
            yield msgspec.structs.replace(page, published_at=day_in_name(page.name))


def read_as(pages: Iterator[RawPage | Problem], language: str | None) -> Iterator[RawPage | Problem]:
    """The pages, in the language that the user gives."""
    import msgspec

    from dragoman.reading import RawPage

    for page in pages:
        yield msgspec.structs.replace(page, read_as=language) if language and isinstance(page, RawPage) else page


def take_in(
    record: Path,
    pages: Iterator[RawPage | Problem],
    seen: Callable[[int], None],
    *,
    jobs: int,
    actors: list[Path] | None = None,
    published: str | None = None,
    again: bool = False,
) -> None:
    """Adds pages, settles the record and says what became of them."""
    from dragoman.record import adding

    layers = actors_cli.layers_of(actors)
    if layers or adding.beside(record):
        actors_cli.index_of([*layers, *adding.beside(record)])  # a broken table ends the run here, with its line
    counts: Counter[str] = Counter()
    told: list[Outcome] = []
    stream = adding.add(record, pages, jobs=cores(jobs), layers=layers, published_at=published, again=again, tell=say)
    for outcome in stream:
        counts[outcome.what] += 1
        seen(1)
        if outcome.what in ("failed", "revised") and len(told) < SHOWN:
            told.append(outcome)
    settle(record)
    if counts["added"] >= adding.MANY:
        with sqlite_errors(record):
            adding.tidy(record, say)
    for outcome in told:
        show_outcome(record, outcome)
    parts = [f"{counts[what]:,} {what}" for what in ("added", "revised", "known", "failed") if counts[what]]
    say(f"{record}: " + (", ".join(parts) or "nothing to add"))
    if counts["failed"]:
        say(f"`dragoman problems {record}` lists what failed")


def settle(record: Path) -> None:
    from dragoman.record import build, store

    connection = store.connect(record, write=True)
    try:
        with sqlite_errors(record):
            build.settle(connection, say)
    finally:
        connection.close()


@contextmanager
def sqlite_errors(record: Path) -> Iterator[None]:
    """What SQLite says becomes what is wrong with the record."""
    import sqlite3

    from dragoman.record import store

    try:
        yield
    except sqlite3.Error as error:
        raise store.failure(record, error) from None


def show_outcome(record: Path, outcome: Outcome) -> None:
    """A failure in its words; a changed page with what has changed."""
    if outcome.what == "failed":
        say(f"failed: {outcome.message}")
        return
    say(f"changed: {outcome.name} ({outcome.before} → {outcome.key})")
    for sign, sentence in differences(record, outcome.before or "", outcome.key or ""):
        say(f"  {sign} {sentence}")


def differences(record: Path, old: str, new: str) -> list[tuple[str, str]]:
    """What went and what came between two documents."""
    from dragoman.record.difference import difference
    from dragoman.record.read import Record

    with Record(record) as opened:
        before, after = opened.document(old), opened.document(new)
    return list(difference(before.text, after.text)) if before and after else []


@contextmanager
def bar(weight: int) -> Iterator[tuple[Callable[[int], None], Callable[[int], None]]]:
    """A progress bar on a terminal: bytes read of all, reports, rate and time left. Gives who to tell of either."""
    if not sys.stderr.isatty():
        yield (lambda _: None), (lambda _: None)
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    columns = (
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        TextColumn("{task.fields[reports]:,} reports, {task.fields[rate]:.0f}/s"),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=weight or None, reports=0, rate=0.0)

        def seen(count: int) -> None:
            reports = progress.tasks[task].fields["reports"] + count
            progress.update(task, reports=reports, rate=reports / max(progress.tasks[task].elapsed or 0, 0.1))

        yield (lambda size: progress.advance(task, size)), seen


@app.command()
def problems(
    record: RecordPath,
    retry: Annotated[bool, typer.Option("--retry", help="Try again what failed.")] = False,
    jobs: Jobs = 0,
    actors: actors_cli.Layers = None,
    allow_private: Private = False,
) -> None:
    """List what could not be read, with stage and message; or try it again."""
    from dragoman.record.read import Record

    with one_line_errors():
        if retry:
            from dragoman.reading.fetch import Fetcher
            from dragoman.record.retrying import failed_pages

            pages = failed_pages(record, Fetcher(allow_private=allow_private).get)
            with bar(0) as (_, seen):
                take_in(record, pages, seen, jobs=jobs, actors=actors, again=True)
            return
        with Record(record) as opened:
            for problem in opened.problems():
                typer.echo(f"{problem.stage}\t{problem.message}")


@app.command()
def rebuild(
    record: RecordPath,
    reread: Annotated[bool, typer.Option("--reread", help="Read every text again with the rules of today.")] = False,
    jobs: Jobs = 0,
    actors: actors_cli.Layers = None,
) -> None:
    """Make statements and events anew from what the reports say and people have judged; ids stay."""
    from dragoman.record import adding, build, store

    with one_line_errors():
        if reread:
            from dragoman.record.rereading import reread as read_again

            layers = (*actors_cli.layers_of(actors), *adding.beside(record))
            count = 0
            with bar(0) as (_, seen):
                for _ in read_again(record, jobs=cores(jobs), layers=layers, tell=say):
                    count += 1
                    seen(1)
            say(f"{record}: {count:,} read again")
        connection = store.connect(record, write=True)
        try:
            with sqlite_errors(record):
                build.rebuild(connection, say)
        finally:
            connection.close()


@app.command()
def changes(
    record: RecordPath, key: Annotated[str | None, typer.Argument(metavar="[DOCUMENT]", help="One page only.")] = None
) -> None:
    """Show pages that were changed after they were first added, with what went (-) and what came (+)."""
    from dragoman.record.read import Record

    with one_line_errors():
        with Record(record) as opened:
            query = """SELECT n.key AS new, o.key AS old, n.url, n.modified_at FROM documents n
            JOIN documents o ON o.id = n.revision_of ORDER BY n.id"""
            rows = [(row["new"], row["old"], row["url"], row["modified_at"]) for row in opened.sql(query)]
        for new, old, url, at in rows:
            if key in (None, new, old):
                typer.echo(f"{url}  {old} → {new}" + (f"  {at}" if at else ""))
                for sign, sentence in differences(record, old, new):
                    typer.echo(f"  {sign} {sentence}")
