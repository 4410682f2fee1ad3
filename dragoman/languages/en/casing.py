"""Headlines In Title Case and IN CAPITALS, told to the networks as running text.

Decision: the networks take each capital for a name («Carson Slams Rivals» has no verb for them). A word of such a line
is made small when the report writes it small elsewhere, or when it is a known verb, adverb or function word and the
report does not write it with a capital inside a sentence. Names stay, since the report shows them so.
"""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.languages.en import lemmas
from dragoman.languages.en.tokenise import Words

Range = tuple[int, int]

LEAST_WORDS = 3  # words that count in a line before it can be a headline in capitals
LEAST_SHARE = 0.9  # part of them that must have a capital: of long prepositions some houses write small
COUNTED = 4  # letters of a word that counts


def settle(words: Words, units: Sequence[Range]) -> None:
    """Makes words of headlines small in `words.clean`, the form that the networks see."""
    lines = [unit for unit in units if _capitals(words.clean[slice(*unit)])]
    if not lines:
        return
    small, capital = _evidence(words, units, frozenset(lines))
    for first, last in lines:
        shouted = all(word.isupper() for word in words.clean[first:last] if word[0].isalpha())
        for i in range(first, last):
            words.clean[i] = _settled(words.clean[i], i == first, shouted, small, capital)


def _capitals(line: Sequence[str]) -> bool:
    """Do nearly all longer words after the first start with a capital?"""
    counted = [word for word in line[1:] if len(word) >= COUNTED and word.isalpha()]
    return len(counted) >= LEAST_WORDS and sum(w[0].isupper() for w in counted) >= LEAST_SHARE * len(counted)


def _evidence(words: Words, units: Sequence[Range], lines: frozenset[Range]) -> tuple[frozenset[str], frozenset[str]]:
    """Words that running text writes small, and those (in small letters) that it writes with a capital mid-sentence."""
    running = [unit for unit in units if unit not in lines]
    small = frozenset(w for first, last in running for w in words.clean[first:last] if w.islower())
    capital = frozenset(w.lower() for first, last in running for w in words.clean[first + 1 : last] if w[0].isupper())
    return small, capital


def _settled(word: str, starts: bool, shouted: bool, small: frozenset[str], capital: frozenset[str]) -> str:
    if word == "I" or not word[0].isupper() or (len(word) > 1 and word.isupper() and not shouted) or not word.isalpha():
        return word
    lower = word.lower()
    helps = not shouted and lemmas.is_function_word(lower)  # in capitals, «US» and «us» are the same
    if helps or (lower not in capital and (lower in small or lemmas.no_name(lower))):
        return lower.capitalize() if starts else lower
    if shouted and len(word) >= COUNTED:
        return word.capitalize()
    return word
