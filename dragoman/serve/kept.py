"""What took long to count is kept for a while: for as long as makes the counting cheap beside it."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")
SHARE = 50
"""A value is kept so many times as long as it took to make: counting takes a fiftieth of one core at most."""
OLDEST = 600.0
"""Seconds after which an old value is not shown any more, even while a new one is made."""
MOST = 64
"""Values kept; those not asked for longest go first."""


class Kept:
    """Values by key. An old one is still given while a new one is made behind it, so that nobody waits but the first.

    >>> kept = Kept()
    >>> kept.get("answer", lambda: 6 * 7)
    42
    """

    def __init__(self) -> None:
        self._values: OrderedDict[Hashable, tuple[Any, float, float]] = OrderedDict()
        self._locks: dict[Hashable, threading.Lock] = {}
        self._lock = threading.Lock()
        self._behind = ThreadPoolExecutor(1, "dragoman-counts")
        self._begun: set[Hashable] = set()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The value of a key. `make` is called here for the first one, in another thread for those after it."""
        with self._lock:
            held = self._values.get(key)
            if held is not None:
                self._values.move_to_end(key)
            lock = self._locks.setdefault(key, threading.Lock())
        if held is not None:
            value, made, took = held
            age = time.monotonic() - made
            if age <= SHARE * took:
                return value  # type: ignore[no-any-return]
            if age <= OLDEST:
                self._renew(key, make)
                return value  # type: ignore[no-any-return]
        with lock:  # of several who ask at once one counts
            with self._lock:
                now = self._values.get(key)
            if now is not None and now is not held:
                return now[0]  # type: ignore[no-any-return]
            return self._make(key, make)

    def forget(self) -> None:
        """Everything is made anew: something was judged."""
        with self._lock:
            self._values.clear()

    def _make(self, key: Hashable, make: Callable[[], T]) -> T:
        since = time.monotonic()
        value = make()
        now = time.monotonic()
        with self._lock:
            self._values[key] = (value, now, now - since)
            while len(self._values) > MOST:
                old, _ = self._values.popitem(last=False)
                self._locks.pop(old, None)
        return value

    def _renew(self, key: Hashable, make: Callable[[], T]) -> None:
        with self._lock:
            if key in self._begun:
                return
            self._begun.add(key)

        def run() -> None:
            try:
                self._make(key, make)
            finally:
                with self._lock:
                    self._begun.discard(key)

        self._behind.submit(run)
