"""What a watch remembers: a small SQLite file beside the record, `talks.record.watch` beside `talks.record`.

It holds when each feed is due and what it last said, which items were taken in, how far the record has been searched,
and the outbox: what is still to be told. Everything that belongs together is written in one transaction, so a watch
that is killed at any moment goes on where it was; at worst it asks or tells once more, under the same id.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec

from dragoman.watch.config import WatchError

VERSION = 1
SCHEMA = """
CREATE TABLE feeds (url TEXT PRIMARY KEY, etag TEXT, last_modified TEXT, next_at REAL NOT NULL DEFAULT 0,
  failures INTEGER NOT NULL DEFAULT 0, error TEXT, polled_at TEXT) STRICT;
CREATE TABLE items (feed TEXT NOT NULL, item TEXT NOT NULL, digest TEXT NOT NULL, tries INTEGER NOT NULL DEFAULT 0,
  seen_at REAL NOT NULL, PRIMARY KEY (feed, item)) STRICT, WITHOUT ROWID;
CREATE TABLE told (query TEXT NOT NULL, telling TEXT NOT NULL, PRIMARY KEY (query, telling)) STRICT, WITHOUT ROWID;
CREATE TABLE outbox (id INTEGER PRIMARY KEY, target TEXT NOT NULL, notice TEXT NOT NULL, body TEXT NOT NULL,
  tries INTEGER NOT NULL DEFAULT 0, next_at REAL NOT NULL DEFAULT 0, delivered_at REAL, error TEXT,
  UNIQUE (target, notice)) STRICT;
