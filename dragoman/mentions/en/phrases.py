"""How far an English role or organ reaches: what stands before its noun, and the «of …», «for …», «to …» behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dragoman.languages.base import Analysis, Token
from dragoman.languages.lexicon import of

Range = tuple[int, int]

LINKS = frozenset(("of", "for", "to", "at"))
LOOSE_LINKS = frozenset(("in", "on", "with", "from"))
"""Prepositions that tie a noun phrase to a role: «ambassador to Moscow», «envoy for Syria»; the loose ones only to
nouns of people who are somewhere for somebody: «diplomats in Kyiv», «source in the ministry».
"""
BEFORE = frozenset(("NOUN", "PROPN", "ADJ", "DET", "NUM", "PART", "X", "ADV"))
LONGEST = 24
"""Tokens of a phrase looked over; the longest office in wire copy stays under it."""
ARTICLES = frozenset(("the", "a", "an", "this", "that", "its", "his", "her", "their", "our", "my", "your", "some"))


def left_edge(analysis: Analysis, i: int, last: int, floor: int) -> int:
    """First token of what qualifies noun `i` from the left in a phrase up to `last`: «Russia's new | minister»."""
    tokens, first = analysis.tokens, i
    while first - 1 >= max(floor, i - LONGEST):
        joined = _joined_to(tokens, first - 1, floor, last) if tokens[i].feats.get("Number") == "Plur" else -1
        if joined < 0 and not _qualifies(tokens[first - 1], tokens[first], last):
            break
        first = joined if joined >= 0 else first - 1
        if tokens[first].lower in ARTICLES and tokens[first].pos in ("DET", "PRON"):
            break
    while first < i and (tokens[first].lower in POSSESSIVES or tokens[first].pos in ("PUNCT", "CCONJ", "ADV")):
        first += 1
    return first


POSSESSIVES = frozenset(("'s", "’s", "'", "’"))
QUALIFIERS = frozenset(("amod", "compound", "nmod", "det", "nummod", "flat", "advmod", "appos", "dep"))


def _joined_to(tokens: Sequence[Token], k: int, floor: int, last: int) -> int:
    """«Russian and | Turkish foreign ministers»: the adjective to which the one at `k` is joined, or -1."""
    other = tokens[k]
    while other.rel == "conj" and other.pos in ("ADJ", "PROPN") and max(floor, k - LONGEST) <= other.head < other.i:
        other = tokens[other.head]
    if other.i == k:
        return -1
    return other.i if k < other.head < last and other.rel.split(":")[0] in ("amod", "compound", "nmod") else -1


def _qualifies(before: Token, here: Token, last: int) -> bool:
    """The word before belongs to the noun phrase: it hangs to the right inside it, or is a hyphen or possessive."""
    if before.lower in POSSESSIVES or (before.text in ("-", "–") and here.start == before.end):
        return True
    if before.pos not in BEFORE and before.feats.get("VerbForm") != "Part" and not before.rel.startswith("nmod"):
        return False
    return before.i < before.head < last and before.rel.split(":")[0] in QUALIFIERS


def of_chain(analysis: Analysis, first: int, last: int, ceiling: int, persons: Mapping[int, Range]) -> int:
    """End of the phrase with all «of the State Duma's committee on foreign affairs» behind it; a name stops it."""
    tokens = analysis.tokens
    limit = min(ceiling, last + LONGEST)
    links = LINKS | LOOSE_LINKS if tokens[first].lemma in of("en").words("far") else LINKS
    while last + 1 < limit and tokens[last].lower in links and tokens[last].pos in ("ADP", "PART"):
        noun = _noun_after(analysis, last, limit)
        if noun < 0 or not (first <= tokens[noun].head < last) or last + 1 in persons:
            break
        last = _noun_end(analysis, noun, limit, persons)
    return last


def _noun_after(analysis: Analysis, at: int, limit: int) -> int:
    """The noun that the preposition at `at` marks, or -1."""
    head = analysis.tokens[at].head
    return head if at < head < limit and analysis.tokens[at].rel == "case" else -1


def _noun_end(analysis: Analysis, noun: int, limit: int, persons: Mapping[int, Range]) -> int:
    """Behind the noun and what is joined to it by «and»: «for Europe and Eurasia»."""
    tokens, last = analysis.tokens, noun + 1
    while last + 1 < limit and tokens[last].lower in ("and", "&"):
        joined = next((t.i for t in tokens[last + 1 : min(limit, last + 6)] if t.head == noun and t.rel == "conj"), -1)
        if joined < 0 or any(k in persons for k in range(last + 1, joined + 1)):
            break
        last = joined + 1
    return last
