"""Actors of the index as actors of a report."""

from __future__ import annotations

from dragoman.actors.index import Index
from dragoman.model import Actor

KINDS = {
    "state": "state", "historical": "state", "quasi-state": "quasi-state", "organ": "organ", "igo": "organization",
    "format": "organization", "media": "medium", "party": "organization", "armed-group": "organization", "company": "organization",
    "person": "person", "agreement": "document", "region": "place", "place": "place", "group": "group",
}  # fmt: skip
"""Folder of the knowledge base → kind in a report."""


def from_index(index: Index, actor_id: str) -> Actor:
    """The actor with its usual names first, English and Russian. Raises KeyError for an id that the index does not have."""
    entity = index.entity(actor_id)
    if entity is None:
        raise KeyError(actor_id)
    return Actor(
        id=actor_id,
        kind=KINDS.get(actor_id.split("/")[0], "organization"),
        names={"en": entity.en, "ru": entity.ru},
        iso3=entity.iso3,
        sector=entity.sector,
        qid=entity.codes.get("qid"),
    )


def iso3_of(index: Index, actor_id: str) -> str:
    """ISO3 of the state that the actor is or belongs to, or an empty string."""
    entity = index.entity(actor_id)
    return (entity.iso3 or "") if entity is not None else ""
