"""Whether the tables of the knowledge base hold together: `check(layers)` lists what is wrong, with file and line.

Errors make a build fail; warnings are for a person to look at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from dragoman.actors.compiled import bare_compiled, capitals
from dragoman.actors.entities import KINDS
from dragoman.actors.forms import case_forms, fold
from dragoman.actors.index import Index
from dragoman.actors.tables import CORE, KnowledgeError, Row, Tables, read_layer, read_rows, read_tables

TYPES = (
    *(
        "official",
        "short",
        "abbr",
        "adj",
        "demonym",
        "metonym",
        "title",
        "former",
        "misspelling",
        "stem",
        "variant",
        "display",
    ),
)
FLAGS = ("weak", "indecl", "m", "f", "n", "pl", "sg", "bare", "capital", "cased", "delete", "generic")
PRECISIONS = ("day", "month", "year", "unknown")
BASES = ("authored", "wikidata", "user", "text", "import")
SINGLE = ("minister", "head", "speaker", "secretary-general", "permrep", "monarch", "ambassador")
"""Roles with one holder at a time; others (deputies, aides) may have many."""

DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
ISO3 = re.compile(r"[A-Z]{3}")
OVERLAP_DAYS = 40
"""Handing over takes days, and acting holders overlap; more than this is worth a look."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong at `where` (file:line)."""

    where: str
    level: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.level}: {self.message}"


Parser = Callable[[str], Iterable[str]]
"""A word → its possible parts of speech, as pymorphy3 names them."""


def check(layers: Sequence[Path] = (), parts_of_speech: Parser | None = None) -> list[Finding]:
    """All findings for the core and the layers over it; adjectives and demonyms are parsed when a parser is given."""
    paths = (CORE, *layers)
    try:
        tables = read_tables(paths)
    except KnowledgeError as error:
        where, _, message = str(error).partition(": ")
        return [Finding(where, "error", message)]
    index = Index(bare_compiled(tables))  # ids only: no forms are needed here
    found = list(_duplicates(paths))
    for row in tables.entities.values():
        found += _entity(row, tables)
    for row in tables.names.values():
        found += _name(row, tables, index, parts_of_speech)
    for row in tables.people.values():
        found += _person(row)
    for row in tables.tenures.values():
        found += _tenure(row, tables, index)
    found += _overlaps(tables)
    found += _clashes(tables, paths)
    return sorted(found, key=lambda finding: (finding.level, finding.where))


def _error(row: Row, message: str) -> Finding:
    return Finding(row.where, "error", message)


def _duplicates(layers: Sequence[Path]) -> Iterator[Finding]:
    """The same key twice in one layer: one of the lines would be lost silently."""
    keys = {"entities": 1, "people": 1, "places": 1, "names": 4, "tenures": 3}
    for layer in layers:
        for table, width in keys.items():
            seen: dict[tuple[str, ...], Row] = {}
            for row in read_layer(layer, table):
                first = seen.setdefault(row.cells[:width], row)
                if first is not row:
                    shown = " ".join(row.cells[:width])
                    yield _error(row, f"the same {table} line as {first.where}: {shown}")


def _entity(row: Row, tables: Tables) -> Iterator[Finding]:
    key, kind, parent, iso3, _, en, ru, codes, start, end, _ = row.cells
    if kind not in KINDS:
        yield _error(row, f"unknown kind {kind!r}; known: {', '.join(KINDS)}")
    if "/" not in key or key != key.strip() or " " in key:
        yield _error(row, f"an id is kind/name without blanks, not {key!r}")
    if parent and parent not in tables.entities:
        yield _error(row, f"parent {parent!r} is not in any entities table")
    if iso3 and not ISO3.fullmatch(iso3):
        yield _error(row, f"iso3 {iso3!r} is not three capitals")
    if not en and not ru:
        yield _error(row, "no name in any language")
    if any("=" not in pair for pair in codes.replace(";", " ").split()):
        yield _error(row, f"codes are key=value pairs: {codes!r}")
    yield from _dates(row, start, end)


def _dates(row: Row, start: str, end: str) -> Iterator[Finding]:
    for value in (start, end):
        if value and not DATE.fullmatch(value):
            yield _error(row, f"{value!r} is not a date (2004, 2004-03 or 2004-03-09)")
    width = min(len(start), len(end))
    if start and end and end[:width] < start[:width]:
        yield _error(row, f"ends {end} before it starts {start}")


def _name(row: Row, tables: Tables, index: Index, parse: Parser | None) -> Iterator[Finding]:
    key, lang, form, kind, flags, start, end = row.cells
    if key not in tables.places and index.entity(key) is None:
        yield _error(row, f"{key!r} is in no table of entities, people or places")
    if kind not in TYPES:
        yield _error(row, f"unknown type {kind!r}; known: {', '.join(TYPES)}")
    if unknown := [flag for flag in flags.split(",") if flag and flag not in FLAGS]:
        yield _error(row, f"unknown flags {', '.join(unknown)}; known: {', '.join(FLAGS)}")
    if not form.strip("| ") or form != form.strip():
        yield _error(row, f"a form without blanks around it is wanted, not {form!r}")
    elif lang == "ru" and parse is not None:
        yield from _parses(row, form, kind, flags, parse)
    yield from _dates(row, start, end)


