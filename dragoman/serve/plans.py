"""What became of an announced contact: how its tellings go on, and the events that take its place."""

from __future__ import annotations

import msgspec

from dragoman.record.find import Hit
from dragoman.record.lines import Line, line
from dragoman.serve.view import View

PLANS = ("planned", "possible")
LATER = 5


class Step(msgspec.Struct, frozen=True):
    """One telling of an event: on which day of publication it is told to be held, planned, cancelled …"""

    published_at: str | None
    publisher: str | None
    status: str
    date: str | None


class Course(msgspec.Struct, frozen=True):
    """A contact that was announced, the steps by which reports told of it, and later events that answer to it.

    state: its status at the end; moved where another event takes its place, compare where there are only events like
    it, silent where nothing is reported after the announcement.
    """

    line: Line
    steps: tuple[Step, ...]
    later: tuple[Line, ...]
    state: str


STEPS = """SELECT t.status, t.date, d.published_at, p.name AS publisher FROM event_mentions t
JOIN documents d ON d.id = t.document LEFT JOIN publishers p ON p.id = d.publisher
WHERE t.id = ?1 OR t.event = ?1 ORDER BY t.id"""
FOLLOWING = "SELECT id FROM events WHERE follows = ? AND verdict IS NOT 'reject' LIMIT ?"
SAME_DAY = """SELECT e.id FROM events own JOIN events e ON e.id BETWEEN own.id + 1 AND own.id + ?2
AND e.date = own.date AND (e.mode = own.mode OR (e.mode IN ('meet', 'talks') AND own.mode IN ('meet', 'talks')))
AND e.status NOT IN ('planned', 'possible') AND e.verdict IS NOT 'reject'
WHERE own.id = ?1 AND (SELECT count(DISTINCT coalesce(x.iso3, x.id)) FROM event_participants a
JOIN actors x ON x.id = a.actor WHERE a.event = own.id AND coalesce(x.iso3, x.id) IN (
SELECT coalesce(y.iso3, y.id) FROM event_participants b JOIN actors y ON y.id = b.actor WHERE b.event = e.id)) >= 2
LIMIT ?3"""
"""Later events of its day and kind between the same parties, or others who act for the same states."""


def course_of(view: View, hit: Hit) -> Course:
    """How an event that was announced went on."""
    made = line(view.record, hit, view.language)
    steps = tuple(
        Step(row["published_at"], row["publisher"], row["status"], row["date"])
        for row in view.record.sql(STEPS, (hit.id,))
    )
    later = tuple(line(view.record, Hit(n, "e", n), view.language) for n in _later(view, hit.id))
    state = made.status or ""
    if state in PLANS:
        state = "silent" if not later else "moved" if _following(view, hit.id) else "compare"
    return Course(made, steps, later, state)


def _following(view: View, number: int) -> list[int]:
    return [row["id"] for row in view.record.sql(FOLLOWING, (number, LATER))]


def _later(view: View, number: int) -> list[int]:
    """Events that follow this one, else those like it."""
    return _following(view, number) or [row["id"] for row in view.record.sql(SAME_DAY, (number, SPAN, LATER))]


SPAN = 60 << 24
"""Row ids of sixty days of publication: later reports are not looked for what became of a plan."""
