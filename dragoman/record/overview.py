"""What a record holds, in numbers; what two actors had to do with each other; what is announced and still to come."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dragoman.errors import QueryError
from dragoman.record.find import Finder, Hit
from dragoman.record.read import Record

TOP = 10
"""Actors and publishers listed in `stats`."""


def stats(record: Record) -> dict[str, Any]:
    """Counts of documents, statements, events, actors, problems, and the commonest of each kind."""

    def table(query: str) -> dict[str, int]:
        return {str(row[0] if row[0] is not None else "unknown"): row[1] for row in record.sql(query)}

    def one(query: str) -> Any:
        return next(record.sql(query))[0]

    return {
        "documents": one("SELECT count(*) FROM documents"),
        "revisions": one("SELECT count(*) FROM documents WHERE revision_of IS NOT NULL"),
        "reprints": one("SELECT count(*) FROM documents WHERE reprint_of IS NOT NULL"),
        "first": one("SELECT min(published_at) FROM documents"),
        "last": one("SELECT max(published_at) FROM documents"),
        "languages": table("SELECT language, count(*) FROM documents GROUP BY 1 ORDER BY 2 DESC, 1"),
        "publishers": table(
            f"""SELECT p.name, count(*) FROM documents d LEFT JOIN publishers p ON p.id = d.publisher
            GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {TOP}"""
        ),
        "statements": one("SELECT count(*) FROM statements"),
        "acts": table("SELECT act, count(*) FROM statements GROUP BY 1 ORDER BY 2 DESC, 1"),
        "speakers": table(
            f"""SELECT a.key, count(*) FROM statements s JOIN actors a ON a.id = s.speaker
            GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {TOP}"""
        ),
        "events": one("SELECT count(*) FROM events"),
        "modes": table("SELECT mode, count(*) FROM events GROUP BY 1 ORDER BY 2 DESC, 1"),
        "statuses": table("SELECT status, count(*) FROM events GROUP BY 1 ORDER BY 2 DESC, 1"),
        "positions": one("SELECT count(*) FROM positions"),
        "actors": one("SELECT count(*) FROM actors"),
        "candidates": one(
            """SELECT count(*) FROM actors WHERE provisional = 1 AND documents < 2 AND merged_into IS NULL
            AND verdict IS NOT 'accept'"""
        ),
        "problems": one("SELECT count(*) FROM problems"),
        "judgements": one("SELECT count(*) FROM judgements"),
    }


def between(finder: Finder, one: str, other: str) -> Iterator[Hit]:
    """Dealings in which both take part, and what either says to or of the other; newest first.

    one, other: names, ids or country codes; for a state all that act for it. Errors: `QueryError`.
    """
    sides = []
    for value in (one, other):
        found = finder.names.meant(value, finder.other_script)
        if not found:
            raise QueryError(f"nobody in this record is called {value!r}; try a family name, an id or a country code")
        sides.append(found)
    a, b = sides

    def facets(role: str, numbers: list[int]) -> str:
        return "(" + " OR ".join(f'"{role}-{n}"' for n in numbers) + ")"

    def told(x: list[int], y: list[int]) -> str:
        return f"({facets('by', x)} AND ({facets('to', y)} OR {facets('ab', y)}))"

    match = f"({facets('in', a)} AND {facets('in', b)}) OR {told(a, b)} OR {told(b, a)}"
    yield from finder.hits(finder.search("").narrowed(match))


def planned(record: Record, after: str) -> Iterator[Hit]:
    """Events announced for the day `after` (ISO) or later, the nearest first; then those without a known day.

    One that another event follows (held, called off, moved) is still to come no more.
    """
    # both conditions on the status: the first is that of the index, which SQLite does not work out from the second
    open_ones = """status IN ('planned', 'cancelled') AND status = 'planned' AND verdict IS NOT 'reject'
    AND NOT EXISTS (SELECT 1 FROM events later WHERE later.follows = events.id)"""
    dated = f"SELECT id FROM events WHERE {open_ones} AND date IS NOT NULL AND date >= ? ORDER BY date, id"
    for row in record.sql(dated, (after,)):
        yield Hit(row["id"], "e", row["id"])
    undated = f"SELECT id FROM events WHERE {open_ones} AND date IS NULL ORDER BY id DESC"
    for row in record.sql(undated):
        yield Hit(row["id"], "e", row["id"])
