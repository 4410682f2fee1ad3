"""Where an English sentence ends, and where it does not."""

from __future__ import annotations

import pytest

from dragoman.languages.en import lexicon, sentences
from dragoman.languages.en.tokenise import tokenise


def split(text: str) -> tuple[list[str], list[str]]:
    """Sentences and units as texts."""
    words = tokenise(text)
    outer, units = sentences.split(text, words)
    whole, parts = (
        [text[words.starts[first] : words.ends[last - 1]] for first, last in ranges] for ranges in (outer, units)
    )
    return whole, parts


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The envoy left. There is no answer.", 2),
        ("Really?! Yes... He was silent…", 3),
        ("“We are ready. We wait,” the envoy said.", 1),
        ("“We are ready,” the envoy said. “We wait.”", 2),
        ("“It is over.” The envoy left.", 2),
        ('"We wait. We are ready," he said. "It is late."', 2),
        ("''If they stay,'' he wrote, ''they stay. We go.'' He left.", 2),
        ("“Are they ready?” Harlow asked.", 1),
        ("“Enough!” Deputy Minister Ann Harlow shouted.", 1),
        ("“Are they ready?” The envoys left.", 2),
        ("Mr. Harlow met Gen. Finch and Sen. J. R. Berg.", 1),
        ("He lives in the U.S. She lives in Oslo.", 2),
        ("The U.S. Embassy and the U.N. Security Council met.", 1),
        ("They met on Dec. 15 in St. Petersburg.", 1),
        ("They met at 9 a.m. Moscow time.", 1),
        ("They met at 9 a.m. The talks failed.", 2),
        ("Article No. 5 holds. He said no. The envoys left.", 3),
        ("Harlow Corp. Chairman Finch came to Washington, D.C. He left.", 2),
        ("1. Withdraw the troops. 2. Open the embassy.", 2),
        ("They want tanks, guns, etc. The army waits.", 2),
        ("The site vestnik.example reported it.", 1),
        ("It was late... but they stayed.", 1),
        ("If and when. . . Honestly, they will go.", 2),
        ("the envoy left. there is no answer.", 2),
        ("(The envoy left.) Nobody came.", 2),
        ("He called it “a joke.” Nobody laughed.", 2),
    ],
)
def test_count(text: str, count: int) -> None:
    assert len(split(text)[0]) == count


def test_inside_marks_only_the_units_are_cut() -> None:
    outer, units = split("“We wait. There is no answer,” said the envoy. He left.")
    assert outer == ["“We wait. There is no answer,” said the envoy.", "He left."]
    assert units == ["“We wait.", "There is no answer,” said the envoy.", "He left."]


def test_a_mark_that_nothing_closes_is_no_mark() -> None:
    assert len(split("“We wait. We are ready. We go.")[0]) == 3
    assert len(split('A 5" gun was found. Nobody fired it.')[0]) == 2


def test_lines_of_a_passage() -> None:
    assert len(split("Envoys meet\nNo deal yet, say both\n\nThe talks go on")[0]) == 3
    wrapped = "The envoys of both sides met on the shore of the lake and\nspoke for three hours about the treaty."
    assert len(split(wrapped)[0]) == 1


def test_a_sentence_without_end_is_cut_for_the_parser() -> None:
    outer, units = split("and they said " * 500)
    assert len(outer) == 1
    assert max(len(unit.split()) for unit in units) <= sentences.LONGEST_UNIT


def test_every_abbreviation_holds_in_its_example() -> None:
    for abbreviation, _, example in lexicon.table("abbreviations.tsv"):
        assert abbreviation in example.split() or abbreviation in example, abbreviation
        if abbreviation.lower() not in ("v.",):
            words = tokenise(example)
            known = abbreviation in words.clean or f"{abbreviation[:-1]} ." in " ".join(words.clean)
            assert known, (abbreviation, words.clean)
