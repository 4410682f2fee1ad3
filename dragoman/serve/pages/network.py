"""Who deals with whom: actors as points, dealings between them as lines; the same as a table."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import combinations
from typing import Any

from dragoman.record.lines import name_of
from dragoman.serve.pages.timeline import days
from dragoman.serve.view import Shown, View

READ = 20_000
"""Events looked at, the newest."""
LINKS = 120
"""Lines drawn, the thickest; what is left out is counted."""
WIDEST = 8
"""Participants of an event that are linked each with each; a summit of thirty would link everybody."""


def page(view: View) -> Shown:
    """`?q=` a query, `&since=`, `&until=` the days on which events fall."""
    query = view.asked.get("q", "")
    since, until = days(view.asked.get("since")), days(view.asked.get("until"))
    weights, first, last = links(view, query, since[0] if since else None, until[1] if until else None)
    kept = weights.most_common(LINKS)
    ids = dict.fromkeys(n for pair, _ in kept for n in pair)
    key_of = view.record.pages.actor_key
    nodes = [{"id": key_of(n), "name": name_of(view.record, key_of(n), view.language)} for n in ids]
    names = {n: node["name"] for n, node in zip(ids, nodes, strict=True)}
    edges = [{"source": key_of(a), "target": key_of(b), "count": n, "a": names[a], "b": names[b]} for (a, b), n in kept]
    data: dict[str, Any] = {
        "query": query,
        "since": view.asked.get("since", ""),
        "until": view.asked.get("until", ""),
        "first": first,
        "last": last,
        "nodes": nodes,
        "edges": edges,
        "left_out": len(weights) - len(kept),
    }
    return Shown("network.html", view.t("network"), data, tuple(edges))


def links(
    view: View, query: str, since: date | None, until: date | None
) -> tuple[Counter[tuple[int, int]], str | None, str | None]:
    """Pairs of actors with the number of their dealings, and the first and last day of these."""
    search = view.finder.search(query)
    sql = """SELECT e.id, e.date, group_concat(p.actor) AS actors FROM (
        SELECT rowid FROM words WHERE words MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid DESC LIMIT ?) w
    JOIN events e ON e.id = w.rowid JOIN event_participants p ON p.event = e.id
    WHERE e.verdict IS NOT 'reject' AND e.status <> 'denied' GROUP BY e.id"""
    rows = view.record.sql(sql, (f'({search.match}) AND "kind-e"', search.first, search.last, READ))
    weights: Counter[tuple[int, int]] = Counter()
    seen: list[str] = []
    for row in rows:
        span = days(row["date"])
        if (since or until) and span is None:
            continue
        if span is not None:
            if (since and span[1] < since) or (until and span[0] > until):
                continue
            seen += [span[0].isoformat(), span[1].isoformat()]
        actors = sorted({int(n) for n in row["actors"].split(",")})
        if len(actors) <= WIDEST:
            weights.update(combinations(actors, 2))
    return weights, min(seen, default=None), max(seen, default=None)
