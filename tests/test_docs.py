"""The docs mention every command, option, task, noun and field that there is."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import msgspec
import pytest
import typer

import dragoman
from dragoman import model
from dragoman.cli import app
from dragoman.export import report as form

ROOT = Path(__file__).parent.parent
README, CONTRIBUTING, WORDS, REPORT = (
    (ROOT / name).read_text(encoding="utf-8")
    for name in ("README.md", "CONTRIBUTING.md", "docs/words.md", "docs/report.md")
)
TARGETS = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
COMMANDS = typer.main.get_command(app).commands  # type: ignore[attr-defined]
FIELD_TABLES = (form.DocumentJson, form.ActorJson, form.EventJson, form.ArgumentJson, model.Attribution)
FIELD_LISTS = (model.Mention, model.TimeExpression, model.Problem)


@pytest.mark.parametrize("target", TARGETS)
def test_every_make_target_is_explained(target: str) -> None:
    assert f"make {target}" in CONTRIBUTING


@pytest.mark.parametrize("command", COMMANDS)
def test_readme_shows_every_command(command: str) -> None:
    assert f"`dragoman {command}" in README


@pytest.mark.parametrize("command", COMMANDS)
def test_readme_shows_every_option(command: str) -> None:
    options = [p.opts[0] for p in COMMANDS[command].params if p.opts[0].startswith("--")]
    assert [o for o in options if o not in ("--help",) and o not in README] == []


@pytest.mark.parametrize("noun", [n for n in model.__all__ if not n.isupper()])
def test_every_noun_is_in_words(noun: str) -> None:
    assert f"`{noun}`" in WORDS


@pytest.mark.parametrize("name", ["ACTS", "ATTRIBUTION_TYPES", "PASSAGE_KINDS", "STATUSES"])
def test_every_value_is_in_words(name: str) -> None:
    assert [v for v in getattr(model, name) if f"`{v}`" not in WORDS] == []


@pytest.mark.parametrize("kind", model.MODES)
def test_every_mode_is_in_words_beside_its_type(kind: str) -> None:
    modes = " ".join(f"`{mode}`" for mode in model.MODES[kind])
    assert f"| {kind} | {modes} |" in WORDS


@pytest.mark.parametrize("struct", [*FIELD_TABLES, *FIELD_LISTS], ids=lambda s: s.__name__)
def test_every_field_of_a_report_is_explained(struct: type) -> None:
    prose = re.sub(r"(?s)```.*?```", "", REPORT)
    told = set(re.findall(r"\w+", " ".join(re.findall(r"`([^`]+)`", prose))))
    assert [f.encode_name for f in msgspec.structs.fields(struct) if f.encode_name not in told] == []


def test_every_part_of_a_report_has_a_section() -> None:
    parts = [f.encode_name for f in msgspec.structs.fields(form.ReportJson)]
    assert [p for p in parts if f"## `{p}`" not in REPORT] == []


def test_the_schema_is_that_of_the_model() -> None:
    written = json.loads((ROOT / "docs" / "report.schema.json").read_text(encoding="utf-8"))
    assert written == json.loads(json.dumps(form.schema())), "run `make schema`"


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/words.md", "docs/report.md"])
def test_links_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    links = [u for u in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in u]
    assert [u for u in links if not (ROOT / page).parent.joinpath(u).exists()] == []


def test_one_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == dragoman.__version__
