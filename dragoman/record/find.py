"""Finding statements and events by a query: its tree becomes one full-text expression and a range of days.

Words are matched by dictionary form; a family name finds its bearer in the other script too. Several tellings of one
fact are one hit. What a person rejected is left out unless asked for.
"""

from __future__ import annotations

import calendar
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from dragoman.errors import QueryError
from dragoman.model import ACTS, MODES, STATUSES
from dragoman.record import keys, query, store
from dragoman.record.matching import LOOKED, Relevance, stand_together, words_of
from dragoman.record.names import Names
from dragoman.record.query import And, Field, Node, Not, Or, Phrase, Word
from dragoman.record.read import Record
from dragoman.record.terms import readings, terms

ROLES = {"speaker": ("by",), "about": ("ab",), "place": ("at",), "actor": ("by", "to", "in", "ab", "at")}
"""Field → the parts that an actor may play in a telling."""
SPOKEN = ("direct", "mixed", "indirect")
TYPES = tuple(name.lower() for name in MODES)
DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
EVERYTHING = '("kind-s" OR "kind-e")'
LAST = (1 << 62) - 1
FOUND = """SELECT words.rowid, CASE WHEN a.id IS NULL THEN 'e' ELSE 's' END, coalesce(s.id, e.id),
CASE WHEN a.id IS NULL THEN e.verdict ELSE s.verdict END
FROM words LEFT JOIN attributions a ON a.id = words.rowid LEFT JOIN statements s ON s.id = coalesce(a.statement, a.id)
LEFT JOIN event_mentions m ON a.id IS NULL AND m.id = words.rowid LEFT JOIN events e ON e.id = coalesce(m.event, m.id)
WHERE words MATCH ? AND words.rowid BETWEEN ? AND ? ORDER BY words.rowid DESC"""


@dataclass(frozen=True, slots=True)
class Search:
    """A query made ready. match: full-text expression; first, last: row ids; words: terms that it asks for, to mark.

    tree: the query itself, if it asks for words that stand together: `match` then finds too much, each is looked at.
    """

    match: str
    first: int
    last: int
    words: frozenset[str]
    tree: Node | None = None

    def narrowed(self, match: str) -> Search:
        """The same days under another expression."""
        return replace(self, match=match, tree=None)


@dataclass(frozen=True, slots=True)
class Hit:
    """One fact that was found. id: its row id; kind: s or e; telling: the row id of the telling that matched."""

    id: int
    kind: str
    telling: int


class Finder:
    """A record made ready to be asked more than once. other_script: «Рябков» finds Ryabkov too."""

    def __init__(self, record: Record, other_script: bool = True) -> None:
        self.record = record
        self.names = Names(record.connection)
        self.other_script = other_script

    def search(self, text: str) -> Search:
        """The query made ready. Errors: `QueryError`."""
        node = query.parse(text)
        first, last, node = _days(node)
        match = self._compile(node) if node is not None else EVERYTHING
        words = frozenset(_terms(node)) if node is not None else frozenset[str]()
        return Search(match, first, last, words, node if node is not None and self._has_phrase(node) else None)

    def hits(self, search: Search, relevant: bool = False, rejected: bool = False) -> Iterator[Hit]:
        """Facts, newest first or the most relevant of the newest first, each once."""
        if relevant:
            best = Relevance(self.record, search.words)
            found = list(islice(self.hits(search, rejected=rejected), LOOKED))
            yield from sorted(found, key=lambda hit: -best.of(hit.telling))
            return
        seen: set[int] = set()
        try:
            for row in self.record.connection.execute(FOUND, (search.match, search.first, search.last)):
                telling, kind, fact, verdict = row
                if fact is None or fact in seen or (verdict == "reject" and not rejected):
                    continue
                if search.tree is None or self._holds(search.tree, telling):
                    seen.add(fact)
                    yield Hit(fact, kind, telling)
        except sqlite3.OperationalError as error:
            if "fts5" in str(error):  # an expression too large for it
                raise QueryError(f"the query is too wide: {error}; name fewer actors or words") from None
            raise store.failure(self.record.path, error) from None

    def count(self, search: Search, rejected: bool = False) -> int:
        """How many facts there are."""
        return sum(1 for _ in self.hits(search, rejected=rejected))

    # words that stand together

    def _phrase_of(self, node: Node) -> list[str]:
        """The words that a leaf wants to stand together; none if it does not ask for that."""
        text = node.text if isinstance(node, Phrase | Word) else ""
        if isinstance(node, Field) and node.name == "about" and not self.names.meant(node.value, self.other_script):
            text = node.value
        words = terms(text) if not isinstance(node, Word) or len(_parts(text)) > 1 else []
        return words if len(words) > 1 else []

    def _has_phrase(self, node: Node) -> bool:
        if isinstance(node, And | Or):
            return any(map(self._has_phrase, node.parts))
        return self._has_phrase(node.part) if isinstance(node, Not) else bool(self._phrase_of(node))

    def _holds(self, node: Node, telling: int) -> bool:
        """Does a telling answer the query, as its words stand?"""
        if isinstance(node, And):
            return all(self._holds(part, telling) for part in node.parts)
        if isinstance(node, Or):
            return any(self._holds(part, telling) for part in node.parts)
        if isinstance(node, Not):
            return not self._holds(node.part, telling)
        phrase = self._phrase_of(node)
        if phrase:
            return stand_together(phrase, words_of(self.record, telling))
        sql = "SELECT 1 FROM words WHERE words MATCH ? AND rowid = ?"
        return self.record.connection.execute(sql, (self._compile(node), telling)).fetchone() is not None

    # a tree as a full-text expression: all that answers it and, where words must stand together, more

    def _compile(self, node: Node) -> str:
        if isinstance(node, And):
            wanted = [self._compile(p) for p in node.parts if not isinstance(p, Not)] or [EVERYTHING]
            refused = [self._compile(p.part) for p in node.parts if isinstance(p, Not) and not self._has_phrase(p)]
            whole = "(" + " AND ".join(wanted) + ")"
            return f"({whole} NOT ({' OR '.join(refused)}))" if refused else whole
        if isinstance(node, Or):
            return "(" + " OR ".join(self._compile(p) for p in node.parts) + ")"
        if isinstance(node, Not):
            if self._has_phrase(node):
                return EVERYTHING
            return f"({EVERYTHING} NOT {self._compile(node.part)})"
        if isinstance(node, Phrase):
            return self._phrase(node.text)
        if isinstance(node, Word):
            return self._word(node.text)
        return self._field(node.name, node.value)

    def _phrase(self, text: str) -> str:
        words = terms(text)
        if not words:
            raise QueryError(f"no word to look for in {text!r}")
        return "(" + " AND ".join(f'"{w}"' for w in words) + ")"

    def _word(self, text: str) -> str:
        if len(_parts(text)) > 1:
            return self._phrase(text)
        found = readings(text)
        if not found:
            raise QueryError(f"{text!r} is too common a word to look for; put it with others into marks")
        called = self.names.called(text, self.other_script)
        if self.other_script:
            alone = (word for word in self.names.spellings(called) if word.isalnum())  # "u.s." is two words
            found = list(dict.fromkeys((*found, *alone)))
        return _any([*found, *(_facets(ROLES["actor"], called) if called else ())])

    def _field(self, name: str, value: str) -> str:
        value = value.strip()
        if not value:
            raise QueryError(f"{name}: says nothing; {query.FIELDS[name]}")
        if name in ROLES:
            return self._actor(name, value)
        if name == "publisher":
            return self._publisher(value)
        if name in ("from", "to"):
            raise QueryError(f"{name}: holds for the whole query and cannot stand under OR, NOT or in brackets")
        return _any([_closed(name, value)])

    def _actor(self, name: str, value: str) -> str:
        found = self.names.meant(value, self.other_script)
        if not found:
            if name == "about":
                return self._phrase(value)
            raise QueryError(f"nobody in this record is called {value!r}; try a family name, an id or a country code")
        return _any(_facets(ROLES[name], found))

    def _publisher(self, value: str) -> str:
        rows = self.record.connection.execute("SELECT id, name FROM publishers")
        found = [n for n, name in rows if value.casefold() in name.casefold()]
        if not found:
            raise QueryError(f"no publisher in this record is called {value!r}")
        return _any([f"pub-{n}" for n in found])


