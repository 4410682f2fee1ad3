"""The schema: explained column by column, sound, and reached by migrations as well."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman.record import store

DOCS = (Path(__file__).parents[2] / "docs" / "record.md").read_text(encoding="utf-8")
SHADOWS = tuple(f"words_{end}" for end in ("data", "idx", "config", "docsize", "content"))


def tables() -> Iterator[tuple[str, list[str]]]:
    connection = sqlite3.connect(":memory:")
    connection.executescript(store.schema())
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        if name not in SHADOWS:
            yield name, [row[1] for row in connection.execute(f"PRAGMA table_info({name})")]


@pytest.mark.parametrize(("table", "columns"), list(tables()), ids=lambda x: x if isinstance(x, str) else "columns")
def test_every_table_and_column_is_explained(table: str, columns: list[str]) -> None:
    heading = next(h for h in re.findall(r"### (.+)", DOCS) if f"`{table}`" in h)
    section = DOCS.split(f"### {heading}\n")[1].split("\n### ")[0].split("\n## ")[0]
    assert [c for c in columns if f"`{c}`" not in section] == []


def test_every_view_answers_and_is_explained() -> None:
    connection = sqlite3.connect(":memory:")
    connection.executescript(store.schema())
    views = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'view'")]
    for view in views:
        connection.execute(f"SELECT * FROM {view}").fetchall()
        assert f"`{view}`" in DOCS.split("## Views")[1]
    assert len(views) == 4
