"""What a phrase by itself does not show: anchors over a whole text, reasons, odd input."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dragoman import dates
from dragoman.dates import words
from dragoman.languages import ru
from dragoman.languages.base import Analysis, Sentence, Token
from dragoman.model import Span, TimeExpression
from tests.clock import allowed, seconds


def find(text: str, published: str | None = None) -> dict[str, TimeExpression]:
    """Expressions of a text whose paragraphs are its lines, by their words."""
    passages, start = [], 0
    for line in text.splitlines(keepends=True):
        passages.append((start, start + len(line.rstrip("\n"))))
        start += len(line)
    return {e.span.of(text): e for e in dates.find(ru.analyse(text, passages), published)}


def bare(*words_: str) -> Analysis:
    """Tokens without grammar, one sentence."""
    tokens, start = [], 0
    for i, word in enumerate(words_):
        tokens.append(Token(i, start, start + len(word), word, word.lower().replace("ё", "е"), 0))
        start += len(word) + 1
    return Analysis("ru", " ".join(words_), tokens, [Sentence(0, len(tokens), 0, start, 0)], [], [[] for _ in tokens])


def test_full_date_at_the_head_is_the_day_of_the_story() -> None:
    found = find(
        "Послы встретились в Вене 11 марта 2014 года.\nНакануне они говорили по телефону. 16 марта вышел доклад."
    )
    assert found["Накануне"].value == "2014-03-10"
    assert found["16 марта"].value == "2014-03-16"
    assert found["16 марта"].anchor == "story"


def test_plans_at_the_head_date_days_but_not_today() -> None:
    found = find("Встреча послов намечена на 11 ноября 2018 года.\nСаммит пройдёт 30 ноября. Сегодня посол молчит.")
    assert found["30 ноября"].value == "2018-11-30"
    assert found["Сегодня"].value is None


def test_old_date_is_not_the_day_of_the_story_when_a_later_year_is_told() -> None:
    found = find("Союз был заключён 3 марта 1951 года.\n16 марта посол вспомнил о нём. В 2014 году союз распался.")
    assert found["16 марта"].value is None
    assert found["16 марта"].reason == "no year is told and the day of publication is not known"


def test_day_after_follows_the_story_not_publication() -> None:
    found = find("7 декабря лидеры созвонились.\nНа следующий день вышло заявление.", "2021-12-15")
    assert found["На следующий день"].value == "2021-12-08"
    assert found["На следующий день"].anchor == "story"


def test_year_told_in_the_sentence_is_that_of_its_days() -> None:
    found = find("В 1945 году союзники встретились 25 апреля на Эльбе.", "2020-05-01")
    assert found["25 апреля"].value == "1945-04-25"


def test_weekday_without_a_verb_is_unknown_but_bounded() -> None:
    e = find("Встреча послов в четверг", "2021-12-15")["в четверг"]
    assert (e.value, e.earliest, e.latest) == (None, "2021-12-09", "2021-12-16")
    assert e.reason == "neither tense nor words tell whether it is past or to come"


@pytest.mark.parametrize(
    ("words_", "value"),
    [
        (("15", "декабря", "2021", "года"), "2021-12-15"),
        (("во", "вторник"), None),
        (("7", "декабря"), "2021-12-07"),
        (("на", "прошлой", "неделе"), "2021-W49"),
    ],
)
def test_words_without_grammar(words_: tuple[str, ...], value: str | None) -> None:
    (found,) = dates.find(bare(*words_), "2021-12-15")
    assert found.value == value


@pytest.mark.parametrize("published", ["", "вчера", "2021-13-45", "2021", "2021-12-15T99:00", "0000-00-00"])
def test_broken_day_of_publication_is_unknown(published: str) -> None:
    assert find("Вчера послы встретились.", published)["Вчера"].reason is not None


@pytest.mark.parametrize("published", ["0001-01-01", "9999-12-31"])
def test_ends_of_the_calendar(published: str) -> None:
    text = "Вчера и завтра, 100 лет назад, через 9999 лет, в следующем веке, в прошлом году, зимой, в субботу, на днях."
    assert find(text, published)


def test_event_date_takes_the_words_of_the_event() -> None:
    text = "Во время войны 7 июня послы встретились, а 9 июня расстались."
    found = dates.find(ru.analyse(text, [(0, len(text))]), "2021-12-15")
    second = text.index("9 июня")
    assert dates.event_date_in(found, Span(second, second + 6)) == "2021-06-09"
    assert dates.event_date_in(found, Span(len(text) - 3, len(text))) is None


@pytest.mark.parametrize(
    ("phrase", "reason"),
    [
        ("до 1 июня", "a limit, not a moment"),
        ("в течение месяца", "a length of time, not a date"),
        ("ранее", "the words name no date: some time before"),
    ],
)
def test_event_date_says_why_there_is_none(phrase: str, reason: str) -> None:
    (found,) = find(f"Посол ответит {phrase}.", "2021-12-15").values()
    assert dates.event_date(found) == (None, reason)


def check(analysis: Analysis, found: tuple[TimeExpression, ...]) -> None:
    """Spans are in order, apart, on edges of tokens; bounds are days in order; unknown has a reason."""
    starts, ends = {t.start for t in analysis.tokens}, {t.end for t in analysis.tokens}
    last = 0
    for e in found:
        assert last <= e.span.start < e.span.end
        assert e.span.start in starts
        assert e.span.end in ends
        assert (e.value is None) == (e.reason is not None)
        if e.earliest and e.latest:
            assert date.fromisoformat(e.earliest) <= date.fromisoformat(e.latest)
        last = e.span.end


LEXICON = words.load("ru")
WORDS = [
    *LEXICON.words,
    *LEXICON.phrases,
    "5",
    "31",
    "2021",
    "5-7",
    "15.12.2021",
    "16",
    ":",
    "00",
    "-",
    "—",
    ",",
    ".",
    "x",
]


@settings(deadline=None, max_examples=300)
@given(st.lists(st.sampled_from(WORDS), max_size=14), st.sampled_from([None, "2021-12-15", "0001-01-01", "9999-12-31"]))
def test_any_words_of_time_in_any_order(words_: list[str], published: str | None) -> None:
    analysis = bare(*words_)
    check(analysis, dates.find(analysis, published))


@settings(deadline=None, max_examples=60)
@example("@𗀀 посол𗀀", None)  # letters without a name of their own
@given(st.text(max_size=200), st.one_of(st.none(), st.text(max_size=30)))
def test_any_text(text: str, published: str | None) -> None:
    analysis = ru.analyse(text, [(0, len(text))])
    check(analysis, dates.find(analysis, published))


@pytest.mark.parametrize(
    "pattern",
    [("в",), ("5", ","), ("с", "5"), ("утром", "в", "среду", ","), ("тогда",), ("в", "ночь", "с"), ("до", "этого")],
)
def test_time_is_linear(pattern: tuple[str, ...]) -> None:
    """Twenty thousand words in one sentence: half a second here, hours if anything looked over the whole of it."""
    start = seconds()
    dates.find(bare(*pattern * (20_000 // len(pattern))), "2021-12-15")
    assert seconds() - start < allowed(5)
