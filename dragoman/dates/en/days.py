"""Words for a day: “on Wednesday, Dec. 15”, “15 December 2021”, “the 15th”, “the following day”."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from dragoman.dates.meaning import Found, Meaning
from dragoman.dates.words import DASHES, Words

AMBIGUOUS = "the day and the month cannot be told apart"
POSSESSIVE = ("'s", "’s", "'", "’")
QUOTES = ('"', "“", "‘", "'", "``", "''", "«")
RUNNING_ON = ("NOUN", "PROPN", "ADJ", "NUM", "PRON", "DET")
MEASURES = ("%", "percent", "per", "million", "billion", "trillion", "thousand", "degrees", "miles", "km", "kilometers")
DATELIKE = ("digits", "numeral", "pair", "date", "month", "month_short")


def past_the(w: Words, i: int) -> int:
    """Past an article."""
    return i + 1 if "the" in w.at(i) else i


def capital(w: Words, i: int) -> bool:
    """Written with a capital: names of months and days always are."""
    return w.first <= i < w.last and w.tokens[i].text[:1].isupper()


def possessive(w: Words, i: int) -> bool:
    """Stands “'s” at `i`."""
    return w.lower(i) in POSSESSIVE


def runs_on(w: Words, i: int) -> bool:
    """What stands before `i` has a complement: “the day before the summit”."""
    return w.first <= i < w.last and w.tokens[i].pos in RUNNING_ON and not w.at(i).keys() & {"lead", "zone"}


def of_event(w: Words, i: int) -> bool:
    """“before” or “after” has its event at `i`: “the day after the summit”, “two days after taking office”."""
    return runs_on(w, i) or (w.first <= i < w.last and w.tokens[i].pos == "VERB" and w.lower(i).endswith("ing"))


def day(w: Words, i: int, lead: str = "") -> Found | None:
    """One day, or a run of days of one month."""
    for rule in DAYS:
        found = rule(w, i, lead)
        if found:
            return found
    return None


def numeric(w: Words, i: int, lead: str) -> Found | None:
    """“12/15/2021”, “2021-12-15”; of two possible readings only the bounds are known."""
    if found := w.take(i, "date"):
        return found[0], one_of(found[1])
    year, month, number = (w.value(i + k, "digits") for k in (0, 2, 4))
    dashes = w.lower(i + 1) in tuple(DASHES) and w.lower(i + 3) == w.lower(i + 1) and touches(w, i + 1, i + 5)
    if "year" in w.at(i) and dashes and month and number and len(w.lower(i + 2)) == len(w.lower(i + 4)) == 2:
        return i + 5, Meaning(grain="day", year=year, month=month, day=number)
    return None


def one_of(readings: tuple[tuple[int, int, int], ...]) -> Meaning:
    """The day, or the bounds of two days."""
    if len(readings) == 1:
        year, month, number = readings[0]
        return Meaning(grain="day", year=year, month=month, day=number)
    first, last = sorted(f"{y:04}-{m:02}-{d:02}" for y, m, d in readings)
    return Meaning(grain="day", bounds=(first, last), reason=AMBIGUOUS)


def touches(w: Words, first: int, last: int) -> bool:
    """No space stands before any of the tokens `first` to `last`."""
    return last <= w.last and all(w.tokens[k - 1].end == w.tokens[k].start for k in range(first, last))


def month_at(w: Words, i: int) -> tuple[int, int] | None:
    """The month whose name stands at `i`: with a capital, and no verb (“May the talks go on”)."""
    found = w.take(i, "month") or w.take(i, "month_short")
    if found is None or not capital(w, i) or w.tokens[i].pos in ("AUX", "VERB") or i in w.people:
        return None
    if "month_short" in w.at(i) and not w.lower(i).endswith(".") and not numbered(w, i, found[0]):
        return None
    dotted = w.lower(found[0]) == "." and "month_short" in w.at(i) and "digits" in w.at(found[0] + 1)
    return found[0] + dotted, found[1]


def numbered(w: Words, i: int, end: int) -> bool:
    """A number stands beside tokens `i` to `end`: “Mar 5”, “Sept 2014”; not “Mar-a-Lago”."""
    return any({"digits", "numeral", "pair"} & w.at(k).keys() for k in (i - 1, end, end + (w.lower(end) == ".")))


