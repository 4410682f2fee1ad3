"""Words for a period longer than a day: “early January”, “the summer of 2010”, “last week”, “the mid-1990s”."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from dragoman.dates.en.days import capital, month_at, number_of_things, past_the, possessive, runs_on, titled, with_year
from dragoman.dates.meaning import Found, Meaning
from dragoman.dates.words import DASHES, Words

UNIT_SHIFTS = {"last": -1, "past": -1, "this": 0, "next": 1, "nearest": 1}
PERIODS = ("week", "month", "quarter", "half", "year", "decade", "century", "weekend")
STORY_SHIFTS = {"that": 0, "following": 1, "previous": -1}
DATED_LEADS = ("until", "by", "since", "after", "before", "part", "over")
NO_CENTURY = "the century is not told"
WOMEN_AND_VERBS = ("may", "june", "april", "august")
MADE_OF = ("of", "in", "on")


def period(w: Words, i: int, lead: str) -> Found | None:
    """A period with the part of it that is meant, if any."""
    for rule in RULES:
        found = rule(w, i, lead)
        if found:
            return found
    return None


def part_of(w: Words, i: int, lead: str) -> Found | None:
    """“early January”, “the end of last week”, “early in the week”, “mid-2014”, “late last month”."""
    if found := w.take(i, "yearpart"):
        return found[0], Meaning(grain="year", year=found[1][1], mod=found[1][0])
    part = w.take(i, "part") or w.take(past_the(w, i), "part")
    if part is None:
        return halves(w, past_the(w, i))
    linked = w.lower(part[0]) in MADE_OF
    adjective = w.lower(part[0] - 1) in ("early", "late", "mid", "-", "of")
    if not linked and not adjective:
        return None
    inner = plain(w, part[0] + linked, "part" if linked else "bare")
    return (inner[0], replace(inner[1], mod=part[1])) if inner and inner[1].mod is None else None


def halves(w: Words, i: int) -> Found | None:
    """“the first half of 2022”, “the second half of May”."""
    half = w.value(i, "ordinal")
    if half not in (1, 2) or w.value(i + 1, "unit") != "half" or w.lower(i + 2) != "of":
        return None
    inner = plain(w, i + 3, "part")
    if inner is None or inner[1].mod:
        return None
    if inner[1].grain == "year" and inner[1].shift is None:
        return inner[0], replace(inner[1], grain="half", number=half)
    return inner[0], replace(inner[1], mod="START" if half == 1 else "END")


def plain(w: Words, i: int, lead: str) -> Found | None:
    """A period without a part."""
    return next((f for rule in PLAIN if (f := rule(w, i, lead))), None)


def end_of_unit(w: Words, i: int, lead: str) -> Found | None:
    """“year-end”, “the week's end”."""
    found = w.take(i, "unitend")
    return (found[0], Meaning(grain=found[1], shift=0, mod="END")) if found and lead else None


def month(w: Words, i: int, lead: str) -> Found | None:
    """“May”, “May 2014”, “May of last year”, “May and June 2019”, “last May”, “the June summit”."""
    shift = w.take(i, "shift")
    if shift and shift[1] not in UNIT_SHIFTS:
        return None
    at = shift[0] if shift else past_the(w, i)
    found = month_at(w, at)
    if found is None:
        return None
    first = Meaning(grain="month", month=found[1], choice=shift[1] if shift else "")
    end = found[0]
    joint = w.lower(end) in tuple(DASHES) or "and" in w.at(end)
    second = month_at(w, end + 1) if joint else None
    if second and second[1] > found[1]:
        first = replace(first, until=replace(first, month=second[1]))
        end = second[0]
    whole = with_year(w, end, first)
    if at == i and not shift and not lead and whole[0] == end and not names_month(w, i, end):
        return None
    return None if at > i and not shift and whole[0] == end else whole


