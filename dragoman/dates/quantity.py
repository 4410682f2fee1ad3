"""So many units of time, and what they mean when counted from an anchor."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.dates.meaning import Meaning

LETTERS = {"minute": ("PT", "M", 1), "hour": ("PT", "H", 1), "day": ("P", "D", 1), "week": ("P", "W", 1)}
LETTERS |= {"month": ("P", "M", 1), "quarter": ("P", "M", 3), "half": ("P", "M", 6), "year": ("P", "Y", 1)}
LETTERS |= {"decade": ("P", "Y", 10), "century": ("P", "Y", 100), "weekend": ("P", "D", 2)}


@dataclass(frozen=True, slots=True)
class Quantity:
    """So many units; n is None for “several”."""

    n: int | None
    unit: str

    @property
    def iso(self) -> str:
        head, letter, by = LETTERS[self.unit]
        return f"{head}{'X' if self.n is None else self.n * by}{letter}"


def moved(q: Quantity, sign: int, story: bool, mod: str | None) -> Meaning:
    """So many units before or after the anchor."""
    if q.n is None:
        sense = "story" if story else ("past" if sign < 0 else "future")
        return Meaning(vague=sense, reason="how long is not told")
    decade = q.unit == "decade"
    grain, n = ("year", q.n * 10) if decade else (q.unit, q.n)
    kind = "TIME" if grain in ("hour", "minute") else "DATE"
    return Meaning(type=kind, grain=grain, shift=sign * n, story=story, mod=mod)
