"""The time of day, and a day with its time: «поздно вечером во вторник», «2 февраля в 16:00 мск»."""

from __future__ import annotations

from dataclasses import replace

from dragoman.dates.meaning import Found, Meaning
from dragoman.dates.ru.days import day
from dragoman.dates.words import Words

TIMED = ("in", "until", "by", "since", "after", "before")
"""Prepositions that can stand before a clock."""


def moment(w: Words, i: int, lead: str) -> Found | None:
    """A day, a time of day, or both in either order."""
    found = day(w, i, lead) or time_of_day(w, i, lead)
    while found:
        more = addition(w, found[0], found[1])
        if more is None:
            return found
        found = more
    return None


def addition(w: Words, i: int, m: Meaning) -> Found | None:
    """One more piece after `m`: the day of a time, or the time of a day."""
    comma = w.lower(i) == ","
    at = i + comma
    for end, lead in leads(w, at):
        if not m.grain and not comma and not m.until:
            found = day(w, end, lead or "part")
            if found and not found[1].until and (lead in ("in", "on", "") or found[1].shift is None):
                return found[0], replace(found[1], clock=m.clock, zone=m.zone, daypart=m.daypart, type="TIME")
        if m.grain and not m.clock and (not comma or lead) and (found := time_of_day(w, end, lead)):
            if m.daypart and found[1].daypart:
                return None
            return found[0], replace(
                m, clock=found[1].clock, zone=found[1].zone, daypart=found[1].daypart or m.daypart, type="TIME"
            )
    return None


def leads(w: Words, i: int) -> list[tuple[int, str]]:
    """Prepositions that may stand at `i`, with what follows them; the last is none at all."""
    found = w.take(i, "lead")
    out = [(found[0], str(found[1]))] if found else []
    about = w.take(found[0] if found else i, "approximately")
    if about:
        out.append((about[0], str(found[1]) if found else "in"))
    return [*out, (i, "")]


def time_of_day(w: Words, i: int, lead: str) -> Found | None:
    """«утром», «в ночь на», «в полдень», «16:00 мск», «16 часов 30 минут»."""
    return night_before(w, i, lead) or part_of_day(w, i, lead) or clock(w, i, lead)


def night_before(w: Words, i: int, lead: str) -> Found | None:
    """«в ночь на вторник», «в ночь с 16 на 17 февраля»: the day that the night ends in."""
    if lead != "in" or w.value(i, "daypart_gen") != "NI":
        return None
    if w.value(i + 1, "lead") == "on":
        found = day(w, i + 2, "on")
    else:
        at = next((k for k in range(i + 2, i + 6) if w.value(k, "lead") == "on"), None)
        found = day(w, at + 1, "on") if at and w.value(i + 1, "lead") == "since" else None
    return (found[0], replace(found[1], daypart="NI", type="TIME")) if found else None


def part_of_day(w: Words, i: int, lead: str) -> Found | None:
    """«рано утром», «в полночь», «в первой половине дня», «к вечеру»."""
    degree = w.take(i, "degree")
    at = degree[0] if degree else i
    if not lead and (found := w.take(at, "daypart")):
        thing = found[1] == "DT" and not degree and _day_of(w, at)
        return None if thing else (found[0], Meaning(type="TIME", daypart=found[1]))
    if lead in TIMED and (found := w.take(i, "daypoint")):
        return found[0], Meaning(type="TIME", clock=found[1])
    if lead in ("by", "until", "since", "after") and (found := w.take(i, "daypart_gen")) and found[1] != "DT":
        return found[0], Meaning(type="TIME", daypart=found[1])
    if not lead and (found := of_shifted_day(w, i)):
        return found
    half = w.value(i, "ordinal")
    if lead == "in" and half in (1, 2) and "halves" in w.at(i + 1) and w.lower(i + 2) == "дня":
        return i + 3, Meaning(type="TIME", daypart="MO" if half == 1 else "AF")
    return None


