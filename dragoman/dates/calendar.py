"""Days, weeks and the rest as intervals, and their ISO 8601 values as TimeML writes them."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11)}
"""First and last month; winter runs over the turn of the year."""

LAST = {"quarter": 3, "half": 6}


@dataclass(frozen=True, slots=True)
class Interval:
    """Days `first` to `last`, both in, and the value that names them."""

    first: date
    last: date
    value: str

    def half(self, part: str | None) -> Interval:
        """Bounds of its beginning (first half), middle (the half around the middle) or end (second half)."""
        days = (self.last - self.first).days
        start, end = self.first, self.last
        if part == "START":
            end = start + timedelta(days // 2)
        elif part == "END":
            start = end - timedelta(days // 2)
        elif part == "MID":
            start, end = start + timedelta(days // 4), end - timedelta(days // 4)
        return Interval(start, end, self.value)


def day(d: date) -> Interval:
    return Interval(d, d, d.isoformat())


def week(d: date) -> Interval:
    """The ISO week of `d`, Monday to Sunday."""
    monday = d - timedelta(d.weekday())
    year, number, _ = d.isocalendar()
    return Interval(monday, monday + timedelta(6), f"{year:04}-W{number:02}")


def weekend(d: date) -> Interval:
    """Saturday and Sunday of the ISO week of `d`."""
    whole = week(d)
    return Interval(whole.first + timedelta(5), whole.last, f"{whole.value}-WE")


def month(year: int, number: int) -> Interval:
    last = calendar.monthrange(year, number)[1]
    return Interval(date(year, number, 1), date(year, number, last), f"{year:04}-{number:02}")


def fraction(year: int, unit: str, number: int) -> Interval:
    """A quarter or half of a year: 2022-Q1, 2022-H1."""
    months = LAST[unit]
    first, last = month(year, months * (number - 1) + 1), month(year, months * number)
    return Interval(first.first, last.last, f"{year:04}-{'Q' if unit == 'quarter' else 'H'}{number}")


def season(year: int, name: str) -> Interval:
    """«Зима 2014» may be at either end of the year: its bounds hold both."""
    if name == "WI":
        return Interval(month(year - 1, 12).first, month(year + 1, 2).last, f"{year:04}-WI")
    first, last = SEASONS[name]
    return Interval(month(year, first).first, month(year, last).last, f"{year:04}-{name}")


def winter(year: int) -> Interval:
    """The winter that begins in December of that year."""
    return Interval(month(year, 12).first, month(year + 1, 2).last, f"{year:04}-WI")


def years(first: int, last: int, value: str) -> Interval:
    return Interval(date(first, 1, 1), date(last, 12, 31), value)


def year(number: int) -> Interval:
    return years(number, number, f"{number:04}")


def decade(first: int) -> Interval:
    return years(first, first + 9, f"{first // 10:03}")


def century(number: int) -> Interval:
    """The XX century is 1901 to 2000; TimeML's value is that of its years 19xx."""
    return years(100 * (number - 1) + 1, min(100 * number, 9999), f"{number - 1:02}")


def add_months(d: date, months: int) -> date:
    """The same day of another month, or its last day."""
    at = d.year * 12 + d.month - 1 + months
    year_, month_ = divmod(at, 12)
    return date(year_, month_ + 1, min(d.day, calendar.monthrange(year_, month_ + 1)[1]))


def shift(d: date, unit: str, n: int) -> date:
    """`d` moved by so many units."""
    if unit in ("day", "week", "weekend"):
        return d + timedelta(n * (1 if unit == "day" else 7))
    return add_months(d, n * {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}[unit])


def containing(d: date, unit: str) -> Interval:
    """The period of that unit that holds `d`."""
    match unit:
        case "day":
            return day(d)
        case "week":
            return week(d)
        case "weekend":
            return weekend(d)
        case "month":
            return month(d.year, d.month)
        case "quarter" | "half":
            return fraction(d.year, unit, (d.month - 1) // LAST[unit] + 1)
        case "decade":
            return decade(d.year // 10 * 10)
        case "century":
            return century((d.year - 1) // 100 + 1)
        case _:
            return year(d.year)
