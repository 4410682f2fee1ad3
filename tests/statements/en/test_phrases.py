"""Every case of the English `phrases.txt` reads as it is written there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.statements.cases import Case, read, told

CASES = read(Path(__file__).with_name("phrases.txt"))


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(c, id=f"{c.line}", marks=[pytest.mark.xfail(reason=c.wish, strict=True)] if c.wish else [])
        for c in CASES
    ],
)
def test_phrase(case: Case) -> None:
    assert told(case.text, "en") == list(case.rows), case.text


def test_there_are_enough_cases_and_few_wishes() -> None:
    assert len(CASES) >= 150
    assert sum(bool(c.wish) for c in CASES) <= 12
