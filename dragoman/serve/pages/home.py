"""The first page: what is new, what is ahead, what the record holds; and the diary, with what became of plans."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any

from dragoman.record.find import Hit
from dragoman.record.lines import Line, line, name_of
from dragoman.record.overview import planned as ahead
from dragoman.serve.counts import Counts, asdict, counts
from dragoman.serve.pages.listing import NAMED, Choice, Item, asked_for, items, lines_of, newest
from dragoman.serve.plans import Course, course_of
from dragoman.serve.readers import Readers
from dragoman.serve.spans import day_of
from dragoman.serve.view import Shown, View, address

NEW = 10
NEXT = 12
"""Plans shown on the first page."""
AHEAD = 60
PAST = 30
BACK = 400
"""Newest tellings of plans that are looked at for what became of them."""


def page(view: View) -> Shown:
    """The newest statements and events, the next days of the diary, and the whole record by numbers."""
    said, done, diary = view.kept.get(("home", view.language, _today()), lambda: _newest(view.anew()))
    found = counted(view.readers)
    data = {
        "statements": said,
        "events": done,
        "diary": diary,
        "counts": asdict(found),
        "choices": {name: _choices(view, name, held) for name, held in found.by.items() if held},
    }
    return Shown("home.html", view.t("home"), data, lines_of([*said, *done]))


def _newest(view: View) -> tuple[list[Item], list[Item], list[dict[str, Any]]]:
    """What is new and what is next."""
    said, done = (items(view, newest(view, kind, NEW)) for kind in ("s", "e"))
    return said, done, _diary(view, _today(), NEXT)[0]


def counted(readers: Readers) -> Counts:
    """The record in numbers, kept."""
    return readers.kept.get("counts", lambda: counts(readers.finder().record))


def _choices(view: View, name: str, held: list[tuple[str, int]]) -> list[Choice]:
    """Values with their counts and the searches that they open."""
    out = []
    for value, count in held:
        table = NAMED.get(name)
        label = view.named(table, value) if table else value
        if name == "actor":
            label = name_of(view.record, value, view.language) or value
        out.append(Choice(value, label, count, address("/find", q=asked_for(name, value))))
    return out


def planned(view: View) -> Shown:
    """The diary from a day on (`?after=`): what is announced by day and city; and what became of earlier plans."""
    after = day_of(view.asked.get("after")) or _today()
    diary, found = view.kept.get(("diary", after, view.language), lambda: _diary(view.anew(), after, AHEAD))
    past = view.kept.get(("past", view.language), lambda: _past(view.anew()))
    data = {"diary": diary, "after": after, "past": past, "most": AHEAD if len(found) == AHEAD else 0}
    return Shown("planned.html", view.t("planned"), data, tuple(found))


def _today() -> str:
    return datetime.now(UTC).date().isoformat()


def _diary(view: View, after: str, most: int) -> tuple[list[dict[str, Any]], list[Line]]:
    """Days with their plans by place; those without a day last."""
    found = [line(view.record, hit, view.language) for hit in islice(ahead(view.record, after), most)]
    days: dict[str | None, dict[str | None, list[Line]]] = defaultdict(lambda: defaultdict(list))
    for made in found:
        days[made.date if made.dated == "event" else None][made.place].append(made)
    ordered = sorted(days.items(), key=lambda day: (day[0] is None, day[0] or ""))
    return [
        {"day": day, "places": sorted(places.items(), key=lambda place: (place[0] is None, place[0] or ""))}
        for day, places in ordered
    ], found


def _past(view: View) -> list[Course]:
    """Contacts that were announced for a day that is over, or that are no plans any more, the newest first."""
    query = """SELECT DISTINCT coalesce(t.event, t.id) AS id FROM (SELECT rowid FROM words WHERE words MATCH
    '"status-planned"' ORDER BY rowid DESC LIMIT ?) w CROSS JOIN event_mentions t ON t.id = w.rowid"""
    over = (date.fromisoformat(_today()) - timedelta(1)).isoformat()
    out = []
    for row in list(view.record.sql(query, (BACK,))):
        state = next(view.record.sql("SELECT date, status, verdict FROM events WHERE id = ?", (row["id"],)), None)
        if state is None or state["verdict"] == "reject":
            continue
        open_still = state["status"] in ("planned", "possible") and not (state["date"] and state["date"] <= over)
        if open_still and not _followed(view, row["id"]):
            continue
        out.append(course_of(view, Hit(row["id"], "e", row["id"])))
        if len(out) == PAST:
            break
    return out


def _followed(view: View, number: int) -> bool:
    return next(view.record.sql("SELECT 1 FROM events WHERE follows = ?", (number,)), None) is not None
