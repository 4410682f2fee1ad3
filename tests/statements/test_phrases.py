"""Every case of `phrases.txt` and `phrases2.txt` reads as it is written there."""

from __future__ import annotations

import pytest

from tests.statements.cases import FIELDS, PHRASES, Case, read, told

MORE = read(PHRASES.with_name("phrases2.txt"))
CASES = [*read(), *MORE]
NAMES = ("type and act", "source", "cue", "content", *FIELDS)


def _parameters() -> list[object]:
    marked = [
        pytest.param(
            c,
            id=f"{c.line}{'-2' if c in MORE else ''}",
            marks=[pytest.mark.xfail(reason=c.wish, strict=True)] if c.wish else [],
        )
        for c in CASES
    ]
    return list(marked)


@pytest.mark.parametrize("case", _parameters())
def test_phrase(case: Case) -> None:
    assert told(case.text) == list(case.rows), case.text


def test_there_are_enough_cases_and_few_wishes() -> None:
    assert len(CASES) >= 150
    assert sum(bool(c.wish) for c in CASES) <= 12
