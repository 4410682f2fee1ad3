"""The tables of words: every entry has a phrase, and the phrase shows one of its forms."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

import pytest

from dragoman.dates import words
from dragoman.dates.ru.shapes import roman

DATA = tomllib.loads((files("dragoman.languages.ru") / "dates.toml").read_text(encoding="utf-8"))
ENTRIES = [(tag, e) for tag, entries in DATA.items() if isinstance(entries, list) for e in entries]


def forms(entry: dict[str, Any]) -> list[str]:
    """All that an entry lists, beginnings of words included."""
    out: list[str] = []
    for key, value in entry.items():
        if key not in ("example", "value", "reason"):
            out += value if isinstance(value, list) else [value]
    return out


@pytest.mark.parametrize(("tag", "entry"), ENTRIES, ids=[f"{tag} {e['value']}" for tag, e in ENTRIES])
def test_example_shows_a_form(tag: str, entry: dict[str, Any]) -> None:
    example = entry["example"].lower().replace("ё", "е").replace(".", " .")
    assert any(form in f" {example}" for form in forms(entry)), (tag, entry)


def test_forms_are_keys() -> None:
    wrong = [f for _, e in ENTRIES for f in forms(e) if f != f.lower() or "ё" in f or not f.strip()]
    assert not wrong


@pytest.mark.parametrize(("text", "n"), [("xx", 20), ("хх", 20), ("xix", 19), ("iv", 4), ("xxi", 21)])
def test_roman(text: str, n: int) -> None:
    assert roman(text) == n


def test_compound_limits() -> None:
    assert words.load("ru").phrases["десятидневный"]["срок"][0][2] == (10, "day")
