"""Learns the weights of English reported speech: `python -m bench.train_speech GOLD/en-polnear/train [CACHE]`.

GOLD holds NAME.txt and NAME.json (statements with source, cue and content as code points). Every tenth document is held
out: never learnt from, it shows what the weights are worth. For each gold statement the cue's stretch that equals its
content (else the nearest) is the right answer among all that `spans` offers; a log-linear model over the traits of
`traits` and `marked` learns to prefer it, and to prefer nothing where no statement stands. Sources are learnt the same
way. Traits seen with fewer than LEAST cues are dropped: what remains is grammar, and lemmas of frequent cues.
Writes `dragoman/statements/en/weights.npz` and prints the held-out figures of rules and weights. CACHE keeps grammar.
"""

from __future__ import annotations

import copyreg
import json
import pickle
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dragoman import languages, mentions, reading
from dragoman.languages.lexicon import Cue, NounCue
from dragoman.mentions.page import Page
from dragoman.statements.en import sources, traits
from dragoman.statements.en.choosing import Choice, choices
from dragoman.statements.en.ground import MARKS, Ground, survey
from dragoman.statements.en.marked import of_marks
from dragoman.statements.en.spans import Stretch, stretches
from dragoman.statements.en.weights import BITS, CUE, FILE, SOURCE, Weights, slot, weights

LEAST, LEAST_SOURCE = 60, 15
EPOCHS, EPOCHS_SOURCE = 2, 3
RATE = 0.12
BATCH = 64
HELD_OUT = 10
Floats = NDArray[np.float64]


def _plain(features: Any) -> Any:
    """Features of tokens go into the cache as plain mappings."""
    return dict, (dict(features),)


copyreg.pickle(MappingProxyType, _plain)


@dataclass(frozen=True)
class Article:
    """One annotated document, ready for the rules."""

    name: str
    page: Page
    ground: Ground
    statements: Sequence[dict[str, Any]]


@dataclass
class Examples:
    """Groups of candidates, some of them right: slots of traits, with the offsets of candidates and of groups."""

    slots: list[int] = field(default_factory=list)
    candidates: list[int] = field(default_factory=lambda: [0])
    groups: list[int] = field(default_factory=lambda: [0])
    right: list[bool] = field(default_factory=list)

    def add(self, named: Sequence[Sequence[str]], right: Sequence[bool]) -> None:
        """One group."""
        for found in named:
            self.slots.extend(slot(t) for t in found)
            self.candidates.append(len(self.slots))
        self.right.extend(right)
        self.groups.append(len(self.right))


