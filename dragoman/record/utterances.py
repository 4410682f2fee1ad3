"""Are two tellings of one utterance? The same speaker, nearly the same words, about the same time.

Within a language the words decide: a report may quote a part of what another quotes whole. Between languages what both
name decides: actors, numbers, kinds of dealing; so much must be shared that chance is out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from dragoman.actors.index import Index
from dragoman.events.triggers import triggers
from dragoman.record.terms import WORD, terms

if TYPE_CHECKING:
    from dragoman.record.facts import FactRow

Names = Callable[[str, str], frozenset[str]]
"""What a text of a language names."""
NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
REFUSING = frozenset("не нет никогда ни no not never nor n't none без without".split())
"""Words that turn a content round: where only one telling has one, the two do not say the same."""
LEAST = 3
"""Words that both must have in common."""
CONTAINED, ALIKE = 0.80, 0.45
"""Share of the shorter content's words that stand in the longer one; and of all words of both, where it is longer."""
DAYS = 2
"""Days of publication that two reports of one utterance lie apart where no day of speaking is told."""
ABROAD = 2
"""Things named (actors, numbers, kinds of dealing) that two tellings in different languages must share."""
SHARE_ABROAD = 0.6


def same_utterance(
    one: FactRow, other: FactRow, names: Callable[[str, str], frozenset[str]]
) -> tuple[str, float] | None:
    """The rule and score by which both are one utterance, or None. names: what a text of a language names."""
    if one.document == other.document or not one.speaker or one.speaker != other.speaker or not _days_fit(one, other):
        return None
    if not _acts_fit(one, other) or (one.addressee and other.addressee and one.addressee != other.addressee):
        return None
    if one.language == other.language:
        return _by_words(one, other)
    return _by_names(one, other, names)


def _days_fit(one: FactRow, other: FactRow) -> bool:
    if one.said_on and other.said_on and len(one.said_on) == len(other.said_on) == 10:
        return one.said_on == other.said_on
    return abs(one.day - other.day) <= DAYS


def _acts_fit(one: FactRow, other: FactRow) -> bool:
    """The same act, or one of the two was told without it."""
    return one.act == other.act or "state" in (one.act, other.act)


def _by_words(one: FactRow, other: FactRow) -> tuple[str, float] | None:
    a, b = read(one.content), read(other.content)
    if a.turned != b.turned or not _numbers_fit(a, b):
        return None
    shorter, longer = sorted((a.words, b.words), key=len)
    shared = shorter & longer
    if len(shared) < LEAST:
        return None
    contained = len(shared) / len(shorter)
    alike = len(shared) / len(shorter | longer)
    if contained >= CONTAINED and (alike >= ALIKE or len(shared) > 2 * LEAST):
        return "same words of one speaker", round(contained, 3)
    return None


class Content(NamedTuple):
    """What is compared of a content. turned: has it a word that turns it round?"""

    words: frozenset[str]
    numbers: frozenset[str]
    turned: bool


@lru_cache(maxsize=65536)
def read(content: str) -> Content:
    """The words and numbers of a content."""
    said = WORD.findall(content.lower().replace("n't", " not"))
    return Content(frozenset(terms(content)), frozenset(NUMBER.findall(content)), not REFUSING.isdisjoint(said))


def _numbers_fit(one: Content, other: Content) -> bool:
    """The numbers of one are among those of the other: «10 дивизий» are not «12 дивизий»."""
    return one.numbers <= other.numbers or other.numbers <= one.numbers


def _by_names(one: FactRow, other: FactRow, names: Names) -> tuple[str, float] | None:
    if one.act != other.act or one.act == "state" or abs(one.day - other.day) > 1:
        return None
    said, told = read(one.content), read(other.content)
    if said.turned != told.turned or not _numbers_fit(said, told):
        return None
    a, b = names(one.content, one.language or ""), names(other.content, other.language or "")
    shared, every = a & b, a | b
    kinds = {name.partition("/")[0] for name in shared}
    if len(shared) >= ABROAD and len(shared) >= SHARE_ABROAD * len(every) and kinds & {"deal", "number"}:
        return "same speaker, act and matter in another language", round(len(shared) / len(every), 3)
    return None


class Namer:
    """What a content names, the same in every language: actors by id, numbers, kinds of dealing by their words."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.of = lru_cache(maxsize=65536)(self._of)

    def _of(self, content: str, language: str) -> frozenset[str]:
        texts = WORD.findall(content)
        lowers = [text.lower().replace("ё", "е") for text in texts]
        found = {f"number/{n}" for n in NUMBER.findall(content)}
        for match in self.index.match(lowers, texts):
            for candidate in match.candidates[:1]:
                iso3 = self._state(candidate.actor_id)
                found.add(f"actor/{iso3 or candidate.actor_id}")
        modes = _modes(language)
        found |= {f"deal/{mode}" for word in read(content).words for mode in modes.get(word, ())}
        return frozenset(found)

    def _state(self, actor_id: str) -> str | None:
        entity = self.index.entity(actor_id)
        return entity.iso3 if entity is not None and actor_id.split("/")[0] in ("state", "quasi-state") else None


@lru_cache(maxsize=8)
def _modes(language: str) -> dict[str, set[str]]:
    """Modes of every word that names a dealing, by the word as the index has it."""
    single = {lemma: held for (lemma, _), held in triggers(language).items() if " " not in lemma}
    modes: defaultdict[str, set[str]] = defaultdict(set)
    for lemma, held in single.items():
        for word in terms(lemma):
            modes[word].update(t.mode for t in held)
    return dict(modes)
