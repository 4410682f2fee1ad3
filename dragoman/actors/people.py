"""Forms of the names of people: full names, initials, and bare family names where they may be linked.

`people.tsv` gives the parts; here they decline together, slot by slot (Сергея Лаврова, never Сергея Лавров). Those with
the flag `full-name`, who hold no office that reports name, are not looked for behind an initial («П. Коваль»).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from dragoman.actors.entities import Entity
from dragoman.actors.forms import (
    PARTICLES,
    SOFT_WOMEN,
    VOWELS,
    Paradigm,
    adjective,
    fixed,
    fold,
    in_row,
    joined,
    merge,
    noun,
    unchanging,
)

NameForms = tuple[str, str, set[str]]
"""Language, the name as written, its match keys."""

ROMAN = frozenset("ivxlcdm")
PATRONYMIC = ("вич", "вна", "ьич", "мич", "инична", "ична")


@lru_cache(maxsize=256)
def family_paradigm(word: str, gender: str, indeclinable: bool = False) -> Paradigm:
    """The paradigm of a family name; gender m, f or empty (both)."""
    word = fold(word)
    if indeclinable or not word:
        return fixed(word)
    if " " in word:
        words = word.split()
        return in_row(words, [family_paradigm(part, gender) for part in words])
    if gender == "m":
        return _animate(_family_m(word))
    if gender == "f":
        return _animate(_family_f(word))
    return _animate(merge(_family_m(word), _family_f(word)))


def _animate(paradigm: Paradigm) -> Paradigm:
    """Of people, the accusative is never the nominative of a noun that declines: no «видели Сергея Лавров»."""
    nominative, genitive, dative, accusative, instrumental, locative = paradigm
    kept = tuple(form for form in accusative if form not in nominative or form in genitive)
    return nominative, genitive, dative, kept or accusative, instrumental, locative


def _family_m(word: str) -> Paradigm:
    first, hyphen, last = word.rpartition("-")
    if hyphen and len(last) > 2:
        still = len(first) < 3 or first in PARTICLES
        heads = fixed(first) if still else merge(_family_m(first), fixed(first))
        return joined(heads, _family_m(last), "-")
    if word.endswith(("ов", "ев", "ин", "ын")) and len(word) > 3:
        foreign = word.endswith(("ин", "ов"))  # Дарвином, Клестилем: foreign names keep -ом
        instrumental = (word + "ым", word + "ом") if foreign else (word + "ым",)
        return _cells(word, word + "а", word + "у", word + "а", instrumental, word + "е")
    if word.endswith(("ый", "ий", "ой")) and len(word) > 3:
        return merge(adjective(word), noun(word, ("m",))) if word.endswith(("ой", "ий")) else adjective(word)
    if word.endswith(("ых", "их")):
        return fixed(word)
    if unchanging(word):
        return fixed(word)
    if word[-1] in "ая":
        return noun(word, ("m",)) if not word.endswith(("ая", "яя")) else merge(fixed(word), noun(word, ("m",)))
    return fixed(word) if word[-1] in "оеиуюэы" else noun(word, ("m",))


def _family_f(word: str) -> Paradigm:
    first, hyphen, last = word.rpartition("-")
    if hyphen and len(last) > 2:
        return joined(fixed(first) if first[-1] not in "ая" else _family_f(first), _family_f(last), "-")
    if word.endswith(("ова", "ева", "ина", "ына")) and len(word) > 4:
        stem = word[:-1]
        return _cells(
            word,
            (stem + "ой", stem + "ы"),
            (stem + "ой", stem + "е"),
            stem + "у",
            stem + "ой",
            (stem + "ой", stem + "е"),
        )
    if word.endswith(("ая", "яя")):
        return adjective(word)
    return noun(word, ("f",)) if word[-1] in "ая" else fixed(word)


@lru_cache(maxsize=4096)
def given_paradigm(word: str, gender: str, indeclinable: bool = False, eastern: bool = False) -> Paradigm:
    """The paradigm of a given name or patronymic; eastern: one that stands after the family name (Чен Ын, Гуанъя)."""
    word = fold(word)
    if indeclinable or word in PARTICLES or set(word) <= ROMAN:
        return fixed(word)
    if " " in word:
        words = word.split()
        return in_row(words, [given_paradigm(part, gender, False, eastern) for part in words], eastern)
    if gender == "f":
        declines = not eastern and (word[-1] in "ая" or word in SOFT_WOMEN)
        return _animate(noun(word, ("f",))) if declines else fixed(word)
    if word[-1] in "оеиуюэы" or unchanging(word) or (eastern and word[-1] in VOWELS):
        return fixed(word)
    return _animate(noun(word, ("m",)))


def _cells(*cells: str | tuple[str, ...]) -> Paradigm:
    return tuple(cell if isinstance(cell, tuple) else (cell,) for cell in cells)


def _together(left: Paradigm, right: Paradigm) -> set[str]:
    """All forms of two words that decline together."""
    return {f"{one} {other}" for slots in zip(left, right, strict=True) for one in slots[0] for other in slots[1]}


def _flat(paradigm: Paradigm) -> set[str]:
    return {form for slot in paradigm for form in slot}


def _declined(cells: Sequence[str]) -> tuple[Paradigm, Paradigm, Paradigm]:
    gender, flags = cells[6], cells[7].split(",")
    eastern = "family-first" in flags
    family = family_paradigm(cells[1], gender, eastern or "indecl-family" in flags)
    given = given_paradigm(cells[2], gender, "indecl-given" in flags, eastern)
    return family, given, given_paradigm(cells[3], gender)


def full_name_forms(cells: Sequence[str]) -> Iterator[NameForms]:
    """Every way in which the full name of one row of `people.tsv` is written."""
    family_ru, given_ru, patronymic_ru, family_en, given_en, gender, flags = cells[1:8]
    if family_ru and not given_ru:
        yield "ru", family_ru, _flat(_phrase(family_ru, gender, whole=True))
    elif family_ru:
        family, given, patronymic = _declined(cells)
        shown = f"{given_ru} {family_ru}"
        yield "ru", shown, _together(given, family) | _together(family, given)
        initial = fold(given_ru[0])
        if "full-name" not in flags.split(","):
            yield "ru", f"{given_ru[0]}. {family_ru}", {f"{initial}. {form}" for form in _flat(family)}
        if patronymic_ru:
            middle = joined(given, patronymic, " ")
            yield "ru", f"{given_ru} {patronymic_ru} {family_ru}", _together(middle, family)
            both = f"{initial}. {fold(patronymic_ru[0])}."
            yield "ru", f"{given_ru[0]}. {patronymic_ru[0]}. {family_ru}", {f"{both} {x}" for x in _flat(family)}
            yield "ru", f"{family_ru} {given_ru} {patronymic_ru}", _together(family, middle)
    for more in _split(cells[8]):
        yield "ru", more, _flat(_phrase(more, gender))
    if family_en:
        yield from _english(f"{given_en} {family_en}".strip(), "family-first" in flags)
    for more in _split(cells[9]):
        yield from _english(_natural(more), False)


def _english(name: str, family_first: bool) -> Iterator[NameForms]:
    yield "en", name, {fold(name)}
    if family_first and " " in name:
        given, _, family = name.rpartition(" ")
        yield "en", f"{family} {given}", {fold(f"{family} {given}")}


def _natural(name: str) -> str:
    """Lavrov, Sergei → Sergei Lavrov."""
    family, comma, given = name.partition(", ")
    return f"{given} {family}" if comma else name


def _split(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]


def _phrase(name: str, gender: str, whole: bool = False) -> Paradigm:
    """A spelling written out: given names, a patronymic, the family name last; titles and numerals as they come.
    whole: a name that has no parts (Нонг Дык Мань, Сам Рэнгси), of which the last word may decline alone.
    """
    words = [fold(word) for word in name.split()]
    parts = [given_paradigm(word, gender) for word in words[:-1]]
    last = words[-1]
    parts.append(fixed(last) if set(last) <= ROMAN else family_paradigm(last, gender))
    if whole or (len(words) > 1 and all(_syllables(word) == 1 for word in words)):
        return in_row(words, parts)  # Хо Ши Мина, Ким Чен Ына; Карла Маркса
    made = parts[0]
    for part in parts[1:]:
        made = joined(made, part, " ")
    return made


def _syllables(word: str) -> int:
    return sum(letter in VOWELS for letter in word)


def family_names(cells: Sequence[str]) -> Iterator[tuple[str, str, set[str]]]:
    """The family name in both languages, with variants: language, as written, match keys."""
    gender, flags = cells[6], cells[7].split(",")
    seen: set[str] = set()
    for name in [cells[1], *(more.split()[-1] for more in _split(cells[8]) if len(more.split()) == 2)]:
        if name and name not in seen and not set(fold(name.split()[-1])) <= ROMAN:
            seen.add(name)
            yield "ru", name, _flat(family_paradigm(name, gender, "indecl-family" in flags))
    for name in [cells[4], *(_natural(more).split()[-1] for more in _split(cells[9]))]:
        if name and name not in seen:
            seen.add(name)
            yield "en", name, {fold(name)}


def further_words(cells: Sequence[str]) -> set[str]:
    """Forms of the last word of each Russian spelling that `family_names` leaves out: every full name has a form of
    one of them or of a family name for a word.
    """
    spellings = [more.split() for more in _split(cells[8])]
    if not cells[2] and " " in cells[1]:
        spellings.append(cells[1].split())
    found: set[str] = set()
    for words in spellings:
        named = [word for word in words if not set(fold(word)) <= ROMAN]
        if named and named[-1] == words[-1]:
            found |= _flat(family_paradigm(words[-1], cells[6]))
        elif named:
            found |= _flat(given_paradigm(named[-1], cells[6]))
    return found


def has_given(cells: Sequence[str], given: str) -> bool:
    """Whether `given` (lower case, any case form, a full name or an initial) can be this person's given name."""
    given = given.rstrip(".")
    names = [cells[2], cells[5], *(_natural(more).split()[0] for more in _split(cells[8]) + _split(cells[9]))]
    if len(given) == 1:
        return "full-name" not in cells[7].split(",") and any(fold(name).startswith(given) for name in names)
    return given in {fold(name) for name in names if name} or any(
        given in slot for name in names if name for slot in given_paradigm(name, cells[6])
    )


