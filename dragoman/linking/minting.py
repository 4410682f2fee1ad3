"""Actors that the index does not know, made from the text: same name, same office, same state give the same id."""

from __future__ import annotations

import re
from functools import lru_cache

from dragoman.actors.names import skeleton
from dragoman.linking.names import Person
from dragoman.model import Actor

LETTERS = "а a|б b|в v|г g|д d|е e|ё e|ж zh|з z|и i|й y|к k|л l|м m"
LETTERS += "|н n|о o|п p|р r|с s|т t|у u|ф f|х kh|ц ts|ч ch|ш sh|щ shch"
LETTERS += "|ъ |ы y|ь |э e|ю yu|я ya|і i|ї yi|є ye|ґ g|ў u"
LATIN = {ord(c): roman for c, _, roman in (pair.partition(" ") for pair in LETTERS.split("|"))}
LATIN |= {ord(chr(c).upper()): roman.capitalize() for c, roman in LATIN.items()}
LONGEST = 60


@lru_cache(maxsize=4096)
def latin(text: str) -> str:
    """Usual English spelling of a Russian name: «Энда Кенни» → "Enda Kenni"."""
    return text.translate(LATIN)


@lru_cache(maxsize=4096)
def slug(text: str) -> str:
    """The words as part of an id."""
    return re.sub(r"[^a-z0-9]+", "-", latin(text[: 2 * LONGEST]).lower()).strip("-")[:LONGEST]


def office_of(person: Person) -> tuple[str, str]:
    """The role and state that the person is minted with: one with a state before one without, then by the letter, so
    that the order of the text does not matter.
    """
    return min(person.roles, key=lambda x: (not x[1], len(x[1]) != 3, x), default=("", ""))


def person(name: str, noun: str, iso3: str | None, gender: str, office: str = "") -> Actor:
    """A person known only from this text. noun: the role as the text says it; office: its name in the role grammar."""
    mark = "-".join(sorted(skeleton(name).lower().split()))
    key = "-".join(x for x in (mark, office or slug(noun), (iso3 or "").lower()) if x)
    return Actor(
        id=f"text/person/{key}",
        kind="person",
        names=_names(name),
        iso3=iso3,
        office=noun or None,
        provisional=True,
    )


def _names(name: str) -> dict[str, tuple[str, ...]]:
    """The name as written; a Russian one with its usual English spelling before it."""
    roman = latin(name)
    return {"en": (name,)} if roman == name else {"en": (roman,), "ru": (name,)}


def other(kind: str, name: str, iso3: str | None = None) -> Actor:
    """An organisation, organ, group, document or unnamed speaker known only from this text."""
    return Actor(
        id=f"text/{kind}/{slug(name)}{'-' + iso3.lower() if iso3 else ''}",
        kind=kind,
        names=_names(name),
        iso3=iso3,
        provisional=True,
    )
