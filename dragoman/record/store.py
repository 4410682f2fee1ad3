"""The file of a record: made whole, checked before it is touched, brought up to the newest schema, opened by one door.

SQLite in WAL mode: one process writes at a time, any number read meanwhile. `schema.sql` is the newest schema;
`migrations/0002_….sql` and so on lead to it from the one before.
"""

from __future__ import annotations

import os
import re
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from importlib.resources import files
from pathlib import Path

from dragoman.errors import RecordError
from dragoman.model import MODES

APPLICATION = int.from_bytes(b"drgm", "big")
"""Stands in the header of every record (`application_id`), so that no other SQLite file is taken for one."""
MAGIC = b"SQLite format 3\0"
WAIT = 60.0
"""Seconds that a writer waits for another; a batch of documents is written in well under one."""
PATIENCE = 2.0
"""Seconds after which a writer that waits says so."""
PAGE = 32_768
"""Bytes of a page: texts of a few thousand bytes fill it better than the usual 4096."""
MIGRATION = re.compile(r"(\d{4})_\w+\.sql")
CACHE = -64_000
"""Kibibytes of page cache of a writer (negative: SQLite's way to say so)."""


@cache
def migrations() -> dict[int, str]:
    """SQL by the version of the schema that it leads to, in order."""
    folder = files("dragoman.record") / "migrations"
    found = {int(m[1]): f for f in folder.iterdir() if (m := MIGRATION.fullmatch(f.name))}
    return {version: found[version].read_text(encoding="utf-8") for version in sorted(found)}


def newest() -> int:
    """The version of `schema.sql`."""
    return max(migrations(), default=1)


def schema() -> str:
    """The newest schema."""
    return (files("dragoman.record") / "schema.sql").read_text(encoding="utf-8")


def create(path: Path) -> None:
    """A new record with nothing in it. It appears whole or not at all; one that another process has made stays."""
    made = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        connection = sqlite3.connect(made, isolation_level=None)
        try:
            connection.execute(f"PRAGMA page_size = {PAGE}")
            connection.executescript(schema())
            fill(connection)
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
            connection.execute(f"PRAGMA user_version = {newest()}")
            connection.execute("PRAGMA journal_mode = WAL")
        finally:
            connection.close()
        put_in_place(made, path)
    except (OSError, sqlite3.Error) as error:
        raise RecordError(str(path), f"cannot be made: {reason(error)}", FOLDER) from None
    finally:
        for left in (made, *(made.with_name(made.name + end) for end in ("-wal", "-shm", "-journal"))):
            with suppress(OSError):
                left.unlink(missing_ok=True)


def put_in_place(made: Path, path: Path) -> None:
    """Gives the new file its name, unless there is one of that name already."""
    try:
        os.link(made, path)
    except FileExistsError:
        return
    except OSError:  # a file system without links
        if not path.exists():
            made.rename(path)


FOLDER = "check the folder, its permissions and the space on the disk"


def fill(connection: sqlite3.Connection) -> None:
    """The rows that every record has from the start."""
    pairs = [(mode, kind) for kind, modes in MODES.items() for mode in modes]
    connection.executemany("INSERT OR REPLACE INTO modes (mode, type) VALUES (?, ?)", pairs)


def check_file(path: Path) -> None:
    """Ends with an error, before the file is touched, when it is no record or only a part of one."""
    try:
        with path.open("rb") as file:
            head = file.read(100)
        size = path.stat().st_size
    except FileNotFoundError:
        raise RecordError(str(path), "there is no such record", "make one with `dragoman add`") from None
    except OSError as error:
        raise RecordError(str(path), f"cannot be opened: {reason(error)}", FOLDER) from None
    if head[:16] != MAGIC[: len(head)] or not head:
        raise RecordError(str(path), "this is no record", "give the path of a record, or of a file that is not there")
    if len(head) < 100:
        raise RecordError(str(path), "the record is cut off", RESTORE)
    if int.from_bytes(head[68:72], "big") != APPLICATION:
        raise RecordError(str(path), "this is another program's database", "give the path of a record")
    page, pages = int.from_bytes(head[16:18], "big"), int.from_bytes(head[28:32], "big")
    if size < (65536 if page == 1 else page) * pages and not has_log(path):
        raise RecordError(str(path), f"the record is cut off: {size:,} bytes are left", RESTORE)


RESTORE = "restore it from a copy, or add its reports to a new one"


