"""What waits for a person: the least sure facts, candidates, tellings that contradict each other; what went wrong."""

from __future__ import annotations

from typing import Any

import msgspec

from dragoman.record.find import Hit
from dragoman.record.lines import line, shown
from dragoman.serve.view import Shown, View

MOST = 40


def page(view: View) -> Shown:
    """The queue: nothing stays in it that has a verdict."""
    unsure = _lines(
        view,
        """SELECT s.id FROM statements s JOIN attributions a ON a.id = s.id
        WHERE s.verdict IS NULL AND (a.confidence IS NOT NULL OR s.speaker IS NULL) AND a.type <> 'direct'
        ORDER BY coalesce(a.confidence, 0.5), s.id DESC LIMIT ?""",
        "s",
    )
    torn = _lines(
        view,
        """SELECT e.id FROM events e JOIN event_mentions m ON m.event = e.id
        WHERE e.verdict IS NULL AND m.status <> e.status AND m.status IN ('denied', 'cancelled')
        GROUP BY e.id ORDER BY e.id DESC LIMIT ?""",
        "e",
    )
    data: dict[str, Any] = {"unsure": unsure, "conflicts": torn, "candidates": _candidates(view)}
    return Shown("review.html", view.t("review"), data, tuple(unsure + torn))


def _lines(view: View, query: str, kind: str) -> list[Any]:
    ids = [row[0] for row in view.record.sql(query, (MOST,))]
    return [line(view.record, Hit(n, kind, n), view.language) for n in ids]


def _candidates(view: View) -> list[dict[str, Any]]:
    """Actors made from the text of one report, the newest first."""
    query = """SELECT key FROM actors WHERE provisional = 1 AND documents < 2 AND verdict IS NULL
    AND merged_into IS NULL     AND kind IN ('person', 'organ', 'organization') ORDER BY id DESC LIMIT ?"""
    found = [view.record.actor(row["key"]) for row in view.record.sql(query, (MOST,))]
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
