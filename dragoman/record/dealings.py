"""Are two tellings of one event? Kind, parties, day, place and status must agree as far as both tell them.

A meeting is also called talks; a state and somebody who acts for it may be the same side; a day told roughly («in
January») agrees with a day in it. Two reports that name no day are of one event only when they came out together, and
in one week (Monday to Sunday): else a chain of reports that each lie near the next would make one event of years of
meetings.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dragoman.record.facts import FactRow

FAMILY = {"meet": "meeting", "talks": "meeting", "call": "call", "visit": "visit"}
"""Modes that may tell of one event."""
DAYS = 2
"""Days of publication apart where neither tells the day of the event."""
AFTER = 3
"""Days after an event on which reports of it still appear without its date; and before a planned one."""
NEVER = (("denied", "held"), ("held", "denied"), ("cancelled", "held"), ("held", "cancelled"))
"""Statuses that contradict each other: two accounts, not one event told twice."""
EVERYDAY = frozenset(("attack", "deploy", "arrest", "release", "protest", "alert", "ban", "seize", "aid"))
"""Modes of which the same two may have several a day: the place must be told by both and agree."""

State = Callable[[str], str | None]
"""ISO3 of the state that an actor is or belongs to."""


def same_event(one: FactRow, other: FactRow, state: State) -> tuple[str, float] | None:
    """The rule and score by which both are one event, or None."""
    if one.week != other.week or one.document == other.document or kind_of(one) != kind_of(other):
        return None
    if (one.status, other.status) in NEVER:
        return None
    dated = _days_fit(one, other)
    if dated is None or (one.place and other.place and not _places_fit(one, other, state)):
        return None
    shared = _parties_fit(one, other, state)
    if shared is None:
        return None
    if one.mode in EVERYDAY and not (one.place and other.place) and not (dated and shared == 1.0):
        return None
    rule = "same parties, day and kind" if dated else "same parties and kind, reported together"
    return rule, round(shared * (1.0 if dated else 0.8), 3)


def kind_of(row: FactRow) -> str:
    """The mode, or the family of modes that may tell of one event."""
    return FAMILY.get(row.mode or "", row.mode or "")


def _days_fit(one: FactRow, other: FactRow) -> bool | None:
    """True: the same day as far as told; False: not told by both, but near; None: different days."""
    if one.date and other.date:
        a, b = sorted((one.date[:10], other.date[:10]), key=len)
        if len(a) == len(b) == 10:
            return True if a == b else None
        return False if b.startswith(a) and abs(one.day - other.day) <= DAYS else None
    known, open_one = (one, other) if one.date else (other, one)
    happened = _happened(known.date)
    if happened and open_one.day:
        out = _published(open_one)
        before = AFTER if open_one.status in ("planned", "possible") else 0
        return False if -before <= (out - happened).days <= AFTER else None
    return False if one.day and other.day and abs(one.day - other.day) <= DAYS else None


def week_of(told: str | None, published: int) -> int:
    """Number of the week in which it happened, or else was published; weeks begin on Mondays, when least is told.
    told: the date of the event; published: number of a day."""
    happened = _happened(told)
    return ((happened - FIRST).days if happened else published) // 7


def _happened(told: str | None) -> date | None:
    """The day, or the first of several; None where only a week, month or year is told."""
    days = told is not None and told[4:5] == told[7:8] == "-" and told[8:10].isdigit()
    return date.fromisoformat(told[:10]) if told and days else None


FIRST = date(1900, 1, 1)
"""A Monday."""


def _published(row: FactRow) -> date:
    return FIRST + timedelta(days=row.day)


def _places_fit(one: FactRow, other: FactRow, state: State) -> bool:
    """The same place, or a town and its state."""
    a, b = one.place or "", other.place or ""
    if a == b:
        return True
    towns = [x for x in (a, b) if x.startswith("place/")]
    return len(towns) < 2 and state(a) is not None and state(a) == state(b)


def _parties_fit(one: FactRow, other: FactRow, state: State) -> float | None:
    """Share of sides that are the same, where every side of the report that names fewer has its like in the other."""
    few, many = sorted((one.participants, other.participants), key=len)
    if len(few) < 2:
        return None
    matched, exact = set[tuple[str, str]](), 0
    for side in few:
        like = next((x for x in many if x not in matched and x[1] == side[1] and _roles_fit(one, x, side)), None)
        exact += like is not None
        if like is None:
            like = next((x for x in many if x not in matched and _stands_for(x, side, state)), None)
        if like is None:
            return None
        matched.add(like)
    return exact / len(many) if exact else 0.5


def _roles_fit(row: FactRow, one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Who does it to whom counts, but not between equals: a meeting has two actors."""
    return one[0] == other[0] or kind_of(row) in ("meeting", "call") or "third_party" in (one[0], other[0])


def _stands_for(one: tuple[str, str], other: tuple[str, str], state: State) -> bool:
    """A state and a person, organ or nameless official of it, in the same role; two different persons never."""
    if one[0] != other[0]:
        return False
    kinds = {one[1].partition("/")[0], other[1].partition("/")[0]}
    own = state(one[1])
    if own is None or own != state(other[1]):
        return False
    vague = one[1].startswith("text/unnamed") or other[1].startswith("text/unnamed")
    return bool(kinds & {"state", "quasi-state"}) or vague
