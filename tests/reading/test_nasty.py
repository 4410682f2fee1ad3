"""Whatever comes in, reading ends soon with a document or one clear error."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import ReadingError
from dragoman.model import PASSAGE_KINDS, Document
from dragoman.reading import read_bytes, read_text

SECONDS = 5
"""Generous, for slow machines; each takes well under 2 seconds on one core."""

WORD = "Посол сказал: «да», "
NASTY = {
    "one character": "Я",
    "one megabyte in one line": WORD * 50_000,
    "one megabyte without a space": "а" * 1_000_000,
    "quotation marks": '"' * 10_000,
    "opening marks": "«" * 10_000 + "Посол",
    "short lines": "Посол прибыл в Женеву\n" * 90_000,
    "blank lines": "\n" * 1_000_000 + "Посол прибыл.",
    "headlines": "Посол прибыл в столицу соседней страны\n\n" * 20_000,
    "capitals": "ЖЕНЕВА, " * 100_000,
    "datelines": "ЖЕНЕВА, 3 мар - РИА Новости. Посол прибыл.\n" * 20_000,
    "only Latin": "Envoy arrives. " * 1000,
    "mixed scripts": "Пocoл пpибыл 公使 سفير शिष्ट 😀 " * 1000,
    "commas": "," * 500_000,
    "brackets": "<" * 500_000,
    "deep elements": "<html>" + "<div>" * 100_000 + "Посол",
    "deep inline elements": "<html>" + "<b>" * 100_000 + "Посол",
    "elements closed by others": "<html>" + "<div></span>" * 100_000 + "Посол",
    "unclosed formatting": "<html>" + "".join(f"<b id={i}>" for i in range(400)) + "<p>Посол" * 100_000,
    "attributes": "<html><p " + " ".join(f"a{i}=1" for i in range(100_000)) + ">Посол прибыл.</p>",
    "attributes behind a mark": "<html><p a='>' " + " ".join(f"a{i}" for i in range(100_000)) + ">Посол прибыл.</p>",
    "long attribute": "<html><img src='data:" + "x" * 2_000_000 + "'><p>Посол прибыл.</p>",
    "unclosed comments": "<html>" + "<!--" * 300_000,
    "unclosed scripts": "<html>" + "<script>" * 200_000,
    "unclosed marks in tags": "<html>" + '<p a="' * 100_000 + "<p b='" * 100_000,
    "paragraphs": "<html>" + "<p>Посол прибыл.</p>" * 100_000,
    "line breaks": "<html><p>Посол прибыл." + "<br>" * 300_000,
    "tables": "<html>" + "<table><tr><td>" * 400 + "Посол прибыл.",
    "entities": "<html><p>" + "&amp;" * 500_000,
    "stray entities": "<html><p>" + "&" * 500_000,
    "nested JSON": '<html><script type="application/ld+json">'
    + '{"@graph":[' * 50_000
    + "</script><p>Посол прибыл.</p>",
}


def check(document: Document) -> None:
    end = 0
    for passage in document.passages:
        assert passage.kind in PASSAGE_KINDS
        assert end <= passage.span.start < passage.span.end <= len(document.text)
        assert not document.text[end : passage.span.start].strip()
        assert passage.span.of(document.text) == passage.span.of(document.text).strip()
        end = passage.span.end
    assert not document.text[end:].strip()
    if document.dateline_place is not None:
        assert document.dateline_place.of(document.text)


@pytest.mark.parametrize("name", NASTY)
def test_nasty(name: str) -> None:
    start = time.process_time()
    try:
        check(read_bytes(NASTY[name].encode(), name="page"))
    except ReadingError as error:
        assert str(error).startswith("page: ")
    assert time.process_time() - start < SECONDS


@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    try:
        check(read_bytes(data, name="page"))
    except ReadingError:
        return


@given(st.text(max_size=400))
def test_any_text(text: str) -> None:
    try:
        document = read_text(text, id="page")
    except ReadingError:
        assert not text.strip()
        return
    check(document)
    if "\r" not in text:
        assert document.text == text


LINES = st.sampled_from(
    [
        "Послы начали переговоры",
        "Стороны обменялись проектами документов, сообщил посол.",
        "ЖЕНЕВА, 3 мар - РИА Новости.",
        "ЖЕНЕВА, 3 мар - РИА Новости. Стороны встретились.",
        "/ТАСС/. ",
        "Обсудить",
        "Рекомендуем",
        "Источники",
        "- первый шаг",
        "«Мы готовы",
        "Министр ответил:",
        "3 марта 2020, 14:30",
        "",
        " ",
        "\u2028",
    ]
)


@given(st.lists(LINES, min_size=1, max_size=25), st.sampled_from(["\n", "\n\n", " \n", "\r\n"]))
def test_any_layout(lines: list[str], gap: str) -> None:
    try:
        check(read_text(gap.join(lines), id="page"))
    except ReadingError:
        assert not "".join(lines).strip()


TAGS = st.sampled_from(
    re.findall(
        r"\S+", "<p> </p> <div> </div> <b> </b> <br> <aside> <li> <h1> <h2> <script> </script> <!-- --> <table> <td>"
    )
    + re.findall(r"\S+", "<p/class='x \"> &nbsp; &#0; &#xD800; &amp < \0 Посол прибыл. текст")
)


@settings(max_examples=60)
@given(st.lists(TAGS, max_size=40))
def test_any_markup(tags: list[str]) -> None:
    try:
        check(read_bytes(("<html><body>" + "".join(tags)).encode(), name="page"))
    except ReadingError:
        return
