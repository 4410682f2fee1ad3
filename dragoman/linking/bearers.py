"""Persons: who bears a name, who holds an office, whom «министр», «дипломат», «он» point back to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dragoman.languages.base import Token
from dragoman.languages.grammar import case_of, children, is_verb
from dragoman.languages.ru import lexicon
from dragoman.linking import minting, offices, organs
from dragoman.linking.cast import Cast, Known
from dragoman.linking.names import Person, fits, parts, same_form, shown_name
from dragoman.mentions import Reference

SINGULAR = {"он": "Masc", "его": "Masc", "ему": "Masc", "им": "Masc", "него": "Masc", "нему": "Masc", "ним": "Masc", "нем": "Masc",  # noqa: E501
            "она": "Fem", "ее": "Fem", "ей": "Fem", "нее": "Fem", "ней": "Fem"}  # fmt: skip
PLURAL = frozenset(["они", "их", "им", "ими", "них", "ним", "ними"])
FIRST = frozenset(["я", "мы", "мне", "меня", "мной", "нам", "нас", "нами"])
ANYONE = frozenset(
    [
        "политик",
        "дипломат",
        "чиновник",
        "функционер",
        "парламентарий",
        "собеседник",
        "политолог",
        "эксперт",
        "аналитик",
        "спикер",
        "военный",
        "лидер",
        "глава",
        "руководитель",
        "представитель",
    ]
)
"""Nouns that point back to any person just spoken of, whatever the office."""
BACK = 3
"""Sentences that a pronoun looks back over; a bare role looks over the whole text."""


def gather(cast: Cast, order: Sequence[Reference]) -> None:
    """Makes the persons of the document from all names, full ones first, so that a surname in the title finds its
    owner.
    """
    named = [r for r in order if r.kind == "person" and r.name]
    for r in sorted(named, key=lambda r: _length(cast, r) < 2):
        given, family = parts(_words(cast, r))
        person = next((p for p in cast.persons if fits(p, given, family)), None)
        if person is None:
            person = Person(given=list(given), family=[family], shown="", full=bool(given))
            cast.persons.append(person)
        _learn(cast, person, r, given, family)
    bearing: dict[int, list[Reference]] = {}
    for r in named:
        owner = _owner(cast, r)
        if owner is not None:
            cast.owners[r] = owner
            bearing.setdefault(id(owner), []).append(r)
    for person in cast.persons:
        _identify(cast, person, bearing.get(id(person), []))


def _words(cast: Cast, r: Reference) -> Sequence[Token]:
    assert r.name is not None
    return cast.tokens[r.name[0] : r.name[1]]


def _length(cast: Cast, r: Reference) -> int:
    return sum(t.text[0].isalpha() for t in _words(cast, r))


def _learn(cast: Cast, person: Person, r: Reference, given: Sequence[str], family: str) -> None:
    words = _words(cast, r)
    if family not in person.family:
        person.family.append(family)
    if given and not person.given:
        person.given = list(given)
    nominative = case_of(words[0]) == "Nom"
    if not person.shown or (len(words), nominative) > (len(person.shown.split()), False):
        person.shown = shown_name(words)
    person.gender = person.gender or _gender(cast, r)
    if r.role and r.noun and not r.plural:
        person.roles.add((r.noun, organs.state_of(cast, r)))


def _gender(cast: Cast, r: Reference) -> str:
    """From the verb («заявила»), the given name, or the surname's ending."""
    head = cast.tokens[r.head]
    if head.head >= 0 and head.rel.startswith("nsubj") and is_verb(cast.tokens[head.head]):
        shown = cast.tokens[head.head].feats.get("Gender", "")
        if shown in ("Masc", "Fem"):
            return shown
    for t in _words(cast, r):
        if t.feats.get("Gender") in ("Masc", "Fem") and t.text[0].isalpha():
            return t.feats["Gender"]
    return ""


def person_of(cast: Cast, r: Reference) -> Person | None:
    """The person of the document whose name this is."""
    return cast.owners.get(r)


def _owner(cast: Cast, r: Reference) -> Person | None:
    given, family = parts(_words(cast, r))
    full = [p for p in cast.persons if fits(p, given, family)]
    return next((p for p in full if p.full or given), full[0] if full else None)


