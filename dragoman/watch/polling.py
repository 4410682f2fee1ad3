"""One poll of a feed: what it says now, less what was taken in before."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

import msgspec

from dragoman.errors import ReadingError
from dragoman.model import Problem
from dragoman.reading.feed import looks_like_feed, read_feed
from dragoman.reading.fetch import Fetched, FetchError
from dragoman.reading.raw import RawPage
from dragoman.watch.config import Feed
from dragoman.watch.state import FeedState

MAX_NEW, MAX_NEW_BYTES = 200, 50_000_000
"""New items of one poll, and their size; the rest is taken at the next, so that memory stays bounded."""
MAX_TRIES = 5
"""Times that the page of an item is asked for before the item itself is read instead."""
SLOWEST = 86_400.0
"""Seconds between two polls of a feed that fails, at most."""

Known = Mapping[str, tuple[str, int]]
"""By item: the digest it was taken in under, and the tries so far."""
Item = tuple[str, str, int]
"""Name, digest (empty: still to be taken in), tries."""


class Polled(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one poll. pages: to be added; items: to be remembered when they are."""

    feed: str
    state: FeedState
    pages: tuple[RawPage | Problem, ...] = ()
    items: tuple[Item, ...] = ()


def poll(feed: Feed, state: FeedState, known: Known, fetch: Callable[..., Fetched], now: float) -> Polled:
    """Asks a feed what is new. Never raises for what the other side does."""
    try:
        found = fetch(feed.url, etag=state.etag, last_modified=state.last_modified)
        if found.status != 304 and not looks_like_feed(found.data):
            raise FetchError(feed.url, "this is no feed", "give the address of an RSS or Atom feed")
    except ReadingError as error:
        return Polled(feed=feed.url, state=failed(feed, state, error, now))
    whole = True
    pages: list[RawPage | Problem] = []
    items: list[Item] = []
    if found.status != 304:
        whole = take(feed, found, known, fetch, pages, items)
    return Polled(
        feed=feed.url, state=went_well(feed, state, found, whole, now), pages=tuple(pages), items=tuple(items)
    )


def take(
    feed: Feed,
    found: Fetched,
    known: Known,
    fetch: Callable[..., Fetched],
    pages: list[RawPage | Problem],
    items: list[Item],
) -> bool:
    """Fills in what is new; whether all of it could be taken."""
    whole, size = True, 0
    listed = read_feed(
        found.data, feed.url, content_type=found.content_type, retrieved_at=found.retrieved_at, separator="#"
    )
    for item in listed:
        if isinstance(item, Problem):
            continue  # an item without text says nothing that anybody could act upon
        digest = hashlib.sha256(item.data).hexdigest()[:32]
        before = known.get(item.name)
        if before is not None and before[0] == digest:
            items.append((item.name, digest, 0))
            continue
        if len(pages) >= MAX_NEW or size >= MAX_NEW_BYTES:
            whole = False
            continue
        page, tries = page_of(feed, item, before[1] if before else 0, fetch)
        if page is None:
            whole = False
            items.append((item.name, "", tries))
            continue
        pages.append(page)
        size += len(page.data)
        items.append((item.name, digest, 0))
    return whole


def page_of(feed: Feed, item: RawPage, tries: int, fetch: Callable[..., Fetched]) -> tuple[RawPage | None, int]:
    """The page of an item, or the item itself; nothing when it may be had later, and the tries so far."""
    if feed.publisher is not None:
        item = msgspec.structs.replace(item, publisher=feed.publisher)
    if not feed.follow or item.url is None:
        return item, tries
    try:
        found = fetch(item.url)
    except ReadingError as error:
        later = isinstance(error, FetchError) and error.temporary and tries + 1 < MAX_TRIES
        return (None, tries + 1) if later else (item, tries)
    followed = msgspec.structs.replace(
        item,
        name=item.url,
        data=found.data,
        url=found.url,
        retrieved_at=found.retrieved_at,
        content_type=found.content_type,
        etag=found.etag,
        last_modified=found.last_modified,
    )
    return followed, tries


def went_well(feed: Feed, state: FeedState, found: Fetched, whole: bool, now: float) -> FeedState:
    """The state after an answer. What the feed looked like is kept only if all of it was taken in."""
    unchanged = found.status == 304
    return FeedState(
        url=feed.url,
        etag=(state.etag if unchanged else found.etag) if whole else None,
        last_modified=(state.last_modified if unchanged else found.last_modified) if whole else None,
        next_at=now + feed.every * random.uniform(0.9, 1.1),
        polled_at=instant(now),
    )


def failed(feed: Feed, state: FeedState, error: ReadingError, now: float) -> FeedState:
    """The state after a failure: each one doubles the wait, and chance keeps feeds from marching in step."""
    wait = min(SLOWEST, feed.every * 2 ** min(state.failures, 20)) * random.uniform(1.0, 1.25)
    asked = error.retry_after if isinstance(error, FetchError) else None
    return msgspec.structs.replace(
        state,
        next_at=now + max(wait, asked or 0.0),
        failures=state.failures + 1,
        error=str(error)[:500],
        polled_at=instant(now),
    )


def instant(now: float) -> str:
    """ISO 8601 in UTC."""
    return datetime.fromtimestamp(now, UTC).isoformat(timespec="seconds")
