"""Offices: which role words name one office, who holds it in the text, and who held it on the document's date."""

from __future__ import annotations

from dragoman.languages.lexicon import Lexicon
from dragoman.linking import organs, roles
from dragoman.linking.cast import Cast
from dragoman.linking.names import Person, same_form
from dragoman.mentions import Reference

EX = "экс-"


def synonyms(lexicon: Lexicon, noun: str) -> frozenset[str]:
    """The noun and all that may stand for it in the same text; who held an office before stays apart."""
    base = noun.removeprefix(EX)
    out = {base}
    for group in lexicon.role_synonyms:
        if base in group:
            out |= group
    return frozenset(EX + x for x in out) if noun.startswith(EX) else frozenset(out)


def noun_of(cast: Cast, r: Reference) -> str:
    """The role noun, with «экс-» when the office is a former one."""
    base = r.noun.removeprefix(EX)
    return EX + base if roles.standing(cast, r) == "former" else base


def holder(cast: Cast, r: Reference, state: str) -> str | None:
    """Who holds the office: a person to whom the text gives it, else the one known for the date of the document."""
    noun = noun_of(cast, r)
    office = roles.office_name(cast, r)
    ids = [a for a in cast.in_role(synonyms(cast.page.lexicon, noun), state) if _may_hold(cast, a, office, state)]
    exact = [a for a in ids if (noun, state) in cast.by_actor[a].roles]
    near = exact or ids
    if near:
        return cast.last_of(near, r.head) or near[0]
    return None if noun.startswith(EX) else _from_tenures(cast, r, state)


def _may_hold(cast: Cast, actor_id: str, office: str, state: str) -> bool:
    """The text gives the person no other office of the state that excludes this one."""
    known = {name for name, s in cast.by_actor[actor_id].offices if s == state}
    return not known or not office or office in known


def _from_tenures(cast: Cast, r: Reference, state: str) -> str | None:
    """The one known holder on the document's date, else the one of all holders whom the document names."""
    others = () if r.plural else (s for s in organs.states_of(cast, r) if s != state)  # «послы США и Франции»
    post = roles.post_of(cast, r, state, next(iter(others), ""))
    if post is None:
        return None
    how = roles.standing(cast, r)
    if how == roles.LATER:
        found = roles.next_holder(cast, post, cast.on) if cast.on else None
        return cast.listed(found) if found else None
    then = list(roles.holders(cast, post, cast.on)) if cast.on and how != roles.ACTING else []
    if len(then) == 1:
        return cast.listed(then[0])
    named = [p for p in then or roles.holders(cast, post, None) if p in cast.by_actor]
    return named[0] if len(named) == 1 and not how else None


def known_holder(cast: Cast, r: Reference) -> str | None:
    """A bare office of the state in focus, on the document's date."""
    for iso3 in cast.focus_states():
        found = holder(cast, r, iso3)
        if found:
            return found
        if roles.role_of(cast, r) is not None:
            return None
    return None


def best_person(cast: Cast, person: Person, candidates: list[str]) -> str | None:
    """Which of the known people of this name it is: the state of a role in the text decides; a lone full name
    stands.
    """
    if not candidates:
        given = person.given[0] if person.given else None
        candidates = list(cast.index.people_named(person.family[0], given))
        if not person.given:
            candidates = [c for c in candidates if _state_fits(cast, person, c)]
    fitting = [c for c in candidates if _state_fits(cast, person, c) is not False and _gender_fits(cast, person, c)]
    if not fitting and person.given and len(candidates) == 1 and _state_fits(cast, person, candidates[0]):
        fitting = candidates  # «передали помощнику госсекретаря США Карен Донфрид»: the name does not show the gender
    dated = [c for c in fitting if cast.on and cast.index.offices_of(c, cast.on)]
    chosen = dated or fitting
    return chosen[0] if len(chosen) == 1 or (chosen and person.given) else (chosen[0] if dated else None)


def known_by_one_name(cast: Cast, person: Person, r: Reference) -> str | None:
    """«король Саудовской Аравии Салман», «папа Франциск»: the holder of the office, if one of his names is this."""
    if person.given or not r.noun or r.plural or roles.standing(cast, r):
        return None
    held = _from_tenures(cast, r, organs.state_of(cast, r))
    entity = cast.index.entity(held) if held else None
    names = [word.lower() for name in (*entity.ru, *entity.en) for word in name.split()] if entity else []
    return held if any(same_form(name, family) for name in names for family in person.family) else None


def _gender_fits(cast: Cast, person: Person, candidate: str) -> bool:
    known = organs.gender_of(cast.index, candidate)
    return not known or not person.gender or known == person.gender


def _state_fits(cast: Cast, person: Person, candidate: str) -> bool | None:
    """True when a role in the text names a state that the candidate served, False when only other states, None
    unknown.
    """
    states = {s for _, s in person.roles if s}
    if not states:
        return None
    entity = cast.index.person(candidate)
    served = {t.office.split("/")[1] for t in cast.index.offices_of(candidate)}
    served |= {entity.iso3} if entity and entity.iso3 else set()
    if not served:
        return None
    if states & served:
        return True
    return None if any("/" in s for s in states) else False
