"""What the README shows is what the program prints."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_printed_example_is_true() -> None:
    command = re.search(r"`COLUMNS=100 dragoman ([^`]+)`", README)
    assert command is not None
    words = command.group(1).split()
    done = subprocess.run(
        [sys.executable, "-m", "dragoman", *words],
        capture_output=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "COLUMNS": "100"},
    )
    printed = "\n".join(line.rstrip() for line in done.stdout.decode().strip("\n").splitlines())
    assert printed in README


def test_python_example_of_the_readme_runs() -> None:
    block = re.search(r"```python\n(.+?)```", README, re.DOTALL)
    assert block is not None
    code = block.group(1).replace('open("report.html", "rb").read()', '"Посол заявил, что переговоры идут.".encode()')
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout.decode().startswith("state")
