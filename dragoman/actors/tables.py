"""The tables of the knowledge base: tab-separated files, one fact a line, read layer by layer.

A layer is a directory with `entities`, `names`, `people`, `tenures`, `places` and `offices`, each a file `NAME.tsv`
or a folder `NAME/*.tsv`. A later layer overrides an earlier one by id; a line marked `delete` hides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

CORE = Path(__file__).parent / "kb"
"""The layer that ships with dragoman."""

COLUMNS: dict[str, tuple[str, ...]] = {
    "entities": ("id", "kind", "parent", "iso3", "sector", "en", "ru", "codes", "from", "to", "note"),
    "names": ("id", "lang", "form", "type", "flags", "from", "to"),
    "people": (
        *("id", "family_ru", "given_ru", "patronymic_ru", "family_en", "given_en"),
        *("gender", "flags", "more_ru", "more_en", "qid", "note"),
    ),
    "tenures": ("person", "office", "from", "to", "precision", "basis", "note"),
    "places": ("id", "en", "ru", "country", "class", "lat", "lon", "population", "flags"),
}
"""The columns of each table, in order; missing trailing cells are empty."""


class KnowledgeError(ValueError):
    """A table that cannot be read: the message names file and line."""


class Row(NamedTuple):
    """One line of a table."""

    file: Path
    line: int
    cells: tuple[str, ...]

    @property
    def where(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(slots=True)
class Tables:
    """All rows in force after the layers are laid over each other, keyed as their table is."""

    entities: dict[str, Row] = field(default_factory=dict)
    names: dict[tuple[str, str, str, str], Row] = field(default_factory=dict)
    people: dict[str, Row] = field(default_factory=dict)
    tenures: dict[tuple[str, str, str], Row] = field(default_factory=dict)
    places: dict[str, Row] = field(default_factory=dict)


def table_files(layer: Path, table: str) -> list[Path]:
    """The files of one table in a layer, in the order in which they are read."""
    single = layer / f"{table}.tsv"
    return ([single] if single.is_file() else []) + sorted((layer / table).glob("*.tsv"))


def read_rows(path: Path, columns: Sequence[str]) -> Iterator[Row]:
    """The rows of one file; comments and blank lines are skipped."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"{path}: cannot be read as UTF-8 text: {error}") from error
    width = len(columns)
    for number, line in enumerate(text.split("\n"), start=1):
        if line.startswith("#") or not line or line.isspace():
            continue
        cells = tuple(line.rstrip("\r").split("\t"))
        if len(cells) > width:
            raise KnowledgeError(f"{path}:{number}: {len(cells)} cells, at most {width} expected: {', '.join(columns)}")
        yield Row(path, number, cells if len(cells) == width else cells + ("",) * (width - len(cells)))


def read_layer(layer: Path, table: str) -> Iterator[Row]:
    """The rows of one table of one layer."""
    for path in table_files(layer, table):
        yield from read_rows(path, COLUMNS[table])


def read_tables(layers: Iterable[Path]) -> Tables:
    """All tables of the layers, later ones over earlier ones."""
    tables = Tables()
    for layer in layers:
        _lay_entities(tables, layer)
        _lay_names(tables, layer)
        _lay_people(tables, layer)
        _lay_tenures(tables, layer)
        for row in read_layer(layer, "places"):
            tables.places[row.cells[0]] = row
    return tables


def _marked(cell: str) -> bool:
    return "delete" in cell and "delete" in cell.replace(";", ",").replace(" ", ",").split(",")


def _lay_entities(tables: Tables, layer: Path) -> None:
    for row in read_layer(layer, "entities"):
        key = row.cells[0]
        if row.cells[1] == "delete" or row.cells[10] == "delete":
            tables.entities.pop(key, None)
            tables.places.pop(key, None)
            for name in [name for name in tables.names if name[0] == key]:
                del tables.names[name]
        else:
            tables.entities[key] = row


def _lay_names(tables: Tables, layer: Path) -> None:
    for row in read_layer(layer, "names"):
        key, lang, form, kind, flags = row.cells[:5]
        if _marked(flags):
            for name in [name for name in tables.names if name[:3] == (key, lang, form)]:
                del tables.names[name]
        else:
            tables.names[key, lang, form, kind] = row


def _lay_people(tables: Tables, layer: Path) -> None:
    for row in read_layer(layer, "people"):
        if _marked(row.cells[7]):
            tables.people.pop(row.cells[0], None)
        else:
            tables.people[row.cells[0]] = row


def _lay_tenures(tables: Tables, layer: Path) -> None:
    for row in read_layer(layer, "tenures"):
        key = (row.cells[0], row.cells[1], row.cells[2])
        if row.cells[6] == "delete":
            tables.tenures.pop(key, None)
        else:
            tables.tenures[key] = row
