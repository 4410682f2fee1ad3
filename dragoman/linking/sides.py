"""The side that a sentence leaves out: whom the governing verb, the speaker, the sentence or the whole page means."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from dragoman.events import Dealing
from dragoman.languages.grammar import ancestors, case_of, children, is_predicate, is_verb, preposition
from dragoman.linking import organs
from dragoman.linking.cast import Cast
from dragoman.linking.joining import Telling
from dragoman.linking.speech import Speech
from dragoman.mentions import Reference
from dragoman.mentions.subjects import subject_of
from dragoman.model import Argument, Span

STATES = ("state", "quasi-state")
NAMED = (*STATES, "organ", "organization", "person")
PERSONAL = frozenset(("meet", "visit", "call", "talks", "mediate", "agree", "sign"))
"""Modes that a person does; the rest is done by the state for which the person speaks."""
PERSONS_ONLY = frozenset(("meet", "call"))
BETWEEN_STATES = frozenset(
    ("talks", "sign", "agree", "ceasefire", "withdraw", "refuse", "break", "deliver", "cooperate")
)
"""Modes whose missing side is the other state that the page is about, when nobody nearer is."""
WEAK_BETWEEN = frozenset(("talks", "seize"))
"""Modes whose common words are completed too once a state is found to be one side."""
BY_TERRITORY = frozenset(("arrest", "release", "ban", "seize", "expel"))
"""Modes that the state does on whose soil it happens."""


FIGHTERS = frozenset(("attack", "arrest", "release", "seize", "ceasefire", "withdraw"))
"""Modes of armed groups."""


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


def complete(cast: Cast, t: Telling, told: Speech, focus: Focus, others: Sequence[Telling]) -> None:
    """Adds the sides that the frame did not find, the surest first. others: all events of the page by their place."""
    if not t.arguments and _in_venue(t, told):
        return  # «на встрече он сказал»: only where words were spoken
    _keeper(t, others)
    if t.dealing.weak and not t.arguments:
        return
    _same_as_before(cast, t, others)
    if _of_one_side(cast, t):
        return
    full = _full(cast, t)
    if full:
        t.arguments += _attending(cast, t)
    for role in missing_roles(t):
        added = None if full else next(_sides(cast, t, told, focus, role), None)
        if added is not None:
            t.arguments.append(added)


def _full(cast: Cast, t: Telling) -> bool:
    """«саммит двадцатки»: an organisation gathers its own members."""
    if any((a.actor_id or "").startswith("format/") for a in t.arguments):
        return t.dealing.symmetric  # «контактная группа подписала протокол»
    return t.dealing.mode == "talks" and any(
        cast.actors[a.actor_id].kind == "organization" and a.span.overlaps(_phrase_of(cast, t))
        for a in t.arguments
        if a.actor_id
    )


def _attending(cast: Cast, t: Telling) -> list[Argument]:
    """«Лавров примет участие в саммите БРИКС», «прилетел на саммит НАТО»: who comes to the body's meeting."""
    page, seen = cast.page, False
    for up in ancestors(page.analysis, t.dealing.token):
        seen = seen or up.lemma in cast.words("attending")
        if is_verb(up):
            subject = subject_of(page, up.i) if seen else -1
            r = page.reference(subject) if subject >= 0 else None
            found = [actor for _, actor in _named(cast, iter((r,)))] if r is not None else []
            span = page.span(r.first, r.last) if r is not None else None
            return [Argument(role="actor", span=span, actor_id=a) for a in found if span and a not in t.parties]
    return []


def _phrase_of(cast: Cast, t: Telling) -> Span:
    """The trigger with the three words behind it: where its own genitive stands."""
    last = min(t.dealing.token + 4, cast.page.sentence_of(t.dealing.token).last)
    return cast.page.span(t.dealing.token, last)


def _keeper(t: Telling, others: Sequence[Telling]) -> None:
    """Whoever arrested lets go: the actor of the last arrest before a release that names none."""
    if t.dealing.mode != "release" or any(a.role == "actor" for a in t.arguments):
        return
    arrests = [o for o in others if o.dealing.mode == "arrest" and o.dealing.token < t.dealing.token]
    last = max(arrests, key=lambda o: o.dealing.token, default=None)
    if last is not None:
        known = {a.actor_id for a in t.arguments}
        t.arguments += [a for a in last.arguments if a.role == "actor" and a.actor_id not in known][:1]


