"""The watch: feeds that are due are polled, what is new goes into the record, what that says is told.

Each step is remembered in `State` before the next begins, so a watch that stops at any moment goes on where it was.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol
from urllib.parse import urlsplit

from msgspec.structs import replace

from dragoman.errors import RecordError
from dragoman.model import Problem
from dragoman.reading.fetch import Fetched
from dragoman.reading.raw import RawPage
from dragoman.watch import notices
from dragoman.watch.config import Config, Feed, Query
from dragoman.watch.delivery import deliver
from dragoman.watch.notices import Notice
from dragoman.watch.polling import Polled, poll
from dragoman.watch.state import FeedState, State, refused

THREADS = 8
"""Hosts that are asked at the same time; the feeds of one host are asked one after another."""
NAP = 60.0
"""Longest time in seconds between two looks at the clock."""
SEARCHED = "searched"
"""The mark in `State` up to which documents of the record have been searched."""
AT_ONCE = 200
"""Documents that are searched at a time, so that a stop costs little."""

Tell = Callable[[str], object]


class Desk(Protocol):
    """What is used of a record (`desk.Desk`)."""

    def add(self, pages: Sequence[RawPage | Problem]) -> dict[str, int]:
        """Takes pages in; how many came to what."""

    def newest(self) -> int:
        """The number of the newest document."""

    def finds(self, queries: Iterable[Query], after: int, upto: int) -> Iterator[Notice | str]:
        """What queries find in documents of these numbers, and what went wrong, in words."""


def watch(
    desk: Desk,
    config: Config,
    state: State,
    fetch: Callable[..., Fetched],
    *,
    once: bool = False,
    stop: threading.Event | None = None,
    tell: Tell = print,
    clock: Callable[[], float] = time.time,
) -> bool:
    """Watches until `stop` is set, or, with `once`, asks the feeds that are due one time; did all go well?

    A record that cannot be written for now (another program is at it, the disk is full) is told, and tried again.
    """
    try:
        return rounds(desk, config, state, fetch, once, stop or threading.Event(), tell, clock)
    except sqlite3.Error as error:
        raise refused(state.path, error) from error


def rounds(
    desk: Desk,
    config: Config,
    state: State,
    fetch: Callable[..., Fetched],
    once: bool,
    stop: threading.Event,
    tell: Tell,
    clock: Callable[[], float],
) -> bool:
    """One round after another; did all go well?"""
    well = True
    if state.mark(SEARCHED) is None:
        state.keep_mark(SEARCHED, desk.newest())  # what was there before the watch is no news
    told: set[str] = set()
    while not stop.is_set():
        for polled in poll_all(config, state, fetch, clock, stop):
            well = take_in(desk, state, polled, tell, clock) and well
        well = search(desk, config, state, told, tell) and well
        for problem in deliver(state, config, clock):
            tell(problem)
            well = False
        if once:
            break
        stop.wait(nap(config, state, clock()))
    return well


def poll_all(
    config: Config,
    state: State,
    fetch: Callable[..., Fetched],
    clock: Callable[[], float],
    stop: threading.Event,
) -> Iterator[Polled]:
    """Polls the feeds that are due, several hosts at a time."""
    hosts: dict[str, list[tuple[Feed, FeedState, dict[str, tuple[str, int]]]]] = {}
    for feed in config.feed:
        known = state.feed(feed.url)
        if known.next_at <= clock():
            hosts.setdefault(urlsplit(feed.url).netloc.lower(), []).append((feed, known, state.items(feed.url)))

    def poll_host(feeds: list[tuple[Feed, FeedState, dict[str, tuple[str, int]]]]) -> list[Polled]:
        return [poll(feed, known, items, fetch, clock()) for feed, known, items in feeds if not stop.is_set()]

    if not hosts:
        return
    with ThreadPoolExecutor(min(THREADS, len(hosts)), "feed") as pool:
        for done in pool.map(poll_host, hosts.values()):
            yield from done


def take_in(desk: Desk, state: State, polled: Polled, tell: Tell, clock: Callable[[], float]) -> bool:
    """The new pages of a poll go into the record, and then the poll into the state; did it go well?"""
    try:
        counts = desk.add(polled.pages) if polled.pages else {}
    except RecordError as error:  # the items are not remembered, so the next poll has them again
        forgotten = replace(polled.state, etag=None, last_modified=None, error=str(error))
        state.keep_feed(forgotten)
        tell(str(error))
        return False
    with state.whole():
        state.keep_feed(polled.state)
        state.keep_items(polled.feed, polled.items, clock())
    if polled.state.error:
        tell(polled.state.error)
    elif counts:
        tell(f"{polled.feed}: " + ", ".join(f"{number} {what}" for what, number in sorted(counts.items())))
    return polled.state.error is None


def search(desk: Desk, config: Config, state: State, told: set[str], tell: Tell) -> bool:
    """As `search_new`; a record that cannot be read for now is searched at the next turn."""
    try:
        search_new(desk, config, state, told, tell)
    except RecordError as error:
        tell(str(error))
        return False
    return True


def search_new(desk: Desk, config: Config, state: State, told: set[str], tell: Tell) -> None:
    """Asks the saved queries about the documents that have come in, whoever added them, and fills the outbox."""
    newest, after = desk.newest(), state.mark(SEARCHED) or 0
    if newest < after:  # another record has taken the place of this one
        state.keep_mark(SEARCHED, newest)
        return
    targets = {query.name: [target.key for target in query.to] for query in config.query}
    while after < newest:
        upto = min(newest, after + AT_ONCE)
        found = list(desk.finds(config.query, after, upto))
        with state.whole():
            for one in found:
                if isinstance(one, Notice):
                    put(state, one, targets[one.query])
            state.keep_mark(SEARCHED, upto)
        for one in found:
            if isinstance(one, str) and one not in told:
                told.add(one)
                tell(one)
        after = upto


def put(state: State, notice: Notice, targets: Iterable[str]) -> None:
    """A notice into the outbox, unless its fact was told before by another of its tellings."""
    if not state.is_told(notice.query, notice.tellings or (notice.fact,)):
        body = notices.encode(notice).decode()
        state.tell(notice.query, notice.tellings or (notice.fact,), targets, notice.id, body)


def nap(config: Config, state: State, now: float) -> float:
    """Seconds until something is due."""
    moments = [state.feed(feed.url).next_at for feed in config.feed]
    waiting = state.next_due(config.targets())
    return min(NAP, max(1.0, min([*moments, *([waiting] if waiting is not None else [])]) - now))
