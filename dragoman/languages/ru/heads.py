"""From encoded words to labels: parts of speech, governors with relations, names.

Decisions: labels stay numbers here, decoded by tables elsewhere. Only the forward scores of the name search go word by
word (three small array operations each, 2 µs); the choices that lead back are worked out for all words at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from dragoman.languages.ru.encoder import Ids
from dragoman.languages.ru.weights import Floats


@dataclass(frozen=True, slots=True)
class Linear:
    """Weights and bias of a plain layer."""

    weight: Floats
    bias: Floats

    def __call__(self, rows: Floats) -> Floats:
        out: Floats = rows @ self.weight
        out += self.bias
        return out


@dataclass(frozen=True, slots=True)
class Bilinear:
    """Scores pairs of rows; `root` stands in for the governor of a root."""

    first: Linear
    second: Linear
    root: Floats
    kernel: Floats

    def project(self, rows: Floats, gaps: Ids) -> tuple[Floats, Floats]:
        """Both projections of all rows, with the root in place of each separator."""
        rows[gaps] = self.root
        first, second = self.first(rows), self.second(rows)
        return np.maximum(first, 0, out=first), np.maximum(second, 0, out=second)


def linear(module: dict[str, Any]) -> Linear:
    """The layer of a module that has one projection."""
    return Linear(module["proj"]["weight"], module["proj"]["bias"])


def bilinear(module: dict[str, Any]) -> Bilinear:
    """The scorer of a module with two projections, a root and a kernel."""
    return Bilinear(linear(module["head"]), linear(module["tail"]), module["root"], module["kernel"])


def governors(scorer: Bilinear, rows: Floats, gaps: Ids) -> Ids:
    """For each row the row of its governor; the separator before its unit is the root."""
    governed, governing = scorer.project(rows, gaps)
    governed = governed @ scorer.kernel
    out = np.zeros(len(rows), np.intp)
    for first, last in pairwise(gaps.tolist()):
        scores = governed[first + 1 : last] @ governing[first:last].T
        out[first + 1 : last] = scores.argmax(axis=1) + first
    return out


def relations(scorer: Bilinear, rows: Floats, gaps: Ids, heads: Ids) -> Ids:
    """For each row the number of its relation to its governor. Means nothing at separators."""
    governing, governed = scorer.project(rows, gaps)
    width = governed.shape[1]
    distinct, where = np.unique(heads, return_inverse=True)
    kernels = (governing[distinct] @ scorer.kernel).reshape(len(distinct), -1, width)
    scores = np.einsum("nrw,nw->nr", kernels[where], governed)
    best: Ids = scores.argmax(axis=1)
    return best


def best_path(follow: Floats, scores: Floats) -> Ids:
    """The labels of the best-scoring sequence (Viterbi), one for each row of `scores`; `follow`: label after label."""
    best = scores.copy()
    table, highest = np.empty_like(follow), np.empty(len(follow), follow.dtype)
    for before, row in zip(best[:, :, None], best[1:], strict=False):
        np.add(before, follow, out=table)
        np.maximum.reduce(table, axis=0, out=highest)
        np.add(row, highest, out=row)
    back = (best[:-1, :, None] + follow).argmax(axis=1).tolist()
    labels = [int(best[-1].argmax())]
    for choices in reversed(back):
        labels.append(choices[labels[-1]])
    return np.array(labels[::-1], np.intp)
