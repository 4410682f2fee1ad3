"""Names of persons, places and organisations: a small layer over what the parser has worked out already.

Decision: spaCy's own name network costs as much again as tagging and parsing together. Instead a layer of 64 units
looks at the parser's encoding of a word and its neighbours and at the name network's embeddings of the three words,
which are kept by form. It was trained to say what spaCy's network says (`bench/train_names.py`; no text is kept, only
weights) and agrees with it on .92 of the names of unseen articles (F1), at a tenth of the time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dragoman.languages.en.encoder import Ids
from dragoman.languages.en.package import Floats

FILE = Path(__file__).parent / "names.npz"
KINDS = ("PER", "LOC", "ORG")
PARTS = 4  # of each kind: first word, inner, last, only word; label 0 is no name
SURE = 6.0  # a word whose best label beats the next by so much is settled without its neighbours (odds of 400)
_NEVER = np.float32(-1e4)


@dataclass(frozen=True, slots=True)
class Namer:
    """The weights: on a word's encoding, the one's before and after, side by side; on embeddings likewise."""

    encoded: Floats
    embedded: Floats
    bias: Floats
    out: Floats
    out_bias: Floats
    follow: Floats

    def names(self, encoded: Floats, embedded: Floats, units: Sequence[tuple[int, int]]) -> list[tuple[str, int, int]]:
        """Names as (kind, first, last). `embedded`: rows already multiplied by the weights on embeddings."""
        size = len(self.bias)
        parts = encoded @ self.encoded + embedded
        hidden = parts[:, :size] + self.bias
        starts = np.zeros(len(parts) + 1, bool)
        starts[[first for first, _ in units]] = True
        inner = (~starts[1:-1]).nonzero()[0]  # words with a neighbour after them in their sentence
        hidden[inner + 1] += parts[inner, size : 2 * size]
        hidden[inner] += parts[inner + 1, 2 * size :]
        scores = np.maximum(hidden, 0) @ self.out + self.out_bias
        found: list[tuple[str, int, int]] = []
        for first, last in _stretches(scores, starts):
            found += _spans(best_path(self.follow, scores[first:last]), first)
        return found


def _stretches(scores: Floats, starts: np.typing.NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """Runs of words that may be part of a name, each within a sentence."""
    may = scores[:, 0] < scores[:, 1:].max(axis=1) + SURE
    first = last = -1
    for i in may.nonzero()[0].tolist():
        if first < 0 or i > last or starts[i]:
            if first >= 0:
                yield first, last
            first = i
        last = i + 1
    if first >= 0:
        yield first, last


def best_path(follow: Floats, scores: Floats) -> list[int]:
    """The labels with the highest sum of scores that may follow one another; no name is cut off at either end."""
    total = scores[0] + follow[0]
    back: list[Ids] = []
    for row in scores[1:]:
        sums = total[:, None] + follow
        back.append(sums.argmax(axis=0))
        total = sums.max(axis=0) + row
    label = int((total + follow[:, 0]).argmax())
    path = [label]
    for came_from in reversed(back):
        label = int(came_from[label])
        path.append(label)
    return path[::-1]


def _spans(labels: Sequence[int], offset: int) -> Iterator[tuple[str, int, int]]:
    first = 0
    for i, label in enumerate(labels):
        if not label:
            continue
        kind, part = divmod(label - 1, PARTS)
        if part in (0, 3):
            first = i
        if part in (2, 3):
            yield KINDS[kind], first + offset, i + 1 + offset


def followers() -> Floats:
    """0 where a label may follow another, else a sum that no score makes up for."""
    size = 1 + PARTS * len(KINDS)
    table = np.full((size, size), _NEVER, np.float32)
    for a in range(size):
        for b in range(size):
            opened = a > 0 and (a - 1) % PARTS in (0, 1)
            goes_on = b > 0 and (b - 1) % PARTS in (1, 2)
            same = a > 0 and b > 0 and (a - 1) // PARTS == (b - 1) // PARTS
            if opened == goes_on and (same or not opened):
                table[a, b] = 0
    return table


def load() -> Namer:
    """The weights of `names.npz`."""
    with np.load(FILE) as file:
        weights = {name: file[name].astype(np.float32) for name in file.files}
    return Namer(**weights, follow=followers())