NEAR = 3
"""Sentences back in which the dealing stands whose parties one without any takes over."""


def _same_as_before(cast: Cast, t: Telling, others: Sequence[Telling]) -> None:
    """«подписали договор. Переговоры длились год»: the two of the dealing just told."""
    if t.title or not (t.dealing.symmetric or t.dealing.mode == "mediate"):
        return
    if any(a.role != "third_party" for a in t.arguments):
        return
    here = cast.tokens[t.dealing.token].sentence
    before: list[Telling] = []
    for n in range(bisect_left(others, t.dealing.token, key=lambda o: o.dealing.token) - 1, -1, -1):
        o = others[n]
        if here - cast.tokens[o.dealing.token].sentence > NEAR:
            break
        if (o.dealing.symmetric or t.dealing.mode == "mediate") and len(o.parties) == 2:
            before.append(o)
    last = before[0] if before else None
    if last is None or t.dealing.mode not in PERSONAL:
        return
    if last.dealing.mode not in ("sign", "agree") and any(a.startswith("format/") for a in last.parties):
        return
    known = {a.actor_id for a in t.arguments}
    only = NAMED if last.dealing.symmetric else STATES
    found = [a for a in last.arguments if a.actor_id and a.actor_id not in known]
    t.arguments += [replace(a, role="actor") for a in found if cast.actors[a.actor_id or ""].kind in only]


def missing_roles(t: Telling) -> list[str]:
    """Two actors where everybody acts; else an actor and a recipient."""
    roles = [a.role for a in t.arguments]
    if t.dealing.mode == "join":
        roles += [p.role for p in t.dealing.parties]  # named, though no actor: «вхождение острова в состав …»
    if t.dealing.symmetric:
        return ["actor"] * max(0, 2 - len(roles))
    if t.dealing.mode in BY_TERRITORY | {"visit", "attack", "aid", "deploy", "protest"}:
        return [] if "actor" in roles else ["actor"]
    return [role for role in ("actor", "recipient") if role not in roles]


def _sides(cast: Cast, t: Telling, told: Speech, focus: Focus, role: str) -> Iterator[Argument]:
    for r, found in _candidates(cast, t, told, focus, role):
        actor_id = _for_state(cast, found, t.dealing.mode)
        span = cast.page.span(r.first, r.last)
        if not any(a.span.covers(span) for a in t.arguments) and _may_join(cast, t, actor_id, _armed(cast, r)):
            yield Argument(role=role, span=cast.page.span(r.first, r.last), actor_id=actor_id)


def _of_one_side(cast: Cast, t: Telling) -> bool:
    """«глава делегации Омана сказал, что посоветуется с Маскатом»: whoever does it belongs to the side named."""
    d = t.dealing
    if not is_verb(cast.tokens[d.anchor]) or not t.arguments or cast.tokens[d.anchor].rel.split(":")[0] == "root":
        return False
    if subject_of(cast.page, d.anchor) >= 0:
        return False
    doer = next((a for _, a in _named(cast, _governing(cast, d))), None)
    iso3 = cast.iso3(doer) if doer else None
    return iso3 is not None and any(a.actor_id and cast.iso3(a.actor_id) == iso3 for a in t.arguments)


def _armed(cast: Cast, r: Reference) -> bool:
    """«боевики», «повстанцы»: a group that fights."""
    lexicon = cast.page.lexicon
    return any(s.office == "armed-group" for s in lexicon.speakers.get(cast.tokens[r.head].lemma, ()))


def _may_join(cast: Cast, t: Telling, actor_id: str, armed: bool) -> bool:
    """A new side: of another state than those already there, and a state or body where one is visited."""
    actor = cast.actors[actor_id]
    fighting = armed and t.dealing.mode in FIGHTERS and actor.kind == "group"
    if not (actor.kind in NAMED or fighting) or any(a.actor_id == actor_id for a in t.arguments):
        return False
    if actor_id.startswith("format/") or (actor.kind in ("organ", "organization") and actor.provisional):
        return False
    if actor.kind == "person" and not actor.iso3:
        return False
    if actor.iso3 is not None and any(cast.iso3(a.actor_id) == actor.iso3 for a in t.arguments if a.actor_id):
        return False
    return t.dealing.mode not in PERSONS_ONLY or actor.kind != "organization"


