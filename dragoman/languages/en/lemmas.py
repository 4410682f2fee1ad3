"""Lemma, part of speech and features of a word form from the tagger's tag (Penn Treebank).

Lemmas come from the model's tables (rules, exceptions, known words), applied as spaCy applies them; pronouns, forms of
«be» and short forms («'ll», «n't») stand in `function_words.tsv` with their features.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any

from dragoman.languages.en import package
from dragoman.languages.en.sentences import sentence_words
from dragoman.languages.lexicon import of

Feats = Mapping[str, str]
KEPT = 50_000  # answers held, about 15 MB

_POS = {
    "AFX": "ADJ", "CC": "CCONJ", "CD": "NUM", "DT": "DET", "EX": "PRON", "IN": "ADP", "MD": "AUX", "PDT": "DET",
    "POS": "PART", "PRP": "PRON", "PRP$": "PRON", "RP": "ADP", "TO": "PART", "UH": "INTJ", "WDT": "PRON", "WP": "PRON",
    "WP$": "PRON", "WRB": "ADV", "$": "SYM", "SYM": "SYM", "#": "SYM", "FW": "X", "LS": "X", "XX": "X", "ADD": "X",
    "NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN",
}  # fmt: skip
_STARTS = (("JJ", "ADJ"), ("RB", "ADV"), ("VB", "VERB"))
_FEATS = {
    "NN": "Number=Sing", "NNS": "Number=Plur", "NNP": "Number=Sing", "NNPS": "Number=Plur",
    "JJ": "Degree=Pos", "JJR": "Degree=Cmp", "JJS": "Degree=Sup", "RBR": "Degree=Cmp", "RBS": "Degree=Sup",
    "CD": "NumType=Card", "MD": "VerbForm=Fin", "VB": "VerbForm=Inf",
    "VBD": "Mood=Ind|Tense=Past|VerbForm=Fin", "VBP": "Mood=Ind|Tense=Pres|VerbForm=Fin",
    "VBZ": "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin",
    "VBG": "Tense=Pres|VerbForm=Part", "VBN": "Tense=Past|VerbForm=Part",
    "WDT": "PronType=Rel", "FW": "Foreign=Yes",
}  # fmt: skip
_TABLES = {"NNS": "noun", "JJR": "adj", "JJS": "adj", "RBR": "adv", "RBS": "adv"}
_TABLES |= dict.fromkeys(("VBD", "VBG", "VBN", "VBZ"), "verb")
_CURLY = str.maketrans("’‘ʼ", "'''")


@dataclass(frozen=True, slots=True)
class Reading:
    """What is known of a word form with a tag, syntax left out."""

    lower: str
    lemma: str
    pos: str
    feats: Feats


@dataclass(frozen=True, slots=True)
class _Table:
    rules: list[tuple[str, str]]
    irregular: dict[str, list[str]]
    known: frozenset[str]


@cache
def _tables() -> dict[str, _Table]:
    """The model's tables by part of speech."""
    tables: dict[str, dict[int, Any]] = package.table("lemmatizer/lookups/lookups.bin")
    found = {}
    for name in ("noun", "verb", "adj", "adv"):
        key = package.string_hash(name)
        rules = [(old, new) for old, new in tables["lemma_rules"].get(key, ())]
        irregular = tables["lemma_exc"].get(key, {})
        found[name] = _Table(rules, irregular, frozenset(tables["lemma_index"].get(key, ())))
    return found


@cache
def _function_words() -> dict[str, list[tuple[str, str, Feats]]]:
    """Form → its (tag, lemma, features), in the order of the file."""
    found: dict[str, list[tuple[str, str, Feats]]] = {}
    for form, tag, lemma, feats, _ in of("en").table("function_words.tsv"):
        found.setdefault(form, []).append((tag, lemma, features(feats)))
    return found


def warm() -> None:
    """Reads the tables; otherwise the first word does."""
    _tables()
    _function_words()


@cache
def features(text: str) -> Feats:
    """«Case=Nom|Number=Sing» as a mapping; one object for each text."""
    return MappingProxyType(dict(part.split("=") for part in text.split("|") if part))


def fold(word: str) -> str:
    """The match key: lower case, curly apostrophes inside a word straight."""
    lower = word.lower().replace("ё", "е")
    return lower.translate(_CURLY) if len(lower) > 1 else lower


def is_function_word(lower: str) -> bool:
    """Is it an article, pronoun, preposition or the like that no rule bends?"""
    return lower in _function_words() or lower in sentence_words("starter")


@lru_cache(maxsize=KEPT)
def no_name(lower: str) -> bool:
    """Is it a form of a known verb, an adverb or a function word: no likely name, even with a capital?"""
    tables = _tables()
    return is_function_word(lower) or (
        lower in tables["adv"].known or lower in tables["verb"].known or _lemma(lower, "verb") in tables["verb"].known
    )


@lru_cache(maxsize=KEPT)
def reading(word: str, tag: str) -> Reading:
    """Lemma, part of speech and features of `word` under `tag`."""
    lower, pos, feats = fold(word), _pos(tag), features(_FEATS.get(tag, ""))
    if not any(c.isalnum() for c in word) and pos not in ("SYM", "PUNCT", "PART"):
        pos = "PUNCT"
    for wanted, lemma, extra in _function_words().get(lower, ()):
        if tag.startswith(wanted):
            if pos == "NOUN" and "PronType" in extra:
                pos = "PRON"
            return Reading(lower, lemma, "PART" if lemma == "not" else pos, _joined(feats, extra))
    if pos == "PROPN":
        return Reading(lower, word, pos, feats)
    return Reading(lower, _lemma(lower, _TABLES.get(tag, "")), pos, feats)


def _joined(feats: Feats, extra: Feats) -> Feats:
    if not extra:
        return feats
    return features("|".join(f"{key}={value}" for key, value in sorted({**feats, **extra}.items())))


def _pos(tag: str) -> str:
    if tag in _POS:
        return _POS[tag]
    return next((pos for start, pos in _STARTS if tag.startswith(start)), "PUNCT")


def _lemma(lower: str, name: str) -> str:
    """The first known form that a rule makes; an irregular form goes before, an unknown one after."""
    table = _tables().get(name)
    if table is None:
        return lower
    if lower in table.irregular:
        return table.irregular[lower][-1]
    made = [lower[: len(lower) - len(old)] + new for old, new in table.rules if lower.endswith(old)]
    made = [form for form in made if form]
    return next((form for form in reversed(made) if form in table.known), made[0] if made else lower)
