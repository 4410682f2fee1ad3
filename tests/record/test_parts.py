"""The small parts of the record: words of the index, keys, differences of versions, the order of days."""

from __future__ import annotations

import pytest

from dragoman.record import keys
from dragoman.record.difference import difference
from dragoman.record.terms import readings, terms


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("министры встретились", "министр встретится"),
        ("поставки газа", "поставкам газ"),
        ("Рябкову", "Рябков"),
        ("Захаровой", "Захарова"),
        ("Зеленским", "Зеленский"),
        ("Песковым", "Песков"),
        ("Основа договора", "основы договоров"),
        ("Берлином", "Берлин"),
        ("переговоры в Женеве", "о переговорах в Женеву"),
        ("talks were held", "talk held"),
        ("countries agreed", "country agrees"),
        ("signed treaties", "signing a treaty"),
        ("the ministers met", "minister meets"),
        ("ушёл", "ушел"),
    ],
)
def test_forms_of_a_word_are_one_word_of_the_index(one: str, other: str) -> None:
    left, right = terms(one), terms(other)
    assert [a == b or b in readings(word) for a, b, word in zip(left, right, one.split(), strict=False)] and left
    assert set(left) & set(right), (left, right)


@pytest.mark.parametrize(("text", "left"), [("в и на о для", []), ("of the and to", []), ("", []), ("…!—", [])])
def test_words_that_only_join_others_are_left_out(text: str, left: list[str]) -> None:
    assert terms(text) == left


def test_hidden_characters_do_not_part_a_word() -> None:
    assert terms("пере\u00adговоры, до\u0301говор") == terms("переговоры, договор")


def test_a_word_that_may_be_two_is_looked_for_as_both() -> None:
    assert {"стать", "сталь"} <= set(readings("стали"))


def test_what_went_and_what_came() -> None:
    old = "Встреча пройдёт в среду. Место не названо.\n\nПосол молчит."
    new = "Встреча пройдёт в четверг. Место не названо.\n\nПосол молчит. Ждут ответа."
    assert list(difference(old, new)) == [
        ("-", "Встреча пройдёт в среду."),
        ("+", "Встреча пройдёт в четверг."),
        ("+", "Ждут ответа."),
    ]


def test_a_long_page_is_compared_in_bounded_time() -> None:
    many = " ".join(f"Предложение номер {n % 7}." for n in range(9000))
    assert list(difference(many, many + " Ещё одно."))


@pytest.mark.parametrize(
    ("published", "day"),
    [
        (None, None),
        ("", None),
        ("вчера", None),
        ("2021-13-40", None),
        ("2021", "2021-01-01"),
        ("2021-12", "2021-12-01"),
    ],
)
def test_a_day_is_never_guessed(published: str | None, day: str | None) -> None:
    assert keys.date_of(keys.day_of(published)) == day


def test_days_keep_the_order_of_facts() -> None:
    early, late = keys.first_of(keys.day_of("2021-12-07T10:00+03:00")), keys.first_of(keys.day_of("2021-12-08"))
    assert (
        early < late
        and keys.day_in(early + 5) == keys.day_of("2021-12-07")
        and keys.day_in(late - 1) < keys.day_in(late)
    )
