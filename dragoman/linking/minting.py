"""Actors that the index does not know, made from the text: same name, same office, same state give the same id."""

from __future__ import annotations

import re
from functools import lru_cache

from dragoman.actors.names import CYRILLIC, PARTICLES, clean, skeleton, words
from dragoman.actors.tables import CORE, read_rows
from dragoman.linking.names import Person
from dragoman.model import Actor

LETTERS = "а a|б b|в v|г g|д d|е e|ё e|ж zh|з z|и i|й y|к k|л l|м m"
LETTERS += "|н n|о o|п p|р r|с s|т t|у u|ф f|х kh|ц ts|ч ch|ш sh|щ shch"
LETTERS += "|ъ |ы y|ь |э e|ю yu|я ya|і i|ї yi|є ye|ґ g|ў u"
LATIN = {ord(c): roman for c, _, roman in (pair.partition(" ") for pair in LETTERS.split("|"))}
LATIN |= {ord(chr(c).upper()): roman.capitalize() for c, roman in LATIN.items()}
LONGEST = 60

VOWELS = "aeiouyаеёиоуыэюяйьъ"
CONSONANTS = {
    "б": "b", "в": "v", "ў": "v", "г": "h", "ґ": "h", "х": "h", "д": "d", "к": "k", "л": "l", "м": "m", "н": "n",
    "п": "p", "р": "r", "т": "t", "ф": "f", "ж": "s", "з": "s", "ц": "s", "ч": "s", "ш": "s", "щ": "s", "с": "s",
}  # fmt: skip
"""Cyrillic letters as classes: all sibilants are one, and so are г and х."""
CYRILLIC_SOUNDS = tuple((re.compile(old), new) for old, new in (
    ("^(дж|чж|дз|[жчшщсзцгхву])", ""), ("дж", "й"), ("дз", "з"), ("чж", "ж"), ("нг$", "н"), ("гн", "н"),
    ("[иь]ер$", "е"), ("(?<=[тдкпб])х", ""), (f"(?<=[{VOWELS}])х(?=[^{VOWELS}])", ""), ("[тд]+$", ""),
))  # fmt: skip
HOOKED = str.maketrans({"č": "ch", "ć": "ch", "ç": "ch", "š": "sh", "ş": "sh", "ș": "sh", "ž": "zh"})
LATIN_SOUNDS = tuple((re.compile(old), new) for old, new in (
    ("^(shch|tsch|tch|sch|dzh|[szc]h|[dt][sz]|[cs]z|dj|kh|gh|wh|c(?=[eiy])|[jghywvszx])", ""), ("dzh|dj|dg(?=e)", "y"),
    ("(?<=[kgptdbw])rz|^rz|rz(?=y)", "s"), ("ques?$", "k"), ("(?<=[vjlc]i)c$", "s"), ("nh", "n"),
    ("(oi|ai|eu|ou|eau|au|ui)[sx]$", "o"), ("ier$", "e"), ("aul(?=[tdx]?$)", "au"), ("kh|gh", "h"),
    ("shch|tsch|tch|sch|[csz]h|[dt][sz]|[cs]z", "s"), ("ph", "f"), ("([tdb])h", r"\1"), ("ck|cq", "k"),
    ("cc?(?=[eiy])", "s"), ("c", "k"), ("qu(?=[ei])", "k"), ("qu", "kv"), ("q(?=i)", "s"), ("q", "k"),
    ("x", "ks"), ("ng$", "n"), ("gn", "n"), ("w", "v"), ("j", "y"), ("z", "s"),
    (f"(?<=[{VOWELS}])h(?=[^{VOWELS}]|$)", ""), ("g", "h"), ("[td]+$", ""),
))  # fmt: skip
"""In order. What languages write differently at the start of a word (Ян, Jan; Хименес, Jimenez; Уоллес, Wallace) or do
not sound at its end (Дюран, Durand) is left out in both scripts: sibilants, gutturals and в at the start, т and д last.
"""
SLAVIC = re.compile(r"(?:(?P<open>[аеоуэюя])и?|[^аеоуэюя])(?P<vowel>[ое])ва?$")
SLAVIC_LATIN = re.compile(r"(?:(?P<open>[aeou])[yij]*|[^aeou])(?P<vowel>[oe])(?:v|w|ff)a?$")
PATRONYMIC = re.compile("(вич|вна|ична|инична|оглы|кызы|vich|vych|vna|ichna|oglu|ogly)$")
ARTICLES = PARTICLES | {"as", "ash", "ar", "ad", "at", "az", "es", "ас", "аш", "ат", "аз", "эс", "эш"}


