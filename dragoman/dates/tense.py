"""Is what a time belongs to told as past or as to come: the verb that governs it decides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from dragoman.dates.words import Words
from dragoman.languages.base import Analysis, Token
from dragoman.languages.grammar import is_finite, is_infinitive, is_verb

Side = Callable[[Analysis, Words, Token, bool], str]
"""What one word says, empty when it says nothing; the last: the time hangs on it («договорились в среду»)."""

CLIMB = 12
"""Governors looked at; deeper chains are errors of the parse."""


@dataclass(frozen=True, slots=True)
class Tense:
    """side: past, present, future or empty; near: no noun stands between the time and its verb."""

    side: str = ""
    near: bool = True


def of(analysis: Analysis, w: Words, first: int, last: int) -> Tense:
    """The tense of what tokens `first` to `last` (half-open) date."""
    tokens, side_of = analysis.tokens, _rule(analysis.language)
    at = next((i for i in range(first, last) if not first <= tokens[i].head < last), first)
    near = direct = True
    for _ in range(CLIMB):
        at = tokens[at].head
        if not w.first <= at < w.last:
            break
        token = tokens[at]
        side = side_of(analysis, w, token, direct)
        if side:
            return Tense(side, near)
        direct = False
        near = near and token.pos not in ("NOUN", "PROPN") and not is_infinitive(token)
    return Tense(nearest(analysis, w, first, last), False)


@cache
def _rule(language: str) -> Side:
    found: Side = import_module(f"dragoman.dates.{language}.tense").side_of
    return found


def nearest(analysis: Analysis, w: Words, first: int, last: int) -> str:
    """Without a governing verb: the nearest finite verb of the sentence, the following one first of equals."""
    side_of = _rule(analysis.language)
    for step in range(1, 30):
        for at in (last - 1 + step, first - step):
            if w.first <= at < w.last and is_verb(analysis.tokens[at]) and is_finite(analysis.tokens[at]):
                side = side_of(analysis, w, analysis.tokens[at], True)
                if side:
                    return side
    return ""
