"""What the check of the tables finds, and that the shipped tables are clean."""

from __future__ import annotations

from pathlib import Path

import pymorphy3
import pytest

from dragoman.actors.check import Finding, check


@pytest.fixture(scope="module")
def shipped() -> list[Finding]:
    morph = pymorphy3.MorphAnalyzer()
    return check((), lambda word: [str(parse.tag.POS) for parse in morph.parse(word)])


def test_the_shipped_tables_have_no_errors(shipped: list[Finding]) -> None:
    assert [str(finding) for finding in shipped if finding.level == "error"] == []


@pytest.mark.parametrize(
    ("table", "line", "message"),
    [
        ("entities", "igo/x\tclub\t\t\t\tX\t\t\t\t\t", "unknown kind 'club'"),
        ("entities", "igo/x\tigo\tstate/NOWHERE\t\t\tX\t\t\t\t\t", "parent 'state/NOWHERE'"),
        ("entities", "igo/x\tigo\t\t\t\tX\t\t\t2010\t2001\t", "before it starts"),
        ("entities", "igo/x\tigo\t\t\t\tX\t\t\t\t\t\textra", "12 cells"),
        ("names", "igo/nobody\tru\tНикто\tshort\t\t\t", "'igo/nobody' is in no table"),
        ("names", "state/RUS\tru\tРоссиюшка\tpet\t\t\t", "unknown type 'pet'"),
        ("names", "state/RUS\tru\tРоссиюшка\tshort\tloud\t\t", "unknown flags loud"),
        (
            "tenures",
            "person/nobody\toffice/RUS/mfa/minister\t2001\t\tyear\tauthored\t",
            "'person/nobody' is in no people",
        ),
        ("tenures", "person/nobody\toffice/RUS/mfa/minister\t2001\t\tabout\tauthored\t", "precision is"),
    ],
)
def test_a_faulty_line_is_named_with_its_place(tmp_path: Path, table: str, line: str, message: str) -> None:
    path = tmp_path / f"{table}.tsv"
    path.write_text(f"# header\n{line}\n", encoding="utf-8")
    found = [finding for finding in check([tmp_path]) if message in finding.message]
    assert [finding.where for finding in found] == [f"{path}:2"]


def test_the_same_line_twice_and_overlapping_holders_are_found(tmp_path: Path) -> None:
    (tmp_path / "people.tsv").write_text(
        "person/a\tАистов\tАнтон\t\tAistov\tAnton\tm\nperson/b\tБобров\tБорис\t\tBobrov\tBoris\tm\n"
        "person/a\tАистов\tАнтон\t\tAistov\tAnton\tm\n",
        encoding="utf-8",
    )
    (tmp_path / "tenures.tsv").write_text(
        "person/a\toffice/KAZ/mfa/minister\t2001-01-01\t2003-01-01\tday\tuser\n"
        "person/b\toffice/KAZ/mfa/minister\t2002-01-01\t\tday\tuser\n",
        encoding="utf-8",
    )
    messages = [str(finding) for finding in check([tmp_path]) if str(tmp_path) in finding.where]
    assert any("people.tsv:3: error: the same people line" in message for message in messages)
    assert any("tenures.tsv:2: warning: person/b holds" in message for message in messages)
