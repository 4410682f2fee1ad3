"""«стороны», «президенты», «переговорщики двух стран»: the two whom the page has just named."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.events import Dealing
from dragoman.languages.base import Token
from dragoman.languages.grammar import case_of
from dragoman.linking import organs, sides
from dragoman.linking.cast import Cast
from dragoman.linking.joining import Telling
from dragoman.model import Argument


def both(
    cast: Cast, d: Dealing, arguments: list[Argument], before: Sequence[Telling], focus: sides.Focus
) -> list[Argument]:
    """«стороны договорились», «президенты увидятся»: the two of the last dealing, else of the page."""
    out: list[Argument] = []
    for a in arguments:
        pair = _pair(cast, d, a, before, focus) if d.symmetric else ()
        out += [Argument(role=a.role, span=a.span, actor_id=x) for x in pair] or [a]
    return out


def _pair(cast: Cast, d: Dealing, a: Argument, before: Sequence[Telling], focus: sides.Focus) -> tuple[str, ...]:
    token = cast.tokens[cast.page.token_at(a.span.start)]
    inside = cast.tokens[token.i : cast.page.token_at(a.span.end - 1) + 1]
    words, lexicon = {t.lemma for t in inside}, cast.page.lexicon
    sides_ = lexicon.words("side")
    of_two = bool(words & lexicon.words("two")) and bool(words & sides_)
    bare = a.actor_id and cast.actors[a.actor_id].kind in ("group", "unnamed") and not cast.iso3(a.actor_id)
    if not bare and not of_two:
        return ()
    if not words & (sides_ | lexicon.words("leader-noun")):
        return ()
    if not of_two and (len(words) > 2 or any(t.pos in ("ADJ", "PROPN") for t in inside)):
        return ()
    if token.feats.get("Number") == "Sing" or _told_apart(cast, inside):
        return ()
    of_states = bool(words & sides_) and not words & lexicon.words("leader-noun")
    kinds = (*sides.STATES, "group") if of_states else (*sides.STATES, "person") if of_two else ("person",)
    for t in reversed(before):
        found = tuple(dict.fromkeys(x.actor_id for x in t.arguments if x.actor_id and _counts(cast, x.actor_id, kinds)))
        if len(found) == 2:
            return found
    if of_states or of_two:
        states = [organs.state_actor(cast, iso3) for iso3 in sides.about(cast, focus, d.token)[:2]]
        return tuple(x for x in states if x) if len(states) == 2 else ()
    return tuple(x for _, x in sides.the_persons(cast, focus))[:2] or _just_named(cast, d, focus)


def _counts(cast: Cast, actor_id: str, kinds: Sequence[str]) -> bool:
    """One of the two may be a group («повстанцы»), but none that is itself but «соседи» or «стороны»."""
    actor = cast.actors[actor_id]
    name = next(iter(actor.names.get(cast.page.analysis.language, ())), "").lower()
    return actor.kind in kinds and not (actor.kind == "group" and name in cast.words("side"))


def _just_named(cast: Cast, d: Dealing, focus: sides.Focus) -> tuple[str, ...]:
    """The two officials of different states, and no third, in the sentence before."""
    here = cast.tokens[d.token].sentence
    near = [a for r, a, iso3 in focus.mentions if iso3 and cast.tokens[r.head].sentence == here - 1]
    persons = tuple(dict.fromkeys(a for a in near if cast.actors[a].kind == "person"))
    return persons if len(persons) == 2 and cast.iso3(persons[0]) != cast.iso3(persons[1]) else ()


def _told_apart(cast: Cast, inside: Sequence[Token]) -> bool:
    """«страны - поставщики газа», «государства региона»: more than the two that the page is about."""
    last = inside[-1]
    tokens, limit = cast.tokens, cast.page.sentence_of(last.i).last
    behind = tokens[last.i + 1] if last.i + 1 < limit else last
    dashed = behind.text in ("-", "–", "—") and last.i + 2 < limit and tokens[last.i + 2].pos == "NOUN"
    return (dashed and case_of(tokens[last.i + 2]) == case_of(last)) or (
        behind.pos in ("NOUN", "PROPN", "ADJ")
        and case_of(behind) == "Gen"
        and behind.head in range(inside[0].i, last.i + 1)
    )