def _for_state(cast: Cast, actor_id: str, mode: str) -> str:
    actor = cast.actors[actor_id]
    if actor.kind == "place" or (mode not in PERSONAL and actor.kind == "person"):
        return (organs.state_actor(cast, actor.iso3) if actor.iso3 else None) or actor_id
    return actor_id


def _candidates(cast: Cast, t: Telling, told: Speech, focus: Focus, role: str) -> Iterator[tuple[Reference, str]]:
    """References that may be the missing side with their actors, the likeliest first."""
    d = t.dealing
    if role == "actor" and not _told_by_pronoun(cast, d):
        yield from _named(cast, _governing(cast, d))
        if is_verb(cast.tokens[d.anchor]) and d.type != "ASSAULT":
            yield from _named(cast, _speakers(cast, d, told))
        if d.mode in BY_TERRITORY:
            yield from _territory(cast, d)
    if d.weak and not (d.mode in WEAK_BETWEEN and _only_states(cast, t)):
        return
    if d.type == "ASSAULT" and t.arguments:
        return  # «после нападения на посольство»: nobody near is the attacker for being near
    states = about(cast, focus, d.token)
    yield from _in_sentence(cast, t, focus, states if d.symmetric else None)
    if d.mode in PERSONS_ONLY:
        yield from the_persons(cast, focus)
    elif d.mode in BETWEEN_STATES:
        yield from _the_page(cast, t, focus, states)
    yield from _in_sentence(cast, t, focus, None)


def _told_by_pronoun(cast: Cast, d: Dealing) -> bool:
    """«if it attacks»: somebody told before does it, not whoever governs the clause."""
    subject = subject_of(cast.page, d.anchor) if is_verb(cast.tokens[d.anchor]) else -1
    return subject >= 0 and cast.tokens[subject].pos == "PRON"


def _only_states(cast: Cast, t: Telling) -> bool:
    return all(a.actor_id and cast.actors[a.actor_id].kind in STATES for a in t.arguments)


def _named(cast: Cast, references: Iterator[Reference]) -> Iterator[tuple[Reference, str]]:
    for r in references:
        known = cast.known.get(r)
        for actor_id in (known.members or (known.actor_id,)) if known and known.actor_id else ():
            yield r, actor_id


def _governing(cast: Cast, d: Dealing) -> Iterator[Reference]:
    """The subject of the first verb above the trigger that has one; «Совету предложено ввести»: who is to do it."""
    page = cast.page
    below = page.tokens[d.token]
    for up in ancestors(page.analysis, d.token):
        inner, below = below, up
        if not (is_verb(up) or is_predicate(up)):
            continue
        pressed, s = _pressed(cast, up.i, inner.i), subject_of(page, up.i)
        if pressed >= 0 and d.symmetric and s >= 0:
            yield from (r for h in (pressed, s) if (r := page.reference(h)) is not None)
        s = pressed if pressed >= 0 else s
        heads = [s] if s >= 0 else [t.i for t in children(page.analysis, up.i) if _dative(cast, t.i)]
        found = [r for h in heads if (r := page.reference(h)) is not None]
        yield from found
        if is_predicate(up) and (s >= 0 or found):
            return


def _pressed(cast: Cast, verb: int, noun: int) -> int:
    """«обвинил Каир в поставках», «призвал Каир к переговорам»: the object of the verb acts, or -1."""
    if preposition(cast.page.analysis, noun) not in cast.words("into"):
        return -1
    objects = [t.i for t in children(cast.page.analysis, verb, "obj") if case_of(t) in ("Acc", "Gen")]
    return next((i for i in objects if i != noun and cast.page.reference(i) is not None), -1)


def _dative(cast: Cast, i: int) -> bool:
    return case_of(cast.tokens[i]) == "Dat" and not preposition(cast.page.analysis, i)


