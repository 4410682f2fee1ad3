"""Tokens: razdel's cuts, and where we mean to differ."""

from __future__ import annotations

import pytest
import razdel

from dragoman.languages.ru.tokenise import tokenise

AS_RAZDEL = [
    "Министр прибыл в Женеву 15 декабря 2021 года.",
    "Вице-премьер провёл онлайн-встречу с экс-послом из Нью-Йорка…",
    "Кредит на 1,5 млрд долларов (2/3 суммы) под 7.25%, срок — 10–12 лет.",
    "«Ответа нет», – сказал посол. «Неужели?!» – спросили его...",
    "СИЗО-6, С-400, Ту-160М, F-16 и 5-й флот; п.3 ст. 5, №15",
    "Сайт kremlin.ru сообщил: посол@мид ушёл в 20:30 мск + 5°C",
    "Курс 2011-2020, счёт 3:0, адрес ул.Новая/д.8, тел. 8-800",
    'Он сказал: "Ждём!" -- и уехал. Потом -5 градусов и двух- и трёхсторонние встречи',
    "т.е. и т.д. а.б В.Ю.Светлов ΔP σ1 §5 100₽ a_b x-y",
    "«„вложенная“ цитата» ‘так’ (‘иначе’) [скобки] {фигура}",
]


def texts(source: str) -> list[str]:
    words = tokenise(source)
    return [source[start:end] for start, end in zip(words.starts, words.ends, strict=True)]


@pytest.mark.parametrize("text", AS_RAZDEL)
def test_cuts_as_razdel(text: str) -> None:
    assert texts(text.replace("{фигура}", "")) == [
        token.text for token in razdel.tokenize(text.replace("{фигура}", ""))
    ]


def test_numbers_of_a_list_stay_apart() -> None:
    assert texts("10, 12 и 13 января") == ["10", ",", "12", "и", "13", "января"]


def test_long_dash_by_a_space_is_no_part_of_a_word() -> None:
    assert texts("15 дек— Агентство, Женева –город") == ["15", "дек", "—", "Агентство", ",", "Женева", "–", "город"]


@pytest.mark.parametrize("text", ["пере\u00adговоры", "перегово\u0301ры", "пере\u200bговоры", "перегов\ufeffоры"])
def test_hidden_characters_do_not_break_words(text: str) -> None:
    words = tokenise(f"Начались {text} сторон")
    assert words.clean == ["Начались", "переговоры", "сторон"]
    assert (words.starts[1], words.ends[1]) == (9, 9 + len(text))


def test_stress_at_the_end_belongs_to_the_word_and_a_zero_width_space_does_not() -> None:
    assert texts("Страна\u0301 и\u200b мир") == ["Страна\u0301", "и", "мир"]


def test_letters_in_two_characters_are_one() -> None:
    assert tokenise("Ди\u0306як ушё\u006c").clean[0] == "Дйяк"
    assert tokenise("Зелё\u043dый, все\u0308").clean == ["Зелёный", ",", "всё"]


def test_no_break_space_parts_words() -> None:
    assert texts("5\u00a0млн\u2009евро") == ["5", "млн", "евро"]


def test_offsets_count_from_the_start_of_the_document() -> None:
    text = "Заголовок\n\nПосол уехал."
    words = tokenise(text, 11, len(text))
    assert [text[a:b] for a, b in zip(words.starts, words.ends, strict=True)] == ["Посол", "уехал", "."]
