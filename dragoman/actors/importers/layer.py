"""What an importer makes, and how it is written as a layer."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from dragoman.actors.names import clean
from dragoman.actors.tables import COLUMNS, KnowledgeError

LATIN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya".replace("_", "").split(" "),
        strict=True,
    )
)


@dataclass(slots=True)
class Imported:
    """Rows by table, and what was left out and why (file:line: reason)."""

    entities: list[tuple[str, ...]] = field(default_factory=list)
    names: list[tuple[str, ...]] = field(default_factory=list)
    people: list[tuple[str, ...]] = field(default_factory=list)
    tenures: list[tuple[str, ...]] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)


def cell(text: object) -> str:
    """A value as a table cell: one line, no tabs."""
    return re.sub(r"\s+", " ", str(text or "")).strip()


def slug(name: str) -> str:
    """The name as part of an id: «Гаванская лига» → gavanskaya-liga."""
    latin = "".join(LATIN.get(letter, letter) for letter in clean(name))
    return re.sub(r"[^a-z0-9]+", "-", latin).strip("-")


def is_cyrillic(name: str) -> bool:
    return any("а" <= letter <= "я" or letter == "ё" for letter in name.lower())


def split_person(name: str) -> tuple[str, str]:
    """Family and given name of a full name: «Lavrov, Sergey» or «Sergey Lavrov»."""
    family, comma, given = name.partition(",")
    if comma:
        return family.strip(), given.strip()
    given, _, family = name.strip().rpartition(" ")
    return family, given


def person_row(
    key: str, names_ru: Iterable[str], names_en: Iterable[str], gender: str = "", qid: str = "", note: str = ""
) -> tuple[str, ...] | None:
    """A row of `people` from full names, usual one first; None without any name."""
    ru, en = [cell(name) for name in names_ru if name], [cell(name) for name in names_en if name]
    if not ru and not en:
        return None
    family_ru, given_ru = split_person(ru[0]) if ru else ("", "")
    family_en, given_en = split_person(en[0]) if en else ("", "")
    given_ru, _, patronymic = given_ru.partition(" ")
    more_ru, more_en = ";".join(dict.fromkeys(ru[1:])), ";".join(dict.fromkeys(en[1:]))
    return (key, family_ru, given_ru, patronymic, family_en, given_en, gender, "", more_ru, more_en, qid, cell(note))


def entity_row(
    key: str, kind: str, iso3: str, names_en: Iterable[str], names_ru: Iterable[str], codes: str = ""
) -> tuple[str, ...]:
    """A row of `entities`."""
    en, ru = (
        ";".join(dict.fromkeys(cell(name).replace(";", ",") for name in names if name))
        for names in (names_en, names_ru)
    )
    return (key, kind, "", iso3, "", en, ru, codes, "", "", "")


def name_rows(key: str, names: Iterable[str]) -> list[tuple[str, ...]]:
    """Rows of `names`; a name all of one word is weak unless it has a capital."""
    rows: list[tuple[str, ...]] = []
    for name in dict.fromkeys(cell(name) for name in names):
        if len(name) > 1:
            lang = "ru" if is_cyrillic(name) else "en"
            weak = "" if name[:1].isupper() and len(name) > 2 else "weak"
            rows.append((key, lang, name, "abbr" if name.isupper() else "official", weak, "", ""))
    return rows


def write_layer(imported: Imported, directory: Path, source: str, licence: str, date: str | None = None) -> None:
    """Write the layer; `licence` must be given, for the rows are somebody's."""
    if not licence.strip():
        raise KnowledgeError(f"{directory}: say under which licence {source} may be used (--licence)")
    directory.mkdir(parents=True, exist_ok=True)
    taken = date or datetime.date.today().isoformat()
    header = "# source\tlicence\timported"
    (directory / "SOURCE.tsv").write_text(f"{header}\n{cell(source)}\t{cell(licence)}\t{taken}\n", encoding="utf-8")
    for table in ("entities", "names", "people", "tenures"):
        rows = sorted(set(getattr(imported, table)))
        if rows:
            lines = ["# " + "\t".join(COLUMNS[table]), *("\t".join(cell(value) for value in row) for row in rows)]
            (directory / f"{table}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
