"""Which tellings are of one fact: pairs, each with its reason, so that any of them can be taken back.

`joined` is the one place where this is decided. It is given rows in the order of publication and looks at nothing else;
what it decides about two of them must not hang on rows further than `WINDOW` days away, so that days can be joined one
by one, in any order, with the same result. Only rows that share a key (speaker and a long word; two states, a kind and
a week) are compared: `utterances` and `dealings` say whether they are one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import combinations

from dragoman.actors import index
from dragoman.record.dealings import kind_of, same_event
from dragoman.record.facts import FactRow
from dragoman.record.nouns import Join
from dragoman.record.terms import terms
from dragoman.record.utterances import Namer, same_utterance

WINDOW = 7
"""Days of publication that two tellings of one fact lie apart at most."""
LONGEST = 4
"""Words of a statement under which it is looked up: its longest, which few others of one speaker share."""
MOST = 40
"""Tellings under one key that a new one is compared with, the latest first; so many of one thing are a wire's flood."""

Key = tuple[str, ...]


def joined(rows: Iterable[FactRow]) -> Iterator[Join]:
    """Pairs of tellings that are of one fact: each telling with the one before that it resembles most."""
    before: dict[Key, list[FactRow]] = defaultdict(list)
    for row in rows:
        places = keys_of(row)
        best: Join | None = None
        for other in candidates(before, places, row):
            found = compared(other, row)
            if found is not None and (best is None or found[1] > best.score):
                best = Join(later=row.id, earlier=other.id, rule=found[0], score=found[1])
        if best is not None:
            yield best
        for key in places:
            before[key].append(row)


def keys_of(row: FactRow) -> list[Key]:
    """Under what a telling is looked up; nothing for one that nothing can be said about."""
    if row.kind == "s":
        if not row.speaker:
            return []
        words = sorted(set(terms(row.content)), key=lambda word: (-len(word), word))[:LONGEST]
        abroad: list[Key] = [("s", row.speaker, "act", row.act)] if row.act and row.act != "state" else []
        return [*(("s", row.speaker, word) for word in words), *abroad]
    sides = sorted({row.states.get(actor, actor) for _, actor in row.participants})
    told = f"{kind_of(row)} {row.week}"
    return [("e", told, a, b) for a, b in combinations(sides[:6], 2)]


def candidates(before: dict[Key, list[FactRow]], places: Iterable[Key], row: FactRow) -> list[FactRow]:
    """Earlier tellings under any of the keys, within the window, each once, the latest first."""
    found: dict[int, FactRow] = {}
    for key in places:
        for other in reversed(before[key][-MOST:]):
            if row.day - other.day > WINDOW:
                break
            found[other.id] = other
    return [found[n] for n in sorted(found, reverse=True)]


def compared(one: FactRow, other: FactRow) -> tuple[str, float] | None:
    """The rule and score by which two tellings are of one fact, or None."""
    if one.kind == "s":
        return same_utterance(one, other, names)
    return same_event(one, other, lambda actor: one.states.get(actor) or other.states.get(actor))


def names(content: str, language: str) -> frozenset[str]:
    """What a text names, the same in every language."""
    return _namer().of(content, language)


@cache
def _namer() -> Namer:
    """Loaded when the first two languages meet."""
    return Namer(index.load())
