"""Taking pages in: once each, in order, whole; what is seen again, changed or broken."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest

import dragoman
from dragoman.model import Problem
from dragoman.reading.raw import RawPage
from dragoman.record import adding, keys, store
from dragoman.record.retrying import failed_pages
from tests.reading.server import answer, serve
from tests.record.made import content, filled, lines, page, settled, text


@pytest.fixture
def record(tmp_path: Path) -> Path:
    return tmp_path / "talks.record"


def command(*words: str | Path, data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    run = [sys.executable, "-m", "dragoman", *map(str, words)]
    return subprocess.run(run, input=data, capture_output=True, timeout=120, check=False)


def test_what_was_read_comes_back_as_it_was_read(record: Path) -> None:
    filled(record, [page(n) for n in range(3)])
    with dragoman.open(record) as opened:
        for n, kept in enumerate(opened.reports()):
            read = dragoman.read(text(n), published_at=f"2019-05-{n + 1:02}")
            assert kept.attributions == read.attributions and kept.events == read.events
            assert kept.mentions == read.mentions and kept.times == read.times
            assert kept.document.passages == read.document.passages and kept.document.text == text(n)


def test_statements_and_events_lead_to_their_words(record: Path) -> None:
    filled(record, [page(0)])
    with dragoman.open(record) as opened:
        (statement,) = opened.statements()
        assert statement.content == ("страна готова подписать договор о рыболовстве до 1 мая",)
        assert statement.holder is None and statement.reports == 1
        told = statement.tellings[0].evidence
        assert text(0)[told.start : told.end] == told.exact
        assert opened.fact(statement.id) == statement
        meeting = next(e for e in opened.events() if e.mode == "meet")
        assert meeting.date == "2019-05-01" and meeting.status == "held"
        assert {p.actor for p in meeting.participants} == {"organ/NOR/mfa", "organ/CUB/mfa"} or len(
            meeting.participants
        ) == 2


def test_the_same_page_twice_is_one_document(record: Path) -> None:
    assert [o.what for o in filled(record, [page(1), page(1)])] == ["added", "known"]
    again = RawPage(name="elsewhere.txt", data=text(1).replace("\n", "\r\n").encode(), publisher="Газета 1")
    assert [o.what for o in filled(record, [again, page(2)])] == ["known", "added"]


def test_the_same_words_of_another_outlet_are_another_document(record: Path) -> None:
    assert [o.what for o in filled(record, [page(1), page(1, publisher="Другая газета")])] == ["added", "added"]


def test_a_changed_page_is_a_new_version_of_it(record: Path) -> None:
    url = "https://gazette.example/1"
    first, second = page(1, url=url), RawPage(name="x", data=text(2).encode(), url=url, published_at="2019-05-02")
    assert [o.what for o in filled(record, [first, second])] == ["added", "revised"]
    with dragoman.open(record) as opened:
        old, new = opened.documents()
        assert new.revision_of == old.id and opened.revisions(new.id) == [old.id, new.id]
        assert all(a.documents == 1 for a in opened.actors() if a.actor.id.startswith("text/"))
    out = command("changes", record).stdout.decode()
    assert "- Сообщение номер 1." in out and "+ Сообщение номер 2." in out


def test_a_page_that_fails_is_one_problem_and_is_tried_again_when_asked(record: Path) -> None:
    broken = RawPage(name="scan.pdf", data=b"%PDF-1.7 ...")
    assert [o.what for o in filled(record, [page(1), broken, page(2)])] == ["added", "failed", "added"]
    assert [o.what for o in filled(record, [broken])] == ["known"]
    with dragoman.open(record) as opened:
        (problem,) = opened.problems()
        assert problem.name == "scan.pdf" and problem.stage == "reading" and "PDF" in problem.message
    assert [p.name for p in failed_pages(record)] == ["scan.pdf"]  # type: ignore[union-attr]
    assert [o.what for o in adding.add(record, failed_pages(record), again=True)] == ["failed"]


def test_each_problem_of_a_file_that_could_not_be_opened_stays(record: Path) -> None:
    said = [f"backup.zip: entry {n} is encrypted; unpack it by hand" for n in (1, 2)]
    broken: list[RawPage | Problem] = [Problem("backup.zip", "reading", message) for message in said]
    filled(record, [broken[0], page(1), broken[1]])
    first = content(record)
    with dragoman.open(record) as opened:
        assert [p.message for p in opened.problems()] == said
    filled(record, [broken[0], page(1), broken[1]])
    assert content(record) == first, "run again it is the same"


def test_a_page_or_an_address_has_its_latest_problem(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    address = "https://gazette.example/1"
    filled(
        record, [Problem(address, "fetching", f"{address}: the server answers 503"), RawPage(name="a", data=b"%PDF")]
    )
    monkeypatch.setattr(adding, "read_raw", lambda *_, **__: Problem("a", "language", "a: it is in German"))
    list(adding.add(record, [Problem(address, "fetching", f"{address}: the server answers 404")]))
    list(adding.add(record, [RawPage(name="a", data=b"%PDF")], again=True))
    with dragoman.open(record) as opened:
        assert [p.message for p in opened.problems()] == [f"{address}: the server answers 404", "a: it is in German"]


def test_a_page_that_could_be_read_at_last_is_no_problem(record: Path, tmp_path: Path) -> None:
    path = tmp_path / "late.txt"
    missing = Problem(str(path), "reading", f"{path}: cannot be opened: no such file or directory")
    assert [o.what for o in adding.add(record, [missing])] == ["failed"]
    path.write_text(text(4), encoding="utf-8")
    done = command("problems", record, "--retry", "--jobs", "1")
    assert b"1 added" in done.stderr
    assert command("problems", record).stdout == b""


def test_a_page_whose_language_is_not_known_is_read_when_it_is_given(record: Path, tmp_path: Path) -> None:
    short, german = tmp_path / "short.txt", tmp_path / "genf.txt"
    short.write_text("Talks fail", encoding="utf-8")
    german.write_text("Die Botschafter trafen sich am Mittwoch in Genf zu Gesprächen.", encoding="utf-8")
    assert b"2 failed" in command("add", record, short, german, "--jobs", "1").stderr
    said = command("problems", record).stdout.decode().splitlines()
    assert [line.partition("\t")[0] for line in said] == ["language", "language"]
    assert "too few" in said[0] and str(german) in said[1] and "German" in said[1]
    assert b"2 known" in command("add", record, short, german, "--jobs", "1").stderr
    assert b"1 added" in command("add", record, short, "--language", "en", "--jobs", "1").stderr
    assert len(command("problems", record).stdout.splitlines()) == 1


def test_a_fault_of_ours_costs_the_page_alone_and_is_told(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dragoman import report

    real = report.read_document

    def fails(document: Any, layers: Any = ()) -> Any:
        if "номер 2" in document.text:
            raise IndexError("no such row")
        return real(document, layers)

    monkeypatch.setattr(report, "read_document", fails)
    assert [o.what for o in filled(record, [page(1), page(2), page(3)])] == ["added", "failed", "added"]
    with dragoman.open(record) as opened:
        (problem,) = opened.problems()
        assert problem.stage == "fault" and "IndexError: no such row (test_add.py:" in problem.message


def test_many_processes_write_the_same_record_as_one(tmp_path: Path) -> None:
    one, many = tmp_path / "one.record", tmp_path / "many.record"
    pages = [page(n) for n in range(60)]
    list(adding.add(one, pages))
    list(adding.add(many, pages, jobs=2))
    assert content(one) == content(many)


def test_a_process_that_dies_costs_the_page_that_killed_it(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adding, "prepare", deadly)
    pages = [page(n) for n in range(30)]
    outcomes = list(adding.add(record, pages, jobs=2))
    assert [o.what for o in outcomes] == ["failed" if n == 17 else "added" for n in range(30)]
    assert "was killed" in (outcomes[17].message or "")


PREPARE = adding.prepare


def deadly(pages: Any, layers: Any, published_at: Any) -> list[bytes]:
    """Reads, but the page of one name kills the process."""
    if any(page.name == "report-17" for _, page in pages):
        os.kill(os.getpid(), signal.SIGKILL)
    return PREPARE(pages, layers, published_at)


def test_files_folders_archives_and_standard_input(record: Path, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "one.txt").write_text(text(1), encoding="utf-8")
    (folder / "two.html").write_text(f"<html><body><p>{text(2)}</p></body></html>", encoding="utf-8")
    with zipfile.ZipFile(folder / "three.zip", "w") as archive:
        archive.writestr("inner/three.txt", text(3))
    (tmp_path / "many.jsonl").write_text(lines(8), encoding="utf-8")
    done = command("add", record, folder, tmp_path / "many.jsonl", "-", data=text(9).encode())
    assert done.returncode == 0, done.stderr.decode()
    assert b"12 added" in done.stderr
    with dragoman.open(record) as opened:
        assert len(list(opened.documents())) == 12


def test_a_file_that_is_not_there_ends_the_command(record: Path, tmp_path: Path) -> None:
    done = command("add", record, tmp_path / "nothing.txt")
    assert done.returncode == 2 and b"there is no such file" in done.stderr and not record.exists()


def test_the_actors_beside_a_record_are_its_own(record: Path) -> None:
    folder = record.with_name("talks.record.actors")
    added = command("actors", "add", "igo", "Балтийский круг", "--en", "Baltic Circle", "--to", folder)
    assert added.returncode == 0, added.stderr.decode()
    report = RawPage(name="x", data="Балтийский круг заявил, что переговоры отложены.".encode())
    filled(record, [report])
    with dragoman.open(record) as opened:
        assert [s.speaker for s in opened.statements()] == ["igo/baltic-circle"]


# stopped at any moment


KILLS = 12
READ: dict[str, list[bytes]] = {}


def remembered(pages: Any, layers: Any, published_at: Any) -> list[bytes]:
    """Reads a page once for all runs: it is the writing that is killed here."""
    ((_, page),) = pages
    if page.name not in READ:
        READ[page.name] = PREPARE(pages, layers, published_at)
    return READ[page.name]


def statements_of(record: Path, pages: list[RawPage]) -> int:
    """How many SQL statements an undisturbed run takes."""
    count = 0

    def counted(_: str) -> None:
        nonlocal count
        count += 1

    add_traced(record, pages, counted)
    return count


def add_traced(record: Path, pages: list[RawPage], trace: Any) -> None:
    real = store.connect

    def connect(path: Path, *, write: bool = False) -> sqlite3.Connection:
        connection = real(path, write=write)
        connection.set_trace_callback(trace)
        return connection

    store.connect = connect
    try:
        filled(record, pages)
    finally:
        store.connect = real


def test_killed_at_any_statement_and_run_again_the_record_is_the_same(tmp_path: Path, monkeypatch: Any) -> None:
    """The process kills itself while it writes, a dozen times at other places; bench/record.py does it 200 times."""
    monkeypatch.setattr(adding, "BATCH", 7)
    monkeypatch.setattr(adding, "prepare", remembered)
    pages = [page(n) for n in range(24)] + [RawPage(name="scan.pdf", data=b"%PDF-1.7")]
    whole = tmp_path / "whole.record"
    total = statements_of(whole, pages)
    expected = content(whole)
    for turn in range(KILLS):
        record = tmp_path / f"killed-{turn}.record"
        at = total * (2 * turn + 1) // (2 * KILLS)
        child = os.fork()
        if child == 0:
            left = at

            def deadly_trace(_: str) -> None:
                nonlocal left
                left -= 1
                if left <= 0:
                    os.kill(os.getpid(), signal.SIGKILL)

            add_traced(record, pages, deadly_trace)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        filled(record, pages)
        assert content(record) == expected, f"killed at statement {at} of {total}"


def test_two_at_once_lose_nothing(record: Path, tmp_path: Path) -> None:
    store.create(record)
    all_lines = lines(120).splitlines(keepends=True)
    halves = [tmp_path / "even.jsonl", tmp_path / "all.jsonl"]
    halves[0].write_text("".join(all_lines[::2]), encoding="utf-8")
    halves[1].write_text("".join(all_lines), encoding="utf-8")
    runs = [
        subprocess.Popen([sys.executable, "-m", "dragoman", "add", record, half, "--jobs", "1"], stderr=subprocess.PIPE)
        for half in halves
    ]
    for run in runs:
        _, said = run.communicate(timeout=120)
        assert run.returncode == 0, said.decode()
    settled(record)
    found = content(record)
    assert len(found["documents"]) == 120
    with dragoman.open(record) as opened:
        assert sorted(d.text for d in opened.documents()) == sorted(text(n) for n in range(120))
        assert sum(len(s.tellings) for s in opened.statements()) == len(found["attributions"]) == 120


def test_a_writer_says_that_it_waits_and_then_gives_up(record: Path) -> None:
    store.create(record)
    other = sqlite3.connect(record, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    said: list[str] = []
    from dragoman.errors import RecordError
    from dragoman.record.write import Writer

    writer = Writer(record, said.append, wait=0.1)
    writer.connection.execute("PRAGMA busy_timeout = 50")
    with pytest.raises(RecordError, match="another process is writing"):
        writer.add([])
    assert said == ["another process is writing to the record; waiting for it"]
    other.execute("ROLLBACK")
    assert writer.add([]) == []
    writer.close()
    other.close()


def test_a_reader_answers_while_another_writes(record: Path) -> None:
    filled(record, [page(1)])
    other = sqlite3.connect(record, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    began = time.monotonic()
    with dragoman.open(record) as opened:
        assert len(list(opened.statements())) == 1
    assert time.monotonic() - began < 1
    other.execute("ROLLBACK")
    other.close()


def test_keys_hang_on_text_and_outlet_alone(record: Path) -> None:
    one = dragoman.read(text(1)).document
    assert keys.document_key(one) == keys.document_key(dragoman.read(text(1), published_at="2020-01-01").document)
    assert keys.document_key(one) != keys.document_key(dragoman.read(text(2)).document)


def test_undated_reports_are_the_oldest(record: Path) -> None:
    filled(record, [page(1), page(2, published_at=None), page(3, published_at="2018"), page(4)])
    with dragoman.open(record) as opened:
        days = [s.tellings[0].published_at for s in opened.statements()]
    assert days == [None, "2018", "2019-05-02", "2019-05-05"]


def test_json_of_standard_input(record: Path) -> None:
    row = json.dumps({"id": "x", "text": text(1)}, ensure_ascii=False).encode()
    assert b"1 added" in command("add", record, "-", data=row + b"\n").stderr


def test_an_address_that_is_added_again_is_not_sent_again(record: Path) -> None:
    with serve() as site:

        def handle(request: Any) -> None:
            unchanged = request.headers["If-None-Match"] == '"v1"'
            data = b"" if unchanged else text(1).encode()
            answer(304 if unchanged else 200, data, "text/plain", ETag='"v1"')(request)

        site.handlers["/1"] = handle
        run = ("add", record, site.url("/1"), "--allow-private", "--jobs", "1")
        assert b"1 added" in command(*run).stderr
        assert b"nothing to add" in command(*run).stderr
        record.unlink()
        assert b"1 added" in command(*run).stderr, "what is remembered of another record does not count"


def test_an_address_that_could_not_be_fetched_is_asked_again(record: Path) -> None:
    with serve() as site:
        site.handlers["/1"] = answer(503)
        assert b"1 failed" in command("add", record, site.url("/1"), "--allow-private", "--jobs", "1").stderr
        site.give("/1", text(1).encode(), "text/plain")
        assert b"1 added" in command("problems", record, "--retry", "--allow-private", "--jobs", "1").stderr
        assert command("problems", record).stdout == b""


def test_a_state_of_the_web_that_is_none_is_one_line(record: Path) -> None:
    record.with_name("talks.record.watch").write_text("Это не база данных, а просто текст, и довольно длинный. " * 9)
    done = command("add", record, "https://gazette.example/1", "--jobs", "1")
    assert done.returncode == 2 and len(done.stderr.decode().splitlines()) == 1 and b"talks.record.watch" in done.stderr
