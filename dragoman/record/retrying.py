"""The pages that could not be read, to be tried again: as they came in, or from where they came."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path

import msgspec

from dragoman.model import Problem
from dragoman.reading import sources
from dragoman.reading.raw import RawPage, origin
from dragoman.record.read import Record


def failed_pages(record: Path, fetch: sources.Fetch | None = None) -> Iterator[RawPage | Problem]:
    """Each page that failed. One that was kept is given as it came in; the others are taken from their file again.

    fetch: asks the web again; without it addresses are left out.
    """
    with Record(record) as opened:
        rows = list(opened.sql("SELECT name, raw FROM problems WHERE document IS NULL ORDER BY id"))
    taken: set[str] = set()
    for row in rows:
        if row["raw"] is not None:
            yield msgspec.msgpack.decode(zlib.decompress(row["raw"]), type=RawPage)
            continue
        path = origin(row["name"])
        if path not in taken and path != "-" and (fetch or not sources.is_address(path)):
            taken.add(path)
            yield from sources.pages([path], fetch=fetch)
