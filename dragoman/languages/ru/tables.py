"""Reading the tab-separated tables of this folder."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """Cells of every entry of a table, ё folded to е in the first cell; comments and blank lines left out."""
    text = (files("dragoman.languages.ru") / name).read_text(encoding="utf-8")
    out = []
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            first, *rest = line.split("\t")
            out.append((first.strip().replace("ё", "е"), *(c.strip() for c in rest)))
    return tuple(out)
