"""`python -m tests.gate GOLD`: measure on gold reports and fail below the floors of `floors.toml`.

GOLD holds `score.py` and a folder of annotated reports for each language that has floors, `score_plover.py` for the
sentences of `en-plover`, and `score_direct.py` for `en-polnear`. Of `en-polnear/train` the documents are read that
`bench.train_speech` never learns from; the figures of `dev` and of these must lie close together.
"""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
import tempfile
import time
import tomllib
from pathlib import Path
from typing import Any

FLOORS = Path(__file__).with_name("floors.toml")
HELD_OUT = 10  # as in bench/train_speech.py
CLOSE = 0.03
TOGETHER = ("statements.iou50.F1", "statements.exact.F1", "statements.e2e.F1")
READ = f"{shlex.quote(sys.executable)} -m dragoman read --json {{jsonl}}"


def measure(gold: Path, language: str) -> dict[str, Any]:
    """The figures that score.py prints for the reports of one language."""
    command = [sys.executable, str(gold / "score.py"), str(gold / language), "--run", READ, "--json"]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def measure_plover(gold: Path) -> dict[str, Any]:
    """The figures that score_plover.py prints for the sentences of en-plover, under names like those of score.py."""
    sentences = gold / "en-plover" / "dev.jsonl"
    began = time.monotonic()
    with tempfile.NamedTemporaryFile(suffix=".jsonl") as records:
        read = [sys.executable, "-m", "dragoman", "read", "--as", "plover", str(sentences)]
        failed = subprocess.run(read, stdout=records, check=False).returncode
        command = [sys.executable, str(gold / "score_plover.py"), str(sentences), "--pred", records.name, "--json"]
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    said = json.loads(done.stdout)
    n = said["gold"]
    parts = dict(zip("P R F1".split(), said["type_P_R_F1"], strict=True))
    return {
        "documents": {"n": n, "seconds": round(time.monotonic() - began, 1), "failed": failed},
        "type": parts,
        "exact": {"acc": said["exact_type_src_tgt"]},
        "output": {"acc": 1 - said["texts_without_output"] / n},
    }


def measure_polnear(gold: Path, part: str) -> dict[str, Any]:
    """The figures of score.py and score_direct.py for English articles: all of `dev`, every tenth of `train`."""
    every = 1 if part.endswith("dev") else HELD_OUT
    paths = sorted((gold / part).glob("*.json"))[::every]
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        jsonl, reports = Path(folder, "in.jsonl"), Path(folder, "reports.jsonl")
        with jsonl.open("w", encoding="utf-8") as out:
            for path in paths:
                text = path.with_suffix(".txt").read_bytes().decode()
                Path(folder, path.name).symlink_to(path)
                Path(folder, path.stem + ".txt").symlink_to(path.with_suffix(".txt"))
                published = json.loads(path.read_text(encoding="utf-8")).get("published")
                row = {"id": path.stem, "text": text, "language": "en", "published_at": published}
                out.write(json.dumps(row) + "\n")
        with reports.open("wb") as out_bytes:
            read = [sys.executable, "-m", "dragoman", "read", "--json", str(jsonl)]
            subprocess.run(read, stdout=out_bytes, check=False)
        figures: dict[str, Any] = {}
        for scorer, more in (("score.py", ["--reports", str(reports)]), ("score_direct.py", [str(reports)])):
            command = [sys.executable, str(gold / scorer), folder, *more, "--json"]
            figures |= json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
    figures["documents"]["seconds"] = round(time.monotonic() - began, 1)
    return figures


def apart(figures: dict[str, dict[str, Any]]) -> list[str]:
    """How far the figures of dev lie from those of train, one a line; «too far» marks a failure."""
    dev, train = figures.get("en-polnear/dev"), figures.get("en-polnear/train")
    if dev is None or train is None:
        return []
    lines = []
    for name in TOGETHER:
        a, b = figure(dev, name), figure(train, name)
        if a is not None and b is not None:
            lines.append(f"{name:22} dev - train {a - b:+.3f}{'  too far' if abs(a - b) > CLOSE else ''}")
    return lines


def figure(figures: dict[str, Any], name: str) -> float | None:
    """`statements.e2e.F1` is the value F1 of the figure `statements.e2e`; None where nothing was there to measure."""
    group, _, value = name.rpartition(".")
    found = figures.get(group, {}).get(value)
    return None if found is None else float(found)


def below(figures: dict[str, Any], floors: dict[str, float]) -> list[str]:
    """Names of the figures that fall below their floor or were not measured."""
    return [name for name, floor in floors.items() if (got := figure(figures, name)) is None or got < floor]


def table(figures: dict[str, Any], floors: dict[str, float]) -> str:
    """Figure, floor and measured value, one a line."""
    failed = set(below(figures, floors))
    rows = [f"{'figure':22} {'floor':>6} {'measured':>9}"]
    for name, floor in floors.items():
        got = figure(figures, name)
        shown = "none" if got is None else f"{got:.3f}"
        rows.append(f"{name:22} {floor:6.2f} {shown:>9}{'  below the floor' if name in failed else ''}")
    return "\n".join(rows)


def main(arguments: list[str]) -> int:
    """0 when every figure stands on its floor."""
    gold = Path(arguments[0] if arguments else "../shared/gold").resolve()
    if not (gold / "score.py").is_file():
        print(f"{gold}: no score.py there, nothing measured; give the folder with GOLD=folder", file=sys.stderr)
        return 2
    status = 0
    measured: dict[str, dict[str, Any]] = {}
    for language, floors in tomllib.loads(FLOORS.read_text(encoding="utf-8")).items():
        if language == "en-plover":
            figures = measure_plover(gold)
        elif language.startswith("en-polnear"):
            figures = measure_polnear(gold, language)
        else:
            figures = measure(gold, language)
        measured[language] = figures
        count = figures["documents"]
        print(f"{language}: {count['n']} reports in {count['seconds']} s, {count['failed']} without a report")
        print(table(figures, floors))
        if below(figures, floors) or count["failed"]:
            status = 1
    distances = apart(measured)
    print(*distances, sep="\n")
    return 1 if any(line.endswith("too far") for line in distances) else status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
