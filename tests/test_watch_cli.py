"""`dragoman watch` from a shell: one round, a fault in the file, what waits, a polite kill."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman.cli import app
from tests.reading.server import Site, answer, serve

TEXT = "Министр иностранных дел России Сергей Лавров встретился с послом Франции в Москве в среду."
ITEM = f"<item><title>Встреча</title><description>{TEXT}</description></item>"
RSS = f"<rss><channel><title>Вестник</title>{ITEM}</channel></rss>"


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as found:
        found.give("/rss", RSS.encode(), "application/rss+xml")
        yield found


def feeds(folder: Path, site: Site, rest: str = "") -> Path:
    path = folder / "feeds.toml"
    path.write_text(f'allow_private = true\ndelay = 0\n[[feed]]\nurl = "{site.url("/rss")}"\n{rest}', encoding="utf-8")
    return path


MEETINGS = '[[query]]\nname = "meetings"\nfind = "mode:meet"\n'


def test_a_round(tmp_path: Path, site: Site) -> None:
    path = feeds(tmp_path, site, MEETINGS + 'to = [{stdout = "json"}]\n')
    result = CliRunner().invoke(app, ["watch", str(tmp_path / "talks.record"), str(path), "--once"])
    assert result.exit_code == 0, result.output
    assert f"{site.url('/rss')}: 1 added" in result.stderr
    assert json.loads(result.stdout)["words"] == "встретился"
    result = CliRunner().invoke(app, ["watch", str(tmp_path / "talks.record"), str(path), "--once"])
    assert (result.exit_code, result.stdout) == (0, "")


def test_what_waits(tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("S", "x")
    site.handlers["/hook"] = answer(503)
    path = feeds(tmp_path, site, MEETINGS + f'to = [{{webhook = "{site.url("/hook")}", secret_env = "S"}}]\n')
    record = str(tmp_path / "talks.record")
    result = CliRunner().invoke(app, ["watch", record, str(path), "--once"])
    assert result.exit_code == 1 and "the receiver answers 503" in result.stderr
    result = CliRunner().invoke(app, ["watch", record, str(path), "--waiting"])
    assert result.exit_code == 0
    assert result.stdout.startswith(f"webhook:{site.url('/hook')}") and "1 tries" in result.stdout


def test_a_fault_in_the_file(tmp_path: Path, site: Site) -> None:
    path = feeds(tmp_path, site, '[[query]]\nname = "a"\nfind = "(("\nto = [{stdout = "text"}]\n')
    result = CliRunner().invoke(app, ["watch", str(tmp_path / "talks.record"), str(path)])
    assert result.exit_code == 2
    assert str(path) in result.stderr and "Traceback" not in result.output
    assert site.asked == []


def test_a_file_that_is_no_record(tmp_path: Path, site: Site) -> None:
    (tmp_path / "talks.record").write_text("no record")
    result = CliRunner().invoke(app, ["watch", str(tmp_path / "talks.record"), str(feeds(tmp_path, site)), "--once"])
    assert result.exit_code == 2 and "no record" in result.stderr
    assert (tmp_path / "talks.record").read_text() == "no record"


def test_a_polite_kill_ends_it(tmp_path: Path, site: Site) -> None:
    command = [sys.executable, "-m", "dragoman", "watch", str(tmp_path / "talks.record"), str(feeds(tmp_path, site))]
    running = subprocess.Popen(command, stderr=subprocess.PIPE, env={**os.environ, "PYTHONUNBUFFERED": "1"})
    assert running.stderr is not None
    assert b"1 added" in running.stderr.readline()
    began = time.monotonic()
    running.send_signal(signal.SIGTERM)
    assert running.wait(20) == 0
    running.stderr.close()
    assert time.monotonic() - began < 10
