"""Recall and precision of `same_name` on a table of Russian names with their Latin spellings.

    python bench/name_pairs.py /path/to/names.tsv

Positives: each name with its own spellings; negatives: each name with the spellings of every other line.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from dragoman.actors.names import SAME, same_name, skeleton


def read_pairs(path: Path) -> list[tuple[str, list[str]]]:
    """Russian name, Latin spellings."""
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(ru, spellings.split(";")) for ru, spellings in rows]


def main() -> None:
    names = read_pairs(Path(sys.argv[1]))
    start = time.perf_counter()
    positives = [(same_name(ru, en), ru, en) for ru, spellings in names for en in spellings]
    negatives = [
        (same_name(ru, en), ru, en) for ru, _ in names for other, spellings in names if other != ru for en in spellings
    ]
    seconds = time.perf_counter() - start
    hits = sum(score >= SAME for score, *_ in positives)
    wrong = sum(score >= SAME for score, *_ in negatives)
    print(f"{len(positives)} positives, {len(negatives)} negatives, {seconds:.1f} s, threshold {SAME}")
    print(f"recall {hits / len(positives):.3f}  precision {hits / max(hits + wrong, 1):.3f}")
    print("lowest positives:", *sorted(positives)[:8], sep="\n  ")
    print("highest negatives:", *sorted(negatives)[-8:], sep="\n  ")
    met = sum(skeleton(ru) == skeleton(en) for ru, spellings in names for en in spellings)
    print(f"same skeleton: {met / len(positives):.3f} of positives")


if __name__ == "__main__":
    main()
