"""The tables compiled: every alias in every case form, keyed by its tokens, ready for look-up."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

import msgspec

from dragoman.actors.forms import GENITIVE, LOCATIVE, Paradigm, case_forms, fold, noun, paradigm, recased
from dragoman.actors.people import family_names, full_name_forms, further_words
from dragoman.actors.tables import Row, Tables

FORMAT = "5"
"""Raised when the shape of `Compiled` changes, so that old caches are not read."""

TOKEN = re.compile(r"[^\W\d_]+(?:[-‐‑–][^\W_]+)*|\d+(?:[-‐‑–][^\W_]+)*|[^\w\s]|_")
PLAIN = re.compile(r"[^\W\d_]+(?:[- ][^\W\d_]+)*")
"""Forms in which each word is one token, so that nothing need be cut."""
PLAIN_TYPES = ("official", "short", "abbr", "variant", "former")
DISPLAY = "display"
"""Type of the name that a layer wants shown."""
STYLES = 65_536
"""More than there are styles; see `Compiled.aliases`."""
LARGE_TOWN = 150_000
ARTICLE = re.compile("(А[лрдснтш]|Э[лрдснтш]|A[lrdsnt]|E[lrdsnt])[ьъ]?-")


class Compiled(msgspec.Struct, array_like=True):
    """Plain containers only, so that it packs and loads fast.

    places: rows of `places`, tabs between the cells. forms: tokens joined by a blank → number, or numbers, of aliases.
    longest: first token → most tokens of its forms, where that is more than one.
    aliases: number of the actor × STYLES + number of the style; `alias` reads them. actors: their ids in order.
    styles: type, flags, language, capitals (leading capitals of each token, as digits), tab between, → number in order.
    Tens of thousands of places and aliases: one string or number each, where a tuple would take three times the memory.
    genitives: match key of a state's name in the genitive → actor id. shown: state → case forms for made names.
    stems: first part of a compound («российско») → state. families: form of a family name → people, blank between.
    callers: words of names beside the family names, → people. The full names of people, by far the most forms, are
    put in when a word of `families` or `callers` is met for the first time, by `add_full_names`.
    displayed: actor → language → the name that a layer wants shown. place_numbers: the first alias of a place, and the
    one after the last.
    """

    entities: dict[str, tuple[str, ...]]
    places: dict[str, str]
    people: dict[str, tuple[str, ...]]
    tenures: list[tuple[str, ...]]
    aliases: list[int]
    actors: dict[str, int]
    styles: dict[str, int]
    forms: dict[str, int | list[int]]
    longest: dict[str, int]
    genitives: dict[str, str]
    shown: dict[str, dict[str, str]]
    stems: dict[str, str]
    families: dict[str, str]
    callers: dict[str, str]
    displayed: dict[str, dict[str, str]]
    place_numbers: tuple[int, int] = (0, 0)

    def alias(self, number: int) -> tuple[int, int]:
        """Numbers of the actor and of the style."""
        return divmod(self.aliases[number], STYLES)


def tokenise(form: str) -> list[str]:
    """Words with their hyphens, numbers and single marks, as the tokenisers of the languages cut them."""
    return TOKEN.findall(form)


def capitals(form: str) -> str:
    """How many capitals each token begins with: «Белый дом» 10, «МИД России» 31."""
    if form.isalpha() and form[1:].islower():  # one word, as most are
        return "1" if form[0].isupper() else "0"
    return "".join([str(_leading(token)) for token in tokenise(form.replace("|", " "))])


def _leading(token: str) -> int:
    count = 0
    for letter in token:
        if not letter.isupper() or count == 9:
            break
        count += 1
    return count


def compile_tables(tables: Tables) -> Compiled:
    """Tables → `Compiled`."""
    made = bare_compiled(tables)
    for row in tables.names.values():
        if row.cells[3] == DISPLAY:
            _display(made, row.cells, tables)
        else:
            _add_name(made, row.cells)
    for row in tables.people.values():
        _add_person(made, row.cells)
    first = len(made.aliases)
    _add_places(made, tables.places.values())
    made.place_numbers = first, len(made.aliases)
    return made


def bare_compiled(tables: Tables) -> Compiled:
    """Entities, people and tenures without any form."""
    made = Compiled({}, {}, {}, [], [], {}, {}, {}, {}, {}, {}, {}, {}, {}, {})
    made.entities = {key: row.cells for key, row in tables.entities.items()}
    made.places = {key: "\t".join(row.cells) for key, row in tables.places.items()}
    made.people = {key: row.cells for key, row in tables.people.items()}
    made.tenures = [row.cells for row in tables.tenures.values()]
    return made


def _add(made: Compiled, alias: tuple[str, str, str, str, str], shown: str, forms: Iterable[str]) -> None:
    """Puts an alias (actor, type, flags, language, capitals), written `shown`, under all its forms."""
    number = len(made.aliases)
    actor = made.actors.setdefault(alias[0], len(made.actors))
    made.aliases.append(actor * STYLES + made.styles.setdefault("\t".join(alias[1:]), len(made.styles)))
    if PLAIN.fullmatch(shown.replace("|", "")):
        _put(made, forms, number)
        return
    cut = [_cut(form) for form in forms]
    _put(made, cut, number)
    if alias[3] != "ru":  # tokenisers that keep "G7" or "U.S." whole; that of Russian parts them
        _put(made, [form for form in forms if form not in cut], number)


def _cut(form: str) -> str:
    """The tokens of a form, a blank between; if its last word is plain, as in «С. Лавровым», the rest is cut once."""
    head, _, last = form.rpartition(" ")
    return f"{_tokens(head)} {last}" if head and last.isalpha() else " ".join(tokenise(form))


@lru_cache(maxsize=1024)
def _tokens(words: str) -> str:
    return " ".join(tokenise(words))


def _put(made: Compiled, keys: Iterable[str], number: int) -> None:
    """The number of an alias under its keys."""
    index, longest = made.forms, made.longest
    for key in keys:
        held = index.setdefault(key, number)
        if held != number:
            _put_beside(made, key, held, number)
        if " " in key:
            first, size = key[: key.index(" ")], key.count(" ") + 1
            if longest.get(first, 1) < size:
                longest[first] = size


def _put_beside(made: Compiled, key: str, held: int | list[int], number: int) -> None:
    """One more alias under a key, before those of places: a person who bears the name of a town is likelier meant."""
    numbers = [held] if isinstance(held, int) else held
    if number in numbers:
        return
    first, end = made.place_numbers
    at = next((k for k, other in enumerate(numbers) if first <= other < end), len(numbers))
    made.forms[key] = [*numbers[:at], number, *numbers[at:]]


def _forms(form: str, kind: str, marks: Collection[str] = ()) -> Collection[str]:
    """`case_forms`, without the joining of words where there is one word only."""
    if kind != "adj" and form.isalpha():
        return {variant for slot in noun(fold(form), marks) for variant in slot}
    return case_forms(form, kind, marks)


def _display(made: Compiled, cells: Sequence[str], tables: Tables) -> None:
    """The name to show for an actor in one language; where it has been no name of the actor so far, it is one now."""
    actor, lang, form, _, flags = cells[:5]
    made.displayed.setdefault(actor, {})[lang] = form.replace("|", "")
    if not any((actor, lang, form, kind) in tables.names for kind in PLAIN_TYPES):
        _add_name(made, (actor, lang, form, "short", flags))
    if lang == "ru" and actor in made.shown:
        _show_cases(made.shown[actor], form, paradigm(form, flags.split(",")))


def _show_cases(shown: dict[str, str], form: str, slots: Paradigm) -> None:
    shown["gen"], shown["loc"] = recased(slots[GENITIVE][0], form), recased(slots[LOCATIVE][0], form)


def _add_name(made: Compiled, cells: Sequence[str]) -> None:
    actor, lang, form, kind, flags = cells[:5]
    marks = flags.split(",") if flags else []
    if kind == "stem":
        made.stems.setdefault(fold(form), actor)
        return
    if actor.endswith("/government") and kind != "metonym" and "bare" not in marks:
        state = "state/" + actor.split("/")[1]  # what a government says and does counts as its state's
        _add_name(made, (state, lang, form, "government", flags))
    forms = _forms(form, kind, marks) if lang == "ru" else (" ".join(fold(form.replace("|", "")).split()),)
    _add(made, (actor, kind, flags, lang, capitals(form)), form, forms)
    if actor.startswith(("state/", "quasi-state/")):
        _add_state_name(made, actor, lang, form, kind, marks)


def _add_state_name(made: Compiled, actor: str, lang: str, form: str, kind: str, marks: Sequence[str]) -> None:
    """What composition needs of a state: genitives («МИД России») and compound stems («российско-»)."""
    shown = made.shown.setdefault(actor, {})
    if lang == "en":
        if kind == "adj":
            shown.setdefault("adj-en", form)
    elif kind in ("short", "abbr", "official"):
        slots = paradigm(form, marks)
        for genitive in slots[GENITIVE]:
            made.genitives.setdefault(genitive, actor)
        if not shown.get("gen"):
            _show_cases(shown, form, slots)
    elif kind == "adj" and "weak" not in marks:
        _add_stems(made, actor, fold(form))


def _add_stems(made: Compiled, actor: str, adjective: str) -> None:
    """The first part of a compound: российско-, also армяно-, болгаро-."""
    if adjective.endswith(("ский", "цкий", "кий")):
        made.stems.setdefault(adjective[:-2] + "о", actor)
    if adjective.endswith("ский") and len(adjective) > 7:
        made.stems.setdefault(adjective[:-4] + "о", actor)


def _add_places(made: Compiled, rows: Iterable[Row]) -> None:
    """Towns and regions, the most populous of a name first."""
    for row in sorted(rows, key=lambda row: -int(row.cells[7] or 0)):
        key, en, ru, _, _, _, _, population, flags = row.cells
        for name in _spellings(ru, population):
            marks = flags or _namesake(made, name, population)
            _add(made, (key, "place", marks, "ru", capitals(name)), name, _forms(name, "place"))
        for name in _spellings(en, population):
            marks = flags or _namesake(made, name, population)
            folded = fold(name)
            spelled = {folded, folded.replace("’", "")} if "’" in folded else (folded,)
            _add(made, (key, "place", marks, "en", capitals(name)), name, spelled)


def _spellings(cell: str, population: str) -> list[str]:
    """The names of a cell; a large town with the Arabic article goes without it as well (Ар-Ракка, Ракка)."""
    names = [name for name in cell.split(";") if name]
    if int(population or 0) >= LARGE_TOWN and "-" in cell:
        names += [name.partition("-")[2] for name in names if ARTICLE.match(name)]
    return names


def _namesake(made: Compiled, name: str, population: str) -> str:
    """A small town called like the family of someone known is weak (Киров, Вашингтон)."""
    return "weak" if fold(name) in made.families and int(population or 0) < LARGE_TOWN else ""


def _add_person(made: Compiled, cells: tuple[str, ...]) -> None:
    key, known = cells[0], "known-by-family" in cells[7].split(",")
    for lang, shown, forms in family_names(cells):
        for form in forms:
            _note(made.families, form, key)
            if not form.isalpha():
                _note(made.callers, max(tokenise(form), key=len), key)
                _note(made.callers, max(form.split(), key=len), key)
        if known:
            _add(made, (key, "family", "", lang, capitals(shown)), shown, forms)
    for word in further_words(cells):
        _note(made.callers, word, key)


def _note(table: dict[str, str], word: str, key: str) -> None:
    held = table.setdefault(word, key)
    if key not in held.split():
        table[word] = f"{held} {key}"


def own_copy(made: Compiled) -> Compiled:
    """The same, with its own of whatever `add_full_names` changes; the rest is shared. It takes under a millisecond."""
    return msgspec.structs.replace(
        made,
        aliases=made.aliases.copy(),
        actors=made.actors.copy(),
        styles=made.styles.copy(),
        forms=made.forms.copy(),
        longest=made.longest.copy(),
    )


def add_full_names(made: Compiled, person: str) -> None:
    """Puts the full names of a person under all their forms, as if they had been there from the start."""
    for lang, shown, forms in full_name_forms(made.people[person]):
        _add(made, (person, "person", "", lang, capitals(shown)), shown, forms)
