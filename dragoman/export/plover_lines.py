"""The record as PLOVER JSON Lines: each text is read again, since a record keeps no affairs at home."""

from __future__ import annotations

from typing import TextIO

from dragoman.export import plover
from dragoman.record.read import Record
from dragoman.report import read_document


def export(record: Record, out: TextIO) -> int:
    """A line for every report that is no reprint and no older version of a page; how many there were."""
    n = 0
    newer = {row[0] for row in record.sql("SELECT revision_of FROM documents WHERE revision_of IS NOT NULL")}
    old = {row["key"] for row in record.sql("SELECT id, key FROM documents") if row["id"] in newer}
    for document in record.documents():
        if document.reprint_of is None and document.id not in old:
            out.write(plover.encode(read_document(document, coded=True)).decode() + "\n")
            n += 1
    return n
