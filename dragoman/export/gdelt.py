"""Events and tellings in the shape of GDELT 2.0's Events (61 columns) and Mentions (16 columns), docs/export.md."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, TextIO

from dragoman.actors import index as actor_index
from dragoman.export.files import write_tsv
from dragoman.export.sides import QUAD, Coded, Side, events
from dragoman.record.read import Record

_SIDE = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code",
    "Type2Code", "Type3Code",
)  # fmt: skip
_GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
EVENTS = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor{n}{name}" for n in (1, 2) for name in _SIDE),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions",
    "NumSources", "NumArticles", "AvgTone",
    *(f"{who}Geo_{name}" for who in ("Actor1", "Actor2", "Action") for name in _GEO),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip
MENTIONS = (
    "GLOBALEVENTID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName", "MentionIdentifier",
    "SentenceID", "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset", "InRawText", "Confidence",
    "MentionDocLen", "MentionDocTone", "MentionDocTranslationInfo", "Extras",
)  # fmt: skip
COUNTED = ("held", "cancelled")


def export_events(record: Record, out: TextIO) -> int:
    """Writes the Events file (no header, as GDELT's); how many rows there were."""
    return write_tsv(out, EVENTS, event_rows(record), header=False)


def export_mentions(record: Record, out: TextIO) -> int:
    """Writes the Mentions file; how many rows there were."""
    return write_tsv(out, MENTIONS, mention_rows(record), header=False)


def coded_events(record: Record) -> Iterator[tuple[int, Coded, str]]:
    """Events with a day and a CAMEO code, with their number in the record and the day as YYYYMMDD."""
    for coded in events(record):
        day = coded.event.date
        if coded.event.status in COUNTED and coded.cameo and day is not None and len(day) == 10:
            number = record.row_id(coded.event.id)
            assert number is not None
            yield number, coded, day.replace("-", "")


def event_rows(record: Record) -> Iterator[dict[str, Any]]:
    """One row an event. GoldsteinScale and AvgTone stay empty: we measure neither."""
    for number, c, day in coded_events(record):
        doers, others = c.of("actor"), c.of("recipient")
        first = doers[0] if doers else None
        second = others[0] if others else doers[1] if len(doers) > 1 else None
        yield {
            "GLOBALEVENTID": number,
            "SQLDATE": day,
            "MonthYear": day[:6],
            "Year": day[:4],
            "FractionDate": fraction(c.event.date or ""),
            **_side("Actor1", first),
            **_side("Actor2", second),
            "IsRootEvent": 1,
            "EventCode": c.cameo,
            "EventBaseCode": c.cameo[:3],
            "EventRootCode": c.cameo[:2],
            "QuadClass": QUAD.get(c.plover[0]),
            "NumMentions": len(c.event.tellings),
            "NumSources": c.event.independent,
            "NumArticles": c.event.reports,
            **_geo(c),
            "DATEADDED": added(c.document.retrieved_at or c.document.published_at),
            "SOURCEURL": c.document.url,
        }


def fraction(day: str) -> str:
    """The year with the part of it that is over: 2021.9562."""
    found = date.fromisoformat(day)
    return f"{found.year + found.timetuple().tm_yday / 366:.4f}"


def added(moment: str | None) -> str:
    """YYYYMMDDHHMMSS, with zeros for what is not known."""
    digits = "".join(c for c in (moment or "")[:19] if c.isdigit())
    return digits.ljust(14, "0") if digits else ""


def _side(prefix: str, side: Side | None) -> dict[str, Any]:
    if side is None:
        return {}
    return {
        f"{prefix}Code": side.country + side.sector,
        f"{prefix}Name": side.name.upper(),
        f"{prefix}CountryCode": side.country,
        f"{prefix}Type1Code": side.sector,
    }


def _geo(c: Coded) -> dict[str, Any]:
    """Where it happened. Countries are ISO 3166 alpha-2, not FIPS: docs/export.md."""
    if c.place is None:
        return {}
    entity = actor_index.load().entity(c.place.id)
    codes = entity.codes if entity else {}
    town = c.place.id.startswith("place/")
    return {
        "ActionGeo_Type": 4 if town else 1,
        "ActionGeo_FullName": next(iter(c.place.names.get("en", ())), ""),
        "ActionGeo_CountryCode": codes.get("iso2"),
        "ActionGeo_Lat": codes.get("lat"),
        "ActionGeo_Long": codes.get("lon"),
        "ActionGeo_FeatureID": c.place.id.partition("/")[2] if town else "",
    }


def mention_rows(record: Record) -> Iterator[dict[str, Any]]:
    """One row a telling. Offsets are code points of the text as published; GDELT's count in a machine translation."""
    for number, c, day in coded_events(record):
        for telling in c.event.tellings:
            text = record.document(telling.evidence.document_id)
            assert text is not None
            yield {
                "GLOBALEVENTID": number,
                "EventTimeDate": day + "000000",
                "MentionTimeDate": added(telling.published_at),
                "MentionType": 1,
                "MentionSourceName": telling.publisher,
                "MentionIdentifier": telling.url or telling.evidence.document_id,
                "SentenceID": 1 + text.text.count("\n", 0, telling.evidence.start),
                "ActionCharOffset": telling.evidence.start,
                "InRawText": 1,
                "Confidence": 100,
                "MentionDocLen": len(text.text),
                "Extras": telling.id,
            }
