"""Planned contacts as a calendar (iCalendar, RFC 5545), for any calendar program (docs/export.md)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TextIO

from dragoman.export.sides import Coded, events
from dragoman.record.read import Record

LINE = 75
"""Octets of a line; a longer one is folded."""
STATUS = {"planned": "CONFIRMED", "possible": "TENTATIVE", "cancelled": "CANCELLED"}


def export(record: Record, out: TextIO) -> int:
    """Writes all planned, possible and cancelled events with a known day; how many there were."""
    out.write("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//dragoman//planned contacts//EN\r\nCALSCALE:GREGORIAN\r\n")
    n = 0
    for coded in events(record):
        if coded.event.status in STATUS and coded.event.date and len(coded.event.date) == 10:
            out.writelines(folded(line) for line in lines(coded))
            n += 1
    out.write("END:VCALENDAR\r\n")
    return n


def lines(c: Coded) -> Iterator[str]:
    """The lines of one event."""
    day = date.fromisoformat((c.event.date or "")[:10])
    stamp = "".join(x for x in (c.document.published_at or "19700101")[:10] if x.isdigit()).ljust(8, "0")
    yield "BEGIN:VEVENT"
    yield f"UID:{c.event.id}@dragoman"
    yield f"DTSTAMP:{stamp}T000000Z"
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day + timedelta(1):%Y%m%d}"
    yield f"STATUS:{STATUS[c.event.status]}"
    yield "SUMMARY:" + escaped(f"{' – '.join(s.name for s in c.sides)}: {c.event.mode}")
    if c.place or c.event.place_words:
        name = next(iter(c.place.names.get("en", ())), "") if c.place else c.event.place_words or ""
        yield "LOCATION:" + escaped(name)
    told = "; ".join(f"{t.publisher or t.evidence.document_id}: {t.evidence.exact}" for t in c.event.tellings)
    yield "DESCRIPTION:" + escaped(f"{c.event.reports} reports, {c.event.independent} independent. {told}")
    if c.document.url:
        yield "URL:" + c.document.url.replace("\r", "").replace("\n", "")
    yield "END:VEVENT"


def escaped(text: str) -> str:
    """Text as a value: backslash, comma, semicolon and line ends are marked."""
    for mark in "\\;,":
        text = text.replace(mark, "\\" + mark)
    return " ".join(text.split("\r")).replace("\n", "\\n")


def folded(line: str) -> str:
    """A content line in pieces of at most `LINE` octets, none cut inside a character."""
    out, here = list[str](), ""
    for c in line:
        if len((here + c).encode()) > LINE - (1 if out else 0):
            out.append(here)
            here = ""
        here += c
    return "\r\n ".join([*out, here]) + "\r\n"
