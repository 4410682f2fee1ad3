"""The words by which a line of a page tells its kind, from the `layout.tsv` of every language.

All languages are looked up at once: the furniture of a page is often in another language than its text.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from dragoman.errors import DataFileError

COLUMNS = 5
WHERE = ("whole", "start", "any")
Row = tuple[str, str, str, str]
EDGE = " \t\u00a0.,:;!?…→>»›|•*-–—"


def fold(line: str) -> str:
    """A match key: lower case, ё as е, single spaces, no soft hyphens. Not for offsets."""
    return " ".join(line.replace("\u00ad", "").lower().replace("ё", "е").split())


@cache
def rows() -> tuple[Row, ...]:
    """Kind, where, words and value of every entry, all languages together."""
    out = []
    for folder in sorted(files("dragoman.languages").iterdir(), key=lambda entry: entry.name):
        table = folder / "layout.tsv"
        if not folder.is_dir() or not table.is_file():
            continue
        for number, line in enumerate(table.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip() and not line.startswith("#"):
                cells = line.split("\t")
                if len(cells) != COLUMNS or cells[1] not in WHERE:
                    raise DataFileError(f"{folder.name}/layout.tsv:{number}: want kind, where, words, value, example")
                out.append((cells[0], cells[1], fold(cells[2]), cells[3]))
    return tuple(out)


@cache
def whole(kind: str) -> dict[str, str]:
    """Lines that are of a kind when they say this and no more, with their value."""
    return {words: value for k, where, words, value in rows() if k == kind and where == "whole"}


@cache
def pattern(kind: str, where: str) -> re.Pattern[str]:
    """One pattern for all words of a kind that a folded line begins with (`start`) or holds (`any`)."""
    found = [words for k, w, words, _ in rows() if k == kind and w == where]
    words = "|".join(alternative(x) for x in found if x[0].isalnum())
    marks = "|".join(alternative(x) for x in found if not x[0].isalnum())
    return re.compile("|".join(x for x in (words and rf"(?<!\w)(?:{words})", marks) if x) or "(?!)")


def alternative(words: str) -> str:
    """What stands there, up to the end of its last word; a stem when it ends in `*`."""
    body = words.rstrip("*")
    return re.escape(body) + (r"(?!\w)" if body[-1].isalnum() and not words.endswith("*") else "")


def is_whole(kind: str, line: str) -> bool:
    """The line, marks at its edges aside, is an entry of the kind."""
    return fold(line).strip(EDGE) in whole(kind)


def begins(kind: str, folded: str) -> bool:
    """The folded line begins with an entry of the kind."""
    return pattern(kind, "start").match(folded) is not None


def holds(kind: str, folded: str) -> bool:
    """The folded line holds an entry of the kind."""
    return pattern(kind, "any").search(folded) is not None
