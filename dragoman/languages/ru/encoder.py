"""The word encoder that the three networks share in shape: three convolutions over neighbouring words.

Decisions, all exact up to rounding:
* A first convolution is a sum of three products, one for each neighbour, and each depends on one word alone. So the
  products of a word are computed once, for all three networks in one matrix product, and kept in a bounded table across
  documents; a document then only adds up rows. The first convolution is half of all arithmetic.
* The shape embedding is folded through that product: 65 ready rows instead of 30 more numbers for each word.
* Batch normalisation is one affine, folded into the next convolution's weights. A separator, which is zero after
  normalisation, is then the number that normalises to zero.
* Sentences lie in one sequence with a separator row before, between and after, which gives what padding gives.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from dragoman.languages.ru.shapes import shape
from dragoman.languages.ru.weights import Floats, Net, Vectors

Ids = npt.NDArray[np.intp]

WIDTH = 256  # outputs of the first convolution
KNOWN_WORDS = 8_000  # rows of the table, 9 KB each: 74 MB at most, taken as it fills


@dataclass(frozen=True, slots=True)
class Convolution:
    """A convolution over three neighbours: `taps` holds left, own and right weights side by side."""

    taps: Floats
    bias: Floats
    separator: Floats


@dataclass(frozen=True, slots=True)
class Encoder:
    """Second and third convolution of one network, and the bias and separator of its first."""

    bias: Floats
    separator: Floats
    second: Convolution
    third: Convolution
    scale: Floats
    shift: Floats


def _affine(norm: dict[str, Any]) -> tuple[Floats, Floats]:
    scale = norm["weight"] / norm["std"]
    return scale, norm["bias"] - norm["mean"] * scale


def _convolution(layer: dict[str, Any], before: dict[str, Any], separator_scale: tuple[Floats, Floats]) -> Convolution:
    """This layer with the normalisation of the layer before folded in."""
    scale, shift = _affine(before["norm"])
    weight = layer["conv"]["weight"]  # outputs, inputs, neighbours
    bias = layer["conv"]["bias"] + np.einsum("oik,i->o", weight, shift)
    taps = (weight * scale[None, :, None]).transpose(1, 2, 0).reshape(weight.shape[1], -1)
    own_scale, own_shift = separator_scale
    return Convolution(np.ascontiguousarray(taps), bias.astype(np.float32), -own_shift / own_scale)


def build_encoder(net: Net) -> Encoder:
    """The encoder of a network, ready to run."""
    first, second, third = net.modules["encoder"]["layers"]
    scale, shift = _affine(first["norm"])
    last = _affine(third["norm"])
    return Encoder(
        first["conv"]["bias"],
        -shift / scale,
        _convolution(second, first, _affine(second["norm"])),
        _convolution(third, second, last),
        *last,
    )


class WordTable:
    """First-layer products of the words met lately: row 0 is the separator."""

    def __init__(self, vectors: Vectors, nets: list[Net], size: int = KNOWN_WORDS) -> None:
        self.vectors = vectors
        self.shape_ids = {name: i for i, name in enumerate(nets[0].shapes)}
        kernels = [net.modules["encoder"]["layers"][0]["conv"]["weight"] for net in nets]
        dim = vectors.parts.shape[0] * vectors.parts.shape[2]
        weights = [k.transpose(1, 2, 0).reshape(k.shape[1], -1) for k in kernels]
        self.word_weights = np.ascontiguousarray(np.concatenate([w[:dim] for w in weights], axis=1))
        shapes = [n.modules["emb"]["shape"]["weight"] @ w[dim:] for n, w in zip(nets, weights, strict=True)]
        self.shape_rows = np.concatenate(shapes, axis=1)
        self.columns = np.zeros((len(nets), 3, size, WIDTH), np.float32)
        self.known: dict[str, int] = {}

    def look_up(self, words: list[str]) -> Ids:
        """The rows of these words, computing those not met lately. At most `size` - 1 distinct words at once."""
        known = self.known
        new = {word for word in words if word not in known}
        if new:
            if len(known) + len(new) >= self.columns.shape[2]:
                known.clear()
                new = set(words)
            self._add(sorted(new))
        return np.fromiter((known[word] for word in words), np.intp, len(words))

    def _add(self, new: list[str]) -> None:
        ids, unknown = self.vectors.ids, self.vectors.unknown
        word_ids = np.array([ids.get(word.lower(), unknown) for word in new])
        shape_ids = [self.shape_ids[shape(word)] for word in new]
        first = len(self.known) + 1
        rows = self.vectors.expand(word_ids) @ self.word_weights
        rows += self.shape_rows[shape_ids]
        by_place = rows.reshape(len(new), *self.columns.shape[:2], WIDTH).transpose(1, 2, 0, 3)
        self.columns[:, :, first : first + len(new)] = by_place
        self.known.update(zip(new, range(first, first + len(new)), strict=True))


def encode(encoder: Encoder, table: WordTable, net: int, rows: Ids) -> Floats:
    """The 64 numbers of each place of a sequence of table rows that starts and ends with a separator (0)."""
    left, own, right = table.columns[net]
    gaps = np.flatnonzero(rows == 0)
    hidden = own.take(rows, axis=0)
    hidden[1:] += left.take(rows[:-1], axis=0)
    hidden[:-1] += right.take(rows[1:], axis=0)
    hidden += encoder.bias
    np.maximum(hidden, 0, out=hidden)
    hidden[gaps] = encoder.separator
    hidden = _convolve(encoder.second, hidden)
    hidden[gaps] = encoder.second.separator
    hidden = _convolve(encoder.third, hidden)
    hidden *= encoder.scale
    hidden += encoder.shift
    return hidden


def _convolve(layer: Convolution, rows: Floats) -> Floats:
    """The layer over all places; what it gives for the two ends, which are separators, means nothing."""
    parts = rows @ layer.taps
    width = len(layer.bias)
    out: Floats = parts[:, width : 2 * width] + layer.bias
    out[1:] += parts[:-1, :width]
    out[:-1] += parts[1:, 2 * width :]
    return np.maximum(out, 0, out=out)