def _identify(cast: Cast, person: Person, references: Iterable[Reference]) -> None:
    """The actor: one that the index knows by the full name, or by the surname with the office; else minted from the
    text.
    """
    candidates: list[str] = []
    for r in references:
        for m in r.matches:
            assert r.name is not None
            if m.first >= r.name[0] and m.last <= r.name[1]:
                candidates += [c.actor_id for c in m.candidates if c.actor_id.startswith("person/")]
    chosen = offices.best_person(cast, person, list(dict.fromkeys(candidates)))
    if chosen:
        person.actor_id = cast.listed(chosen)
        person.gender = organs.gender_of(cast.index, chosen) or person.gender
        return
    noun, state = next(iter(sorted(person.roles, key=lambda x: not x[1])), ("", ""))
    iso3 = state if len(state) == 3 and state.isupper() else None
    person.actor_id = cast.add(minting.person(person.shown, noun, iso3, person.gender))


def named(cast: Cast, r: Reference) -> Known | None:
    """A person named in the phrase."""
    if r.kind != "person" or not r.name:
        return None
    person = person_of(cast, r)
    return Known(person.actor_id, "named person") if person and person.actor_id else None


def namesake(cast: Cast, r: Reference) -> Known | None:
    """A word that the index takes for a place, or the tagger for anything, but that is a surname of the text:
    «Обама».
    """
    if r.kind not in ("place", "organization") or r.noun or r.last - r.first != 1:
        return None
    if any(not c.actor_id.startswith("place/") for m in r.matches for c in m.candidates):
        return None
    word = cast.tokens[r.head].lower
    person = next((p for p in cast.persons if p.full and any(same_form(word, f) for f in p.family)), None)
    return Known(person.actor_id, "surname of a person named", 0.8) if person and person.actor_id else None


def office(cast: Cast, r: Reference) -> Known | None:
    """«президент Сербии», «глава российского МИДа»: the document's holder, else the known holder on the document's
    date.
    """
    if r.kind not in ("person", "office") or r.name or not r.noun:
        return None
    states = organs.states_of(cast, r)
    if not states:
        return None
    members = [m for m in (offices.holder(cast, r, state) for state in states) if m]
    if not members:
        return None
    return Known(members[0], "office", 0.9, members=tuple(members))


def bare_role(cast: Cast, r: Reference) -> Known | None:
    """«министр», «президент», «дипломат»: the last person of whom the text used this role, or who just spoke."""
    if r.kind not in ("person", "office", "unnamed") or r.name or _indefinite(cast, r):
        return None
    if r.plural:
        return _bare_roles(cast, r)
    if organs.states_of(cast, r) and r.noun not in ANYONE:
        return None
    at = r.head
    wanted = offices.synonyms(r.noun)
    holders = {p.actor_id for p in cast.persons if any(noun in wanted for noun, _ in p.roles)}
    for s in reversed(cast.seen):
        if s.token < at and s.actor_id in holders:
            return Known(s.actor_id, "bare role", 0.8)
    candidates = [p.actor_id for p in cast.persons if p.actor_id in holders]
    if len(candidates) == 1:
        return Known(candidates[0], "bare role ahead", 0.6)
    if r.noun in ANYONE and not organs.states_of(cast, r) and r.last - r.first == 1:
        return _last_person(cast, at, "")
    known = offices.known_holder(cast, r)
    return Known(known, "known holder", 0.6) if known else None


def _bare_roles(cast: Cast, r: Reference) -> Known | None:
    """«президенты», «министры»: all whom the text has given the role so far, when they are two or more."""
    if organs.states_of(cast, r):
        return None
    wanted = offices.synonyms(r.noun)
    before = list(dict.fromkeys(s.actor_id for s in cast.seen if s.token < r.head))
    held = {p.actor_id for p in cast.persons if any(noun in wanted for noun, _ in p.roles)}
    members = tuple(a for a in before if a in held)
    return Known(members[0], "bare roles", 0.6, members=members) if len(members) == 2 else None


