"""Where a word stands in the data: `where("заявила")` finds every line of every word list that holds a form of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parent.parent
KEY_COLUMNS = frozenset(
    (
        "abbreviation",
        "adjective",
        "en",
        "family_en",
        "family_ru",
        "form",
        "forms",
        "given_en",
        "given_ru",
        "latin",
        "lemma",
        "more_en",
        "more_ru",
        "name",
        "noun",
        "pattern",
        "phrase",
        "ru",
        "surface",
        "verb",
        "word",
    )
)
"""Columns that hold words to look for, by the header of the file; a file with none of them is searched in its first."""


def where(word: str, root: Path = PACKAGE) -> list[tuple[Path, int, str]]:
    """Every (path, line number, line) whose word columns hold a form of `word`, in order of path and line.

    Of several words («наложил вето») each must stand in the line.
    """
    wanted = tuple(_keys(part) for part in _words(word))
    if not wanted:
        return []
    return [(path, number, line) for path in _data_files(root) for number, line in _hits(path, wanted)]


def _data_files(root: Path) -> list[Path]:
    return sorted(path for path in root.rglob("*.tsv") if path.is_file())


def _hits(path: Path, wanted: tuple[frozenset[str], ...]) -> Iterator[tuple[int, str]]:
    columns: tuple[int, ...] = (0,)
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("#"):
            if number == 1:
                columns = _columns(line)
            continue
        cells = line.split("\t")
        present = [_keys(w) for i in columns if i < len(cells) for w in _words(cells[i])]
        if all(any(not keys.isdisjoint(one) for one in present) for keys in wanted):
            yield number, line


def _columns(header: str) -> tuple[int, ...]:
    names = header.lstrip("# ").split("\t")
    return tuple(i for i, name in enumerate(names) if name.strip() in KEY_COLUMNS) or (0,)


def _words(cell: str) -> list[str]:
    return re.findall(r"[\w-]+", _fold(cell))


def _fold(word: str) -> str:
    return word.lower().replace("ё", "е")


@cache
def _keys(word: str) -> frozenset[str]:
    """The folded word and its dictionary forms: two words match when these meet."""
    from dragoman.languages.ru.lemmas import parses_of

    if not re.search("[а-яё]", word.lower()):
        return frozenset({_fold(word)})
    return frozenset({_fold(word), *(_fold(p.normal_form) for p in parses_of(word))})
