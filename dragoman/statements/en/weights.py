"""The learnt weights: traits by hash, made from annotated news by `bench/train_speech.py`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from zlib import crc32

import numpy as np

FILE = Path(__file__).with_name("weights.npz")
BITS = 20
MASK = (1 << BITS) - 1
CUE, SOURCE = "C", "s"
"""Prefixes that keep the traits of a cue and of a source apart from those of a stretch."""
KEPT = 100_000
"""Traits remembered with their weight, about 10 MB."""


def slot(trait: str) -> int:
    """The number under which a trait's weight is kept."""
    return crc32(trait.encode()) & MASK


class Memo(dict[str, float]):
    """Weights of the traits met lately, looked up by their slot when first met."""

    def __init__(self, slots: Mapping[int, float], prefix: str) -> None:
        self.slots, self.prefix = slots, prefix

    def __missing__(self, trait: str) -> float:
        if len(self) >= KEPT:
            self.clear()
        self[trait] = value = self.slots.get(slot(self.prefix + trait), 0.0)
        return value

    def total(self, traits: Iterable[str]) -> float:
        """Sum of the weights of the traits."""
        return sum(map(self.__getitem__, traits))


@dataclass(frozen=True, slots=True)
class Weights:
    """Of cues, of stretches, of sources."""

    cue: Memo
    stretch: Memo
    source: Memo


def weights(slots: Mapping[int, float]) -> Weights:
    """Weights by slot, ready to be asked."""
    return Weights(Memo(slots, CUE), Memo(slots, ""), Memo(slots, SOURCE))


@cache
def load() -> Weights:
    """The weights that ship with the package, read once a process."""
    with np.load(FILE) as kept:
        scale = float(kept["scale"])
        return weights({int(k): float(v) * scale for k, v in zip(kept["slots"], kept["values"], strict=True)})
