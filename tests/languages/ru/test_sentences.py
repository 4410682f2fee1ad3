"""Where a sentence ends, and where it does not."""

from __future__ import annotations

import time

import pytest

from dragoman.languages.ru import lexicon, sentences
from dragoman.languages.ru.tokenise import tokenise


def split(text: str) -> tuple[list[str], list[str]]:
    """Sentences and syntax units as texts."""
    words = tokenise(text)
    outer, units = sentences.split(text, words)
    sentences_, units_ = (
        [text[words.starts[first] : words.ends[last - 1]] for first, last in ranges] for ranges in (outer, units)
    )
    return sentences_, units_


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Посол уехал. Ответа нет.", 2),
        ("Неужели?! Да... Посол молчал…", 3),
        ("«Ответа нет», – сказал посол. Он уехал.", 2),
        ("«Ждём. Ответа нет», – сказал посол.", 1),
        ("«Готовы ли вы?» – спросили посла.", 1),
        ('"Ждём. Ответа нет", - сказал посол. "Поздно. Уезжаем".', 2),
        ("Он сказал: „Ждём. Точка“. Потом ушёл.", 2),
        ("Он сказал: “Ждём. Точка”. Потом ушёл.", 2),
        ("– Мы готовы, – сказал посол. – Ответ будет.", 2),
        ("Мы готовы!.. – добавил он.", 1),
        ("Приехал В. Ю. Светлов. Он молчал.", 2),
        ("Встреча прошла 15 декабря 2021 г. в Женеве.", 1),
        ("В 2019–2021 гг. Россия молчала.", 1),
        ("Ответ ждут завтра, т. е. Москва готова.", 1),
        ("Ответ ждут завтра, т.е. Москва готова.", 1),
        ("Делегацию ведёт и. о. Министра. Он прибыл.", 2),
        ("Институт им. Пушкина на ул. Новой.", 1),
        ("Обсудят газ, зерно и т. д. Ответ готов.", 2),
        ("Обсудят визы и т. п. вопросы.", 1),
        ("Сумма 5 млн. долларов. Ответа нет.", 2),
        ("Сумма 5 млн. Россия платит.", 2),
        ("1. Вывести войска. 2. Открыть посольство.", 2),
        ("Ответ (см. Приложение) дан. Он краток.", 2),
        ("мы ждём ответа. потом уедем.", 2),
        ("Агентство Lenta.ru и сайт МИД.РФ сообщили.", 1),
    ],
)
def test_count(text: str, count: int) -> None:
    assert len(split(text)[0]) == count


def test_inside_marks_only_the_units_are_cut() -> None:
    outer, units = split("«Мы ждём. Ответа нет», – сказал посол. Он уехал.")
    assert outer == ["«Мы ждём. Ответа нет», – сказал посол.", "Он уехал."]
    assert units == ["«Мы ждём.", "Ответа нет», – сказал посол.", "Он уехал."]


def test_a_mark_that_nothing_closes_holds_nothing_together() -> None:
    assert split("«Мы ждём ответа. Посол уехал. Делегация осталась.")[0] == [
        "«Мы ждём ответа.",
        "Посол уехал.",
        "Делегация осталась.",
    ]


def test_a_stray_closing_mark_does_not_hold_the_next_quotation() -> None:
    assert len(split('Ответ" дан. Посол назвал его "мягким". Все ушли.')[0]) == 3


def test_a_complete_line_ends_a_sentence_and_a_wrapped_one_does_not() -> None:
    wrapped = "Министр прибыл в столицу и провёл там переговоры\nс коллегой. Потом он уехал.\nОтвета пока нет."
    assert len(split(wrapped)[0]) == 3
    assert split("Итоги дня\nМинистр прибыл в столицу и провёл переговоры с коллегой.")[0][0] == "Итоги дня"


def test_a_blank_line_always_ends_one() -> None:
    assert len(split("Министр прибыл\n\nв столицу")[0]) == 2


@pytest.mark.parametrize(("abbreviation", "ends", "example"), lexicon.table("abbreviations.tsv"))
def test_every_abbreviation_has_an_example_that_stays_one_sentence(abbreviation: str, ends: str, example: str) -> None:
    assert f"{abbreviation.lower()}." in example.lower().replace("ё", "е")
    assert ends.partition(",")[0] in ("never", "before")
    assert len(split(example)[0]) == 1


def test_no_abbreviation_is_listed_twice() -> None:
    listed = [abbreviation for abbreviation, *_ in lexicon.table("abbreviations.tsv")]
    assert len(listed) == len(set(listed))


@pytest.mark.parametrize("text", ["«" * 20_000 + "”" * 20_000, '« слово. Слово " ' * 5_000, "Да. «Нет. " * 10_000])
def test_stray_marks_cost_little(text: str) -> None:
    words = tokenise(text)
    started = time.process_time()
    sentences.split(text, words)
    assert time.process_time() - started < 2


def test_an_endless_sentence_is_parsed_in_parts() -> None:
    words = tokenise("слово " * 1_000)
    outer, units = sentences.split("слово " * 1_000, words)
    assert len(outer) == 1
    assert max(last - first for first, last in units) <= sentences.LONGEST_UNIT
