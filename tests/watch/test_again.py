"""A page added twice is not sent twice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dragoman.reading.fetch import Fetcher
from dragoman.reading.sources import pages
from dragoman.watch import State
from dragoman.watch.again import Again
from tests.reading.server import answer, serve


def test_a_page_is_asked_for_under_what_it_said_of_itself(tmp_path: Path) -> None:
    fetcher = Fetcher(allow_private=True, delay=0)
    with serve() as site:

        def handle(request: Any) -> None:
            unchanged = request.headers["If-None-Match"] == '"v1"'
            answer(304 if unchanged else 200, b"" if unchanged else "Посол прибыл.".encode(), ETag='"v1"')(request)

        site.handlers["/a"] = handle
        for run, wanted in enumerate((1, 1, 0)):
            with State(tmp_path / "talks.record", alone=False) as state:
                again = Again(fetcher, state)
                assert len(list(pages([site.url("/a")], fetch=again.get))) == wanted
                if run > 0:
                    again.done()  # the first run is stopped before the page is in the record
