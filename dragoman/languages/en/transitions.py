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

HIDDEN, PLACES = 64, 8
SHIFT, REDUCE, LEFT, RIGHT, BREAK = range(5)
_UNDER = 3  # places without a word under each stack: the three topmost can be asked for at any depth
_TOPS = np.array([2, 1, 0])


@dataclass(frozen=True, slots=True)
class Scorer:
    """Scores the moves of a state by the words in its places.

    Words have the numbers 8, 16, 24 …, which are their rows among the prepared ones; 0 is no word.
    barred: what is added to the scores of all moves by which of them are free (1 shift, 2 reduce, 4 arcs).
    """

    narrow: Floats
    narrow_bias: Floats
    places: Floats
    empty: Floats
    bias: Floats
    out: Floats
    barred: Floats
    kinds: Ids
    labels: list[str]

    def prepare(self, encoded: Floats) -> Floats:
        """What each word adds to the hidden layer in each place, one row a (word, place)."""
        prepared = np.empty((len(encoded) + 2, PLACES * 2 * HIDDEN), np.float32)
        prepared[[0, -1]] = self.empty  # no word, and the end of the text
        np.matmul(encoded @ self.narrow + self.narrow_bias, self.places, out=prepared[1:-1])
        rows = prepared.reshape(-1, 2 * HIDDEN)
        rows[::PLACES] += self.bias  # every state has a word, or none, in the first place
        return rows

    def best(self, prepared: Floats, words: Ids, free: Ids) -> Ids:
        """The best free move of each state; `words`: its word in each place."""
        total = prepared.take(words + _EIGHT, axis=0).sum(axis=1)
        scores = np.maximum(total[:, :HIDDEN], total[:, HIDDEN:]) @ self.out
        scores += self.barred.take(free, axis=0)
        best: Ids = scores.argmax(axis=1)
        return best


_EIGHT = np.arange(PLACES)


def scorer() -> Scorer:
    """The parser's scorer, with all its moves but the end of a sentence."""
    layers = package.nodes("parser/model")
    lower = next(node.params for node in layers if node.name == "precomputable_affine")
    upper, narrow = (node.params for node in layers if node.name == "linear")
    moves = [(kind, label) for kind, labels in sorted(package.moves("parser/moves").items()) for label in labels]
    kept = [n for n, (kind, _) in enumerate(moves) if kind != BREAK]
    kinds = np.array([moves[n][0] for n in kept])
    bit = np.array([1, 2, 4, 4])[kinds]
    return Scorer(
        narrow["W"].T.copy(),
        narrow["b"],
        lower["W"].transpose(3, 0, 2, 1).reshape(HIDDEN, -1).copy(),
        lower["pad"][0].transpose(0, 2, 1).reshape(-1).copy(),
        lower["b"].T.reshape(-1).copy(),
        upper["W"][kept].T.copy(),
        upper["b"][kept] + np.where(np.arange(PLACES)[:, None] & bit, 0, -np.inf).astype(np.float32),
        kinds,
        [moves[n][1] for n in kept],
    )


