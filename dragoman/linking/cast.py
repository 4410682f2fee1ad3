"""The actors of a document while it is read: what has been resolved, and what was said before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

import msgspec

from dragoman.actors.index import Index
from dragoman.languages.base import Token
from dragoman.linking.listed import from_index
from dragoman.linking.names import Person
from dragoman.mentions import Page, Reference
from dragoman.model import Actor


class Known(msgspec.Struct, frozen=True):
    """One reference and who it is. alternatives: other readings with their scores."""

    actor_id: str | None
    rule: str
    score: float = 1.0
    alternatives: tuple[tuple[str, float], ...] = ()
    members: tuple[str, ...] = ()
    conflict: str | None = None


class Seen(msgspec.Struct, frozen=True):
    """A resolved mention in reading order, for what points back."""

    token: int
    actor_id: str
    kind: str
    gender: str
    plural: bool
    noun: str
    nominative: bool


@dataclass(frozen=True, slots=True)
class Role:
    """One line of the grammar. name: foreign-minister; code: the last part of an office id; organs: functions."""

    name: str
    code: str
    rank: int
    organs: tuple[str, ...]
    words: tuple[str, ...]


LOOK_BACK = 300
"""Mentions that a rule looks back over, about two long reports; keeps a page of 20,000 names linear."""


@dataclass(slots=True)
class Cast:
    """The actors of a document while it is read from top to bottom."""

    page: Page
    index: Index
    on: str | None
    speakers: frozenset[int]
    tagged: frozenset[int] = frozenset()
    actors: dict[str, Actor] = field(default_factory=dict)
    persons: list[Person] = field(default_factory=list)
    owners: dict[Reference, Person] = field(default_factory=dict)
    seen: list[Seen] = field(default_factory=list)
    latest: dict[str, Seen] = field(default_factory=dict)
    known: dict[Reference, Known] = field(default_factory=dict)
    focus: list[str] = field(default_factory=list)
    by_actor: dict[str, Person] = field(default_factory=dict)
    by_role: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    roles: dict[tuple[int, int, int], Role | None] = field(default_factory=dict)
    states: dict[Reference, list[str]] = field(default_factory=dict)
    standings: dict[Reference, str] = field(default_factory=dict)
    surnames: dict[str, list[Person]] = field(default_factory=dict)
    by_noun: dict[str, list[str]] = field(default_factory=dict)

    tokens: Sequence[Token] = field(init=False, repr=False)
    words: Callable[[str], frozenset[str]] = field(init=False, repr=False)
    """Words of one class in the language of the page (`classes.tsv`)."""

    def __post_init__(self) -> None:
        self.tokens, self.words = self.page.tokens, self.page.lexicon.words

    def add(self, actor: Actor) -> str:
        self.actors.setdefault(actor.id, actor)
        return actor.id

    def listed(self, actor_id: str) -> str:
        """Puts an actor of the index into the report and gives its id."""
        if actor_id not in self.actors:
            self.actors[actor_id] = from_index(self.index, actor_id, self.on)
        return actor_id

    def iso3(self, actor_id: str) -> str | None:
        return self.actors[actor_id].iso3 if actor_id in self.actors else None

    def know(self, person: Person) -> None:
        """Makes a person of the document findable by actor and by role."""
        self.by_actor.setdefault(person.actor_id, person)
        if person.full:
            for start in {family[:3] for family in person.family}:
                self.surnames.setdefault(start, []).append(person)
        for noun, state in sorted(person.roles):
            self.by_role.setdefault((noun, state), []).append(person.actor_id)
            if person.actor_id not in self.by_noun.setdefault(noun, [])[-1:]:
                self.by_noun[noun].append(person.actor_id)

    def in_role(self, nouns: Iterable[str], state: str) -> list[str]:
        """Persons to whom the text gives one of these roles for the state."""
        return list(dict.fromkeys(a for n in sorted(nouns) for a in self.by_role.get((n, state), ())[:LOOK_BACK]))

    def with_role(self, nouns: Iterable[str]) -> list[str]:
        """Persons to whom the text gives one of these roles for whatever state."""
        return list(dict.fromkeys(a for n in sorted(nouns) for a in self.by_noun.get(n, ())[:LOOK_BACK]))

    def back(self) -> Iterator[Seen]:
        """What was seen before, the last first."""
        return islice(reversed(self.seen), LOOK_BACK)

    def last_of(self, ids: Iterable[str], before: int) -> str | None:
        """The one of these actors who was mentioned last."""
        found = [seen for a in ids if (seen := self.latest.get(a)) is not None and seen.token < before]
        return max(found, key=lambda seen: seen.token).actor_id if found else None

    def mention(self, seen: Seen) -> None:
        """Remembers a resolved mention."""
        self.seen.append(seen)
        self.latest.pop(seen.actor_id, None)
        self.latest[seen.actor_id] = seen

    def back_once(self) -> Iterator[Seen]:
        """The last mention of each actor, the last first."""
        return islice(reversed(self.latest.values()), LOOK_BACK)

    def focus_states(self) -> Iterator[str]:
        """ISO3 of the states named last, the last first."""
        given = set[str]()
        for focus in islice(reversed(self.focus), LOOK_BACK):
            iso3 = self.iso3(focus)
            if iso3 and iso3 not in given:
                given.add(iso3)
                yield iso3
