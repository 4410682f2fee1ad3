"""The commands of the record, run in this process."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

import dragoman
from dragoman.cli import app
from tests.record.made import content, filled, page


@pytest.fixture
def record(tmp_path: Path) -> Path:
    path = tmp_path / "talks.record"
    filled(path, [page(n) for n in range(3)])
    return path


def run(*words: object, code: int = 0, given: str | None = None) -> str:
    done = CliRunner().invoke(app, [str(word) for word in words], input=given)
    assert done.exit_code == code, done.output
    return done.output


def test_judge_list_export_and_import(record: Path, tmp_path: Path) -> None:
    with dragoman.open(record) as opened:
        event = next(e for e in opened.events() if e.mode == "meet")
    run("judge", record, "correct", event.id, "date", "2019-05-03", "--user", "Анна", "--note", "по календарю посла")
    run("judge", record, "correct", event.id, "status", "null", "--user", "Анна", code=2)
    key = run("judge", record, "accept", event.id, "--user", "Анна").strip()
    listed = run("judgements", "list", record).splitlines()
    assert [line.split("\t")[3] for line in listed] == ["correct", "accept"]
    assert "по календарю посла" in listed[0] and listed[1].startswith(key) and listed[1].endswith("exact")
    handed_on = run("judgements", "export", record)
    file = tmp_path / "j.jsonl"
    file.write_text(handed_on, encoding="utf-8")
    other = tmp_path / "other.record"
    filled(other, [page(n) for n in range(3)])
    assert "2 judgements, 2 of them new" in run("judgements", "import", other, file)
    assert "2 judgements, 0 of them new" in run("judgements", "import", other, "-", given=handed_on)
    with dragoman.open(other) as opened:
        judged = opened.fact(event.id)
    assert judged is not None and judged.verdict == "accept" and judged.date == "2019-05-03"  # type: ignore[union-attr]
    assert "cannot be opened" in run("judgements", "import", other, tmp_path / "none.jsonl", code=2)


def test_rebuild_and_reread_leave_the_same(record: Path) -> None:
    before = content(record)
    run("rebuild", record)
    assert content(record) == before
    with dragoman.open(record) as opened:
        facts = [*opened.statements(), *opened.events()]
    assert "3 read again" in run("rebuild", record, "--reread", "--jobs", "1")
    with dragoman.open(record) as opened:
        assert [*opened.statements(), *opened.events()] == facts


def test_what_is_no_record_ends_each_command_with_a_line(tmp_path: Path) -> None:
    foreign = tmp_path / "letter.txt"
    foreign.write_text("Уважаемый господин посол!", encoding="utf-8")
    for words in (["problems"], ["problems", "--retry"], ["changes"], ["rebuild"], ["judgements", "list"]):
        assert "this is no record" in run(*words, foreign, code=2)
    assert "this is no record" in run("judge", foreign, "accept", "s0000000000000000-1", code=2)
    assert foreign.read_text(encoding="utf-8") == "Уважаемый господин посол!"
