"""Headlines in capitals are read as running text; names in them stay."""

from __future__ import annotations

import re

import pytest

from dragoman.languages.en import analyse
from dragoman.languages.en.analysis import _segment

BODY = "\n\nThe envoy of Oslo rejects the draft, Mark Harlow said. Harlow will grant no interview to the press."


def shown(text: str) -> str:
    """The words of the first line as the networks see them."""
    words, outer, _ = _segment(text, [found.span() for found in re.finditer(r"\S[^\n]*", text)])
    return " ".join(words.clean[outer[0].first : outer[0].last])


@pytest.mark.parametrize(
    ("headline", "seen"),
    [
        ("Harlow Slams The Draft And Rejects Another Meeting", "Harlow slams the draft and rejects another meeting"),
        ("Envoy Of Oslo Rejects Draft", "Envoy of Oslo rejects draft"),
        ("ENVOY REJECTS DRAFT IN OSLO", "Envoy rejects draft in Oslo"),
        ("Mark Harlow Rejects Draft Again", "Mark Harlow rejects draft again"),
        ("Harlow: I Will Grant No Interview", "Harlow : I will grant no interview"),
        ("Envoy rejects the draft", "Envoy rejects the draft"),
        (
            "The envoy met Mark Harlow in Oslo, New York and Riga",
            "The envoy met Mark Harlow in Oslo , New York and Riga",
        ),
        ("UN And NATO Envoys Meet Mark Harlow", "UN and NATO Envoys meet Mark Harlow"),
    ],
)
def test_headline(headline: str, seen: str) -> None:
    assert shown(headline + BODY) == seen


def test_tokens_keep_their_text() -> None:
    text = "Envoy Of Oslo Rejects Draft" + BODY
    analysis = analyse(text, [found.span() for found in re.finditer(r"\S[^\n]*", text)])
    assert [t.text for t in analysis.tokens] == [text[t.start : t.end] for t in analysis.tokens]
    verb = analysis.tokens[3]
    assert (verb.text, verb.lemma, verb.pos, verb.rel) == ("Rejects", "reject", "VERB", "root")
