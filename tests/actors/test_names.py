"""Spellings of one name, and names that only look alike."""

from __future__ import annotations

import pytest

from dragoman.actors.names import SAME, same_name, skeleton


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Шарль Мишель", "Charles Michel"),
        ("Матеуш Моравецкий", "Mateusz Morawiecki"),
        ("Александар Вучич", "Aleksandar Vučić"),
        ("Цинь Ган", "Qin Gang"),
        ("Ким Чен Ын", "Kim Jong Un"),
        ("Пан Ги Мун", "Ban Ki-moon"),
        ("Мевлют Чавушоглу", "Mevlüt Çavuşoğlu"),
        ("Жан-Ив Ле Дриан", "Jean-Yves Le Drian"),
        ("Владимир Зеленский", "Volodymyr Zelenskyy"),
        ("Алексей Гончаренко", "Oleksiy Honcharenko"),
        ("Сергей Викторович Лавров", "Sergey Lavrov"),
        ("С. Лавров", "Sergei Lavrov"),
        ("Sergei Lavrov", "Sergey Lavrov"),
        ("Джон Керри", "Джон Кэрри"),
    ],
)
def test_spellings_of_one_name(left: str, right: str) -> None:
    assert same_name(left, right) >= SAME
    assert same_name(right, left) == pytest.approx(same_name(left, right))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Игорь Иванов", "Sergei Ivanov"),
        ("Ким Чен Ир", "Kim Jong Un"),
        ("Мария Захарова", "Maria Zakharchenko"),
        ("Виктор Христенко", "Viktor Gerashchenko"),
        ("С. Лавров", "Ivan Lavrov"),
        ("Лавров", "Sergei Lavrov"),
        ("", "Sergei Lavrov"),
    ],
)
def test_different_or_unproven_names(left: str, right: str) -> None:
    assert same_name(left, right) < SAME


def test_the_skeleton_meets_across_scripts_and_order() -> None:
    assert skeleton("Виктория Нуланд") == skeleton("Nuland, Victoria")
    assert skeleton("Виктория Нуланд") != skeleton("Виктор Нуланд Орбан")
