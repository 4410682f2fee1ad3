"""The arc-eager parser: governors and relations, all sentences of a text one move at a time side by side.

The same moves as spaCy's greedy parser. Decision: a move needs a few dozen numbers, so numpy pays only when all
sentences move together; what a word adds to the hidden layer in each of its eight places is worked out for the whole
text beforehand. Sentence ends are given, so no move ends one: a word is shifted, reduced or governed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dragoman.languages.en import package
from dragoman.languages.en.encoder import Ids
from dragoman.languages.en.package import Floats

HIDDEN = 64
SHIFT, REDUCE, LEFT, RIGHT, BREAK = range(5)
_EMPTY = 3  # columns of −1 under each stack: the three topmost words can be asked for at any depth


@dataclass(frozen=True, slots=True)
class Scorer:
    """Scores the moves of a state by the words in its places. `moves`: kind and label of each."""

    narrow: Floats
    narrow_bias: Floats
    places: Floats
    empty: Floats
    bias: Floats
    out: Floats
    out_bias: Floats
    kinds: Ids
    labels: list[str]
    size: int

    def prepare(self, encoded: Floats) -> Floats:
        """What each word adds in each place, one row a (word, place); the rows of no word first."""
        narrowed = encoded @ self.narrow + self.narrow_bias
        return np.concatenate([self.empty, (narrowed @ self.places).reshape(-1, 2 * HIDDEN)])

    def score(self, prepared: Floats, words: Ids) -> Floats:
        """Scores of all moves; `words`: word in each place, -1 for none."""
        rows = (words + 1) * self.size + np.arange(self.size)
        total = prepared.take(rows, axis=0).sum(axis=1)
        total += self.bias
        scores: Floats = np.maximum(total[:, :HIDDEN], total[:, HIDDEN:]) @ self.out
        scores += self.out_bias
        return scores


def scorer(folder: str, kinds: Sequence[int]) -> Scorer:
    """The scorer of a component (`parser`, `ner`), with moves of these kinds only."""
    layers = package.nodes(f"{folder}/model")
    lower = next(node.params for node in layers if node.name == "precomputable_affine")
    upper, narrow = (node.params for node in layers if node.name == "linear")
    moves = [(kind, label) for kind, labels in sorted(package.moves(f"{folder}/moves").items()) for label in labels]
    kept = [n for n, (kind, _) in enumerate(moves) if kind in kinds]
    size, _, _, width = lower["W"].shape
    return Scorer(
        narrow["W"].T.copy(),
        narrow["b"],
        lower["W"].transpose(3, 0, 2, 1).reshape(width, size * 2 * HIDDEN).copy(),
        lower["pad"][0].transpose(0, 2, 1).reshape(size, 2 * HIDDEN),
        lower["b"].T.reshape(-1).copy(),
        upper["W"][kept].T.copy(),
        upper["b"][kept],
        np.array([moves[n][0] for n in kept]),
        [moves[n][1] for n in kept],
        size,
    )


class States:
    """The parser's state in each unit: stack, words put back, next word; and the arcs found, for all words.

    units: (first, last, end of the passage). Words of the next sentence are seen but never taken. A governor's last
    left and right dependent are kept, and for each right dependent the one before it, since an arc may be taken back.
    """

    def __init__(self, units: Sequence[tuple[int, int, int]], size: int) -> None:
        first, self.last, self.seen = np.array(units, np.intp).T
        longest = int((self.last - first).max())
        self.next = first.copy()
        self.stack = np.full((len(units), longest + _EMPTY + 1), -1, np.intp)
        self.depth = np.zeros(len(units), np.intp)
        self.back = np.full((len(units), longest + 1), -1, np.intp)
        self.backs = np.zeros(len(units), np.intp)
        # one place more than words: that of −1, no word
        self.head, self.left, self.right, self.before = (np.full(size + 1, -1, np.intp) for _ in range(4))
        self.move = np.full(size + 1, -1, np.intp)
        self.put_back = np.zeros(size + 1, bool)

    def front(self, u: Ids) -> tuple[Ids, Ids]:
        """The next word and the one after, -1 at the end of the passage."""
        backs, nxt, seen = self.backs[u], self.next[u], self.seen[u]
        first = np.where(backs > 0, self.back[u, backs - 1], nxt)
        after = nxt + (backs == 0)
        second = np.where(backs > 1, self.back[u, backs - 2], after)
        first[(backs == 0) & (nxt >= seen)] = -1
        second[(backs < 2) & (after >= seen)] = -1
        return first, second

    def places(self, u: Ids, first: Ids, second: Ids) -> Ids:
        """The words that the network looks at."""
        depth = self.depth[u]
        top = self.stack[u, depth + 2]
        return np.stack(
            [
                first,
                second,
                top,
                self.stack[u, depth + 1],
                self.stack[u, depth],
                self.left[first],
                self.left[top],
                self.right[top],
            ],
            axis=1,
        )

    def step(self, u: Ids, kind: Ids, move: Ids, first: Ids, top: Ids) -> None:
        """Makes the chosen moves."""
        pops = (kind == REDUCE) | (kind == LEFT)
        left, right = kind == LEFT, kind == RIGHT
        child, governor = top[left], first[left]
        old = self.head[child]
        self.right[old] = np.where(old >= 0, self.before[child], -1)
        self.head[child], self.move[child], self.left[governor] = governor, move[left], child
        self.put_back[governor] = False
        child, governor = first[right], top[right]
        self.before[child] = self.right[governor]
        self.head[child], self.move[child], self.right[governor] = governor, move[right], child
        loose = (kind == REDUCE) & (self.head[top] < 0) & (self.depth[u] > 1)
        self._pop(u[pops], u[loose], top[loose])
        self._push(u[~pops], first[~pops])

    def _pop(self, u: Ids, loose: Ids, words: Ids) -> None:
        """Takes the top off; `loose` tops, without a governor, are put back in front."""
        self.depth[u] -= 1
        self.put_back[words] = True
        self.back[loose, self.backs[loose]] = words
        self.backs[loose] += 1

    def _push(self, u: Ids, words: Ids) -> None:
        self.stack[u, self.depth[u] + _EMPTY] = words
        self.depth[u] += 1
        fresh = self.backs[u] == 0
        self.next[u] += fresh
        self.backs[u] -= ~fresh


def parse(model: Scorer, prepared: Floats, units: Sequence[tuple[int, int, int]], size: int) -> tuple[Ids, Ids]:
    """Governor (-1: root) and number of the arc's move (-1: none) of every word."""
    states = States(units, size)
    active = np.arange(len(units))
    while len(active):
        first, second = states.front(active)
        depth, last = states.depth[active], states.last[active]
        ended = (first < 0) | ((first >= last) & (states.backs[active] == 0))
        going = ~(ended & (depth == 0))
        if not going.all():
            active, first, second, depth, ended = (a[going] for a in (active, first, second, depth, ended))
            if not len(active):
                break
        words = states.places(active, first, second)
        scores = model.score(prepared, words)
        empty = depth == 0
        only = (states.seen[active] - states.next[active] + states.backs[active]) < 2
        scores[(ended | only | states.put_back[first]) & ~empty, 0] = -np.inf
        scores[empty | ((depth == 1) & ~ended), 1] = -np.inf
        scores[empty | ended, 2:] = -np.inf
        best = scores.argmax(axis=1)
        states.step(active, model.kinds[best], best, first, words[:, 2])
    return states.head[:-1], states.move[:-1]
