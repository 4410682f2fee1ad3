"""What a language gives to extraction: sentences and tokens with lemma, part of speech, features, syntax and names.

Labels are those of Universal Dependencies for every language. Nothing here is stored: it lives while a page is read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from dragoman.languages.lexicon import Lexicon


@dataclass(slots=True)
class Token:
    """A word or mark. start, end: code points of the document; head: index of the governing token, -1 for a root.

    lower: lower case, ё as е, without soft hyphens and stress marks (a match key, never shown).
    feats: UD features, e.g. {"Case": "Nom"}; shared between tokens, never changed.
    """

    i: int
    start: int
    end: int
    text: str
    lower: str
    sentence: int
    lemma: str = ""
    pos: str = "X"
    feats: Mapping[str, str] = field(default_factory=dict)
    head: int = -1
    rel: str = "dep"


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens `first` to `last` (half-open) of one passage; start and end are code points of the document."""

    first: int
    last: int
    start: int
    end: int
    passage: int


@dataclass(frozen=True, slots=True)
class Name:
    """A name that the tagger proposes: kind PER, LOC or ORG over tokens `first` to `last` (half-open)."""

    kind: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Analysis:
    """The grammar of one document. Sentences never cross passages; tokens are numbered through the document.

    language: code of the folder whose words and rules hold.
    """

    language: str
    text: str
    tokens: Sequence[Token]
    sentences: Sequence[Sentence]
    names: Sequence[Name]
    children: Sequence[Sequence[int]]


class Language(Protocol):
    """What the package of a language offers."""

    lexicon: Lexicon

    def analyse(self, text: str, passages: Sequence[tuple[int, int]]) -> Analysis:
        """The grammar of `text`; passages: ranges of code points in order, which no sentence crosses."""

    def warm(self) -> None:
        """Loads what the first `analyse` would load."""
