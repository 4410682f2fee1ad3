"""Names of the text in their dictionary form, so that one actor has one name and one id in whatever case it stands."""

from __future__ import annotations

from functools import lru_cache

from dragoman.languages.base import Token
from dragoman.languages.grammar import case_of, is_participle
from dragoman.languages.ru.lemmas import parses_of
from dragoman.linking.cast import Cast
from dragoman.mentions import Reference

GENDERS = {"Masc": "masc", "Fem": "femn", "Neut": "neut"}
CASES = {"Gen": "gent", "Dat": "datv", "Acc": "accs", "Ins": "ablt", "Loc": "loct"}
NOUNS, ADJECTIVES = ("NOUN",), ("ADJF", "PRTF")


def nominative(cast: Cast, r: Reference) -> str:
    """The phrase with its head and the words that agree with it in the nominative: «российских СМИ» → «российские СМИ»;
    what hangs on the head stays.
    """
    tokens = cast.tokens[r.first : r.last]
    head = cast.tokens[r.head]
    if cast.page.analysis.language == "en":
        return _without_article(cast, r)
    text = cast.page.span(r.first, r.last).of(cast.page.text)
    case = case_of(head)
    if case not in CASES or not (r.first <= r.head < r.last):
        return " ".join(text.split())
    out, at = [], tokens[0].start
    for t in tokens:
        out.append(cast.page.text[at : t.start])
        moved = t.i == head.i or (t.i < head.i and _agrees(t, case))
        out.append(_straight(t, head) if moved else t.text)
        at = t.end
    return " ".join("".join(out).split())


def _without_article(cast: Cast, r: Reference) -> str:
    """«the White House officials» → «White House officials»: English words stand as they are."""
    first = r.first
    while first < r.last - 1 and cast.tokens[first].pos == "DET":
        first += 1
    return " ".join(cast.page.span(first, r.last).of(cast.page.text).split())


def _agrees(t: Token, case: str) -> bool:
    return (t.pos in ("ADJ", "DET", "NUM") or is_participle(t)) and case_of(t) == case


def _straight(t: Token, head: Token) -> str:
    """The word in the nominative of its number, with the capitals of the text."""
    if not t.text.isalpha() or (t.text.isupper() and len(t.text) > 1):
        return t.text
    plural = head.feats.get("Number") == "Plur"
    kinds = NOUNS if t.i == head.i else ADJECTIVES
    form = inflected(t.text.lower(), CASES[case_of(head)], plural, GENDERS.get(head.feats.get("Gender", ""), ""), kinds)
    return form[:1].upper() + form[1:] if t.text[:1].isupper() else form


@lru_cache(maxsize=8192)
def inflected(word: str, case: str, plural: bool, gender: str, kinds: tuple[str, ...]) -> str:
    """The nominative of a word that stands in `case`; the word itself where the dictionary has no such reading."""
    number = "plur" if plural else "sing"
    for parse in parses_of(word):
        if parse.tag.POS in kinds and case in str(parse.tag) and (number in str(parse.tag) or plural):
            wanted = {"nomn", number} | ({gender} if gender and not plural and kinds is not NOUNS else set())
            made = parse.inflect(wanted) or parse.inflect({"nomn", number})
            if made is not None:
                return str(made.word)
    return word
