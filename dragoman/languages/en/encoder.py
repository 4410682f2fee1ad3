"""Words to vectors: hash embeddings of a word's norm, first letter, last three and shape, then four convolutions.

The same numbers as spaCy's `MultiHashEmbed` and `MaxoutWindowEncoder`. Decision: a word is embedded once and kept by
its form, since four words in five of a text were met before; only the convolutions run over the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from dragoman.languages.en import package
from dragoman.languages.en.package import Floats, Node

Ids = npt.NDArray[np.intp]
Form = tuple[str, str, bool]
"""A token as the networks see it: its text, the norm if it is special, and whether a space follows."""

WIDTH, PIECES = 96, 3
KEPT = 16_000  # forms held, 6 MB a network; all go when full, which costs the next text about 20 ms
PAD = 4  # empty rows between passages, as in training: a convolution sees that many neighbours in all
_ROTATION, _REST = np.uint64(31), np.uint64(33)
_FIRST, _SECOND = np.uint64(0x87C37B91114253D5), np.uint64(0x4CF5AD432745937F)
_MIX_1, _MIX_2 = np.uint64(0xFF51AFD7ED558CCD), np.uint64(0xC4CEB9FE1A85EC53)


@dataclass(frozen=True, slots=True)
class Maxout:
    """A layer that takes the best of three linear pieces and normalises; weights with the pieces side by side."""

    weights: Floats
    bias: Floats
    scale: Floats
    shift: Floats

    def __call__(self, x: Floats) -> Floats:
        return self.finish(x @ self.weights)

    def finish(self, products: Floats) -> Floats:
        """The rest of the layer once the products are there."""
        products += self.bias
        best = np.maximum(products[:, :WIDTH], products[:, WIDTH : 2 * WIDTH])
        np.maximum(best, products[:, 2 * WIDTH :], out=best)
        best -= best.mean(axis=1, keepdims=True)
        spread = np.einsum("ij,ij->i", best, best) / WIDTH + 1e-8
        best *= (1 / np.sqrt(spread))[:, None]
        best *= self.scale
        best += self.shift
        return best


@dataclass(frozen=True, slots=True)
class Encoder:
    """One network's embedding tables (column, seed, rows) with their layer, and its convolutions."""

    tables: tuple[tuple[int, int, Floats], ...]
    mix: Maxout
    layers: tuple[Maxout, ...]

    def embed(self, features: npt.NDArray[np.uint64]) -> Floats:
        """Vectors of words by their features, one row each."""
        parts = [rows[keys(features[:, column], seed) % len(rows)].sum(axis=1) for column, seed, rows in self.tables]
        return self.mix(np.concatenate(parts, axis=1))

    def encode(self, x: Floats) -> Floats:
        """Each row in the light of its neighbours. `x` starts and ends with PAD empty rows and is changed."""
        wide, products = np.zeros((len(x), 3 * WIDTH), np.float32), np.empty((len(x), PIECES * WIDTH), np.float32)
        for layer in self.layers:
            wide[1:, :WIDTH] = x[:-1]
            wide[:, WIDTH : 2 * WIDTH] = x
            wide[:-1, 2 * WIDTH :] = x[1:]
            x += layer.finish(np.matmul(wide, layer.weights, out=products))
        return x


def keys(ids: npt.NDArray[np.uint64], seed: int) -> npt.NDArray[np.uint32]:
    """Four table keys for each number: MurmurHash3, 128 bits, of its eight bytes."""
    first = ids * _FIRST
    first = ((first << _ROTATION) | (first >> _REST)) * _SECOND
    second = np.full(len(ids), seed ^ 8, np.uint64)
    first = (first ^ np.uint64(seed) ^ np.uint64(8)) + second
    second = second + first
    first, second = _mixed(first), _mixed(second)
    first = first + second
    second = second + first
    return np.stack([first, second], axis=1).view(np.uint32)


def _mixed(h: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    h = (h ^ (h >> _REST)) * _MIX_1
    h = (h ^ (h >> _REST)) * _MIX_2
    return h ^ (h >> _REST)


def build(layers: Sequence[Node]) -> Encoder:
    """The encoder among the layers of a network."""
    tables = tuple((n.attrs["column"], n.attrs["seed"], n.params["E"]) for n in layers if n.name == "hashembed")
    linear = [n.params for n in layers if n.name == "maxout"]
    norms = [n.params for n in layers if n.name == "layernorm"]
    mix, *rest = (
        Maxout(_stacked(a["W"]), a["b"].T.reshape(-1).copy(), b["G"], b["b"])
        for a, b in zip(linear, norms, strict=True)
    )
    return Encoder(tables, mix, tuple(rest))


def _stacked(weights: Floats) -> Floats:
    """Weights (out, piece, in) as one matrix to multiply by, the pieces side by side."""
    return np.ascontiguousarray(weights.transpose(2, 1, 0).reshape(weights.shape[2], PIECES * WIDTH))


@lru_cache(maxsize=50_000)
def identity(text: str) -> int:
    """The model's number of a string, kept: affixes and shapes come again and again."""
    return package.string_id(text)


def features(form: Form) -> tuple[int, ...]:
    """What the networks see of a form: norm, prefix, suffix, shape, followed by a space, is a space (never)."""
    word, norm, spaced = form
    return (
        identity(norm or normal(word)),
        identity(word[0]),
        identity(word[-3:]),
        identity(shape(word)),
        int(spaced),
        0,
    )


def normal(word: str) -> str:
    """The norm of a word: from the model's tables, else in lower case."""
    listed = _norms().get(package.string_id(word))
    return listed or package.base_norms().get(word) or word.lower()


@lru_cache(maxsize=1)
def _norms() -> dict[int, str]:
    found: dict[int, str] = package.table("vocab/lookups.bin")["lexeme_norm"]
    return found


def shape(word: str) -> str:
    """«Geneva» as Xxxxx, «2021» as dddd: runs are cut at four."""
    if len(word) >= 100:
        return "LONG"
    out: list[str] = []
    for char in word:
        mark = ("X" if char.isupper() else "x") if char.isalpha() else "d" if char.isdigit() else char
        if out[-4:] != [mark] * 4:
            out.append(mark)
    return "".join(out)


class WordTable:
    """Forms met before: their embedding for each network, multiplied by what follows it there; row 0 is empty.

    networks: encoders, each with the matrix that its embeddings are multiplied by (None: none).
    """

    def __init__(self, networks: Sequence[tuple[Encoder, Floats | None]]) -> None:
        self.networks = networks
        self.known: dict[Form, int] = {}
        widths = [WIDTH if after is None else after.shape[1] for _, after in networks]
        self.rows = [np.zeros((KEPT + 1, width), np.float32) for width in widths]

    def look_up(self, forms: Sequence[Form]) -> Ids:
        """Row numbers of the forms; new ones are embedded. More new forms than the table holds cannot come at once."""
        new = [form for form in dict.fromkeys(forms) if form not in self.known]
        if len(self.known) + len(new) > KEPT:
            self.known.clear()
            new = list(dict.fromkeys(forms))
        if new:
            first = len(self.known) + 1
            seen = np.array([features(form) for form in new], np.uint64)
            for rows, (encoder, after) in zip(self.rows, self.networks, strict=True):
                embedded = encoder.embed(seen)
                rows[first : first + len(new)] = embedded if after is None else embedded @ after
            self.known.update(zip(new, range(first, first + len(new)), strict=True))
        return np.array([self.known[form] for form in forms], np.intp)
