"""Actors that the index does not know, made from the text: same name, same office, same state give the same id."""

from __future__ import annotations

import re

from dragoman.model import Actor

LETTERS = "а a|б b|в v|г g|д d|е e|ё e|ж zh|з z|и i|й y|к k|л l|м m"
LETTERS += "|н n|о o|п p|р r|с s|т t|у u|ф f|х kh|ц ts|ч ch|ш sh|щ shch"
LETTERS += "|ъ |ы y|ь |э e|ю yu|я ya|і i|ї yi|є ye|ґ g|ў u"
LATIN = {ord(c): roman for c, _, roman in (pair.partition(" ") for pair in LETTERS.split("|"))}
LATIN |= {ord(chr(c).upper()): roman.capitalize() for c, roman in LATIN.items()}
VOWELS = re.compile(r"[aeiouy]+")
RUNS = re.compile(r"(.)\1+")


def latin(text: str) -> str:
    """Usual English spelling of a Russian name: «Энда Кенни» → "Enda Kenni"."""
    return text.translate(LATIN)


def skeleton(name: str) -> str:
    """Consonants of the romanised name, a key under which spellings of one name meet."""
    words = []
    for word in re.findall(r"[a-z]+", latin(name).lower()):
        word = re.sub(r"shch|sch|sh|sz", "S", word)
        word = re.sub(r"tch|tsch|cz|ch", "C", word)
        word = re.sub(r"zh|dzh|dj|j|g(?=[eiy])", "J", word)
        word = word.replace("kh", "H").replace("ph", "f").replace("ts", "S").replace("tz", "S").replace("th", "t")
        word = re.sub(r"c(?=[eiy])|z", "S", word)
        word = (
            word.replace("ck", "k")
            .replace("q", "k")
            .replace("c", "k")
            .replace("x", "ks")
            .replace("w", "v")
            .replace("h", "")
        )
        first = "a" if word[:1] in "aeiouy" else ""
        words.append(RUNS.sub(r"\1", first + VOWELS.sub("", word)))
    return "-".join(sorted(w for w in words if w)).lower()


def person(name: str, office: str, iso3: str | None, gender: str) -> Actor:
    """A person known only from this text."""
    key = "-".join(x for x in (skeleton(name), latin(office).lower().replace(" ", "-"), (iso3 or "").lower()) if x)
    return Actor(
        id=f"text/person/{key}",
        kind="person",
        names={"en": (latin(name),), "ru": (name,)},
        iso3=iso3,
        office=office or None,
        provisional=True,
    )


def other(kind: str, name: str, iso3: str | None = None) -> Actor:
    """An organisation, organ, group, document or unnamed speaker known only from this text."""
    key = re.sub(r"[^a-z0-9]+", "-", latin(name).lower()).strip("-")[:60]
    return Actor(
        id=f"text/{kind}/{key}{'-' + iso3.lower() if iso3 else ''}",
        kind=kind,
        names={"en": (latin(name),), "ru": (name,)},
        iso3=iso3,
        provisional=True,
    )
