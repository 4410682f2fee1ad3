"""Lemmas agree with the tag; the dictionary's corrections, each with the case it is for."""

from __future__ import annotations

import pytest

from dragoman.languages.ru import lemmas

MAN, WOMAN = "PROPN|Animacy=Anim|Case={}|Gender=Masc|Number=Sing", "PROPN|Animacy=Anim|Case={}|Gender=Fem|Number=Sing"
PLACE = "PROPN|Animacy=Inan|Case={}|Gender=Masc|Number=Sing"


@pytest.mark.parametrize(
    ("word", "tag", "lemma"),
    [
        ("стали", "VERB|Aspect=Perf|Mood=Ind|Number=Plur|Tense=Past|VerbForm=Fin|Voice=Act", "стать"),
        ("стали", "NOUN|Animacy=Inan|Case=Gen|Gender=Fem|Number=Sing", "сталь"),
        ("суда", "NOUN|Animacy=Inan|Case=Gen|Gender=Masc|Number=Sing", "суд"),
        ("суда", "NOUN|Animacy=Inan|Case=Nom|Gender=Neut|Number=Plur", "судно"),
        ("есть", "VERB|Aspect=Imp|Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin|Voice=Act", "быть"),
        ("большая", "ADJ|Case=Nom|Degree=Pos|Gender=Fem|Number=Sing", "большой"),
        ("говорится", "VERB|Aspect=Imp|Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin|Voice=Pass", "говориться"),
        ("переданные", "VERB|Aspect=Perf|Case=Nom|Number=Plur|Tense=Past|VerbForm=Part|Voice=Pass", "передать"),
        ("передан", "VERB|Aspect=Perf|Gender=Masc|Number=Sing|Tense=Past|Variant=Short|VerbForm=Part", "передать"),
        ("Ещё", "ADV|Degree=Pos", "еще"),
        ("позже", "ADV|Degree=Cmp", "позже"),
        ("людей", "NOUN|Animacy=Anim|Case=Gen|Gender=Masc|Number=Plur", "человек"),
        ("2021", "ADJ", "2021"),
        ("Рябкову", MAN.format("Dat"), "рябков"),
        ("Песков", MAN.format("Nom"), "песков"),
        ("Пескова", MAN.format("Gen"), "песков"),
        ("Лавровым", MAN.format("Ins"), "лавров"),
        ("Захаровой", WOMAN.format("Gen"), "захарова"),
        ("Матвиенко", WOMAN.format("Gen"), "матвиенко"),
        ("Вучич", MAN.format("Nom"), "вучич"),
        ("Подольскому", MAN.format("Dat"), "подольский"),
        ("Меркель", WOMAN.format("Ins"), "меркель"),
        ("Киева", PLACE.format("Gen"), "киев"),
        ("Берлином", PLACE.format("Ins"), "берлин"),
    ],
)
def test_lemma(word: str, tag: str, lemma: str) -> None:
    assert lemmas.read(word, tag).lemma == lemma


@pytest.mark.parametrize("word", ["𗀀", "посол𗀀"])
def test_a_letter_without_a_name_is_a_word_by_itself(word: str) -> None:
    assert lemmas.read(word, MAN.format("Nom")).lemma == word


@pytest.mark.parametrize("word", ["уверен", "намерена", "обязаны", "убеждены", "заинтересовано"])
def test_short_adjectives_are_no_participles(word: str) -> None:
    tag = "VERB|Aspect=Perf|Gender=Masc|Number=Sing|Tense=Past|Variant=Short|VerbForm=Part|Voice=Pass"
    found = lemmas.read(word, tag)
    assert (found.pos, found.feats["Variant"], found.lemma[-3:]) == ("ADJ", "Short", "ный")
    assert "VerbForm" not in found.feats


def test_preposition_that_looks_like_a_gerund() -> None:
    assert lemmas.read("Благодаря", "VERB|Aspect=Imp|Tense=Pres|VerbForm=Conv|Voice=Act").pos == "ADP"


def test_infinitive_that_was_tagged_a_noun() -> None:
    found = lemmas.read("касаться", "NOUN|Animacy=Inan|Case=Nom|Gender=Fem|Number=Sing")
    assert (found.pos, found.feats["VerbForm"]) == ("VERB", "Inf")


def test_finite_verb_that_was_tagged_an_adjective() -> None:
    found = lemmas.read("протягиваем", "NOUN|Animacy=Inan|Case=Ins|Gender=Masc|Number=Sing")
    assert found.pos == "NOUN", "the form may be a participle too, so the network is believed"
    found = lemmas.read("предложим", "ADJ|Case=Ins|Degree=Pos|Gender=Masc|Number=Sing")
    assert (found.pos, found.feats["Person"], found.feats["Tense"]) == ("VERB", "1", "Fut")


def test_noun_that_was_tagged_a_participle() -> None:
    tag = "VERB|Aspect=Perf|Case=Ins|Gender=Masc|Number=Sing|Tense=Past|VerbForm=Part|Voice=Pass"
    found = lemmas.read("посредником", tag)
    assert (found.pos, found.feats["Case"], found.lemma) == ("NOUN", "Ins", "посредник")


def test_case_that_the_form_cannot_have() -> None:
    found = lemmas.read("уступкой", "NOUN|Animacy=Inan|Case=Gen|Gender=Fem|Number=Sing")
    assert found.feats["Case"] == "Ins"


def test_a_form_with_several_cases_keeps_the_networks() -> None:
    assert lemmas.read("встречи", "NOUN|Animacy=Inan|Case=Nom|Gender=Fem|Number=Plur").feats["Case"] == "Nom"


def test_names_that_do_not_change_keep_their_case() -> None:
    assert lemmas.read("Клинтон", WOMAN.format("Ins")).feats["Case"] == "Ins"


def test_answers_held_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    lemmas.forget()
    monkeypatch.setattr(lemmas, "KEPT", 10)
    words = [f"слово{i}" for i in range(40)]
    found = lemmas.readings(words, [0] * 40, ["NOUN"])
    assert [reading.lower for reading in found] == words
    assert len(lemmas._kept) <= 10
    lemmas.forget()
