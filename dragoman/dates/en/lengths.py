"""Words that count: “two days ago”, “in two weeks”, “over the past decade”, “every Tuesday”, “five-year”."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from dragoman.dates.en.days import capital, of_event, past_the, possessive, runs_on
from dragoman.dates.meaning import Found, Meaning
from dragoman.dates.quantity import Quantity, moved
from dragoman.dates.words import DASHES, Words

PLAIN_UNITS = ("minute", "hour", "day", "week", "month", "year", "decade", "century")
UNTOLD = "how long is not told"
COUNTED = "counted from an event"
LONGS = {"day", "week", "month", "year", "hour"}


def quantity(w: Words, i: int) -> tuple[int, Quantity] | None:
    """“two days”, “48 hours”, “twenty-five years”, “a few months”, “a year and a half”."""
    half = w.take(i, "halfunit")
    if half:
        return half[0], Quantity(int(half[1][1:-1]), "month")
    counted = amount(w, i)
    if counted is None:
        return None
    at, n = counted
    unit = w.value(at, "unit")
    if unit is None and "filler" in w.at(at):
        at, unit = at + 1, w.value(at + 1, "unit")
    if unit not in PLAIN_UNITS or (n == 1 and "plural" in w.at(at)):
        return None
    return at + 1, Quantity(n, unit)


def amount(w: Words, i: int) -> tuple[int, int | None] | None:
    """The number at `i` and where it ends; None for “several”."""
    n, end = w.value(i, "digits"), i + 1
    if n is None:
        found = w.take(i, "number")
        if found is None:
            return None
        end, n = found
        if n == "X":
            return end, None
        small = w.value(end + 1, "number") if w.lower(end) in tuple(DASHES) and n >= 20 else None
        if isinstance(small, int) and small < 10:
            end, n = end + 2, n + small
    return (end, n) if n < 1000 or w.value(end, "unit") in ("day", "year", "hour") else None


def _about(w: Words, i: int) -> tuple[int, str] | None:
    """“about”, “more than” before a number."""
    return w.take(i, "approximately") or w.take(i, "count")


def ago(w: Words, i: int, mod: str | None) -> Found | None:
    """“two days ago”, “a year ago”, “years ago”."""
    if "plural" in w.at(i) and (after := w.take(i + 1, "ago")):
        return after[0], Meaning(vague="past", reason=UNTOLD)
    found = quantity(w, i)
    after = w.take(found[0], "ago") if found else None
    if not found or not after or (w.lower(after[0] - 1) == "back" and runs_on(w, after[0])):
        return None
    return after[0], moved(found[1], -1, False, mod)


def hence(w: Words, i: int, mod: str | None) -> Found | None:
    """“two weeks from now”; “in two weeks”: when it is told as past, how long it took."""
    found = quantity(w, i)
    after = w.take(found[0], "hence") if found else None
    if found and after:
        return after[0], moved(found[1], 1, False, mod)
    if w.lower(i) != "in":
        return None
    about = _about(w, i + 1)
    found = quantity(w, about[0] if about else i + 1)
    if found is None or possessive(w, found[0]):
        return None
    mod = (about[1] if about else mod) or None
    took = Meaning(type="DURATION", length=found[1].iso, mod=mod)
    if "count" in w.at(i + 1) or w.lower(i - 1) == "time" or w.lower(found[0]) == "of":
        return found[0], took  # “for the first time in five years”, “in more than a year”
    return found[0], replace(moved(found[1], 1, False, mod), past=took)


def offset(w: Words, i: int, mod: str | None) -> Found | None:
    """“a day earlier”, “three days later”, “two days before the summit”: from the day told before, or from an event."""
    if (
        "plural" in w.at(i)
        and (after := w.take(i + 1, "offset"))
        and w.lower(i + 1) in ("earlier", "later", "afterward")
    ):
        return after[0], Meaning(vague="story", reason=UNTOLD)
    found = quantity(w, i)
    after = w.take(found[0], "offset") if found else None
    if not found or not after:
        return None
    end = after[0]
    if w.lower(end) == "than" or (w.lower(end - 1) in ("before", "after") and of_event(w, end)):
        return end, Meaning(vague="story", reason=COUNTED)
    return end, moved(found[1], after[1], True, mod)


def recent(w: Words, i: int, mod: str | None) -> Found | None:
    """“over the past 30 years”, “in recent days”, “in the coming days”, “the last two years”, “in the past week”."""
    lead = w.take(i, "lead")
    at = lead[0] if lead else i
    if lead and (known := w.take(at, "recently")) and "plural" in w.at(known[0]):
        return known[0] + 1, Meaning(vague=known[1], reason=UNTOLD)
    side = w.take(at, "recent")
    if side is None or (not lead and "the" not in w.at(at)):
        return None
    found = reaching_from(w, at, side, lead, mod)
    return found if found and w.lower(found[0]) != "of" else None  # “the last three months of 2015”


def reaching_from(
    w: Words, at: int, side: tuple[int, str], lead: tuple[int, str] | None, mod: str | None
) -> Found | None:
    """What follows “the past”, “the next” and the like."""
    end = side[0]
    if lead and "plural" in w.at(end):
        return end + 1, Meaning(vague=side[1], reason=UNTOLD)
    unit = w.value(end, "unit")
    single = (
        unit in PLAIN_UNITS
        and not (unit == "century" and lead and lead[1] == "in")
        and "the" in w.at(at)
        and side[1] == "past"
        and w.lower(at + 1) in ("past", "last")
    )
    if single and "plural" not in w.at(end):
        return end + 1, reaching(Quantity(1, unit), "past", "", mod)
    found = quantity(w, end)
    if found is None:
        return None
    return found[0], reaching(found[1], side[1], w.lower(at - 1) if lead else "", mod)


def reaching(q: Quantity, side: str, lead: str, mod: str | None) -> Meaning:
    """A length that touches the day of publication."""
    if q.n is None:
        return Meaning(vague=side, reason=UNTOLD)
    return Meaning(type="DURATION", length=q.iso, reach=side, mod=mod, limit=lead == "within" and side == "future")


def during(w: Words, i: int, mod: str | None) -> Found | None:
    """“for five years”, “for years”, “within 48 hours”."""
    lead = w.take(i, "lead")
    if lead is None or lead[1] not in ("over", "on"):
        return None
    about = _about(w, lead[0])
    if "plural" in w.at(lead[0]) and w.lower(i) in ("for", "within") and w.value(lead[0], "unit") in PLAIN_UNITS:
        many = Meaning(type="DURATION", length=Quantity(None, w.value(lead[0], "unit")).iso)
        return lead[0] + 1, replace(many, lead="over" if w.lower(i) == "within" else "")
    found = quantity(w, past_the(w, about[0] if about else lead[0]))
    if found is None or possessive(w, found[0]) or {"ago", "offset"} & w.at(found[0]).keys():
        return None
    length = Meaning(type="DURATION", length=found[1].iso, mod=(about[1] if about else mod) or None)
    if w.lower(i) == "within" and w.lower(found[0]) == "of":
        return found[0], replace(length, limit=True)
    return found[0], replace(length, lead="over" if w.lower(i) == "within" else "")


def compound(w: Words, i: int, mod: str | None) -> Found | None:
    """“five-year”, “48-hour”, “two-day”, “day-long”, “weeklong”; never an age (“60-year-old”)."""
    if found := w.take(i, "long"):
        unit = found[1].removeprefix("long")
        return (found[0], Meaning(type="DURATION", length=Quantity(1, unit).iso)) if unit else None
    unit = w.value(i, "unit")
    if unit in LONGS and w.lower(i + 1) in tuple(DASHES) and w.lower(i + 2) == "long":
        return i + 3, Meaning(type="DURATION", length=Quantity(1, unit).iso)
    counted = amount(w, i)
    if counted is None or counted[1] is None or w.lower(counted[0]) not in tuple(DASHES):
        return None
    end = counted[0] + 2
    unit = w.value(end - 1, "unit")
    if unit not in PLAIN_UNITS or "plural" in w.at(end - 1):
        return None
    if w.lower(end) in tuple(DASHES):
        if w.lower(end + 1) != "long":
            return None
        end += 2
    return (end, Meaning(type="DURATION", length=Quantity(counted[1], unit).iso)) if w.lower(end) != "old" else None


def again(w: Words, i: int, mod: str | None) -> Found | None:
    """“annual”, “every Tuesday”, “on Wednesdays”, “every two years”, “every other week”, “twice a year”."""
    if (found := w.take(i, "set")) and (i == w.first or not capital(w, i)):
        return found[0], Meaning(type="SET", length=found[1], quant="EVERY")
    at = i + (w.lower(i) == "on")
    if (found := w.take(at, "weekdays")) and capital(w, at):
        return found[0], Meaning(type="SET", length=f"XXXX-WXX-{found[1]}", quant="EVERY")
    if (found := w.take(at, "weekday")) and capital(w, at) and (part := w.take(found[0], "dayparts")):
        return part[0], Meaning(type="SET", length=f"XXXX-WXX-{found[1]}T{part[1]}", quant="EVERY")
    times = w.take(i, "times")
    if times and w.lower(times[0]) in ("a", "every", "per") and (unit := w.value(times[0] + 1, "unit")) in PLAIN_UNITS:
        return times[0] + 2, Meaning(type="SET", length=Quantity(1, unit).iso, freq=f"{times[1]}X")
    each = w.take(i, "each")
    if each is None:
        return None
    if (found := w.take(each[0], "weekday")) and capital(w, each[0]):
        return found[0], Meaning(type="SET", length=f"XXXX-WXX-{found[1]}", quant=each[1])
    other = "other" in w.at(each[0])
    unit = w.value(each[0] + other, "unit")
    if unit in PLAIN_UNITS and "plural" not in w.at(each[0] + other):
        return each[0] + other + 1, Meaning(type="SET", length=Quantity(1 + other, unit).iso, quant=each[1])
    q = quantity(w, each[0])
    return (q[0], Meaning(type="SET", length=q[1].iso, quant=each[1])) if q else None


COUNTING: tuple[Callable[[Words, int, str | None], Found | None], ...] = (
    ago,
    hence,
    offset,
    recent,
    during,
    compound,
    again,
)
"""Ordered: the first that fits is taken."""
