"""Words of time in a sentence to unresolved expressions, by the rules of its language: the longest reading first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module

from dragoman.dates.meaning import Found, Meaning
from dragoman.dates.words import Words

Rule = Callable[[Words, int], Found | None]

OPENING = 5
"""Words that open an expression one after the other: «from about the»."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An expression over tokens `first` to `last` (half-open), and the rule that read it."""

    first: int
    last: int
    meaning: Meaning
    rule: str


@dataclass(frozen=True, slots=True)
class Grammar:
    """What one language knows. rules: in order, of readings of one length the first rule's is taken; openers: tags of
    words that open an expression only with a word of time after them."""

    rules: Sequence[Rule]
    openers: frozenset[str]


@cache
def grammar_of(language: str) -> Grammar:
    """The grammar of `dates/<language>/`."""
    module = import_module(f"dragoman.dates.{language}.grammar")
    return Grammar(module.RULES, module.OPENERS)


def drafts(w: Words, grammar: Grammar) -> Iterator[Draft]:
    """All expressions of the sentence, in order, none over another."""
    i = w.first
    while i < w.last:
        if not w.at(i):
            i += 1
            continue
        never = w.take(i, "never")
        found = None if never or idle(w, i, grammar.openers) else best(w, i, grammar.rules)
        if found:
            yield found
        i = never[0] if never else found.last if found else i + 1


def idle(w: Words, i: int, openers: frozenset[str]) -> bool:
    """Words that only open, before others that are none of time: most of them («in the talks»), so they are passed over
    at once."""
    after, last = {i}, i
    for _ in range(OPENING):
        here = [w.at(k) for k in after]
        if not all(map(openers.issuperset, here)):
            return False
        after = {k + length for k, tags in zip(after, here, strict=True) for length, _ in tags.values()}
        if not after:
            return not any("war" in w.at(k) for k in range(i + 2, last + 4))
        last = max(after)
    return False


def best(w: Words, i: int, rules: Sequence[Rule]) -> Draft | None:
    """The longest reading that begins at `i`; of equals the first rule's."""
    out: Draft | None = None
    for rule in rules:
        found = rule(w, i)
        if found and found[0] > i and (out is None or found[0] > out.last):
            out = Draft(i, found[0], found[1], rule.__name__)
    return out


def join(first: Meaning, last: Meaning) -> Meaning | None:
    """A range of two times; a bare number takes what it lacks from the end."""
    if last.until or first.until:
        return None
    bare = first.number if not first.grain and not first.clock else None
    if bare is not None and last.grain == "day" and last.month:
        first = replace(last, day=bare)
    elif bare is not None and last.grain == "year" and last.year and bare >= 100:
        first = Meaning(grain="year", year=bare)
    if first.clock and not first.grain:
        return replace(last, clock=first.clock) if last.clock else None
    if not first.grain or not last.grain:
        return None
    if first.year is None and last.year is not None and first.month and last.month:
        first = replace(first, year=last.year - (first.month > last.month))
    return replace(first, until=last)
