"""Who held an office on a date, when dates may be years, months or unknown."""

from __future__ import annotations

from dragoman.actors.entities import Tenure


def held_on(tenure: Tenure, on: str | None) -> bool:
    """Whether the tenure may cover the ISO date `on`; an unknown end does not exclude."""
    if on is None:
        return True
    size_start, size_end = len(tenure.start), len(tenure.end)
    started = not tenure.start or on[:size_start] >= tenure.start[: len(on)]
    ended = bool(tenure.end) and on[:size_end] > tenure.end[: len(on)]
    return started and not ended
