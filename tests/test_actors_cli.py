"""The command line of the knowledge base."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman.cli import app


@pytest.fixture
def run() -> CliRunner:
    return CliRunner()


def test_find_takes_any_case_form(run: CliRunner) -> None:
    found = run.invoke(app, ["actors", "find", "Лавровым"])
    assert found.exit_code == 0
    assert "person/lavrov-sergey" in found.stdout


def test_find_says_when_there_is_nobody(run: CliRunner) -> None:
    found = run.invoke(app, ["actors", "find", "Бармаглотов"])
    assert found.exit_code == 1
    assert "Бармаглотов" in found.stderr


def test_show_on_a_date_names_the_holder_of_then(run: CliRunner) -> None:
    then = run.invoke(app, ["actors", "show", "organ/RUS/mfa", "--on", "2003-05-01"])
    assert "person/ivanov-igor" in then.stdout
    assert "person/lavrov-sergey" not in then.stdout
    now = run.invoke(app, ["actors", "show", "person/lavrov-sergey"])
    assert "office/RUS/mfa/minister" in now.stdout


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["show", "organ/RUS/tea"], 1, "organ/RUS/tea"),
        (["show", "state/RUS", "--on", "yesterday"], 2, "not a date"),
        (["find", "Лавров", "--actors", "no-such-folder"], 2, "no-such-folder"),
        (["import", "excel", "a", "--to", "b", "--licence", "x"], 2, "excel"),
        (["import", "csv", "no-such-file", "--to", "b", "--licence", "x"], 2, "no-such-file"),
        (["add", "office", "office/KAZ/mfa/minister", "--to", "b"], 2, "--id"),
    ],
)
def test_errors_are_one_line(run: CliRunner, words: list[str], code: int, told: str, tmp_path: Path) -> None:
    here = Path.cwd()
    os.chdir(tmp_path)
    try:
        result = run.invoke(app, ["actors", *words])
    finally:
        os.chdir(here)
    assert result.exit_code == code
    assert told in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_add_check_and_read_with_a_layer(run: CliRunner, tmp_path: Path) -> None:
    mine = str(tmp_path / "mine")
    for words in (
        ["person", "Антон Аистов", "--en", "Anton Aistov", "--gender", "m"],
        ["office", "office/KAZ/mfa/minister", "--id", "person/anton-aistov", "--from", "1901"],
        ["igo", "Гаванская лига", "--en", "Harbour League"],
        ["name", "Гавалига", "--id", "igo/harbour-league", "--type", "abbr"],
    ):
        added = run.invoke(app, ["actors", "add", *words, "--to", mine])
        assert added.exit_code == 0, added.stderr
    assert "igo/harbour-league" in run.invoke(app, ["actors", "find", "Гаванской лиги", "--actors", mine]).stdout
    assert run.invoke(app, ["actors", "check", "--actors", mine]).exit_code == 0
    page = tmp_path / "page.txt"
    page.write_text("Антон Аистов заявил, что Гаванская лига согласна.", encoding="utf-8")
    read = run.invoke(app, ["read", str(page), "--json", "--actors", mine])
    assert '"person/anton-aistov"' in read.stdout
    assert '"igo/harbour-league"' in read.stdout


def test_add_writes_nothing_wrong(run: CliRunner, tmp_path: Path) -> None:
    words = ["office", "office/KAZ/mfa/minister", "--id", "person/nobody", "--from", "2001", "--to", str(tmp_path)]
    result = run.invoke(app, ["actors", "add", *words])
    assert result.exit_code == 1
    assert "tenures.tsv:2" in result.stderr
    assert not (tmp_path / "tenures.tsv").exists()


def test_check_names_file_and_line(run: CliRunner, tmp_path: Path) -> None:
    (tmp_path / "tenures.tsv").write_text("person/nobody\toffice/RUS/mfa/minister\t20x4\n", encoding="utf-8")
    result = run.invoke(app, ["actors", "check", "--actors", str(tmp_path)])
    assert result.exit_code == 1
    assert f"{tmp_path}/tenures.tsv:1: error" in result.stdout


def test_import_and_diff(run: CliRunner, tmp_path: Path) -> None:
    table = tmp_path / "list.csv"
    table.write_text("kind,en,ru\nigo,Harbour League,Гаванская лига\nbird,Stork,Аист\n", encoding="utf-8")
    first, second = tmp_path / "one", tmp_path / "two"
    done = run.invoke(app, ["actors", "import", "csv", str(table), "--to", str(first), "--licence", "CC0-1.0"])
    assert done.exit_code == 0
    assert f"{table}:3" in done.stderr
    assert "CC0-1.0" in (first / "SOURCE.tsv").read_text(encoding="utf-8")
    second.mkdir()
    changes = run.invoke(app, ["actors", "diff", str(second), str(first)]).stdout
    assert "+ entities: igo/harbour-league" in changes
