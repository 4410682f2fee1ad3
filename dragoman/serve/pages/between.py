"""Two actors: what each says to and of the other, and their dealings, on one axis of time."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice
from typing import Any

from dragoman.record.lines import Line
from dragoman.record.overview import between
from dragoman.serve.pages.listing import Item, items, lines_of
from dragoman.serve.view import Shown, View

MONTH = re.compile(r"\d{4}-\d{2}")
MOST = 120
"""Facts shown; the newest."""


def page(view: View) -> Shown:
    """`?a=RUS&b=USA`: names, ids or country codes."""
    one, other = view.asked.get("a", "").strip(), view.asked.get("b", "").strip()
    if not one or not other:
        return Shown("between.html", view.t("between"), {"a": one, "b": other, "months": [], "columns": {}, "acts": []})
    found = items(view, islice(between(view.finder, one, other), MOST))
    view.finder.names.fresh()
    own = {view.record.pages.actor_key(n) for n in view.finder.names.meant(one, view.finder.other_script)}
    columns: dict[str, list[Item]] = {"a": [], "events": [], "b": []}
    for item in found:
        columns["events" if item.line.kind == "event" else "a" if set(item.line.ids) & own else "b"].append(item)
    data: dict[str, Any] = {
        "a": one,
        "b": other,
        "columns": columns,
        "months": bars(item.line for item in found),
        "acts": Counter(item.line.what for item in found).most_common(),
        "most": MOST if len(found) == MOST else 0,
    }
    return Shown("between.html", f"{one} – {other}", data, lines_of(found))


def bars(lines: Any) -> list[dict[str, Any]]:
    """Facts a month, with the empty months between, as bars: x, height and count, in a box of 600 by 60."""
    counts = Counter((made.date or "")[:7] for made in lines if isinstance(made, Line) and MONTH.match(made.date or ""))
    if not counts:
        return []
    first, last = _month(min(counts)), _month(max(counts))
    months = [f"{n // 12:04}-{n % 12 + 1:02}" for n in range(max(first, last - 119), last + 1)]
    top, wide = max(counts.values()), 600 / len(months)
    return [
        {
            "month": m,
            "count": counts[m],
            "x": round(k * wide, 2),
            "wide": round(max(1.0, wide - 1), 2),
            "high": round(56 * counts[m] / top, 2),
        }
        for k, m in enumerate(months)
    ]


def _month(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1
