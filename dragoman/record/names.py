"""Which actors of a record a word of a query may mean: by id, country code, name in any form, or the name in the other
script.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence

from dragoman.actors.names import CYRILLIC, same_name, skeleton
from dragoman.record.terms import readings, term

ISO3 = re.compile("[A-Z]{3}")
MOST = 400
"""Actors that one word may mean; a word that means more says too little, and the first of them are taken."""


class Names:
    """The names of the actors of a record. `fresh` takes in those that have come since."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.last = 0
        self.keys: dict[str, int] = {}
        self.words: dict[str, set[int]] = defaultdict(set)
        self.single: dict[str, set[int]] = defaultdict(set)
        self.families: dict[str, set[int]] = defaultdict(set)
        self.skeletons: dict[str, set[int]] = defaultdict(set)
        self.short: dict[int, list[str]] = defaultdict(list)
        self.spelled: dict[int, tuple[str, ...]] = {}

    def fresh(self) -> Names:
        """The same, with the actors that have been added meanwhile."""
        rows = self.connection.execute("SELECT id, key, kind, names FROM actors WHERE id > ? ORDER BY id", (self.last,))
        for number, key, kind, names in rows:
            self.last = number
            self.keys[key] = number
            by_language = [tuple(held) for held in json.loads(names).values() if held]
            self.spelled[number] = tuple(dict.fromkeys(name for held in by_language for name in held))
            for name in self.spelled[number]:
                self._enter(number, name)
            if kind == "person":  # the usual name of each language comes first, given name before family name
                for held in by_language:
                    self._enter_family(number, held[0].partition(",")[0].split()[-1])
        return self

    def _enter(self, number: int, name: str) -> None:
        parts = name.replace(",", " ").split()
        for part in parts:
            self.words[term(part)].add(number)
        if len(parts) == 1:
            self.single[term(name)].add(number)
            self.short[number].append(term(name))

    def _enter_family(self, number: int, family: str) -> None:
        self.families[term(family)].add(number)
        self.short[number].append(term(family))
        self.skeletons[skeleton(family)].add(number)

    def meant(self, value: str, other_script: bool = True) -> list[int]:
        """Actors that the value of a field means, those merged into them too; nothing when no actor is called so."""
        if value in self.keys:
            return self._with_merged([self.keys[value]])
        if ISO3.fullmatch(value):
            rows = self.connection.execute("SELECT id FROM actors WHERE iso3 = ? ORDER BY id LIMIT ?", (value, MOST))
            found = [row[0] for row in rows]
            if found:
                return found
        named = self._named(value.split())
        if not named and other_script:
            named = self._spelled_otherwise(value)
        return self._with_merged(self._exact(named, value))

    def _named(self, parts: Sequence[str]) -> set[int]:
        """Actors in one of whose names every word stands, in some form."""
        found: set[int] | None = None
        for part in parts:
            here = set[int]().union(*(self.words.get(t, set()) for t in readings(part)))
            found = here if found is None else found & here
        return found or set()

    def _exact(self, found: Iterable[int], value: str) -> list[int]:
        """Those called just so, where there are any: «Россия» is the state, not all that have it in a name."""
        wanted = sorted(term(part) for part in value.split())
        held = sorted(found)
        just_so = [n for n in held if any(sorted(term(p) for p in name.split()) == wanted for name in self.spelled[n])]
        return just_so or held

    def _spelled_otherwise(self, value: str) -> set[int]:
        """«Ryabkov» for Рябков: family names of the other script with the same consonants that read the same."""
        family = value.split()[-1] if value.split() else ""
        found = self.skeletons.get(skeleton(family), set())
        cyrillic = bool(CYRILLIC.search(value))
        alike = set()
        for number in found:
            for name in self.spelled[number]:
                if bool(CYRILLIC.search(name)) != cyrillic and same_name(_tail(name, value), value):
                    alike.add(number)
        return alike

    def called(self, word: str, other_script: bool = True) -> list[int]:
        """Actors whose family name, or whole name, the word is: Рябков, НАТО; and in the other script Ryabkov."""
        tables = (self.families, self.single)
        found = set[int]().union(*(table.get(t, set()) for t in readings(word) for table in tables))
        if other_script and word[:1].isupper():
            found |= self._spelled_otherwise(word)
        return sorted(found)[:MOST]

    def spellings(self, numbers: Sequence[int]) -> list[str]:
        """The words under which these actors go where one word is enough, as the index has them."""
        return sorted({word for n in numbers for word in self.short[n]} - {""})

    def _with_merged(self, found: Sequence[int]) -> list[int]:
        """With the actors that a person found to be the same."""
        out = list(found[:MOST])
        for number in tuple(out):
            rows = self.connection.execute("SELECT id FROM actors WHERE merged_into = ?", (number,))
            into = self.connection.execute("SELECT merged_into FROM actors WHERE id = ?", (number,)).fetchone()
            out += [row[0] for row in rows] + ([into[0]] if into and into[0] is not None else [])
        return list(dict.fromkeys(out))


def _tail(name: str, value: str) -> str:
    """As many last words of the name as the value has."""
    return " ".join(name.split()[-max(1, len(value.split())) :])
