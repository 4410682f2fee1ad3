"""What the README shows is what the program prints."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def run(*words: str) -> str:
    """What the program prints, without blanks at the ends of lines."""
    done = subprocess.run(
        [sys.executable, "-m", "dragoman", *words],
        capture_output=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "COLUMNS": "100"},
    )
    return "\n".join(line.rstrip() for line in done.stdout.decode().strip("\n").splitlines())


def test_the_printed_example_is_true() -> None:
    command = re.search(r"`COLUMNS=100 dragoman (read [^`]+)`", README)
    assert command is not None
    assert run(*command.group(1).split()) in README


def test_a_folder_of_reports_answers_the_question(tmp_path: Path) -> None:
    added = re.search(r"`dragoman (add talks.record --published name )dragoman/samples/\*\.txt`", README)
    asked = re.search(r"`COLUMNS=100 dragoman (find talks.record [^`]+)`", README)
    assert added is not None
    assert asked is not None
    record = str(tmp_path / "talks.record")
    samples = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "dragoman" / "samples").glob("*.txt"))
    run(*added.group(1).replace("talks.record", record).split(), *samples)
    assert run(*asked.group(1).replace("talks.record", record).split()) in README


def test_python_example_of_the_readme_runs() -> None:
    block = re.search(r"```python\n(.+?)```", README, re.DOTALL)
    assert block is not None
    code = block.group(1).replace('open("report.html", "rb").read()', '"Посол заявил, что переговоры идут.".encode()')
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout.decode().startswith("state")
