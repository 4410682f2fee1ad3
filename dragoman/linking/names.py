"""Personal names inside one document: the same name in other cases, shorter and fuller, and its dictionary form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dragoman.actors.names import PARTICLES
from dragoman.languages.base import Token
from dragoman.languages.grammar import case_of

ENDINGS = frozenset(
    ("", "а", "у", "ы", "ом", "ым", "ем", "е", "ой", "ою", "ого", "ому", "им", "ых", "ами", "ам", "ах", "и", "я", "ю", "ей", "ий", "ый", "й", "ь", "ью", "ая", "ую", "его", "ему", "ом", "ям", "ев", "ов")  # noqa: E501
)  # fmt: skip
"""Case endings that two forms of one name may differ in."""


@dataclass(slots=True)
class Person:
    """A person of the document: every form of the name seen so far, roles held, and the actor once it is known."""

    given: list[str]
    family: list[str]
    shown: str
    gender: str = ""
    roles: set[tuple[str, str]] = field(default_factory=set)
    offices: set[tuple[str, str]] = field(default_factory=set)
    actor_id: str = ""
    full: bool = False


def same_form(a: str, b: str) -> bool:
    """Two forms (lower case) of one name: «лавров», «лаврова», «лаврову»."""
    if a == b:
        return True
    n = 0
    while n < len(a) and n < len(b) and a[n] == b[n]:
        n += 1
    return n >= 3 and n >= min(len(a), len(b)) - 2 and a[n:] in ENDINGS and b[n:] in ENDINGS


def parts(tokens: Sequence[Token]) -> tuple[list[str], str]:
    """Given names (initials too) and family name of a full name, lower case; a single word is taken for a family
    name.
    """
    words = [t.lower for t in tokens if t.text[0].isalpha()]
    if len(words) <= 1:
        return [], words[0] if words else ""
    return [w for w in words[:-1] if w not in PARTICLES], words[-1]


def keys(given: Sequence[str], family: str) -> set[str]:
    """Where a name is kept, so that every form of it is found again without comparing all names of the page."""
    return {name[:3] for name in (family, *given[:1], *given[-1:])}


def fits(person: Person, given: Sequence[str], family: str) -> bool:
    """Can this name be the person's? Family names must be forms of one name, given names must not contradict. One
    word may also be the first part of the name: «Си», «Ким», «Джон».
    """
    if not bears(person, family):
        return not given and any(same_form(family, g) for g in (*person.given[:1], *person.given[-1:]))
    if not given or not person.given:
        return True
    a, b = given[0].rstrip("."), person.given[0].rstrip(".")
    if len(a) == 1 or len(b) == 1:
        return a[0] == b[0]
    return same_form(a, b)


def bears(person: Person, family: str) -> bool:
    return any(same_form(family, f) for f in person.family)


BACK = {
    "Ins": (("ой", "а"), ("ей", "я"), ("ом", ""), ("ым", ""), ("ем", "")),
    "Gen": (("ы", "а"), ("а", "")),
    "Acc": (("у", "а"), ("а", "")),
    "Dat": (("у", ""), ("е", "а")),
    "Loc": (("е", ""),),
}
"""Case → endings of names that the dictionary does not know, and what stands in the nominative."""


def shown_name(tokens: Sequence[Token]) -> str:
    """The name in the nominative: as it stands if its words are in it, else from the dictionary forms."""
    words = [t for t in tokens if t.text[0].isalpha()]
    eastern = len(words) > 2 and len(words[0].text) < 4  # «Бэ Чжун Хо»: short parts that the dictionary misreads
    if eastern or all(case_of(t) in ("Nom", "") for t in tokens):
        return " ".join(t.text for t in tokens).replace(" .", ".")
    case = next((c for t in words if (c := case_of(t)) != "Nom"), "Nom")
    return " ".join(_nominative(t, case) for t in tokens).replace(" .", ".")


def _nominative(t: Token, case: str) -> str:
    """case: that of the whole name; «с Сюнскэ Хасэгавой», where the tagger takes one word for a nominative."""
    own = case_of(t)
    if not t.text[0].isalpha() or not t.lemma or (own == "Nom" and case != "Ins"):
        return t.text
    if t.lemma != t.lower:
        return _cased(t.lemma, t.text)
    for ending, instead in BACK.get(case if own == "Nom" else own, ()):
        if t.text.endswith(ending) and len(t.text) - len(ending) >= 3:
            return t.text[: -len(ending)] + instead
    return t.text


def _cased(lemma: str, text: str) -> str:
    """Dictionary form with the capitals of the text: «пан-ги» → «Пан-Ги»."""
    if text.isupper() and len(text) > 1:
        return lemma.upper()
    pieces = lemma.split("-")
    shown = text.split("-")
    return "-".join(
        p[:1].upper() + p[1:] if k >= len(shown) or shown[k][:1].isupper() else p for k, p in enumerate(pieces)
    )
