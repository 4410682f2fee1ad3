"""Who stands in a sentence, who does its verb, and which marks belong together."""

from __future__ import annotations

import pytest

from dragoman.mentions.quotes import quotations
from dragoman.mentions.ru.subjects import locative_source
from dragoman.mentions.subjects import subject_of
from dragoman.model import Passage, Span
from tests.statements.cases import open_text


def phrases(text: str, kind: str) -> list[str]:
    """The references of one kind, as written."""
    page = open_text(text)
    return [page.span(r.first, r.last).of(page.text) for r in page.references if r.kind == kind]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Приехал официальный представитель МИД Норвегии Анна Ветрова.",
            "официальный представитель МИД Норвегии Анна Ветрова",
        ),
        ("Приехал замглавы ведомства Олег Дроздов.", "замглавы ведомства Олег Дроздов"),
        ("Приехал посол Норвегии в Анкаре Игорь Луговой.", "посол Норвегии в Анкаре Игорь Луговой"),
        ("Сказал капитан сборной Олег Дроздов.", "капитан сборной Олег Дроздов"),
        ("Сказала Анна Ветрова, директор фонда.", "Анна Ветрова, директор фонда"),
        ("Сказала депутат в Twitter.", "депутат"),
        ("Сказал депутат от партии «Берег» Пётр Лось.", "депутат от партии «Берег» Пётр Лось"),
        ("Заявление министра удивило всех.", "министра"),
    ],
)
def test_a_person_is_one_phrase(text: str, expected: str) -> None:
    assert phrases(text, "person")[0] == expected


def test_a_source_keeps_the_house_that_it_sits_in() -> None:
    assert phrases("Рассказал источник в правительстве.", "unnamed") == ["источник в правительстве"]


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        ("Министр заявил, что порт закрыт.", "заявил", "Министр"),
        ("Порт закрыт, заявил министр.", "заявил", "министр"),
        ("Министр осмотрел порт, добавив, что мост цел.", "добавив", "Министр"),
        ("Министр, который заявил об отставке, уехал.", "заявил", "Министр"),
        ("Один из послов отметил, что срок истёк.", "отметил", "послов"),
        ("Министром заявлено, что порт закрыт.", "заявлено", "Министром"),
        ("Мост закрыт, сообщили в мэрии.", "сообщили", ""),
    ],
)
def test_who_does_the_verb(text: str, verb: str, expected: str) -> None:
    page = open_text(text)
    i = subject_of(page, next(t.i for t in page.tokens if t.text == verb))
    assert (page.tokens[i].text if i >= 0 else "") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("В больнице рассказали, что раненых нет.", "больнице"),
        ("Раненых нет, рассказали в больнице.", "больнице"),
        ("В результате рассказали правду.", ""),
        ("В интервью рассказали о море.", ""),
    ],
)
def test_a_house_speaks_where_nobody_else_does(text: str, expected: str) -> None:
    page = open_text(text)
    i = locative_source(page, next(t.i for t in page.tokens if t.text == "рассказали"))
    assert (page.tokens[i].text if i >= 0 else "") == expected


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("Он сказал: «Да».", ["Да"]),
        ('Он сказал: "Да".', ["Да"]),
        ("Он сказал: ''Да''.", ["Да"]),
        ("Он сказал: „Да“.", ["Да"]),
        ("«Мы, „малый круг“, ждём»", ["Мы, „малый круг“, ждём", "малый круг"]),
        ('"Мы, "малый круг", ждём"', ['Мы, "малый круг", ждём', "малый круг"]),
        ('Экран 14" и слово "да"', ["да"]),
        ("«Письмо без конца", ["Письмо без конца"]),
        ("Слово» без начала", []),
    ],
)
def test_marks_are_paired(text: str, inner: list[str]) -> None:
    found = quotations(text, [Passage("paragraph", Span(0, len(text)))])
    assert [text[q.inner_start : q.inner_end] for q in found] == inner


def test_an_odd_mark_costs_its_own_passage_only() -> None:
    text = 'Он " ушёл.\nОна сказала: "Да".'
    found = quotations(text, [Passage("paragraph", Span(0, 10)), Passage("paragraph", Span(11, len(text)))])
    assert [text[q.inner_start : q.inner_end] for q in found] == ["Да"]


def test_an_endless_sentence_is_seen_in_part() -> None:
    page = open_text(" ".join(["слово"] * 2_000))
    near = page.sentence_of(1_000)
    assert near.last - near.first == 600
    assert page.text[near.start : near.end].count("слово") == 600
