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
    """A contact that was announced, the steps by which reports told of it, and later events that answer to it. state:
    its status at the end; silent where nothing is reported after the announcement.
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
AND e.date = own.date AND e.mode = own.mode AND e.status NOT IN ('planned', 'possible') AND e.verdict IS NOT 'reject'
WHERE own.id = ?1 AND (SELECT count(*) FROM event_participants a JOIN event_participants b ON b.actor = a.actor
WHERE a.event = own.id AND b.event = e.id) >= 2 LIMIT ?3"""


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
        state = next((x.status for x in later if x.status not in (None, *PLANS)), None) or (
            "moved" if later else "silent"
        )
    return Course(made, steps, later, state)


def _later(view: View, number: int) -> list[int]:
    """Events that follow this one, else those of two of its parties, of its kind, on its day."""
    found = [row["id"] for row in view.record.sql(FOLLOWING, (number, LATER))]
    return found or [row["id"] for row in view.record.sql(SAME_DAY, (number, SPAN, LATER))]


SPAN = 60 << 24
"""Row ids of sixty days of publication: later reports are not looked for what became of a plan."""
