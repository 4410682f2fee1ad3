"""Reprints: the same text under another outlet, told by shared runs of words, whatever was edited or cut.

A document is kept with a small sketch: the least hashes of its runs of `RUN` words. Two documents that share enough of
them are compared in full. The measure is how much of the shorter text stands in the longer one, so a cut tail does not
hide a copy, and quotations that two reports share do not make one.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable

WORD = re.compile(r"[^\W_]+")
RUN = 4
"""Words of a run: long enough that two reporters rarely write the same one by chance outside a quotation."""
SKETCH = 24
"""Hashes kept. Two texts share as large a part of them, more or less, as they share of all their runs."""
SHARED = 3
"""Hashes of the sketch that two texts must share before they are compared."""
COPY = 0.60
"""Share of the shorter text's runs from which on it is a copy; measured by bench/record.py on generated copies."""
LEAST = 24
"""Runs of a text below which nothing is said: a flash of two lines is written alike by everybody."""


def runs(text: str) -> frozenset[int]:
    """Hashes of all runs of words of a text, case and marks left aside."""
    words = [word.lower().replace("ё", "е") for word in WORD.findall(text)]
    joined = (" ".join(words[k : k + RUN]) for k in range(len(words) - RUN + 1))
    return frozenset(zlib.crc32(run.encode()) for run in joined)


def sketch(found: frozenset[int]) -> tuple[int, ...]:
    """The least of the hashes, mixed so that no common run is always among them; empty for a text too short to tell."""
    if len(found) < LEAST:
        return ()
    return tuple(sorted(mixed(x) for x in found)[:SKETCH])


def mixed(value: int) -> int:
    """Another order of the 32-bit numbers (Knuth's multiplicative hash)."""
    return (value * 2654435761) & 0xFFFFFFFF


def resemblance(one: frozenset[int], other: frozenset[int]) -> float:
    """How much of the shorter text stands in the longer, from 0 to 1."""
    shorter = min(len(one), len(other))
    return len(one & other) / shorter if shorter >= LEAST else 0.0


def is_copy(one: frozenset[int], other: frozenset[int]) -> bool:
    """Is either text a copy of the other?"""
    return resemblance(one, other) >= COPY


def candidates(own: Iterable[int], holding: Iterable[tuple[int, int]]) -> list[int]:
    """Documents to compare with. own: the sketch of a text; holding: (hash, document) pairs of others, by any order."""
    wanted, counts = set(own), dict[int, int]()
    for value, document in holding:
        if value in wanted:
            counts[document] = counts.get(document, 0) + 1
    return sorted(document for document, n in counts.items() if n >= SHARED)