def _parses(row: Row, form: str, kind: str, flags: str, parse: Parser) -> Iterator[Finding]:
    """An adjective must be read as one, and a form must decline without losing its nominative."""
    if kind == "adj" and " " not in form and "indecl" not in flags and "ADJF" not in parse(fold(form)):
        yield _error(row, f"{form!r} is not read as an adjective")
    if kind == "demonym" and " " not in form and not {"NOUN", "ADJF"} & set(parse(fold(form))):
        yield _error(row, f"{form!r} is not read as a noun")
    plain = " ".join(fold(form).replace("|", " ").split())
    if kind != "stem" and plain not in case_forms(form, kind, flags.split(",")):
        yield _error(row, f"the case forms of {form!r} do not hold the nominative")


def _person(row: Row) -> Iterator[Finding]:
    key, family_ru, _, _, family_en, _, gender = row.cells[:7]
    if not key.startswith("person/"):
        yield _error(row, f"the id of a person begins with person/, not {key!r}")
    if gender not in ("m", "f", ""):
        yield _error(row, f"gender is m, f or empty, not {gender!r}")
    if not family_ru and not family_en:
        yield _error(row, "no family name")


def _tenure(row: Row, tables: Tables, index: Index) -> Iterator[Finding]:
    person, office, start, end, precision, basis, _ = row.cells
    if person not in tables.people:
        yield _error(row, f"{person!r} is in no people table")
    if precision not in PRECISIONS:
        yield _error(row, f"precision is {', '.join(PRECISIONS)}, not {precision!r}")
    if basis not in BASES:
        yield _error(row, f"basis is {', '.join(BASES)}, not {basis!r}")
    parts = office.split("/")
    if parts[0] != "office" or len(parts) < 3:
        yield _error(row, f"an office is office/STATE/organ/role, not {office!r}")
    elif not organ_exists(parts[1:-1], tables, index):
        yield Finding(row.where, "warning", f"no organ or organisation for {office!r}")
    yield from _dates(row, start, end)


def organ_exists(parts: Sequence[str], tables: Tables, index: Index) -> bool:
    """Whether the middle of an office id names an entity: RUS/mfa, igo/nato, NATO, party/cpsu."""
    if "/".join(parts) in tables.entities:
        return True
    owner = parts[0]
    if len(parts) > 1 and parts[1].startswith(("region:", "city:")):
        return True
    if len(parts) > 1 and index.organ(owner, parts[1]) is not None:
        return True
    return f"igo/{owner.lower()}" in tables.entities


def _overlaps(tables: Tables) -> Iterator[Finding]:
    """Two holders at a time of an office that has one."""
    offices: dict[str, list[Row]] = {}
    for row in tables.tenures.values():
        dated = DATE.fullmatch(row.cells[2]) and (not row.cells[3] or DATE.fullmatch(row.cells[3]))
        if row.cells[1].rpartition("/")[2].partition(":")[0] in SINGLE and dated:
            offices.setdefault(row.cells[1], []).append(row)
    for rows in offices.values():
        rows.sort(key=lambda row: row.cells[2])
        for before, after in pairwise(rows):
            if (
                before.cells[0] != after.cells[0]
                and _days(before.cells[3], True) - _days(after.cells[2]) > OVERLAP_DAYS
            ):
                message = f"{after.cells[0]} holds {after.cells[1]} while {before.cells[0]} does ({before.where})"
                yield Finding(after.where, "warning", message)


def _days(date: str, is_end: bool = False) -> int:
    """A date as days, good to a month. A year or month that ends counts from its start: the least overlap is meant."""
    if not date:
        return 10**6 if is_end else 0
    year, month, day = (*map(int, date.split("-")), 1, 1)[:3] if date.count("-") < 2 else map(int, date.split("-"))
    return year * 365 + month * 30 + day


def known_homonyms(layers: Sequence[Path]) -> set[str]:
    """Forms that several actors bear by right, from the files `homonyms.tsv`."""
    files = [layer / "homonyms.tsv" for layer in layers]
    return {fold(row.cells[0]) for path in files if path.is_file() for row in read_rows(path, ("form", "note"))}


def _clashes(tables: Tables, layers: Sequence[Path]) -> Iterator[Finding]:
    """The same nominative for two actors, neither weak nor listed: which one is meant is a matter of luck."""
    known = known_homonyms(layers)
    holders: dict[tuple[str, str, str], list[Row]] = {}
    for row in tables.names.values():
        _, lang, form, kind, flags = row.cells[:5]
        if "weak" not in flags.split(",") and kind not in ("stem", "metonym", "misspelling"):
            plain = " ".join(fold(form).replace("|", " ").split())
            holders.setdefault((lang, plain, capitals(form)), []).append(row)
    for (_, plain, _), rows in holders.items():
        others = {row.cells[0]: row for row in rows if not row.cells[0].startswith(("place/", "organ/*/"))}
        if len(others) > 1 and plain not in known:
            first, *rest = others.values()
            for row in rest:
                yield Finding(row.where, "warning", f"{row.cells[2]!r} also names {first.cells[0]} ({first.where})")
