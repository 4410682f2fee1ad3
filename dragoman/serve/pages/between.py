"""Two actors: what each says to and of the other, and their dealings, on one axis of time."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import islice
from typing import Any

import msgspec

from dragoman.record import keys
from dragoman.record.find import Hit
from dragoman.record.lines import shown
from dragoman.record.names import ISO3
from dragoman.record.overview import between
from dragoman.serve.pages.listing import Item, items, lines_of
from dragoman.serve.view import Shown, View, address

MONTH = re.compile(r"\d{4}-\d{2}", re.ASCII)
COUNTED = 2_000
"""Facts counted by month and kind; the newest."""
SHOWN = 20
"""Facts listed of each side; the newest of the month that is chosen, or of all."""
MONTHS = 120
WIDE, LANE = 960, 34
SIDES = ("a", "events", "b")


class Told(msgspec.Struct, frozen=True):
    """A fact of the two: which column it belongs to, its month and what it is."""

    hit: Hit
    side: str
    month: str
    what: str


class Bar(msgspec.Struct, frozen=True):
    """The facts of one side in one month."""

    month: str
    side: str
    count: int
    x: float
    wide: float
    high: float
    address: str


def page(view: View) -> Shown:
    """`?a=RUS&b=USA`: names, ids or country codes; `&month=2022-01` shows one month."""
    one, other = view.asked.get("a", "").strip(), view.asked.get("b", "").strip()
    month = view.asked.get("month", "") if MONTH.fullmatch(view.asked.get("month", "")) else ""
    if not one or not other:
        data: dict[str, Any] = {"a": one, "b": other, "month": "", "bars": [], "columns": {}, "acts": []}
        return Shown("between.html", view.t("between"), data)
    told = view.kept.get(("between", one, other), lambda: told_of(view.anew(), one, other))
    here = [t for t in told if not month or t.month == month]
    columns = view.kept.get(("columns", one, other, month, view.language), lambda: listed(view.anew(), here))
    drawn = bars(told, lambda m: address("/between", a=one, b=other, month=m))
    data = {
        "a": one,
        "b": other,
        "month": month,
        "all": address("/between", a=one, b=other),
        "columns": columns,
        "counts": {side: sum(t.side == side for t in here) for side in SIDES},
        "bars": drawn,
        "ticks": ticks(drawn),
        "named": {"a": named(view, one), "b": named(view, other)},
        "acts": acts(here),
        "most": COUNTED if len(told) == COUNTED else 0,
    }
    found: list[Item] = [item for side in SIDES for item in columns[side]]
    return Shown("between.html", f"{named(view, one)} – {named(view, other)}", data, lines_of(found))


def listed(view: View, here: list[Told]) -> dict[str, list[Item]]:
    """The newest facts of each side."""
    return {side: items(view, [t.hit for t in here if t.side == side][:SHOWN]) for side in SIDES}


STATEMENT = "SELECT speaker, act AS what, said_on AS day FROM statements WHERE id = ?"
EVENT = "SELECT mode AS what, date AS day FROM events WHERE id = ?"


def told_of(view: View, one: str, other: str) -> list[Told]:
    """The newest facts of the two, sorted into what the one says, what the other says, and what they do."""
    hits = islice(between(view.finder, one, other), COUNTED)
    own = set(view.finder.names.meant(one, view.finder.other_script))
    out = []
    for hit in hits:
        row = next(view.record.sql(STATEMENT if hit.kind == "s" else EVENT, (hit.id,)))
        side = "events" if hit.kind == "e" else "a" if row["speaker"] in own else "b"
        day = row["day"] or keys.date_of(keys.day_in(hit.telling)) or ""
        out.append(Told(hit, side, day[:7] if MONTH.match(day) else "", row["what"]))
    return out


def acts(told: Iterable[Told]) -> list[dict[str, Any]]:
    """How often each act and kind of dealing, by side, the commonest first."""
    counts: dict[str, Counter[str]] = {}
    for t in told:
        counts.setdefault(t.what, Counter())[t.side] += 1
    most = max((n for c in counts.values() for n in c.values()), default=1)
    ordered = sorted(counts.items(), key=lambda x: (-x[1].total(), x[0]))
    return [
        {"what": what, **{side: {"count": c[side], "wide": round(100 * c[side] / most, 1)} for side in SIDES}}
        for what, c in ordered
    ]


def bars(told: Iterable[Told], opened: Any) -> list[Bar]:
    """Facts by month and side, three lanes on one axis of months."""
    counts = Counter((t.month, t.side) for t in told if t.month)
    if not counts:
        return []
    numbers = [_number(month) for month, _ in counts]
    first, last = max(min(numbers), max(numbers) - MONTHS + 1), max(numbers)
    step, most = WIDE / max(6, last - first + 1), max(counts.values())
    out = []
    for (month, side), n in sorted(counts.items()):
        k = _number(month) - first
        if k >= 0:
            high = round(max(2.0, LANE * n / most), 1)
            out.append(Bar(month, side, n, round(k * step, 1), round(max(2.0, step - 2), 1), high, opened(month)))
    return out


def ticks(drawn: list[Bar]) -> list[dict[str, Any]]:
    """Some eight months with their names."""
    months = list(dict.fromkeys((bar.x, bar.month) for bar in sorted(drawn, key=lambda bar: bar.x)))
    out: list[dict[str, Any]] = []
    for x, month in months:
        if not out or x - out[-1]["x"] >= WIDE / 9:
            out.append({"x": x, "label": month})
    return out


def named(view: View, asked: str) -> str:
    """Who was asked for: the name behind a key or country code, else the words themselves."""
    key = f"state/{asked}" if ISO3.fullmatch(asked) else asked
    known = view.record.actor(key)
    return (shown(known.actor, view.language) if known else None) or asked


def _number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1
