"""Pages that nobody would write are still read in a few seconds: these rooms stay linear in what a page holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from dragoman import mentions, statements
from dragoman.languages.base import Analysis, Name, Sentence, Token
from dragoman.mentions.subjects import subject_of
from dragoman.model import Document, Passage, Span
from dragoman.report import actors
from tests.clock import allowed, seconds

LIMIT = 5.0
"""Seconds, on one core of a slow machine."""
UNIT = 300
"""Tokens that the parser takes at once."""


def page_of(words: list[str], pos: Callable[[str], str]) -> tuple[Document, Analysis]:
    """One passage and one sentence, each word hung on the one before it, in the units that the parser cuts."""
    text = " ".join(words)
    tokens, at = [], 0
    for i, word in enumerate(words):
        feats = {"Case": "Nom", "Number": "Sing", "Animacy": "Anim"} if pos(word) in ("NOUN", "PROPN") else {}
        if pos(word) == "VERB":
            feats = {"VerbForm": "Fin", "Tense": "Past", "Number": "Sing", "Gender": "Masc"}
        tokens.append(
            Token(
                i,
                at,
                at + len(word),
                word,
                word.lower(),
                0,
                LEMMAS.get(word, word.lower()),
                pos(word),
                feats,
                i - 1 if i % UNIT else -1,
            )
        )
        at += len(word) + 1
    children = [[i + 1] if i + 1 < len(words) and (i + 1) % UNIT else [] for i in range(len(words))]
    names = [Name("PER", i, i + 1) for i, word in enumerate(words) if pos(word) == "PROPN"]
    sentence = Sentence(0, len(words), 0, len(text), 0)
    passage = Passage("paragraph", Span(0, len(text)))
    document = Document(id="nasty", text=text, text_sha256="", passages=(passage,))
    return document, Analysis("ru", text, tokens, [sentence], names, children)


LEMMAS = {"заявил": "заявить", "сообщил": "сообщить", "призвал": "призвать"}


def kind(word: str) -> str:
    """The part of speech of the few words used here."""
    if not word[0].isalpha():
        return "PUNCT"
    if word in LEMMAS:
        return "VERB"
    if word in ("что", "который"):
        return "SCONJ"
    return "PROPN" if word[0].isupper() else "NOUN"


SHAPES = {
    "marks that open": ["«"] * 10_000,
    "marks in pairs": ["«", "слово", "»"] * 10_000,
    "straight marks": ['"'] * 10_000,
    "marks and cues": ["«", "слово", "»", ",", "—", "заявил", "министр", "."] * 5_000,
    "names": ["Петров"] * 50_000,
    "names in a list": ["Петров", ","] * 25_000,
    "cues": ["заявил"] * 20_000,
    "cues and clauses": ["министр", "заявил", ",", "что"] * 10_000,
    "clauses never closed": ["министр", ",", "который", "сообщил", ",", "что"] * 8_000,
    "phrases": ["по", "словам", "министра", ","] * 10_000,
    "nouns of saying": ["заявление", "министра"] * 20_000,
    "roles": ["министр"] * 30_000,
    "conditions": ["министр", "заявил", ",", "что", *["если", "слово"] * 15_000],
    "one long line": ["слово"] * 150_000,
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_nasty_page_is_read_in_time(shape: str) -> None:
    document, analysis = page_of(SHAPES[shape], kind)
    index = actors()
    statements.find(mentions.open_page(*page_of(["заявил", "министр"], kind), (), ()))  # the word lists are loaded here
    begun = seconds()
    references = mentions.find(analysis, index)
    told = statements.find(mentions.open_page(document, analysis, references, ()))
    assert seconds() - begun < allowed(LIMIT)
    assert all(0 <= s.start < s.end <= len(document.text) for t in told for s in t.attribution.content)


def test_a_ring_of_arcs_has_no_subject() -> None:
    document, analysis = page_of(["просьба", "закрыть"], kind)
    noun, verb = analysis.tokens
    ring = [replace(noun, head=1, rel="obj"), replace(verb, head=0, rel="nmod", pos="VERB", feats={"VerbForm": "Inf"})]
    turning = Analysis("ru", analysis.text, ring, analysis.sentences, [], [[1], [0]])
    assert subject_of(mentions.open_page(document, turning, (), ()), 1) == -1
