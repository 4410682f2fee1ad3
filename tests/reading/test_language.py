"""Which language a page is in, and what is said of one that is not read."""

from __future__ import annotations

import socket
import time

import msgspec
import pytest

import dragoman
from dragoman import languages, report
from dragoman.errors import ReadingError
from dragoman.model import Problem
from dragoman.reading import guess_language, identify, problem_of, read_text, with_language
from dragoman.reading.language import model, predict


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Послы встретились в Женеве"),
        ("ru", "Стороны договорились о прекращении огня, сообщил представитель министерства."),
        ("ru", "МИД РФ"),
        ("ru", "ПОСЛЫ ВСТРЕТИЛИСЬ В ЖЕНЕВЕ И ГОВОРИЛИ О МИРЕ"),
        ("en", "The envoys met in Geneva to talk about the treaty"),
        ("en", "Envoys meet in Geneva"),
        ("en", "ENVOYS MEET IN GENEVA FOR A NEW ROUND OF TALKS"),
        ("uk", "Посли зустрілися в Києві та обговорили текст угоди"),
        ("be", "Паслы сустрэліся ў Мінску, каб абмеркаваць дагавор"),
        ("bg", "Посланиците се срещнаха в София, за да обсъдят договора"),
        ("sr", "Амбасадори су се састали у Београду и разговарали о споразуму"),
        ("kk", "Елшілер Женевада кездесіп, келісімді талқылады, деп хабарлады министрлік өкілі"),
        ("de", "Die Botschafter trafen sich in Genf zu Gesprächen"),
        ("fr", "Les ambassadeurs se sont réunis à Genève pour discuter du traité"),
        ("es", "Los embajadores se reunieron en Ginebra para hablar del tratado"),
        ("pl", "Ambasadorowie spotkali się w Genewie, aby omówić traktat"),
        ("zh", "大使们在日内瓦举行会谈"),
        ("ja", "大使たちはジュネーブで会談した"),
    ],
)
def test_language(language: str, text: str) -> None:
    assert guess_language(text) == language


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("12 + 34", "there are no letters"),
        ("https://vestnik.example/the-news-of-the-day", "there are no letters"),
        ("Talks fail", "too few"),
        ("Moscow", "too few"),
    ],
)
def test_what_cannot_be_told_has_a_reason(text: str, reason: str) -> None:
    guess = identify(text)
    assert guess.language is None
    assert reason in guess.reason


RUSSIAN = "Послы говорили о прекращении огня и об обмене пленными, но соглашения не подписали."
ENGLISH = "The envoys spoke about a ceasefire and an exchange of prisoners, but signed no agreement."


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        ("ru", [RUSSIAN, RUSSIAN, ENGLISH]),
        ("en", [ENGLISH, RUSSIAN, ENGLISH]),
        ("ru", ["We use cookies to make this site work", RUSSIAN]),
        ("ru", [RUSSIAN + " Об этом пишет «Українська правда»."]),
    ],
)
def test_a_mixed_page_is_in_the_language_of_most_of_it(language: str, lines: list[str]) -> None:
    assert guess_language("\n\n".join(lines)) == language


def test_a_language_that_is_read_is_no_problem() -> None:
    for code, text in (("ru", RUSSIAN), ("en", ENGLISH)):
        assert code in languages.codes()
        assert problem_of(read_text(text, id="a")) is None


def test_another_language_is_a_problem_that_names_it() -> None:
    problem = problem_of(read_text("Die Botschafter trafen sich in Genf zu Gesprächen.", id="genf"))
    assert isinstance(problem, Problem)
    assert (problem.document_id, problem.stage) == ("genf", "language")
    assert problem.message == "genf: it is in German; Russian and English are read, leave it out"


def test_an_unknown_language_is_a_problem_with_the_reason() -> None:
    problem = problem_of(read_text("12 + 34", id="sums"))
    assert problem is not None
    assert "its language is not known: there are no letters in it" in problem.message


def test_a_document_without_a_language_is_given_the_one_that_it_is_in() -> None:
    read = read_text(ENGLISH, id="a")
    assert read.language == "en"
    bare = msgspec.structs.replace(read, language=None)
    assert problem_of(bare) is None and with_language(bare).language == "en"
    assert report.read_document(bare).document.language == "en"


@pytest.mark.parametrize(
    ("text", "reason"), [("Die Botschafter trafen sich in Genf.", "German"), ("12 + 34", "letters")]
)
def test_the_api_raises_what_the_command_line_prints(text: str, reason: str) -> None:
    with pytest.raises(ReadingError, match=reason):
        dragoman.read(text)


def test_the_given_language_counts() -> None:
    assert problem_of(read_text("Talks fail", id="a", language="en")) is None
    assert dragoman.read("Talks fail", language="en").document.language == "en"


def test_nothing_is_downloaded(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError("no network")

    monkeypatch.setattr(socket, "socket", refuse)
    model.cache_clear()
    assert predict("The envoys met in Geneva to talk about the treaty")[0][0] == "en"


def test_a_long_page_takes_no_time() -> None:
    started = time.process_time()
    guess_language("а" * 200_000)
    guess_language("a\n" * 100_000)
    assert time.process_time() - started < 2
