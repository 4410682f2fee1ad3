"""Which actors of a record a word of a query may mean: by id, country code, name in any form, or the name in the other
script.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Sequence

from dragoman.actors.names import CYRILLIC, same_name, skeleton
from dragoman.record.terms import readings, term

ISO3 = re.compile("[A-Z]{3}")
MOST = 400
"""Actors that one word may mean; a word that means more says too little, and the first of them are taken."""


WORD, WHOLE, FAMILY, CONSONANTS = "word", "whole", "family", "consonants"
"""Parts of names that `actor_terms` holds: each word; a name of one word; a person's family name, and its skeleton."""


def enter(connection: sqlite3.Connection) -> None:
    """Puts in the words of the names of actors that are new in the record."""
    new = "SELECT id, kind, names FROM actors WHERE id > (SELECT coalesce(max(actor), 0) FROM actor_terms) ORDER BY id"
    rows = [(n, *entry) for n, kind, held in connection.execute(new) for entry in sorted(entries(kind, names_in(held)))]
    connection.executemany("INSERT INTO actor_terms (actor, part, term) VALUES (?, ?, ?)", rows)


def entries(kind: str, by_language: Sequence[Sequence[str]]) -> set[tuple[str, str]]:
    """Part and term of everything under which an actor of these names is found."""
    found = set()
    for name in {name for held in by_language for name in held}:
        parts = name.replace(",", " ").split()
        found |= {(WORD, term(part)) for part in parts}
        if len(parts) == 1:
            found.add((WHOLE, term(name)))
    for held in by_language if kind == "person" else ():  # the usual name comes first, given before family name
        for family in held[0].partition(",")[0].split()[-1:]:
            found |= {(FAMILY, term(family)), (CONSONANTS, skeleton(family))}
    return found


def names_in(packed: str) -> list[tuple[str, ...]]:
    """The names of an actor as it is kept, a tuple for each language that has one."""
    return [tuple(held) for held in json.loads(packed).values() if held]


class Names:
    """The names of the actors of a record."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def meant(self, value: str, other_script: bool = True) -> list[int]:
        """Actors that the value of a field means, those merged into them too; nothing when no actor is called so."""
        own = self.connection.execute("SELECT id FROM actors WHERE key = ?", (value,)).fetchone()
        if own is not None:
            return self._with_merged([own[0]])
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
            here = self._under(readings(part), WORD)
            found = here if found is None else found & here
        return found or set()

    def _exact(self, found: Iterable[int], value: str) -> list[int]:
        """Those called just so, where there are any: «Россия» is the state, not all that have it in a name."""
        wanted = sorted(term(part) for part in value.split())
        held = sorted(found)
        just_so = [n for n in held if any(sorted(term(p) for p in name.split()) == wanted for name in self._spelled(n))]
        return just_so or held

    def _spelled_otherwise(self, value: str) -> set[int]:
        """«Ryabkov» for Рябков: family names of the other script with the same consonants that read the same."""
        family = value.split()[-1] if value.split() else ""
        found = self._under([skeleton(family)], CONSONANTS)
        cyrillic = bool(CYRILLIC.search(value))
        alike = set()
        for number in found:
            for name in self._spelled(number):
                if bool(CYRILLIC.search(name)) != cyrillic and same_name(_tail(name, value), value):
                    alike.add(number)
        return alike

    def called(self, word: str, other_script: bool = True) -> list[int]:
        """Actors whose family name, or whole name, the word is: Рябков, НАТО; and in the other script Ryabkov."""
        found = self._under(readings(word), FAMILY, WHOLE)
        if other_script and word[:1].isupper():
            found |= self._spelled_otherwise(word)
        return sorted(found)[:MOST]

    def spellings(self, numbers: Sequence[int]) -> list[str]:
        """The words under which these actors go where one word is enough, as the index has them."""
        query = "SELECT term FROM actor_terms WHERE actor = ? AND part IN (?, ?) AND term != ''"
        found = (self.connection.execute(query, (n, FAMILY, WHOLE)) for n in numbers)
        return sorted({word for rows in found for (word,) in rows})

    def _under(self, terms: Iterable[str], *parts: str) -> set[int]:
        """Actors of whose names one of the terms is such a part."""
        query = "SELECT actor FROM actor_terms WHERE term = ? AND part = ?"
        return {n for t in terms for part in parts for (n,) in self.connection.execute(query, (t, part))}

    def _spelled(self, number: int) -> tuple[str, ...]:
        """All names of an actor."""
        row = self.connection.execute("SELECT names FROM actors WHERE id = ?", (number,)).fetchone()
        return tuple(dict.fromkeys(name for held in names_in(row[0]) for name in held)) if row else ()

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
