"""Words of time with their ISO values (TIMEX3): `find` reads them, `event_date` gives the value for an event."""

from __future__ import annotations

from dragoman.dates.events import event_date, event_date_in
from dragoman.dates.finding import find

__all__ = ["event_date", "event_date_in", "find"]
