"""Events in the shape of POLECAT's weekly files: 40 columns, tabs between, no quoting (docs/export.md)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TextIO

from dragoman.actors import index as actor_index
from dragoman.export.files import write_tsv
from dragoman.export.sides import QUAD, Coded, Side, events, join, score
from dragoman.model import Actor
from dragoman.record.read import Record

COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name",
    "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw",
    "Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector",
    "Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City",
    "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type",
    "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip
COUNTED = ("held", "cancelled")
"""Statuses that are rows; what is planned, possible or denied has not taken place, and POLECAT cannot say so."""


def export(record: Record, out: TextIO) -> int:
    """Writes all rows with a known day; how many there were."""
    return write_tsv(out, COLUMNS, rows(record))


def rows(record: Record) -> Iterator[dict[str, Any]]:
    """One row an event. Events without a known day are left out: the day of publication is not theirs."""
    for coded in events(record):
        day = coded.event.date
        if coded.event.status in COUNTED and coded.plover[0] and day is not None and len(day) == 10:
            yield row(record, coded)


def row(record: Record, c: Coded) -> dict[str, Any]:
    kind, mode = c.plover
    actors, recipients = c.of("actor"), c.of("recipient")
    people, bodies, places = story(record, c.document.id)
    return {
        "Event ID": c.event.id,
        "Event Date": c.event.date,
        "Event Type": kind,
        "Event Mode": mode,
        "Intensity": score(kind, mode),
        "Quad Code": QUAD.get(kind),
        **dict(zip(COLUMNS[7:15], _side(actors), strict=True)),
        **dict(zip(COLUMNS[15:23], _side(recipients), strict=True)),
        **_place(c),
        "Source": c.document.publisher,
        "Publication Date": (c.document.published_at or "")[:10],
        "Story People": join(people),
        "Story Organizations": join(bodies),
        "Story Locations": join(places),
        "Language": c.document.language,
        "Version": c.event.tellings[0].evidence.version,
    }


def _side(sides: list[Side]) -> list[str]:
    """The eight cells of one side; several actors are joined by `;`, in the same order in each cell."""
    return [
        join(s.name for s in sides),
        join(s.country for s in sides),
        join(cow(s.country) for s in sides),
        next((s.sector for s in sides if s.sector), ""),
        join(s.sector for s in sides),
        join(s.office for s in sides),
        join(s.raw for s in sides),
        join(s.qid for s in sides),
    ]


def cow(iso3: str) -> str:
    """The code of the Correlates of War project."""
    entity = actor_index.load().entity(f"state/{iso3}") if iso3 else None
    return entity.codes.get("cow", "") if entity else ""


def _place(c: Coded) -> dict[str, Any]:
    place = c.place
    if place is None:
        return {"Raw Placename": c.event.place_words}
    entity = actor_index.load().entity(place.id)
    codes = entity.codes if entity else {}
    name = _english(place)
    town = place.id.startswith("place/")
    return {
        "Placename": name,
        "City": name if town else "",
        "Country": place.iso3,
        "Latitude": codes.get("lat"),
        "Longitude": codes.get("lon"),
        "GeoNames ID": place.id.partition("/")[2] if town and place.id.partition("/")[2].isdigit() else "",
        "Raw Placename": c.event.place_words,
        "Feature Type": codes.get("class", "country" if place.kind == "state" else ""),
    }


def _english(actor: Actor) -> str:
    return next(iter(actor.names.get("en", ())), actor.id)


def story(record: Record, document: str) -> tuple[list[str], list[str], list[str]]:
    """People, bodies and places that the report names."""
    report = record.report(document)
    assert report is not None
    people, bodies, places = list[str](), list[str](), list[str]()
    for actor in report.actors.values():
        home = {"person": people, "organ": bodies, "organization": bodies, "place": places, "state": places}
        home.get(actor.kind, []).append(_english(actor).replace(",", ""))
    return people, bodies, places