def has_log(path: Path) -> bool:
    """Changes that are not yet in the file itself stand in the log beside it."""
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def connect(path: Path, *, write: bool = False) -> sqlite3.Connection:
    """An open record. To write it is brought up to date first; to read nothing is changed, not even in a read-only
    folder.
    """
    check_file(path)
    connection: sqlite3.Connection | None = None
    try:
        connection = opened(path, write)
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version > newest():
            raise RecordError(str(path), f"it was made by a newer dragoman (schema {version})", "update dragoman")
        if version < newest():
            bring_up_to_date(connection, path, version, write)
    except (sqlite3.Error, RecordError) as error:
        if connection is not None:
            connection.close()
        raise (error if isinstance(error, RecordError) else failure(path, error)) from None
    return connection


def opened(path: Path, write: bool) -> sqlite3.Connection:
    """The connection, and proof that it answers."""
    place = path.resolve().as_uri()
    if write:
        connection = sqlite3.connect(f"{place}?mode=rw", uri=True, timeout=PATIENCE, isolation_level=None)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(f"PRAGMA cache_size = {CACHE}")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        return connection
    connection = sqlite3.connect(f"{place}?mode=ro", uri=True, timeout=PATIENCE, isolation_level=None)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        connection.close()
        if has_log(path):
            raise
        # in a folder where nothing may be written, SQLite cannot make the files that readers share; nobody writes then
        connection = sqlite3.connect(f"{place}?mode=ro&immutable=1", uri=True, isolation_level=None)
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return connection


def bring_up_to_date(connection: sqlite3.Connection, path: Path, version: int, write: bool) -> None:
    """Runs the migrations that the record lacks, all or none."""
    if not write:
        raise RecordError(
            str(path), f"it was made by an older dragoman (schema {version})", f"run `dragoman rebuild {path}`"
        )
    connection.execute("PRAGMA foreign_keys = OFF")
    with transaction(connection):
        version = connection.execute("PRAGMA user_version").fetchone()[0]  # another process may have been faster
        for to, sql in migrations().items():
            if to > version:
                for statement in statements(sql):
                    connection.execute(statement)
        fill(connection)
        connection.execute(f"PRAGMA user_version = {newest()}")
    connection.execute("PRAGMA foreign_keys = ON")


def statements(sql: str) -> Iterator[str]:
    """The statements of a script, one by one, so that they stay inside the transaction."""
    piece = ""
    for line in sql.splitlines(keepends=True):
        piece += line
        if sqlite3.complete_statement(piece):
            yield piece
            piece = ""


Tell = Callable[[str], None]


def nobody(_: str) -> None:
    """Tell nobody."""


@contextmanager
def transaction(connection: sqlite3.Connection, tell: Tell = nobody, wait: float = WAIT) -> Iterator[None]:
    """All or nothing; waits for another writer and says so."""
    begin(connection, tell, wait)
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):  # a full disk has rolled back already
            connection.execute("ROLLBACK")
        raise


def begin(connection: sqlite3.Connection, tell: Tell, wait: float) -> None:
    """Takes the one place of a writer."""
    until = time.monotonic() + wait
    told = False
    while True:
        try:
            connection.execute("BEGIN IMMEDIATE")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() >= until:
                raise
        if not told:
            tell("another process is writing to the record; waiting for it")
            told = True


def failure(path: Path, error: sqlite3.Error) -> RecordError:
    """What SQLite says, with what to do."""
    text, name = str(error), getattr(error, "sqlite_errorname", "") or ""
    if "locked" in text or "busy" in text:
        return RecordError(str(path), "another process is writing to the record", "wait for it and run this again")
    if "full" in text or "SQLITE_FULL" in name:
        return RecordError(str(path), "the disk is full; what was added before is kept", "make room and run this again")
    if "readonly" in text or "SQLITE_READONLY" in name:
        return RecordError(str(path), "the record or its folder is read-only", FOLDER)
    if "malformed" in text or "not a database" in text or "SQLITE_CORRUPT" in name:
        return RecordError(str(path), f"the record is damaged: {text}", RESTORE)
    if "unable to open" in text or "I/O" in text:
        return RecordError(str(path), f"the record cannot be used: {text}; what was added before is kept", FOLDER)
    return RecordError(str(path), text, "this should not happen; please report it")


def reason(error: Exception) -> str:
    """What the system says."""
    return (getattr(error, "strerror", None) or str(error)).lower()