def _indefinite(cast: Cast, r: Reference) -> bool:
    """«один из дипломатов», «некий чиновник», «источник»: somebody new."""
    words = {t.lemma for t in cast.tokens[max(0, r.first - 2) : r.last]}
    return bool(words & {"один", "некий", "некоторый", "другой", "источник", "многие"})


def _last_person(cast: Cast, at: int, gender: str, speaker_first: bool = True) -> Known | None:
    sentence = cast.tokens[at].sentence
    near = [
        s
        for s in cast.seen
        if s.token < at and s.kind == "person" and not s.plural and sentence - cast.tokens[s.token].sentence <= BACK
    ]
    near = [s for s in near if not gender or not s.gender or s.gender == gender]
    if not near:
        return None
    here = [s for s in near if cast.tokens[s.token].sentence == sentence and s.nominative]
    spoke = [s for s in near if s.token in cast.speakers]
    if speaker_first and spoke and not here:
        return Known(spoke[-1].actor_id, "last speaker", 0.7)
    subject = [s for s in near if s.nominative]
    return Known((subject or near)[-1].actor_id, "last person", 0.6)


def pronoun(cast: Cast, r: Reference) -> Known | None:
    """«он», «она», «его»: the nearest person who agrees, a speaker before others; «они»: the nearest plural or joined
    actors.
    """
    if r.kind != "pronoun":
        return None
    word = cast.tokens[r.head].lower
    if word in SINGULAR:
        here = [
            s for s in cast.seen if s.token < r.head and cast.tokens[s.token].sentence == cast.tokens[r.head].sentence
        ]
        subject = next(
            (s for s in reversed(here) if s.nominative and s.gender == SINGULAR[word] and not s.plural), None
        )
        if subject is not None and cast.tokens[r.head].feats.get("Case") == "Nom":
            return Known(subject.actor_id, "subject of the sentence", 0.8)
        found = _last_person(cast, r.head, SINGULAR[word])
        return found or _last_organ(cast, r.head, SINGULAR[word])
    if word in PLURAL:
        for s in reversed(cast.seen):
            if s.token < r.head and (s.plural or s.kind == "group"):
                return Known(s.actor_id, "last plural", 0.5)
    return None


def _last_organ(cast: Cast, at: int, gender: str) -> Known | None:
    sentence = cast.tokens[at].sentence
    for s in reversed(cast.seen):
        if (
            s.token < at
            and sentence - cast.tokens[s.token].sentence <= BACK
            and s.gender == gender
            and s.kind != "person"
        ):
            return Known(s.actor_id, "last organ", 0.4)
    return None


def first_person(cast: Cast, word: str, speaker: str | None) -> str | None:
    """«я» is the speaker; «мы» the speaker's state when there is one."""
    if word not in FIRST or speaker is None:
        return None
    actor = cast.actors.get(speaker)
    if word.startswith(("м", "н")) and word not in ("мне", "меня", "мной") and actor and actor.iso3:
        state = organs.state_actor(cast, actor.iso3)
        return state or speaker
    return speaker


def unnamed(cast: Cast, r: Reference) -> Known | None:
    """A role without a name that nobody in the text or the index holds: an actor of its own, without a name."""
    if r.kind not in ("person", "office", "unnamed") or r.name:
        return None
    states = organs.states_of(cast, r)
    if r.plural and states:
        owner = organs.owner(cast, r)
        if owner and r.noun in ("представитель", "пресс-служба", "источник"):
            return Known(owner, "representatives", 0.7)
        if (
            r.noun in ("лидер", "власть", "руководитель", "политик", "дипломат", "чиновник", "президент", "министр")
            and len(states[0]) == 3
        ):
            state = organs.state_actor(cast, states[0])
            if state and r.noun in ("лидер", "власть", "руководитель"):
                return Known(state, "leaders of a state", 0.6)
    text = cast.page.span(r.first, r.last).of(cast.page.text)
    iso3 = states[0] if states and len(states[0]) == 3 else None
    return Known(cast.add(minting.other("unnamed", text.lower(), iso3)), "unnamed", 0.5)


def known_speaker(noun: str) -> bool:
    return noun in lexicon.speakers()


def has_child(cast: Cast, i: int, lemma: str) -> bool:
    return any(t.lemma == lemma for t in children(cast.page.analysis, i))