def names_month(w: Words, i: int, end: int) -> bool:
    """A bare name is a month in “the June summit”, “July's talks”; “June met the envoy” is a woman."""
    if w.lower(i - 1) in ("the", "a", "an") or (i > w.first and possessive_before(w, i)):
        return runs_on(w, end)
    return possessive(w, end) and w.lower(i) not in WOMEN_AND_VERBS


def possessive_before(w: Words, i: int) -> bool:
    """“the party's July talks”, “their July talks”."""
    return possessive(w, i - 1) or w.tokens[i - 1].rel == "nmod:poss"


def season(w: Words, i: int, lead: str) -> Found | None:
    """“the summer of 2010”, “spring 2014”, “this fall”, “spring”; not “the fall of the government”."""
    shift = w.take(i, "shift")
    at = shift[0] if shift else past_the(w, i)
    found = w.take(at, "season")
    if found is None or (shift and shift[1] not in UNIT_SHIFTS):
        return None
    m = Meaning(grain="season", season=found[1], choice=shift[1] if shift else "")
    end, m = with_year(w, found[0], m)
    if end > found[0] or shift:
        return end, m
    told = lead in ("in", "until", "by", "since", "after", "before", "over", "on", "part", "bare")
    return (end, m) if told and w.lower(end) != "of" and not runs_on(w, end) and not capital(w, at) else None


def fraction(w: Words, i: int, lead: str) -> Found | None:
    """“the first quarter of 2022”, “the second half”, “Q1 2015”."""
    if found := w.take(i, "fraction"):
        unit, n = found[1]
        return with_year(w, found[0], Meaning(grain=unit, number=n))
    at = past_the(w, i)
    n = w.value(at, "ordinal") or w.value(at, "numeral")
    unit = w.value(at + 1, "unit")
    if n is None or unit not in ("quarter", "half") or n > (4 if unit == "quarter" else 2):
        return None
    end, m = with_year(w, at + 2, Meaning(grain=unit, number=n))
    return (end, m) if m.year or m.year_shift is not None or (lead and w.lower(end) != "of") else None


def year(w: Words, i: int, lead: str) -> Found | None:
    """“2014” after a preposition, “2010-2012”, “2014-15”, “fiscal 2015”, “FY2015”, “the year 2014”."""
    fiscal = w.take(i, "fiscal")
    if fiscal and w.value(fiscal[0], "year"):
        return fiscal[0] + 1, Meaning(grain="year", year=w.value(fiscal[0], "year"), mod="APPROX")
    if found := w.take(i, "fiscalyear"):
        return found[0], Meaning(grain="year", year=found[1], mod="APPROX")
    at = past_the(w, i)
    at += w.lower(at) == "year"
    value = w.value(at, "year") or (w.value(at, "pair") or (0,))[0]
    if not 1000 <= value < 2200 or not (lead or at > i + 1):
        return None
    if "pair" in w.at(at):
        return year_range(w, at + 1, value, w.value(at, "pair")[1])
    if (
        w.lower(at + 1) in tuple(DASHES)
        and (last := w.value(at + 2, "digits"))
        and w.tokens[at].end == w.tokens[at + 1].start
    ):
        return year_range(w, at + 3, value, last)
    if lead == "in" and w.lower(at - 1) in ("on", "at", "for"):
        return None
    counts = number_of_things(w, at + 1) or (w.lower(at + 1) in (",", ".") and "digits" in w.at(at + 2))
    if counts or (at > i and runs_on(w, at + 1)) or w.value(at + 1, "zone"):
        return None
    return at + 1, Meaning(grain="year", year=value)


def year_range(w: Words, end: int, first: int, last: int) -> Found | None:
    """“1999-2002”, “2014-15”."""
    last += first // 100 * 100 if last < 100 else 0
    if not first < last < 2200 or number_of_things(w, end):
        return None
    return end, Meaning(grain="year", year=first, until=Meaning(grain="year", year=last))