def of_shifted_day(w: Words, i: int) -> Found | None:
    """«минувшей ночью», «этим утром», «вчерашним вечером»: the night is that which ends today."""
    which = w.value(i, "shift") or ("today" if "today_adj" in w.at(i) else "")
    part = w.take(i + 1, "daypart")
    if part is None or which not in ("last", "past", "this", "nearest", "today"):
        return None
    shift = w.value(i, "today_adj") if which == "today" else 0
    if which in ("last", "past") and part[1] != "NI":
        shift = -1
    elif which == "nearest":
        shift = 1
    return part[0], Meaning(type="TIME", grain="day", shift=shift, daypart=part[1])


def _day_of(w: Words, i: int) -> bool:
    """«днём ранее», «днём траура»: a day that is counted or named, no time of day."""
    if "offset" in w.at(i + 1):
        return True
    if i + 1 >= w.last:
        return False
    after, before = w.tokens[i + 1], w.tokens[i - 1] if i > w.first else None
    named = (
        after.pos == "NOUN"
        and after.feats.get("Case") == "Gen"
        and not any(t.startswith("weekday") for t in w.at(i + 1))
    )
    counted = before is not None and (
        (before.feats.get("Case") == "Ins" and before.pos in ("ADJ", "DET", "NUM"))
        or before.lower in ("с", "со", "над", "между")
    )
    return named or counted


def clock(w: Words, i: int, lead: str) -> Found | None:
    """«16:00», «16.00 мск», «16 часов 30 минут», «9 утра»; never a score («со счётом 3:2») or a plain number."""
    hour = w.value(i, "digits")
    if hour is not None and w.lower(i + 1) == ":" and len(w.lower(i + 2)) == 2 and w.value(i + 2, "digits") is not None:
        text, end, sure = f"{hour:02}:{w.lower(i + 2)}", i + 3, False
        if w.lower(end) == ":" and w.value(end + 1, "digits") is not None:
            end += 2
    elif found := w.take(i, "clock"):
        text, end, sure = found[1], found[0], False
    elif hour is not None and w.value(i + 1, "unit") == "hour" and (lead in TIMED):
        minute = w.value(i + 2, "digits") if w.value(i + 3, "unit") == "minute" else None
        text, end = f"{hour:02}:{minute or 0:02}", i + 4 if minute is not None else i + 2
        sure = False
        if (
            minute is None
            and lead in ("since", "until", "after", "before")
            and "daypart_gen" not in w.at(end)
            and "zone" not in w.at(end)
        ):
            return None
    elif hour is not None and "daypart_gen" in w.at(i + 1) and lead in TIMED and hour <= 12:
        if w.lower(i + 1) not in ("утра", "дня", "вечера", "ночи"):
            return None
        text, end, sure = f"{hour:02}:00", i + 1, True
    else:
        return None
    return _finished(w, text, end, lead, sure)


def _finished(w: Words, text: str, end: int, lead: str, sure: bool) -> Found | None:
    """The clock with «вечера» and the zone after it; without them it needs a preposition and must not count things."""
    hour, minute = int(text[:2]), int(text[3:])
    if hour > 24 or minute > 59:
        return None
    part = w.take(end, "daypart_gen")
    if part and w.lower(end) in ("утра", "дня", "вечера", "ночи"):
        end, sure = part[0], True
        hour += 12 if part[1] in ("DT", "EV") and hour < 12 else 0
    at = end + 1 if w.lower(end) in ("(", ",") and "zone" in w.at(end + 1) else end
    zone = w.take(at, "zone")
    if zone:
        end, sure = zone[0] + (w.lower(at - 1) == "(" and w.lower(zone[0]) == ")"), True
    if not sure and (lead not in TIMED or _things(w, end)):
        return None
    return end, Meaning(type="TIME", clock=f"{hour:02}:{minute:02}", zone=zone[1] if zone else None)


def _things(w: Words, i: int) -> bool:
    """A counted noun follows, and no word of time."""
    if i >= w.last or w.at(i):
        return False
    return w.lower(i) == "%" or (w.tokens[i].pos == "NOUN" and w.tokens[i].feats.get("Case") == "Gen")