def _parts(text: str) -> list[str]:
    return [part for part in re.split(r"[^\w]+", text) if part]


def _facets(roles: tuple[str, ...], actors: list[int]) -> list[str]:
    return [f"{role}-{n}" for n in actors for role in roles]


def _any(words: list[str]) -> str:
    return "(" + " OR ".join(f'"{w}"' for w in words) + ")"


def _closed(name: str, value: str) -> str:
    """A facet of a closed set, checked so that a slip does not find nothing in silence."""
    modes = tuple(mode for held in MODES.values() for mode in held)
    kinds: dict[str, tuple[str, ...]] = {"act": ACTS, "mode": modes, "status": STATUSES, "type": (*SPOKEN, *TYPES)}
    lower = value.lower()
    if name in kinds and lower not in kinds[name]:
        raise QueryError(f"{name}: cannot be {value!r}; it is one of {', '.join(kinds[name])}")
    return f"{name}-{re.sub(r'[^a-z_]', '', lower)}"


def _days(node: Node | None) -> tuple[int, int, Node | None]:
    """The range of row ids that from: and to: ask for, and the rest of the query."""
    parts = node.parts if isinstance(node, And) else () if node is None else (node,)
    first, last, rest = 0, LAST, []
    for part in parts:
        if isinstance(part, Field) and part.name == "from":
            first = max(first, keys.first_of(_day(part.value, False)))
        elif isinstance(part, Field) and part.name == "to":
            last = min(last, keys.first_of(_day(part.value, True) + 1) - 1)
        else:
            rest.append(part)
    if last != LAST and first == 0:
        first = keys.first_of(1)  # what has no day is not before another
    return first, last, None if not rest else rest[0] if len(rest) == 1 else And(tuple(rest))


def _day(value: str, end: bool) -> int:
    """Days since 1900 of an ISO day, month or year: its first day, or with `end` its last."""
    m = DATE.fullmatch(value)
    if m:
        year, month, day = int(m[1]), int(m[2] or (12 if end else 1)), m[3]
        try:
            number = int(day) if day else calendar.monthrange(year, month)[1] if end else 1
            return keys.day_of(date(year, month, number).isoformat())
        except ValueError:
            pass
    raise QueryError(f"{value!r} is no date; write 2021-12-15, 2021-12 or 2021")


def _terms(node: Node) -> Iterator[str]:
    """The words that the query asks for, not those that it refuses."""
    if isinstance(node, And | Or):
        for part in node.parts:
            yield from _terms(part)
    elif isinstance(node, Word):
        yield from readings(node.text)
    elif isinstance(node, Phrase):
        yield from terms(node.text)
    elif isinstance(node, Field) and node.name == "about":
        yield from terms(node.value)
