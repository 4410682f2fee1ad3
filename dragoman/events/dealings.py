"""Event mentions of a page: a trigger, the frame that fits it here, and the participants that the frame finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Protocol, cast

from dragoman.events.triggers import Trigger, triggers
from dragoman.languages.base import Token
from dragoman.languages.grammar import ancestors, is_infinitive, is_participle, is_verb
from dragoman.mentions import Page
from dragoman.model import Span

Found = list[tuple[str, int]]
"""(role, head token) of every filler of a frame."""
Table = Mapping[tuple[str, str], tuple[Trigger, ...]]


class Grammar(Protocol):
    """What the folder of a language gives: `events/<language>/grammar.py`."""

    def anchor(self, page: Page, i: int) -> int:
        """The verb that carries noun `i`, or `i` itself."""

    def words_fit(self, page: Page, i: int, trigger: Trigger) -> bool:
        """Do the words around allow the entry?"""

    def fill(self, page: Page, i: int, at: int, trigger: Trigger) -> Found:
        """The fillers of the frame."""

    def fillers_fit(self, page: Page, i: int, trigger: Trigger, found: Found) -> bool:
        """Do the fillers allow the entry?"""

    def trigger_words(self, page: Page, i: int, trigger: Trigger) -> tuple[int, int]:
        """The words of the trigger."""

    def status_of(self, page: Page, i: int, at: int, trigger: Trigger) -> tuple[str, bool]:
        """Status, and whether the words say it."""

    def object_span(self, page: Page, head: int, i: int) -> Span | None:
        """The words of the object that `head` heads."""

    def place(self, page: Page, i: int, at: int, found: Found) -> Span | None:
        """Where."""

    def time(self, page: Page, i: int, at: int) -> Span | None:
        """When."""


@cache
def grammar_of(language: str) -> Grammar:
    """The rules of a language."""
    return cast(Grammar, import_module(f"dragoman.events.{language}.grammar"))


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
    depth: clauses and phrases between the main verb of the sentence and the trigger; 0 for what the sentence tells.
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
    depth: int = 0


def find(page: Page) -> list[Dealing]:
    """All candidate event mentions, in reading order."""
    return without_refused(page, without_light_doubles(_found(page, triggers(page.analysis.language))))


def deeds(page: Page) -> list[Dealing]:
    """What only PLOVER counts as an event: demands, promises, accusations, verdicts, curfews, each with its sides."""
    return _found(page, triggers(page.analysis.language, "deeds"))


def _found(page: Page, table: Table) -> list[Dealing]:
    out: list[Dealing] = []
    if not table:
        return out
    for sentence in page.analysis.sentences:
        if not page.minable(sentence):
            continue
        for i in range(sentence.first, sentence.last):
            options = table.get((page.tokens[i].lemma.lower(), _pos(page.tokens[i])), ())
            if options:
                made = best(page, i, options)
                if made is not None:
                    out.append(made)
    return out


def _pos(token: Token) -> str:
    if is_verb(token) or is_participle(token):
        return "VERB"
    return "NOUN" if token.pos in ("NOUN", "PROPN") else token.pos


def best(page: Page, i: int, options: tuple[Trigger, ...]) -> Dealing | None:
    """The trigger entry whose frame is filled best here; none when conditions of all fail."""
    grammar = grammar_of(page.analysis.language)
    anchor = grammar.anchor(page, i)
    made: list[tuple[tuple[bool, int, bool], Trigger, Found]] = []
    for trigger in options:
        if not grammar.words_fit(page, i, trigger):
            continue
        found = grammar.fill(page, i, anchor, trigger)
        if grammar.fillers_fit(page, i, trigger, found):
            has_object = any(role == "object" for role, _ in found)
            made.append((("weak" not in trigger.flags, len(parties(found)), has_object), trigger, found))
    if not made:
        return None
    _, trigger, found = max(made, key=lambda m: m[0])
    return describe(page, i, anchor, trigger, found)


def parties(found: Found) -> tuple[Party, ...]:
    """Fillers that take part, each once."""
    taking_part = ("actor", "recipient", "third_party")
    return tuple(dict.fromkeys(Party(role, head) for role, head in found if role in taking_part))


def describe(page: Page, i: int, anchor: int, trigger: Trigger, found: Found) -> Dealing:
    """The event mention that `trigger` makes at token `i` with the fillers `found`."""
    grammar = grammar_of(page.analysis.language)
    object_head = next((head for role, head in found if role == "object"), -1)
    status_here, sure = grammar.status_of(page, i, anchor, trigger)
    return Dealing(
        type=trigger.type,
        mode=trigger.mode,
        trigger=page.span(*grammar.trigger_words(page, i, trigger)),
        token=i,
        anchor=anchor,
        parties=parties(found),
        object=grammar.object_span(page, object_head, i) if object_head >= 0 else None,
        object_head=object_head,
        place=grammar.place(page, i, anchor, found),
        time=grammar.time(page, i, anchor),
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
    off = [d for d in found if d.type == "CONSULT" and d.status == "cancelled"]
    called_off = {d.token for d in off if not d.weak}  # «прервали переговоры»
    objects = {d.object_head for d in found if d.mode == "break"}
    lasting = page.lexicon.words("standing-contact")
    standing = objects & {d.token for d in found if d.lemma in lasting or d.type == "COOPERATE"}  # «… контакты»
    found = [d for d in found if d.token not in standing and (d.mode != "break" or d.object_head not in called_off)]
    refusals = {d.token for d in found if d.mode == "refuse"}
    broken = refusals | {d.token for d in found if d.mode == "break"}
    return [
        d
        for d in found
        if d.mode == "refuse" or not (broken if d.mode in PAPERS else refusals) & set(_above(page, d.token))
    ]


PAPERS = frozenset(("ceasefire", "sign"))
"""What is only named in the paper that is broken off («денонсировала соглашение о перемирии»)."""


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
