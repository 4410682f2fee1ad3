"""Event mentions of a page: a trigger, the frame that fits it here, and the participants that the frame finds."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.events import conditions, frames, settings, status
from dragoman.events.triggers import Trigger, triggers
from dragoman.languages.base import Token
from dragoman.languages.grammar import ancestors, is_infinitive, is_participle, is_verb
from dragoman.mentions import Page
from dragoman.model import Span


@dataclass(frozen=True, slots=True)
class Party:
    """A participant: its role and the token that stands for it."""

    role: str
    head: int


@dataclass(frozen=True, slots=True)
class Dealing:
    """One mention of an event before it is known who its parties are.

    anchor: the verb that carries a noun trigger, or itself.
    sure: the words say the status, it is not merely the default.
    """

    type: str
    mode: str
    trigger: Span
    token: int
    anchor: int
    parties: tuple[Party, ...]
    object: Span | None
    object_head: int
    place: Span | None
    time: Span | None
    status: str
    sure: bool
    rule: str
    lemma: str
    symmetric: bool
    weak: bool
    foreign: bool
    span_of_sentence: Span


def find(page: Page) -> list[Dealing]:
    """All candidate event mentions, in reading order."""
    out: list[Dealing] = []
    table = triggers()
    for sentence in page.analysis.sentences:
        if not page.minable(sentence):
            continue
        for i in range(sentence.first, sentence.last):
            options = table.get((page.tokens[i].lemma, _pos(page.tokens[i])), ())
            if options:
                made = best(page, i, options)
                if made is not None:
                    out.append(made)
    return without_refused(page, without_light_doubles(out))


def _pos(token: Token) -> str:
    if is_verb(token) or is_participle(token):
        return "VERB"
    return "NOUN" if token.pos in ("NOUN", "PROPN") else token.pos


def best(page: Page, i: int, options: tuple[Trigger, ...]) -> Dealing | None:
    """The trigger entry whose frame is filled best here; none when conditions of all fail."""
    anchor = frames.anchor(page, i)
    made: list[tuple[tuple[bool, int, bool], Trigger, frames.Found]] = []
    for trigger in options:
        if not conditions.words_fit(page, i, trigger):
            continue
        found = frames.fill(page, i, anchor, trigger)
        if conditions.fillers_fit(page, i, trigger, found):
            has_object = any(role == "object" for role, _ in found)
            made.append((("weak" not in trigger.flags, len(parties(found)), has_object), trigger, found))
    if not made:
        return None
    _, trigger, found = max(made, key=lambda m: m[0])
    return describe(page, i, anchor, trigger, found)


def parties(found: frames.Found) -> tuple[Party, ...]:
    """Fillers that take part, each once."""
    taking_part = ("actor", "recipient", "third_party")
    return tuple(dict.fromkeys(Party(role, head) for role, head in found if role in taking_part))


def describe(page: Page, i: int, anchor: int, trigger: Trigger, found: frames.Found) -> Dealing:
    """The event mention that `trigger` makes at token `i` with the fillers `found`."""
    object_head = next((head for role, head in found if role == "object"), -1)
    status_here, sure = status.of(page, i, anchor, trigger)
    return Dealing(
        type=trigger.type,
        mode=trigger.mode,
        trigger=page.span(*conditions.trigger_words(page, i, trigger)),
        token=i,
        anchor=anchor,
        parties=parties(found),
        object=frames.object_span(page, object_head, i) if object_head >= 0 else None,
        object_head=object_head,
        place=settings.place(page, i, anchor, found),
        time=settings.time(page, i, anchor),
        status=status_here,
        sure=sure,
        rule=f"{trigger.mode}: {trigger.lemma}",
        lemma=trigger.lemma,
        symmetric=trigger.symmetric,
        weak="weak" in trigger.flags,
        foreign="foreign" in trigger.flags,
        span_of_sentence=Span(page.sentence_of(i).start, page.sentence_of(i).end),
    )


def without_light_doubles(found: list[Dealing]) -> list[Dealing]:
    """Where a verb trigger only carries a noun trigger of the same kind («провели переговоры»), the noun stands."""
    nouns = {(d.anchor, d.mode) for d in found if d.anchor != d.token}
    return [d for d in found if d.anchor != d.token or (d.token, d.mode) not in nouns]


def without_refused(page: Page, found: list[Dealing]) -> list[Dealing]:
    """What is refused or broken off («отказалась подписать», «отверг переговоры») is told by the refusal."""
    refusals = {d.token for d in found if d.mode == "refuse"}
    return [d for d in found if d.mode == "refuse" or not refusals & set(_above(page, d.token))]


def _above(page: Page, i: int) -> list[int]:
    """Three words above, as long as no new clause begins."""
    out: list[int] = []
    below = page.tokens[i]
    for up in ancestors(page.analysis, i):
        if below.rel.split(":")[0] in ("ccomp", "acl", "advcl", "parataxis", "conj", "nsubj") and not is_infinitive(
            below
        ):
            break
        out.append(up.i)
        if len(out) == 3:
            break
        below = up
    return out
