"""The arc-eager parser: governors and relations, all sentences of a text one move at a time side by side.

The same moves as spaCy's greedy parser. Decision: a move needs a few dozen numbers, so numpy pays only when all
sentences move together; what a word adds to the hidden layer in each of its eight places is worked out for the whole
text beforehand. Sentence ends are given, so no move ends one: a word is shifted, reduced or governed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dragoman.languages.en import package
from dragoman.languages.en.encoder import Ids
from dragoman.languages.en.package import Floats

HIDDEN = 64
SHIFT, REDUCE, LEFT, RIGHT, BREAK = range(5)
_EMPTY = 3  # places of −1 under each stack: the three topmost words can be asked for at any depth
_TOPS = np.array([2, 1, 0])


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
    """The parser's states of all units that are not done, side by side; and the arcs found, for all words.

    units: (first, last, end of the passage). Words of the next sentence are seen but never taken. A governor's last
    left and right dependent are kept, and for each right dependent the one before it, since an arc may be taken back.
    Stacks, and the words put back in front, lie in one row of numbers each; `floor` is where a unit's part begins.
    """

    def __init__(self, units: Sequence[tuple[int, int, int]], size: int) -> None:
        self.next, self.last, self.seen = (np.array(column, np.intp) for column in zip(*units, strict=True))
        room = self.last - self.next + _EMPTY + 1
        self.floor = np.cumsum(room) - room
        self.stack = np.full(int(room.sum()), -1, np.intp)
        self.back = self.stack.copy()
        self.depth = np.zeros(len(units), np.intp)
        self.backs = np.zeros(len(units), np.intp)
        # one place more than words: that of −1, no word
        self.head, self.before, self.move = (np.full(size + 1, -1, np.intp) for _ in range(3))
        self.children = np.full((2, size + 1), -1, np.intp)
        self.put_back = np.zeros(size + 1, bool)

    def drop(self, done: npt.NDArray[np.bool_]) -> None:
        """Forgets the units that are done."""
        left = ~done
        self.next, self.last, self.seen = self.next[left], self.last[left], self.seen[left]
        self.floor, self.depth, self.backs = self.floor[left], self.depth[left], self.backs[left]

    def front(self) -> tuple[Ids, Ids]:
        """The next word and the one after, -1 at the end of the passage."""
        first, second = self.next, self.next + 1
        first, second = np.where(first < self.seen, first, -1), np.where(second < self.seen, second, -1)
        with_back = self.backs.nonzero()[0]
        if len(with_back):
            top = self.floor[with_back] + self.backs[with_back] - 1
            second[with_back] = np.where(self.backs[with_back] > 1, self.back[top - 1], first[with_back])
            first[with_back] = self.back[top]
        return first, second

    def places(self, first: Ids, second: Ids) -> Ids:
        """The words that the network looks at: two in front, three on the stack, dependents of two of them."""
        words = np.empty((len(first), 8), np.intp)
        words[:, 0], words[:, 1] = first, second
        words[:, 2:5] = self.stack.take((self.floor + self.depth)[:, None] + _TOPS)
        words[:, 5:7] = self.children[0].take(words[:, ::2][:, :2])
        words[:, 7] = self.children[1].take(words[:, 2])
        return words

    def step(self, kind: Ids, move: Ids, first: Ids, top: Ids) -> None:
        """Makes the chosen moves."""
        left, right = (kind == LEFT).nonzero()[0], (kind == RIGHT).nonzero()[0]
        if len(left):
            child, governor = top[left], first[left]
            old = self.head[child]
            self.children[1][old] = np.where(old >= 0, self.before[child], -1)
            self.head[child], self.move[child], self.children[0][governor] = governor, move[left], child
            self.put_back[governor] = False
        if len(right):
            child, governor = first[right], top[right]
            self.before[child] = self.children[1][governor]
            self.head[child], self.move[child], self.children[1][governor] = governor, move[right], child
        loose = ((kind == REDUCE) & (self.head.take(top) < 0) & (self.depth > 1)).nonzero()[0]
        push = (kind & 1) ^ (kind >> 1) == 0  # shift (0) and right (3)
        pushed = push.nonzero()[0]
        self.stack[(self.floor + self.depth)[pushed] + _EMPTY] = first[pushed]
        fresh = push & (self.backs == 0)
        self.next += fresh
        self.backs -= push ^ fresh
        self.depth += np.where(push, 1, -1)
        if len(loose):  # without a governor: back in front
            self.put_back[top[loose]] = True
            self.back[(self.floor + self.backs)[loose]] = top[loose]
            self.backs[loose] += 1


def parse(model: Scorer, prepared: Floats, units: Sequence[tuple[int, int, int]], size: int) -> tuple[Ids, Ids]:
    """Governor (-1: root) and number of the arc's move (-1: none) of every word."""
    states = States(units, size)
    barred = _barred(model.kinds)
    while True:
        at_end = (states.next >= states.last) & (states.backs == 0)
        done = at_end & (states.depth == 0)
        if done.any():
            states.drop(done)
            at_end = at_end[~done]
            if not len(at_end):
                return states.head[:-1], states.move[:-1]
        first, second = states.front()
        words = states.places(first, second)
        depth = states.depth
        free = (depth > 0) & ~at_end
        shift = (depth == 0) | (free & (second >= 0) & ~states.put_back.take(first))
        scores = model.score(prepared, words)
        scores += barred.take(shift + 2 * ((depth > 1) | (at_end & (depth > 0))) + 4 * free, axis=0)
        best = scores.argmax(axis=1)
        states.step(model.kinds.take(best), best, first, words[:, 2])


def _barred(kinds: Ids) -> Floats:
    """What to add to the scores by which moves are free: 1 shift, 2 reduce, 4 arcs."""
    bit = np.array([1, 2, 4, 4])[kinds]
    return np.where(np.arange(8)[:, None] & bit, 0, -np.inf).astype(np.float32)
