"""Who takes part in an event: the parties of its frame, and, where the sentence leaves one out, the one it means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman import dates
from dragoman.events import Dealing, Party
from dragoman.languages.grammar import ancestors, case_of, is_infinitive, is_verb
from dragoman.linking import joining, minting, organs
from dragoman.linking.cast import Cast
from dragoman.linking.joining import Telling
from dragoman.mentions import Reference
from dragoman.mentions.extents import phrase
from dragoman.mentions.subjects import subject_of
from dragoman.model import Argument, Attribution

PRESS = ("журналист", "корреспондент", "репортёр", "репортер", "сми", "пресс")
"""Those who only listen are no party."""
NAMED = ("state", "quasi-state", "organ", "organization", "person")


def actors_at(cast: Cast, token: int) -> tuple[str, ...]:
    """Actors of the reference that token `token` heads: several for «президенты России и Сербии», none when unknown."""
    r = cast.page.reference(token)
    found = cast.known.get(r) if r is not None else None
    if found is None or found.actor_id is None:
        return ()
    return found.members or (found.actor_id,)


def events_of(cast: Cast, dealings: Sequence[Dealing], attributions: Sequence[Attribution]) -> list[Telling]:
    """Dealings with resolved parties, joined, without those that are no dealing between two actors."""
    tellings = []
    for d in dealings:
        arguments = [a for p in d.parties for a in _arguments(cast, p)]
        unique = {a.actor_id: a for a in reversed(arguments)}
        arguments = [a for a in arguments if unique[a.actor_id] is a]
        date = dates.event_date_in(cast.page.times, d.time) if d.time else None
        t = Telling(d, arguments, date, _in_title(cast, d))
        complete(cast, t, attributions)
        tellings.append(t)
    return [t for t in joining.join(cast, tellings) if is_dealing(cast, t)]


def _in_title(cast: Cast, d: Dealing) -> bool:
    passage = cast.page.sentence_of(d.token).passage
    return cast.page.document.passages[passage].kind in ("title", "subtitle")


def _arguments(cast: Cast, p: Party) -> Iterator[Argument]:
    """The arguments that one filler makes; an animate noun that nobody is known by is an unnamed actor."""
    page, token = cast.page, cast.tokens[p.head]
    span = page.span(*phrase(page, p.head))
    found = actors_at(cast, p.head)
    if not found and token.feats.get("Animacy") == "Anim" and token.pos in ("NOUN", "PROPN"):
        found = (cast.add(minting.other("unnamed", span.of(page.text).lower())),)
    for actor_id in found:
        known = party(cast, actor_id, p.role)
        if known is not None:
            yield Argument(role=p.role, span=span, actor_id=known)


def party(cast: Cast, actor_id: str, role: str) -> str | None:
    """The actor as a participant: a city that is visited stands for its state; places do nothing themselves."""
    actor = cast.actors[actor_id]
    if actor.kind in ("document", "medium") or any(w in actor.names["ru"][0] for w in PRESS if actor.names.get("ru")):
        return None
    if actor.kind != "place":
        return actor_id
    if role == "recipient" and actor.iso3:
        return organs.state_actor(cast, actor.iso3)
    return None


def complete(cast: Cast, t: Telling, attributions: Sequence[Attribution]) -> None:
    """Adds the sides that the frame did not find: the subject of what governs the trigger, the speaker, else the nearest."""
    if t.dealing.weak and not t.arguments:
        return
    for role in missing_roles(t):
        added = next(_sides(cast, t, attributions, role), None)
        if added is not None:
            t.arguments.append(added)


def missing_roles(t: Telling) -> list[str]:
    """Two actors where everybody acts; else an actor and a recipient."""
    roles = [a.role for a in t.arguments]
    if t.dealing.symmetric:
        return ["actor"] * max(0, 2 - len(roles))
    return [role for role in ("actor", "recipient") if role not in roles]


def _sides(cast: Cast, t: Telling, attributions: Sequence[Attribution], role: str) -> Iterator[Argument]:
    for r in _candidates(cast, t, attributions, role):
        known = cast.known.get(r)
        for found in (known.members or (known.actor_id,)) if known and known.actor_id else ():
            actor_id = _for_state(cast, found, t.dealing.mode)
            if _may_join(cast, t, actor_id, role):
                yield Argument(role=role, span=cast.page.span(r.first, r.last), actor_id=actor_id)


def _may_join(cast: Cast, t: Telling, actor_id: str, role: str) -> bool:
    """A new side: of another state than those already there, and a state or body where one is visited."""
    kind, iso3 = cast.actors[actor_id].kind, cast.iso3(actor_id)
    if kind not in NAMED or any(a.actor_id == actor_id for a in t.arguments):
        return False
    if iso3 is not None and any(cast.iso3(a.actor_id) == iso3 for a in t.arguments if a.actor_id):
        return False
    return not (t.dealing.mode == "visit" and role == "recipient" and kind not in ("state", "quasi-state"))


PERSONAL = frozenset(("meet", "visit", "call", "talks", "mediate", "agree", "sign"))
"""Modes that a person does; the rest is done by the state for which the person speaks."""


def _for_state(cast: Cast, actor_id: str, mode: str) -> str:
    actor = cast.actors[actor_id]
    if mode not in PERSONAL and actor.kind == "person" and actor.iso3:
        return organs.state_actor(cast, actor.iso3) or actor_id
    return actor_id


def _candidates(cast: Cast, t: Telling, attributions: Sequence[Attribution], missing: str) -> Iterator[Reference]:
    """References that may be the missing side, the likeliest first."""
    page, d = cast.page, t.dealing
    if missing == "actor":
        for up in ancestors(page.analysis, d.token):
            if is_verb(up):
                s = subject_of(page, up.i)
                r = page.reference(s) if s >= 0 else None
                if r is not None:
                    yield r
        if is_verb(page.tokens[d.anchor]) or is_infinitive(page.tokens[d.anchor]):
            yield from _speakers(cast, d, attributions)
    if d.weak:
        return
    sentence = page.sentence_of(d.token)
    near = [r for r in page.references if sentence.first <= r.first < sentence.last and _is_free(cast, r, d)]
    yield from sorted(near, key=lambda r: abs(r.head - d.token))


def _speakers(cast: Cast, d: Dealing, attributions: Sequence[Attribution]) -> Iterator[Reference]:
    """The source of the innermost statement that tells the event."""
    holders = [a for a in attributions if any(s.covers(d.trigger) for s in a.content) and a.source is not None]
    for a in sorted(holders, key=lambda a: sum(s.end - s.start for s in a.content)):
        source = a.source
        if source is not None:
            r = cast.page.reference(cast.page.token_at(source.start))
            if r is not None:
                yield r


def _is_free(cast: Cast, r: Reference, d: Dealing) -> bool:
    """Not the trigger's own words, not a place in a locative, not part of a larger phrase."""
    token = cast.tokens[r.head]
    if r.covers(d.token) or r.kind in ("place", "pronoun", "document", "medium", "group") or case_of(token) == "Loc":
        return False
    longest = cast.page.reference(r.head)
    return longest is r or longest is None


def is_dealing(cast: Cast, t: Telling) -> bool:
    """Two actors at least, one of them named; a weak trigger needs both of them named."""
    everyone = {a.actor_id for a in t.arguments if a.actor_id}
    named = {a for a in everyone if cast.actors[a].kind in NAMED}
    if _domestic(cast, everyone):
        return False
    if t.dealing.weak:
        return len(named) >= 2
    return bool(named)


def _domestic(cast: Cast, everyone: set[str]) -> bool:
    """All parties belong to one state: its own affair."""
    states = {cast.iso3(a) for a in everyone}
    return len(everyone) >= 2 and len(states) == 1 and None not in states