def _in_venue(t: Telling, told: Speech) -> bool:
    """«сказал он на встрече с послом»: the dealing is where something was said."""
    return any(a.venue is not None and a.venue.covers(t.dealing.trigger) for a in told.near(t.dealing.trigger))


def _speakers(cast: Cast, d: Dealing, told: Speech) -> Iterator[Reference]:
    """The sources of the statements that tell the event, the innermost first."""
    for _, a in told.around(d.trigger):
        r = cast.page.reference(cast.page.token_at(a.source.start)) if a.source is not None else None
        if r is not None:
            yield r


def _territory(cast: Cast, d: Dealing) -> Iterator[tuple[Reference, str]]:
    """«были арестованы в Северной Корее»: the state where it happens."""
    if d.place is None:
        return
    first, last = cast.page.token_at(d.place.start), cast.page.token_at(d.place.end - 1) + 1
    for r in cast.page.references_in(first, last):
        yield from _named(cast, iter((r,)))


def about(cast: Cast, focus: Focus, token: int) -> list[str]:
    """States that the passage and the page are about, the most named first; one mention on the page is not enough."""
    passage = cast.page.sentence_of(token).passage
    here = Counter(iso3 for r, _, iso3 in focus.mentions if iso3 and cast.page.sentence_of(r.head).passage == passage)
    score = {iso3: n + HERE * here[iso3] for iso3, n in focus.weight.items() if n > 1}
    return sorted(score, key=lambda iso3: -score[iso3])[:3]


HERE = 3
"""A mention in the passage counts for so many elsewhere."""


def _in_sentence(cast: Cast, t: Telling, focus: Focus, states: Sequence[str] | None) -> Iterator[tuple[Reference, str]]:
    """Others named in the sentence, the nearest first; of those states alone, where given."""
    d, sentence = t.dealing, cast.page.sentence_of(t.dealing.token)
    near = [
        (abs(r.head - d.token), r, a)
        for r, a, iso3 in focus.mentions
        if sentence.first <= r.first < sentence.last and (states is None or iso3 in states) and _is_free(cast, r, t)
    ]
    for _, r, a in sorted(near, key=lambda x: x[0]):
        yield r, a


NO_SIDE = frozenset(("place", "pronoun", "document", "medium", "group", "adjective"))


def _is_free(cast: Cast, r: Reference, t: Telling) -> bool:
    """Not a speaker, not another side's own words, not a place in a locative, not part of a larger phrase."""
    token, d = cast.tokens[r.head], t.dealing
    if r.covers(d.token) or r.kind in NO_SIDE or case_of(token) == "Loc":
        return False
    if r.head in cast.speakers or _under_auspices(cast, r.head):
        return False
    if any(a.span.covers(cast.page.span(r.first, r.last)) for a in t.arguments):
        return False
    longest = cast.page.reference(r.head)
    return longest is r or longest is None


def _under_auspices(cast: Cast, head: int) -> bool:
    """«под эгидой группы», «при участии России, Франции и США»."""
    token = cast.tokens[head]
    for _ in range(4):
        if token.head < 0:
            return False
        up = cast.tokens[token.head]
        if token.rel != "conj":
            return up.lemma in cast.words("auspices")
        token = up
    return False


def _the_page(cast: Cast, t: Telling, focus: Focus, states: Sequence[str]) -> Iterator[tuple[Reference, str]]:
    """The states that the page is about, each with its last mention before the trigger."""
    for iso3 in states:
        actor_id = organs.state_actor(cast, iso3)
        r = _last_mention(focus, iso3, t.dealing.token)
        if actor_id is not None and r is not None:
            yield r, actor_id


def the_persons(cast: Cast, focus: Focus) -> Iterator[tuple[Reference, str]]:
    """Officials whom the page names more than once, the most named first."""
    count = Counter(a for _, a, iso3 in focus.mentions if cast.actors[a].kind == "person" and iso3)
    for actor_id, n in count.most_common(3):
        if n > 1:
            yield next(r for r, a, _ in focus.mentions if a == actor_id), actor_id


def _last_mention(focus: Focus, iso3: str, before: int) -> Reference | None:
    found = [r for r, _, state in focus.mentions if state == iso3]
    earlier = [r for r in found if r.head < before]
    return earlier[-1] if earlier else (found[0] if found else None)
