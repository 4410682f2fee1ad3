"""Reports of our own and a way to compare two records, for the tests of the record."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from dragoman.reading.raw import RawPage
from dragoman.record import adding, build, store
from dragoman.record.write import Outcome

SAID = "Посол Финляндии в Латвии {name} заявил, что страна готова {what} до {day} мая."
MET = "{day} мая министр иностранных дел Норвегии встретился в Осло с министром иностранных дел Кубы."
NAMES = ("Юхани Лехтонен", "Матти Салминен", "Ээро Хиетала")
WHAT = ("подписать договор о рыболовстве", "отозвать наблюдателей", "снять запрет на ввоз леса")


def text(number: int) -> str:
    """A short report that says something else for each number."""
    said = SAID.format(name=NAMES[number % 3], what=WHAT[number // 3 % 3], day=number % 28 + 1)
    return f"{said}\n\n{MET.format(day=number % 5 + 1)}\n\nСообщение номер {number}."


def page(number: int, **known: Any) -> RawPage:
    """The same as it comes in: one outlet a third, a day of May each."""
    known = {"publisher": f"Газета {number % 3}", "published_at": f"2019-05-{number % 28 + 1:02}", **known}
    return RawPage(name=f"report-{number}", data=text(number).encode(), **known)


def lines(count: int) -> str:
    """So many reports as JSON Lines."""
    rows = [{"id": f"report-{n}", "text": text(n), "publisher": f"Газета {n % 3}"} for n in range(count)]
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def filled(record: Path, pages: Iterable[RawPage]) -> list[Outcome]:
    """Adds pages and brings the record layer up to date."""
    outcomes = list(adding.add(record, pages))
    settled(record)
    return outcomes


def settled(record: Path) -> None:
    connection = store.connect(record, write=True)
    try:
        build.settle(connection)
    finally:
        connection.close()


def content(record: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, and every word of the index with its place."""
    connection = sqlite3.connect(record)
    try:
        found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        names = sorted(name for (name,) in found if not name.startswith("words"))
        out = {name: sorted(connection.execute(f"SELECT * FROM {name}").fetchall(), key=repr) for name in names}
        connection.execute("CREATE VIRTUAL TABLE temp.places USING fts5vocab('main', 'words', 'instance')")
        out["words"] = sorted(connection.execute("SELECT * FROM places").fetchall(), key=repr)
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        return out
    finally:
        connection.close()
