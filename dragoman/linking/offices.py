"""Offices: which role words name one office, who holds it in the text, and who held it on the document's date."""

from __future__ import annotations

from functools import cache

from dragoman.languages.ru import tables
from dragoman.linking import organs
from dragoman.linking.cast import Cast
from dragoman.linking.names import Person
from dragoman.mentions import Reference

SAME = (
    frozenset(["премьер", "премьер-министр"]),
    frozenset(["глава", "министр"]),
    frozenset(["президент", "глава", "лидер"]),
    frozenset(["генсек", "секретарь"]),
    frozenset(["постпред", "представитель", "постпредставитель"]),
    frozenset(["представитель", "пресс-секретарь", "спикер"]),
    frozenset(["посол", "дипломат"]),
    frozenset(["министр", "дипломат"]),
    frozenset(["представитель", "дипломат"]),
    frozenset(["постпред", "дипломат"]),
    frozenset(["премьер", "глава"]),
    frozenset(["депутат", "парламентарий", "сенатор", "конгрессмен"]),
    frozenset(["канцлер", "глава", "лидер"]),
)
"""Nouns that may name one office in a text: a министр is also called глава ведомства and дипломат."""


@cache
def synonyms(noun: str) -> frozenset[str]:
    """The noun and all that may stand for it in the same text."""
    out = {noun}
    for group in SAME:
        if noun in group:
            out |= group
    return frozenset(out)


def organ_of(cast: Cast, r: Reference) -> str:
    """Function of the organ that the phrase names: mfa, mod, government …; "-" for none."""
    for m in r.matches:
        for c in m.candidates:
            if c.actor_id.startswith("organ/"):
                return c.actor_id.rpartition("/")[2]
    return "-"


def office_ids(cast: Cast, r: Reference, state: str) -> list[str]:
    """Ids of the tenure table that the phrase may mean."""
    organ = organ_of(cast, r)
    owner = state if len(state) == 3 else state.removeprefix("igo/")
    out = []
    for noun, wanted, office, *_ in tables.rows("holders.tsv"):
        if noun == r.noun and wanted in (organ, "*"):
            out.append(f"office/{owner}/{office}" if len(state) == 3 else f"office/igo/{owner}/{office}")
    return out


def holder(cast: Cast, r: Reference, state: str) -> str | None:
    """Who holds the office: a person to whom the text gives it, else the one known for the date of the document."""
    wanted = synonyms(r.noun)
    exact = [p for p in cast.persons if (r.noun, state) in p.roles]
    near = exact or [p for p in cast.persons if any(n in wanted and s == state for n, s in p.roles)]
    if near and not former(cast, r):
        before = [s.actor_id for s in cast.seen if s.token < r.head]
        ids = [p.actor_id for p in near]
        return next((a for a in reversed(before) if a in ids), ids[0])
    return None if former(cast, r) else _from_tenures(cast, r, state)


def _from_tenures(cast: Cast, r: Reference, state: str) -> str | None:
    mentioned = {p.actor_id for p in cast.persons}
    for office in office_ids(cast, r, state):
        ever = {t.person for t in cast.index.holders(office)}
        named = [p for p in mentioned if p in ever]
        if len(named) == 1:
            return named[0]
        if cast.on:
            then = list(dict.fromkeys(t.person for t in cast.index.holders(office, cast.on)))
            if len(then) == 1:
                return cast.listed(then[0])
    return None


def known_holder(cast: Cast, r: Reference) -> str | None:
    """A bare office of the state in focus, on the document's date."""
    for focus in reversed(cast.focus):
        iso3 = cast.iso3(focus)
        if iso3:
            return holder(cast, r, iso3)
    return None


def former(cast: Cast, r: Reference) -> bool:
    """«бывший», «экс-»: the tenure of today says nothing."""
    words = cast.tokens[r.first : r.last]
    return any(t.lemma in ("бывший", "прежний") or t.lower.startswith("экс-") for t in words)


def best_person(cast: Cast, person: Person, candidates: list[str]) -> str | None:
    """Which of the known people of this name it is: the state of a role in the text decides; a lone full name
    stands.
    """
    if not candidates:
        candidates = list(cast.index.people_named(person.family[0], person.given[0] if person.given else None))
        if not person.given:
            candidates = [c for c in candidates if _state_fits(cast, person, c) is True]
    fitting = [c for c in candidates if _state_fits(cast, person, c) is not False]
    dated = [c for c in fitting if cast.on and cast.index.offices_of(c, cast.on)]
    chosen = dated or fitting
    return chosen[0] if len(chosen) == 1 or (chosen and person.given) else (chosen[0] if dated else None)


def _state_fits(cast: Cast, person: Person, candidate: str) -> bool | None:
    """True when a role in the text names a state that the candidate served, False when only other states, None
    unknown.
    """
    states = {s for _, s in person.roles if s}
    if not states:
        return None
    entity = cast.index.person(candidate)
    served = {t.office.split("/")[1] for t in cast.index.offices_of(candidate)} | (
        {entity.iso3} if entity and entity.iso3 else set()
    )
    if not served:
        return None
    return (
        bool(states & served) or any("/" in s for s in states) or None
        if states & served
        else (None if any("/" in s for s in states) else False)
    )


def state_of_person(cast: Cast, actor_id: str) -> str | None:
    actor = cast.actors.get(actor_id)
    return organs.state_actor(cast, actor.iso3) if actor and actor.iso3 else None