def month_day(w: Words, i: int, lead: str) -> Found | None:
    """“Dec. 15”, “December 15, 2021”, “May 5, 6 and 7”; not “in May second-round talks began”."""
    month = month_at(w, i)
    days = numbers(w, past_the(w, month[0])) if month else None
    if month is None or days is None:
        return None
    end, first, last = days
    if w.lower(end) == ":" or (first == last and measured(w, end)):
        return None
    if first == last and w.lower(i - 1) == "in" and number_of_things(w, end):
        return None  # “In May 5 envoys left”
    if "ordinal" in w.at(end - 1) and runs_on(w, end):
        return None
    return with_year(w, end, ranged(Meaning(grain="day", month=month[1], day=first), last))


def day_month(w: Words, i: int, lead: str) -> Found | None:
    """“15 December 2021”, “the 15th of December”, “5–7 May”."""
    days = numbers(w, past_the(w, i))
    if days is None:
        return None
    end, first, last = days
    month = month_at(w, end + (w.lower(end) == "of"))
    if month is None:
        return None
    return with_year(w, month[0], ranged(Meaning(grain="day", month=month[1], day=first), last))


def ranged(m: Meaning, last: int) -> Meaning:
    """`m`, or the run from it to the day `last` of its month."""
    return m if m.day == last else replace(m, until=replace(m, day=last))


def with_year(w: Words, end: int, m: Meaning) -> Found:
    """`m` with the year that follows, if one does: “, 2021”, “of last year”, “last year”."""
    found = year_after(w, end)
    if found is None:
        return end, m
    return found[0], replace(of_year(m, found[1]), until=of_year(m.until, found[1]) if m.until else None)


def of_year(m: Meaning, told: Meaning) -> Meaning:
    """`m` with the year of `told`."""
    return replace(m, year=told.year, year_shift=told.year_shift, same_year=told.same_year)


def year_after(w: Words, i: int) -> Found | None:
    """The year of a day or month before `i`."""
    at = i + 1 if w.lower(i) in (",", "of", "in") else i
    value = w.value(at, "year")
    if value and 1000 <= value < 2200 and not (w.lower(i) == "in" and number_of_things(w, at + 1)):
        follows = w.lower(at + 1) == ":" or w.value(at + 1, "zone")
        return None if follows else (at + 1, Meaning(grain="year", year=value))
    shift = w.take(at, "shift")
    if shift is None or w.value(shift[0], "unit") != "year":
        return None
    if shift[1] == "that":
        return shift[0] + 1, Meaning(grain="year", same_year=True)
    moved = {"last": -1, "past": -1, "this": 0, "next": 1}.get(shift[1])
    return (shift[0] + 1, Meaning(grain="year", year_shift=moved)) if moved is not None else None


def numbers(w: Words, i: int) -> tuple[int, int, int] | None:
    """Day numbers: “5”, “15th”, “twenty-fifth”, “5-7”, “5, 6 and 7” → (end, first, last)."""
    found = number(w, i)
    if found is None:
        return None
    end, first, last = found
    for _ in range(6):
        joint = w.lower(end)
        listed = joint == "," and (w.lower(end + 2) == "," or "and" in w.at(end + 2))
        if not (joint in tuple(DASHES) or listed or "and" in w.at(end)):
            break
        more = number(w, past_the(w, end + 1))
        if more is None or more[1] <= last or number_of_things(w, more[0]):
            break
        end, _, last = more
    return end, first, last


def number(w: Words, i: int) -> tuple[int, int, int] | None:
    """One number of a day, or a pair in one token."""
    here = w.at(i)
    if "pair" in here:
        first, last = here["pair"][1]
        return (i + 1, first, last) if first < last <= 31 else None
    if "tens" in here and w.lower(i + 1) in tuple(DASHES) and (unit := w.value(i + 2, "ordinal")) and unit < 10:
        return i + 3, here["tens"][1] + unit, here["tens"][1] + unit
    for tag in ("digits", "numeral", "ordinal"):
        if tag in here and here[tag][1] <= 31:
            return i + 1, here[tag][1], here[tag][1]
    return None


def measured(w: Words, i: int) -> bool:
    """A measure or a unit stands at `i`."""
    return w.lower(i) in MEASURES or "unit" in w.at(i)


def number_of_things(w: Words, i: int) -> bool:
    """The number before `i` counts what follows: “15 miles”, “15 percent”, “5 envoys”."""
    if not w.first <= i < w.last:
        return False
    token = w.tokens[i]
    if measured(w, i):
        return True
    return token.pos == "NOUN" and token.feats.get("Number") == "Plur" and not token.text.istitle()


def weekday_at(w: Words, i: int) -> tuple[int, int] | None:
    """The weekday whose name stands at `i`; a short one only before a date; no first name (Wednesday Martin)."""
    if not capital(w, i) or (i in w.people and {i - 1, i + 1} & w.people):
        return None
    if found := w.take(i, "weekday"):
        return found
    short = w.take(i, "weekday_short")
    at = short[0] + (w.lower(short[0]) in (",", ".")) if short else i
    return (at, short[1]) if short and any(tag in w.at(at) for tag in DATELIKE) else None


