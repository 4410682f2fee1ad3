"""A record in the formats of other tools, read back by those tools."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from dragoman.cli import app
from dragoman.export import gdelt, polecat
from dragoman.export.calendar import LINE
from dragoman.reading.raw import RawPage
from dragoman.record import build, store, tables
from dragoman.record.adding import add
from dragoman.record.read import Record

PAGES = {
    "Вестник": (
        "2021-12-15",
        "Президент Турции Реджеп Тайип Эрдоган 14 декабря посетил Баку.\n\nСергей Лавров заявил: «Мы ждём ответа»."
        " Лавров и госсекретарь США Энтони Блинкен встретятся 21 января 2022 года в Женеве.",
    ),
    "Телеграф": (
        "2021-12-16",
        "Эрдоган 14 декабря посетил Азербайджан. Польша 14 декабря выслала трёх российских дипломатов."
        " =Таблица, объявил канцлер ФРГ Олаф Шольц, готова.",
    ),
}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    record = tmp_path_factory.mktemp("export") / "talks.record"
    pages = [
        RawPage(
            name=name, data=text.encode(), publisher=name, published_at=day, language="ru", url=f"https://{n}.test/"
        )
        for n, (name, (day, text)) in enumerate(PAGES.items())
    ]
    assert {o.what for o in add(record, pages)} == {"added"}
    connection = store.connect(record, write=True)
    build.settle(connection)
    connection.close()
    return record


@pytest.fixture
def record(path: Path) -> Iterator[Record]:
    with Record(path) as opened:
        yield opened


def exported(path: Path, *arguments: str) -> str:
    result = CliRunner().invoke(app, ["export", str(path), *arguments])
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.mark.parametrize("name", tables.TABLES)
def test_every_table_is_read_back_from_csv(record: Record, path: Path, name: str) -> None:
    read = list(csv.reader(io.StringIO(exported(path, "csv", "--table", name))))
    assert read[0] == tables.columns(record, name)
    wanted = [["" if cell is None else str(cell) for cell in row] for row in tables.rows(record, name)]
    assert [[cell.removeprefix("'") for cell in row] for row in read[1:]] == wanted


@pytest.mark.parametrize("name", tables.TABLES)
def test_every_table_is_read_back_from_parquet(record: Record, path: Path, tmp_path: Path, name: str) -> None:
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    CliRunner().invoke(app, ["export", str(path), "parquet", "--table", name, "--out", str(tmp_path)])
    read = pandas.read_parquet(tmp_path / f"{name}.parquet")
    assert list(read.columns) == tables.columns(record, name)
    assert len(read) == len(list(tables.rows(record, name))) == len(tables.pandas(record, name))


def test_the_columns_are_those_of_the_page_of_the_docs(record: Record) -> None:
    page = (Path(__file__).parents[2] / "docs" / "export.md").read_text(encoding="utf-8")
    for name in tables.TABLES:
        row = next(line for line in page.splitlines() if line.startswith(f"| `{name}` |"))
        assert all(f"`{column}`" in row for column in tables.columns(record, name)), name


def test_polecat_has_its_forty_columns_and_only_what_took_place(path: Path) -> None:
    lines = exported(path, "polecat").splitlines()
    assert [len(line.split("\t")) for line in lines] == [40] * len(lines)
    rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    visit = next(row for row in rows if row["Event Mode"] == "visit")
    assert visit["Event Date"] == "2021-12-14"
    assert visit["Actor Country"] == "TUR"
    assert visit["Recipient Country"] == "AZE"
    assert visit["Quad Code"] == "1"
    assert not any(row["Event Date"] == "2022-01-21" for row in rows), "a plan has not taken place"
    assert len(polecat.COLUMNS) == 40


def test_gdelt_has_its_columns_and_counts_reports(path: Path, record: Record) -> None:
    assert len(gdelt.EVENTS) == 61
    assert len(gdelt.MENTIONS) == 16
    rows = [dict(zip(gdelt.EVENTS, x.split("\t"), strict=True)) for x in exported(path, "gdelt-events").splitlines()]
    visit = next(row for row in rows if row["EventCode"].startswith("042"))
    assert (visit["SQLDATE"], visit["Actor1CountryCode"], visit["NumArticles"]) == ("20211214", "TUR", "2")
    told = [
        dict(zip(gdelt.MENTIONS, x.split("\t"), strict=True)) for x in exported(path, "gdelt-mentions").splitlines()
    ]
    own = [m for m in told if m["GLOBALEVENTID"] == visit["GLOBALEVENTID"]]
    assert len(own) == 2
    for mention in own:
        fact = record.fact(mention["Extras"])
        assert fact is not None
        evidence = next(t.evidence for t in fact.tellings if t.id == mention["Extras"])
        assert int(mention["ActionCharOffset"]) == evidence.start


def test_quotes_have_their_speakers(path: Path) -> None:
    lines = [json.loads(line) for line in exported(path, "quotes").splitlines()]
    quote = next(q for line in lines for q in line["quotes"] if q["type"] == "direct")
    assert quote["quote"] == "Мы ждём ответа"
    assert quote["speaker"]["id"] == "person/lavrov-sergey"
    document = next(text for _, text in PAGES.values() if quote["quote"] in text)
    assert document[quote["start"] : quote["end"]] == quote["quote"]
    assert quote["pre"].endswith("«")


def test_follow_the_money_reads_its_entities(path: Path) -> None:
    followthemoney = pytest.importorskip("followthemoney")
    read = [followthemoney.model.get_proxy(json.loads(line)) for line in exported(path, "ftm").splitlines()]
    assert {p.schema.name for p in read} >= {"Article", "Person", "PublicBody", "Event", "Note"}
    known = {p.id for p in read}
    for proxy in read:
        proxy.schema.validate(proxy.to_dict())
        for name in ("involved", "proof", "entity"):
            if name in proxy.schema.properties:
                assert set(proxy.get(name)) <= known


def test_annotations_select_the_characters(path: Path) -> None:
    read: list[dict[str, Any]] = [json.loads(line) for line in exported(path, "annotations").splitlines()]
    texts = {f"https://{n}.test/": text for n, (_, text) in enumerate(PAGES.values())}
    for annotation in read:
        position, quote = annotation["target"]["selector"]
        text = texts[annotation["target"]["source"]]
        assert text[position["start"] : position["end"]] == quote["exact"]
        assert annotation["@context"] == "http://www.w3.org/ns/anno.jsonld"


def test_a_visit_is_a_row_with_its_sources(path: Path) -> None:
    row = next(csv.DictReader(io.StringIO(exported(path, "visits"))))
    assert (row["visitor_state"], row["host_state"]) == ("TUR", "AZE")
    assert (row["start"], row["precision"]) == ("2021-12-14", "day")
    assert row["sources"] == "https://0.test/;https://1.test/"


def test_a_calendar_program_reads_the_plans(path: Path, tmp_path: Path) -> None:
    icalendar = pytest.importorskip("icalendar")
    exported(path, "ics", "--out", str(tmp_path / "plans.ics"))
    raw = (tmp_path / "plans.ics").read_bytes().decode()
    assert all(len(line.encode()) <= LINE for line in raw.split("\r\n"))
    events = list(icalendar.Calendar.from_ical(raw).walk("VEVENT"))
    meeting = next(e for e in events if e["DTSTART"].dt.isoformat() == "2022-01-21")
    assert "Sergey Lavrov" in str(meeting["SUMMARY"])
    assert str(meeting["STATUS"]) == "CONFIRMED"


def test_a_cell_is_no_formula(path: Path) -> None:
    cells = [cell for row in csv.reader(io.StringIO(exported(path, "csv", "--table", "documents"))) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]


def test_a_wrong_table_or_place_is_told_in_a_line(path: Path, tmp_path: Path) -> None:
    run = CliRunner().invoke
    assert run(app, ["export", str(path), "csv", "--table", "nothing"]).exit_code == 2
    assert run(app, ["export", str(path), "csv"]).exit_code == 2
    assert run(app, ["export", str(path), "ics", "--out", str(tmp_path / "no" / "such" / "x.ics")]).exit_code == 2
