"""Unresolved expressions to ISO values: anchors, missing years, bounds. What cannot be known keeps its reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dragoman.dates import calendar
from dragoman.dates.calendar import Interval
from dragoman.dates.context import (
    NO_ANCHOR,
    NO_DAY,
    NO_STORY,
    NO_SUCH,
    NO_YEAR,
    Context,
    Placed,
    Resolution,
    unknown,
)
from dragoman.dates.meaning import Meaning
from dragoman.dates.tense import Tense
from dragoman.dates.weekdays import day_of_month, weekday, weekend

BACK = 335
"""Days (11 months) up to which a past «16 декабря» is looked for; a day further back would be told with its year."""


def resolve(m: Meaning, context: Context, tense: Callable[[], Tense]) -> Resolution:
    """Value and bounds of one expression; a date that the calendar does not have is unknown."""
    try:
        return _resolve(m, context, tense)
    except (ValueError, OverflowError):
        return Resolution(reason=NO_SUCH)


def _resolve(m: Meaning, context: Context, tense: Callable[[], Tense]) -> Resolution:
    if m.bounds:
        first, last = (date.fromisoformat(b) for b in m.bounds)
        return Resolution(earliest=first, latest=last, reason=m.reason)
    if m.vague:
        return vague(replace(m, vague=tense().side or "story") if m.vague == "tense" else m, context)
    if m.type == "SET":
        return Resolution(value=m.length)
    if m.type == "DURATION":
        return duration(m, context, tense)
    if m.reason:
        return Resolution(reason=m.reason)
    if m.grain in ("hour", "minute"):
        return hours(m, context)
    if m.until:
        return span(m, m.until, context, tense)
    placed = place(m, context, tense)
    if isinstance(placed, Resolution):
        return placed
    return reached(m, finish(m, placed), context.now) if m.reach else finish(m, placed)


def vague(m: Meaning, context: Context) -> Resolution:
    """«ранее» ends at publication, «вскоре» begins there."""
    now = context.now if context.anchor == "published_at" else None
    anchor = "published_at" if m.vague in ("past", "present", "future") else "story"
    if m.vague == "then" and context.period:
        return Resolution(context.period.value, "story", context.period.first, context.period.last)
    return Resolution(
        anchor=anchor,
        earliest=now if m.vague == "future" else None,
        latest=now if m.vague in ("past", "present") else None,
        reason=m.reason,
    )


def duration(m: Meaning, context: Context, tense: Callable[[], Tense]) -> Resolution:
    """A length; where it touches the day of publication, its bounds."""
    now = context.now
    reach = m.reach or ("future" if m.lead == "over" and tense().side == "future" else "")
    n = m.length.strip("PTDWMYH")
    if now is None or not reach or not n.isdigit() or m.length.startswith("PT"):
        return Resolution(value=m.length)
    unit = {"D": "day", "W": "week", "M": "month", "Y": "year"}[m.length[-1]]
    end = calendar.shift(now, unit, int(n) * (-1 if reach == "past" else 1))
    return Resolution(m.length, context.anchor, min(now, end), max(now, end))


def hours(m: Meaning, context: Context) -> Resolution:
    """«два часа назад»: a moment when the time of publication is known."""
    if context.clock is None or m.story or not m.shift:
        return unknown("the time that it is counted from is not known")
    at = context.clock + timedelta(**{f"{m.grain}s": m.shift})
    return Resolution(f"{at:%Y-%m-%dT%H:%M}", "published_at", at.date(), at.date())


def span(m: Meaning, until: Meaning, context: Context, tense: Callable[[], Tense]) -> Resolution:
    """A range; the end is sought after its beginning."""
    first = place(replace(m, until=None), context, tense)
    if isinstance(first, Resolution):
        return first
    told = until.year is not None or until.year_shift is not None or until.same_year
    dated = until if told or not until.month else replace(until, year=first.interval.first.year)
    last = place(dated, context, tense)
    if isinstance(last, Resolution):
        return last
    if last.interval.last < first.interval.first and dated is not until and dated.year:
        last = place(replace(dated, year=dated.year + 1), context, tense)
    elif last.interval.last < first.interval.first and until.weekday:
        last = Placed(calendar.day(last.interval.first + timedelta(7)), last.anchor)
    if isinstance(last, Resolution) or last.interval.last < first.interval.first:
        return unknown("the range ends before it begins")
    value = f"{first.interval.value}/{last.interval.value}"
    both = Interval(first.interval.first, last.interval.last, value)
    return Resolution(value, first.anchor, both.first, both.last, placed=Placed(both, first.anchor))


def finish(m: Meaning, placed: Placed) -> Resolution:
    """Value with the time of day; bounds by the part that is meant and by the preposition."""
    whole = placed.interval.half(m.mod)
    first, last, value = whole.first, whole.last, whole.value
    if m.grain == "weekend":
        value = value.removesuffix("-WE") + "-WE"
    if m.clock:
        value += f"T{m.clock}{offset(m, first)}"
    elif m.daypart:
        value += f"T{m.daypart}"
        first -= timedelta(m.daypart == "NI" and not m.overnight)
        last += timedelta(m.overnight)
    before: tuple[date | None, date | None] = (first, last)
    if m.lead in ("until", "by"):
        before = (None, last)
    elif m.lead == "before":
        before = (None, first - timedelta(1))
    elif m.lead in ("since", "after"):
        before = (first if m.lead == "since" else last, None)
    return Resolution(value, placed.anchor, *before, placed=placed)


def reached(m: Meaning, r: Resolution, now: date | None) -> Resolution:
    """A period as far as publication («earlier this month»), or from it."""
    if now is None or r.earliest is None or r.latest is None or not r.earliest <= now <= r.latest:
        return r
    return replace(r, latest=now) if m.reach == "past" else replace(r, earliest=now)


def offset(m: Meaning, d: date) -> str:
    """The zone's distance from UTC on that day, «+03:00», or nothing when it is not known."""
    if not m.zone:
        return ""
    try:
        at = datetime(d.year, d.month, d.day, int(m.clock[:2]) % 24, int(m.clock[3:]), tzinfo=ZoneInfo(m.zone))
    except (ZoneInfoNotFoundError, OSError):
        return ""
    distance = at.utcoffset()
    if not distance:
        return "Z" if m.zone == "UTC" else "+00:00"
    minutes = int(distance.total_seconds() // 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def place(m: Meaning, context: Context, tense: Callable[[], Tense]) -> Placed | Resolution:
    """The interval that a meaning names."""
    if not m.grain:
        return of_spoken_day(context, tense)
    if m.weekday:
        return weekday(m, context, tense)
    if m.shift is not None:
        return shifted(m, context, tense)
    if m.grain == "day" and m.month is None:
        return day_of_month(m, context, tense)
    if m.grain == "weekend":
        return weekend(context, tense)
    if m.grain in ("decade", "century"):
        unit = calendar.decade if m.grain == "decade" else calendar.century
        return Placed(unit(m.number or 0), "absolute")
    return in_year(m, context, tense)


def of_spoken_day(context: Context, tense: Callable[[], Tense]) -> Placed | Resolution:
    """A bare «вечером» is of the day told before, but not of a day to come when it is told as past."""
    ahead = context.spoken and context.now and context.spoken > context.now
    if ahead and tense().side != "future":
        return unknown(NO_DAY)
    return Placed(calendar.day(context.spoken), "story") if context.spoken else unknown(NO_DAY)


def shifted(m: Meaning, context: Context, tense: Callable[[], Tense]) -> Placed | Resolution:
    """So many units from publication, or from the day told before."""
    shift = m.shift or 0
    story = m.story or (m.choice == "tense" and tense().side == "past")
    if story:
        if context.spoken is None and not (m.grain != "day" and context.period):
            return unknown(NO_STORY)
        base = context.spoken or (context.period.first if context.period else None)
    else:
        base = context.now
    if base is None:
        return unknown(NO_ANCHOR)
    moved = calendar.shift(base, m.grain, shift)
    return Placed(calendar.containing(moved, m.grain), "story" if story else context.anchor)


def in_year(m: Meaning, context: Context, tense: Callable[[], Tense]) -> Placed | Resolution:
    """A day, month, season or fraction of a year, or a year."""
    if m.year is not None:
        return Placed(dated(m, m.year), "absolute")
    if m.same_year or (m.year_shift == 0 and context.now is None):
        if context.year is None:
            return unknown(NO_STORY if m.same_year else NO_ANCHOR)
        return Placed(dated(m, context.year), "story")
    if m.year_shift is not None:
        if context.now is None:
            return unknown(NO_ANCHOR)
        return Placed(dated(m, context.now.year + m.year_shift), context.anchor)
    if context.year_adverbial and context.year and (context.now is None or abs(context.now.year - context.year) > 1):
        return Placed(dated(m, context.year), "story")
    if context.now is None and context.near and m.grain == "day":
        return without_year(m, context.near, context.anchor, Tense)
    if context.now is None:
        return unknown(NO_YEAR if exists(m) else NO_SUCH)
    return without_year(m, context.now, context.anchor, tense)


def exists(m: Meaning) -> bool:
    """Does any year have such a day: 2000 had a 29 February."""
    try:
        dated(m, 2000)
    except ValueError:
        return False
    return True


def dated(m: Meaning, year: int) -> Interval:
    """The interval in that year; ValueError when there is none."""
    if m.grain == "day":
        return calendar.day(date(year, m.month or 0, m.day or 0))
    if m.grain == "month":
        return calendar.month(year, m.month or 0)
    if m.grain == "season":
        return calendar.season(year, m.season)
    if m.grain in ("quarter", "half"):
        return calendar.fraction(year, m.grain, m.number or 0)
    return calendar.year(year)


def without_year(m: Meaning, now: date, anchor: str, tense: Callable[[], Tense]) -> Placed | Resolution:
    """The year by adjective, by tense, else the nearest."""
    around = []
    for year in (now.year - 1, now.year, now.year + 1):
        try:
            around.append(calendar.winter(year) if m.season == "WI" else dated(m, year))
        except ValueError:
            continue
    if not around:
        return unknown(NO_SUCH)
    choice = m.choice
    if choice == "this" and m.season == "WI":
        choice = ""
    if choice == "this":
        return Placed(dated(m, now.year), anchor)
    if choice in ("last", "past"):
        return Placed(max((i for i in around if i.last < now), key=lambda i: i.last), anchor)
    if choice in ("next", "nearest"):
        return Placed(min((i for i in around if i.first > now), key=lambda i: i.first), anchor)
    return Placed(chosen(m, around, now, tense()), anchor)


def chosen(m: Meaning, around: list[Interval], now: date, tense: Tense) -> Interval:
    """Past: the last up to 11 months back; to come: the next; else the nearest."""
    past = [i for i in around if i.first <= now and (now - i.last).days <= BACK]
    ahead = [i for i in around if i.last >= now and (i.first - now).days <= BACK]
    if m.lead in ("on", "until", "by") and tense.side != "past" and ahead:
        return ahead[0]
    if tense.side == "past" and tense.near and m.lead != "on" and past:
        return past[-1]
    if tense.side == "future" and tense.near and ahead:
        return ahead[0]
    return min(around, key=lambda i: (distance(i, now), i.first > now))


def distance(i: Interval, now: date) -> int:
    """Days between `now` and the interval."""
    return max((i.first - now).days, (now - i.last).days, 0)
