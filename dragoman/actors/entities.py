"""What the index answers with: entities, candidates, matches and tenures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import msgspec
from msgspec.structs import replace

from dragoman.actors.forms import LOCATIVE, paradigm, recased

KINDS = (
    *("state", "quasi-state", "historical", "region", "organ", "igo", "format", "media", "party"),
    *("armed-group", "company", "agreement", "place", "group", "organization"),
)
"""Kinds of entities in the tables; people have a table of their own."""


class Entity(msgspec.Struct, frozen=True, kw_only=True):
    """An actor or place. en, ru: names as shown, usual one first."""

    id: str
    kind: str
    parent: str | None = None
    iso3: str | None = None
    sector: str | None = None
    en: tuple[str, ...] = ()
    ru: tuple[str, ...] = ()
    codes: dict[str, str] = {}
    start: str | None = None
    end: str | None = None
    gender: str = ""
    note: str = ""


class Candidate(msgspec.Struct, frozen=True):
    """A reading of a match. weak: needs context; bare: an organ that needs its state; cased: written with capitals."""

    actor_id: str
    type: str
    weak: bool
    bare: bool
    lang: str
    cased: bool


class Match(msgspec.Struct, frozen=True):
    """Tokens `first` to `last` (half-open) and whom they may stand for."""

    first: int
    last: int
    candidates: tuple[Candidate, ...]


class Tenure(msgspec.Struct, frozen=True):
    """Who held an office from when to when; empty = unknown."""

    person: str
    office: str
    start: str
    end: str
    precision: str
    basis: str
    note: str

    def covers_office(self, office: str) -> bool:
        return self.office == office or self.office.startswith(office.rstrip("/") + "/")


def entity_of(cells: Sequence[str]) -> Entity:
    """A row of `entities` as an entity."""
    key, kind, parent, iso3, sector, en, ru, codes, start, end, note = cells
    return Entity(
        id=key,
        kind=kind,
        parent=parent or None,
        iso3=iso3 or None,
        sector=sector or None,
        en=_names(en),
        ru=_names(ru),
        codes=parse_codes(codes),
        start=start or None,
        end=end or None,
        note=note,
    )


def displayed(entity: Entity, names: Mapping[str, str]) -> Entity:
    """The entity with these names (by language) before its others."""
    en, ru = ((names[lang],) if lang in names else () for lang in ("en", "ru"))
    return replace(entity, en=tuple(dict.fromkeys(en + entity.en)), ru=tuple(dict.fromkeys(ru + entity.ru)))


def place_entity(cells: Sequence[str], iso3: str | None) -> Entity:
    """A row of `places` as an entity; iso3: that of its country."""
    key, en, ru, country, kind, latitude, longitude, population, _ = cells
    values = {"iso2": country, "class": kind, "lat": latitude, "lon": longitude, "population": population}
    codes = {name: value for name, value in values.items() if value}
    return Entity(id=key, kind="place", iso3=iso3, en=_names(en), ru=_names(ru), codes=codes)


def _names(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def parse_codes(cell: str) -> dict[str, str]:
    """«iso2=RU;cow=365» → {"iso2": "RU", "cow": "365"}."""
    pairs = (pair.partition("=") for pair in cell.replace(";", " ").split())
    return {key: value for key, equals, value in pairs if equals}


def _locative(place: Entity, shown: Mapping[str, Mapping[str, str]]) -> str:
    """«в Японии», «в Бенгази»."""
    name = place.ru[0]
    known = shown.get(place.id, {}).get("loc")
    return known or recased(paradigm(name)[LOCATIVE][0], name)


def organ_entity(
    organ_id: str,
    entities: Mapping[str, Sequence[str]],
    known: Callable[[str], Entity | None],
    shown: Mapping[str, Mapping[str, str]],
) -> Entity | None:
    """An organ made from its template: `organ/KAZ/mfa` from `organ/*/mfa` and `state/KAZ`. known: entities by id."""
    parts = organ_id.split("/")
    if len(parts) != 3:
        return None
    _, owner, function = parts
    base, _, host = function.partition(":")
    template = entities.get(f"organ/*/{base}")
    state = known(f"state/{owner}") or known(f"quasi-state/{owner}")
    if template is None or state is None:
        return None
    place = known(f"state/{host}") or known(f"quasi-state/{host}") or known(f"place/{host}") if host else None
    forms = shown.get(state.id, {})
    en, ru = _names(template[5]), _names(template[6])
    if place is not None:
        en = tuple(f"{name} in {place.en[0]}" for name in en)
        ru = tuple(f"{name} в {_locative(place, shown)}" for name in ru)
    values = {
        "adj": forms.get("adj-en", state.en[0]),
        "state": state.en[0],
        "gen": forms.get("gen", state.ru[0]),
    }
    return Entity(
        id=organ_id,
        kind="organ",
        parent=state.id,
        iso3=state.iso3,
        sector=template[4] or None,
        en=tuple(name.format_map(values) for name in en),
        ru=tuple(name.format_map(values) for name in ru),
    )
