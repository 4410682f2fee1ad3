"""From encoded words to labels: parts of speech, governors with relations, names.

Decisions: labels stay numbers here, decoded by tables elsewhere. Names are decoded exactly but not word by word: where
the score of one label beats every other by more than any neighbours could make up through the transition scores, that
label is certain, and only the runs between certain words need the Viterbi search.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from dragoman.languages.ru.encoder import Ids
from dragoman.languages.ru.weights import Floats, Net


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


@dataclass(frozen=True, slots=True)
class Transitions:
    """Scores of one label following another, and by how much a label must lead for it to be certain."""

    scores: Floats
    lead: Floats


def linear(module: dict[str, Any]) -> Linear:
    """The layer of a module that has one projection."""
    return Linear(module["proj"]["weight"], module["proj"]["bias"])


def bilinear(module: dict[str, Any]) -> Bilinear:
    """The scorer of a module with two projections, a root and a kernel."""
    return Bilinear(linear(module["head"]), linear(module["tail"]), module["root"], module["kernel"])


def transitions(net: Net) -> Transitions:
    """The transition scores of the name network with their bounds."""
    scores: Floats = net.modules["head"]["crf"]["transitions"]
    # lead[k, j]: the most that neighbours can gain by having j in place of k
    before = (scores[:, None, :] - scores[:, :, None]).max(axis=0)
    after = (scores[None, :, :] - scores[:, None, :]).max(axis=2)
    return Transitions(scores, np.maximum(before, 0) + np.maximum(after, 0))


def governors(scorer: Bilinear, rows: Floats, gaps: Ids) -> Ids:
    """For each row the row of its governor; the separator before its unit is the root."""
    governed, governing = scorer.project(rows, gaps)
    governed = governed @ scorer.kernel
    out = np.zeros(len(rows), np.intp)
    bounds = gaps.tolist()
    for first, last in zip(bounds, bounds[1:], strict=False):
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
    return scores.argmax(axis=1)


def best_path(rules: Transitions, scores: Floats) -> Ids:
    """The labels of the best-scoring sequence of labels, one for each row of `scores`."""
    labels = scores.argmax(axis=1)
    margins = scores[np.arange(len(scores)), labels][:, None] - scores - rules.lead[labels]
    margins[np.arange(len(scores)), labels] = 1
    open_rows = np.flatnonzero(margins.min(axis=1) <= 0)
    for run in np.split(open_rows, np.flatnonzero(np.diff(open_rows) > 1) + 1):
        if len(run):
            _search(rules.scores, scores, labels, int(run[0]), int(run[-1]) + 1)
    return labels


def _search(follow: Floats, scores: Floats, labels: Ids, first: int, last: int) -> None:
    """Viterbi over rows `first` to `last`, whose neighbours on both sides are certain (or absent)."""
    score = scores[first] + follow[labels[first - 1]] if first else scores[first]
    history = []
    for row in range(first + 1, last):
        table = score[:, None] + follow
        history.append(table.argmax(axis=0))
        score = table.max(axis=0) + scores[row]
    if last < len(scores):
        score = score + follow[:, labels[last]]
    labels[last - 1] = score.argmax()
    for row in range(last - 1, first, -1):
        labels[row - 1] = history[row - first - 1][labels[row]]
