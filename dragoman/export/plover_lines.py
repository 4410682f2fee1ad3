"""The record as PLOVER JSON Lines: the view of each report, with the days and reports of the joined events."""

from __future__ import annotations

from typing import TextIO

from dragoman.export import plover
from dragoman.record.read import Record


def export(record: Record, out: TextIO) -> int:
    """A line for every report that is no reprint and no older version of a page; how many there were."""
    n = 0
    newer = {row[0] for row in record.sql("SELECT revision_of FROM documents WHERE revision_of IS NOT NULL")}
    old = {row["key"] for row in record.sql("SELECT id, key FROM documents") if row["id"] in newer}
    for report in record.reports():
        if report.document.reprint_of is None and report.document.id not in old:
            out.write(plover.encode(report).decode() + "\n")
            n += 1
    return n
