"""For whom an actor speaks: a minister for the state, a secretary-general for the organisation, a party chief for none.

Worked out from the office that the knowledge base says was held on the day, never from the words alone.
"""

from __future__ import annotations

import re
from functools import lru_cache

from dragoman.actors.index import Entity, Index
from dragoman.model import Actor

OFFICE = re.compile(r"office/([A-Z]{3})/")
OF_STATE = ("GOV", "MIL", "SPY")
"""Sectors (PLOVER) whose organs speak for the state; a parliament or a court speaks for itself."""
ITSELF = ("state", "quasi-state", "organization", "organ", "group")
APART = ("parliament", "senate", "opposition")
"""Organs whose members do not speak for the state."""


class Holders:
    """The one spoken for, by the actors of an index."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.entity = lru_cache(4096)(self._entity)

    def __call__(self, actor: Actor, day: str | None) -> Actor | None:
        """The state, organisation or body for which the actor speaks on a day, or None when that is not known."""
        if actor.kind == "person":
            return self._of_person(actor.id, day[:10] if day else None)
        if actor.kind == "organ" and actor.iso3 and actor.sector in OF_STATE:
            return self.entity(f"state/{actor.iso3}") or actor
        return actor if actor.kind in ITSELF else None

    def _of_person(self, key: str, day: str | None) -> Actor | None:
        if key.startswith("text/"):
            return None
        for tenure in self.index.offices_of(key, day) if day else ():
            state = OFFICE.match(tenure.office)
            body = tenure.office.removeprefix("office/").rpartition("/")[0]
            if state and not any(part in APART for part in tenure.office.split("/")):
                return self.entity(f"state/{state[1]}") or self.entity(f"quasi-state/{state[1]}")
            if not state and (found := self.entity(body)) is not None:
                return found
        return None

    def _entity(self, key: str) -> Actor | None:
        found = self.index.entity(key)
        return as_actor(found) if found is not None else None


def as_actor(e: Entity) -> Actor:
    """An entry of the knowledge base as an actor of a report."""
    names = {lang: tuple(forms) for lang, forms in (("en", e.en), ("ru", e.ru)) if forms}
    return Actor(id=e.id, kind=e.kind, names=names, iso3=e.iso3 or None, sector=e.sector or None)