class States:
    """The parser's states of all units that are not done, side by side; and the arcs found, for all words.

    Stacks, and the words put back in front, lie in one row of numbers each; `floor` is where a unit's part begins. A
    governor's last left and right dependent are kept (the right ones in the second half of `children`), and for each
    right dependent the one before it, since an arc may be taken back. Words of the next sentence are seen, never taken.
    """

    def __init__(self, units: Sequence[tuple[int, int, int]], size: int) -> None:
        first, last, end = (np.array(column, np.intp) for column in zip(*units, strict=True))
        self.next, self.last = PLACES * (first + 1), PLACES * (last + 1)
        room = last - first + _UNDER + 1
        self.floor = np.cumsum(room) - room
        self.stack = np.zeros(int(room.sum()), np.intp)
        self.back = self.stack.copy()
        self.depth = np.zeros(len(units), np.intp)
        self.backs = np.zeros(len(units), np.intp)
        self.width = PLACES * (size + 2)
        self.after = np.arange(self.width) + PLACES
        self.after[PLACES * end] = 0  # nothing follows the last word of a passage
        self.after[-PLACES:] = 0
        self.ends = PLACES * (end + 1)
        self.head, self.before, self.move = (np.zeros(self.width, np.intp) for _ in range(3))
        self.children = np.zeros(2 * self.width, np.intp)
        self.put_back = np.zeros(self.width, bool)

    def drop(self, done: npt.NDArray[np.bool_]) -> None:
        """Forgets the units that are done."""
        left = (~done).nonzero()[0]
        self.next, self.last, self.ends = self.next[left], self.last[left], self.ends[left]
        self.floor, self.depth, self.backs = self.floor[left], self.depth[left], self.backs[left]

    def places(self) -> Ids:
        """The words that the network looks at: two in front, three on the stack, dependents of the first and third."""
        words = np.empty((len(self.next), PLACES), np.intp)
        words[:, 0] = self.next
        words[:, 1] = self.after.take(self.next)
        put = self.backs.nonzero()[0]
        if len(put):
            top = self.floor[put] + self.backs[put] - 1
            following = np.where(self.next[put] < self.ends[put], self.next[put], 0)
            words[put, 1] = np.where(self.backs[put] > 1, self.back[top - 1], following)
            words[put, 0] = self.back[top]
        words[:, 2:5] = self.stack.take((self.floor + self.depth)[:, None] + _TOPS)
        words[:, 5:7] = self.children.take(words[:, 0:3:2])
        words[:, 7] = self.children.take(words[:, 2] + self.width)
        return words

    def step(self, kind: Ids, move: Ids, first: Ids, top: Ids) -> None:
        """Makes the chosen moves. Word 0 takes the part of a child and governor where no arc is made."""
        left = kind == LEFT
        arc = _ARC.take(kind)
        child, governor = np.where(left, top, first) * arc, np.where(left, first, top) * arc
        self.children[self.head.take(child) + self.width] = self.before.take(child)  # an arc taken back
        side = governor + self.width * ~left
        self.before[child] = self.children.take(side)
        self.children[side] = child
        self.head[child], self.move[child] = governor, move
        self.put_back[governor] = False
        loose = ((kind == REDUCE) & (self.depth > 1) & (self.head.take(top) == 0)).nonzero()[0]
        slot = self.floor + self.depth
        self.stack[slot + _UNDER] = first  # above the top when nothing is pushed
        push = _PUSH.take(kind)
        if self.backs.any():
            fresh = push * (self.backs == 0)
            self.next += PLACES * fresh
            self.backs -= push - fresh
        else:
            self.next += PLACES * push
        self.depth += 2 * push - 1
        if len(loose):  # without a governor: back in front
            self.put_back[top[loose]] = True
            self.back[(self.floor + self.backs)[loose]] = top[loose]
            self.backs[loose] += 1


_ARC, _PUSH = np.array([0, 0, 1, 1]), np.array([1, 0, 0, 1])  # by the kind of a move


def parse(model: Scorer, prepared: Floats, units: Sequence[tuple[int, int, int]], size: int) -> tuple[Ids, Ids]:
    """Governor (-1: root) and number of the arc's move (-1: none) of every word.

    units: (first, last, end of the passage), each a sentence.
    """
    states = States(units, size)
    while True:
        at_end = (states.next >= states.last) & (states.backs == 0)
        stacked = states.depth > 0
        if not (going := stacked | ~at_end).all():
            states.drop(~going)
            at_end, stacked = at_end[going], stacked[going]
            if not len(at_end):
                break
        words = states.places()
        first = words[:, 0]
        free = stacked & ~at_end
        shift = ~stacked | (free & (words[:, 1] > 0) & ~states.put_back.take(first))
        best = model.best(prepared, words, shift + 2 * ((states.depth > 1) | (at_end & stacked)) + 4 * free)
        states.step(model.kinds.take(best), best, first, words[:, 2])
    head, move = states.head[PLACES:-PLACES:PLACES], states.move[PLACES:-PLACES:PLACES]
    return head // PLACES - 1, np.where(head > 0, move, -1)
