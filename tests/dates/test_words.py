"""The tables of words: every entry has a phrase, and the phrase shows one of its forms."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from typing import Any

import pytest

from dragoman.dates import words
from dragoman.dates.ru.shapes import roman

ENTRIES = [
    (f"{code} {tag}", e)
    for code in ("ru", "en")
    for tag, entries in tomllib.loads(
        (files(f"dragoman.languages.{code}") / "dates.toml").read_text(encoding="utf-8")
    ).items()
    if isinstance(entries, list)
    for e in entries
]


def forms(entry: dict[str, Any]) -> list[str]:
    """All that an entry lists, beginnings of words included."""
    out: list[str] = []
    for key, value in entry.items():
        if key not in ("example", "value", "reason"):
            out += value if isinstance(value, list) else [value]
    return out


@pytest.mark.parametrize(("tag", "entry"), ENTRIES, ids=[f"{tag} {e['value']}" for tag, e in ENTRIES])
def test_example_shows_a_form(tag: str, entry: dict[str, Any]) -> None:
    shown = entry["example"].lower().replace("ё", "е")
    example = re.sub(r"(-|['’]s\b|\.(?=\s|$))", r" \1 ", f"{shown} {shown.replace('.', ' .')}")
    examples = (f" {shown}", f" {' '.join(example.split())}", f" {shown.replace('.', ' .')}")
    assert any(form in text for form in forms(entry) for text in examples), (tag, entry)


def test_forms_are_keys() -> None:
    wrong = [f for _, e in ENTRIES for f in forms(e) if f != f.lower() or "ё" in f or not f.strip()]
    assert not wrong


@pytest.mark.parametrize(("text", "n"), [("xx", 20), ("хх", 20), ("xix", 19), ("iv", 4), ("xxi", 21)])
def test_roman(text: str, n: int) -> None:
    assert roman(text) == n


def test_compound_limits() -> None:
    assert words.load("ru").phrases["десятидневный"]["срок"][0][2] == (10, "day")
