"""Inline marks give the text back and spans that slice to their words."""

import pytest

from tests.marks import parse


def test_marks_slice_to_their_words() -> None:
    marked = parse("[Посол|source] [сообщил|cue], что [визит [в Осло|place] отложен|content]. # indirect")
    assert marked.text == "Посол сообщил, что визит в Осло отложен."
    assert [name for name, _ in marked.marks] == ["source", "cue", "content", "place"]
    assert marked.texts("content") == ["визит в Осло отложен"]
    assert marked.note == "indirect"


def test_one_span_may_play_two_parts() -> None:
    assert parse("прибыл [в Рим|recipient+place]").texts("place") == ["в Рим"]


def test_a_bracket_of_the_text_is_escaped() -> None:
    assert parse(r"Он сказал: \[смеётся\] «[Да|content]»").text == "Он сказал: [смеётся] «Да»"


@pytest.mark.parametrize("line", ["[Посол сообщил", "Посол|source] сообщил", "Посол ] сообщил"])
def test_an_odd_mark_is_an_error(line: str) -> None:
    with pytest.raises(ValueError):
        parse(line)
