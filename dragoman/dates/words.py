"""The words of time of a language, and a view of a sentence through them.

`languages/<language>/dates.toml` gives each word a tag («month_gen») and a value (12). Grammar asks a sentence what
stands at a token under a tag; a phrase of several words answers like one word.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from dragoman.languages.base import Token

Tags = dict[str, tuple[int, Any]]
"""What stands at a token: tag → (tokens that it takes, value)."""

NOTHING: Tags = {}
DASHES = "-–—‑‐−"
CASES = ("nom", "acc", "gen", "dat", "each")
LISTS = ("forms", "gen", "short", "other")

NUMBER = re.compile(r"\d{1,4}$")
ORDINAL = re.compile(rf"(\d{{1,4}})[{DASHES}](?:го|ого|его|е|ые|й|ый|м|му|ом|ому|х|ых|я|ая|ю|ую)$")
PAIR = re.compile(rf"(\d{{1,4}})[{DASHES}/](\d{{1,4}})(?:[{DASHES}](?:го|е|й|м|му|х))?$")
DAY_FIRST = re.compile(r"(\d{1,2})([./])(\d{1,2})\2(\d{4}|\d{2})$")
YEAR_FIRST = re.compile(r"(\d{4})-(\d{2})-(\d{2})$")
CLOCK = re.compile(rf"([01]?\d|2[0-3])[.:{DASHES}]([0-5]\d)$")
ROMAN = re.compile(r"[ivxх]{1,5}$")
ROMANS = {"i": 1, "v": 5, "x": 10, "х": 10}


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All words of time of a language. `phrases`: by first and second word, longest first."""

    words: dict[str, Tags]
    phrases: dict[str, dict[str, list[tuple[tuple[str, ...], str, Any]]]]
    planned: frozenset[str]


@cache
def load(language: str) -> Lexicon:
    """The words of `languages/<language>/dates.toml`."""
    data = tomllib.loads((files(f"dragoman.languages.{language}") / "dates.toml").read_text(encoding="utf-8"))
    lexicon = Lexicon({}, {}, frozenset(data.pop("planned")["lemmas"]))
    endings = data.pop("endings")["adjective"]
    for n, stem in enumerate(data.pop("ordinals")["stems"], 1):
        for form in (stem + e for e in endings if stem):
            _enter(lexicon, form, "ordinal", n)
    for form, value in _compounds(data.pop("compounds")):
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


def _compounds(data: dict[str, Any]) -> Iterator[tuple[str, tuple[int, str]]]:
    """«десятидневный срок», «10-дневный срок»: each with its number and unit."""
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
    """Tokens `first` to `last` (half-open) of a document, read as words of time."""

    lexicon: Lexicon
    tokens: Sequence[Token]
    first: int
    last: int
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
        if lower[:1].isdigit():
            return {**found, **shape(lower)}
        seconds = self.lexicon.phrases.get(lower)
        phrases = seconds.get(self.lower(i + 1)) if seconds else None
        if phrases:
            found = dict(found)
            taken: set[str] = set()
            for words, tag, value in phrases:
                if tag not in taken and all(self.lower(i + k) == word for k, word in enumerate(words)):
                    found[tag] = (len(words), value)
                    taken.add(tag)
        if lower[0] in ROMANS and ROMAN.match(lower):
            return {**found, "roman": (1, roman(lower))}
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


def shape(text: str) -> Tags:
    """What a token that starts with a digit can be: 15, 15-го, 5–7, 15.12.2021, 10.30."""
    found: Tags = {}
    if NUMBER.match(text):
        found["digits"] = (1, int(text))
        if len(text) == 4:
            found["year"] = (1, int(text))
    elif m := ORDINAL.match(text):
        found["numeral"] = (1, int(m[1]))
    elif m := YEAR_FIRST.match(text):
        found["date"] = (1, (int(m[1]), int(m[2]), int(m[3])))
    elif m := DAY_FIRST.match(text):
        found["date"] = (1, (int(m[4]) + (2000 if len(m[4]) == 2 else 0), int(m[3]), int(m[1])))
    elif m := PAIR.match(text):
        found["pair"] = (1, (int(m[1]), int(m[2])))
    if m := CLOCK.match(text):
        found["clock"] = (1, f"{int(m[1]):02}:{m[2]}")
    return found


def roman(text: str) -> int:
    """XX → 20, in Latin or Cyrillic letters."""
    digits = [ROMANS[c] for c in text]
    return sum(-d if any(e > d for e in digits[k + 1 : k + 2]) else d for k, d in enumerate(digits))
