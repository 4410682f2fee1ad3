"""What an English token with digits can be."""

from __future__ import annotations

import re

from dragoman.dates.words import DASHES, Tags

FIRST = frozenset("0123456789efhlmpqy'")
"""What such a token begins with."""

NUMBER = re.compile(r"\d{1,4}$")
ORDINAL = re.compile(r"(\d{1,4})(?:st|nd|rd|th)$")
PAIR = re.compile(rf"(\d{{1,4}})[{DASHES}/](\d{{1,4}})$")
PARTS = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})$")
YEAR_FIRST = re.compile(r"(\d{4})[-/](\d{2})[-/](\d{2})$")
CLOCK = re.compile(r"([01]?\d|2[0-4])[:.]([0-5]\d)(?::[0-5]\d)?$")
HALF_DAY = re.compile(r"(\d{1,2})(?:[:.]([0-5]\d))?([ap])\.?m\.?$")
DECADE = re.compile(rf"(?:(early|mid|late)[{DASHES}])?'?(\d{{3}}0|[2-9]0)'?s$")
YEAR_PART = re.compile(rf"(early|mid|late|end)[{DASHES}]([12]\d{{3}})$")
FISCAL = re.compile(r"fy'?(\d{4}|\d{2})$")
FRACTION = re.compile(r"([1-4])?([qh])([1-4])?$")
MODS = {"early": "START", "mid": "MID", "late": "END", "end": "END"}


def shape(text: str) -> Tags:
    """What it can be: 15, 15th, 5-7, 12/15/2021, 4:30, 1990s, mid-2014, FY2015, Q1."""
    if not text[0].isdigit():
        return worded(text)
    found: Tags = {}
    if NUMBER.match(text):
        found["digits"] = (1, int(text))
        if len(text) == 4:
            found["year"] = (1, int(text))
            if int(text[:2]) <= 24 and int(text[2:]) < 60:
                found["military"] = (1, f"{text[:2]}:{text[2:]}")
    elif m := ORDINAL.match(text):
        found["numeral"] = (1, int(m[1]))
    elif m := YEAR_FIRST.match(text):
        found["date"] = (1, ((int(m[1]), int(m[2]), int(m[3])),))
    elif m := PARTS.match(text):
        found["date"] = (1, readings(int(m[1]), int(m[3]), m[4], m[2]))
    elif m := PAIR.match(text):
        found["pair"] = (1, (int(m[1]), int(m[2])))
    if m := CLOCK.match(text):
        found["clock"] = (1, f"{int(m[1]):02}:{m[2]}")
    elif m := HALF_DAY.match(text):
        found["clock"] = (1, half_day(int(m[1]), m[2] or "00", m[3]))
        found["sure"] = (1, "sure")
    elif m := DECADE.match(text):
        found["decade"] = (1, (None, decade(int(m[2]))))
    return found


def worded(text: str) -> Tags:
    """Tokens that begin with a letter or an apostrophe."""
    if m := DECADE.match(text):
        return {"decade": (1, (MODS.get(m[1] or ""), decade(int(m[2]))))}
    if m := YEAR_PART.match(text):
        return {"yearpart": (1, (MODS[m[1]], int(m[2])))}
    if m := FISCAL.match(text):
        return {"fiscalyear": (1, int(m[1]) + (2000 if len(m[1]) == 2 else 0))}
    if (m := FRACTION.match(text)) and m[3] and not m[1] and (m[2] == "q" or int(m[3]) <= 2):
        return {"fraction": (1, ("quarter" if m[2] == "q" else "half", int(m[3])))}
    return {}


def readings(a: int, b: int, year: str, mark: str) -> tuple[tuple[int, int, int], ...]:
    """12/15/2021 is American, 15/12/2021 is not; 5/6/2021 may be either; with full stops the day comes first."""
    y = int(year) + (2000 if len(year) == 2 else 0)
    if mark == "." or a > 12:
        return ((y, b, a),)
    if b > 12 or a == b:
        return ((y, a, b),)
    return ((y, a, b), (y, b, a))


def half_day(hour: int, minute: str, half: str) -> str:
    """4 and p → 16:00; 12 a.m. is midnight. An hour that no clock has stays as it is."""
    if hour > 12:
        return f"{hour:02}:{minute}"
    return f"{hour % 12 + (12 if half == 'p' else 0):02}:{minute}"


def decade(number: int) -> int:
    """The '90s are the 1990s, the '20s those of this century or the last: they stay unknown."""
    return number if number >= 1000 else 1900 + number if number >= 30 else 0