CREATE INDEX outbox_waiting ON outbox (target, id) WHERE delivered_at IS NULL;
CREATE TABLE marks (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;
CREATE TABLE pages (url TEXT PRIMARY KEY, etag TEXT, last_modified TEXT) STRICT;
"""
KEPT_ITEMS = 90 * 86400.0
"""Seconds for which an item is remembered after a feed last had it."""
KEPT_DELIVERED = 100
"""Delivered notices that are kept for each target: an Atom file shows so many."""


class FeedState(msgspec.Struct, frozen=True, kw_only=True):
    """How a feed stands."""

    url: str
    etag: str | None = None
    last_modified: str | None = None
    next_at: float = 0.0
    failures: int = 0
    error: str | None = None
    polled_at: str | None = None


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the outbox. notice: the id that a receiver knows it by, the same each time it is sent."""

    id: int
    target: str
    notice: str
    body: str
    tries: int
    next_at: float
    error: str | None


class State:
    """The file, open. Only one watch at a time: a second one gets a `WatchError`. Not `alone`: to look at it only."""

    def __init__(self, record: Path, *, alone: bool = True) -> None:
        self.path = record.with_name(record.name + ".watch")
        self.lock: sqlite3.Connection | None = None
        connection: sqlite3.Connection | None = None
        try:
            if alone:
                self.lock = sqlite3.connect(f"{self.path}.lock", timeout=0.2, isolation_level=None)
                self.lock.execute("BEGIN EXCLUSIVE")
            connection = sqlite3.connect(self.path, timeout=10.0, isolation_level=None)
            prepare(connection)
        except sqlite3.Error as error:
            for opened in (connection, self.lock):
                if opened is not None:
                    opened.close()
            raise refused(self.path, error) from None
        self.connection = connection

    def __enter__(self) -> State:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the file."""
        self.connection.close()
        if self.lock is not None:
            self.lock.close()

    @contextmanager
    def whole(self) -> Iterator[None]:
        """All of what is written inside, or nothing."""
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.connection.execute("COMMIT")
        except BaseException:
            if self.connection.in_transaction:  # a full disk has ended it already
                self.connection.execute("ROLLBACK")
            raise

    # feeds

    def feed(self, url: str) -> FeedState:
        """How a feed stands; one not yet polled is due."""
        sql = "SELECT url, etag, last_modified, next_at, failures, error, polled_at FROM feeds WHERE url = ?"
        row = self.connection.execute(sql, (url,)).fetchone()
        return FeedState(url=url) if row is None else msgspec.convert(row_of(FeedState, row), FeedState)

    def keep_feed(self, feed: FeedState) -> None:
        """Remembers how a feed stands now."""
        self.connection.execute(
            "INSERT OR REPLACE INTO feeds (url, etag, last_modified, next_at, failures, error, polled_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            msgspec.structs.astuple(feed),
        )

    def items(self, feed: str) -> dict[str, tuple[str, int]]:
        """By item: the digest under which it was taken in, and how often its page could not be had."""
        sql = "SELECT item, digest, tries FROM items WHERE feed = ?"
        return {row[0]: (row[1], row[2]) for row in self.connection.execute(sql, (feed,))}

    def keep_items(self, feed: str, items: Iterable[tuple[str, str, int]], now: float) -> None:
        """Remembers items: name, digest (empty: not taken in yet) and tries. Forgets those of long ago."""
        self.connection.executemany(
            "INSERT OR REPLACE INTO items (feed, item, digest, tries, seen_at) VALUES (?, ?, ?, ?, ?)",
            [(feed, item, digest, tries, now) for item, digest, tries in items],
        )
        self.connection.execute("DELETE FROM items WHERE feed = ? AND seen_at < ?", (feed, now - KEPT_ITEMS))

    # single pages of the web, for `dragoman add`

    def validators(self, url: str) -> tuple[str | None, str | None]:
        """ETag and Last-Modified of the last answer from an address."""
        row = self.connection.execute("SELECT etag, last_modified FROM pages WHERE url = ?", (url,)).fetchone()
        return (row[0], row[1]) if row else (None, None)

    def keep_validators(self, url: str, etag: str | None, last_modified: str | None) -> None:
        """Remembers them, once the page is in the record."""
        sql = "INSERT OR REPLACE INTO pages (url, etag, last_modified) VALUES (?, ?, ?)"
        self.connection.execute(sql, (url, etag, last_modified))

    # how far the record has been searched, and what was found

    def mark(self, name: str) -> int | None:
        """A number kept under a name."""
        row = self.connection.execute("SELECT value FROM marks WHERE name = ?", (name,)).fetchone()
        return int(row[0]) if row else None

    def keep_mark(self, name: str, value: int) -> None:
        self.connection.execute("INSERT OR REPLACE INTO marks (name, value) VALUES (?, ?)", (name, value))

    def is_told(self, query: str, tellings: Sequence[str]) -> bool:
        """Has the fact of these tellings been told for a query? One more telling of it is no news then."""
        sql = "SELECT 1 FROM told WHERE query = ? AND telling = ?"
        return any(self.connection.execute(sql, (query, telling)).fetchone() for telling in tellings)

    def tell(self, query: str, tellings: Sequence[str], targets: Iterable[str], notice: str, body: str) -> None:
        """Puts a notice into the outbox for each target, once."""
        told = "INSERT OR IGNORE INTO told (query, telling) VALUES (?, ?)"
        self.connection.executemany(told, [(query, telling) for telling in tellings])
        sql = "INSERT OR IGNORE INTO outbox (target, notice, body) VALUES (?, ?, ?)"
        self.connection.executemany(sql, [(target, notice, body) for target in targets])

    # the outbox

    def waiting(self, target: str | None = None, now: float | None = None, most: int = -1) -> Iterator[Waiting]:
        """What is still to be told, the oldest first: to a target, due by `now`, so many."""
        sql = (
            "SELECT id, target, notice, body, tries, next_at, error FROM outbox WHERE delivered_at IS NULL "
            "AND target = coalesce(?, target) AND next_at <= coalesce(?, next_at) ORDER BY id LIMIT ?"
        )
        for row in self.connection.execute(sql, (target, now, most)).fetchall():
            yield msgspec.convert(row_of(Waiting, row), Waiting)

    def next_due(self, targets: Iterable[str]) -> float | None:
        """When the next notice is due, of those that can be told."""
        sql = "SELECT min(next_at) FROM outbox WHERE delivered_at IS NULL AND target = ?"
        found = [self.connection.execute(sql, (target,)).fetchone()[0] for target in targets]
        return min((moment for moment in found if moment is not None), default=None)

    def hold(self, target: str, until: float) -> None:
        """Nothing is told to a target before then: the order is kept, and one that is down is asked once a time."""
        sql = "UPDATE outbox SET next_at = ? WHERE target = ? AND delivered_at IS NULL AND next_at < ?"
        self.connection.execute(sql, (until, target, until))

    def latest(self, target: str, most: int = KEPT_DELIVERED) -> list[str]:
        """The newest notices of a target, delivered or not, the newest first."""
        sql = "SELECT body FROM outbox WHERE target = ? ORDER BY id DESC LIMIT ?"
        return [row[0] for row in self.connection.execute(sql, (target, most))]

    def delivered(self, ids: Iterable[int], now: float) -> None:
        """These have been told."""
        sql = "UPDATE outbox SET delivered_at = ?, error = NULL WHERE id = ?"
        self.connection.executemany(sql, [(now, one) for one in ids])

    def failed(self, one: Waiting, error: str, next_at: float) -> None:
        """This one could not be told and will be tried again."""
        sql = "UPDATE outbox SET tries = tries + 1, error = ?, next_at = ? WHERE id = ?"
        self.connection.execute(sql, (error, next_at, one.id))

    def tidy(self, target: str) -> None:
        """Forgets what was delivered long ago; `told` still knows it."""
        self.connection.execute(
            "DELETE FROM outbox WHERE target = ? AND delivered_at IS NOT NULL AND id <= "
            "(SELECT id FROM outbox WHERE target = ? ORDER BY id DESC LIMIT 1 OFFSET ?)",
            (target, target, KEPT_DELIVERED),
        )


def row_of(struct: type[msgspec.Struct], row: Sequence[object]) -> dict[str, object]:
    """Columns by the names of fields, which stand in the same order."""
    return dict(zip(struct.__struct_fields__, row, strict=True))


def prepare(connection: sqlite3.Connection) -> None:
    """Makes the file if it is new."""
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("BEGIN IMMEDIATE")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version == 0 and not connection.execute("SELECT 1 FROM sqlite_master").fetchone():
        for statement in SCHEMA.split(";"):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {VERSION}")
    elif version != VERSION:
        raise sqlite3.DatabaseError(f"made by another dragoman (version {version})")
    connection.execute("COMMIT")


def refused(path: Path, error: sqlite3.Error) -> WatchError:
    """Why the file cannot be used."""
    text = str(error)
    if "locked" in text:
        return WatchError(str(path), "another watch is at work on this record", "stop it first")
    if "not a database" in text or "made by another" in text:
        return WatchError(str(path), f"this is no state of a watch ({text})", "move it away; feeds are then asked anew")
    return WatchError(str(path), f"cannot be written: {text}", "check the folder, its permissions and the disk")
