"""Words for a period longer than a day: «в начале января», «летом 2010 года», «на прошлой неделе», «в 1990-е годы»."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from dragoman.dates.meaning import Found, Meaning
from dragoman.dates.ru.days import year_of, year_word
from dragoman.dates.words import Words

UNIT_SHIFTS = {"last": -1, "past": -1, "this": 0, "next": 1, "nearest": 1}
PERIODS = ("week", "month", "quarter", "half", "year", "decade", "century", "weekend")
PLURALS = ("недель", "неделях", "месяцы", "месяцев", "месяцах", "годы", "годов", "годах", "лет")


def period(w: Words, i: int, lead: str) -> Found | None:
    """A period with the part of it that is meant, if any."""
    for rule in RULES:
        found = rule(w, i, lead)
        if found:
            return found
    return None


def part_of(w: Words, i: int, lead: str) -> Found | None:
    """«начале января», «конца прошлой недели», «середине 2015 года», «первой половине мая»."""
    part = w.take(i, "part")
    if part and (lead or w.value(part[0], "month_gen")):
        inner = plain(w, part[0], "part")
        return (inner[0], replace(inner[1], mod=part[1])) if inner and inner[1].mod is None else None
    half = w.value(i, "ordinal")
    if half in (1, 2) and "halves" in w.at(i + 1):
        inner = plain(w, i + 2, "part")
        if inner and inner[1].grain == "year" and inner[1].shift is None:
            return inner[0], replace(inner[1], grain="half", number=half)
        return (inner[0], replace(inner[1], mod="START" if half == 1 else "END")) if inner else None
    return None


def plain(w: Words, i: int, lead: str) -> Found | None:
    """A period without a part."""
    return next((f for rule in PLAIN if (f := rule(w, i, lead))), None)


def with_year(w: Words, end: int, m: Meaning, bare: bool = True) -> Found:
    """`m` with the year that follows, if one does: «мая 2014 года», «мая прошлого года»."""
    found = year_of(w, end, bare=bare)
    if found is None:
        return end, m
    year = found[1]
    return found[0], replace(m, year=year.year, year_shift=year.year_shift, same_year=year.same_year)


def month(w: Words, i: int, lead: str) -> Found | None:
    """«мае», «мае 2014 года», «мае прошлого года», «мае—июне», «прошлом мае», «мае и июне»."""
    pair = w.take(i, "months")
    if pair:
        end, m = with_year(w, pair[0], Meaning(grain="month", month=pair[1][0]))
        return end, replace(m, until=replace(m, month=pair[1][1]))
    shift = w.take(i, "shift")
    found = w.take(shift[0] if shift else i, "month")
    if found is None or (not lead and not shift and year_of(w, found[0]) is None):
        return None
    first = Meaning(grain="month", month=found[1], choice=shift[1] if shift else "")
    joint = w.lower(found[0])
    second = w.take(found[0] + 1, "month") if joint in ("—", "–", "-") or "and" in w.at(found[0]) else None
    if second and second[1] > found[1]:
        end, m = with_year(w, second[0], first)
        return end, replace(m, until=replace(m, month=second[1]))
    return with_year(w, found[0], first)


def season(w: Words, i: int, lead: str) -> Found | None:
    """«летом», «летом 2010 года», «этой осенью», «к весне», «весну 2015 года»."""
    shift = w.take(i, "shift")
    at = shift[0] if shift else i
    found = w.take(at, "season") or (w.take(at, "season_other") if lead or shift else None)
    if found is None:
        return None
    m = Meaning(grain="season", season=found[1], choice=shift[1] if shift else "")
    end, m = with_year(w, found[0], m)
    if "season" not in w.at(at) and lead in ("in", "over") and m.year is None and not shift:
        return None
    return end, m


def fraction(w: Words, i: int, lead: str) -> Found | None:
    """«первом квартале 2022 года», «втором полугодии», «IV квартале»."""
    n = w.value(i, "ordinal") or w.value(i, "numeral") or w.value(i, "roman") or w.value(i, "digits")
    unit = w.value(i + 1, "unit")
    if n is None or unit not in ("quarter", "half") or n > (4 if unit == "quarter" else 2):
        return None
    return with_year(w, i + 2, Meaning(grain=unit, number=n))


def year(w: Words, i: int, lead: str) -> Found | None:
    """«2014 году», «прошлом году», «2010–2012 годах», «2014» after a preposition."""
    pair = w.take(i, "pair")
    if pair and min(pair[1]) >= 1 and pair[1][0] >= 1000:
        first, last = pair[1]
        last += first // 100 * 100 if last < 100 else 0
        end = year_word(w, pair[0])
        if last > first and last < 2200 and (end > pair[0] or lead):
            m = Meaning(grain="year", year=first)
            return end, replace(m, until=Meaning(grain="year", year=last))
    return year_of(w, i, bare=lead in ("in", "of", "since", "until", "by", "after", "part") and "year" in w.at(i))


def decade(w: Words, i: int, lead: str) -> Found | None:
    """«1990-е годы», «90-х годов», «90-х» after a part or preposition."""
    value = w.value(i, "numeral")
    if value is None or value % 10 or not w.lower(i).endswith(("е", "х", "ые", "ых", "м")):
        return None
    plural = w.lower(i + 1) in ("годы", "годов", "годах", "годам", "гг")
    if not plural and not (lead and (value >= 1000 or 30 <= value < 100) and w.lower(i).endswith(("-х", "-е"))):
        return None
    if not plural and _agrees(w, i + 1):
        return None
    end = year_word(w, i + 1) if plural else i + 1
    if value < 100:
        if not 30 <= value < 100:
            return end, Meaning(grain="decade", reason="the century is not told")
        value += 1900
    return (end, Meaning(grain="decade", number=value)) if 1000 <= value < 2200 else None


def _agrees(w: Words, i: int) -> bool:
    """A plural that the number may belong to («в 90-х квартирах»)."""
    if i >= w.last:
        return False
    token = w.tokens[i]
    plural = token.feats.get("Number") == "Plur" and token.feats.get("Case") in ("Loc", "Gen")
    return plural and token.pos in ("NOUN", "ADJ")


def century(w: Words, i: int, lead: str) -> Found | None:
    """«XX веке», «20-м веке», «двадцатого века»."""
    n = w.value(i, "roman") or w.value(i, "numeral") or w.value(i, "ordinal") or w.value(i, "digits")
    if not n or w.value(i + 1, "unit") != "century" or n > 30:
        return None
    return i + 2, Meaning(grain="century", number=n)


def shifted(w: Words, i: int, lead: str) -> Found | None:
    """«прошлой неделе», «этом месяце», «следующем столетии», «минувшие выходные»."""
    shift = w.take(i, "shift")
    if shift is None:
        return None
    same = w.take(shift[0], "same")
    at = same[0] if same else shift[0]
    unit = w.value(at, "unit")
    if unit not in PERIODS:
        return None
    if same or shift[1] == "that":
        return at + 1, Meaning(grain=unit, shift=0, story=True)
    if shift[1] in UNIT_SHIFTS and not (unit in ("week", "month", "year") and w.lower(at) in PLURALS):
        soon = unit == "weekend" and shift[1] == "nearest"
        return at + 1, Meaning(grain=unit, shift=0 if soon else UNIT_SHIFTS[shift[1]])
    return None


def running(w: Words, i: int, lead: str) -> Found | None:
    """«конца года», «начале недели», «концу дня», «выходных»: of the period that is running."""
    unit = w.value(i, "unit")
    if lead == "part" and unit in (*PERIODS, "day") and w.lower(i) not in PLURALS:
        return i + 1, Meaning(grain=unit, shift=0)
    if unit == "weekend" and lead in ("in", "on", "until", "by", "after"):
        return i + 1, Meaning(grain="weekend", choice="tense")
    return None


def era(w: Words, i: int, lead: str) -> Found | None:
    """«Второй мировой войны»: bounds that are known, but no date."""
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
RULES: tuple[Callable[[Words, int, str], Found | None], ...] = (part_of, *PLAIN)
"""Ordered: the first that fits is taken."""
