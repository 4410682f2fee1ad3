"""The dateline of wire copy: «МОСКВА, 15 дек - РИА Новости.», «/ТАСС/», «MOSCOW, Dec 15 (Reuters) -».

Only the words are taken here; what day they mean is worked out by `dates`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dragoman.model import Span
from dragoman.reading import layout

LONGEST = 160
"""Characters within which a dateline must end; the longest real ones (two places, a reporter) take about 90."""

WORD = r"(?:(?:[A-Z]\.){2,}|[A-ZА-ЯЁ][\w'’\-]*\.?)"
PLACE = (
    rf"(?P<place>{WORD}(?:[ \u00a0](?:[a-zа-яё]{{1,4}}[ \u00a0])?{WORD}){{0,3}}"
    rf"(?:[/,][ \u00a0]?{WORD}(?:[ \u00a0]{WORD}){{0,2}}){{0,2}}?)"
    r"(?:\s/[A-ZА-Я]{2,6}/)?"  # НЬЮ-ЙОРК /ООН/
)
DAY_MONTH = r"\d{1,2}(?:st|nd|rd|th)?[ \u00a0][А-ЯЁа-яёA-Za-z]{3,9}"
MONTH_DAY = r"[A-Z][A-Za-z]{2,8}\.?[ \u00a0]\d{1,2}"
YEAR = r"(?:,?[ \u00a0]\d{4}(?:[ \u00a0](?:г\.|года))?)?"
DATE = rf"(?P<date>(?:{DAY_MONTH}|{MONTH_DAY}){YEAR}|\d{{1,2}}\.\d{{1,2}}\.\d{{4}})"
DASH = r"(?:--|[-–—−])"
AGENCY = r"(?P<agency>[^\n/()]{2,40}?)"
NAMED = r"(?P<agency>[^\n.()]{2,40}?(?:\.(?:RU|ru))?)"
LOCATED = r"[A-Z.'’\-]{3,}(?:[ \u00a0][A-Z.'’\-]{2,}){0,3},[ \u00a0][A-Z][A-Za-z.]+(?:[ \u00a0][A-Z][A-Za-z.]+)?"
CAPITALS = r"[A-ZА-ЯЁ.'’\-]"

SHAPES = tuple(
    re.compile(shape)
    for shape in (
        rf"{PLACE}[.,]\s{DATE}\.?,?\s/(?:Корр\.\s)?{AGENCY}/\.?(?:\s{DASH})?\s",  # МОСКВА, 15 декабря. /ТАСС/.
        rf"{PLACE}(?:[.,]\s{DATE})?[.,]?\s\({AGENCY}\)\s?{DASH}?\.?\s",  # MOSCOW, Dec 15 (Reuters) -
        rf"{PLACE}[.,]\s{DATE}[.,]?\s{DASH}\s{NAMED}(?:[.](?=\s)|\s{DASH})\s?",  # МОСКВА, 15 дек - РИА Новости.
        rf"{PLACE}[.,]\s{DATE}[.,]\s{NAMED}(?:[.](?=\s)|\s{DASH})\s",  # Москва. 15 декабря. INTERFAX.RU -
        rf"{PLACE},\s{DATE},?\s{DASH}\s",  # МОСКВА, 15 дек —
        rf"(?P<place>{CAPITALS}{{5,}}(?:[ \u00a0/,]{{1,2}}{CAPITALS}{{2,}}){{0,3}})\s{DASH}\s+(?=[\"«“„]?[A-ZА-ЯЁ])",
        rf"(?P<place>{LOCATED})\s{DASH}\s+(?=[\"“]?[A-ZА-ЯЁ])",  # DES MOINES, Iowa —
        rf"(?P<place>){DATE}[.,]\s/?{AGENCY}/?\.?\s(?:{DASH}\s)?(?=[A-ZА-ЯЁ])",  # 15 декабря. /ТАСС/.
        rf"(?P<place>){DATE}\s\({AGENCY}\)\s?{DASH}\s",  # Dec 15 (Reuters) -
        rf"(?P<place>)[/(]{AGENCY}[/)](?:\.|\s?{DASH})\s",  # /ТАСС/.
        rf"(?P<place>)\({AGENCY}\)\s?(?=[\"“]?[A-ZА-ЯЁ][a-zа-яё]+\s)",  # (CNN) The envoys
    )
)
SURE, DATED, BARE = SHAPES[:4], SHAPES[4:7], SHAPES[7:]
"""Shapes with place and agency (or date); with a place in capitals; with an agency alone, which must be a known one."""


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where and when a report was filed, and by which agency, as printed. `span` ends before the report begins."""

    span: Span
    place: Span | None
    date: str | None
    agency: str | None


def find_dateline(text: str, block: Span) -> Dateline | None:
    """The dateline that the block begins with."""
    head = text[block.start : min(block.end, block.start + LONGEST)]
    if block.end - block.start < LONGEST:
        head += "\n"
    for shapes, accept in ((SURE, plausible), (DATED, in_capitals), (BARE, known_agency)):
        for shape in shapes:
            found = shape.match(head)
            if found and accept(found):
                return of_match(found, text, block)
    return None


def of_match(found: re.Match[str], text: str, block: Span) -> Dateline:
    """Turn a match at the head of the block into offsets of the text."""
    groups = found.groupdict()
    end = block.start + len(found[0].rstrip())
    place = None
    if groups["place"]:
        place = Span(block.start + found.start("place"), block.start + found.end("place"))
    return Dateline(Span(block.start, end), place, groups.get("date"), agency_name(groups.get("agency")))


def agency_name(printed: str | None) -> str | None:
    """The usual name of an agency: «INTERFAX.RU» is Интерфакс; unknown ones stay as printed, without reporter."""
    if not printed:
        return None
    known = lookup(printed)
    return known or printed.split(",")[0].strip()


def lookup(printed: str) -> str | None:
    """The usual name if the words are, or begin or end with, an agency that the tables know."""
    table = layout.whole("agency")
    folded = layout.fold(printed).strip(" .,")
    if folded in table:
        return table[folded]
    words = folded.replace(",", " ").replace("-", " ").split()
    for n in range(min(3, len(words)), 0, -1):
        for part in (" ".join(words[:n]), " ".join(words[-n:])):
            if part in table:
                return table[part]
    return None


def known_agency(found: re.Match[str]) -> bool:
    """The tables know the agency."""
    return lookup(found["agency"]) is not None


def in_capitals(found: re.Match[str]) -> bool:
    """«НАТО — это…» is no dateline: the place must be written in capitals, with a date or at some length."""
    place = found["place"].split(",")[0]
    letters = [c for c in place if c.isalpha()]
    return len(letters) > 2 and all(c.isupper() for c in letters) and not slug(place)


def slug(place: str) -> bool:
    """«EXCLUSIVE — …», «WATCH — …»: what the story is, not where it comes from."""
    return layout.fold(place).strip(layout.EDGE) in layout.whole("slug")


def plausible(found: re.Match[str]) -> bool:
    """A known agency, or a place in capitals with a date."""
    return known_agency(found) or (in_capitals(found) and found.groupdict().get("date") is not None and named(found))


def named(found: re.Match[str]) -> bool:
    """An unknown agency is at least a name: every word of it begins with a capital."""
    return all(word[:1].isupper() for word in found["agency"].split())
