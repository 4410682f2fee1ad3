"""JRC-Names (Europe Media Monitor): lines `id TAB type TAB language TAB name`, one id for all spellings."""

from __future__ import annotations

from pathlib import Path

from dragoman.actors.importers.layer import Imported, entity_row, is_cyrillic, name_rows, person_row
from dragoman.actors.tables import KnowledgeError


def import_jrc(path: Path) -> Imported:
    """Type P is a person, O an organisation; others are skipped. Words of a name are joined by `+`."""
    spellings: dict[tuple[str, str], list[str]] = {}
    made = Imported()
    try:
        with path.open(encoding="utf-8") as file:
            for number, line in enumerate(file, start=1):
                parts = line.rstrip("\n").split("\t")
                if len(parts) < 4 or line.startswith("#"):
                    if line.strip() and not line.startswith("#"):
                        made.skipped.append(f"{path}:{number}: {len(parts)} cells, 4 expected")
                    continue
                spellings.setdefault((parts[0], parts[1]), []).append(parts[3].replace("+", " "))
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"{path}: cannot be read: {error}") from error
    for (number_id, kind), names in spellings.items():
        _actor(made, number_id, kind, names)
    return made


def _actor(made: Imported, number: str, kind: str, names: list[str]) -> None:
    latin = [name for name in names if name.isascii()] or [name for name in names if not is_cyrillic(name)]
    cyrillic = [name for name in names if is_cyrillic(name)]
    if kind == "P":
        row = person_row(f"person/jrc-{number}", cyrillic, latin)
        if row is not None:
            made.people.append(row)
    elif kind == "O":
        made.entities.append(entity_row(f"organization/jrc-{number}", "organization", "", latin[:3], cyrillic[:3]))
        made.names += name_rows(f"organization/jrc-{number}", latin + cyrillic)
