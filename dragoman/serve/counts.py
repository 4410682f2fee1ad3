"""What the whole record holds, in numbers."""

from __future__ import annotations

from collections import Counter
from typing import Any

import msgspec

from dragoman.record import keys
from dragoman.record.read import Record

TOP = 8
MONTHS = 12


class Counts(msgspec.Struct, frozen=True):
    """reports: all that were read; independent: without reprints and changed versions of the same page. by: facts, for
    outlets, languages and months reports, by value, the commonest first; months by time.
    """

    reports: int
    independent: int
    statements: int
    events: int
    actors: int
    problems: int
    by: dict[str, list[tuple[str, int]]]


def counts(record: Record) -> Counts:
    """Everything counted: about a second for a million statements."""
    acts: Counter[str] = Counter()
    modes: Counter[str] = Counter()
    types: Counter[str] = Counter()
    statuses: Counter[str] = Counter()
    for row in record.sql("SELECT act, count(*) AS n FROM statements WHERE verdict IS NOT 'reject' GROUP BY act"):
        acts[row["act"]] += row["n"]
    happened = """SELECT e.mode, k.type, e.status, e.n FROM (SELECT mode, status, count(*) AS n FROM events
    WHERE verdict IS NOT 'reject' GROUP BY mode, status) e JOIN modes k ON k.mode = e.mode"""
    for row in record.sql(happened):
        modes[row["mode"]] += row["n"]
        types[row["type"].lower()] += row["n"]
        statuses[row["status"]] += row["n"]
    reports, independent, by_outlet, languages = _documents(record)
    actors = record.sql("SELECT key, documents FROM actors WHERE merged_into IS NULL ORDER BY documents DESC LIMIT ?",
                        (TOP,))  # fmt: skip
    return Counts(
        reports=reports,
        independent=independent,
        statements=sum(acts.values()),
        events=sum(modes.values()),
        actors=_one(record, "SELECT count(*) FROM actors"),
        problems=_one(record, "SELECT count(*) FROM problems"),
        by={
            "act": acts.most_common(),
            "mode": modes.most_common(TOP + 4),
            "type": types.most_common(TOP),
            "status": statuses.most_common(),
            "actor": [(row["key"], row["documents"]) for row in actors],
            "publisher": by_outlet.most_common(TOP),
            "lang": languages.most_common(TOP),
            "month": _months(record),
        },
    )


def _documents(record: Record) -> tuple[int, int, Counter[str], Counter[str]]:
    """How many reports, how many of them independent, by outlet and by language."""
    query = """SELECT p.name, d.language, d.n, d.own FROM (SELECT publisher, language, count(*) AS n,
    sum(reprint_of IS NULL AND revision_of IS NULL) AS own FROM documents GROUP BY publisher, language) d
    LEFT JOIN publishers p ON p.id = d.publisher"""
    reports = independent = 0
    outlets: Counter[str] = Counter()
    languages: Counter[str] = Counter()
    for row in record.sql(query):
        reports, independent = reports + row["n"], independent + row["own"]
        if row["name"]:
            outlets[row["name"]] += row["n"]
        if row["language"]:
            languages[row["language"]] += row["n"]
    return reports, independent, outlets, languages


def _months(record: Record) -> list[tuple[str, int]]:
    """Reports by month of publication, the last months first."""
    months: Counter[str] = Counter()
    for row in record.sql("SELECT day, count(*) AS n FROM documents WHERE day > 0 GROUP BY day"):
        months[(keys.date_of(row["day"]) or "")[:7]] += row["n"]
    return sorted(months.items(), reverse=True)[:MONTHS]


def _one(record: Record, query: str) -> int:
    return int(next(record.sql(query))[0])


def asdict(found: Counts) -> dict[str, Any]:
    """As a page and JSON show it."""
    return {
        name: getattr(found, name) for name in ("reports", "independent", "statements", "events", "actors", "problems")
    }
