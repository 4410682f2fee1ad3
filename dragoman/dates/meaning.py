"""What words of time say, before they are set against the day of publication."""

from __future__ import annotations

from dataclasses import dataclass

GRAINS = ("minute", "hour", "day", "weekend", "week", "month", "quarter", "season", "half", "year", "decade", "century")


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """Unresolved time. Of the fields, only those are set that the words give.

    grain: one of `GRAINS`, empty when no date is told (a bare «утром»).
    number: of the quarter, half-year, decade (its first year) or century. year_shift: «прошлого года» is -1.
    shift: units of the grain from the anchor («на прошлой неделе» is -1). choice: which weekday or season:
    last (of the week or year before), past, this, next, nearest. story: counted from the day told before.
    clock: «16:00»; daypart: MO DT EV NI. until: the last part of a range. lead: what stands before
    (in on until by since after before over). length: ISO duration; reach: past or future, when it touches publication
    (of a date: only as far as publication).
    vague: past present future story then, when the words name no date. bounds: ISO dates known anyway.
    overnight: the night runs into the next day (else it ends in the day told). past: what they say when told as past.
    """

    type: str = "DATE"
    grain: str = ""
    year: int | None = None
    year_shift: int | None = None
    same_year: bool = False
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: str = ""
    number: int | None = None
    shift: int | None = None
    choice: str = ""
    story: bool = False
    clock: str = ""
    zone: str | None = None
    daypart: str = ""
    mod: str | None = None
    until: Meaning | None = None
    lead: str = ""
    length: str = ""
    reach: str = ""
    vague: str = ""
    reason: str | None = None
    bounds: tuple[str, str] | None = None
    freq: str | None = None
    quant: str | None = None
    limit: bool = False
    overnight: bool = False
    past: Meaning | None = None


Found = tuple[int, Meaning]
"""What a rule gives: the token after its words, and what they mean."""
