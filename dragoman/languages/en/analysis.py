"""Text and its passages to an `Analysis`: every part of this room in turn."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.languages.base import Analysis, Name, Sentence, Token
from dragoman.languages.en import casing, forms, lemmas, network, sentences, tokenise
from dragoman.languages.en.network import Labels
from dragoman.languages.en.tokenise import Words
from dragoman.languages.en.universal import universal

Range = tuple[int, int]


def warm() -> None:
    """Loads networks and tables; otherwise the first `analyse` does."""
    network.load()
    tokenise.rules()
    lemmas.warm()


def analyse(text: str, passages: Sequence[Range]) -> Analysis:
    """The grammar of an English text. `passages`: code point ranges in order; no sentence crosses them."""
    words, outer, units = _segment(text, passages)
    labels = network.load().run(words, _seen(outer), units)
    tokens, children = _tokens(text, words, outer, labels)
    return Analysis("en", text, tokens, outer, _names(labels, outer), children)


def _segment(text: str, passages: Sequence[Range]) -> tuple[Words, list[Sentence], list[Range]]:
    """Tokens of all passages, their sentences and the units to parse."""
    words = Words()
    outer: list[Sentence] = []
    units: list[Range] = []
    for passage, (start, end) in enumerate(passages):
        part = tokenise.tokenise(text, start, end)
        offset = len(words.clean)
        cut, fine = sentences.split(text, part)
        for first, last in cut:
            outer.append(Sentence(first + offset, last + offset, part.starts[first], part.ends[last - 1], passage))
        units.extend((first + offset, last + offset) for first, last in fine)
        words.starts += part.starts
        words.ends += part.ends
        words.clean += part.clean
        words.norms += part.norms
    casing.settle(words, units)
    return words, outer, units


def _seen(outer: Sequence[Sentence]) -> list[Range]:
    """Token ranges of the passages that have tokens."""
    seen: dict[int, Range] = {}
    for sentence in outer:
        first, _ = seen.get(sentence.passage, (sentence.first, 0))
        seen[sentence.passage] = (first, sentence.last)
    return list(seen.values())


def _tokens(text: str, words: Words, outer: Sequence[Sentence], labels: Labels) -> tuple[list[Token], list[list[int]]]:
    """Token objects in Universal Dependencies, and the dependents of each."""
    readings = [lemmas.reading(word, tag) for word, tag in zip(words.clean, labels.tags, strict=True)]
    head, rel = labels.heads, labels.rels
    kids = universal([r.lower for r in readings], [r.lemma for r in readings], labels.tags, head, rel)
    forms_ = forms.resolved(readings, labels.tags, rel, kids)
    numbers = [n for n, sentence in enumerate(outer) for _ in range(sentence.first, sentence.last)]
    rows = zip(words.starts, words.ends, numbers, readings, forms_, head, rel, strict=True)
    tokens = [
        Token(i, start, end, text[start:end], r.lower, n, r.lemma, pos, feats, governor, name)
        for i, (start, end, n, r, (pos, feats), governor, name) in enumerate(rows)
    ]
    return tokens, kids


def _names(labels: Labels, outer: Sequence[Sentence]) -> list[Name]:
    """Names, cut where a sentence ends."""
    starts = {sentence.first for sentence in outer}
    found: list[Name] = []
    for kind, first, last in labels.names:
        cut = next((i for i in range(first + 1, last) if i in starts), last)
        found.append(Name(kind, first, cut))
    return found
