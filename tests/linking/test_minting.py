"""Persons that are made from the text: who is the same in another spelling, and who is not."""

from __future__ import annotations

import pytest

from dragoman.linking import minting

SAME = [
    ("Кай Хольм", "Kai Holm"),
    ("Пётр Щукин", "Pyotr Shchukin"),
    ("Сюнскэ Танабэ", "Shunsuke Tanabe"),
    ("Ян Якобсен", "Jan Jacobsen"),
    ("Юрген Йост", "Jürgen Jost"),
    ("Жак Дюбуа", "Jacques Dubois"),
    ("Люк Леру", "Luc Leroux"),
    ("Шарль Рено", "Charles Renault"),
    ("Этьен Жубер", "Etienne Joubert"),
    ("Марк Фурнье", "Marc Fournier"),
    ("Пабло Хименес", "Pablo Jiménez"),
    ("Хорхе Гонсалес", "Jorge González"),
    ("Джеймс Уоллес", "James Wallace"),
    ("Роберт Райт", "Robert Wright"),
    ("Генрих Шольц", "Heinrich Scholz"),
    ("Вольфганг Шмидт", "Wolfgang Schmidt"),
    ("Ежи Вишневский", "Jerzy Wiśniewski"),
    ("Томаш Ковальский", "Tomasz Kowalski"),
    ("Якуб Гжеляк", "Jakub Grzelak"),
    ("Николай Гриценко", "Mykola Hrytsenko"),
    ("Олег Ткач", "Oleh Tkach"),
    ("Евгений Соловьёв", "Yevgeny Solovyov"),
    ("Евгений Соловьев", "Evgeni Soloviev"),
    ("Игорь Беляев", "Igor Belyaev"),
    ("Анна Королёва", "Anna Korolyova"),
    ("Рустам Алиев", "Rustam Aliyev"),
    ("Иван Петрович Сидоров", "Ivan Sidorov"),
    ("Сидоров Иван Петрович", "Ivan P. Sidorov"),
    ("Ахмед аль-Басри", "Ahmed al-Basri"),
    ("Хасан Джафари", "Hassan Jafari"),
    ("Чжан Вэймин", "Zhang Weiming"),
    ("Ким Чон Ман", "Kim Jong-man"),
    ("Нгуен Ван Тхинь", "Nguyen Van Thinh"),
    ("Милан Драгоевич", "Milan Dragojević"),
    ("Горан Сарайлич", "Goran Sarajlic"),
    ("Маттео Риччи", "Matteo Ricci"),
    ("Кемаль Йылдыран", "Kemal Yıldıran"),
    ("Фредерик Янг", "Frederick Young"),
]
OTHERS = [
    ("Игорь Белов", "Игорь Беляев"),
    ("Иван Петров", "Андрей Петров"),
    ("Сергей Волков", "Сергей Волчков"),
    ("Анна Зимина", "Марина Зимина"),
    ("Карл Хольм", "Кай Хольм"),
    ("Иван Абрамов", "Ivan Abramovich"),
    ("Пётр Соколов", "Pavel Sokolov"),
    ("Олег Сидоров", "Oleg Sidorenko"),
    ("Ян Новак", "Jan Novotny"),
    ("Марк Фурнье", "Luc Fournier"),
    ("Ли Вэй", "Li Min"),
    ("Тарас Мельник", "Taras Melnychenko"),
]


def minted(name: str) -> str:
    return minting.person(name, "министр", "CZE", "", "defence-minister").id


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_name_are_one_person(one: str, other: str) -> None:
    assert minted(one) == minted(other)


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_other_names_are_other_persons(one: str, other: str) -> None:
    assert minted(one) != minted(other)


def test_one_name_with_another_office_or_state_is_another_person() -> None:
    same = ("Кай Хольм", "министр", "DNK", "m", "defence-minister")
    assert minting.person(*same).id == minting.person(*same).id
    assert minting.person("Кай Хольм", "министр", "NOR", "m", "defence-minister").id != minting.person(*same).id
    assert minting.person("Кай Хольм", "посол", "DNK", "m", "ambassador").id != minting.person(*same).id


def test_a_bare_name_is_told_apart_more_finely() -> None:
    assert minting.person("Анна Волина", "", None, "f").id != minting.person("Анна Голина", "", None, "f").id


@pytest.mark.parametrize("name", ["", "—", "И", "Ху И", "X", "Ж" * 5000, "ь" * 40])
def test_any_name_gives_an_id(name: str) -> None:
    assert minted(name).startswith("text/person/")
