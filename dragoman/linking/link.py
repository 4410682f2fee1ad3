"""All rows of a page put together: every mention with its actor, every statement with its speaker, every event once."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from dragoman.actors.index import Index
from dragoman.events import Dealing
from dragoman.languages.base import Token
from dragoman.linking import bearers, coding, organs
from dragoman.linking.cast import Cast, Known
from dragoman.linking.joining import Telling
from dragoman.linking.parties import actors_at, events_of
from dragoman.linking.speech import Speech, speech
from dragoman.linking.who import resolve
from dragoman.mentions import Page, Reference
from dragoman.model import Attribution, EventMention, Mention, Report
from dragoman.statements import Told, acts

UNKNOWN = Known(None, "", 0.0)
KINDS = {"adjective": "country", "organ": "organization", "medium": "organization", "unnamed": "person"}


def link(
    page: Page, told: Sequence[Told], dealings: Sequence[Dealing], index: Index, extra: Sequence[Dealing] | None = None
) -> Report:
    """The report of a page. extra: deeds that only an event coder counts; without them nothing is coded."""
    speakers = frozenset(t.speaker for t in told if t.speaker >= 0)
    published = page.document.published_at
    cast = resolve(page, index, published[:10] if published else None, speakers)
    attributions = passed_on(attribute(cast, told), told)
    keep = [k for k, a in enumerate(attributions) if not told_again(page, attributions, k)]
    renumber = {k: n for n, k in enumerate(keep)}
    attributions = [
        replace(attributions[k], within=renumber.get(w) if (w := attributions[k].within) is not None else None)
        for k in keep
    ]
    said = speech(attributions)
    tellings = events_of(cast, dealings, said)
    events = [_event(cast, t, said) for t in tellings]
    used = _used(cast, attributions, events)
    coded = coding.coded(cast, dealings, extra, tellings, said) if extra is not None else []
    only_coded = {a.actor_id for e in coded for a in e.arguments if a.actor_id} - used
    return Report(
        document=page.document,
        mentions=tuple(_mention(cast, r) for r in page.references),
        actors={k: a for k, a in cast.actors.items() if k in used},
        times=tuple(page.times),
        attributions=tuple(attributions),
        events=tuple(events),
        coded=tuple(coded),
        coded_actors={k: a for k, a in cast.actors.items() if k in only_coded},
    )


def attribute(cast: Cast, told: Sequence[Told]) -> list[Attribution]:
    """Attributions with their speakers: of the source, of the statement whose speaker they share, or of the one
    around them.
    """
    out: list[Attribution] = []
    speaker: dict[int, str | None] = {}
    for k, t in enumerate(told):
        who = next(iter(actors_at(cast, t.speaker)), None) if t.speaker >= 0 else None
        if who is None and t.carried >= 0:
            who = speaker.get(t.carried)
        if who is None and t.speaker >= 0:
            who = bearers.described(cast, t.speaker)
        who = speaking(cast, who) or issuer_before(cast, t, k, speaker)
        speaker[k] = who
        to = next(iter(actors_at(cast, t.addressee)), None) if t.addressee >= 0 else None
        act = acts.act_of(cast.page, t.draft, _sides(cast, who))
        out.append(replace(t.attribution, speaker_id=who, addressee_id=to, act=act))
    for k, t in enumerate(told):
        if t.carried >= 0 and out[k].speaker_id is None:
            out[k] = replace(out[k], speaker_id=speaker.get(t.carried))
        word = cast.tokens[t.speaker].lower if t.speaker >= 0 else ""
        outer = out[k].within
        if bearers.is_first_person(cast, word) and outer is not None:
            out[k] = replace(out[k], speaker_id=bearers.first_person(cast, word, out[outer].speaker_id))
    return out


MOST = 0.6
"""Share of the outer content from which on the outer one only passes the inner one on."""


PASSING = (
    "after content",
    "as parenthesis",
    "complement clause",
    "phrase cue",
    "cue after quotation",
    "previous sentence",
)
"""Rules whose content is a whole clause, which may be another's words."""


def passed_on(attributions: list[Attribution], told: Sequence[Told]) -> list[Attribution]:
    """«…, пишет газета»: who only passes on what another said makes a plain statement, whatever the act inside."""
    out = list(attributions)
    for inner in attributions:
        if inner.within is None or told[inner.within].draft.named_act or told[inner.within].draft.rule not in PASSING:
            continue
        outer = attributions[inner.within]
        size = sum(s.end - s.start for s in inner.content)
        if size >= MOST * sum(s.end - s.start for s in outer.content) and inner.speaker_id != outer.speaker_id:
            out[inner.within] = replace(out[inner.within], act="state")
    return out


