"""`dragoman watch`: polls feeds into a record and tells subscribers what saved queries find."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman import actors_cli

if TYPE_CHECKING:
    from dragoman.watch import State


def watch(
    record: Annotated[Path, typer.Argument(metavar="RECORD", help="The record; it is made if it is not there.")],
    feeds: Annotated[Path, typer.Argument(metavar="FEEDS", help="Feeds, queries and subscribers (docs/watch.md).")],
    once: Annotated[
        bool, typer.Option("--once", help="Ask the feeds that are due once, tell what is new, and stop.")
    ] = False,
    waiting: Annotated[bool, typer.Option("--waiting", help="Print what is still to be told, and stop.")] = False,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, help="Processes to read with.")] = 1,
    actors: actors_cli.Layers = None,
) -> None:
    """Poll feeds politely, add what is new, and tell subscribers what their queries find."""
    from dragoman.errors import DragomanError
    from dragoman.reading.fetch import Fetcher
    from dragoman.watch import State, load
    from dragoman.watch import watch as run
    from dragoman.watch.desk import Desk, check_queries

    try:
        config = load(feeds)
        check_queries(config, feeds)
        with State(record, alone=not waiting) as state:
            if waiting:
                show_waiting(state)
                return
            fetcher = Fetcher(allow_private=config.allow_private, contact=config.contact, delay=config.delay)
            desk = Desk(record, jobs=jobs, layers=actors_cli.layers_of(actors), tell=say)
            with until_told_to_stop() as stop:
                well = run(desk, config, state, fetcher.get, once=once, stop=stop, tell=say)
    except DragomanError as error:
        say(str(error))
        raise typer.Exit(2) from None
    raise typer.Exit(0 if well else 1)


def say(message: str) -> None:
    """A line for the person who watches the watch."""
    typer.echo(message, err=True)


def show_waiting(state: State) -> None:
    """A line for each notice that is still to be told."""
    for one in state.waiting():
        why = f"  {one.tries} tries, last: {one.error}" if one.tries else ""
        typer.echo(f"{one.target}  {one.notice}{why}")


@contextmanager
def until_told_to_stop() -> Iterator[threading.Event]:
    """An event that Ctrl-C and a polite kill set; what is begun is finished first. A second Ctrl-C does not wait."""
    stop = threading.Event()

    def end(number: int, _: object) -> None:
        stop.set()
        signal.signal(number, before[signal.Signals(number)])

    before = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
