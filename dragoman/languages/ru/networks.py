"""The three slovnet news networks over one document: parts of speech with features, syntax, names.

The same weights as slovnet and the same answers: 100 % of tags, governors, relations and name labels on the 7 thousand
tokens of news measured, and at least 99.9 % in the agreement test. Measured with `bench.speed` on one core, the whole
grammar takes 1/5.6 to 1/6.1 of stock natasha's CPU time, 1/3.1 to 1/4.2 when every word is new. Two thirds of what is
left is matrix products. One BLAS thread is also the quickest: on products this small two threads mostly wait (8 against
23 ms a text by the clock on a busy two-core machine), so set OPENBLAS_NUM_THREADS=1 before numpy is imported.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from dragoman.languages.ru import heads
from dragoman.languages.ru.encoder import Encoder, Ids, WordTable, build_encoder, encode
from dragoman.languages.ru.weights import Floats, load_net, load_vectors

MORPH, SYNTAX, NER = range(3)
CHUNK = 2_000  # tokens run through at once; bounds memory, and the words of a chunk must fit the word table
REACH = 3  # an encoded word depends on this many neighbours on each side

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Labels:
    """Numbers for each token: tag, governor (token, -1 for a root), relation, name label."""

    tags: Ids
    heads: Ids
    rels: Ids
    names: Ids


@dataclass(frozen=True, slots=True)
class Networks:
    """Everything that runs, with the tables that give the numbers their names."""

    table: WordTable
    encoders: tuple[Encoder, Encoder, Encoder]
    tag: heads.Linear
    head: heads.Bilinear
    rel: heads.Bilinear
    name: heads.Linear
    follow: Floats
    tags: list[str]
    rels: list[str]
    names: list[str]

    def run(self, words: list[str], units: Sequence[Range]) -> Labels:
        """Labels of all words. `units`: sentences for syntax that cover all words in order, each shorter than CHUNK."""
        size = len(words)
        labels = Labels(*(np.full(size, fill, np.intp) for fill in (0, -1, 0, 0)))
        scores = np.zeros((size, len(self.names)), np.float32)
        for chunk in _chunks(units):
            first, last = chunk[0][0], chunk[-1][1]
            start, stop = max(0, first - REACH), min(size, last + REACH)
            rows = self.table.look_up(words[start:stop])
            self._parse(rows[first - start : last - start], chunk, labels)
            scores[first:last] = self._score_names(rows)[first - start : last - start]
        if size:
            labels.names[:] = heads.best_path(self.follow, scores)
        return labels

    def _parse(self, rows: Ids, units: Sequence[Range], labels: Labels) -> None:
        """Tags, governors and relations of one chunk, each unit between separators."""
        first, last = units[0][0], units[-1][1]
        gaps = np.array([start - first + n for n, (start, _) in enumerate(units)] + [last - first + len(units)])
        sequence = np.zeros(len(rows) + len(gaps), np.intp)
        places = np.ones(len(sequence), bool)
        places[gaps] = False
        sequence[places] = rows
        tags = self.tag(encode(self.encoders[MORPH], self.table, MORPH, sequence)).argmax(axis=1)
        encoded = encode(self.encoders[SYNTAX], self.table, SYNTAX, sequence)
        governors = heads.governors(self.head, encoded, gaps)
        labels.tags[first:last] = tags[places]
        labels.rels[first:last] = heads.relations(self.rel, encoded, gaps, governors)[places]
        tokens = np.cumsum(places) - 1 + first
        tokens[gaps] = -1
        labels.heads[first:last] = tokens[governors[places]]

    def _score_names(self, rows: Ids) -> Floats:
        """Name scores of words without separators: names are better seen across sentences (+1.3 points PER)."""
        sequence = np.zeros(len(rows) + 2, np.intp)
        sequence[1:-1] = rows
        return self.name(encode(self.encoders[NER], self.table, NER, sequence)[1:-1])


def _chunks(units: Sequence[Range]) -> list[list[Range]]:
    """Units grouped into runs of about CHUNK tokens at most."""
    chunks: list[list[Range]] = []
    for unit in units:
        if chunks and unit[1] - chunks[-1][0][0] <= CHUNK:
            chunks[-1].append(unit)
        else:
            chunks.append([unit])
    return chunks


@cache
def load() -> Networks:
    """The networks, read and prepared once a process."""
    nets = [load_net(name) for name in ("morph", "syntax", "ner")]
    morph, syntax, ner = nets
    encoders = tuple(build_encoder(net) for net in nets)
    return Networks(
        WordTable(load_vectors(), nets),
        (encoders[0], encoders[1], encoders[2]),
        tag=heads.linear(morph.modules["head"]),
        head=heads.bilinear(syntax.modules["head"]),
        rel=heads.bilinear(syntax.modules["rel"]),
        name=heads.linear(ner.modules["head"]),
        follow=ner.modules["head"]["crf"]["transitions"],
        tags=morph.labels,
        rels=syntax.labels,
        names=ner.labels,
    )