def decade(w: Words, i: int, lead: str) -> Found | None:
    """“the 1990s”, “the '80s”, “mid-1990s”."""
    at = past_the(w, i)
    mark = w.lower(at) in ("'", "’", "‘")
    found = w.take(at + mark, "decade")
    if found is None or (at == i and not lead and found[1][1] < 1900):
        return None
    mod, first = found[1]
    if not first:
        return found[0], Meaning(grain="decade", reason=NO_CENTURY)
    return found[0], Meaning(grain="decade", number=first, mod=mod)


def century(w: Words, i: int, lead: str) -> Found | None:
    """“the 20th century”, “the nineteenth century”, “the 19th-century”."""
    at = past_the(w, i)
    tens = w.value(at, "tens") if w.lower(at + 1) in tuple(DASHES) else None
    small = w.value(at + 2, "ordinal") if tens else None
    n = w.value(at, "numeral") or w.value(at, "ordinal")
    end = at + 1
    if tens and small and small < 10:
        n, end = tens + small, at + 3
    end += w.lower(end) in tuple(DASHES)
    return (
        (end + 1, Meaning(grain="century", number=n)) if n and w.value(end, "unit") == "century" and n <= 30 else None
    )


def shifted(w: Words, i: int, lead: str) -> Found | None:
    """“last week”, “this month”, “the following year”, “that year”, “the current year”."""
    shift = w.take(i, "shift") or w.take(past_the(w, i), "shift")
    if shift is None:
        return None
    unit = w.value(shift[0], "unit")
    if unit not in PERIODS or "plural" in w.at(shift[0]) or titled(w, i, shift[0] + 1):
        return None
    if shift[1] in STORY_SHIFTS:
        return shift[0] + 1, Meaning(grain=unit, shift=STORY_SHIFTS[shift[1]], story=True)
    if "the" in w.at(i) and shift[1] in ("last", "past") and unit not in ("century", "weekend"):
        return None  # a length: “over the past year”
    soon = unit == "weekend" and shift[1] == "nearest"
    return shift[0] + 1, Meaning(grain=unit, shift=0 if soon else UNIT_SHIFTS[shift[1]])


def within(w: Words, i: int, lead: str) -> Found | None:
    """“earlier this month”, “later this week”, “later in the week”: up to publication, or from it."""
    side = w.take(i, "within")
    if side is None:
        return None
    at = side[0] + (w.lower(side[0]) == "in")
    found = shifted(w, at, "") or running(w, at, "part")
    if found is None and at > side[0]:
        told = season(w, at, "in") or month(w, at, "in")
        return (told[0], told[1]) if told else None
    if found is None or found[1].shift != 0 or found[1].story:
        return None
    return found[0], replace(found[1], reach=side[1])


def running(w: Words, i: int, lead: str) -> Found | None:
    """“the year” after “the end of”, “the weekend” after a preposition: of the period that is running."""
    at = past_the(w, i)
    unit = w.value(at, "unit")
    if lead == "part" and unit in (*PERIODS, "day") and "plural" not in w.at(at):
        return at + 1, Meaning(grain=unit, shift=0)
    if unit == "weekend" and at > i and lead in ("in", "on", "until", "by", "after", "over") and not runs_on(w, at + 1):
        return at + 1, Meaning(grain="weekend", choice="tense")
    return None


def era(w: Words, i: int, lead: str) -> Found | None:
    """“World War II”: bounds that are known, but no date."""
    found = w.take(i, "era")
    if found is None or not lead:
        return None
    return found[0], Meaning(grain="year", bounds=tuple(found[1]), reason="named by an event, not by a date")


PLAIN: tuple[Callable[[Words, int, str], Found | None], ...] = (
    month,
    season,
    fraction,
    century,
    decade,
    year,
    shifted,
    running,
    era,
)
RULES: tuple[Callable[[Words, int, str], Found | None], ...] = (part_of, end_of_unit, within, *PLAIN)
"""Ordered: the first that fits is taken."""
