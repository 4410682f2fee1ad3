"""FollowTheMoney entities, one JSON object a line: people, organisations, companies and the posts that people held."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from dragoman.actors.importers.layer import Imported, cell, entity_row, is_cyrillic, name_rows, person_row, slug
from dragoman.actors.tables import KnowledgeError

KINDS = {
    "Organization": "organization",
    "PublicBody": "organization",
    "Company": "company",
    "LegalEntity": "organization",
}
GENDERS = {"male": "m", "female": "f"}


def read_json_lines(path: Path, made: Imported) -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects of a file; lines that are no JSON object are noted and passed over. Array brackets are allowed."""
    decoder = msgspec.json.Decoder(dict[str, Any])
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                text = line.strip().rstrip(b",")
                if text in (b"", b"[", b"]"):
                    continue
                try:
                    yield number, decoder.decode(text)
                except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
                    made.skipped.append(f"{path}:{number}: {error}")
    except OSError as error:
        raise KnowledgeError(f"{path}: cannot be read: {error}") from error


def import_ftm(path: Path) -> Imported:
    """Names in Cyrillic are taken as Russian, others as English; `Occupancy` makes a tenure of its `Position`."""
    made = Imported()
    posts: dict[str, str] = {}
    held: list[tuple[str, str, str, str]] = []
    people: set[str] = set()
    for _, entity in read_json_lines(path, made):
        schema, key = str(entity.get("schema", "")), str(entity.get("id", ""))
        properties = entity.get("properties")
        values = properties if isinstance(properties, dict) else {}
        names = _texts(values, "name") + _texts(values, "alias") + _texts(values, "weakAlias")
        if schema == "Person":
            people.add(key)
            _person(made, key, names, values)
        elif schema in KINDS:
            _organisation(made, key, KINDS[schema], names, values)
        elif schema == "Position" and names:
            countries = _texts(values, "country")
            owner = (countries[0] if countries else "x").upper()
            posts[key] = f"office/{owner}/{slug(names[0])}/holder"
        elif schema == "Occupancy":
            start, end = (_texts(values, name) for name in ("startDate", "endDate"))
            for person in _texts(values, "holder"):
                for post in _texts(values, "post"):
                    held.append((person, post, start[0] if start else "", end[0] if end else ""))
    for person, post, start_date, end_date in held:
        if person in people and post in posts:
            precision = {0: "unknown", 4: "year", 7: "month"}.get(len(start_date), "day")
            made.tenures.append((f"person/{slug(person)}", posts[post], start_date, end_date, precision, "import", ""))
    return made


def _texts(values: Mapping[str, object], name: str) -> list[str]:
    found = values.get(name)
    return [cell(value) for value in found if isinstance(value, str)] if isinstance(found, list) else []


def _person(made: Imported, key: str, names: Sequence[str], values: Mapping[str, object]) -> None:
    gender = GENDERS.get(next(iter(_texts(values, "gender")), ""), "")
    qid = next(iter(_texts(values, "wikidataId")), "")
    cyrillic = [name for name in names if is_cyrillic(name)]
    latin = [name for name in names if not is_cyrillic(name)]
    row = person_row(f"person/{slug(key)}", cyrillic, latin, gender, qid)
    if row is None:
        made.skipped.append(f"{key}: a person without a name")
    else:
        made.people.append(row)


def _organisation(made: Imported, key: str, kind: str, names: Sequence[str], values: Mapping[str, object]) -> None:
    if not names:
        made.skipped.append(f"{key}: an organisation without a name")
        return
    cyrillic = [name for name in names if is_cyrillic(name)]
    latin = [name for name in names if not is_cyrillic(name)]
    qid = next(iter(_texts(values, "wikidataId")), "")
    entity = f"{kind}/{slug(key)}"
    made.entities.append(entity_row(entity, kind, "", latin[:3], cyrillic[:3], f"qid={qid}" if qid else ""))
    made.names += name_rows(entity, names)
