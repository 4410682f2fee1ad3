"""Text and its passages to an `Analysis`: every part of this room in turn."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.languages.base import Analysis, Name, Sentence, Token
from dragoman.languages.ru import lemmas, networks, sentences
from dragoman.languages.ru.networks import Labels, Networks
from dragoman.languages.ru.tokenise import Words, tokenise

Range = tuple[int, int]

NAMING = frozenset(("PROPN", "NOUN", "ADJ", "X", "NUM"))


def warm() -> None:
    """Loads networks and dictionary; otherwise the first `analyse` does."""
    networks.load()
    lemmas.dictionary()
    lemmas.short_adjectives()


def analyse(text: str, passages: Sequence[Range]) -> Analysis:
    """The grammar of a Russian text. `passages`: code point ranges in order; no sentence crosses them."""
    words, outer, units = _segment(text, passages)
    nets = networks.load()
    labels = nets.run(words.clean, units)
    numbers = [n for n, sentence in enumerate(outer) for _ in range(sentence.first, sentence.last)]
    tokens = _tokens(text, words, numbers, nets, labels)
    children: list[list[int]] = [[] for _ in tokens]
    for token in tokens:
        if token.head >= 0:
            children[token.head].append(token.i)
    names = [name for name in _names(nets, labels, outer) if _nameable(tokens[name.first : name.last])]
    return Analysis("ru", text, tokens, outer, names, children)


def _nameable(tokens: Sequence[Token]) -> bool:
    """A name holds a nominal: the network also proposes verbs that start a line with a capital («Читать»)."""
    return any(token.pos in NAMING for token in tokens)


def _segment(text: str, passages: Sequence[Range]) -> tuple[Words, list[Sentence], list[Range]]:
    """Tokens of all passages, their sentences and their syntax units."""
    words = Words([], [], [])
    outer: list[Sentence] = []
    units: list[Range] = []
    for passage, (start, end) in enumerate(passages):
        part = tokenise(text, start, end)
        offset = len(words.clean)
        cut, fine = sentences.split(text, part)
        for first, last in cut:
            outer.append(Sentence(first + offset, last + offset, part.starts[first], part.ends[last - 1], passage))
        units.extend((first + offset, last + offset) for first, last in fine)
        words.starts += part.starts
        words.ends += part.ends
        words.clean += part.clean
    return words, outer, units


def _tokens(text: str, words: Words, numbers: list[int], nets: Networks, labels: Labels) -> list[Token]:
    """Token objects with their lemma; a word that governs itself (the network may say so) governs nothing."""
    rels, readings = nets.rels, lemmas.readings(words.clean, labels.tags.tolist(), nets.tags)
    rows = zip(words.starts, words.ends, numbers, readings, labels.heads.tolist(), labels.rels.tolist(), strict=True)
    return [
        Token(i, start, end, text[start:end], r.lower, n, r.lemma, r.pos, r.feats, head if head != i else -1, rels[rel])
        for i, (start, end, n, r, head, rel) in enumerate(rows)
    ]


def _names(nets: Networks, labels: Labels, outer: Sequence[Sentence]) -> list[Name]:
    """Runs of B- and I- labels; a name never crosses a sentence."""
    starts = {sentence.first for sentence in outer}
    names: list[Name] = []
    kind, first, size = "", 0, len(labels.names)
    for i in (*labels.names.nonzero()[0].tolist(), size):
        label = nets.names[labels.names[i]] if i < size else "O"
        part, _, new = label.partition("-")
        if kind and (part != "I" or i in starts):
            names.append(Name(kind, first, i))
            kind = ""
        if new and not kind:
            kind, first = new, i
    return names
