"""The persons of a document: all its names put together, full ones first, and who in the index each of them is."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.languages.base import Token
from dragoman.languages.grammar import case_of, is_verb
from dragoman.linking import minting, offices, organs, roles
from dragoman.linking.cast import Cast
from dragoman.linking.names import Person, bears, fits, keys, parts, shown_name
from dragoman.mentions import Reference

FEMININE = ("ова", "ева", "ёва", "ина", "ына", "ская", "цкая")
CLOSE = 40
"""Bearers of names that begin alike, at most so many compared; a page that lists more is a list, not a report."""


def gather(cast: Cast, order: Sequence[Reference]) -> None:
    """Makes the persons of the document from all names, full ones first, so that a surname in the title finds its
    owner.
    """
    named = [(r, words_of(cast, r)) for r in order if r.kind == "person" and r.name]
    kept: dict[str, list[Person]] = {}
    placed: dict[int, list[int]] = {}
    bearing: dict[int, list[Reference]] = {}
    for full in (True, False):
        for r, words in named:
            if (sum(t.text[0].isalpha() for t in words) > 1) != full:
                continue
            given, family = parts(words)
            person = _bearer(cast, r, kept, placed, given, family)
            if person is None:
                person = Person(given=list(given), family=[family], shown="", full=bool(given))
                cast.persons.append(person)
            for key in keys(person.given, family):
                if not any(p is person for p in kept.setdefault(key, [])[-CLOSE:]):
                    kept[key].append(person)
            if full:
                placed.setdefault(id(person), []).append(r.head)
            _learn(cast, person, r, words, given, family)
            cast.owners[r] = person
            bearing.setdefault(id(person), []).append(r)
    for person in cast.persons:
        _identify(cast, person, bearing.get(id(person), []))
        cast.know(person)


def words_of(cast: Cast, r: Reference) -> Sequence[Token]:
    """The words of the name, without a role that the tagger took for its first word: «Комиссар Кай Хольм»."""
    assert r.name is not None
    words = cast.tokens[r.name[0] : r.name[1]]
    roles = cast.page.lexicon.speakers
    while len(words) > 2 and (words[0].lemma in roles or words[0].lower in roles):
        words = words[1:]
    return words


def _bearer(
    cast: Cast,
    r: Reference,
    kept: dict[str, list[Person]],
    placed: dict[int, list[int]],
    given: Sequence[str],
    family: str,
) -> Person | None:
    """Whose name it is; of several of one surname the one that agrees in gender, then the one named last."""
    near = kept.get(family[:3], [])[-CLOSE:]
    found = [p for p in near if fits(p, given, family)]
    found = [p for p in found if bears(p, family)] or found
    if given and len(found) > 1:
        found = [p for p in found if p.given] or found
    if len(found) < 2:
        return found[0] if found else None
    gender = gender_told(cast, r)
    found = [p for p in found if not gender or not p.gender or p.gender == gender] or found
    roles_here = {(offices.noun_of(cast, r), organs.state_of(cast, r))} if r.noun else set()
    found = [p for p in found if p.roles & roles_here] or found
    before = [(max((at for at in placed.get(id(p), ()) if at < r.head), default=-1), -k) for k, p in enumerate(found)]
    return found[-max(before)[1]]


def _learn(cast: Cast, person: Person, r: Reference, words: Sequence[Token], given: Sequence[str], family: str) -> None:
    if family not in person.family:
        person.family.append(family)
    if given and not person.given:
        person.given = list(given)
    nominative = case_of(words[0]) == "Nom"
    if not person.shown or (len(words), nominative) > (len(person.shown.split()), False):
        person.shown = shown_name(words)
    person.gender = person.gender or gender_told(cast, r)
    assert r.name is not None
    taken = cast.tokens[r.name[0]]
    if taken.i != words[0].i:
        person.roles.add((taken.lower if taken.lower in cast.page.lexicon.speakers else taken.lemma, ""))
    if r.role and r.noun and not r.plural:
        state = organs.state_of(cast, r)
        person.roles.add((offices.noun_of(cast, r), state))
        office = roles.office_name(cast, r)
        if office and roles.standing(cast, r) != "former":
            person.offices.add((office, state))


def gender_told(cast: Cast, r: Reference) -> str:
    """From the verb («заявила»), the given name, or an ending that only women's surnames have."""
    head = cast.tokens[r.head]
    if head.head >= 0 and head.rel.startswith("nsubj") and is_verb(cast.tokens[head.head]):
        shown = cast.tokens[head.head].feats.get("Gender", "")
        if shown in ("Masc", "Fem"):
            return shown
    words = [t for t in words_of(cast, r) if t.text[0].isalpha()]
    for t in words[:-1]:
        if len(t.text) > 1 and t.feats.get("Gender") in ("Masc", "Fem"):
            return t.feats["Gender"]
    nominative = bool(words) and case_of(words[-1]) == "Nom"
    return "Fem" if nominative and words[-1].lower.endswith(FEMININE) and len(words[-1].text) > 4 else ""


def _identify(cast: Cast, person: Person, references: Sequence[Reference]) -> None:
    """The actor: one that the index knows by the full name, or by the surname with the office; else minted from the
    text.
    """
    candidates: list[str] = []
    for r in references:
        for m in r.matches:
            assert r.name is not None
            if r.name[0] < m.last <= r.name[1]:  # «папа Франциск»: the role may be part of the name
                candidates += [c.actor_id for c in m.candidates if c.actor_id.startswith("person/")]
    chosen = offices.best_person(cast, person, list(dict.fromkeys(candidates)))
    chosen = chosen or next((held for r in references if (held := offices.known_by_one_name(cast, person, r))), None)
    if chosen:
        person.actor_id = cast.listed(chosen)
        person.gender = organs.gender_of(cast.index, chosen) or person.gender
        return
    noun, state = minting.office_of(person)
    iso3 = state if len(state) == 3 and state.isupper() else None
    person.actor_id = cast.add(minting.person(person.shown, noun, iso3, person.gender, _office_name(person, state)))


def _office_name(person: Person, state: str) -> str:
    """The office in the words of the role grammar, which are the same in every language."""
    return min((name for name, s in person.offices if s == state), default="")
