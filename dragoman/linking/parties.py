"""Who takes part in an event: the parties of its frame, and, where the sentence leaves one out, the one it means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman import dates
from dragoman.events import Dealing, Party
from dragoman.events.classes import classes
from dragoman.languages.base import Token
from dragoman.languages.grammar import children, preposition
from dragoman.linking import bearers, joining, minting, offices, organs, pairs, sides
from dragoman.linking.cast import Cast
from dragoman.linking.joining import Telling
from dragoman.linking.sides import STATES
from dragoman.linking.speech import Speech
from dragoman.mentions.extents import phrase
from dragoman.model import Actor, Argument, Attribution


def actors_at(cast: Cast, token: int) -> tuple[str, ...]:
    """Actors of the reference that token `token` heads: several for «президенты России и Сербии», none when unknown."""
    r = cast.page.reference(token)
    if r is not None and r.kind == "group":
        named = (o for o in cast.page.references_in(r.first, r.first + 1) if o.last == r.last)
        r = next((o for o in named if o.kind == "organization" and o in cast.known), r)  # «Исламское государство»
    found = cast.known.get(r) if r is not None else None
    if found is None or found.actor_id is None:
        word = cast.tokens[token]
        compound = cast.index.compound(word.lower) if word.pos == "ADJ" and "-" in word.text else ()
        return tuple(cast.listed(a) for a in compound)  # «чилийско-перуанские переговоры»
    return found.members or (found.actor_id,)


def events_of(cast: Cast, dealings: Sequence[Dealing], told: Speech) -> list[Telling]:
    """Dealings with resolved parties, joined, without those that are no dealing between two actors."""
    tellings: list[Telling] = []
    focus = sides.focus_of(cast)
    for d in dealings:
        arguments = once_each(cast, [a for p in d.parties for a in arguments_of(cast, p, d, told)])
        arguments = pairs.both(cast, d, arguments, tellings, focus)
        date = dates.event_date_in(cast.page.times, d.time) if d.time else None
        d = together(cast, d, arguments)
        t = joining.telling(cast, d, arguments, date, _status(d, told), sides.in_title(cast, d.token))
        if not _at_home(cast, t):
            tellings.append(t)
    mediated(tellings)
    events = joining.join(cast, tellings)
    ordered = sorted(events, key=lambda t: t.dealing.token)
    for t in events:
        sides.complete(cast, t, told, focus, ordered)
    found = [t for t in joining.again(cast, events) if is_dealing(cast, t)]
    abroad = {t.dealing.type for t in found if _across(cast, t)}
    return [t for t in found if not t.dealing.foreign or _across(cast, t) or t.dealing.type in abroad]


def together(cast: Cast, d: Dealing, arguments: Sequence[Argument]) -> Dealing:
    """«чилийско-перуанские учения»: exercises of two states are a joint work, not a deployment."""
    states = {iso3 for a in arguments if a.role == "actor" and a.actor_id and (iso3 := cast.iso3(a.actor_id))}
    if d.mode != "deploy" or d.object is not None or cast.tokens[d.token].pos != "NOUN" or len(states) < 2:
        return d
    return replace(d, type="COOPERATE", mode="cooperate", symmetric=True)


def mediated(tellings: Sequence[Telling]) -> None:
    """«при посредничестве Катара встретились A и B»: the two of the sentence are whom the mediator brings together."""
    for m in tellings:
        if m.dealing.mode != "mediate" or len([a for a in m.arguments if a.role == "actor"]) > 1:
            continue
        for t in tellings:
            if t.dealing.span_of_sentence == m.dealing.span_of_sentence and t.dealing.symmetric and len(t.parties) > 1:
                known = {a.actor_id for a in m.arguments}
                m.arguments += [a for a in t.arguments if a.role == "actor" and a.actor_id not in known]


DENIED = ("complement", "nominal", "infinitive")
"""Rules whose content is just what the verb takes: under «опроверг» it is what is not so."""
BY_ACT = {"demand": "possible", "propose": "possible", "promise": "planned", "deny": "denied", "warn": "possible"}
"""What an act of speech makes of a dealing in its content whose own words leave the status open."""


def _status(d: Dealing, told: Speech) -> tuple[str, bool]:
    """The status of the words, else of the statement that tells the dealing."""
    inner = told_by(d, told)
    if inner is not None and inner.act == "deny" and inner.rule.rpartition(".")[2].startswith(DENIED):
        return "denied", True  # «опроверг сообщения о том, что готовится визит»
    if d.sure:
        return d.status, True
    found = BY_ACT.get(inner.act) if inner is not None else None
    return (found, True) if found else (d.status, False)


def told_by(d: Dealing, told: Speech) -> Attribution | None:
    """The innermost statement that tells the dealing."""
    return next((a for _, a in told.around(d.trigger)), None)


def _at_home(cast: Cast, t: Telling) -> bool:
    """The sentence itself names two parties of one state: its own affair."""
    return _domestic(cast, {a.actor_id for a in t.arguments if a.actor_id})


def once_each(cast: Cast, arguments: list[Argument]) -> list[Argument]:
    """Every actor once, and no state that is named inside the words for somebody of it."""
    unique = {a.actor_id: a for a in reversed(arguments)}
    kept = [a for a in arguments if unique[a.actor_id] is a]
    return [a for a in kept if not any(_within(cast, a, b) or _behind(cast, a, b) for b in kept)]


def _behind(cast: Cast, a: Argument, b: Argument) -> bool:
    """«президент распорядился выслать из страны»: the state beside the person or organ that acts for it."""
    if a.actor_id is None or b.actor_id is None or a.role != b.role:
        return False
    state, other = cast.actors[a.actor_id], cast.actors[b.actor_id]
    alone = cast.tokens[cast.page.token_at(a.span.start)].lemma in cast.words("side")
    return alone and state.kind in STATES and other.kind in ("person", "organ") and state.iso3 == other.iso3


def _within(cast: Cast, a: Argument, b: Argument) -> bool:
    """The state `a` is named inside the words for `b`, who belongs to it."""
    if a.actor_id is None or b.actor_id is None or a is b or a.span == b.span or not b.span.covers(a.span):
        return False
    return cast.iso3(a.actor_id) is not None and cast.iso3(a.actor_id) == cast.iso3(b.actor_id)


def arguments_of(cast: Cast, p: Party, d: Dealing, told: Speech) -> Iterator[Argument]:
    """The arguments that one filler makes; an animate noun that nobody is known by is an unnamed actor."""
    page, token = cast.page, cast.tokens[p.head]
    span = page.span(*phrase(page, p.head))
    found = actors_at(cast, p.head)
    if (token.pos == "PRON" and token.feats.get("Person") in ("1", "2")) or bearers.is_first_person(cast, token.lower):
        inner = told_by(d, told)
        who = (
            bearers.first_person(cast, token.lower, inner.speaker_id)
            if inner and bearers.is_first_person(cast, token.lower)
            else None
        )
        found = (who,) if who else ()
    people = d.mode in ON_PEOPLE and p.role == "recipient" and bool(found) and cast.actors[found[0]].kind in STATES
    if (people or _nameless(cast, found)) and token.feats.get("Animacy") == "Anim" and token.pos in ("NOUN", "PROPN"):
        found = (
            cast.add(
                minting.other(
                    "unnamed", span.of(page.text).lower(), cast.iso3(found[0]) if people else _nation(cast, p.head)
                )
            ),
        )
    found = several(cast, p.head, found)
    if len(found) < 2:
        found = of_states(cast, p.head, d.mode, found) or found
    found = owners(cast, p.head, found) or (
        attacked(cast, p.head) if (d.mode, p.role) == ("attack", "recipient") else ()
    )
    for actor_id in found:
        known = party(cast, actor_id, p.role, d.mode, bool(people or d.mode in DONE_TO_PEOPLE))
        if known is not None:
            yield Argument(role=p.role, span=span, actor_id=known)


DONE_TO_PEOPLE = frozenset(("arrest", "expel", "release", "attack", "ban", "cooperate"))
"""Modes in which journalists are not those who only listen."""
ON_PEOPLE = frozenset(("arrest", "expel", "release"))
"""Modes done to people: «американцев» are Americans then, not the United States."""


def _nameless(cast: Cast, found: tuple[str, ...]) -> bool:
    return not found or (cast.actors[found[0]].kind == "unnamed" and cast.iso3(found[0]) is None)


def _nation(cast: Cast, head: int) -> str | None:
    """The state of «британских моряков», «гражданина Непала», «президента Перу»."""
    level = [head]
    for _ in range(NESTED):
        below = [t for h in level for t in children(cast.page.analysis, h, "amod", "nmod", "appos") if _owned(cast, t)]
        found = next((iso3 for t in below for a in actors_at(cast, t.i) if (iso3 := cast.iso3(a))), None)
        if found:
            return found
        level = [t.i for t in below]
    return None


NESTED = 3
"""Phrases inside one another: «капитан норвежского траулера», «поверенный в делах Чили»."""


def _owned(cast: Cast, t: Token) -> bool:
    """A genitive or adjective, or the «в делах» of an envoy."""
    prep = preposition(cast.page.analysis, t.i)
    return not prep or prep == "из" or t.lemma == "дело"


def several(cast: Cast, head: int, found: tuple[str, ...]) -> tuple[str, ...]:
    """«министры обороны Австрии и Венгрии»: one side for each state, where linking gives but one."""
    r, token = cast.page.reference(head), cast.tokens[head]
    if r is None or r.head != head or r.name or len(found) > 1 or token.feats.get("Number") != "Plur":
        return found
    around = [t for t in cast.tokens[r.first : r.last] if preposition(cast.page.analysis, t.i) in HERE]
    where = {cast.iso3(a) for t in around for a in actors_at(cast, t.i)}  # «посольства Чили и Перу в Риме»
    states = [s for s in organs.states_of(cast, r) if len(s) == 3 and s not in where]
    if len(states) < 2:
        return found
    if found and cast.actors[found[0]].kind in ("unnamed", "person"):
        return tuple(
            offices.holder(cast, r, s) or cast.add(minting.other("unnamed", token.text.lower(), s)) for s in states
        )
    return tuple(a for s in states if (a := organs.state_actor(cast, s))) or found


HERE = frozenset(("в", "во", "in", "at"))


def of_states(cast: Cast, head: int, mode: str, found: tuple[str, ...]) -> tuple[str, ...]:
    """«десантники Чили и Перу», «коллеги из Чили и Перу»: one side for each; soldiers stand for their state."""
    token, page = cast.tokens[head], cast.page
    r = page.reference(head)
    if token.feats.get("Animacy") != "Anim" or token.pos != "NOUN" or (r is not None and r.head == head and r.name):
        return ()
    forces = mode in FORCES and "force" in classes(page, token.lemma)
    if token.feats.get("Number") != "Plur" or not (forces or not found or cast.actors[found[0]].kind == "unnamed"):
        return ()
    level = [t for t in children(page.analysis, head, "nmod", "amod") if preposition(page.analysis, t.i) in FROM]
    level += [c for t in level for c in children(page.analysis, t.i, "conj")]
    states = [a for t in level for a in actors_at(cast, t.i) if cast.actors[a].kind in STATES]
    if forces:
        return tuple(dict.fromkeys(states))
    if len(states) < 2:
        return ()
    return tuple(cast.add(minting.other("unnamed", token.text.lower(), cast.iso3(s))) for s in dict.fromkeys(states))


FORCES = frozenset(("cooperate", "deploy", "withdraw", "attack"))
FROM = frozenset(("", "из", "from", "of"))


def owners(cast: Cast, head: int, found: tuple[str, ...]) -> tuple[str, ...]:
    """«греческий танкер», «базы Турции»: a thing that is no actor stands for the state that owns it."""
    token = cast.tokens[head]
    r = cast.page.reference(head)
    if found or token.pos not in ("NOUN", "PROPN") or token.feats.get("Animacy") == "Anim":
        return found
    if r is not None and r.head == head and r.kind in ("person", "office", "pronoun", "unnamed"):
        return found
    level = [head]
    for _ in range(NESTED):
        below = [
            t
            for h in level
            for t in children(cast.page.analysis, h, "amod", "nmod")
            if not preposition(cast.page.analysis, t.i)
        ]
        near = [a for t in below for a in actors_at(cast, t.i) if _may_own(cast, a)]
        if near:
            return tuple(dict.fromkeys(near))
        level = [t.i for t in below if t.feats.get("Animacy") == "Anim"]
    return ()


def attacked(cast: Cast, head: int) -> tuple[str, ...]:
    """«удары по целям в Ливии»: what has no owner belongs to where it lies."""
    if cast.tokens[head].feats.get("Animacy") == "Anim":
        return ()
    below = list(children(cast.page.analysis, head, "nmod"))
    if any(t.feats.get("Animacy") == "Anim" for t in below):
        return ()  # «объекты террористов»
    near = [a for t in below if preposition(cast.page.analysis, t.i) in HERE for a in actors_at(cast, t.i)]
    states = (organs.state_actor(cast, iso3) for a in near if (iso3 := cast.iso3(a)))
    return tuple(dict.fromkeys(s for s in states if s))


def _may_own(cast: Cast, actor_id: str) -> bool:
    """«дом министра», «база миротворцев ООН»."""
    actor = cast.actors[actor_id]
    return actor.kind in sides.NAMED or (actor.kind == "unnamed" and actor.iso3 is not None)


def party(cast: Cast, actor_id: str, role: str, mode: str, suffers: bool = False) -> str | None:
    """The actor as a participant: a city that is visited stands for its state; places do nothing themselves.

    suffers: the deed is one that journalists too undergo.
    """
    actor = cast.actors[actor_id]
    if actor.kind in ("document", "medium") or (_only_listens(cast, actor) and not (suffers and role == "recipient")):
        return None
    if mode in ("withdraw", "deploy") and actor_id.endswith("/armed-forces") and actor.iso3:
        return organs.state_actor(cast, actor.iso3)
    if actor.kind != "place":
        return actor_id
    if role == "recipient" and actor.iso3:
        return organs.state_actor(cast, actor.iso3)
    return None


def _only_listens(cast: Cast, actor: Actor) -> bool:
    """«журналисты», «пресс-служба»: those who only listen are no party."""
    names = actor.names.get(cast.page.analysis.language, ())
    shown = names[0].replace("ё", "е") if names else ""
    return any(word in shown for word in cast.words("press"))


def _across(cast: Cast, t: Telling) -> bool:
    """Parties of two states, an embassy, or an armed group or a disputed territory against anybody."""
    everyone = [a.actor_id for a in t.arguments if a.actor_id]
    states = {iso3 for a in everyone if (iso3 := cast.iso3(a))}
    missions = any(a.startswith("organ/") and ("/embassy" in a or "/consulate" in a) for a in everyone)
    return (
        missions
        or len(states) > 1
        or any(
            cast.actors[a].kind == "quasi-state"
            or (cast.actors[a].kind in ("organization", "group") and not cast.iso3(a))
            for a in everyone
        )
    )


ALONE = frozenset(("arrest", "attack", "release", "sanction", "protest"))
"""Modes whose other side may be unnamed or untold."""


def is_dealing(cast: Cast, t: Telling) -> bool:
    """Two sides at least, one of them a political actor; a weak trigger needs both of them to be."""
    everyone = {a.actor_id for a in t.arguments if a.actor_id}
    sides_named = {a for a in everyone if political(cast, a)}
    if not sides_named or _domestic(cast, everyone):
        return False
    if t.dealing.mode == "visit":
        return any(a.role == "recipient" for a in t.arguments)
    if t.dealing.weak or t.dealing.type == "CONSULT":
        return len(sides_named) + len(_crowds(cast, everyone)) >= 2 or _many_at_once(cast, t)
    return len(everyone) >= 2 or t.dealing.mode in ALONE or _many_at_once(cast, t)


def political(cast: Cast, actor_id: str) -> bool:
    """A state, an organ, a known organisation, somebody who holds or held an office of a state."""
    actor = cast.actors[actor_id]
    if actor.kind in ("person", "unnamed"):
        return actor.iso3 is not None or bool(not actor.provisional and cast.index.offices_of(actor_id))
    return actor.kind in STATES or (
        actor.kind in ("organ", "organization") and not (actor.provisional and actor.iso3 is None)
    )


def _crowds(cast: Cast, everyone: set[str]) -> list[str]:
    """«западные страны», somebody known by name only: sides beside a political one."""
    return [
        a
        for a in everyone
        if cast.actors[a].kind == "group" or (cast.actors[a].kind == "person" and not political(cast, a))
    ]


def _many_at_once(cast: Cast, t: Telling) -> bool:
    """«саммит двадцатки»: one organisation that is many states."""
    if t.dealing.symmetric and any((a.actor_id or "").startswith("format/") for a in t.arguments):
        return True
    return t.dealing.mode == "talks" and any(
        cast.actors[a.actor_id].kind == "organization" and not cast.iso3(a.actor_id) for a in t.arguments if a.actor_id
    )


def _domestic(cast: Cast, everyone: set[str]) -> bool:
    """All parties belong to one state: its own affair."""
    states = {cast.iso3(a) for a in everyone}
    return len(everyone) >= 2 and len(states) == 1 and None not in states
