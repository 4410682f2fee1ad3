"""A list of actors as CSV: columns kind, en, ru, and where wanted id, iso3, gender, qid, office, from, to."""

from __future__ import annotations

import csv
from pathlib import Path

from dragoman.actors.entities import KINDS
from dragoman.actors.importers.layer import Imported, entity_row, name_rows, person_row, slug
from dragoman.actors.tables import KnowledgeError


def import_csv(path: Path) -> Imported:
    """One actor a line; names separated by `;`, usual one first. A person's office is an office id."""
    made = Imported()
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if not {"kind", "en"} <= set(reader.fieldnames or ()) and not {"kind", "ru"} <= set(
                reader.fieldnames or ()
            ):
                raise KnowledgeError(f"{path}:1: columns kind and en or ru are needed, found {reader.fieldnames}")
            for row in reader:
                _actor(made, row, f"{path}:{reader.line_num}")
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise KnowledgeError(f"{path}: cannot be read as CSV: {error}") from error
    return made


def _actor(made: Imported, row: dict[str, str | None], where: str) -> None:
    get = {
        key: (value or "").strip() for key, value in row.items() if isinstance(key, str) and not isinstance(value, list)
    }
    kind, en, ru = get.get("kind", ""), _split(get.get("en", "")), _split(get.get("ru", ""))
    if not en and not ru:
        made.skipped.append(f"{where}: no name")
        return
    key = get.get("id") or f"{kind}/{slug((en or ru)[0])}"
    if kind == "person":
        person = person_row(key, ru, en, get.get("gender", ""), get.get("qid", ""))
        if person is not None:
            made.people.append(person)
        if get.get("office"):
            start, end = get.get("from", ""), get.get("to", "")
            precision = {0: "unknown", 4: "year", 7: "month"}.get(len(start), "day")
            made.tenures.append((key, get["office"], start, end, precision, "user", ""))
    elif kind in KINDS:
        codes = f"qid={get['qid']}" if get.get("qid") else ""
        made.entities.append(entity_row(key, kind, get.get("iso3", ""), en, ru, codes))
        made.names += name_rows(key, en + ru)
    else:
        made.skipped.append(f"{where}: unknown kind {kind!r}")


def _split(value: str) -> list[str]:
    return [part.strip() for part in value.split(";") if part.strip()]
