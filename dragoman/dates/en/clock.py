"""The time of day, and a day with its time: “late Tuesday evening”, “at 4 p.m. Moscow time (1300 GMT) on Wednesday”."""

from __future__ import annotations

from dataclasses import replace

from dragoman.dates.en.days import capital, day, number_of_things, past_the, possessive
from dragoman.dates.en.shapes import half_day
from dragoman.dates.meaning import Found, Meaning
from dragoman.dates.words import Words

TIMED = ("in", "until", "by", "since", "after", "before", "about")
"""Kinds of prepositions that can stand before a clock; "about": “around 16:00”."""

DEGREES = {"early": "START", "late": "END"}
HALVES = {"a.m.": "a", "am": "a", "a.m": "a", "p.m.": "p", "pm": "p", "p.m": "p"}


def moment(w: Words, i: int, lead: str) -> Found | None:
    """A day, a time of day, or both in either order."""
    found = graded(w, i, lead) or part_of_day(w, i, lead) or day(w, i, lead) or clock(w, i, lead)
    for _ in range(4):
        more = addition(w, *found) if found else None
        if more is None:
            break
        found = more
    return found


def graded(w: Words, i: int, lead: str) -> Found | None:
    """“late Tuesday”, “late on Tuesday”, “early on Dec. 15”, “earlier on Wednesday”, “late in the evening”."""
    degree = w.lower(i)
    if degree not in DEGREES and "within" not in w.at(i):
        return None
    at = i + 1 + (w.lower(i + 1) == "on")
    found = day(w, past_the(w, at) if w.lower(i + 1) == "on" else at, "in")
    if found is None or found[1].story or found[1].until:
        return None
    return found[0], replace(found[1], mod=DEGREES.get(degree))


def part_of_day(w: Words, i: int, lead: str) -> Found | None:
    """“the evening” after “in”, “the morning of Dec. 7”, “noon”, “midnight”."""
    if lead in TIMED and (found := w.take(i, "daypoint")):
        return found[0], Meaning(type="TIME", clock=found[1])
    at = past_the(w, i)
    degree = w.lower(at) in DEGREES
    found = w.take(at + degree, "daypart")
    if found is None or not lead or at == i or capital(w, at + degree):
        return None
    m = Meaning(type="TIME", daypart=found[1], overnight=found[1] == "NI")
    if w.lower(found[0]) == "of" and (dated := day(w, past_the(w, found[0] + 1), "in")):
        return dated[0], replace(dated[1], type="TIME", daypart=m.daypart, overnight=m.overnight)
    return None if w.lower(found[0]) == "of" or possessive(w, found[0]) else (found[0], m)


def addition(w: Words, i: int, m: Meaning) -> Found | None:
    """One more piece after `m`: the day of a time, or the time of a day."""
    if m.until or m.vague or m.bounds:
        return None
    at = i + (w.lower(i) == ",")
    if not m.grain:
        return day_of(w, i, at, m)
    if m.clock or (m.weekday and possessive(w, i)):
        return None
    return None if m.daypart else daypart_after(w, i, m) or clock_after(w, at, m, comma=at > i)


def day_of(w: Words, i: int, at: int, m: Meaning) -> Found | None:
    """The day after a time: “4 p.m. on Wednesday”, “noon Friday”, “10 a.m., Dec. 15”."""
    on = w.lower(at) == "on"
    if at > i and not on and "month" not in w.at(at) and "month_short" not in w.at(at):
        return None
    found = day(w, at + on, "in")
    if found is None or found[1].until or found[1].type == "TIME" or found[1].vague:
        return None
    return found[0], replace(
        found[1], type="TIME", clock=m.clock, zone=m.zone, daypart=m.daypart, overnight=m.overnight
    )


def daypart_after(w: Words, i: int, m: Meaning) -> Found | None:
    """“Tuesday night”, “yesterday evening”, “Monday in the morning”."""
    at = past_the(w, i + 1) if w.lower(i) == "in" else i
    found = w.take(at + (w.lower(at) == "late"), "daypart")
    if found is None or capital(w, at) or (w.lower(i) == "in" and at == i + 1):
        return None
    return found[0], replace(m, type="TIME", daypart=found[1], overnight=found[1] == "NI")


def clock_after(w: Words, i: int, m: Meaning, comma: bool) -> Found | None:
    """“at 4 p.m.”, “at noon”, “around 16:00 GMT” after a day."""
    lead = w.lower(i) in ("at", "around", "about", "by", "from", "after", "before")
    at = i + 1 if lead else i
    at += lead and "approximately" in w.at(at)
    found = w.take(at, "daypoint") if lead else None
    if found:
        return found[0], replace(m, type="TIME", clock=found[1])
    told = None if comma and not lead else clock(w, at, "in" if lead else "")
    return (told[0], replace(m, type="TIME", clock=told[1].clock, zone=told[1].zone)) if told else None


def clock(w: Words, i: int, lead: str) -> Found | None:
    """“4 p.m. Moscow time (1300 GMT)”: a clock, and that of another zone in brackets."""
    found = one_clock(w, i, lead)
    if found is None or w.lower(found[0]) != "(":
        return found
    other = one_clock(w, found[0] + 1, "")
    if other is None or w.lower(other[0]) != ")":
        return found
    m = found[1]
    return other[0] + 1, m if m.zone else replace(m, clock=other[1].clock, zone=other[1].zone)


def one_clock(w: Words, i: int, lead: str) -> Found | None:
    """“16:00”, “4 p.m.”, “0315 GMT”, “10 o'clock”; never a score (“3:2”) or a plain number."""
    hour = w.value(i, "digits")
    half = HALVES.get(w.lower(i + 1))
    if hour is not None and half and 1 <= hour <= 12:
        return finished(w, half_day(hour, "00", half), i + 2, lead, sure=True)
    if found := w.take(i, "clock"):
        half = HALVES.get(w.lower(i + 1))
        text = half_day(int(found[1][:2]), found[1][3:], half) if half else found[1]
        return finished(w, text, found[0] + (half is not None), lead, half is not None or "sure" in w.at(i))
    if (found := w.take(i, "military")) and w.value(found[0], "zone") and w.lower(found[0]) != "local":
        return finished(w, found[1], found[0], lead, sure=True)
    if hour is not None and w.lower(i + 1) in ("o'clock", "o’clock") and 1 <= hour <= 12:
        return finished(w, f"{hour:02}:00", i + 2, lead, sure=True)
    return None


def finished(w: Words, text: str, end: int, lead: str, sure: bool) -> Found | None:
    """The clock with its zone; a bare one needs a preposition."""
    if int(text[:2]) > 24 or int(text[3:]) > 59:
        return None
    zone = w.take(end, "zone")
    if zone:
        end, sure = zone[0], True
    if not sure and (lead not in TIMED or number_of_things(w, end)):
        return None
    return end, Meaning(type="TIME", clock=text, zone=zone[1] if zone else None)
