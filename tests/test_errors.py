"""What dragoman raises on purpose is one family, and its tree is drawn in one place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import dragoman
from dragoman import errors
from dragoman.errors import DragomanError
from dragoman.languages.en.package import MissingModelError
from dragoman.languages.ru.weights import WeightsError
from dragoman.reading.fetch import FetchError
from dragoman.watch.config import WatchError

TREE = [line for line in (errors.__doc__ or "").splitlines() if "──" in line]
FAMILY = re.compile(r"^class (\w+)\((?:Dragoman|Reading|Record|Query|DataFile)Error\)", re.MULTILINE)


def test_every_error_of_the_family_stands_in_the_tree() -> None:
    files = Path(dragoman.__file__).parent.rglob("*.py")
    raised = {name for path in files for name in FAMILY.findall(path.read_text(encoding="utf-8"))}
    assert raised == {line.split("── ")[1].split()[0] for line in TREE}


@pytest.mark.parametrize("kind", [FetchError, WatchError, MissingModelError, WeightsError])
def test_errors_of_other_rooms_can_be_caught_as_ours(kind: type[Exception]) -> None:
    assert issubclass(kind, DragomanError)
