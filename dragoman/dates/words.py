"""The words of time of a language, and a view of a sentence through them.

`languages/<language>/dates.toml` gives each word a tag («month_gen») and a value (12). Grammar asks a sentence what
stands at a token under a tag; a phrase of several words answers like one word.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from importlib.resources import files
from typing import Any

from dragoman.languages.base import Token

Tags = dict[str, tuple[int, Any]]
"""What stands at a token: tag → (tokens that it takes, value)."""

NOTHING: Tags = {}
DASHES = "-–—‑‐−"
CASES = ("nom", "acc", "gen", "dat", "each")
LISTS = ("forms", "gen", "short", "other")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All words of time of a language. `phrases`: by first and second word, longest first. `shape`: what a token whose
    first character is in `first` can be by its digits."""

    words: dict[str, Tags]
    phrases: dict[str, dict[str, list[tuple[tuple[str, ...], str, Any]]]]
    classes: dict[str, frozenset[str]]
    first: frozenset[str]
    shape: Callable[[str], Tags]

    def lemmas(self, kind: str) -> frozenset[str]:
        """The lemmas of one class: `planned` and what else a language tells apart."""
        return self.classes.get(kind, frozenset())


@cache
def load(language: str) -> Lexicon:
    """The words of `languages/<language>/dates.toml`."""
    data = tomllib.loads((files(f"dragoman.languages.{language}") / "dates.toml").read_text(encoding="utf-8"))
    shapes = import_module(f"dragoman.dates.{language}.shapes")
    classes = {kind: frozenset(data.pop(kind)["lemmas"]) for kind in [k for k, v in data.items() if "lemmas" in v]}
    lexicon = Lexicon({}, {}, classes, shapes.FIRST, shapes.shape)
    endings = data.pop("endings", {}).get("adjective", ())
    for n, stem in enumerate(data.pop("ordinals", {}).get("stems", ()), 1):
        for form in (stem + e for e in endings if stem):
            _enter(lexicon, form, "ordinal", n)
    for form, value in _compounds(data.pop("compounds", None)):
        _enter(lexicon, form, "limit", value)
    for tag, entries in data.items():
        for entry in entries:
            for form, name in _forms(tag, entry, endings):
                _enter(lexicon, form, name, (entry["value"], entry["reason"]) if "reason" in entry else entry["value"])
    for seconds in lexicon.phrases.values():
        for phrases in seconds.values():
            phrases.sort(key=lambda p: -len(p[0]))
    return lexicon


def _forms(tag: str, entry: dict[str, Any], endings: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The forms of an entry with their tags: `month` for any form, `month_gen` for the genitive, `month_adj` …"""
    for key in LISTS:
        for form in entry.get(key, ()) if isinstance(entry.get(key, ()), list) else ():
            yield form, tag if key == "forms" else f"{tag}_{key}"
            if tag == "month" and key == "gen":
                yield form, tag
    for key in CASES:
        if isinstance(entry.get(key), str):
            yield entry[key], f"{tag}_{key}"
    for stem in entry.get("stems", ()):
        yield from ((stem + e, tag) for e in endings)
    if "adjective" in entry:
        yield from ((entry["adjective"] + e, f"{tag}_adj") for e in endings)


def _compounds(data: dict[str, Any] | None) -> Iterator[tuple[str, tuple[int, str]]]:
    """«десятидневный срок», «10-дневный срок»: each with its number and unit."""
    if data is None:
        return
    for ending, unit in data["units"].items():
        for limit in data["limits"]:
            for number, n in data["numbers"].items():
                yield f"{number}{ending} {limit}", (n, unit)
            for n in (*range(1, 31), 40, 45, 48, 60, 72, 90, 100):
                yield f"{n}-{ending} {limit}", (n, unit)


def _enter(lexicon: Lexicon, form: str, tag: str, value: Any) -> None:
    words = tuple(form.split())
    if len(words) == 1:
        lexicon.words.setdefault(form, {})[tag] = (1, value)
    else:
        lexicon.phrases.setdefault(words[0], {}).setdefault(words[1], []).append((words, tag, value))


@dataclass(slots=True)
class Words:
    """Tokens `first` to `last` (half-open) of a document, read as words of time; people: tokens in their names."""

    lexicon: Lexicon
    tokens: Sequence[Token]
    first: int
    last: int
    people: frozenset[int] = frozenset()
    seen: dict[int, Tags] = field(default_factory=dict)

    def at(self, i: int) -> Tags:
        """All that can stand at token `i`; nothing outside the sentence."""
        found = self.seen.get(i)
        if found is None:
            found = self.seen[i] = self._look(i) if self.first <= i < self.last else NOTHING
        return found

    def take(self, i: int, tag: str) -> tuple[int, Any] | None:
        """(end, value) of what stands at `i` under `tag`."""
        found = self.at(i).get(tag)
        return (i + found[0], found[1]) if found else None

    def value(self, i: int, tag: str) -> Any:
        """The value at `i` under `tag`, or None."""
        found = self.at(i).get(tag)
        return found[1] if found else None

    def lower(self, i: int) -> str:
        return self.tokens[i].lower if self.first <= i < self.last else ""

    def _look(self, i: int) -> Tags:
        lower = self.tokens[i].lower or " "
        found = self.lexicon.words.get(lower, NOTHING)
        seconds = self.lexicon.phrases.get(lower)
        phrases = seconds.get(self.lower(i + 1)) if seconds else None
        if phrases:
            found = dict(found)
            taken: set[str] = set()
            for words, tag, value in phrases:
                if tag not in taken and all(self.lower(i + k) == word for k, word in enumerate(words)):
                    found[tag] = (len(words), value)
                    taken.add(tag)
        if lower[0] in self.lexicon.first and (shaped := self.lexicon.shape(lower)):
            return {**found, **shaped}
        if not found and len(lower) > 6 and not lower.isalpha():
            return joined(self.lexicon, lower)
        return found


def joined(lexicon: Lexicon, lower: str) -> Tags:
    """Two words that a dash makes one token: «мае—июне», «пятого-седьмого»."""
    parts = re.split(f"[{DASHES}]", lower)
    if len(parts) != 2:
        return NOTHING
    first, last = (lexicon.words.get(part, NOTHING) for part in parts)
    for tag, pair in (("month", "months"), ("ordinal", "pair")):
        if tag in first and tag in last:
            return {pair: (1, (first[tag][1], last[tag][1]))}
    return NOTHING
