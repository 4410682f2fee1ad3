"""Visits and meetings as a table that merges with hand-coded sets of diplomatic travel (docs/export.md)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TextIO

from dragoman.export.files import write_csv
from dragoman.export.sides import Coded, Side, events, join
from dragoman.record.read import Record

COLUMNS = (
    "id", "visitor", "visitor_state", "visitor_rank", "host", "host_state", "host_rank", "place", "start", "end",
    "precision", "purpose", "status", "reports", "independent_reports", "sources",
)  # fmt: skip
PRECISION = {4: "year", 7: "month", 8: "week", 10: "day"}


def export(record: Record, out: TextIO) -> int:
    """Writes the table as CSV; how many rows there were."""
    return write_csv(out, COLUMNS, (tuple(row.get(column) for column in COLUMNS) for row in rows(record)))


def rows(record: Record) -> Iterator[dict[str, Any]]:
    """One row a visit: held, planned, cancelled or denied, as its status says."""
    for coded in events(record):
        if coded.event.mode == "visit":
            yield row(coded)


def row(c: Coded) -> dict[str, Any]:
    visitors, hosts = c.of("actor"), c.of("recipient")
    day = c.event.date or ""
    return {
        "id": c.event.id,
        "visitor": join(s.name for s in visitors),
        "visitor_state": join(s.country for s in visitors),
        "visitor_rank": join(_rank(s) for s in visitors),
        "host": join(s.name for s in hosts),
        "host_state": join(s.country for s in hosts),
        "host_rank": join(_rank(s) for s in hosts),
        "place": next(iter(c.place.names.get("en", ())), None) if c.place else c.event.place_words,
        "start": day or None,
        "end": day or None,
        "precision": PRECISION.get(len(day), "unknown"),
        "purpose": c.event.object,
        "status": c.event.status,
        "reports": c.event.reports,
        "independent_reports": c.event.independent,
        "sources": join(t.url or t.evidence.document_id for t in c.event.tellings),
    }


def _rank(side: Side) -> str:
    """The office, or the kind for a state or body."""
    return side.office or side.key.partition("/")[0]
