"""Full names are put into the index when one of their words is met, and are then matched as any other name."""

from __future__ import annotations

import pytest

from dragoman.actors.compiled import compile_tables, tokenise
from dragoman.actors.forms import fold
from dragoman.actors.index import Index, load
from dragoman.actors.people import full_name_forms
from dragoman.actors.tables import CORE, read_tables


@pytest.fixture(scope="module")
def index() -> Index:
    return load()


def named(index: Index, text: str) -> dict[str, list[str]]:
    tokens = tokenise(text)
    found = index.match([fold(token) for token in tokens], tokens)
    return {" ".join(tokens[m.first : m.last]): [c.actor_id for c in m.candidates] for m in found}


@pytest.mark.parametrize(
    ("text", "words", "person"),
    [
        ("встретил Сергея Лаврова", "Сергея Лаврова", "person/lavrov-sergey"),
        ("слова С. В. Лаврова", "С . В . Лаврова", "person/lavrov-sergey"),
        ("с Лавровым Сергеем Викторовичем", "Лавровым Сергеем Викторовичем", "person/lavrov-sergey"),
        ("met Sergey Lavrov yesterday", "Sergey Lavrov", "person/lavrov-sergey"),
        ("об Урсуле фон дер Ляйен", "Урсуле фон дер Ляйен", "person/von-der-leyen-ursula"),
        ("Усаму бен Ладена искали", "Усаму бен Ладена", "person/bin-laden-osama"),
        ("President Robert Kennedy Jr. spoke", "Robert Kennedy Jr .", "person/kennedy-jr-robert"),
    ],
)
def test_a_full_name_is_found_in_any_case(index: Index, text: str, words: str, person: str) -> None:
    assert named(index, text).get(words) == [person]


def test_no_declined_given_name_before_a_nominative(index: Index) -> None:
    assert "Сергей Лаврова" not in named(index, "увидел Сергей Лаврова")


def test_every_full_name_holds_a_word_that_calls_it() -> None:
    """The words by which people are put in (`families`, `callers`) must reach each form of each name."""
    data = load()._data
    silent = [
        form
        for key, cells in data.people.items()
        for _, _, forms in full_name_forms(cells)
        for form in forms
        if not any(
            key in (data.families.get(word, "") + " " + data.callers.get(word, "")).split() for word in tokenise(form)
        )
    ]
    assert silent == []


def test_order_of_texts_does_not_matter() -> None:
    """A person met before is the same person after; a namesake town stays behind the person."""
    text = "Вашингтон назвали в честь Джорджа Вашингтона"
    data = compile_tables(read_tables((CORE,)))
    first = named(Index(data), text)  # each index adds to a copy of its own
    again = Index(data)
    named(again, "Сергей Лавров и Джон Керри")
    assert named(again, text) == first


def test_two_indexes_over_the_same_data_do_not_disturb_each_other() -> None:
    """The second meets the people in another order, so that it numbers them otherwise."""
    data = compile_tables(read_tables((CORE,)))
    one, other = Index(data), Index(data)
    wanted = {
        "Joyce Banda": ["person/banda-joyce"],
        "Luis Arce": ["person/arce-luis"],
        "Luis Abinader": ["person/abinader-luis"],
    }
    assert named(one, "Luis Abinader wrote to Luis Arce and Joyce Banda") == wanted
    assert named(other, "Joyce Banda wrote to Luis Arce and Luis Abinader") == wanted
