"""Events over time: drawn as a strip, dense spans as one bar that opens when it is chosen, and listed below.

The events of a query are laid out once as columns of numbers and kept (`laid`), so that opening a span costs nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from dragoman.record.find import Hit
from dragoman.serve.pages.laid import READ, Laid, lay
from dragoman.serve.pages.listing import Item, items, lines_of
from dragoman.serve.spans import Days, asked
from dragoman.serve.view import Shown, View, address

SINGLE = 40
"""Events up to which each is drawn by itself."""
BINS = 60
WIDE, HIGH, LANE = 960, 178, 50
"""Size of the strip, in its own units."""
LISTED = 60
ROUGH, LEVELS = 24, 3
"""Roughly dated spans that are drawn in a dense strip, and lines that they are drawn on."""
APART = 20
"""One event in so many may lie far from the rest and is not shown at first: a year of long ago would squeeze it."""


class Dot(msgspec.Struct, frozen=True):
    """One event in the strip: a point, or a range where the day is not told. lane: 0 held, 1 planned; y: level."""

    key: str
    x: float
    wide: float
    lane: int
    level: int
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


class Rough(msgspec.Struct, frozen=True):
    """Events of which only a month, a quarter or a year is told, in a dense strip."""

    x: float
    wide: float
    level: int
    count: int
    title: str
    address: str


def page(view: View) -> Shown:
    """`?q=` a query, `&since=` and `&until=` a span of the days on which events fall; `&span=all` shows every day."""
    query = view.asked.get("q", "")
    search = view.finder.search(query)
    laid = view.kept.get(("timeline", query.strip()), lambda: lay(view.readers, search))
    since, until = span_of(view, laid)
    inside = np.flatnonzero((laid.first <= until.toordinal()) & (laid.last >= since.toordinal()))
    shown = listed(view, laid, inside)
    single = len(inside) <= SINGLE
    data: dict[str, Any] = {
        "query": query,
        "since": since.isoformat(),
        "until": until.isoformat(),
        "count": len(inside),
        "undated": laid.undated,
        "outside": len(laid.ids) - len(inside),
        "read": READ if laid.left else 0,
        "wide": WIDE,
        "high": HIGH,
        "ticks": ticks(since, until),
        "dots": dots(laid, inside, shown, since, until) if single else [],
        "bars": [] if single else bars(laid, inside, since, until, query),
        "rough": [] if single else rough(laid, inside, since, until, query),
        "steps": steps(query, since, until),
        "items": shown,
        "left": max(0, len(inside) - len(shown)),
    }
    return Shown("timeline.html", view.t("timeline"), data, lines_of(shown))


def span_of(view: View, laid: Laid) -> Days:
    """The days shown: those asked for, else those in which nearly all events lie."""
    since, until = asked(view.asked.get("since"), view.asked.get("until"))
    if len(laid.ids):
        low, high = usual(laid) if view.asked.get("span") != "all" else (int(laid.first.min()), int(laid.last.max()))
    else:
        low = high = date.today().toordinal()
    start, end = since or date.fromordinal(low), until or date.fromordinal(high)
    return (start, end) if start <= end else (start, start) if since else (end, end)


def usual(laid: Laid) -> tuple[int, int]:
    """First and last day of what is not far from the rest: at either end a few events may be left out, where the rest
    would not fill a third of the strip with them.
    """
    first, last = np.sort(laid.first), np.sort(laid.last)
    few = 1 + len(first) // APART if len(first) > 3 else 0
    low, high = int(first[few]), int(last[-1 - few])
    far = 2 * max(31, high - low)
    start = next((k for k in range(few, 0, -1) if int(first[k]) - int(first[k - 1]) > far // 2), 0)
    end = next((k for k in range(few, 0, -1) if int(last[-k]) - int(last[-k - 1]) > far // 2), 0)
    return int(first[start if low - first[0] > far else 0]), int(last[-1 - (end if last[-1] - high > far else 0)])


def listed(view: View, laid: Laid, inside: NDArray[np.intp]) -> list[Item]:
    """The events of the list below: all that are drawn by themselves, else the first of the span."""
    return items(view, [Hit(n, "e", n) for n in laid.ids[inside[:LISTED]].tolist()])


def at(day: int, since: date, until: date) -> float:
    """Where a day lies in the strip."""
    first, last = since.toordinal(), until.toordinal()
    return round(WIDE * (min(max(day, first), last + 1) - first) / (last - first + 1), 2)


def dots(laid: Laid, inside: NDArray[np.intp], shown: list[Item], since: date, until: date) -> list[Dot]:
    """Each event by itself; those of one day above each other."""
    rows: dict[tuple[int, int], int] = defaultdict(int)
    out = []
    for n, item in zip(inside.tolist(), shown, strict=True):
        first, last = int(laid.first[n]), int(laid.last[n])
        lane, x = int(laid.ahead[n]), at(first, since, until)
        wide = max(6.0, at(last + 1, since, until) - x) if first != last else 0.0
        level = rows[lane, round(x / 9)] % 6
        rows[lane, round(x / 9)] += 1
        out.append(Dot(item.line.id, x, round(wide, 2), lane, level, told(first, last) + " " + item.line.who))
    return out


def told(first: int, last: int) -> str:
    """Days as a reader sees them."""
    start, end = date.fromordinal(first).isoformat(), date.fromordinal(last).isoformat()
    return start if first == last else f"{start} – {end}"


def bars(laid: Laid, inside: NDArray[np.intp], since: date, until: date, query: str) -> list[Bar]:
    """Equal spans with their counts; a span opens as a strip of its own. What is told more roughly is not in them."""
    length = bin_of(since, until)
    fine = inside[laid.last[inside] - laid.first[inside] < max(length, 7)]
    start = since.toordinal()
    k = (np.maximum(laid.first[fine], start) - start) // length
    ahead = laid.ahead[fine]
    held, planned = np.bincount(k[~ahead]), np.bincount(k[ahead])
    most = max(int(held.max(initial=1)), int(planned.max(initial=1)))
    out = []
    for n in range(max(len(held), len(planned))):
        done, due = int(held[n]) if n < len(held) else 0, int(planned[n]) if n < len(planned) else 0
        if not done and not due:
            continue
        first = start + n * length
        last = min(until.toordinal(), first + length - 1)
        x = at(first, since, until)
        wide = max(2.0, at(last + 1, since, until) - x - 1)
        tall, deep = round(LANE * done / most, 2), round(LANE * due / most, 2)
        out.append(Bar(x, round(wide, 2), tall, deep, done + due, told(first, last), opened(query, first, last)))
    return out


def bin_of(since: date, until: date) -> int:
    """Days of one bar."""
    return max(1, -(-((until - since).days + 1) // BINS))


def opened(query: str, first: int, last: int) -> str:
    """The address of a span."""
    days_of = {"since": date.fromordinal(first).isoformat(), "until": date.fromordinal(last).isoformat()}
    return address("/timeline", q=query, **days_of)


def rough(laid: Laid, inside: NDArray[np.intp], since: date, until: date, query: str) -> list[Rough]:
    """The commonest spans of which no day is told, as lines of their length."""
    length = max(bin_of(since, until), 7)
    wide = inside[laid.last[inside] - laid.first[inside] >= length]
    counts = Counter(zip(laid.first[wide].tolist(), laid.last[wide].tolist(), strict=True))
    ends = [0.0] * LEVELS
    out = []
    for (first, last), count in sorted(counts.most_common(ROUGH)):
        x, end = at(first, since, until), at(last + 1, since, until)
        level = min(range(LEVELS), key=lambda k: (max(0.0, ends[k] - x), k))
        ends[level] = max(ends[level], end)
        size = round(max(3.0, end - x - 1), 2)
        out.append(Rough(x, size, level, count, told(first, last), opened(query, first, last)))
    return out


def steps(query: str, since: date, until: date) -> dict[str, str]:
    """Addresses of the span before and after this one, one three times as long, and of all days."""
    first, last = since.toordinal(), until.toordinal()
    length = last - first + 1
    low, high = date(1000, 1, 1).toordinal(), date(2999, 12, 31).toordinal()

    def shown(start: int, end: int) -> str:
        return opened(query, min(max(start, low), high), min(max(end, low), high))

    return {
        "before": shown(first - length, first - 1),
        "after": shown(last + 1, last + length),
        "wider": shown(first - length, last + length),
        "all": address("/timeline", q=query, span="all"),
    }


def ticks(since: date, until: date) -> list[dict[str, Any]]:
    """Some six days along the strip with their names: years, months or days by the length of the span."""
    whole = (until - since).days + 1
    if whole > 3 * 366:
        step = -(-(until.year - since.year + 1) // 8)
        picked = [(date(y, 1, 1), str(y)) for y in range(since.year, until.year + 1) if (y - since.year) % step == 0]
    elif whole > 92:
        months = range(since.year * 12 + since.month - 1, until.year * 12 + until.month)
        step = -(-len(months) // 8)
        picked = [(date(m // 12, m % 12 + 1, 1), f"{m // 12}-{m % 12 + 1:02}") for m in months[::step]]
    else:
        step = max(1, -(-whole // 8))
        picked = [(day, day.isoformat()) for k in range(0, whole, step) if (day := since + timedelta(k))]
    return [{"x": at(day.toordinal(), since, until), "label": label} for day, label in picked if day >= since]
