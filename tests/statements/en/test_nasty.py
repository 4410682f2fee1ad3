"""English pages that nobody would write: no mark loses a page, and time stays in proportion to the page."""

from __future__ import annotations

import pytest

from dragoman import statements
from tests.clock import seconds
from tests.statements.cases import open_text

PAGES = {
    "quotes": 'He said "a" ' * 400,
    "opening": "He said “we wait " * 400,
    "single": "He said ‘we wait’ and the envoys' note " * 200,
    "marks": "\"'“”‘’`` '' " * 400,
    "cues": "said told warned " * 150,
    "colons": "He said: " * 300,
    "brackets": "He said ((( [ it is so " * 200,
    "paragraphs": "“We wait.¶" * 300,
    "one": '"',
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_marks_is_read(name: str) -> None:
    page = open_text(PAGES[name], "en")
    for told in statements.find(page):
        for s in told.attribution.content:
            assert 0 <= s.start < s.end <= len(page.text)


@pytest.mark.parametrize("name", ["quotes", "cues", "marks"])
def test_twice_the_page_takes_about_twice_the_time(name: str) -> None:
    taken = []
    for page in (open_text(PAGES[name], "en"), open_text(PAGES[name] * 2, "en")):
        statements.find(page)  # the words are remembered
        start = seconds()
        statements.find(page)
        taken.append(seconds() - start)
    assert taken[1] < 3.5 * taken[0] + 0.5
