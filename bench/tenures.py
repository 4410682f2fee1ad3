"""Tenures drawn at random and what a second source says of them.

`python -m bench.tenures draw [SEED]` prints sixty lines of the tables, to be looked up; `python -m bench.tenures`
prints the error rate of those in docs/actors-tenures.tsv, and which of them the tables no longer hold as they were.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from pathlib import Path

from dragoman.actors.tables import CORE, Row, read_rows, read_tables

LOOKED_UP = Path(__file__).parent.parent / "docs" / "actors-tenures.tsv"
COLUMNS = ("person", "office", "from", "to", "precision", "source", "verdict", "note")
VERDICTS = ("right", "close", "wrong", "ended", "not found")
"""close: off by a week at most, as swearing in and decree often are; ended: left open here, closed there."""
SIZE, SEED = 60, 2026


def draw(seed: int = SEED) -> list[Row]:
    """Lines of the tenures, the same for the same tables and seed."""
    rows = sorted(read_tables((CORE,)).tenures.values(), key=lambda row: row.cells)
    return random.Random(seed).sample(rows, SIZE)


def looked_up() -> list[dict[str, str]]:
    """The lines that were compared with a second source."""
    return [dict(zip(COLUMNS, row.cells, strict=True)) for row in read_rows(LOOKED_UP, COLUMNS)]


def main() -> None:
    if sys.argv[1:2] == ["draw"]:
        for row in draw(int(sys.argv[2]) if len(sys.argv) > 2 else SEED):
            print("\t".join(row.cells[:5]))
        return
    found = looked_up()
    counted = Counter(line["verdict"] for line in found)
    compared = len(found) - counted["not found"]
    print(f"{len(found)} tenures drawn, {compared} found in a second source:")
    for verdict in VERDICTS:
        print(f"  {verdict:10} {counted[verdict]:3}")
    print(f"error rate {100 * counted['wrong'] / max(compared, 1):.1f} % of those compared")
    left_open = sum(not line["to"] for line in found if line["verdict"] != "not found")
    print(f"of {left_open} without an end {counted['ended']} have ended")
    held = read_tables((CORE,)).tenures
    for line in found:
        now = held.get((line["person"], line["office"], line["from"]))
        if now is None or now.cells[3] != line["to"]:
            print(f"  mended since: {line['person']} {line['office']} {line['from']} – {line['to'] or '?'}")


if __name__ == "__main__":
    main()
