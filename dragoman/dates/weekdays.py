"""Days told by their name or their number in a month: «в среду», “last Friday”, “the 15th”, «на выходных»."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from dragoman.dates import calendar
from dragoman.dates.context import NO_ANCHOR, NO_STORY, NO_TENSE, Context, Placed, Resolution, unknown
from dragoman.dates.meaning import Meaning
from dragoman.dates.tense import Tense


def weekday(m: Meaning, context: Context, tense: Callable[[], Tense]) -> Placed | Resolution:
    """«в среду» by tense, «в прошлую среду» by its adjective."""
    if m.story:
        return weekday_of_story(m, context)
    now = context.now
    if now is None:
        return unknown(NO_ANCHOR)
    back = (now.isoweekday() - (m.weekday or 1)) % 7
    ahead = (-back) % 7
    days: int | None
    if m.choice in ("last", "this", "next"):
        days = (m.weekday or 1) - now.isoweekday() + {"last": -7, "this": 0, "next": 7}[m.choice]
    elif m.choice == "past":
        days = -(back or 7)
    elif m.choice == "nearest":
        days = ahead or 7
    else:
        days = by_tense(m, tense(), -back, ahead)
    if days is None:
        return Resolution(
            earliest=now - timedelta(back), latest=now + timedelta(ahead), anchor=context.anchor, reason=NO_TENSE
        )
    return Placed(calendar.day(now + timedelta(days)), context.anchor)


def by_tense(m: Meaning, tense: Tense, back: int, ahead: int) -> int | None:
    """The last such day or the next one, today among both."""
    if back == ahead:
        return back
    over = m.lead in ("until", "by") and tense.side == "past" and tense.near
    if (m.lead in ("on", "until", "by") and not over) or tense.side == "future":
        return ahead
    if tense.side == "past":
        return back
    if tense.side == "present":
        return back if m.lead == "since" else ahead if ahead < 7 else back
    return None


def weekday_of_story(m: Meaning, context: Context) -> Placed | Resolution:
    """«the following Monday»: the next such day, the last one, or that of the week told."""
    if context.spoken is None:
        return unknown(NO_STORY)
    away = ((m.weekday or 1) - context.spoken.isoweekday()) % 7
    if m.choice == "following":
        away = away or 7
    elif m.choice == "previous":
        away = away - 7
    return Placed(calendar.day(context.spoken + timedelta(away)), "story")


def day_of_month(m: Meaning, context: Context, tense: Callable[[], Tense]) -> Placed | Resolution:
    """«the 15th»: of the month told with it or before it, else by the tense."""
    told = context.period
    if m.choice and context.now:
        month = calendar.add_months(context.now.replace(day=1), {"last": -1, "this": 0, "next": 1}[m.choice])
        return Placed(calendar.day(month.replace(day=m.day or 0)), context.anchor)
    if told and (told.first.year, told.first.month) == (told.last.year, told.last.month):
        return Placed(calendar.day(told.first.replace(day=m.day or 0)), "story")
    if context.now is None:
        return unknown(NO_ANCHOR)
    side = tense().side
    if m.lead not in ("on", "until", "by") and side not in ("past", "future"):
        return unknown(NO_TENSE)
    around = [calendar.add_months(context.now.replace(day=1), k) for k in range(-2, 3)]  # the 31st may be 2 months off
    days = [d.replace(day=m.day or 0) for d in around if (m.day or 0) <= calendar.month(d.year, d.month).last.day]
    if side == "past":
        return Placed(calendar.day(max(d for d in days if d <= context.now)), context.anchor)
    return Placed(calendar.day(min(d for d in days if d >= context.now)), context.anchor)


def weekend(context: Context, tense: Callable[[], Tense]) -> Placed | Resolution:
    """«на выходных»: the last ones or the next."""
    if context.now is None:
        return unknown(NO_ANCHOR)
    side = tense().side
    if not side:
        return unknown(NO_TENSE)
    past = side == "past" and context.now.isoweekday() < 6
    return Placed(calendar.weekend(context.now - timedelta(7 * past)), context.anchor)
