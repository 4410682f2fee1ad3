"""Days: what an ISO date allows, and what a page shows of a long time."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

WEEK, QUARTER = re.compile(r"(\d{4})-W(\d{2})", re.ASCII), re.compile(r"(\d{4})-Q([1-4])", re.ASCII)
MONTH, YEAR = re.compile(r"(\d{4})-(\d{2})", re.ASCII), re.compile(r"\d{4}", re.ASCII)
EARLIEST, LATEST = date(1000, 1, 1), date(2999, 12, 31)
Days = tuple[date, date]


def days(value: str | None) -> Days | None:
    """The first and last day that an ISO date allows: a day, week, month, quarter or year; None for anything else."""
    if not value:
        return None
    try:
        found = _days(value)
    except ValueError:
        return None
    return found if found and found[0] >= EARLIEST and found[1] <= LATEST else None


def _days(value: str) -> Days | None:
    if len(value) >= 10:
        day = date.fromisoformat(value[:10])
        return day, day
    if week := WEEK.fullmatch(value):
        first = date.fromisocalendar(int(week[1]), int(week[2]), 1)
        return first, first + timedelta(6)
    if month := MONTH.fullmatch(value):
        return _months(int(month[1]), int(month[2]), int(month[2]))
    if quarter := QUARTER.fullmatch(value):
        return _months(int(quarter[1]), 3 * int(quarter[2]) - 2, 3 * int(quarter[2]))
    return _months(int(value), 1, 12) if YEAR.fullmatch(value) else None


def _months(year: int, first: int, last: int) -> Days:
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


def day_of(value: str | None) -> str | None:
    """The first day that a value allows, as ISO."""
    found = days(value)
    return found[0].isoformat() if found else None


def asked(since: str | None, until: str | None) -> tuple[date | None, date | None]:
    """The span that a reader asks for, the right way round."""
    first, last = days(since), days(until)
    start, end = first[0] if first else None, last[1] if last else None
    if start and end and start > end:
        assert first and last
        return last[0], first[1]
    return start, end
