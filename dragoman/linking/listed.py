"""Actors of the index as actors of a report."""

from __future__ import annotations

from functools import lru_cache

from dragoman.actors.index import Index
from dragoman.model import Actor

KINDS = {
    "state": "state", "historical": "state", "quasi-state": "quasi-state", "organ": "organ", "igo": "organization",
    "format": "organization", "media": "medium", "party": "organization", "armed-group": "organization", "company": "organization",  # noqa: E501
    "person": "person", "agreement": "document", "region": "place", "place": "place", "group": "group",
}  # fmt: skip
"""Folder of the knowledge base → kind in a report."""


@lru_cache(maxsize=4096)
def from_index(index: Index, actor_id: str, on: str | None = None) -> Actor:
    """The actor with its usual names first, English and Russian. Raises KeyError for an id that the index does not
    have.
    """
    entity = index.entity(actor_id)
    if entity is None:
        raise KeyError(actor_id)
    return Actor(
        id=actor_id,
        kind=KINDS.get(actor_id.split("/")[0], "organization"),
        names={"en": entity.en, "ru": entity.ru},
        iso3=entity.iso3 or _served(index, actor_id, on),
        sector=entity.sector,
        qid=entity.codes.get("qid"),
    )


def _served(index: Index, actor_id: str, on: str | None) -> str | None:
    """The state whose office a person holds on the date, else ever held."""
    if not actor_id.startswith("person/"):
        return None
    held = index.offices_of(actor_id, on) or index.offices_of(actor_id)
    states = {s for t in held if len(s := t.office.split("/")[1]) == 3 and s.isupper()}
    return states.pop() if len(states) == 1 else None


def iso3_of(index: Index, actor_id: str) -> str:
    """ISO3 of the state that the actor is or belongs to, or an empty string."""
    entity = index.entity(actor_id)
    return (entity.iso3 or "") if entity is not None else ""
