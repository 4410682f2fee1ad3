"""What waits for a person: the least sure facts, candidates, tellings that contradict each other; what went wrong."""

from __future__ import annotations

from typing import Any

import msgspec

from dragoman.record.find import Hit
from dragoman.record.lines import shown
from dragoman.serve.pages.listing import Item, items, lines_of
from dragoman.serve.view import Shown, View

MOST = 20
LOOKED_AT = 20_000
"""Newest statements and tellings of events among which is looked; the queue goes back as it empties."""
UNSURE = """SELECT s.id FROM (SELECT id, speaker FROM statements WHERE verdict IS NULL ORDER BY id DESC LIMIT ?) s
JOIN attributions a ON a.id = s.id WHERE (a.confidence IS NOT NULL OR s.speaker IS NULL) AND a.type <> 'direct'
ORDER BY coalesce(a.confidence, 0.5), s.id DESC LIMIT ?"""
TORN = """SELECT DISTINCT e.id FROM (SELECT id, event, status, date FROM event_mentions WHERE event IS NOT NULL
ORDER BY id DESC LIMIT ?) m JOIN events e ON e.id = m.event WHERE e.verdict IS NULL
AND ((m.status <> e.status AND m.status IN ('denied', 'cancelled'))
  OR (length(m.date) = 10 AND length(e.date) = 10 AND m.date <> e.date)) ORDER BY e.id DESC LIMIT ?"""
CANDIDATES = """SELECT key FROM actors WHERE provisional = 1 AND documents < 2 AND verdict IS NULL
AND merged_into IS NULL AND kind IN ('person', 'organ', 'organization') ORDER BY id DESC LIMIT ?"""


def page(view: View) -> Shown:
    """The queue: nothing stays in it that has a verdict."""
    unsure, torn = _found(view, UNSURE, "s"), _found(view, TORN, "e")
    data: dict[str, Any] = {
        "unsure": unsure,
        "conflicts": torn,
        "candidates": _candidates(view),
        "looked_at": LOOKED_AT,
    }
    return Shown("review.html", view.t("review"), data, lines_of([*unsure, *torn]))


def _found(view: View, query: str, kind: str) -> list[Item]:
    """The facts of a query, with their words."""

    def found() -> list[Item]:
        own = view.anew()
        return items(own, [Hit(row[0], kind, row[0]) for row in list(own.record.sql(query, (LOOKED_AT, MOST)))])

    return view.kept.get(("review", kind, view.language), found)


def _candidates(view: View) -> list[dict[str, Any]]:
    """Actors made from the text of one report, the newest first."""
    found = [view.record.actor(row["key"]) for row in list(view.record.sql(CANDIDATES, (MOST,)))]
    return [
        {"key": a.actor.id, "name": shown(a.actor, view.language), "kind": a.actor.kind, "office": a.actor.office}
        for a in found
        if a is not None
    ]


def problems(view: View) -> Shown:
    """Pages that could not be read, and why."""
    rows = view.record.sql(
        """SELECT p.id, p.name, d.key AS document, p.stage, p.message FROM problems p
        LEFT JOIN documents d ON d.id = p.document ORDER BY p.id DESC LIMIT 200"""
    )
    found = [dict(row) for row in rows]
    return Shown("problems.html", view.t("problems"), {"problems": msgspec.to_builtins(found)}, tuple(found))
