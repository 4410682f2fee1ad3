"""Build time, load time and memory of the index of actors: `python -m bench.index [ROUNDS]`.

Each figure is that of a process of its own, as a user meets it, the best of a few rounds: *build* is the first load
after a table has changed (tables read, forms made, file written), *load* any later one; memory is what the process has
more of than before.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

LIMITS = {"build": 1.0, "load": 0.3, "memory": 60.0}
ROUNDS = 3


def resident() -> float:
    """Memory of this process, in MB; 0 where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except (OSError, ValueError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def measure() -> tuple[float, float]:
    """Seconds and MB that one load takes in this process."""
    from dragoman.actors import index

    before, started = resident(), time.perf_counter()
    index.load()
    return time.perf_counter() - started, resident() - before


def apart(cache: str) -> tuple[float, float]:
    """The same in a process of its own, with this folder for its cache."""
    environment = {**os.environ, "XDG_CACHE_HOME": cache}
    told = subprocess.run(
        [sys.executable, "-m", "bench.index", "--once"], env=environment, check=True, capture_output=True, text=True
    )
    seconds, memory = map(float, told.stdout.split())
    return seconds, memory


def main() -> None:
    if sys.argv[1:] == ["--once"]:
        print(*measure())
        return
    builds, loads, memories = [], [], []
    for _ in range(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS):
        with tempfile.TemporaryDirectory() as cache:
            builds.append(apart(cache)[0])
            seconds, memory = apart(cache)
            loads.append(seconds)
            memories.append(memory)
    found = {"build": min(builds), "load": min(loads), "memory": min(memories)}
    for name, value in found.items():
        unit = "MB" if name == "memory" else "s"
        print(f"{name:7} {value:6.2f} {unit:2}  at most {LIMITS[name]:g}")
    if any(value > LIMITS[name] for name, value in found.items()):
        sys.exit("over the limit")


if __name__ == "__main__":
    main()
