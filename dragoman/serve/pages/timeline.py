"""Events over time: drawn as a strip, dense spans as one bar that opens when it is chosen, and listed below."""

from __future__ import annotations

import calendar
import re
from collections import defaultdict
from datetime import date, timedelta
from typing import Any

import msgspec

from dragoman.record.find import Hit
from dragoman.serve.pages.listing import items, lines_of
from dragoman.serve.view import Shown, View, address

WEEK, QUARTER = re.compile(r"(\d{4})-W(\d{2})"), re.compile(r"(\d{4})-Q([1-4])")
READ = 100_000
"""Events laid out, the newest."""
SINGLE = 40
"""Events up to which each is drawn by itself."""
BINS = 60
WIDE, HIGH, LANE = 960, 150, 50
"""Size of the strip, in its own units."""
LISTED = 100
PLANNED = ("planned", "possible")


class Dot(msgspec.Struct, frozen=True):
    """One event in the strip: a point, or a range where the day is not told. lane: 0 held, 1 planned."""

    key: str
    x: float
    wide: float
    lane: int
    y: float
    title: str


class Bar(msgspec.Struct, frozen=True):
    """A dense span: how many were held and planned in it, and where it opens."""

    x: float
    wide: float
    held: float
    planned: float
    count: int
    title: str
    address: str


def page(view: View) -> Shown:
    """`?q=` a query, `&since=` and `&until=` a span of the days on which events fall."""
    query = view.asked.get("q", "")
    events = found(view, query)
    dated = [e for e in events if e[1] is not None]
    since, until = span_of(view, [e[1] for e in dated if e[1]])
    inside = [e for e in dated if e[1] and e[1][0] <= until and e[1][1] >= since]
    data: dict[str, Any] = {
        "query": query,
        "since": since.isoformat(),
        "until": until.isoformat(),
        "count": len(inside),
        "undated": len(events) - len(dated),
        "wide": WIDE,
        "high": HIGH,
        "ticks": ticks(since, until),
        "dots": dots(inside, since, until) if len(inside) <= SINGLE else [],
        "bars": bars(inside, since, until, query) if len(inside) > SINGLE else [],
        "wider": address("/timeline", q=query),
    }
    shown = items(view, [Hit(n, "e", n) for n, *_ in inside[-LISTED:]])
    data["items"] = shown
    data["left"] = max(0, len(inside) - LISTED)
    return Shown("timeline.html", view.t("timeline"), data, lines_of(shown))


Found = tuple[int, tuple[date, date] | None, str, str]
"""Row id, first and last day, status, mode."""


def found(view: View, query: str) -> list[Found]:
    """Events of a query in the order of the days on which they fall."""
    search = view.finder.search(query)
    sql = """SELECT e.id, e.date, e.status, e.mode FROM words w JOIN events e ON e.id = w.rowid
    WHERE w.words MATCH ? AND w.rowid BETWEEN ? AND ? AND e.verdict IS NOT 'reject' ORDER BY w.rowid DESC LIMIT ?"""
    match = f'({search.match}) AND "kind-e"'
    rows = view.record.sql(sql, (match, search.first, search.last, READ))
    out = [(row["id"], days(row["date"]), row["status"], row["mode"]) for row in rows]
    return sorted(out, key=lambda e: (e[1] or (date.max, date.max), e[0]))


def days(value: str | None) -> tuple[date, date] | None:
    """The first and last day that an ISO date allows: a day, week, month, quarter or year; None for anything else."""
    if not value:
        return None
    try:
        week = WEEK.fullmatch(value)
        if week:
            first = date.fromisocalendar(int(week[1]), int(week[2]), 1)
            return first, first + timedelta(6)
        if len(value) >= 10:
            day = date.fromisoformat(value[:10])
            return day, day
        if len(value) == 7 and value[5:].isdigit():
            year, month = int(value[:4]), int(value[5:7])
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        quarter = QUARTER.fullmatch(value)
        if quarter:
            year, month = int(quarter[1]), 3 * int(quarter[2])
            return date(year, month - 2, 1), date(year, month, calendar.monthrange(year, month)[1])
        return date(int(value[:4]), 1, 1), date(int(value[:4]), 12, 31)
    except ValueError:
        return None


def span_of(view: View, spans: list[tuple[date, date]]) -> tuple[date, date]:
    """The days shown: those asked for, else all that there are."""
    first = days(view.asked.get("since"))
    last = days(view.asked.get("until"))
    since = first[0] if first else min((s for s, _ in spans), default=date.today())
    until = last[1] if last else max((e for _, e in spans), default=since)
    return (since, until) if since <= until else (until, since)


def at(day: date, since: date, until: date) -> float:
    """Where a day lies in the strip."""
    return round(WIDE * (day - since).days / max(1, (until - since).days + 1), 2)


def dots(events: list[Found], since: date, until: date) -> list[Dot]:
    """Each event by itself; those of one day above each other."""
    rows: dict[tuple[int, float], int] = defaultdict(int)
    out = []
    for n, span, status, mode in events:
        assert span is not None
        lane = int(status in PLANNED)
        x = at(max(span[0], since), since, until)
        wide = at(min(span[1], until) + timedelta(1), since, until) - x if span[0] != span[1] else 0
        level = rows[lane, round(x / 8)] % 5
        rows[lane, round(x / 8)] += 1
        title = f"{span[0].isoformat()}{'' if span[0] == span[1] else ' – ' + span[1].isoformat()} {mode} {status}"
        out.append(Dot(str(n), x, round(wide, 2), lane, 8.0 * level, title))
    return out


def bars(events: list[Found], since: date, until: date, query: str) -> list[Bar]:
    """Equal spans with their counts; a span opens as a strip of its own."""
    length = max(1, -(-((until - since).days + 1) // BINS))
    held, ahead = defaultdict[int, int](int), defaultdict[int, int](int)
    for _, span, status, _ in events:
        assert span is not None
        k = (max(span[0], since) - since).days // length
        (ahead if status in PLANNED else held)[k] += 1
    top = max([*held.values(), *ahead.values()], default=1)
    out = []
    for k in sorted(held.keys() | ahead.keys()):
        first = since + timedelta(k * length)
        last = min(until, first + timedelta(length - 1))
        count = held[k] + ahead[k]
        x = at(first, since, until)
        out.append(
            Bar(
                x,
                round(max(2.0, at(last + timedelta(1), since, until) - x - 1), 2),
                round(LANE * held[k] / top, 2),
                round(LANE * ahead[k] / top, 2),
                count,
                f"{first.isoformat()} – {last.isoformat()}: {count}",
                address("/timeline", q=query, since=first.isoformat(), until=last.isoformat()),
            )
        )
    return out


def ticks(since: date, until: date) -> list[dict[str, Any]]:
    """Some six days along the strip with their names."""
    whole = (until - since).days
    step = max(1, whole // 6)
    picked = [since + timedelta(k) for k in range(0, whole + 1, step)][:8]
    return [{"x": at(day, since, until), "label": day.isoformat()} for day in picked]
