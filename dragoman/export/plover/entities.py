"""Sides as PLOVER writes them: country, sector and the words of the text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import msgspec

from dragoman.languages.lexicon import of
from dragoman.model import Actor, Argument, Mention, Report, Span


class Entity(msgspec.Struct, frozen=True):
    """A side. country: ISO 3166 alpha-3, or IGO NGO IMG MNC of those that belong to no state; role: sector code."""

    country: str
    role: str
    text: str


CLAIMED = {
    "quasi-state/ABH": "GEO",
    "quasi-state/SOS": "GEO",
    "quasi-state/CHI": "RUS",
    "quasi-state/DNR": "UKR",
    "quasi-state/LNR": "UKR",
    "quasi-state/NKR": "AZE",
    "quasi-state/PMR": "MDA",
    "quasi-state/TRNC": "CYP",
    "quasi-state/SML": "SOM",
    "quasi-state/ESH": "MAR",
}
"""Partly recognised entities take the state claimed over them and the sector PRE, as the PLOVER manual rules."""
RENAMED = {
    "XKX": "KOS",
    "SUN": "RUS",
    "YUG": "SRB",
    "SCG": "SRB",
    "CSK": "CZE",
    "DDR": "DEU",
    "ZAR": "COD",
    "BUR": "MMR",
    "YMD": "YEM",
}
"""Kosovo as PLOVER writes it; a state that is no more takes the code of the one that carries it on."""
STATELESS = {
    "IGO": "IGO",
    "REB": "IMG",
    "PRM": "IMG",
    "MIL": "IGO",
    "BUS": "MNC",
    "CVL": "NGO",
    "REL": "NGO",
    "JUD": "IGO",
    "LEG": "IGO",
    "COP": "IGO",
    "EDU": "NGO",
    "GOV": "IGO",
    "JRN": "",
    "PTY": "",
}
"""Sector of an actor without a state → what stands in place of the country."""


def entity(page: Told, argument: Argument) -> Entity | None:
    """The side that an argument is; None where neither country nor sector can be told."""
    report = page.report
    text = argument.span.of(report.document.text)
    actor = actor_of(report, argument.actor_id)
    country, role = coded(actor) if actor is not None else ("", "")
    if not country:
        country = _country_in(page, argument.span) or _country_before(page, argument.span)
    if (actor is None or actor.kind != "organization") and (not country or text.split()[-1][:1].isupper()):
        country = _country_after(page, argument.span, actor) or country
    role = role or sector(report, text, actor)
    if not country and role == "NGO":
        country, role = "NGO", ""
    return Entity(country, role, text) if country or (role and actor is not None) else None


def actor_of(report: Report, actor_id: str | None) -> Actor | None:
    """The actor, be it of the report or only coded."""
    return (report.actors.get(actor_id) or report.coded_actors.get(actor_id)) if actor_id else None


def coded(actor: Actor) -> tuple[str, str]:
    """Country and sector of an actor."""
    if actor.kind in ("document", "medium"):
        return RENAMED.get(actor.iso3 or "", actor.iso3 or ""), "JRN"
    if actor.id in CLAIMED:
        return CLAIMED[actor.id], "PRE"
    if actor.iso3:
        return RENAMED.get(actor.iso3, actor.iso3), "" if actor.kind in ("state", "place") else actor.sector or ""
    if actor.kind in ("organization", "organ"):
        return STATELESS.get(actor.sector or "", ""), "" if actor.sector == "IGO" else actor.sector or ""
    return "", actor.sector or ""


def _country_in(page: Told, span: Span) -> str:
    """The country of somebody named inside the words, a state first: «Turkish police», «rebels in Chad»."""
    inside = [a for m in page.inside(span) if (a := actor_of(page.report, m.actor_id)) is not None]
    inside.sort(key=lambda a: a.kind not in ("state", "quasi-state"))
    return next((c for a in inside if (c := coded(a)[0])), "")


def _country_before(page: Told, span: Span) -> str:
    """«British Defence Secretary | Tom King»: a country named before the words in the same string of capitals."""
    report, text = page.report, page.report.document.text
    for m in reversed(page.between(span.start - NEAR, span.start)):
        if m.span.end <= span.start:
            between = text[m.span.end : span.start].split()
            actor = actor_of(report, m.actor_id)
            if actor is not None and all(w[0].isupper() and w.isalpha() for b in between if (w := b.strip("()"))):
                return coded(actor)[0]
    return ""


NEAR = 60
AFTER = re.compile(r"\s+(?:in|of|from|throughout|across|inside)\s+(?:the\s+)?(?:\w+\s+)?")
"""Between people and where they are: «ethnic Greeks in southern Albania»."""


def _country_after(page: Told, span: Span, actor: Actor | None) -> str:
    """The country of a group by where it is said to be, before that of its name."""
    text = page.report.document.text
    words = span.of(text)
    if actor is not None and (words in actor.names.get("en", ()) or actor.kind == "person"):
        return ""
    if not words.rstrip().endswith("s"):
        return ""  # one person or a body is of where it comes from
    found = AFTER.match(text, span.end)
    if found is None:
        return ""
    for m in page.between(span.end + 1, found.end() + 1):
        place = actor_of(page.report, m.actor_id)
        if place is not None and m.kind in ("country", "place"):
            return coded(place)[0]
    return ""


@dataclass(frozen=True)
class Told:
    """A report with its mentions by where they begin."""

    report: Report
    mentions: Sequence[Mention]
    starts: Sequence[int]

    def between(self, start: int, end: int) -> Sequence[Mention]:
        """Mentions that begin at code points `start` to `end` (half-open), in order."""
        return self.mentions[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def inside(self, span: Span) -> Iterator[Mention]:
        """Mentions inside the span, in order."""
        return (m for m in self.between(span.start, span.end) if m.span.end <= span.end)


def told(report: Report) -> Told:
    """The report, ready to be asked who stands where."""
    ordered = sorted(report.mentions, key=lambda m: m.span)
    return Told(report, ordered, [m.span.start for m in ordered])


@cache
def sector_words(language: str) -> Sequence[tuple[str, str]]:
    """Beginnings of words with their sector, longest first."""
    rows = ((row[0], row[1]) for row in of(language).table("sectors.tsv"))
    return tuple(sorted(rows, key=lambda r: -len(r[0])))


def sector(report: Report, text: str, actor: Actor | None) -> str:
    """The sector by the office of a person, else by the words: «police» COP, «rebels» REB."""
    named = actor.names.get("en", ()) if actor is not None and actor.kind == "unnamed" else ()
    words = " ".join((text, (actor.office or "") if actor is not None else "", *named[:1]))
    found = [code for word in words.lower().split() if (code := _of_word(report, word.strip(",.;:'\"«»()")))]
    if actor is not None and actor.kind == "person" and not found:
        return "GOV" if not actor.provisional else ""
    return found[0] if found else ""


def _of_word(report: Report, word: str) -> str:
    table = sector_words(report.document.language or "ru")
    return next((code for start, code in table if word.startswith(start)), "")
