"""The grammar of whole texts."""

from __future__ import annotations

import re

import pytest

from dragoman.languages.base import Analysis
from dragoman.languages.ru import analyse


def grammar(text: str) -> Analysis:
    return analyse(text, [found.span() for found in re.finditer(r"\S[^\n]*", text)])


def test_tokens_slice_to_their_text() -> None:
    text = "Совеща\u0301ние\n\nПо\u00adсол Ещёв  сказал:\u00a0«Ждём. Ответа нет». Все ушли…"
    analysis = grammar(text)
    assert [token.text for token in analysis.tokens] == [text[token.start : token.end] for token in analysis.tokens]
    assert [token.lower for token in analysis.tokens[:3]] == ["совещание", "посол", "ещев"]
    assert [token.i for token in analysis.tokens] == list(range(len(analysis.tokens)))


def test_sentences_cover_all_tokens_in_order_and_stay_in_their_passage() -> None:
    analysis = grammar("Заголовок без точки\nПосол приехал. Он молчит.\nДелегация уехала")
    assert [(s.first, s.last, s.passage) for s in analysis.sentences] == [(0, 3, 0), (3, 6, 1), (6, 9, 1), (9, 11, 2)]
    for number, sentence in enumerate(analysis.sentences):
        assert {token.sentence for token in analysis.tokens[sentence.first : sentence.last]} == {number}


def test_governors_and_children_mirror_each_other() -> None:
    analysis = grammar("Министр передал послу ноту. «Мы ждём. Ответа нет», – сказал посол.")
    for token in analysis.tokens:
        assert token.head != token.i
        if token.head >= 0:
            assert token.i in analysis.children[token.head]
            assert analysis.tokens[token.head].sentence == token.sentence
    verb = next(token for token in analysis.tokens if token.lemma == "передать")
    rels = {analysis.tokens[i].lemma: analysis.tokens[i].rel for i in analysis.children[verb.i]}
    assert (rels["министр"], rels["посол"], rels["нота"]) == ("nsubj", "iobj", "obj")


def test_names() -> None:
    text = "Президент Франции Эммануэль Макрон прибыл в Москву на переговоры с главой НАТО."
    analysis = grammar(text)
    found = {(name.kind, " ".join(t.text for t in analysis.tokens[name.first : name.last])) for name in analysis.names}
    assert found == {("LOC", "Франции"), ("PER", "Эммануэль Макрон"), ("LOC", "Москву"), ("ORG", "НАТО")}


def test_a_name_never_crosses_passages() -> None:
    analysis = grammar("Встретились Владимир\nПутин прибыл в Минск")
    for name in analysis.names:
        assert len({analysis.tokens[i].sentence for i in range(name.first, name.last)}) == 1


@pytest.mark.parametrize("text", ["", " ", "\n\n", "а", "…", "«", "\0", "\u200b", "Only Latin here."])
def test_scraps(text: str) -> None:
    analysis = analyse(text, [(0, len(text))])
    assert len(analysis.children) == len(analysis.tokens)


def test_a_text_with_more_words_than_the_table_holds() -> None:
    text = "Посол приехал. " + " ".join(f"слово{i}ц" for i in range(12_000)) + ". Посол уехал."
    analysis = analyse(text, [(0, len(text))])
    assert analysis.tokens[1].lemma == "приехать"
    assert [token.pos for token in analysis.tokens[-3:-1]] == ["NOUN", "VERB"]
