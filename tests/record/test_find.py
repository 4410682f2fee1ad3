"""Asking a record: words in any form, fields, both scripts, days, and what a query must not swallow."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman.cli import app
from dragoman.errors import QueryError
from dragoman.reading.raw import RawPage
from dragoman.record.adding import add
from dragoman.record.find import Finder
from dragoman.record.lines import Line, lines, marked
from dragoman.record.overview import between, planned, stats
from dragoman.record.query import And, Field, Not, Or, Phrase, Word, parse
from dragoman.record.read import Record

PAGES = {
    "2021-12-15 Вестник": (
        "Замминистра иностранных дел РФ Сергей Рябков заявил, что Москва требует от НАТО отказаться от расширения."
        " Министр иностранных дел РФ Сергей Лавров сообщил, что поставки газа в Европу продолжатся."
    ),
    "2021-12-17 Телеграф": (
        "Генсек НАТО Йенс Столтенберг заявил, что альянс не откажется от своих красных линий."
        " Лавров и госсекретарь США Энтони Блинкен встретятся 21 января 2022 года в Женеве."
    ),
    "2022-01-21 Вестник": "Сергей Лавров и Энтони Блинкен 21 января встретились в Женеве. Встреча длилась два часа.",
}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    record = tmp_path_factory.mktemp("find") / "talks.record"
    pages = [
        RawPage(name=name, data=text.encode(), publisher=name.split()[1], published_at=name.split()[0], language="ru")
        for name, text in PAGES.items()
    ]
    assert [outcome.what for outcome in add(record, pages)] == ["added"] * len(pages)
    return record


@pytest.fixture
def finder(path: Path) -> Iterator[Finder]:
    with Record(path) as record:
        yield Finder(record)


def found(finder: Finder, query: str) -> list[Line]:
    return list(lines(finder, finder.search(query), 100))


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("газ", Word("газ")),
        ("газ экспорт", And((Word("газ"), Word("экспорт")))),
        ("газ AND экспорт", And((Word("газ"), Word("экспорт")))),
        ("газ OR нефть", Or((Word("газ"), Word("нефть")))),
        ("газ ИЛИ нефть", Or((Word("газ"), Word("нефть")))),
        ("газ -Европа", And((Word("газ"), Not(Word("Европа"))))),
        ("газ NOT Европа", And((Word("газ"), Not(Word("Европа"))))),
        ('"красные линии"', Phrase("красные линии")),
        ("«красные линии»", Phrase("красные линии")),
        ("act:demand газ", And((Field("act", "demand"), Word("газ")))),
        ('speaker:"Сергей Лавров"', Field("speaker", "Сергей Лавров")),
        ("(газ OR нефть) экспорт", And((Or((Word("газ"), Word("нефть"))), Word("экспорт")))),
        ("экс-министр", Word("экс-министр")),
        ("  ", None),
    ],
)
def test_a_query_is_read_as_it_is_meant(query: str, tree: object) -> None:
    assert parse(query) == tree


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("(газ", "not closed"),
        ("газ)", "closing bracket"),
        ('"газ', "quotation mark"),
        ("газ OR", "breaks off"),
        ("OR газ", "missing before"),
        ("colour:red", "no field"),
        ("act:demmand", "one of state"),
        ("mode:meeting", "one of meet"),
        ("speaker:Никтонов", "nobody"),
        ("publisher:Nowhere", "no publisher"),
        ("from:yesterday", "no date"),
        ("from:2021-13", "no date"),
        ("газ OR from:2021", "whole query"),
        ("и", "too common"),
        ('act:""', "one of|says nothing"),
        ("x" * 2000, "at most"),
        ("(" * 40 + "газ" + ")" * 40, "nested"),
    ],
)
def test_a_slip_is_told_and_not_an_empty_list(finder: Finder, query: str, says: str) -> None:
    with pytest.raises(QueryError, match=says):
        finder.search(query)


def test_words_are_found_in_any_form(finder: Finder) -> None:
    assert [x.words for x in found(finder, "поставка газа")] == [x.words for x in found(finder, "ГАЗ")]
    assert any("газа" in x.words for x in found(finder, "газ"))


def test_a_phrase_stands_in_its_order(finder: Finder) -> None:
    assert len(found(finder, '"красная линия"')) == 1
    assert found(finder, '"линия красная"') == []


def test_a_name_is_found_in_the_other_script(finder: Finder, path: Path) -> None:
    here = {x.id for x in found(finder, "Рябков")}
    assert here
    assert {x.id for x in found(finder, "Ryabkov")} == here
    assert {x.id for x in found(finder, "speaker:Lavrov")} == {x.id for x in found(finder, "speaker:Лаврова")}
    with Record(path) as record:
        strict = Finder(record, other_script=False)
        assert list(strict.hits(strict.search("Stoltenbergh"))) == []


def test_fields_narrow(finder: Finder) -> None:
    assert {x.who for x in found(finder, "speaker:Лавров")} == {"Sergey Lavrov"}
    assert all(x.what == "demand" for x in found(finder, "act:demand"))
    assert {x.what for x in found(finder, "actor:USA mode:meet")} == {"meet"}
    assert {x.status for x in found(finder, "status:planned")} == {"planned"}
    assert {x.publisher for x in found(finder, "publisher:вестн")} == {"Вестник"}
    assert found(finder, "lang:en") == []


def test_days_bound_the_day_of_publication(finder: Finder) -> None:
    assert {x.published_at for x in found(finder, "from:2022")} == {"2022-01-21"}
    assert {x.published_at for x in found(finder, "to:2021-12-15")} == {"2021-12-15"}
    assert {x.published_at for x in found(finder, "from:2021-12-16 to:2021-12")} == {"2021-12-17"}


def test_newest_come_first(finder: Finder) -> None:
    days = [x.published_at for x in found(finder, "")]
    assert days == sorted(days, key=str, reverse=True)
    assert len(days) > 3


def test_not_takes_away(finder: Finder) -> None:
    everything, said = found(finder, "НАТО"), found(finder, "НАТО -act:demand")
    assert {x.id for x in everything} - {x.id for x in said} == {x.id for x in found(finder, "НАТО act:demand")}
    assert found(finder, "-НАТО")


def test_what_was_found_is_marked(finder: Finder) -> None:
    search = finder.search("красные линии")
    pieces = [marked(finder.record, hit, search.words) for hit in finder.hits(search)]
    assert [[p.text for p in one if p.marked] for one in pieces] == [["красных", "линий"]]


def test_two_actors_and_what_is_ahead(finder: Finder) -> None:
    hits = list(between(finder, "RUS", "USA"))
    assert {h.kind for h in hits} >= {"e"}
    assert [h.kind for h in planned(finder.record, "2030-01-01")] == []
    assert stats(finder.record)["documents"] == len(PAGES)


def test_the_commands_print_tables_json_lines_and_csv(path: Path) -> None:
    run = CliRunner().invoke
    table = run(app, ["find", str(path), "Лавров"])
    assert table.exit_code == 0
    assert "Sergey Lavrov" in table.output
    rows = [json.loads(line) for line in run(app, ["find", str(path), "Лавров", "--as", "jsonl"]).output.splitlines()]
    cells = list(csv.DictReader(io.StringIO(run(app, ["find", str(path), "Лавров", "--as", "csv"]).output)))
    assert [r["id"] for r in rows] == [c["id"] for c in cells]
    assert run(app, ["find", str(path), "Лавров", "--count"]).output.strip() == str(len(rows))
    shown = run(app, ["show", str(path), rows[0]["id"]])
    assert rows[0]["id"] in shown.output.replace("\n", "")
    assert run(app, ["show", str(path), "s0000000000000000-1"]).exit_code == 1
    assert "2022-01-21" in run(app, ["timeline", str(path), "mode:meet"]).output
    assert "Lavrov" in run(app, ["who", str(path), "RUS", "USA"]).output
    assert run(app, ["planned", str(path), "--after", "2021-12-01"]).exit_code == 0
    assert json.loads(run(app, ["stats", str(path), "--json"]).output)["documents"] == len(PAGES)


def test_what_is_no_record_is_told_in_a_line(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("no record", encoding="utf-8")
    found = CliRunner().invoke(app, ["find", str(page), "газ"])
    assert found.exit_code == 2
    assert page.read_text(encoding="utf-8") == "no record"
