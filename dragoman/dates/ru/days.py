"""Words for a day and for the time of day: «в среду, 15 декабря», «2 февраля в 16:00 мск», «в ночь на вторник»."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from dragoman.dates.meaning import Found, Meaning
from dragoman.dates.words import Words

CASE_AFTER = {
    "in": ("acc",),
    "within": ("acc",),
    "on": ("acc",),
    "until": ("gen",),
    "since": ("gen",),
    "of": ("gen",),
    "after": ("gen",),
    "by": ("dat",),
    "": ("nom",),
    "part": ("gen", "acc"),
    "over": ("gen",),
    "before": ("gen",),
}
"""Case of a weekday after each kind of preposition; "part": after a time of day («утром понедельника»)."""

DATELIKE = ("digits", "ordinal", "numeral", "pair", "date", "tens")


def day(w: Words, i: int, lead: str = "") -> Found | None:
    """One day, or a run of days of one month."""
    for rule in DAYS:
        found = rule(w, i, lead)
        if found:
            return found
    return None


def numeric(w: Words, i: int, lead: str) -> Found | None:
    """«15.12.2021», «2021-12-15», «22 04 2018 г»."""
    if found := w.take(i, "date"):
        (year, month, number), end = found[1], found[0]
        return year_word(w, end), Meaning(grain="day", year=year, month=month, day=number)
    parts = [w.value(i + k, "digits") for k in range(3)]
    padded = len(w.lower(i)) == len(w.lower(i + 1)) == 2 and w.value(i + 2, "year")
    if padded and None not in parts and parts[1] <= 12 and parts[0] <= 31 and year_word(w, i + 3) > i + 3:
        return year_word(w, i + 3), Meaning(grain="day", year=parts[2], month=parts[1], day=parts[0])
    return None


def of_month(w: Words, i: int, lead: str) -> Found | None:
    """«15 декабря 2021 года», «седьмого декабря», «5, 6 и 7 мая», «12-13 июня», «15 дек.»."""
    days = numbers(w, i)
    if days is None:
        return None
    end, first, last = days
    month = w.take(end, "month_gen") or w.take(end, "month_short")
    if month is None:
        return None
    dotted = "month_short" in w.at(end) and w.lower(month[0]) == "." and _touches(w, month[0])
    end = month[0] + dotted
    m = Meaning(grain="day", month=month[1], day=first)
    year = year_of(w, end + (w.lower(end) == ","), bare=True)
    if year:
        end, given = year
        m = replace(m, year=given.year, year_shift=given.year_shift, same_year=given.same_year)
    return end, m if first == last else replace(m, until=replace(m, day=last))


def numbers(w: Words, i: int) -> tuple[int, int, int] | None:
    """Day numbers: «5», «15-го», «двадцать пятого», «5–7», «5, 6 и 7», «5 — 7» → (end, first, last)."""
    found = number(w, i)
    if found is None:
        return None
    end, first, last = found
    for _ in range(6):
        joint = w.lower(end)
        if joint not in (",", "—", "–", "-") and "and" not in w.at(end):
            break
        more = number(w, end + 1)
        if more is None or more[1] <= last:
            break
        end, _, last = more
    return end, first, last


def number(w: Words, i: int) -> tuple[int, int, int] | None:
    """One day number, or a pair in one token."""
    here = w.at(i)
    if "pair" in here:
        first, last = here["pair"][1]
        return (i + 1, first, last) if first < last else None
    if "tens" in here and (unit := w.value(i + 1, "ordinal")) and unit < 10:
        return i + 2, here["tens"][1] + unit, here["tens"][1] + unit
    for tag in ("digits", "numeral", "ordinal"):
        if tag in here:
            return i + 1, here[tag][1], here[tag][1]
    return None


def weekday(w: Words, i: int, lead: str) -> Found | None:
    """«в среду», «в минувшую пятницу», «во вторник, 14 декабря», «в понедельник 23 мая»."""
    shift = w.take(i, "shift")
    at = shift[0] if shift else i
    cases = CASE_AFTER.get(lead, ()) if not shift or lead else ("nom", "acc", "gen")
    found = next((f for case in cases if (f := w.take(at, f"weekday_{case}"))), None)
    if found is None or (not lead and not shift and not _alone(w, i, found[0])):
        return None
    end, m = found[0], Meaning(grain="day", weekday=found[1], choice=shift[1] if shift else "")
    date = numeric(w, end, "") or of_month(w, end, "")
    if date is None and w.lower(end) == ",":
        date = numeric(w, end + 1, "") or of_month(w, end + 1, "")
    return date or (end, m)


def _alone(w: Words, i: int, end: int) -> bool:
    """A bare nominative is a date only before one («Среда, 15 декабря»)."""
    at = end + (w.lower(end) == ",")
    return any(tag in w.at(at) for tag in DATELIKE)


def deictic(w: Words, i: int, lead: str) -> Found | None:
    """«сегодня», «вчера», «с завтрашнего дня»."""
    if found := w.take(i, "today"):
        return found[0], Meaning(grain="day", shift=found[1])
    found = w.take(i, "today_adj")
    if found and w.value(found[0], "unit") == "day":
        return found[0] + 1, Meaning(grain="day", shift=found[1])
    return None


def of_story(w: Words, i: int, lead: str) -> Found | None:
    """«в тот же день», «на следующий день», «этого же дня»."""
    shift = w.take(i, "shift")
    if shift is None:
        return None
    same = w.take(shift[0], "same")
    at = same[0] if same else shift[0]
    if w.value(at, "unit") != "day" or w.lower(at) not in ("день", "дня"):
        return None
    if same or shift[1] in ("that", "this"):
        now = shift[1] == "this" and not same
        return at + 1, Meaning(grain="day", shift=0, story=not now)
    moved = {"next": 1, "last": -1}.get(shift[1])
    return (at + 1, Meaning(grain="day", shift=moved, story=True)) if moved else None


DAYS: tuple[Callable[[Words, int, str], Found | None], ...] = (numeric, of_month, weekday, deictic, of_story)
"""Ordered: the first that fits is taken."""


def year_of(w: Words, i: int, bare: bool = False) -> Found | None:
    """«2021 года», «1945-го», «с. г.», «прошлого года», «того же года»; `bare`: «2021» alone will do."""
    this = w.take(i, "thisyear")
    if this:
        return dot(w, this[0]), Meaning(grain="year", year_shift=0)
    shift = w.take(i, "shift")
    if shift:
        return _shifted_year(w, *shift)
    value = w.value(i, "digits") if w.value(i, "digits") is not None else w.value(i, "numeral")
    if value is None:
        return None
    end = year_word(w, i + 1)
    named = end > i + 1 and (value >= 100 or value == 0 or "year" in w.at(i))
    if named or (bare and 1000 <= value < 2200 and not _counts(w, i + 1)):
        return end, Meaning(grain="year", year=value)
    return None


def _shifted_year(w: Words, end: int, which: str) -> Found | None:
    same = w.take(end, "same")
    end = same[0] if same else end
    if w.value(end, "unit") != "year" or w.lower(end) not in ("год", "года", "году", "годом", "годе", "годах"):
        return None
    if same or which == "that":
        return end + 1, Meaning(grain="year", same_year=True)
    moved = {"last": -1, "past": -1, "this": 0, "next": 1}.get(which)
    return (end + 1, Meaning(grain="year", year_shift=moved)) if moved is not None else None


def _counts(w: Words, i: int) -> bool:
    """The number before `i` counts things («в 2000 километрах»), or is a part of a larger one."""
    if not w.first <= i < w.last:
        return False
    token = w.tokens[i]
    if token.lower in ("%", "°") or "digits" in w.at(i) or token.lower.startswith(("тыс", "млн", "млрд", "миллион")):
        return True
    plural = token.feats.get("Number") == "Plur" and token.feats.get("Case") in ("Gen", "Loc")
    return token.pos == "NOUN" and plural and not token.text.istitle()


def year_word(w: Words, i: int) -> int:
    """The end of «года», «г.» at `i`, or `i`."""
    if w.value(i, "unit") == "year" and w.lower(i) not in ("лет",):
        return i + 1
    if w.value(i, "unit_short") == "year":
        return dot(w, i + 1)
    return i


def dot(w: Words, i: int) -> int:
    """Past the full stop of an abbreviation."""
    return i + 1 if w.lower(i) == "." and _touches(w, i) else i


def _touches(w: Words, i: int) -> bool:
    return w.tokens[i - 1].end == w.tokens[i].start
