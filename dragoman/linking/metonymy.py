"""«Москва»: the power or the town? Ordered rules over the grammar around a name that stands for both."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from dragoman.languages.base import Token
from dragoman.languages.grammar import case_of, children, is_dash, is_verb, preposition
from dragoman.languages.lexicon import Lexicon
from dragoman.linking.cast import Cast
from dragoman.mentions import Reference

UP = 4
"""Steps up a coordination: «в Киеве, Москве, Минске и Вене»."""


def words(cast: Cast, part: str) -> frozenset[str]:
    """Lemmas of `located.tsv`."""
    return _located(cast.page.lexicon).get(part, frozenset())


@cache
def _located(lexicon: Lexicon) -> dict[str, frozenset[str]]:
    table = lexicon.table("located.tsv")
    return {part: frozenset(row[0] for row in table if row[1] == part) for part in {row[1] for row in table}}


Rule = Callable[[Cast, Reference, Token], bool | None]
"""True: a place; False: an actor; None: the next rule decides."""


def located(cast: Cast, r: Reference) -> bool:
    """The name stands for the place and not for who governs there."""
    token = cast.tokens[r.head]
    for rule in RULES:
        found = rule(cast, r, token)
        if found is not None:
            return found
    return False


def speaks(cast: Cast, r: Reference, token: Token) -> bool | None:
    """«в Москве заявили», «из Пекина сообщили»: the source of a statement."""
    return False if r.head in cast.speakers else None


def dateline(cast: Cast, r: Reference, token: Token) -> bool | None:
    """«МОСКВА, 5 мая»."""
    passage = cast.page.sentence_of(r.head).passage
    return True if cast.page.document.passages[passage].kind == "dateline" else None


def qualified(cast: Cast, r: Reference, token: Token) -> bool | None:
    """«официальный Киев», «ночная Москва», «город Минск»."""
    if r.first == 0:
        return None
    before = cast.tokens[r.first - 1]
    if before.sentence != token.sentence:
        return None
    if before.lemma in cast.words("official"):
        return False
    if before.lemma in words(cast, "adjective") or before.lemma in words(cast, "kind"):
        return True
    governor = cast.tokens[token.head] if token.head >= 0 else None
    apposed = governor is not None and token.rel.startswith(("appos", "flat", "nmod")) and case_of(token) != "Gen"
    return True if apposed and governor is not None and governor.lemma in words(cast, "kind") else None


def line(cast: Cast, r: Reference, token: Token) -> bool | None:
    """«поезд Москва – Минск», «расстояние между Веной и Братиславой»."""
    first = max(cast.page.sentence_of(r.head).first, r.first - 5)
    before = cast.tokens[first : r.first]
    at = next((t.i for t in reversed(before) if t.lemma in words(cast, "line")), -1)
    if at < 0:
        return None
    between, joins = cast.tokens[at + 1 : r.first], cast.words("joins-line")
    joined = all(is_dash(t) or t.lower in joins or t.pos == "PROPN" for t in between)
    return True if joined else None


def after_preposition(cast: Cast, r: Reference, token: Token) -> bool | None:
    """«в Москве», «из Киева», «под Веной» are places; «давление на Киев», «ждут от Киева», «с Москвой» actors."""
    word, governor = _preposition(cast, r, token)
    if not word:
        return True if case_of(token) == "Loc" else None
    if word in cast.words("place-preposition"):
        return True
    if word in cast.words("genitive"):
        return None
    if word in cast.words("toward") and governor is not None and governor.lemma in words(cast, "on"):
        return True
    if word in cast.words("away"):
        return _near(cast, r, words(cast, "far"))
    if word in cast.words("toward"):
        return case_of(token) == "Loc"
    return bool(word == "у" and governor is not None and governor.lemma in words(cast, "noun"))


def _preposition(cast: Cast, r: Reference, token: Token) -> tuple[str, Token | None]:
    """The preposition of the name, or that of the name it is joined to, and what governs them."""
    analysis = cast.page.analysis
    for _ in range(UP):
        word = preposition(analysis, token.i)
        before = cast.tokens[token.i - 1] if token.i else None
        if not word and before is not None and before.pos == "ADP" and before.sentence == token.sentence:
            word = before.lower
        governor = cast.tokens[token.head] if token.head >= 0 else None
        if word or not token.rel.startswith("conj") or governor is None or case_of(governor) != case_of(token):
            return word, governor
        token = governor
    return "", None


def placed(cast: Cast, r: Reference) -> bool:
    """A town whose name is a word too needs a preposition of place, a word like «город», or the tagger's opinion."""
    token = cast.tokens[r.head]
    word, _ = _preposition(cast, r, token)
    placed_by = word in cast.words("place-preposition") or qualified(cast, r, token) is True
    return placed_by or governed(cast, r, token) is True or r.head in cast.tagged


def _near(cast: Cast, r: Reference, wanted: frozenset[str]) -> bool:
    first = max(cast.page.sentence_of(r.head).first, r.first - 4)
    return any(t.lemma in wanted for t in cast.tokens[first : r.first])


def governed(cast: Cast, r: Reference, token: Token) -> bool | None:
    """«улицы Киева», «мэр Берлина»."""
    for _ in range(UP):
        if token.head < 0 or not token.rel.startswith("conj"):
            break
        token = cast.tokens[token.head]
    owner = case_of(token) == "Gen" or token.rel in ("nmod:poss", "compound")
    owner = owner or preposition(cast.page.analysis, token.i) in cast.words("genitive")
    if not owner or token.head < 0:
        return None
    before = cast.tokens[r.first - 1] if r.first else None
    governor = cast.tokens[token.head]
    nouns = words(cast, "noun")
    return True if governor.lemma in nouns or (before is not None and before.lemma in nouns) else None


def subject(cast: Cast, r: Reference, token: Token) -> bool | None:
    """«Баку находится на берегу моря», «Вена – столица Австрии»."""
    governor = cast.tokens[token.head] if token.head >= 0 else None
    if governor is None or not token.rel.startswith("nsubj"):
        return None
    if is_verb(governor) and governor.lemma in words(cast, "verb"):
        return True
    named = governor.pos == "NOUN" and governor.lemma in words(cast, "kind")
    return True if named or any(t.lemma in words(cast, "kind") for t in children(cast.page.analysis, token.i)) else None


def reached(cast: Cast, r: Reference, token: Token) -> bool | None:
    """«посетил Минск», «покинули Дамаск»."""
    governor = cast.tokens[token.head] if token.head >= 0 else None
    if governor is None or token.rel != "obj" or not is_verb(governor):
        return None
    return True if governor.lemma in words(cast, "object") else None


RULES: tuple[Rule, ...] = (dateline, speaks, qualified, line, after_preposition, governed, reached, subject)


AMBIGUOUS: Mapping[str, tuple[str, ...]] = {"state/BEL": ("igo/eu", "igo/nato")}
"""Capitals in which a body sits that reports name more often than the state."""


def seat_of(cast: Cast, state: str) -> str | None:
    """«Брюссель»: the body that the document named last, else the first; None where the state itself is spoken of."""
    bodies = AMBIGUOUS.get(state, ())
    if not bodies or state in cast.focus:
        return None
    named = cast.last_of(bodies, len(cast.tokens))
    return named or bodies[0]
