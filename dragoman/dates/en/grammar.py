"""What the words of English time say: “from May 5 to 7”, “by the end of the year”, “the June summit”, “earlier”."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dragoman.dates.drafts import Rule, join
from dragoman.dates.en.clock import moment
from dragoman.dates.en.days import (
    day_month,
    month_day,
    number,
    number_of_things,
    past_the,
    possessive,
    runs_on,
    weekday_at,
)
from dragoman.dates.en.lengths import COUNTING
from dragoman.dates.en.periods import period
from dragoman.dates.meaning import Found, Meaning
from dragoman.dates.words import DASHES, Words

LIMITS = ("until", "by", "before")
NEAR = 30
"""Tokens looked back for “if” before “then”."""

REACH = 10
"""Tokens within which a range without “from” has its “to” or dash."""

YEARS_NAMED = range(1900, 2100)
"""Years that stand before a noun (“the 2015 agreement”); other numbers are counts or names."""


def vague(w: Words, i: int) -> Found | None:
    """“earlier”, “soon”, “since then”; not “the then-minister”, “later than”."""
    found = w.take(i, "vague")
    if found is None or w.lower(found[0]) in (*DASHES, "than"):
        return None
    before, word = w.lower(i - 1), w.lower(i)
    if word == "then" and (before in ("the", "if", "-") or conditional(w, i)):
        return None
    if before in ("no", "much", "than", "as", "too", "how") or (word == "earlier" and w.tokens[i].rel == "amod"):
        return None
    sense, reason = found[1]
    return found[0], Meaning(vague=sense, reason=reason)


def conditional(w: Words, i: int) -> bool:
    """“if …, then”."""
    return any(w.lower(k) in ("if", "when") for k in range(max(w.first, i - NEAR), i))


def era(w: Words, i: int) -> Found | None:
    """“during World War II”, “after 9/11”; of other wars the year if it is told (“after the Crimean War of 1853”)."""
    lead = w.take(i, "lead")
    at = past_the(w, lead[0] if lead else i)
    for k in {lead[0] if lead else i, at}:
        if (named := w.take(k, "eraday")) and not adjectival(w, named[0]):
            m = Meaning(grain="day", bounds=tuple(named[1]), reason="named by an event, not by a date")
            return named[0], replace(m, lead=lead[1] if lead and lead[1] != "by" else "")
    if lead is None:
        return None
    known = period(w, lead[0], "part")
    if known and known[1].bounds:
        return known[0], replace(known[1], lead=lead[1])
    for k in range(at, min(at + 4, w.last)):
        if "war" in w.at(k) and k > at and w.tokens[k].text[0].isupper():
            return k + 1, Meaning(grain="year", reason="named by an event, not by a date")
        if not w.tokens[k].text[:1].isupper() or w.at(k).keys() & {"weekday", "month"}:
            return None
    return None


def adjectival(w: Words, i: int) -> bool:
    """A noun stands at `i`: “the 9/11 commission”."""
    return w.first <= i < w.last and w.tokens[i].pos in ("NOUN", "PROPN", "ADJ")


def year_of_noun(w: Words, i: int) -> Found | None:
    """“the 2015 agreement”, “Kyiv's 2014 appeal”, “the talks of 2015”, “2014 and 2015”."""
    year = w.value(i, "year")
    if year not in YEARS_NAMED or i <= w.first:
        return None
    before = w.tokens[i - 1]
    if before.lower == "of" and not runs_on(w, i + 1) and not number_of_things(w, i + 1):
        return i + 1, Meaning(grain="year", year=year)
    listed = before.lower in (",", "and", "or") and w.value(i - 2, "year") in YEARS_NAMED
    if listed and not number_of_things(w, i + 1):
        return i + 1, Meaning(grain="year", year=year)
    if not adjectival(w, i + 1):
        return None
    owned = possessive(w, i - 1) or before.rel == "nmod:poss"
    described = before.pos == "ADJ" and w.lower(i - 2) in ("the", "a", "an")
    return (
        (i + 1, Meaning(grain="year", year=year)) if owned or described or before.lower in ("the", "a", "an") else None
    )


def counted(w: Words, i: int) -> Found | None:
    """Durations and moments counted in units, with “about” before them."""
    about = w.take(i, "approximately") or w.take(i, "count")
    for at, mod in ((i, None), *(((about[0], about[1] or None),) if about else ())):
        for rule in COUNTING:
            found = rule(w, at, mod)
            if found and not (
                w.lower(found[0]) == "old" or (w.lower(found[0]) in DASHES and w.lower(found[0] + 1) == "old")
            ):
                return found
    return None


