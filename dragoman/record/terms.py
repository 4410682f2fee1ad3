"""The words of the index: each by its dictionary form, the same for what is kept and for what is asked.

`terms` is for texts, `readings` for a word of a query, which may be several words. Context is not looked at, so that
both sides agree. A Russian word is its likeliest dictionary form, one with a capital rather a name («Песков» is no
sand); an English word loses its ending. Prepositions, conjunctions and particles are left out on both sides.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Any

WORD = re.compile(r"[^\W_]+")
HIDDEN = re.compile("[\u00ad\u0300\u0301\u200b-\u200f\u2060\ufeff]")
CYRILLIC = re.compile("[а-яіїєґў]")
SKIPPED = ("PREP", "CONJ", "PRCL")
NAMES = ("Surn", "Name", "Patr", "Geox", "Orgn")
SURNAMES = (
    (re.compile(r"(.{2,}(?:ов|ев|ин|ын))(?:а|у|ым|е|ой|ы|ых|ыми)?"), ""),
    (re.compile(r"(.{2,}[сц]к)(?:ий|ого|ому|им|ом|ая|ой|ую|ие|их|ими)"), "ий"),
)
"""Endings of Russian family names in every case: «Рябков, Рябкову», «Зеленская, Зеленским»."""
ENGLISH_SKIPPED = frozenset(
    "the a an of and or to in on at by for with from as that this these those it its be not but if than then so".split()
)
KEPT = 200_000
"""Words remembered by a process, about 30 MB; then it begins anew."""

_known: dict[str, str] = {}


def terms(text: str) -> list[str]:
    """The words of the text, in order, as the index has them."""
    out = []
    for word in WORD.findall(HIDDEN.sub("", text)):
        found = _known.get(word)
        if found is None:
            if len(_known) >= KEPT:
                _known.clear()
            found = _known[word] = term(word)
        if found:
            out.append(found)
    return out


def term(word: str) -> str:
    """The dictionary form, or nothing for a word that the index leaves out."""
    lower = word.lower().replace("ё", "е")
    if CYRILLIC.search(lower):
        return russian(word, lower)
    return "" if lower in ENGLISH_SKIPPED else english(lower)


def readings(word: str) -> list[str]:
    """All that the word of a query may stand for, the likeliest first: every one should be asked for."""
    lower = word.lower().replace("ё", "е")
    if not CYRILLIC.search(lower):
        return [x for x in [term(word)] if x]
    both = (russian(word, lower), russian(word.capitalize(), lower), *(form(p) for p in likely(lower)))
    return list(dict.fromkeys(x for x in both if x))


def russian(word: str, lower: str) -> str:
    """The likeliest form by the dictionary; of a word with a capital the likeliest that is a name."""
    parses = likely(lower)
    if not parses:
        return ""
    if word[:1].isupper() and not word.isupper():
        names = [p for p in parses if any(mark in p.tag for mark in NAMES)]
        crowd = "plur" in parses[0].tag and "gent" in parses[0].tag  # «Рябков» is hardly «of grouses»
        if crowd or not parses[0].is_known or any("Surn" in p.tag for p in names):
            bearer = surname(lower)
            if bearer:
                return bearer
        return form((names or parses)[0])
    return form(parses[0])


def surname(lower: str) -> str | None:
    """The first form of a family name by its ending, the man's for both: «Захаровой» → «захаров»."""
    for pattern, ending in SURNAMES:
        found = pattern.fullmatch(lower)
        if found:
            return found[1] + ending
    return None


def likely(lower: str) -> list[Any]:
    """The readings of a word in their order, without those that are left out; none if it is left out altogether."""
    from dragoman.languages.ru.lemmas import parses_of

    parses = parses_of(lower)
    if not parses or str(parses[0].tag.POS) in SKIPPED:
        return []
    return [p for p in parses if str(p.tag.POS) not in SKIPPED]


def form(parse: Any) -> str:
    return str(parse.normal_form).replace("ё", "е")


@cache
def irregular() -> dict[str, str]:
    """English forms that no rule makes."""
    text = (files("dragoman.record") / "irregular.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return {row[0]: row[1] for row in rows}


VOWELS = "aeiouy"
PLURALS = (("ies", "y"), ("sses", "ss"), ("shes", "sh"), ("ches", "ch"), ("xes", "x"))


def english(lower: str) -> str:
    """The word without the ending of a plural or a verb: "talks", "talked" and "talking" are one."""
    found = irregular().get(lower)
    if found is not None:
        return stem(found)
    if len(lower) < 4 or not lower.isascii() or not lower.isalpha():
        return lower
    return stem(singular(lower))


def singular(lower: str) -> str:
    for ending, base in PLURALS:
        if lower.endswith(ending) and len(lower) > len(ending) + 1:
            return lower[: -len(ending)] + base
    if lower.endswith("s") and not lower.endswith(("ss", "us", "is")):
        return lower[:-1]
    return lower


def stem(word: str) -> str:
    """Without -ing, -ed and a mute e: a key, not a word ("negotiat")."""
    for ending in ("ing", "ed"):
        base = word[: -len(ending)]
        if word.endswith(ending) and len(base) > 2 and any(c in VOWELS for c in base):
            if base[-1] == base[-2] and base[-1] not in "lsz":
                base = base[:-1]
            return soft(base)
    return soft(word)


def soft(base: str) -> str:
    """ "agreed" and "agree", "carried" and "carry" end alike."""
    if base.endswith("i") and len(base) > 3:
        return base[:-1] + "y"
    return base.rstrip("e") if len(base) > 3 else base
