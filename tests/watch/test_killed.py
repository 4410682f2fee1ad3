"""`kill -9` at random moments: everything is told, and in a file nothing twice."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import feedparser

from tests.reading.server import answer, serve

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("KILLS", "12"))


def start(folder: Path, address: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.watch.killed", str(folder), address]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)


def test_killed_at_any_moment(tmp_path: Path) -> None:
    chance = random.Random(5)
    there = 0
    with serve() as site:

        def feed(request: Any) -> None:
            items = "".join(f"<item><guid>{n}</guid><description>№ {n}.</description></item>" for n in range(there))
            answer(200, f"<rss><channel>{items}</channel></rss>".encode(), "application/rss+xml")(request)

        site.handlers["/rss"] = feed
        site.handlers["/hook"] = answer(200)
        began = time.monotonic()
        assert start(tmp_path, site.address).wait(60) == 0  # so that the watch has begun before anything came in
        took, killed = time.monotonic() - began, 0
        for _ in range(KILLS):
            there += 4
            running = start(tmp_path, site.address)
            try:
                running.wait(took * chance.uniform(0.2, 1.0))
            except subprocess.TimeoutExpired:
                running.kill()
                killed += 1
            running.wait()
        for _ in range(2):
            assert start(tmp_path, site.address).wait(60) == 0
        wanted = [f"n{n}" for n in range(there)]
        lines = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
        assert [json.loads(line)["id"] for line in lines] == wanted
        posted = [headers["webhook-id"] for headers, _ in site.posted]
        assert sorted(set(posted)) == sorted(wanted)
        shown = feedparser.parse((tmp_path / "out.atom").read_bytes())
        assert [entry.id for entry in shown.entries] == [f"urn:dragoman:{one}" for one in reversed(wanted[-100:])]
    assert killed
