"""Is what a time belongs to told as past or as to come: the verb that governs it decides."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.dates.words import Words
from dragoman.languages.base import Analysis, Token
from dragoman.languages.grammar import is_finite, is_future, is_infinitive, is_participle, is_predicate, is_verb

CLIMB = 12
"""Governors looked at; deeper chains are errors of the parse."""


@dataclass(frozen=True, slots=True)
class Tense:
    """side: past, present, future or empty; near: no noun stands between the time and its verb."""

    side: str = ""
    near: bool = True


def of(analysis: Analysis, w: Words, first: int, last: int) -> Tense:
    """The tense of what tokens `first` to `last` (half-open) date."""
    tokens = analysis.tokens
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


def side_of(analysis: Analysis, w: Words, token: Token, direct: bool = True) -> str:
    """What one word says, empty when it says nothing. `direct`: the time hangs on it («договорились в среду»)."""
    planned = token.lemma in w.lexicon.planned
    if is_participle(token) and token.feats.get("Variant") != "Short":
        past = token.feats.get("Tense") == "Past"
        return "future" if planned else "past" if past and token.feats.get("Aspect") != "Imp" else ""
    if token.pos in ("ADJ", "ADV", "NOUN") and planned:
        return "past" if _copula(analysis, token, "Past") else "future"
    if not is_predicate(token):
        return _of_infinitive(analysis, token, w) if is_infinitive(token) else ""
    if is_future(token) or token.feats.get("Mood") == "Imp" or _copula(analysis, token, "Fut"):
        return "future"
    if token.feats.get("Tense") == "Past" or token.feats.get("VerbForm") == "Part":
        return "future" if planned and _sets(token, direct) else "past"
    if token.feats.get("Tense") == "Pres":
        return "future" if planned else "present"
    return ""


def _sets(token: Token, direct: bool) -> bool:
    """«намечен на среду», «договорились встретиться в среду»; not «договорились в среду» or «планировал»."""
    return token.feats.get("VerbForm") == "Part" or (token.feats.get("Aspect") == "Perf" and not direct)


def _copula(analysis: Analysis, token: Token, tense: str) -> bool:
    """«будет подписан», «должны были состояться»."""
    return any(
        analysis.tokens[k].lemma == "быть"
        and (analysis.tokens[k].feats.get("Tense") == tense or (tense == "Fut" and is_future(analysis.tokens[k])))
        for k in analysis.children[token.i]
    )


def _of_infinitive(analysis: Analysis, token: Token, w: Words) -> str:
    """«будет проводить», «чтобы встретиться»; else what governs it decides."""
    if _copula(analysis, token, "Fut"):
        return "future"
    marks = (analysis.tokens[k] for k in analysis.children[token.i])
    return "future" if any(t.rel == "mark" for t in marks) else ""


def nearest(analysis: Analysis, w: Words, first: int, last: int) -> str:
    """Without a governing verb: the nearest finite verb of the sentence, the following one first of equals."""
    for step in range(1, 30):
        for at in (last - 1 + step, first - step):
            if w.first <= at < w.last and is_verb(analysis.tokens[at]) and is_finite(analysis.tokens[at]):
                side = side_of(analysis, w, analysis.tokens[at])
                if side:
                    return side
    return ""