def weekday(w: Words, i: int, lead: str) -> Found | None:
    """“Wednesday”, “last Friday”, “Tuesday, Dec. 14”, “Monday (13 December)”, “the following Monday”."""
    shift = w.take(i, "shift") or w.take(past_the(w, i), "shift")
    found = weekday_at(w, shift[0] if shift else past_the(w, i))
    if found is None or (not shift and i != past_the(w, i) and not possessive(w, found[0])):
        return None
    end = found[0]
    if w.lower(i - 1) in ("a", "any", "one") and not shift and not runs_on(w, end):
        return None
    for opened, closed in ((",", ""), ("(", ")"), ("", "")):
        if not opened or w.lower(end) == opened:
            date = date_at(w, end + (opened != ""))
            if date and (not closed or w.lower(date[0]) == closed):
                return date[0] + (closed != ""), date[1]
    which = shift[1] if shift else ""
    if which in ("that", "following", "previous"):
        return end, Meaning(grain="day", weekday=found[1], story=True, choice=which)
    return end, Meaning(grain="day", weekday=found[1], choice="past" if which == "last" else which)


def date_at(w: Words, i: int) -> Found | None:
    """A day told by its number."""
    return numeric(w, i, "") or month_day(w, i, "") or (day_month(w, i, "") if "month" not in w.at(i) else None)


def deictic(w: Words, i: int, lead: str) -> Found | None:
    """“today”, “yesterday”, “the day after tomorrow”, “last night”, “this morning”."""
    if (found := w.take(i, "tonight")) and not titled(w, i, found[0]) and w.lower(found[0]) != "show":
        shift, part = found[1]
        return found[0], Meaning(type="TIME", grain="day", shift=shift, daypart=part, overnight=part == "NI")
    found = w.take(i, "today")
    if found and i > w.first and capital(w, i) and capital(w, found[0]) and w.tokens[found[0]].pos == "PROPN":
        return None  # “on the Today Show”
    return (found[0], Meaning(grain="day", shift=found[1])) if found else None


def titled(w: Words, first: int, last: int) -> bool:
    """The words are in quotes and all have capitals: the name of a broadcast (“This Morning”)."""
    return w.lower(first - 1) in QUOTES and last > first + 1 and all(capital(w, k) for k in range(first, last))


def named(w: Words, i: int, lead: str) -> Found | None:
    """“New Year's Eve”, “Christmas” after a preposition."""
    found = w.take(i, "holiday")
    if found is None or not lead or not capital(w, i) or runs_on(w, found[0]):
        return None
    return with_year(w, found[0], Meaning(grain="day", month=found[1][0], day=found[1][1]))


def of_story(w: Words, i: int, lead: str) -> Found | None:
    """“the following day”, “that evening”, “the day before”; not “the day before the summit”."""
    if found := w.take(i, "storypart"):
        shift, part = found[1]
        m = Meaning(type="TIME", grain="day", shift=shift, story=True, daypart=part, overnight=part == "NI")
        return (found[0], m) if w.lower(found[0] - 1) != "before" or not runs_on(w, found[0]) else None
    found = w.take(i, "storyday")
    if found is None:
        return None
    if w.lower(found[0] - 1) in ("before", "after") and of_event(w, found[0]):
        return found[0], Meaning(vague="story", reason="counted from an event")
    return found[0], Meaning(grain="day", shift=found[1], story=True)


def of_this_month(w: Words, i: int, lead: str) -> Found | None:
    """“the 15th of this month”, “the 15th”: of a month told before, or by the tense."""
    at = past_the(w, i)
    value = w.value(at, "numeral")
    shift = w.take(at + 2, "shift") if w.lower(at + 1) == "of" else None
    if (
        value
        and value <= 31
        and shift
        and shift[1] in ("last", "this", "next")
        and w.value(shift[0], "unit") == "month"
    ):
        return shift[0] + 1, Meaning(grain="day", day=value, choice=shift[1])
    if at == i or not lead or value is None or not 1 <= value <= 31 or runs_on(w, at + 1):
        return None
    return None if w.lower(at + 1) in tuple(DASHES) else (at + 1, Meaning(grain="day", day=value))


DAYS: tuple[Callable[[Words, int, str], Found | None], ...] = (
    numeric,
    month_day,
    day_month,
    weekday,
    deictic,
    named,
    of_story,
    of_this_month,
)
"""Ordered: the first that fits is taken."""
