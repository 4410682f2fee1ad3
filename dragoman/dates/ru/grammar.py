"""What the words of Russian time say: «накануне», «с 5 по 7 мая», «во время войны», «в начале недели»."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dragoman.dates.drafts import Rule, join
from dragoman.dates.meaning import Found, Meaning
from dragoman.dates.ru.clock import moment
from dragoman.dates.ru.days import number, of_month, year_of
from dragoman.dates.ru.lengths import COUNTING
from dragoman.dates.ru.periods import period
from dragoman.dates.words import Words

LIMITS = ("until", "by")
NEAR = 30
"""Tokens looked back for «если» before «тогда»."""


def vague(w: Words, i: int) -> Found | None:
    """«ранее», «в ближайшее время», «после этого»."""
    found = w.take(i, "vague")
    if found is None or (found[1][0] == "then" and found[0] == i + 1 and _conditional(w, i)):
        return None
    sense, reason = found[1]
    return found[0], Meaning(vague=sense, reason=reason)


def _conditional(w: Words, i: int) -> bool:
    """«если …, тогда»."""
    return any(w.lower(k) == "если" for k in range(max(w.first, i - NEAR), i))


def eve(w: Words, i: int) -> Found | None:
    """«накануне»: the day before, unless of something («накануне визита»)."""
    found = w.take(i, "eve")
    if found is None:
        return None
    end = found[0]
    for k in range(end, min(end + 4, w.last)):
        token = w.tokens[k]
        if token.feats.get("Case") != "Gen" or token.pos not in ("NOUN", "PROPN", "ADJ", "DET", "NUM", "PRON"):
            break
        if token.pos in ("NOUN", "PROPN", "PRON") and not w.take(k, "daypart_gen"):
            return end, Meaning(vague="story", reason="the eve of an event")
    day = Meaning(grain="day", shift=-1, choice="eve")
    part = w.take(end, "daypart")
    return (part[0], replace(day, daypart=part[1], type="TIME")) if part else (end, day)


def era(w: Words, i: int) -> Found | None:
    """«во время Второй мировой войны»; of other wars the year if it is told («после Крымской войны 1853 года»)."""
    lead = w.take(i, "eralead") or w.take(i, "lead")
    if lead is None or lead[1] in ("by", "of"):
        return None
    part = w.take(lead[0], "part")
    at = part[0] if part else lead[0]
    known = period(w, at, "part")
    if known and known[1].bounds:
        return known[0], replace(known[1], lead=lead[1])
    for k in range(at, min(at + 4, w.last)):
        if "war" in w.at(k):
            told = year_of(w, k + 1)
            return told or (k + 1, Meaning(grain="year", reason="named by an event, not by a date"))
        if w.tokens[k].pos not in ("ADJ", "DET", "PROPN", "NUM"):
            return None
    return None


def adjective(w: Words, i: int) -> Found | None:
    """«сегодняшних», «декабрьский», «прошлогоднем»: the word alone."""
    here = w.at(i)
    if "today_adj" in here:
        return i + 1, Meaning(grain="day", shift=here["today_adj"][1])
    if "lastyear" in here:
        return i + 1, Meaning(grain="year", year_shift=-1)
    if "month_adj" in here and not w.tokens[i].text.istitle():
        return i + 1, Meaning(grain="month", month=here["month_adj"][1])
    return None


def counted(w: Words, i: int) -> Found | None:
    """Durations and moments counted in units, with «около» before them."""
    about = w.take(i, "approximately")
    at = about[0] if about else i
    for rule in COUNTING:
        found = rule(w, at, about[1] if about else None)
        if found:
            return found
    return None


def span(w: Words, i: int) -> Found | None:
    """«с 5 по 7 мая», «с 1999 по 2002 год», «между 5 и 9 мая», «с понедельника по среду»."""
    lead, between = w.take(i, "lead"), w.take(i, "between")
    if between:
        joint, at = "and", between[0]
    elif lead and lead[1] == "since":
        joint, at = "to", lead[0]
    else:
        return None
    for end, first in openings(w, at):
        if joint in w.at(end) and (second := body(w, end + 1, "in") or body(w, end + 1, "until")):
            both = join(first, second[1])
            if both:
                return second[0], both
    return None


def openings(w: Words, i: int) -> Iterator[tuple[int, Meaning]]:
    """What a range can begin with: a whole time, or a number that the end completes."""
    found = body(w, i, "since")
    if found:
        yield found
    bare = number(w, i)
    if bare:
        yield bare[0], Meaning(number=bare[1])


def dash_range(w: Words, i: int) -> Found | None:
    """«30 ноября — 1 декабря», «в 1999 — 2002 годах»."""
    lead = w.take(i, "lead")
    at = lead[0] if lead else i
    first = of_month(w, at, "")
    if first is None or w.lower(first[0]) not in ("—", "–", "-"):
        return None
    second = of_month(w, first[0] + 1, "")
    both = join(first[1], second[1]) if second else None
    return (second[0], both) if second and both else None


def dated(w: Words, i: int) -> Found | None:
    """A day or a period, with the preposition before it."""
    about = w.take(i, "approximately")
    start = about[0] if about else i
    lead = w.take(start, "lead")
    if lead:
        inner = w.take(lead[0], "approximately")
        found = body(w, inner[0] if inner else lead[0], lead[1])
        if found:
            return found[0], _led(found[1], lead[1], (about or inner) is not None)
    found = body(w, start, "")
    return (found[0], replace(found[1], mod=found[1].mod or "APPROX") if about else found[1]) if found else None


def _led(m: Meaning, lead: str, about: bool) -> Meaning:
    m = replace(m, lead=lead, limit=m.limit or lead in LIMITS)
    return replace(m, mod=m.mod or "APPROX") if about else m


def body(w: Words, i: int, lead: str) -> Found | None:
    """The longer of a day and a period."""
    a, b = moment(w, i, lead), period(w, i, lead)
    if a and b:
        return a if a[0] >= b[0] else b
    return a or b


OPENERS = frozenset(
    ("lead", "to", "and", "between", "eralead", "approximately", "hence", "shift", "thatmoment", "number")
)
"""Tags of words that open an expression only with a word of time after them."""

RULES: tuple[Rule, ...] = (
    span,
    dash_range,
    counted,
    vague,
    dated,
    eve,
    era,
    adjective,
)
"""Of readings of one length, the first rule's is taken."""
