"""The side that a sentence leaves out: whom the governing verb, the speaker, the sentence or the whole page means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.events import Dealing
from dragoman.languages.grammar import ancestors, case_of, children, is_predicate, is_verb, preposition
from dragoman.linking import organs
from dragoman.linking.cast import Cast
from dragoman.linking.joining import Telling
from dragoman.mentions import Reference
from dragoman.mentions.subjects import subject_of
from dragoman.model import Argument, Attribution

STATES = ("state", "quasi-state")
NAMED = (*STATES, "organ", "organization", "person")
PERSONAL = frozenset(("meet", "visit", "call", "talks", "mediate", "agree", "sign"))
"""Modes that a person does; the rest is done by the state for which the person speaks."""
PERSONS_ONLY = frozenset(("meet", "call"))
BETWEEN_STATES = frozenset(("talks", "sign", "agree", "ceasefire", "withdraw", "refuse", "break", "deliver", "cooperate"))
"""Modes whose missing side is the other state that the page is about, when nobody nearer is."""
BY_TERRITORY = frozenset(("arrest", "release", "ban", "seize", "expel"))
"""Modes that the state does on whose soil it happens."""


@dataclass(frozen=True, slots=True)
class Focus:
    """What a page is about: every resolved reference with the state it belongs to, in reading order."""

    mentions: tuple[tuple[Reference, str, str | None], ...]
    weight: Counter[str]


def focus_of(cast: Cast) -> Focus:
    """References with a political actor, and how much of the page is about each state; a title counts more."""
    mentions, weight = [], Counter[str]()
    for r in sorted(cast.known, key=lambda r: r.head):
        known = cast.known[r]
        if known.actor_id is None or cast.actors[known.actor_id].kind not in NAMED:
            continue
        for actor_id in known.members or (known.actor_id,):
            iso3 = cast.iso3(actor_id)
            mentions.append((r, actor_id, iso3))
            if iso3:
                weight[iso3] += 3 if in_title(cast, r.head) else 1
    return Focus(tuple(mentions), weight)


def in_title(cast: Cast, token: int) -> bool:
    passage = cast.page.sentence_of(token).passage
    return cast.page.document.passages[passage].kind in ("title", "subtitle")


def complete(cast: Cast, t: Telling, attributions: Sequence[Attribution], focus: Focus) -> None:
    """Adds the sides that the frame did not find, the surest first."""
    if t.dealing.weak and not t.arguments:
        return
    for role in missing_roles(t):
        added = next(_sides(cast, t, attributions, focus, role), None)
        if added is not None:
            t.arguments.append(added)


def missing_roles(t: Telling) -> list[str]:
    """Two actors where everybody acts; else an actor and a recipient."""
    roles = [a.role for a in t.arguments]
    if t.dealing.symmetric:
        return ["actor"] * max(0, 2 - len(roles))
    if t.dealing.mode in BY_TERRITORY | {"visit", "attack", "aid", "deploy", "protest"}:
        return [] if "actor" in roles else ["actor"]
    return [role for role in ("actor", "recipient") if role not in roles]


def _sides(cast: Cast, t: Telling, attributions: Sequence[Attribution], focus: Focus, role: str) -> Iterator[Argument]:
    for r, found in _candidates(cast, t, attributions, focus, role):
        actor_id = _for_state(cast, found, t.dealing.mode)
        if _may_join(cast, t, actor_id, role):
            yield Argument(role=role, span=cast.page.span(r.first, r.last), actor_id=actor_id)


def _may_join(cast: Cast, t: Telling, actor_id: str, role: str) -> bool:
    """A new side: of another state than those already there, and a state or body where one is visited."""
    actor = cast.actors[actor_id]
    if actor.kind not in NAMED or any(a.actor_id == actor_id for a in t.arguments):
        return False
    if (actor.kind in ("organ", "organization") and actor.provisional) or (actor.kind == "person" and not actor.iso3):
        return False
    if actor.iso3 is not None and any(cast.iso3(a.actor_id) == actor.iso3 for a in t.arguments if a.actor_id):
        return False
    return t.dealing.mode not in PERSONS_ONLY or actor.kind != "organization"


def _for_state(cast: Cast, actor_id: str, mode: str) -> str:
    actor = cast.actors[actor_id]
    if actor.kind == "place" or (mode not in PERSONAL and actor.kind == "person"):
        return (organs.state_actor(cast, actor.iso3) if actor.iso3 else None) or actor_id
    return actor_id


def _candidates(
    cast: Cast, t: Telling, attributions: Sequence[Attribution], focus: Focus, role: str
) -> Iterator[tuple[Reference, str]]:
    """References that may be the missing side with their actors, the likeliest first."""
    d = t.dealing
    if role == "actor":
        yield from _named(cast, _governing(cast, d))
        if is_verb(cast.tokens[d.anchor]):
            yield from _named(cast, _speakers(cast, d, attributions))
        if d.mode in BY_TERRITORY:
            yield from _territory(cast, d)
    if d.weak:
        return
    yield from _in_sentence(cast, t, focus)
    if d.mode in BETWEEN_STATES:
        yield from _the_page(cast, t, focus)


def _named(cast: Cast, references: Iterator[Reference]) -> Iterator[tuple[Reference, str]]:
    for r in references:
        known = cast.known.get(r)
        for actor_id in (known.members or (known.actor_id,)) if known and known.actor_id else ():
            yield r, actor_id


def _governing(cast: Cast, d: Dealing) -> Iterator[Reference]:
    """The subject of the first verb above the trigger that has one; «Совету предложено ввести»: who is to do it."""
    page = cast.page
    for up in ancestors(page.analysis, d.token):
        if not (is_verb(up) or is_predicate(up)):
            continue
        s = subject_of(page, up.i)
        heads = [s] if s >= 0 else [t.i for t in children(page.analysis, up.i) if _dative(cast, t.i)]
        found = [r for h in heads if (r := page.reference(h)) is not None]
        yield from found
        if is_predicate(up) and (s >= 0 or found):
            return


def _dative(cast: Cast, i: int) -> bool:
    return case_of(cast.tokens[i]) == "Dat" and not preposition(cast.page.analysis, i)


def _speakers(cast: Cast, d: Dealing, attributions: Sequence[Attribution]) -> Iterator[Reference]:
    """The source of the innermost statement that tells the event."""
    holders = [a for a in attributions if any(s.covers(d.trigger) for s in a.content) and a.source is not None]
    for a in sorted(holders, key=lambda a: sum(s.end - s.start for s in a.content)):
        source = a.source
        if source is not None:
            r = cast.page.reference(cast.page.token_at(source.start))
            if r is not None:
                yield r


def _territory(cast: Cast, d: Dealing) -> Iterator[tuple[Reference, str]]:
    """«были арестованы в Северной Корее»: the state where it happens."""
    if d.place is None:
        return
    first, last = cast.page.token_at(d.place.start), cast.page.token_at(d.place.end - 1) + 1
    for r in cast.page.references:
        if first <= r.first < last:
            yield from _named(cast, iter((r,)))


def _in_sentence(cast: Cast, t: Telling, focus: Focus) -> Iterator[tuple[Reference, str]]:
    """Others named in the sentence: first those of states that the page is about, then the nearest."""
    d, sentence = t.dealing, cast.page.sentence_of(t.dealing.token)
    about = {iso3 for iso3, count in focus.weight.most_common(3) if count > 1}
    near = [
        (iso3 not in about, abs(r.head - d.token), r, a)
        for r, a, iso3 in focus.mentions
        if sentence.first <= r.first < sentence.last and _is_free(cast, r, t)
    ]
    for _, _, r, a in sorted(near, key=lambda x: x[:2]):
        yield r, a


AUSPICES = frozenset(
    ("эгида", "посредничество", "участие", "председательство", "сопредседательство", "содействие", "мнение", "слово")
)
"""Whoever stands in their genitive is no side."""


def _is_free(cast: Cast, r: Reference, t: Telling) -> bool:
    """Not a speaker, not the trigger's or another side's own words, not a place in a locative, not part of a larger phrase."""
    token, d = cast.tokens[r.head], t.dealing
    if r.covers(d.token) or r.kind in ("place", "pronoun", "document", "medium", "group") or case_of(token) == "Loc":
        return False
    if r.head in cast.speakers or (token.head >= 0 and cast.tokens[token.head].lemma in AUSPICES):
        return False
    if any(a.span.covers(cast.page.span(r.first, r.last)) for a in t.arguments):
        return False
    longest = cast.page.reference(r.head)
    return longest is r or longest is None


def _the_page(cast: Cast, t: Telling, focus: Focus) -> Iterator[tuple[Reference, str]]:
    """The other of the two states that the page is about, with its last mention before the trigger."""
    mine = {cast.iso3(a.actor_id) for a in t.arguments if a.actor_id}
    for iso3, count in focus.weight.most_common(3):
        if count < 2 or iso3 in mine:
            continue
        actor_id = organs.state_actor(cast, iso3)
        r = _last_mention(focus, iso3, t.dealing.token)
        if actor_id is not None and r is not None:
            yield r, actor_id


def _last_mention(focus: Focus, iso3: str, before: int) -> Reference | None:
    found = [r for r, _, state in focus.mentions if state == iso3]
    earlier = [r for r in found if r.head < before]
    return earlier[-1] if earlier else (found[0] if found else None)