def span(w: Words, i: int) -> Found | None:
    """“from May 5 to 7”, “from 1999 to 2002”, “between May 5 and 9”, “from Monday through Wednesday”."""
    lead, between = w.take(i, "lead"), w.take(i, "between")
    if between:
        at = between[0]
    elif lead and w.lower(i) in ("from", "on", "in"):
        at = lead[0]
    else:
        at = i
    at += 2 * (w.lower(at) == "the" and w.lower(at + 1) == "years")
    opened = between or w.lower(i) == "from"
    if between and (listed := body(w, at, "since")) and listed[1].until:
        return listed  # “between May 5 and 9” looks like “May 5 and 9”
    if not opened and not any("to" in w.at(k) or "dash" in w.at(k) for k in range(at + 1, at + REACH)):
        return None
    for end, first in openings(w, at):
        if not opened and not first.grain:
            continue
        joint = "and" if between else "to"
        dash = w.lower(end) in tuple(DASHES) and not between
        if not dash and (joint not in w.at(end) or not (opened or first.month or first.weekday)):
            continue
        found = ending(w, end + 1, first)
        if found:
            return found
    return None


def openings(w: Words, i: int) -> Iterator[tuple[int, Meaning]]:
    """What a range can begin with: a whole time, or a number that the end completes."""
    found = body(w, i, "since")
    if found and not found[1].until:
        yield found
    bare = number(w, past_the(w, i))
    if bare and bare[1] == bare[2]:
        yield bare[0], Meaning(number=bare[1])


def ending(w: Words, i: int, first: Meaning) -> Found | None:
    """The range that `first` begins: its end is a time, or a number of the same month."""
    bare = number(w, past_the(w, i))
    if first.month and first.day and bare and bare[1] == bare[2]:
        whole = day_month(w, i, "in")
        if whole is None and bare[1] > first.day and not runs_on(w, bare[0]):
            return bare[0], replace(first, until=replace(first, day=bare[1]))
    second = body(w, i, "until")
    both = join(first, second[1]) if second else None
    return (second[0], both) if second and both else None


def dated(w: Words, i: int) -> Found | None:
    """A day or a period, with the preposition before it."""
    about = w.take(i, "approximately")
    start = about[0] if about else i
    lead = w.take(start, "lead")
    if lead:
        inner = w.take(lead[0], "approximately")
        found = body(w, inner[0] if inner else lead[0], lead[1])
        if found and not (w.lower(start) == "over" and found[1].grain == "day"):
            return None if possessive(w, found[0]) else (found[0], led(found[1], lead[1], bool(about or inner)))
    found = body(w, start, "about" if about else "")
    number = about and found and found[1].grain == "year" and found[1].shift is None and not found[1].mod
    if found is None or (number and (found[1].year not in YEARS_NAMED or runs_on(w, found[0]))):
        return None  # “about 2000 people”
    return (found[0], replace(found[1], mod=found[1].mod or "APPROX")) if about else found


def led(m: Meaning, lead: str, about: bool) -> Meaning:
    """`m` after its preposition. “before the end of the year” is by that end."""
    if lead == "before" and m.mod == "END":
        lead = "by"
    m = replace(m, lead=lead, limit=m.limit or lead in LIMITS)
    return replace(m, mod=m.mod or "APPROX") if about else m


def moved_to(w: Words, i: int) -> Found | None:
    """“postponed to Monday”, “moved to next week”."""
    if w.lower(i) != "to" or not any(
        w.tokens[k].lemma in w.lexicon.lemmas("moved") for k in range(max(w.first, i - 4), i)
    ):
        return None
    found = body(w, i + 1, "on")
    whole = found and (
        found[1].weekday or found[1].month or found[1].season or found[1].year or found[1].shift is not None
    )
    if not found or not whole:
        return None
    m = led(found[1], "on", False)
    return found[0], replace(m, choice=m.choice or "next") if m.grain in ("month", "season") else m


def closed_day(w: Words, i: int) -> Found | None:
    """“Wed, 15 Dec 2021”, “Wednesday | Dec. 15”: a weekday before its date."""
    found = weekday_at(w, i)
    return (month_day(w, found[0], "") or day_month(w, found[0], "")) if found else None


def body(w: Words, i: int, lead: str) -> Found | None:
    """The longer of a day and a period."""
    a, b = moment(w, i, lead), period(w, i, lead)
    if a and b:
        return a if a[0] >= b[0] else b
    return a or b


OPENERS = frozenset(
    (
        "lead",
        "the",
        "to",
        "and",
        "between",
        "approximately",
        "hence",
        "number",
        "count",
        "shift",
        "recent",
        "recently",
        "dash",
        "filler",
        "mark",
    )
)
"""Tags of words that open an expression only with a word of time after them."""

RULES: tuple[Rule, ...] = (
    span,
    counted,
    vague,
    dated,
    moved_to,
    closed_day,
    era,
    year_of_noun,
)
"""Of readings of one length, the first rule's is taken."""
