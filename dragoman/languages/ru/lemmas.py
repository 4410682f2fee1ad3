"""Lemmas from pymorphy3, chosen to agree with the tagger, and the few tags that the dictionary puts right.

Decisions: the first reading of pymorphy3 is often wrong in context («стали», «суда», «Песков»), so the reading that
agrees with the network's part of speech, case, number and gender wins. The answer is kept for each (word, tag): a new
one costs about 35 µs, one met before a look into a dict. Participles keep the infinitive as lemma and VerbForm=Part, so
that one entry of a verb serves all its forms; «говорится» stays reflexive («говориться»).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any, cast

import pymorphy3

from dragoman.languages.lexicon import of

KEPT = 100_000  # answers held, about 30 MB; the oldest half goes when full


Feats = Mapping[str, str]
NO_FEATS: Feats = MappingProxyType({})
Want = tuple[str, str | None, str | None, str | None, str | None, str | None, str | None]
UNBENT = frozenset(("ADP", "PART", "CCONJ", "SCONJ", "INTJ"))
OPEN = frozenset(("NOUN", "ADJ", "VERB", "ADV"))


@dataclass(frozen=True, slots=True)
class Reading:
    """What is known of a word form with a tag."""

    lower: str
    lemma: str
    pos: str
    feats: Feats


@cache
def dictionary() -> Any:
    """The pymorphy3 dictionary, loaded once a process."""
    return pymorphy3.MorphAnalyzer(lang="ru")


def parses_of(word: str) -> Sequence[Any]:
    """The readings of a word by the dictionary, the likeliest first.

    None for a word with a letter that Unicode gives no name of its own, as those of Tangut: pymorphy3 asks for it.
    """
    try:
        return cast(Sequence[Any], dictionary().parse(word))
    except ValueError:
        return ()


_POS = {
    "NOUN": {"NOUN": 8},
    "PROPN": {"NOUN": 8, "ADJF": 6},
    "ADJ": {"ADJF": 8, "ADJS": 8, "COMP": 6, "PRTF": 4, "PRTS": 4, "NUMR": 2},
    "VERB": {"VERB": 8, "INFN": 8, "PRTF": 8, "PRTS": 8, "GRND": 8, "PRED": 2},
    "AUX": {"VERB": 8, "INFN": 8, "GRND": 8},
    "ADV": {"ADVB": 8, "COMP": 7, "PRED": 6, "PRCL": 3},
    "PRON": {"NPRO": 8, "ADJF": 6},
    "DET": {"ADJF": 8, "NPRO": 6},
    "NUM": {"NUMR": 8, "ADJF": 4, "ADVB": 3},
    "ADP": {"PREP": 8},
    "CCONJ": {"CONJ": 8, "PRCL": 4},
    "SCONJ": {"CONJ": 8, "ADVB": 3},
    "PART": {"PRCL": 8, "CONJ": 4},
    "INTJ": {"INTJ": 8},
}
_CASES = {
    "Nom": ("nomn",),
    "Gen": ("gent", "gen2"),
    "Dat": ("datv",),
    "Acc": ("accs",),
    "Ins": ("ablt",),
    "Loc": ("loct", "loc2"),
    "Voc": ("voct", "nomn"),
    "Par": ("gen2", "gent"),
}
_NUMBERS = {"Sing": "sing", "Plur": "plur"}
_GENDERS = {"Masc": "masc", "Fem": "femn", "Neut": "neut"}
_FORMS = {"Inf": ("INFN",), "Part": ("PRTF", "PRTS"), "Conv": ("GRND",), "Fin": ("VERB",)}
_TENSES = {"Past": "past", "Pres": "pres", "Fut": "futr"}
_UD_CASES = {name: case for case, names in reversed(_CASES.items()) for name in names if case not in ("Voc", "Par")}
_ALL_CASES = tuple(dict.fromkeys(name for names in _CASES.values() for name in names))
_UD_NUMBERS = {name: number for number, name in _NUMBERS.items()}
_UD_GENDERS = {name: gender for gender, name in _GENDERS.items()}
_PROPER = ("Surn", "Name", "Patr", "Geox", "Orgn", "Trad")
_SURNAMES = (
    # endings of a form, endings of its first form, genders it can be
    *((stem + end, stem, "Masc") for stem in ("ов", "ев", "ин", "ын") for end in ("", "а", "у", "ым", "е")),
    *((stem + end, stem + "а", "Fem") for stem in ("ов", "ев", "ин", "ын") for end in ("а", "ой", "у")),
    *((stem + end, stem + "ий", "Masc") for stem in ("ск", "цк") for end in ("ий", "ого", "ому", "им", "ом")),
    *((stem + end, stem + "ая", "Fem") for stem in ("ск", "цк") for end in ("ая", "ой", "ую")),
)


@cache
def short_adjectives() -> dict[str, str]:
    """Short forms that are adjectives, not participles: «уверен» to «уверенный»."""
    out = {}
    for lemma, _ in of("ru").table("short_adjectives.tsv"):
        out.update({lemma.removesuffix("ный") + ending: lemma for ending in ("", "а", "о", "ы")})
    return out


@cache
def tag_parts(tag: str) -> tuple[str, Feats]:
    """Part of speech and features of a tag such as NOUN|Case=Nom."""
    pos, *feats = tag.split("|")
    return pos, MappingProxyType(dict(feat.split("=", 1) for feat in feats))


_kept: dict[tuple[str, int], Reading] = {}


def readings(words: Sequence[str], tags: Sequence[int], names: Sequence[str]) -> list[Reading]:
    """The reading of each word (without hidden characters) with its tag, a number in `names`."""
    out = []
    for key in zip(words, tags, strict=True):
        found = _kept.get(key)
        if found is None:
            if len(_kept) >= KEPT:
                for old in list(_kept)[: KEPT // 2]:
                    del _kept[old]
            found = _kept[key] = read(key[0], names[key[1]])
        out.append(found)
    return out


def read(word: str, tag: str) -> Reading:
    """Lemma, part of speech and features of a word that the network gave this tag."""
    lower = word.lower()
    key = lower.replace("ё", "е")
    pos, feats = tag_parts(tag)
    if not any(map(str.isalpha, key)) or pos in ("PUNCT", "SYM"):
        return Reading(key, key, pos, feats)
    if key in short_adjectives() and pos in ("ADJ", "VERB", "AUX", "NOUN", "ADV"):
        return Reading(key, short_adjectives()[key], "ADJ", _short(feats))
    if pos in UNBENT:
        return Reading(key, key, pos, feats)
    parses = parses_of(lower)
    if not parses:
        return Reading(key, key, pos, feats)
    pos, feats = _corrected(word, pos, feats, parses)
    if pos == "PROPN":
        return Reading(key, _name(key, feats, parses), pos, feats)
    if pos == "ADV":
        return Reading(key, key, pos, feats)
    return Reading(key, _best(parses, pos, feats).normal_form.replace("ё", "е"), pos, feats)


def _short(feats: Feats) -> Feats:
    kept = {k: v for k, v in feats.items() if k in ("Gender", "Number")}
    return MappingProxyType({"Degree": "Pos", **kept, "Variant": "Short"})


def _corrected(word: str, pos: str, feats: Feats, parses: Sequence[Any]) -> tuple[str, Feats]:
    """The tag put right where the dictionary knows the word and leaves no choice."""
    if not dictionary().word_is_known(word.lower()):
        return pos, feats
    forms = [form(str(parse.tag)) for parse in parses]
    for correct in CORRECTIONS:
        found = correct(word, pos, feats, forms)
        if found is not None:
            return found
    return pos, feats


def _preposition(word: str, pos: str, feats: Feats, forms: Sequence[Form]) -> tuple[str, Feats] | None:
    """Prepositions that the network takes for gerunds or adverbs: «благодаря», «несмотря», «включая»."""
    if pos in ("VERB", "ADV") and word.lower() in ("благодаря", "несмотря", "спустя", "включая", "исключая"):
        return "ADP", NO_FEATS
    return None


def _verb(word: str, pos: str, feats: Feats, forms: Sequence[Form]) -> tuple[str, Feats] | None:
    """A form that can only be a finite verb, an infinitive or a gerund, tagged as something else: «касаться» NOUN."""
    known = forms[0].pos
    if pos not in OPEN or known not in ("VERB", "INFN", "GRND") or any(form.pos != known for form in forms):
        return None
    if not word.islower() or (pos == "VERB" and known in _FORMS[feats.get("VerbForm", "Fin")]):
        return None
    return "VERB", _verb_feats(word, forms[0])


def _noun(word: str, pos: str, feats: Feats, forms: Sequence[Form]) -> tuple[str, Feats] | None:
    """A form that can only be a common noun, tagged as a participle or adjective: «сапожником»."""
    if pos not in ("VERB", "ADJ") or not word.islower() or any(form.pos != "NOUN" for form in forms):
        return None
    case = feats.get("Case", "Nom")
    return "NOUN", _noun_feats(next((form for form in forms if form.case in _CASES[case]), forms[0]), feats)


def _case(word: str, pos: str, feats: Feats, forms: Sequence[Form]) -> tuple[str, Feats] | None:
    """A noun in a case that its form cannot have, where it can have only one: «наводкой» Gen."""
    case = feats.get("Case")
    if pos not in ("NOUN", "PROPN") or not case:
        return None
    nouns = [form for form in forms if form.pos == "NOUN" and "Fixd" not in form.marks]
    if len({form.case for form in nouns}) != 1 or nouns[0].case in _CASES[case]:
        return None
    if any(not form.marks.isdisjoint(("Surn", "Name")) for form in nouns):
        return None  # women's names and surnames may stay unchanged: «с Хиллари Клинтон»
    return pos, _noun_feats(nouns[0], feats)


CORRECTIONS = (_preposition, _verb, _noun, _case)


def _noun_feats(form: Form, feats: Feats) -> Feats:
    """Case, number and gender of a dictionary form over what the network said."""
    found = {
        "Case": _UD_CASES.get(form.case),
        "Number": _UD_NUMBERS.get(form.number),
        "Gender": _UD_GENDERS.get(form.gender),
        "Animacy": form.animacy.capitalize(),
    }
    kept = {key: value for key, value in feats.items() if key in found}
    return MappingProxyType(kept | {key: value for key, value in found.items() if value})


def _verb_feats(word: str, form: Form) -> Feats:
    """Features of a verb form as the dictionary knows it."""
    found = {
        "VerbForm": {"VERB": "Fin", "INFN": "Inf", "GRND": "Conv"}[form.pos],
        "Aspect": "Perf" if "perf" in form.marks else "Imp",
        "Mood": "Imp" if "impr" in form.marks else "Ind" if form.pos == "VERB" else None,
        "Tense": {"past": "Past", "pres": "Pres", "futr": "Fut"}.get(form.tense),
        "Person": next((person for person in "123" if f"{person}per" in form.marks), None),
        "Number": _UD_NUMBERS.get(form.number),
        "Gender": _UD_GENDERS.get(form.gender),
        "Voice": "Mid" if word.endswith(("ся", "сь")) else "Act",
    }
    return MappingProxyType({key: value for key, value in found.items() if value})


@dataclass(frozen=True, slots=True)
class Form:
    """A dictionary form: part of speech and grammemes of its pymorphy3 tag."""

    pos: str
    case: str
    number: str
    gender: str
    tense: str
    animacy: str
    marks: frozenset[str]


@cache
def form(tag: str) -> Form:
    """The form behind the text of a pymorphy3 tag, e.g. "NOUN,inan,femn sing,nomn"."""
    marks = frozenset(tag.replace(" ", ",").split(","))

    def one(names: Iterable[str]) -> str:
        return next((name for name in names if name in marks), "")

    animacy, number, gender = one(("anim", "inan")), one(_UD_NUMBERS), one(_UD_GENDERS)
    return Form(tag[:4], one(_ALL_CASES), number, gender, one(_TENSES.values()), animacy, marks)


@lru_cache(maxsize=50_000)
def _agreement(tag: str, want: Want) -> float:
    """How far a dictionary form, by its tag, agrees with what the network said."""
    pos, case, number, gender, verb_form, tense, animacy = want
    found = form(tag)
    score: float = _POS.get(pos, {}).get(found.pos, 0)
    if case and found.case in _CASES[case]:
        score += 4
    if number and found.number == _NUMBERS[number]:
        score += 2
    if gender and found.gender == _GENDERS[gender]:
        score += 1.5
    if verb_form and found.pos in _FORMS[verb_form]:
        score += 3
    if tense and found.tense == _TENSES[tense]:
        score += 1
    if animacy == "Anim" and found.animacy == "anim":
        score += 0.5
    return score


def _want(pos: str, feats: Feats) -> Want:
    """What a dictionary form is held against."""
    get = feats.get
    return pos, get("Case"), get("Number"), get("Gender"), get("VerbForm"), get("Tense"), get("Animacy")


def _best(parses: Sequence[Any], pos: str, feats: Feats) -> Any:
    """The reading that agrees best; among equals the likelier one."""
    if len(parses) == 1:
        return parses[0]
    want = _want(pos, feats)
    return max(parses, key=lambda p: _agreement(str(p.tag), want) + p.score - (p.normal_form == "больший"))


def _name(key: str, feats: Feats, parses: Sequence[Any]) -> str:
    """The first form of a name: a known name in this case, else by the ending of a surname, else as a common word."""
    case = feats.get("Case", "Nom")
    proper = [p for p in parses if not (f := form(str(p.tag))).marks.isdisjoint(_PROPER) and f.case in _CASES[case]]
    proper = proper if dictionary().word_is_known(key) else []
    if proper:
        return _first_form(_best(proper, "PROPN", feats))
    surname = _surname(key, feats)
    if surname:
        return surname
    if _unchanged(key, case, feats):
        return key
    return str(_best(parses, "PROPN", feats).normal_form.replace("ё", "е"))


def _unchanged(key: str, case: str, feats: Feats) -> bool:
    """Is this form of an unknown name its first: nominative, woman's name in a consonant, a foreign one in a vowel."""
    if feats.get("Number") == "Plur":
        return False
    last = key[-1]
    return case == "Nom" or last in "оэю" or (feats.get("Gender") == "Fem" and last in "бвгджзклмнпрстфхцчшщ")


def _first_form(parse: Any) -> str:
    """The nominative; of a woman's surname hers («захарова»), where the dictionary gives the man's."""
    if parse.tag.gender == "femn" and ("Surn" in parse.tag or "Patr" in parse.tag):
        parse = parse.inflect({"nomn", "sing", "femn"}) or parse
        return str(parse.word.replace("ё", "е"))
    return str(parse.normal_form.replace("ё", "е"))


def _surname(key: str, feats: Feats) -> str | None:
    """The first form of a surname that no dictionary knows: «рябкову» to «рябков», not to the bird."""
    gender = feats.get("Gender")
    for ending, first, of_gender in _SURNAMES:
        if of_gender == gender and key.endswith(ending) and len(key) > len(ending) + 1:
            return key[: -len(ending)] + first
    return None


def forget() -> None:
    """Empties the kept answers (for measuring)."""
    _kept.clear()
