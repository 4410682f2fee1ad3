"""The learnt weights: traits by hash, made from annotated news by `training/english_speech.py`."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from zlib import crc32

import numpy as np

FILE = Path(__file__).with_name("weights.npz")
BITS = 20
MASK = (1 << BITS) - 1


def slot(trait: str) -> int:
    """The number under which a trait's weight is kept."""
    return crc32(trait.encode()) & MASK


@cache
def load() -> dict[int, float]:
    """Weights by slot, read once a process."""
    with np.load(FILE) as kept:
        scale = float(kept["scale"])
        return {int(k): float(v) * scale for k, v in zip(kept["slots"], kept["values"], strict=True)}


def total(weights: dict[int, float], traits: Iterable[str], prefix: str = "") -> float:
    """Sum of the weights of the traits."""
    get = weights.get
    return sum([get(crc32((prefix + t).encode()) & MASK, 0.0) for t in traits])
