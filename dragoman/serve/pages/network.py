"""Who deals with whom: actors as points, dealings between them as lines; the same as a table."""

from __future__ import annotations

from datetime import date
from typing import Any

from dragoman.record.find import EVERYTHING
from dragoman.record.lines import name_of
from dragoman.serve.spans import asked, days
from dragoman.serve.view import Shown, View

READ = 10_000
"""Events looked at, the newest; the page says so when there are more."""
LINKS = 80
"""Lines drawn, the thickest; what is left out is counted."""
WIDEST = 8
"""Participants of an event that are linked each with each; a summit of thirty would link everybody."""
NEWEST = """SELECT id, date FROM events WHERE verdict IS NOT 'reject' AND status <> 'denied' {dated}
ORDER BY id DESC LIMIT ?"""
FOUND = """SELECT e.id, e.date FROM (SELECT rowid FROM words WHERE words MATCH ? AND rowid BETWEEN ? AND ?
ORDER BY rowid DESC) w CROSS JOIN events e ON e.id = w.rowid
WHERE e.verdict IS NOT 'reject' AND e.status <> 'denied' {dated} ORDER BY w.rowid DESC LIMIT ?"""
DATED = "AND date >= ? AND date <= ?"
PAIRS = """WITH e AS MATERIALIZED ({events}) SELECT p.actor AS one, q.actor AS other, count(*) AS n FROM e
JOIN event_participants p ON p.event = e.id JOIN event_participants q ON q.event = e.id AND q.actor > p.actor
WHERE (SELECT count(*) FROM event_participants x WHERE x.event = e.id) <= ? GROUP BY 1, 2 ORDER BY n DESC, 1, 2"""
SPAN = "WITH e AS MATERIALIZED ({events}) SELECT min(date) AS first, max(date) AS last, count(*) AS n FROM e"


def page(view: View) -> Shown:
    """`?q=` a query, `&since=`, `&until=` the days on which events fall."""
    query = view.asked.get("q", "")
    since, until = asked(view.asked.get("since"), view.asked.get("until"))
    found = view.kept.get(("network", query, since, until), lambda: links(view.anew(), query, since, until))
    kept = found["pairs"][:LINKS]
    key_of = view.record.pages.actor_key
    ids = dict.fromkeys(n for one, other, _ in kept for n in (one, other))
    nodes = [{"id": key_of(n), "name": name_of(view.record, key_of(n), view.language)} for n in ids]
    names = {n: node["name"] for n, node in zip(ids, nodes, strict=True)}
    edges = [{"source": key_of(a), "target": key_of(b), "count": n, "a": names[a], "b": names[b]} for a, b, n in kept]
    data: dict[str, Any] = {
        "query": query,
        "since": since.isoformat() if since else "",
        "until": until.isoformat() if until else "",
        "first": found["first"],
        "last": found["last"],
        "nodes": nodes,
        "edges": edges,
        "left_out": len(found["pairs"]) - len(kept),
        "most": READ if found["events"] == READ else 0,
    }
    return Shown("network.html", view.t("network"), data, tuple(edges))


def links(view: View, query: str, since: date | None, until: date | None) -> dict[str, Any]:
    """Pairs of actors with the number of their dealings, the most first; the days of all dealings of the query."""
    search = view.finder.search(query)
    whole = search.match == EVERYTHING and not search.first
    source = NEWEST if whole else FOUND
    values = () if whole else (f'({search.match}) AND "kind-e"', search.first, search.last)
    dated = () if since is None and until is None else ((since or date.min).isoformat(), f"{until or date.max}~")
    events = source.format(dated=DATED if dated else "")
    pairs = view.record.sql(PAIRS.format(events=events), (*values, *dated, READ, WIDEST))
    span = next(view.record.sql(SPAN.format(events=source.format(dated="")), (*values, READ)))
    first, last = days(span["first"]), days(span["last"])
    return {
        "pairs": [(row["one"], row["other"], row["n"]) for row in pairs],
        "first": first[0].isoformat() if first else None,
        "last": last[1].isoformat() if last else None,
        "events": span["n"],
    }
