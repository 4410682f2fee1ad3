"""The name tagger's moves: begin, in, last, unit, out; all sentences of a text one word at a time side by side."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dragoman.languages.en.encoder import Ids
from dragoman.languages.en.package import Floats
from dragoman.languages.en.transitions import Scorer

BEGIN, IN, LAST, UNIT, OUT = range(1, 6)
KINDS = {"PERSON": "PER", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC", "ORG": "ORG"}


def names(model: Scorer, prepared: Floats, units: Sequence[tuple[int, int]], size: int) -> list[tuple[str, int, int]]:
    """Names of persons, places and organisations as (kind, first, last), in order."""
    first, last = np.array(units, np.intp).T
    order = np.argsort(first - last, kind="stable")  # longest first: those that are done fall off the end
    first, last = first[order], last[order]
    lengths = last - first
    opened = np.full(len(units), -1, np.intp)
    label = np.full(len(units), -1, np.intp)
    kinds, labels = model.kinds, _numbers(model.labels)
    never = (kinds == UNIT) & (labels == 0)
    entering = (kinds == BEGIN) | (kinds == UNIT) | (kinds == OUT)
    chosen = np.full(size, -1, np.intp)
    for n in range(int(lengths[0])):
        live = int(np.searchsorted(-lengths, -n, side="left"))
        here, start = first[:live] + n, opened[:live]
        inside = start >= 0
        words = np.stack([here, start, np.where(inside, here - 1, -1)], axis=1)
        scores = model.score(prepared, words)
        going = inside[:, None] & (labels == label[:live, None])
        final = (here + 1 >= last[:live])[:, None]
        allowed = np.where(inside[:, None], going & ~entering, entering & ~never)
        allowed &= ~(final & ((kinds == BEGIN) | (kinds == IN)))
        best = np.where(allowed, scores, -np.inf).argmax(axis=1)
        chosen[here] = best
        kind = kinds[best]
        opened[:live] = np.where(kind == BEGIN, here, np.where(kind == IN, start, -1))
        label[:live] = labels[best]
    return _spans(model, chosen)


def _numbers(labels: Sequence[str]) -> Ids:
    """A number for each label, 0 for none."""
    known = {"": 0}
    return np.array([known.setdefault(label, len(known)) for label in labels])


def _spans(model: Scorer, chosen: Ids) -> list[tuple[str, int, int]]:
    found: list[tuple[str, int, int]] = []
    first = 0
    kinds = model.kinds[chosen]
    for i in np.flatnonzero(kinds != OUT).tolist():
        kind = kinds[i]
        first = i if kind in (BEGIN, UNIT) else first
        name = KINDS.get(model.labels[chosen[i]])
        if kind in (LAST, UNIT) and name:
            found.append((name, first, i + 1))
    return found
