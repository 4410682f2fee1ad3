"""What a phrase by itself does not show: chains over a whole text, reasons, odd input, time."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman import dates
from dragoman.dates import words
from dragoman.dates.en.shapes import half_day, shape
from dragoman.languages import en
from dragoman.languages.base import Analysis, Sentence, Token
from dragoman.model import TimeExpression
from tests.clock import allowed, seconds


def find(text: str, published: str | None = None) -> dict[str, TimeExpression]:
    """Expressions of a text whose paragraphs are its lines, by their words."""
    passages, start = [], 0
    for line in text.splitlines(keepends=True):
        passages.append((start, start + len(line.rstrip("\n"))))
        start += len(line)
    return {e.span.of(text): e for e in dates.find(en.analyse(text, passages), published)}


def bare(*words_: str) -> Analysis:
    """Tokens without grammar, one sentence."""
    tokens, start = [], 0
    for i, word in enumerate(words_):
        tokens.append(Token(i, start, start + len(word), word, word.lower(), 0))
        start += len(word) + 1
    return Analysis("en", " ".join(words_), tokens, [Sentence(0, len(tokens), 0, start, 0)], [], [[] for _ in tokens])


def test_a_report_is_read_day_by_day() -> None:
    found = find(
        "The envoys met in Geneva on Monday.\n"
        "The following day they handed over a draft. Two days later the ministry confirmed it.\n"
        "The ministers had spoken by phone on Dec. 3; a week earlier they had met in Oslo.\n"
        "A second round is planned for Friday, and a third will follow early next month.",
        "2021-12-17",
    )
    assert {words_: e.value for words_, e in found.items()} == {
        "on Monday": "2021-12-13",
        "The following day": "2021-12-14",
        "Two days later": "2021-12-16",
        "on Dec. 3": "2021-12-03",
        "a week earlier": "2021-W47",
        "for Friday": "2021-12-17",
        "early next month": "2022-01",
    }
    assert found["The following day"].anchor == "story"
    assert found["on Monday"].anchor == "published_at"


def test_full_date_at_the_head_is_the_day_of_the_story() -> None:
    found = find("Envoys met in Vienna on March 11, 2014.\nThe day before, they spoke by phone. They left March 16.")
    assert found["The day before"].value == "2014-03-10"
    assert found["March 16"].value == "2014-03-16"
    assert found["March 16"].anchor == "story"


def test_that_month_follows_the_story() -> None:
    found = find("The envoy was recalled in May 2014.\nLater that month the embassy was closed.", "2021-12-15")
    assert found["that month"].value == "2014-05"


def test_year_told_in_the_sentence_is_that_of_its_days() -> None:
    assert find("In 1945, the allies met on April 25 at the river.", "2020-05-01")["on April 25"].value == "1945-04-25"


def test_a_weekday_after_the_day_told() -> None:
    found = find("The leaders spoke on Dec. 7.\nThe envoy flew out the following Monday.", "2021-12-30")
    assert found["the following Monday"].value == "2021-12-13"


def test_day_of_an_unknown_month_has_a_reason() -> None:
    e = find("Talks on the 15th", "2021-12-20")["on the 15th"]
    assert (e.value, e.reason) == (None, "neither tense nor words tell whether it is past or to come")


def test_ambiguous_day_and_month_has_a_reason_and_bounds() -> None:
    e = find("The protocol was signed on 5/6/2021 in Oslo.", "2021-12-20")["on 5/6/2021"]
    assert e.reason == "the day and the month cannot be told apart"
    assert (e.earliest, e.latest) == ("2021-05-06", "2021-06-05")


def test_weekday_without_a_verb_is_unknown_but_bounded() -> None:
    e = find("Meeting of envoys on Thursday", "2021-12-15")["on Thursday"]
    assert (e.value, e.earliest, e.latest) == (None, "2021-12-09", "2021-12-16")


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("The minister will meet the envoy on Friday.", "2021-12-17"),
        ("The minister is to meet the envoy on Friday.", "2021-12-17"),
        ("The minister was due to meet the envoy on Friday.", "2021-12-17"),
        ("The minister is expected to arrive in Riga on Friday.", "2021-12-17"),
        ("The minister promised to answer on Friday.", "2021-12-17"),
        ("Talks scheduled for Friday were called off.", "2021-12-17"),
        ("The minister could not come on Friday.", "2021-12-17"),
        ("The minister managed to meet the envoy on Friday.", "2021-12-10"),
        ("The minister met the envoy on Friday.", "2021-12-10"),
        ("The minister has met the envoy on Friday.", "2021-12-10"),
        ("The minister had met the envoy on Friday.", "2021-12-10"),
        ("The minister was meeting the envoy on Friday.", "2021-12-10"),
        ("A protocol signed on Friday was published.", "2021-12-10"),
    ],
)
def test_the_verb_tells_past_from_future(sentence: str, value: str) -> None:
    assert find(sentence, "2021-12-15")["for Friday" if "for Friday" in sentence else "on Friday"].value == value


@pytest.mark.parametrize(
    ("words_", "value"),
    [
        (("December", "15", ",", "2021"), "2021-12-15"),
        (("on", "Tuesday"), None),
        (("Dec.", "7"), "2021-12-07"),
        (("last", "week"), "2021-W49"),
    ],
)
def test_words_without_grammar(words_: tuple[str, ...], value: str | None) -> None:
    (found,) = dates.find(bare(*words_), "2021-12-15")
    assert found.value == value


@pytest.mark.parametrize("published", ["0001-01-01", "9999-12-31"])
def test_ends_of_the_calendar(published: str) -> None:
    text = "Yesterday and tomorrow, 100 years ago, in 999 years, in the last century, last year, in winter."
    assert find(text, published)


@pytest.mark.parametrize(
    ("hour", "minute", "half", "told"),
    [(12, "00", "a", "00:00"), (12, "30", "p", "12:30"), (4, "05", "p", "16:05"), (11, "00", "a", "11:00")],
)
def test_half_day(hour: int, minute: str, half: str, told: str) -> None:
    assert half_day(hour, minute, half) == told


@pytest.mark.parametrize(
    ("token", "tag", "value"),
    [
        ("1990s", "decade", (None, 1990)),
        ("mid-1990s", "decade", ("MID", 1990)),
        ("90s", "decade", (None, 1990)),
        ("20s", "decade", (None, 0)),
        ("late-2014", "yearpart", ("END", 2014)),
        ("fy2015", "fiscalyear", 2015),
        ("q3", "fraction", ("quarter", 3)),
        ("15th", "numeral", 15),
        ("1300", "military", "13:00"),
        ("4:30pm", "clock", "16:30"),
    ],
)
def test_shape(token: str, tag: str, value: object) -> None:
    assert shape(token)[tag] == (1, value)


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


LEXICON = words.load("en")
PARTS = {word for seconds_ in LEXICON.phrases.values() for group in seconds_.values() for p in group for word in p[0]}
WORDS = sorted(
    {word.title() for word in LEXICON.words}
    | {*LEXICON.words, *PARTS}
    | set("5 31 2021 15th 5-7 12/15/2021 05/06/2021 16:00 4:30pm 1300 1990s '90s FY2015 Q1 - — , . ( ) 's x".split())
)


@settings(deadline=None, max_examples=400)
@given(st.lists(st.sampled_from(WORDS), max_size=14), st.sampled_from([None, "2021-12-15", "0001-01-01", "9999-12-31"]))
def test_any_words_of_time_in_any_order(words_: list[str], published: str | None) -> None:
    analysis = bare(*words_)
    check(analysis, dates.find(analysis, published))


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=200), st.one_of(st.none(), st.text(max_size=30)))
def test_any_text(text: str, published: str | None) -> None:
    analysis = en.analyse(text, [(0, len(text))])
    check(analysis, dates.find(analysis, published))


@pytest.mark.parametrize(
    "pattern",
    [
        ("in",),
        ("the",),
        ("May", "5", ","),
        ("from", "5"),
        ("late", "on"),
        ("early",),
        ("the", "end", "of"),
        ("4", "p.m.", "("),
        ("Monday", "-"),
        ("Dec.", "5", "and"),
        ("the", "last"),
    ],
)
def test_time_is_linear(pattern: tuple[str, ...]) -> None:
    """Twenty thousand words in one sentence: half a second here, hours if anything looked over the whole of it."""
    start = seconds()
    dates.find(bare(*pattern * (20_000 // len(pattern))), "2021-12-15")
    assert seconds() - start < allowed(5)
