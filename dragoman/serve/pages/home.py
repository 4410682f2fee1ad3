"""The first page: what is new, what is ahead, what the record holds."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime
from itertools import islice

from dragoman.record.lines import Line, line
from dragoman.record.overview import planned as ahead
from dragoman.serve.pages.listing import items, lines_of
from dragoman.serve.view import Shown, View

NEW = 12
AHEAD = 60


def page(view: View) -> Shown:
    """The newest statements and events, and the next days of the diary."""
    said = items(view, islice(view.finder.hits(view.finder.search("").narrowed('"kind-s"')), NEW))
    done = items(view, islice(view.finder.hits(view.finder.search("").narrowed('"kind-e"')), NEW))
    diary, _ = _diary(view, 12)
    data = {"statements": said, "events": done, "diary": diary, "counts": _counts(view)}
    return Shown("home.html", "dragoman", data, lines_of([*said, *done]))


def planned(view: View) -> Shown:
    """The diary: what is announced and still to come, by day and city."""
    diary, found = _diary(view, AHEAD)
    after = view.asked.get("after") or _today()
    return Shown("planned.html", view.t("planned"), {"diary": diary, "after": after}, tuple(found))


def _today() -> str:
    return datetime.now(UTC).date().isoformat()


def _diary(view: View, most: int) -> tuple[list[tuple[str | None, list[Line]]], list[Line]]:
    """Days with their plans in order of place; those without a day last."""
    after = view.asked.get("after") or _today()
    found = [line(view.record, hit, view.language) for hit in islice(ahead(view.record, after), most)]
    days: dict[str | None, list[Line]] = defaultdict(list)
    for made in found:
        days[made.date if made.dated == "event" else None].append(made)
    ordered = sorted(days.items(), key=lambda day: (day[0] is None, day[0] or ""))
    return [(day, sorted(plans, key=lambda x: x.place or "~")) for day, plans in ordered], found


def _counts(view: View) -> dict[str, int]:
    """How much there is, from the largest ids where counting would read the whole table."""
    return {
        name: next(view.record.sql(f"SELECT coalesce(max(rowid), 0) FROM {name}"))[0]
        for name in ("documents", "actors", "problems")
    }
