"""What is known while a document is read in order, and what resolving an expression gives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from dragoman.dates.calendar import Interval

NO_ANCHOR = "the day of publication is not known"
NO_YEAR = "no year is told and the day of publication is not known"
NO_STORY = "the day that it is counted from is not known"
NO_TENSE = "neither tense nor words tell whether it is past or to come"
NO_SUCH = "no such date"
NO_DAY = "no day is told"


@dataclass(slots=True)
class Context:
    """What is known while a document is read in order.

    now: day of publication or the story's own day; anchor: which of the two. spoken: the last day told.
    year: the last year told in this sentence. near: a day of the plans told at the head, for days without a year.
    """

    now: date | None
    anchor: str
    clock: datetime | None = None
    spoken: date | None = None
    period: Interval | None = None
    near: date | None = None
    year: int | None = None
    year_adverbial: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """An interval found, with what it was counted from."""

    interval: Interval
    anchor: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """The fields of a `TimeExpression` that resolving gives."""

    value: str | None = None
    anchor: str | None = None
    earliest: date | None = None
    latest: date | None = None
    reason: str | None = None
    placed: Placed | None = None


def unknown(reason: str) -> Resolution:
    return Resolution(reason=reason)
