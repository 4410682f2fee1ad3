"""Seconds of this process for tests that bound time: a busy machine does not count, a tracer is allowed for."""

from __future__ import annotations

import sys
from time import process_time as seconds

__all__ = ["allowed", "seconds"]


def allowed(limit: float) -> float:
    """The limit, six times as long while every line is traced."""
    return limit * (6 if sys.gettrace() else 1)
