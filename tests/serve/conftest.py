"""The record of the bundled samples, and pages over it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dragoman import samples
from dragoman.serve import Guard, application
from tests.serve.browser import Browser
from tests.serve.made import filled

OPEN = Guard(hosts=())


@pytest.fixture(scope="session")
def samples_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made once; whoever judges takes a copy."""
    path = tmp_path_factory.mktemp("serve") / "samples.record"
    filled(path, samples.pages())
    return path


@pytest.fixture
def own_record(samples_record: Path, tmp_path: Path) -> Path:
    """A copy to be changed."""
    return Path(shutil.copy(samples_record, tmp_path / "own.record"))


@pytest.fixture(scope="session")
def pages(samples_record: Path) -> Iterator[Browser]:
    """The pages of the samples, in English."""
    browser = Browser(application(samples_record, OPEN))
    yield browser
    browser.close()


@pytest.fixture
def opened() -> Iterator[Callable[..., Browser]]:
    """Opens records; closes them when the test is over."""
    made: list[Browser] = []

    def open_one(record: Path, guard: Guard = OPEN, language: str = "en") -> Browser:
        made.append(Browser(application(record, guard), language))
        return made[-1]

    yield open_one
    for browser in made:
        browser.close()