def person_entity(cells: Sequence[str]) -> Entity:
    """A row of `people.tsv` as an entity; names in the usual order first, then «Family, Given»."""
    family_ru, given_ru, _, family_en, given_en = cells[1:6]
    eastern = "family-first" in cells[7].split(",")
    whole_en = f"{family_en} {given_en}" if eastern else f"{given_en} {family_en}"
    whole_ru = f"{family_ru} {given_ru}" if eastern else f"{given_ru} {family_ru}"
    en = [whole_en.strip(), f"{family_en}, {given_en}" if given_en else family_en, *_split(cells[9])]
    ru = [whole_ru.strip(), *([family_ru] if given_ru else []), *_split(cells[8])]
    codes = {"qid": cells[10]} if cells[10] else {}
    return Entity(
        id=cells[0],
        kind="person",
        en=tuple(dict.fromkeys(name for name in en if name)),
        ru=tuple(dict.fromkeys(name for name in ru if name)),
        codes=codes,
        gender=cells[6],
        note=cells[11],
    )


def full_names(cells: Sequence[str]) -> list[str]:
    """The full names as written, in both languages."""
    own = [f"{cells[2]} {cells[1]}".strip(), f"{cells[5]} {cells[4]}".strip()]
    return [name for name in own + _split(cells[8]) + [_natural(more) for more in _split(cells[9])] if name]
