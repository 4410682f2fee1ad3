"""The gate fails where a figure is low or missing, and only there."""

from __future__ import annotations

import pytest

from tests import gate

FIGURES = {"statements.e2e": {"P": 0.9, "F1": 0.8}, "recall.mixed": {"acc": None, "of": 0}}


def test_a_figure_on_its_floor_passes() -> None:
    assert gate.below(FIGURES, {"statements.e2e.F1": 0.8}) == []


def test_a_low_figure_fails_and_the_table_says_so() -> None:
    floors = {"statements.e2e.F1": 0.81, "statements.e2e.P": 0.5}
    assert gate.below(FIGURES, floors) == ["statements.e2e.F1"]
    low, high = gate.table(FIGURES, floors).splitlines()[1:]
    assert low.endswith("below the floor") and not high.endswith("below the floor")


@pytest.mark.parametrize("name", ["recall.mixed.acc", "recall.unheard.acc"])
def test_what_was_not_measured_does_not_pass(name: str) -> None:
    assert gate.below(FIGURES, {name: 0.0}) == [name]


def test_without_gold_it_says_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert gate.main(["no/such/folder"]) == 2
    assert "GOLD=" in capsys.readouterr().err


def test_figures_of_dev_and_train_that_lie_far_apart_are_marked() -> None:
    near = {"statements.iou50": {"F1": 0.70}, "statements.exact": {"F1": 0.60}}
    far = {"statements.iou50": {"F1": 0.72}, "statements.exact": {"F1": 0.64}}
    lines = gate.apart({"en-polnear/dev": near, "en-polnear/train": far})
    assert [line.endswith("too far") for line in lines] == [False, True]
    assert gate.apart({"en-polnear/dev": near}) == []