def articles(folder: Path, cache: Path | None) -> Iterator[Article]:
    """All documents of a folder."""
    english = languages.load("en")
    for path in sorted(folder.glob("*.json")):
        text = path.with_suffix(".txt").read_bytes().decode()
        document = reading.read_text(text, id=path.stem, language="en")
        spans = [(p.span.start, p.span.end) for p in document.passages]
        kept = cache / f"{sha256(f'{spans}{text}'.encode()).hexdigest()[:16]}.pickle" if cache else None
        if kept and kept.exists():
            analysis = pickle.loads(kept.read_bytes())
        else:
            analysis = english.analyse(document.text, spans)
            if kept:
                kept.write_bytes(pickle.dumps(analysis))
        page = mentions.open_page(document, analysis, [], [])
        yield Article(path.stem, page, survey(page), json.loads(path.read_text(encoding="utf-8"))["statements"])


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Without marks at the edges."""
    while start < end and text[start] in MARKS:
        start += 1
    while end > start and text[end - 1] in MARKS:
        end -= 1
    return start, end


def answer(article: Article, statement: dict[str, Any]) -> tuple[int, Stretch] | None:
    """The cue and the stretch that tell the gold statement best, or None where none comes near."""
    ground, page = article.ground, article.page
    if not statement["cue"]:
        return None
    start, end = statement["content"][0][0], statement["content"][-1][1]
    first, last = page.token_at(statement["cue"][0]), page.token_at(statement["cue"][1] - 1)
    best: tuple[tuple[bool, float, int], int, Stretch] | None = None
    for c in range(first, min(last + 1, len(ground.tokens))):
        if c not in ground.cues:
            continue
        depth = -len(list(_up(ground, c)))
        for s in stretches(ground, c):
            a, b = ground.tokens[s.first].start, ground.tokens[s.last - 1].end
            shared = (min(b, end) - max(a, start)) / (max(b, end) - min(a, start))
            exact = trimmed(page.text, a, b) == trimmed(page.text, start, end)
            rank = (exact, 1.0 if exact else shared, depth)
            if (exact or shared >= 0.5) and (best is None or rank > best[0]):
                best = (rank, c, s)
    return (best[1], best[2]) if best else None


def _up(ground: Ground, i: int) -> Iterator[int]:
    for _ in range(30):
        i = ground.tokens[i].head
        if i < 0:
            return
        yield i


def learn(found: Sequence[Article]) -> tuple[Examples, Examples]:
    """Examples for contents and for sources."""
    contents, holders = Examples(), Examples()
    for article in found:
        ground = article.ground
        told: dict[int, set[tuple[int, int]]] = {}
        for statement in article.statements:
            if given := answer(article, statement):
                told.setdefault(given[0], set()).add((given[1].first, given[1].last))
                _source(ground, holders, statement, *given)
        for c in sorted(ground.cues):
            if not (offered := stretches(ground, c)):
                continue
            cue = [CUE + t for t in traits.of_cue(ground, c)]
            contents.add(
                [[], *([*cue, *of_stretch(ground, c, s)] for s in offered)],
                [c not in told, *((s.first, s.last) in told.get(c, ()) for s in offered)],
            )
    return contents, holders


def of_stretch(ground: Ground, c: int, s: Stretch) -> list[str]:
    """All traits of a stretch."""
    return [
        *traits.of_start(ground, c, s),
        *traits.of_end(ground, c, s),
        *traits.of_pair(ground, c, s),
        *of_marks(ground, c, s),
    ]


def _source(ground: Ground, holders: Examples, statement: dict[str, Any], c: int, s: Stretch) -> None:
    found = sources.candidates(ground, c)
    right = {-1}
    if span := statement["source"]:
        right = {i for i in found if ground.tokens[i].start < span[1] and ground.tokens[i].end > span[0]}
    if right:
        named = [sources.of_nobody(ground, c, s, found)]
        named += [sources.of_source(ground, c, s, i, way) for i, way in found.items()]
        holders.add([[SOURCE + t for t in one] for one in named], [-1 in right, *(i in right for i in found)])


def frequent(examples: Examples, least: int) -> NDArray[np.bool_]:
    """Which slots are seen in enough groups."""
    slots, candidates, groups = (np.array(x) for x in (examples.slots, examples.candidates, examples.groups))
    count = np.zeros(1 << BITS, dtype=np.int64)
    for a, b in pairwise(groups.tolist()):
        count[np.unique(slots[candidates[a] : candidates[b]])] += 1
    kept: NDArray[np.bool_] = count >= least
    return kept


def train(examples: Examples, kept: NDArray[np.bool_], epochs: int) -> Floats:
    """Weights of a log-linear model by AdaGrad; several right candidates of a group share the credit as they score."""
    slots, candidates = np.array(examples.slots), np.array(examples.candidates)
    groups, right = np.array(examples.groups), np.array(examples.right, dtype=np.float64)
    values, seen = np.zeros(1 << BITS), np.full(1 << BITS, 1e-2)
    starts = np.arange(0, len(groups) - 1, BATCH)
    order = np.random.default_rng(0)
    for _ in range(epochs):
        order.shuffle(starts)
        for a in starts.tolist():
            b = min(a + BATCH, len(groups) - 1)
            first, last = int(groups[a]), int(groups[b])
            used = slots[candidates[first] : candidates[last]]
            sizes = np.diff(candidates[first : last + 1])
            of_candidate = np.repeat(np.arange(last - first), sizes)
            scores = np.bincount(of_candidate, values[used], minlength=last - first)
            group = np.repeat(np.arange(b - a), np.diff(groups[a : b + 1]))
            edges = groups[a:b] - first
            odds = np.exp(scores - np.maximum.reduceat(scores, edges)[group])
            chance = odds / np.add.reduceat(odds, edges)[group]
            wanted = chance * right[first:last]
            wanted = wanted / np.maximum(np.add.reduceat(wanted, edges)[group], 1e-12)
            there, place = np.unique(used, return_inverse=True)
            slope = np.bincount(place, (chance - wanted)[of_candidate]) * kept[there]
            seen[there] += slope * slope
            values[there] -= RATE * slope / np.sqrt(seen[there])
    return values


def save(found: Floats) -> None:
    """Keeps the weights that count, as whole numbers with one scale."""
    scale = max(float(np.abs(found).max()) / 2**15, 1e-6)
    slots = np.flatnonzero(np.abs(found) >= 0.02)
    values = np.rint(found[slots] / scale).astype(np.int16)
    np.savez_compressed(FILE, slots=slots.astype(np.int32), values=values, scale=np.array(scale))
    print(f"{len(slots)} weights, {FILE.stat().st_size / 1024:.0f} kB")


def by_rules(ground: Ground) -> list[Choice]:
    """What the tables alone would report: of each cue the first complement that its frames allow."""
    found = []
    for c in sorted(ground.cues):
        offered = stretches(ground, c)
        if (s := _first_fitting(ground, c, offered)) is not None:
            found.append(Choice(c, s, 1.0))
    return found


def _first_fitting(ground: Ground, c: int, offered: Sequence[Stretch]) -> Stretch | None:
    t, lexicon = ground.tokens[c], ground.page.lexicon
    entries: tuple[Cue | NounCue, ...] = (*lexicon.cues.get(t.lemma, ()), *lexicon.noun_cues.get(t.lemma, ()))
    frames = frozenset(f for e in entries for f in e.frames)
    whole = [s for s in offered if s.closing in ("full", "q", "Lfull", "invfull", "sent")]
    if t.lower == "according":
        return next((s for s in whole if s.opening == "sent"), None)
    for s in whole:
        relation, marker = ground.relation(s.piece), ground.form(s.first)
        inner = ground.tokens[s.first - 1].lower if s.first else ""
        if (
            (s.opening == "q" and "Q" in frames)
            or (s.opening == "edge" and relation == "ccomp" and frames & {"that", "wh"})
            or (s.opening == "edge" and relation == "xcomp" and marker == "to" and "to" in frames)
            or (s.opening == "edge" and relation == "obj" and "obj" in frames and "view" not in _flags(entries))
            or (s.opening == "inner" and inner in frames)
            or (s.opening == "left" and relation == "ccomp" and "that" in frames)
        ):
            return s
    return None


def _flags(entries: Sequence[Cue | NounCue]) -> frozenset[str]:
    return frozenset(f for e in entries for f in e.flags)


def figures(found: Sequence[Article], told: Sequence[Sequence[tuple[Choice, int]]]) -> str:
    """F1 of contents that share half of their characters, of equal ones, and with the right source as well."""
    gold = pred = near = exact = named = 0
    for article, guesses in zip(found, told, strict=True):
        ground, text = article.ground, article.page.text
        gold, pred = gold + len(article.statements), pred + len(guesses)
        cells = []
        for i, statement in enumerate(article.statements):
            start, end = statement["content"][0][0], statement["content"][-1][1]
            for j, (choice, _) in enumerate(guesses):
                a, b = ground.tokens[choice.stretch.first].start, ground.tokens[choice.stretch.last - 1].end
                shared = (min(b, end) - max(a, start)) / (max(b, end) - min(a, start))
                if shared >= 0.5:
                    cells.append((shared, i, j, trimmed(text, a, b) == trimmed(text, start, end)))
        used: set[tuple[str, int]] = set()
        for _, i, j, equal in sorted(cells, reverse=True):
            if ("g", i) in used or ("p", j) in used:
                continue
            used |= {("g", i), ("p", j)}
            near, exact = near + 1, exact + equal
            named += _same_source(article, article.statements[i]["source"], guesses[j][1])
    parts = (
        f"{name} {2 * hit / (gold + pred):.3f}" for name, hit in (("iou50", near), ("exact", exact), ("e2e", named))
    )
    return f"{'  '.join(parts)}  ({gold} gold, {pred} found)"


def _same_source(article: Article, span: Sequence[int] | None, i: int) -> bool:
    if span is None or i < 0:
        return span is None and i < 0
    ground = article.ground
    return ground.tokens[ground.left[i]].start < span[1] and ground.tokens[ground.right[i]].end > span[0]


def by_weights(ground: Ground, learnt: Weights) -> list[tuple[Choice, int]]:
    """What `statements/en` reports."""
    return [(x, sources.choose(ground, learnt, x.cue, x.stretch)) for x in choices(ground, learnt)]


def main(arguments: list[str]) -> int:
    """Trains, writes the file and prints the figures."""
    cache = Path(arguments[1]) if len(arguments) > 1 else None
    found = list(articles(Path(arguments[0]), cache))
    held = [a for k, a in enumerate(found) if k % HELD_OUT == 0]
    seen = [a for k, a in enumerate(found) if k % HELD_OUT]
    contents, holders = learn(seen)
    values = train(contents, frequent(contents, LEAST), EPOCHS)
    values += train(holders, frequent(holders, LEAST_SOURCE), EPOCHS_SOURCE)
    save(values)
    learnt = weights({int(k): float(values[k]) for k in np.flatnonzero(np.abs(values) >= 0.02)})
    rules = [[(x, traits.subject(a.ground, x.cue)[0]) for x in by_rules(a.ground)] for a in held]
    print(f"held out, rules:    {figures(held, rules)}")
    print(f"held out, weights:  {figures(held, [by_weights(a.ground, learnt) for a in held])}")
    print(f"learnt from, weights: {figures(seen[::9], [by_weights(a.ground, learnt) for a in seen[::9]])}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
