"""One request as the pages see it, and what a page gives back."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlencode

from dragoman.record.find import Finder
from dragoman.record.lines import Line
from dragoman.record.read import Record
from dragoman.serve.kept import Kept
from dragoman.serve.readers import Readers

LANGUAGES = ("en", "ru")


class NoSuchPageError(Exception):
    """There is no such page; the answer is 404."""


@dataclass(frozen=True, slots=True)
class View:
    """A request. params: of the path; asked: of the query, the last of each name. form: of a judgement."""

    finder: Finder
    readers: Readers
    path: str
    params: Mapping[str, str]
    asked: Mapping[str, str]
    form: Mapping[str, str]
    language: str
    user: str
    csrf: str
    readonly: bool

    @property
    def kept(self) -> Kept:
        return self.readers.kept

    def anew(self) -> View:
        """The same request for the thread that now runs: what is counted behind the reader's back needs its own."""
        return replace(self, finder=self.readers.finder())

    @property
    def record(self) -> Record:
        return self.finder.record

    def number(self, name: str, default: int, most: int) -> int:
        """A whole number of the query, at most `most`; the default for what is none."""
        value = self.asked.get(name, "")
        return min(int(value), most) if value.isascii() and value.isdigit() and len(value) < 9 else default

    def t(self, key: str, **values: object) -> str:
        """A word of the interface in the language of the reader."""
        return str(words(self.language)[key]).format(**values)

    def named(self, table: str, key: str) -> str:
        """What a value of a closed set is called: `view.named("what", "demand")`; itself where it has no word."""
        return str(words(self.language)[table].get(key, key))

    @property
    def address(self) -> str:
        """The address of this page with what was asked."""
        return address(self.path, **{k: v for k, v in self.asked.items() if k != "hx-request"})


@dataclass(frozen=True, slots=True)
class Shown:
    """A page. data: what the template shows and JSON gives; table: the lines that CSV gives."""

    template: str
    title: str
    data: Mapping[str, Any] = field(default_factory=dict)
    table: tuple[Line, ...] | tuple[Mapping[str, Any], ...] = ()


@cache
def words(language: str) -> dict[str, Any]:
    """The words of `words/<language>.toml`."""
    text = (files("dragoman.serve.words") / f"{language}.toml").read_text(encoding="utf-8")
    return dict(tomllib.loads(text))


def preferred(header: str, cookie: str | None) -> str:
    """The language that the reader chose, else the first of the browser's that we have."""
    if cookie in LANGUAGES:
        return str(cookie)
    wanted = sorted(
        (part.strip().split(";q=") for part in header[:500].split(",")),
        key=lambda p: -_weight(p[1] if len(p) > 1 else "1"),
    )
    return next((p[0][:2].lower() for p in wanted if p[0][:2].lower() in LANGUAGES), "en")


def _weight(value: str) -> float:
    try:
        return float(value)
    except ValueError:
        return 0.0


def address(path: str, **asked: object) -> str:
    """An address with its query; what is empty is left out."""
    kept = {k: v for k, v in asked.items() if v not in (None, "")}
    return path + ("?" + urlencode(kept) if kept else "")
