"""A Wikidata JSON dump, one entity a line, unpacked: people with posts, organisations.

Only people who held a position (P39) are taken, with labels and aliases in Russian and English. Two passes: the posts
that people held are named in the second, so that the dump is never held in memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from dragoman.actors.importers.ftm import read_json_lines
from dragoman.actors.importers.layer import Imported, entity_row, name_rows, person_row, slug

HUMAN = "Q5"
ORGANISATIONS = {"Q43229": "organization", "Q245065": "igo", "Q484652": "igo", "Q7278": "party", "Q4830453": "company"}
"""Classes taken as organisations, by direct `instance of` (P31)."""
GENDERS = {"Q6581097": "m", "Q6581072": "f"}
PRECISION = {9: ("year", 4), 10: ("month", 7), 11: ("day", 10)}

Held = tuple[str, str, str, str, str]
"""Person, post (QID), start, end, precision."""


def import_wikidata(path: Path) -> Imported:
    """The layer of a dump; offices are `office/STATE-QID/post-slug/holder`, `office/x/…` for an unknown state."""
    made = Imported()
    held: list[Held] = []
    for _, entity in read_json_lines(path, made):
        kinds = set(_items(entity, "P31"))
        if HUMAN in kinds:
            posts = list(_posts(entity))
            if posts:
                _person(made, entity)
                held += posts
        elif found := kinds & ORGANISATIONS.keys():
            _organisation(made, entity, ORGANISATIONS[min(found)])
    offices = _offices(path, {post for _, post, *_ in held})
    for person, post, start, end, precision in held:
        if post in offices:
            made.tenures.append((f"person/{person.lower()}", offices[post], start, end, precision, "wikidata", post))
    return made


def _offices(path: Path, posts: set[str]) -> dict[str, str]:
    """Post (QID) → office id, from the labels of the posts."""
    found: dict[str, str] = {}
    for _, entity in read_json_lines(path, Imported()):
        key = str(entity.get("id", ""))
        if key in posts:
            names = _labels(entity, "en") or _labels(entity, "ru") or [key]
            state = next(iter(_items(entity, "P1001") + _items(entity, "P17")), "x")
            found[key] = f"office/{state}/{slug(names[0])}/holder"
    return found


def _claims(entity: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    claims = entity.get("claims")
    found = claims.get(name) if isinstance(claims, dict) else None
    statements = [claim for claim in found if isinstance(claim, dict)] if isinstance(found, list) else []
    return [claim for claim in statements if claim.get("rank") != "deprecated"]


def _value(snak: object) -> Any:
    """The value of a snak, or None when it is unknown or malformed."""
    data = snak.get("datavalue") if isinstance(snak, dict) else None
    return data.get("value") if isinstance(data, dict) else None


def _items(entity: Mapping[str, Any], name: str) -> list[str]:
    values = [_value(claim.get("mainsnak")) for claim in _claims(entity, name)]
    return [str(value["id"]) for value in values if isinstance(value, dict) and "id" in value]


def _posts(entity: Mapping[str, Any]) -> Iterator[Held]:
    for claim in _claims(entity, "P39"):
        post = _value(claim.get("mainsnak"))
        if isinstance(post, dict) and "id" in post:
            start, precision = _date(claim, "P580")
            end, _ = _date(claim, "P582")
            yield str(entity.get("id", "")), str(post["id"]), start, end, precision


def _date(claim: Mapping[str, Any], name: str) -> tuple[str, str]:
    """A date qualifier as ISO, cut to its precision."""
    qualifiers = claim.get("qualifiers")
    found = qualifiers.get(name) if isinstance(qualifiers, dict) else None
    value = _value(found[0]) if isinstance(found, list) and found else None
    if not isinstance(value, dict) or not str(value.get("time", "")).startswith("+"):
        return "", "unknown"
    precision, size = PRECISION.get(value.get("precision", 0), ("unknown", 0))
    return str(value["time"])[1 : size + 1], precision


def _labels(entity: Mapping[str, Any], lang: str) -> list[str]:
    """Label, then aliases."""
    labels, aliases = entity.get("labels"), entity.get("aliases")
    label = labels.get(lang) if isinstance(labels, dict) else None
    others = aliases.get(lang) if isinstance(aliases, dict) else None
    found = [label, *(others if isinstance(others, list) else [])]
    return [str(name["value"]) for name in found if isinstance(name, dict) and "value" in name]


def _person(made: Imported, entity: Mapping[str, Any]) -> None:
    key = str(entity.get("id", ""))
    gender = next((GENDERS[value] for value in _items(entity, "P21") if value in GENDERS), "")
    row = person_row(f"person/{key.lower()}", _labels(entity, "ru"), _labels(entity, "en"), gender, key)
    if row is not None:
        made.people.append(row)


def _organisation(made: Imported, entity: Mapping[str, Any], kind: str) -> None:
    key, en, ru = str(entity.get("id", "")), _labels(entity, "en"), _labels(entity, "ru")
    if en or ru:
        made.entities.append(entity_row(f"{kind}/{key.lower()}", kind, "", en[:3], ru[:3], f"qid={key}"))
        made.names += name_rows(f"{kind}/{key.lower()}", en + ru)