@lru_cache(maxsize=4096)
def latin(text: str) -> str:
    """Usual English spelling of a Russian name: «Энда Кенни» → "Enda Kenni"."""
    return text.translate(LATIN)


@lru_cache(maxsize=4096)
def slug(text: str) -> str:
    """The words as part of an id."""
    return re.sub(r"[^a-z0-9]+", "-", latin(text[: 2 * LONGEST]).lower()).strip("-")[:LONGEST]


@lru_cache(maxsize=1)
def _given() -> dict[str, str]:
    """Given name → what all its forms in other languages share: Пётр, Petro, Peter → "pyotr"."""
    found: dict[str, str] = {}
    for row in read_rows(CORE / "given-names.tsv", ("ru", "latin")):
        shared = clean(row.cells[1].partition(";")[0])
        for name in ";".join(row.cells).split(";"):
            found.setdefault(clean(name).strip(), shared)
    return found


@lru_cache(maxsize=4096)
def name_key(name: str) -> str:
    """What Russian and Latin spellings of one name share, whatever the order of its words. Coarse on purpose: it only
    has to tell apart those who hold the same office in the same state.
    """
    parts = words(name.lower().translate(HOOKED))
    if len(parts) > 2:
        parts = [p for p in parts if len(p) > 1 and p not in ARTICLES] or parts
    if len(parts) > 2:
        parts = [p for p in parts if not PATRONYMIC.search(p)] or parts
    return "-".join(sorted(filter(None, (_given().get(p) or _sound(p) for p in parts))))


def _sound(word: str) -> str:
    """The consonants of a word as classes, and how an ending in -ов or -ев joins the stem (Белов, Беляев)."""
    russian = CYRILLIC.search(word)
    rest = word.replace("ё", "е") if russian else re.sub("(?<=[^aeiou])[yi]o(?=[vf])", "e", word)
    slavic = (SLAVIC if russian else SLAVIC_LATIN).search(rest)
    for pattern, sound in CYRILLIC_SOUNDS if russian else LATIN_SOUNDS:
        rest = pattern.sub(sound, rest)
    kept = "".join(CONSONANTS.get(c, c) for c in rest if c not in VOWELS)
    kept = re.sub(r"(.)\1+", r"\1", kept)
    if slavic is None or len(word) < 4:
        return kept or "a"
    vowel = "e" if slavic["vowel"] in "еe" else "o"
    return kept + ("a" if slavic["open"] else "") + vowel


def office_of(person: Person) -> tuple[str, str]:
    """The role and state that the person is minted with: one with a state before one without, then by the letter, so
    that the order of the text does not matter.
    """
    return min(person.roles, key=lambda x: (not x[1], len(x[1]) != 3, x), default=("", ""))


def person(name: str, noun: str, iso3: str | None, gender: str, office: str = "") -> Actor:
    """A person known only from this text. noun: the role as the text says it; office: its name in the role grammar."""
    held = office or noun or iso3  # a name with nothing beside it is told apart more finely
    mark = name_key(name) if held else "-".join(skeleton(name).lower().split())
    key = "-".join(x for x in (mark[:LONGEST], office or slug(noun), (iso3 or "").lower()) if x)
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
