"""What a Russian token with digits, or in Roman numerals, can be."""

from __future__ import annotations

import re

from dragoman.dates.words import DASHES, Tags

NUMBER = re.compile(r"\d{1,4}$")
ORDINAL = re.compile(rf"(\d{{1,4}})[{DASHES}](?:го|ого|его|е|ые|й|ый|м|му|ом|ому|х|ых|я|ая|ю|ую)$")
PAIR = re.compile(rf"(\d{{1,4}})[{DASHES}/](\d{{1,4}})(?:[{DASHES}](?:го|е|й|м|му|х))?$")
DAY_FIRST = re.compile(r"(\d{1,2})([./])(\d{1,2})\2(\d{4}|\d{2})$")
YEAR_FIRST = re.compile(r"(\d{4})-(\d{2})-(\d{2})$")
CLOCK = re.compile(rf"([01]?\d|2[0-3])[.:{DASHES}]([0-5]\d)$")
ROMAN = re.compile(r"[ivxх]{1,5}$")
ROMANS = {"i": 1, "v": 5, "x": 10, "х": 10}

FIRST = frozenset("0123456789ivxх")
"""What such a token begins with."""


def shape(text: str) -> Tags:
    """What it can be: 15, 15-го, 5–7, 15.12.2021, 10.30, XX."""
    if not text[0].isdigit():
        return {"roman": (1, roman(text))} if ROMAN.match(text) else {}
    found: Tags = {}
    if NUMBER.match(text):
        found["digits"] = (1, int(text))
        if len(text) == 4:
            found["year"] = (1, int(text))
    elif m := ORDINAL.match(text):
        found["numeral"] = (1, int(m[1]))
    elif m := YEAR_FIRST.match(text):
        found["date"] = (1, (int(m[1]), int(m[2]), int(m[3])))
    elif m := DAY_FIRST.match(text):
        found["date"] = (1, (int(m[4]) + (2000 if len(m[4]) == 2 else 0), int(m[3]), int(m[1])))
    elif m := PAIR.match(text):
        found["pair"] = (1, (int(m[1]), int(m[2])))
    if m := CLOCK.match(text):
        found["clock"] = (1, f"{int(m[1]):02}:{m[2]}")
    return found


def roman(text: str) -> int:
    """XX → 20, in Latin or Cyrillic letters."""
    digits = [ROMANS[c] for c in text]
    return sum(-d if any(e > d for e in digits[k + 1 : k + 2]) else d for k, d in enumerate(digits))