def _sides(cast: Cast, speaker: str | None) -> acts.Side:
    """Tells whether a subject is the speaker, the speaker's state, or somebody who belongs to it."""
    mine = cast.actors.get(speaker) if speaker else None

    def side(subject: Token) -> bool | None:
        if subject.lemma in acts.FIRST_PERSON:
            return True
        found = [cast.actors[a] for a in actors_at(cast, subject.i)]
        if mine is None or not found:
            return None
        if any(a.id == mine.id for a in found):
            return True
        return mine.iso3 is not None and any(a.iso3 == mine.iso3 for a in found)

    return side


def issuer_before(cast: Cast, t: Told, k: int, speaker: dict[int, str | None]) -> str | None:
    """«в сообщении говорится»: a paper without an issuer speaks for the one who spoke last, else for the last actor
    named.
    """
    if "doc" not in t.draft.flags:
        return None
    if speaker.get(k - 1):
        return speaker[k - 1]
    named = [
        s
        for s in cast.seen
        if s.token < t.verb and s.nominative and s.kind in ("person", "organ", "organization", "medium")
    ]
    return named[-1].actor_id if named else None


def speaking(cast: Cast, actor_id: str | None) -> str | None:
    """«в Пхеньяне сочли»: a capital that speaks is its state."""
    actor = cast.actors.get(actor_id) if actor_id else None
    if actor is not None and actor.kind == "document":
        return None
    if actor is None or actor.kind != "place":
        return actor_id
    return organs.state_actor(cast, actor.iso3) if actor.iso3 else None


BODY = 200
"""Statements of the body compared with one of the title."""


def told_again(page: Page, attributions: Sequence[Attribution], k: int) -> bool:
    """A statement of the title or subtitle that the body tells too."""
    a = attributions[k]
    if _kind_at(page, a.content[0].start) not in ("title", "subtitle"):
        return False
    mine = _lemmas(page, a)
    for n, b in enumerate(attributions[:BODY]):
        if n != k and _kind_at(page, b.content[0].start) not in ("title", "subtitle"):
            shared = len(mine & _lemmas(page, b))
            if a.speaker_id == b.speaker_id and shared and (shared >= 0.25 * len(mine) or a.act == b.act):
                return True
            if shared >= max(2, 0.5 * len(mine)):
                return True
    return False


def _kind_at(page: Page, char: int) -> str:
    sentence = page.analysis.sentences[page.tokens[min(page.token_at(char), len(page.tokens) - 1)].sentence]
    return page.document.passages[sentence.passage].kind


def _lemmas(page: Page, a: Attribution) -> set[str]:
    return {
        t.lemma
        for s in a.content
        for t in page.tokens[page.token_at(s.start) : page.token_at(s.end)]
        if t.pos in ("NOUN", "PROPN", "VERB", "ADJ")
    }


def _event(cast: Cast, t: Telling, said: Speech) -> EventMention:
    d = t.dealing
    return EventMention(
        type=d.type,
        mode=d.mode,
        trigger=d.trigger,
        other_triggers=tuple(t.others),
        arguments=tuple(t.arguments),
        object=d.object,
        place=d.place,
        time=d.time,
        date=t.date,
        date_reason=None if t.date else ("no time told" if d.time is None else "the time cannot be resolved"),
        status=d.status,
        within=next((k for k, _ in said.around(d.trigger)), None),
        rule=d.rule,
    )


def _mention(cast: Cast, r: Reference) -> Mention:
    found, span = cast.known.get(r, UNKNOWN), cast.page.span(r.first, r.last)
    actor = cast.actors.get(found.actor_id) if found.actor_id else None
    names = actor.names.get("ru") if actor else None
    return Mention(
        span=span,
        kind=KINDS.get(r.kind, r.kind),
        head=cast.page.span(r.head, r.head + 1),
        normal=names[0] if names else span.of(cast.page.text),
        role=cast.page.span(*r.role) if r.role and r.role[1] > r.role[0] else None,
        reading="metonymic" if found.rule == "metonym" else "literal",
        actor_id=found.actor_id,
        link_score=found.score,
        link_rule=found.rule,
        alternatives=found.alternatives,
        conflict=found.conflict,
    )


def _used(cast: Cast, attributions: Sequence[Attribution], events: Sequence[EventMention]) -> set[str]:
    out = {k.actor_id for k in cast.known.values() if k.actor_id}
    out |= {x for a in attributions for x in (a.speaker_id, a.addressee_id) if x}
    out |= {a.actor_id for e in events for a in e.arguments if a.actor_id}
    return out
