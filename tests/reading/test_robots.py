"""What robots.txt allows, by RFC 9309."""

from __future__ import annotations

import pytest

from dragoman.reading.robots import MAX_DELAY, read_robots
from tests import clock

TEXT = """
# our press office
User-agent: OtherBot
User-agent: dragoman
Disallow: /archive
Allow: /archive/2021/
Disallow: /*.pdf$
Disallow: /поиск
Crawl-delay: 3

User-agent: *
Disallow: /
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True),
        ("/news", True),
        ("/archive", False),
        ("/archive/2020/a", False),
        ("/archive/2021/a", True),
        ("/a/b.pdf", False),
        ("/a/b.pdf?x=1", True),
        ("/%D0%BF%D0%BE%D0%B8%D1%81%D0%BA/", False),
        ("/robots.txt", True),
    ],
)
def test_our_group(path: str, allowed: bool) -> None:
    assert read_robots(TEXT, "dragoman").allows(path) is allowed


def test_everybody_else() -> None:
    assert not read_robots(TEXT, "reader").allows("/news")
    assert read_robots(TEXT, "reader").delay is None
    assert read_robots(TEXT, "dragoman").delay == 3


@pytest.mark.parametrize(
    "text", ["", "Disallow: /", "User-agent: *\nDisallow:", "<html>Not found</html>", "\0\0:::\n:"]
)
def test_what_forbids_nothing(text: str) -> None:
    assert read_robots(text, "dragoman").allows("/news")


@pytest.mark.parametrize(("value", "delay"), [("1e9", MAX_DELAY), ("-5", 0), ("nan", 0), ("soon", 0), ("2.5", 2.5)])
def test_delays_are_bounded(value: str, delay: float) -> None:
    assert read_robots(f"User-agent: *\nCrawl-delay: {value}", "dragoman").delay == delay


def test_patterns_of_many_stars_take_no_time() -> None:
    rules = "User-agent: *\n" + f"Disallow: /{'a*' * 900}b$\n" * 3_000
    began = clock.seconds()
    assert read_robots(rules, "dragoman").allows("/" + "a" * 4_000)
    assert clock.seconds() - began < clock.allowed(3)
