"""One document's actors: each reference gets the actor it stands for, read in order, remembering what was said before.

The order of decisions for a reference: its own name; the office with its state; the same office named before; the
noun or pronoun that points back. What stays open is unknown.
"""

from __future__ import annotations

from dragoman.actors.index import Index
from dragoman.linking import bearers, gathering, organs
from dragoman.linking.cast import Cast, Known, Seen
from dragoman.mentions import Page, Reference


def resolve(page: Page, index: Index, on: str | None, speakers: frozenset[int]) -> Cast:
    """Goes through the references in reading order. speakers: tokens that are sources of statements; on: ISO date or
    None.
    """
    tagged = frozenset(i for n in page.analysis.names if n.kind == "LOC" for i in range(n.first, n.last))
    cast = Cast(page, index, on, speakers, tagged)
    order = sorted(page.references, key=lambda r: (r.head, r.first - r.last))
    gathering.gather(cast, order)
    for r in sorted(order, key=lambda r: (_at(r), r.first - r.last)):
        found = decide(cast, r)
        cast.known[r] = found
        remember(cast, r, found)
    return cast


def _at(r: Reference) -> int:
    return r.name[0] if r.name else r.head


def decide(cast: Cast, r: Reference) -> Known:
    """Who the reference stands for, by the first rule that answers."""
    for rule in RULES_FOR.get(r.kind, RULES):
        found = rule(cast, r)
        if found is not None:
            return found
    return Known(None, "unknown", 0.0)


def remember(cast: Cast, r: Reference, found: Known) -> None:
    token = cast.tokens[r.head]
    if found.actor_id is None or r.kind == "pronoun":
        return
    actor = cast.actors.get(found.actor_id)
    if actor is None:
        return
    if actor.kind in ("state", "quasi-state") and actor.iso3:
        cast.focus.append(actor.id)
    if r.kind == "adjective":
        return
    person = cast.by_actor.get(found.actor_id)
    gender = (person.gender if person else "") or token.feats.get("Gender", "")
    english = cast.page.analysis.language == "en"  # which shows its subjects by place, not by case
    nominative = token.rel.startswith("nsubj") if english else token.feats.get("Case") in ("Nom", None)
    cast.mention(Seen(r.head, found.actor_id, actor.kind, gender, r.plural, r.noun, nominative))


RULES = (
    bearers.named,
    bearers.namesake,
    organs.of_state,
    organs.listed,
    organs.country_noun,
    organs.organ_noun,
    bearers.office,
    bearers.bare_role,
    organs.pointing_back,
    bearers.pronoun,
    organs.group,
    bearers.unnamed,
    organs.unlisted,
)

PERSONS = (bearers.named, bearers.office, bearers.bare_role, bearers.unnamed)
NAMES = (bearers.namesake, organs.of_state, organs.listed, organs.country_noun, organs.organ_noun)
RULES_FOR = {
    "person": PERSONS,
    "office": PERSONS,
    "unnamed": (organs.listed, *PERSONS),
    "pronoun": (bearers.pronoun,),
    "adjective": (organs.of_state, organs.listed),
    "country": (organs.of_state, organs.listed, organs.country_noun, organs.organ_noun),
    "place": (*NAMES, organs.unlisted),
}
"""The rules of `RULES` that can answer for a kind, in the same order."""
