"""The networks of the English model over one document: tags, governors, relations; and names.

The same weights as spaCy's en_core_web_sm and the same answers (100 % of tags, governors and relations of 40 thousand
words of news; § the agreement test), without spaCy: its tables and weights are read where the package lies, the sums
are numpy's. Names come from a small layer of our own (§ `naming`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import msgspec
import numpy as np

from dragoman.languages.en import naming, package, transitions
from dragoman.languages.en.encoder import PAD, WIDTH, Encoder, Form, Ids, WordTable, build
from dragoman.languages.en.naming import Namer
from dragoman.languages.en.package import Floats
from dragoman.languages.en.tokenise import Words
from dragoman.languages.en.transitions import Scorer

Range = tuple[int, int]
SYNTAX, NAMES = range(2)
CHUNK = 3_000  # tokens run through at once: bounds memory (4 kB a token), and they must fit the word table
LIFTED = "||"  # in a relation: what it is, and the relation of its true governor further down


@dataclass(slots=True)
class Labels:
    """Per token: tag, governor (-1: root), relation as the model gives it; and the names as (kind, first, last)."""

    tags: list[str]
    heads: list[int]
    rels: list[str]
    names: list[tuple[str, int, int]]


@dataclass(frozen=True, slots=True)
class Network:
    """Everything that runs."""

    table: WordTable
    encoder: Encoder
    tag_weights: Floats
    tag_bias: Floats
    tags: list[str]
    parser: Scorer
    namer: Namer

    def run(self, words: Words, passages: Sequence[Range], units: Sequence[Range]) -> Labels:
        """Labels of all words. `passages`: what is seen together; `units`: sentences, each within a passage."""
        labels = Labels([], [], [], [])
        for seen, parsed in _chunks(passages, units):
            self._chunk(words, seen, parsed, labels)
        _lower(labels)
        return labels

    def _chunk(self, words: Words, seen: Sequence[Range], units: Sequence[Range], labels: Labels) -> None:
        """Labels of one chunk, appended."""
        offset, end = seen[0][0], seen[-1][1]
        rows = self.table.look_up(_forms(words, seen))
        encoded = self.encode(self.table.rows[SYNTAX][rows], _places(seen))
        labels.tags += [self.tags[n] for n in (encoded @ self.tag_weights + self.tag_bias).argmax(axis=1).tolist()]
        states = [(first - offset, last - offset, end_ - offset) for first, last, end_ in _states(seen, units)]
        heads, moves = transitions.parse(self.parser, self.parser.prepare(encoded), states, end - offset)
        labels.heads += np.where(heads >= 0, heads + offset, -1).tolist()
        labels.rels += [self.parser.labels[move] if move >= 0 else "ROOT" for move in moves.tolist()]
        found = self.namer.names(encoded, self.table.rows[NAMES][rows], [(first, last) for first, last, _ in states])
        labels.names += [(kind, first + offset, last + offset) for kind, first, last in found]

    def encode(self, embedded: Floats, places: Ids) -> Floats:
        """Words in the light of their neighbours; `places`: where each stands among the empty rows."""
        x = np.zeros((int(places[-1]) + 1 + PAD, WIDTH), np.float32)
        x[places] = embedded
        return self.encoder.encode(x)[places]


def _places(seen: Sequence[Range]) -> Ids:
    """The row of each word: before each passage stand PAD empty rows."""
    places = [np.arange(first, last) + PAD * (n + 1) for n, (first, last) in enumerate(seen)]
    return np.concatenate(places) - seen[0][0]


def _states(seen: Sequence[Range], units: Sequence[Range]) -> Iterator[tuple[int, int, int]]:
    """Each unit with the end of its passage."""
    at = 0
    for first, last in units:
        while first >= seen[at][1]:
            at += 1
        yield first, last, seen[at][1]


def _forms(words: Words, seen: Sequence[Range]) -> list[Form]:
    """Every word with its norm and whether a space follows it in its passage."""
    forms: list[Form] = []
    for first, last in seen:
        gaps = [
            end < start for end, start in zip(words.ends[first : last - 1], words.starts[first + 1 : last], strict=True)
        ]
        forms += zip(words.clean[first:last], words.norms[first:last], (*gaps, False), strict=True)
    return forms


def _chunks(passages: Sequence[Range], units: Sequence[Range]) -> Iterator[tuple[list[Range], list[Range]]]:
    """Passages with their units in chunks of about CHUNK tokens; a longer passage is cut between units."""
    seen: list[Range] = []
    parsed: list[Range] = []
    at = 0
    for first, last in passages:
        if seen and last - seen[0][0] > CHUNK:
            yield seen, parsed
            seen, parsed = [], []
        seen.append((first, last))
        while at < len(units) and units[at][1] <= last:
            if parsed and units[at][1] - seen[0][0] > CHUNK:
                cut = units[at][0]
                yield [*seen[:-1], (seen[-1][0], cut)], parsed
                seen, parsed = [(cut, last)], []
            parsed.append(units[at])
            at += 1
    if seen:
        yield seen, parsed


def _lower(labels: Labels) -> None:
    """Hangs a word that was lifted out of its place («acl||dobj») on the nearest word below with that relation."""
    lifted = [i for i, rel in enumerate(labels.rels) if LIFTED in rel]
    if not lifted:
        return
    kids: dict[int, list[int]] = {}
    for i, head in enumerate(labels.heads):
        kids.setdefault(head, []).append(i)
    for i in lifted:
        labels.rels[i], _, wanted = labels.rels[i].partition(LIFTED)
        queue = [labels.heads[i]]
        for governor in queue:  # grows while it is read
            below = [j for j in kids.get(governor, ()) if j != i]
            found = next((j for j in below if labels.rels[j] == wanted), None)
            if found is not None:
                kids[labels.heads[i]].remove(i)
                kids.setdefault(found, []).append(i)
                labels.heads[i] = found
                break
            queue += below


@cache
def load() -> Network:
    """The networks, read and prepared once a process."""
    encoder, namer = build(package.nodes("tok2vec/model")), naming.load()
    tagger = next(node.params for node in package.nodes("tagger/model") if "W" in node.params)
    tags = msgspec.json.decode((package.folder() / "tagger" / "cfg").read_bytes())["labels"]
    return Network(
        WordTable([(encoder, None), (build(package.nodes("ner/model")), namer.embedded)]),
        encoder,
        tagger["W"].T.copy(),
        tagger["b"],
        tags,
        transitions.scorer(),
        namer,
    )
