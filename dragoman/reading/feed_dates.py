"""Dates as feeds write them: ISO 8601, mail dates, and mail dates with Russian words («Ср, 15 дек 2021 14:30 МСК»)."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from dragoman.reading.plain import parse_instant

LONGEST = 80
"""Characters of a date; the longest real ones take about 40."""
WORDED = re.compile(
    r"(?:[^\W\d]{1,12}\.?,?\s+)?(?P<day>\d{1,2})\.?\s+(?P<month>[^\W\d]{3,12})\.?,?\s+(?P<year>\d{4})"
    r"(?:\s*(?:года|г\.?))?(?:[,\s]+(?:в\s+)?(?P<clock>\d{1,2}:\d{2}(?::\d{2})?)(?:\s*\(?(?P<zone>[^\s()]{1,9})\)?)?)?\s*$"
)
OFFSET = re.compile(r"(?:GMT|UTC)?([+-])(\d{2}):?(\d{2})$")
ZONES = {"z": "+00:00", "gmt": "+00:00", "utc": "+00:00", "ut": "+00:00", "msk": "+03:00", "мск": "+03:00"}


def feed_instant(wording: str | None) -> str | None:
    """ISO 8601 of a date, as precise and with the zone as given, or None. A zone we do not know is left out."""
    wording = " ".join((wording or "")[: LONGEST + 1].split())
    if not wording or len(wording) > LONGEST:
        return None
    found = WORDED.match(wording)
    month = months().get(found["month"].lower().replace("ё", "е")) if found else None
    if found is None or month is None:
        return parse_instant(wording)
    date = f"{found['year']}-{month:02}-{int(found['day']):02}"
    clock, zone = found["clock"], offset(found["zone"])
    if clock is None:
        return parse_instant(date)
    worded = parse_instant(f"{date}T{clock.zfill(len(clock) + clock.index(':') % 2)}{zone}")
    return worded if zone or not found["zone"] else parse_instant(wording) or worded


def offset(zone: str | None) -> str:
    """The zone as ISO 8601 writes it, or nothing."""
    found = OFFSET.match(zone or "")
    return f"{found[1]}{found[2]}:{found[3]}" if found else ZONES.get((zone or "").lower(), "")


@cache
def months() -> dict[str, int]:
    """Names of months in every language that has a table of dates, and the English ones of mail dates."""
    out = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
    for folder in sorted(files("dragoman.languages").iterdir(), key=lambda entry: entry.name):
        table = folder / "dates.toml"
        if folder.is_dir() and table.is_file():
            for month in tomllib.loads(table.read_text(encoding="utf-8")).get("month", ()):
                for name in (*month.get("gen", ()), *month.get("forms", ()), *month.get("short", ())):
                    out[name.lower()] = month["value"]
    return out
