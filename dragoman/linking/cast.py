"""The actors of a document while it is read: what has been resolved, and what was said before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dragoman.actors.index import Index
from dragoman.languages.base import Token
from dragoman.linking.listed import from_index
from dragoman.linking.names import Person
from dragoman.mentions import Page, Reference
from dragoman.model import Actor


@dataclass(frozen=True, slots=True)
class Known:
    """One reference and who it is. alternatives: other readings with their scores."""

    actor_id: str | None
    rule: str
    score: float = 1.0
    alternatives: tuple[tuple[str, float], ...] = ()
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """A resolved mention in reading order, for what points back."""

    token: int
    actor_id: str
    kind: str
    gender: str
    plural: bool
    noun: str
    nominative: bool


@dataclass(slots=True)
class Cast:
    """The actors of a document while it is read from top to bottom."""

    page: Page
    index: Index
    on: str | None
    speakers: frozenset[int]
    actors: dict[str, Actor] = field(default_factory=dict)
    persons: list[Person] = field(default_factory=list)
    owners: dict[Reference, Person] = field(default_factory=dict)
    seen: list[Seen] = field(default_factory=list)
    known: dict[Reference, Known] = field(default_factory=dict)
    focus: list[str] = field(default_factory=list)

    @property
    def tokens(self) -> Sequence[Token]:
        return self.page.tokens

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
