"""The date of an event from the words of time that stand with it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dragoman.model import Span, TimeExpression

MONTHS = {"Q1": ("01", "03"), "Q2": ("04", "06"), "Q3": ("07", "09"), "Q4": ("10", "12")}
MONTHS |= {"H1": ("01", "06"), "H2": ("07", "12")}
FRACTION = re.compile(r"(\d{4})-([QH]\d)$")


def event_date(expression: TimeExpression) -> tuple[str | None, str | None]:
    """(ISO date, None) or (None, reason): 2021-12-15, 2021-12, 2021-W50, 2010-SU, 2021 or an interval with a slash."""
    value = expression.value
    if value is None:
        return None, expression.reason or "no date is told"
    if expression.type not in ("DATE", "TIME"):
        return None, "a length of time, not a date"
    if expression.mod in ("BEFORE", "AFTER"):
        return None, "a limit, not a moment"
    day = value.partition("T")[0] if "/" not in value else value
    if found := FRACTION.match(day):
        first, last = MONTHS[found[2]]
        return f"{found[1]}-{first}/{found[1]}-{last}", None
    if day.endswith("-WE") or re.fullmatch(r"\d{2,3}", day):
        return f"{expression.earliest}/{expression.latest}", None
    return day, None


def event_date_in(times: Iterable[TimeExpression], span: Span) -> str | None:
    """The date of the expression in `span`: the one with those words, else the first resolved one that overlaps it."""
    dated = [(e, date) for e in times if e.span.overlaps(span) and (date := event_date(e)[0])]
    return next((date for e, date in dated if e.span == span), dated[0][1] if dated else None)
