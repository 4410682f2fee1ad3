"""Persons: who bears a name, who holds an office, whom «министр», «дипломат», «он» point back to."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import islice, takewhile

from dragoman.languages.grammar import case_of, children, is_verb
from dragoman.linking import minting, offices, organs, roles, shown
from dragoman.linking.cast import LOOK_BACK, Cast, Known, Seen
from dragoman.linking.names import same_form
from dragoman.mentions import Reference
from dragoman.mentions.subjects import subject_of

JOINABLE = ("person", "state", "quasi-state", "organ", "organization")
NEAR = 8
"""Persons named before who are asked for their known offices."""
COMMON = ("place/", "media/", "company/", "party/")
"""Kinds whose names are surnames too: «Штерн», «Форд», «Линкольн»."""
BACK = 3
"""Sentences that a pronoun looks back over; a bare role looks over the whole text."""


def named(cast: Cast, r: Reference) -> Known | None:
    """A person named in the phrase."""
    if r.kind != "person" or not r.name:
        return None
    person = cast.owners.get(r)
    if person is None or not person.actor_id:
        return None
    against = roles.conflict(cast, r, person.actor_id, organs.states_of(cast, r)) if r.noun else None
    return Known(person.actor_id, "named person", conflict=against)


def namesake(cast: Cast, r: Reference) -> Known | None:
    """A word that the index takes for a place, or the tagger for anything, but that is a surname of the text:
    «Обама».
    """
    if r.kind not in ("place", "organization", "medium") or r.noun or r.last - r.first != 1:
        return None
    if any(not c.actor_id.startswith(COMMON) for m in r.matches for c in m.candidates):
        return None
    word = cast.tokens[r.head].lower
    person = next((p for p in cast.surnames.get(word[:3], ()) if any(same_form(word, f) for f in p.family)), None)
    return Known(person.actor_id, "surname of a person named", 0.8) if person and person.actor_id else None


def office(cast: Cast, r: Reference) -> Known | None:
    """«президент Сербии», «глава российского МИДа»: the document's holder, else the known holder on the document's
    date.
    """
    if r.kind not in ("person", "office") or r.name or not r.noun:
        return None
    states = organs.states_of(cast, r)
    if not states or (r.plural and len(states) == 1):
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
    states = organs.states_of(cast, r)
    if states:
        return _compatriot(cast, r, states[0]) if r.noun in cast.words("anyone") else None
    at = r.head
    holders = cast.with_role(offices.synonyms(cast.page.lexicon, offices.noun_of(cast, r)))
    last = cast.last_of(holders, at)
    if last:
        return Known(last, "bare role", 0.8)
    if len(holders) == 1:
        return Known(holders[0], "bare role ahead", 0.6)
    if cast.on and not roles.standing(cast, r):
        before = (s.actor_id for s in cast.back_once() if s.kind == "person" and s.token < at)
        known = next((a for a in islice(before, NEAR) if roles.holds(cast, r, a)), None)
        if known:
            return Known(known, "office of one named before", 0.7)
    if r.noun in cast.words("anyone") and r.last - r.first == 1:
        return _last_person(cast, at, "")
    known = offices.known_holder(cast, r)
    return Known(known, "known holder", 0.6) if known else None


def _compatriot(cast: Cast, r: Reference, state: str) -> Known | None:
    """«японский чиновник»: one of that state who has just spoken."""
    sentence = cast.tokens[r.head].sentence
    if r.last - r.first != 2:
        return None
    for s in takewhile(lambda s: sentence - cast.tokens[s.token].sentence < BACK, cast.back()):
        if s.kind == "person" and s.token in cast.speakers and cast.iso3(s.actor_id) == state and not s.plural:
            return Known(s.actor_id, "one of a state who spoke", 0.6)
    return None


def described(cast: Cast, at: int) -> str | None:
    """A source that is no known noun of role: «феминистка» is the last person of that gender, «девушки», «арабы» are
    a group of their own.
    """
    token = cast.tokens[at]
    if token.pos != "NOUN" or token.feats.get("Animacy") != "Anim" or cast.page.reference(at) is not None:
        return None
    if token.feats.get("Number") == "Plur":
        name = shown.inflected(token.text, shown.CASES.get(case_of(token), "nomn"), True, "", shown.NOUNS)
        return cast.add(minting.other("group", name))
    alone = not any(t.rel in ("amod", "nmod", "det") for t in children(cast.page.analysis, at))
    k = bisect_left(cast.seen, at, key=lambda s: s.token)
    near = [
        s
        for s in cast.seen[max(0, k - LOOK_BACK) : k]
        if s.kind == "person" and 0 <= token.sentence - cast.tokens[s.token].sentence <= BACK
    ]
    found = [s for s in near if s.gender == token.feats.get("Gender") and not s.plural] if alone else []
    return found[-1].actor_id if found else cast.add(minting.other("unnamed", token.lemma))


def _bare_roles(cast: Cast, r: Reference) -> Known | None:
    """«президенты», «министры»: all whom the text has given the role so far, when they are two or more."""
    if organs.states_of(cast, r):
        return None
    held = set(cast.with_role(offices.synonyms(cast.page.lexicon, offices.noun_of(cast, r))))
    members = tuple(dict.fromkeys(s.actor_id for s in cast.back() if s.token < r.head and s.actor_id in held))[::-1]
    return Known(members[0], "bare roles", 0.6, members=members) if len(members) == 2 else None


def _indefinite(cast: Cast, r: Reference) -> bool:
    """«один из дипломатов», «некий чиновник», «источник»: somebody new."""
    somebody = cast.words("somebody")
    return any(t.lemma in somebody for t in cast.tokens[max(0, r.first - 2) : r.last])


def _unnamed_before(cast: Cast, recent: Sequence[Seen], sentence: int) -> list[Seen]:
    """«вызвали индийского посла и вручили ему ноту»: somebody without a name, in the same sentence only."""
    return [s for s in recent if s.kind == "unnamed" and cast.tokens[s.token].sentence == sentence]


def _doer(cast: Cast, at: int) -> str | None:
    """The one who does to the pronoun what its verb says, and so is somebody else: «встретился с N и вручил ему»."""
    t = cast.tokens[at]
    if t.head < 0 or t.rel.split(":")[0] not in ("obj", "iobj", "obl") or not is_verb(cast.tokens[t.head]):
        return None
    subject = subject_of(cast.page, t.head)
    doer = cast.page.reference(subject) if subject >= 0 else None
    known = cast.known.get(doer) if doer is not None else None
    return known.actor_id if known is not None else None


def _last_person(
    cast: Cast, at: int, gender: str, speaker_first: bool = True, besides: str | None = None
) -> Known | None:
    sentence = cast.tokens[at].sentence
    recent = takewhile(lambda s: sentence - cast.tokens[s.token].sentence <= BACK, cast.back())
    before = [s for s in recent if s.token < at and not s.plural]
    if at in cast.speakers:
        before = [s for s in before if not _only_quoted(cast, s.token, at)] or before
    near = ([s for s in before if s.kind == "person"] or _unnamed_before(cast, before, sentence))[::-1]
    near = [s for s in near if (not gender or not s.gender or s.gender == gender) and s.actor_id != besides]
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
    gender = gender_of(cast, word)
    if gender:
        sentence = cast.tokens[r.head].sentence
        here = takewhile(lambda s: cast.tokens[s.token].sentence >= sentence, cast.back())
        subject = next(
            (s for s in here if s.token < r.head and s.nominative and s.gender == gender and not s.plural),
            None,
        )
        told = subject is not None and r.head in cast.speakers and _only_quoted(cast, subject.token, r.head)
        if subject is not None and not told and cast.tokens[r.head].feats.get("Case") == "Nom":
            return Known(subject.actor_id, "subject of the sentence", 0.8)
        found = _last_person(cast, r.head, gender, besides=_doer(cast, r.head))
        return found or _last_organ(cast, r.head, gender)
    if word in cast.words("it"):
        return _last_body(cast, r.head)
    if word in cast.words("they"):
        members = _joined(cast, r.head)
        if members:
            return Known(members[0], "joined before", 0.6, members=members)
        for s in cast.back():
            if s.token < r.head and (s.plural or s.kind == "group"):
                return Known(s.actor_id, "last plural", 0.5)
    return None


def _only_quoted(cast: Cast, token: int, at: int) -> bool:
    """«„Будапешт ждёт газа“, — сказал он»: the word stands in a quotation that does not hold `at`."""
    around = cast.page.enclosing(cast.tokens[token].start)
    return any(not q.start <= cast.tokens[at].start < q.end for q in around)


def _joined(cast: Cast, at: int) -> tuple[str, ...]:
    """«Орлов и Левченко», «Москва и Минск» of the sentence before: those joined by «и» last."""
    sentence = cast.tokens[at].sentence
    near = list(takewhile(lambda s: sentence - cast.tokens[s.token].sentence <= 1, cast.back()))
    by_token = {s.token: s for s in near if cast.tokens[s.token].sentence < sentence}
    for s in near:
        token = cast.tokens[s.token]
        first = by_token.get(token.head)
        if token.rel.startswith("conj") and first is not None and first.nominative and first.kind in JOINABLE:
            others = [x for x in near if x.token == first.token or cast.tokens[x.token].head == first.token]
            alike = {x.actor_id: x for x in reversed(others) if x.kind == first.kind}
            return tuple(alike) if len(alike) > 1 else ()
    return ()


def _last_body(cast: Cast, at: int) -> Known | None:
    """«it said»: the last body or state that was a subject, else the last of any kind but persons and places."""
    sentence = cast.tokens[at].sentence
    recent = takewhile(lambda s: sentence - cast.tokens[s.token].sentence <= BACK, cast.back())
    near = [s for s in recent if s.token < at and s.kind in ("organ", "organization", "medium", "state", "quasi-state")]
    found = next((s for s in near if s.nominative), near[0] if near else None)
    return Known(found.actor_id, "last body", 0.5) if found else None


def _last_organ(cast: Cast, at: int, gender: str) -> Known | None:
    sentence = cast.tokens[at].sentence
    for s in cast.back():
        if (
            s.token < at
            and sentence - cast.tokens[s.token].sentence <= BACK
            and s.gender == gender
            and s.kind != "person"
        ):
            return Known(s.actor_id, "last organ", 0.4)
    return None


def gender_of(cast: Cast, word: str) -> str:
    """Masc or Fem for «он», "she" and their forms, else empty."""
    lexicon = cast.page.lexicon
    return "Masc" if word in lexicon.words("he") else "Fem" if word in lexicon.words("she") else ""


def is_first_person(cast: Cast, word: str) -> bool:
    lexicon = cast.page.lexicon
    return word in lexicon.words("i") or word in lexicon.words("we")


def first_person(cast: Cast, word: str, speaker: str | None) -> str | None:
    """«я» is the speaker; «мы» the speaker's state when there is one."""
    if not is_first_person(cast, word) or speaker is None:
        return None
    actor = cast.actors.get(speaker)
    if word in cast.words("we") and actor and actor.iso3:
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
        if owner and r.noun in cast.words("representatives"):
            return Known(owner, "representatives", 0.7)
        if r.noun in cast.words("leaders") and len(states[0]) == 3:
            state = organs.state_actor(cast, states[0])
            if state:
                return Known(state, "leaders of a state", 0.6)
    text = shown.nominative(cast, r)
    iso3 = states[0] if states and len(states[0]) == 3 else None
    return Known(cast.add(minting.other("unnamed", text, iso3)), "unnamed", 0.5)
