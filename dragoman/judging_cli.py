"""Judgements on the command line: make one, list them, hand them on, take them in."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

import typer

from dragoman.errors import RecordError
from dragoman.record_cli import RecordPath, one_line_errors, say, sqlite_errors

app = typer.Typer(no_args_is_help=True)
judgements = typer.Typer(no_args_is_help=True, help="Judgements of people: list, hand on, take in.")
app.add_typer(judgements, name="judgements")


def user_name() -> str:
    """Who judges, if --user does not say."""
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return ""


@app.command()
def judge(
    record: RecordPath,
    verdict: Annotated[str, typer.Argument(help="accept reject correct merge split status note withdraw")],
    subject: Annotated[str, typer.Argument(metavar="KEY", help="A statement, event, position, actor or judgement.")],
    other: Annotated[
        list[str] | None, typer.Argument(metavar="[KEY|FIELD VALUE]", help="The other one; or what to correct to what.")
    ] = None,
    note: Annotated[str | None, typer.Option(help="Why.")] = None,
    user: Annotated[str | None, typer.Option(help="Who judges; the name of the account if not given.")] = None,
) -> None:
    """Say what is right: `correct KEY date 2021-12-16`, `merge KEY KEY`, `split KEY`, `status KEY answered`."""
    from dragoman.record import store
    from dragoman.record.judgements import judge as make

    with one_line_errors():
        named = arguments_of(verdict, subject, other or [])
        connection = store.connect(record, write=True)
        try:
            with sqlite_errors(record):
                made = make(connection, verdict, subject, note=note, user=user or user_name(), **named)
        finally:
            connection.close()
    typer.echo(made.key)


def arguments_of(verdict: str, subject: str, other: list[str]) -> dict[str, Any]:
    """The further words of a judgement by their meaning."""
    if verdict == "correct":
        if len(other) != 2:
            raise RecordError(subject, "correct what to what?", "give FIELD VALUE; null for unknown")
        return {"field": other[0], "value": value_of(other[0], other[1])}
    if verdict == "status":
        return {"value": other[0] if other else None}
    return {"object": other[0] if other else None}


def value_of(field: str, text: str) -> Any:
    """A value as typed: null is unknown; participants are `actor=state/RUS,recipient=state/USA`."""
    if text == "null":
        return None
    if field == "participants":
        return [list(part.partition("=")[::2]) for part in text.split(",")]
    return text


@judgements.command("list")
def list_judgements(record: RecordPath) -> None:
    """Print judgements in the order in which they were made, and whether each still finds what it is about."""
    from dragoman.record import keys
    from dragoman.record.judging import place_of
    from dragoman.record.read import Record

    with one_line_errors(), Record(record) as opened:
        for j in opened.judgements():
            found = place_of(opened.connection, j)[1] if keys.FACT.fullmatch(j.subject) else ""
            what = " ".join(x for x in (j.object, j.field, j.value, j.note) if x)
            typer.echo("\t".join((j.key, j.made_at, j.user, j.verdict, j.subject, what, found)))


@judgements.command("export")
def export_judgements(record: RecordPath) -> None:
    """Print judgements as JSON Lines."""
    from dragoman.record.judgements import exported
    from dragoman.record.read import Record

    with one_line_errors(), Record(record) as opened:
        for line in exported(opened.judgements()):
            sys.stdout.buffer.write(line)
        sys.stdout.buffer.flush()


@judgements.command("import")
def import_judgements(
    record: RecordPath, file: Annotated[str, typer.Argument(metavar="FILE|-", help="What `export` printed.")]
) -> None:
    """Take judgements in; those that are there already change nothing."""
    from dragoman.record import store
    from dragoman.record.judgements import imported

    with one_line_errors():
        connection = store.connect(record, write=True)
        try:
            with sqlite_errors(record), lines_of(file) as lines:
                count, new = imported(connection, lines, file)
        finally:
            connection.close()
    say(f"{count:,} judgements, {new:,} of them new")


@contextmanager
def lines_of(file: str) -> Iterator[Any]:
    """The lines of a file or of standard input."""
    if file == "-":
        yield sys.stdin.buffer
        return
    try:
        with open(file, "rb") as opened:
            yield opened
    except OSError as error:
        raise RecordError(file, f"cannot be opened: {(error.strerror or str(error)).lower()}", "check it") from None
