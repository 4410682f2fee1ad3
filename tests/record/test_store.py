"""The file itself: foreign, cut off, older and newer ones; read-only folders and full disks."""

from __future__ import annotations

import ctypes
import resource
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import dragoman
from dragoman.errors import RecordError
from dragoman.record import adding, build, store
from tests.record.made import content, filled, lines, page, settled


@pytest.fixture
def record(tmp_path: Path) -> Path:
    path = tmp_path / "talks.record"
    filled(path, [page(n) for n in range(4)])
    return path


def refused(path: Path, message: str) -> None:
    """Reading and writing end with the message, and the file stays as it is."""
    before = path.read_bytes()
    for use in (dragoman.open, lambda p: list(adding.add(p, [page(9)]))):
        with pytest.raises(RecordError, match=message):
            use(path)
    assert path.read_bytes() == before
    assert sorted(p.name for p in path.parent.iterdir()) == [path.name]


def test_a_file_of_another_kind(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Это не запись.", encoding="utf-8")
    refused(path, "this is no record")


def test_an_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "empty"
    path.touch()
    refused(path, "this is no record")


def test_the_database_of_another_program(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE bookmarks (url TEXT)")
    connection.close()
    refused(path, "another program's database")


@pytest.mark.parametrize("left", [60, 5000, 40_000])
def test_a_record_that_was_cut_off(tmp_path: Path, record: Path, left: int) -> None:
    folder = tmp_path / "cut"
    folder.mkdir()
    path = folder / "cut.record"
    path.write_bytes(record.read_bytes()[:left])
    refused(path, "the record is cut off")


def test_a_damaged_record_says_so(record: Path) -> None:
    data = bytearray(record.read_bytes())
    data[4096 * 3 : 4096 * 12] = b"\xa5" * (4096 * 9)
    record.write_bytes(bytes(data))
    with pytest.raises(RecordError, match="damaged"), dragoman.open(record) as opened:
        list(opened.statements())
        list(opened.reports())


def test_there_is_no_such_record(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="no such record"):
        dragoman.open(tmp_path / "nothing.record")


def test_a_record_of_a_newer_dragoman(tmp_path: Path) -> None:
    path = tmp_path / "newer.record"
    store.create(path)
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {store.newest() + 1}")
    connection.close()
    refused(path, "made by a newer dragoman")


def test_an_older_record_is_brought_up_to_date_by_a_writer(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = content(record)
    steps = {
        store.newest()
        + 1: "CREATE TABLE remarks (id INTEGER PRIMARY KEY, text TEXT) STRICT;\nCREATE INDEX r ON remarks (text);",
        store.newest()
        + 2: "ALTER TABLE remarks ADD COLUMN user TEXT;\n-- nobody yet\nINSERT INTO remarks (text) VALUES ('a; b');",
    }
    monkeypatch.setattr(store, "migrations", lambda: steps)
    with pytest.raises(RecordError, match=r"older dragoman.*rebuild"):
        dragoman.open(record)
    store.connect(record, write=True).close()
    after = content(record)
    assert after.pop("remarks") == [(1, "a; b", None)]
    assert after == before
    dragoman.open(record).close()


def test_a_migration_that_fails_changes_nothing(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = content(record)
    wrong = "CREATE TABLE remarks (id INTEGER PRIMARY KEY) STRICT;\nINSERT INTO nowhere VALUES (1);"
    steps = {store.newest() + 1: wrong}
    monkeypatch.setattr(store, "migrations", lambda: steps)
    with pytest.raises(RecordError, match="nowhere"):
        store.connect(record, write=True)
    assert content(record) == before


def test_every_migration_leads_to_the_schema() -> None:
    """The oldest schema with all migrations is the newest schema."""
    numbers = list(store.migrations())
    assert numbers == list(range(2, 2 + len(numbers)))


SCHEMA_OF_TERMS = "SELECT sql FROM sqlite_master WHERE name LIKE 'actor_terms%' ORDER BY name"


def test_names_of_an_older_record_are_entered_by_a_rebuild(record: Path) -> None:
    connection = sqlite3.connect(record, isolation_level=None)
    before = connection.execute("SELECT * FROM actor_terms").fetchall()
    schema = connection.execute(SCHEMA_OF_TERMS).fetchall()
    connection.execute("DROP TABLE actor_terms")
    connection.execute("PRAGMA user_version = 1")
    connection.close()
    made = store.connect(record, write=True)
    assert made.execute(SCHEMA_OF_TERMS).fetchall() == schema
    build.rebuild(made)
    assert before
    assert made.execute("SELECT * FROM actor_terms").fetchall() == before
    made.close()


def test_a_record_appears_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(_: sqlite3.Connection) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(store, "fill", stopped)
    with pytest.raises(RecordError, match="cannot be made"):
        store.create(tmp_path / "talks.record")
    assert list(tmp_path.iterdir()) == []


def test_another_who_was_faster_keeps_the_record(record: Path) -> None:
    before = content(record)
    store.create(record)
    assert content(record) == before


# what the system refuses


def powerless() -> None:
    """Takes from root the right to write where the permissions forbid it (CAP_DAC_OVERRIDE)."""
    ctypes.CDLL(None).prctl(24, 1, 0, 0, 0)


def run(*words: object, prepare: Callable[[], None]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "dragoman", *map(str, words)]
    return subprocess.run(command, preexec_fn=prepare, capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.skipif(sys.platform != "linux", reason="permissions and limits as Linux has them")
def test_a_read_only_folder(record: Path) -> None:
    folder = record.parent / "locked"
    folder.mkdir()
    path = folder / "talks.record"
    shutil.copy(record, path)
    before = content(record)
    path.chmod(0o444)
    folder.chmod(0o555)
    try:
        done = run("problems", path, prepare=powerless)
        assert (done.returncode, done.stderr) == (0, "")
        sample = Path(dragoman.__file__).parent / "samples" / "2021-12-07-vestnik-nevy.txt"
        done = run("add", path, sample, prepare=powerless)
        assert done.returncode == 2
        assert "read-only" in done.stderr and "Traceback" not in done.stderr
        done = run("add", folder / "new.record", sample, prepare=powerless)
        assert done.returncode == 2 and "cannot be made" in done.stderr
    finally:
        folder.chmod(0o755)
    assert [p.name for p in folder.iterdir()] == [path.name]
    assert content(path) == before


@pytest.mark.skipif(sys.platform != "linux", reason="permissions and limits as Linux has them")
def test_no_room_ends_with_an_error_and_an_intact_record(record: Path, tmp_path: Path) -> None:
    many = tmp_path / "many.jsonl"
    many.write_text(lines(120), encoding="utf-8")
    limit = record.stat().st_size // 2

    def small() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    done = run("add", record, many, "--jobs", 1, prepare=small)
    assert done.returncode == 2, done.stderr
    assert "what was added" in done.stderr and "Traceback" not in done.stderr
    content(record)  # checks that it is whole
    done = run("add", record, many, "--jobs", 1, prepare=lambda: None)
    assert done.returncode == 0
    fresh = tmp_path / "fresh.record"
    filled(fresh, [page(n) for n in range(4)])
    done = run("add", fresh, many, "--jobs", 1, prepare=lambda: None)
    settled(fresh)
    assert content(record) == content(fresh)
