"""A watch over a small record, to be killed at any moment: `python -m tests.watch.killed FOLDER URL`."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from dragoman.model import Problem
from dragoman.reading.fetch import Fetcher
from dragoman.reading.raw import RawPage
from dragoman.watch import Config, Notice, State, watch
from dragoman.watch.config import Feed, Query, Target


class SmallDesk:
    """A table of pages, each once."""

    def __init__(self, path: Path) -> None:
        self.connection = sqlite3.connect(path, isolation_level=None, timeout=30)
        self.connection.execute("CREATE TABLE IF NOT EXISTS pages (id INTEGER PRIMARY KEY, data BLOB UNIQUE)")

    def add(self, pages: Sequence[RawPage | Problem]) -> dict[str, int]:
        before = self.newest()
        rows = [(page.data,) for page in pages if isinstance(page, RawPage)]
        self.connection.executemany("INSERT OR IGNORE INTO pages (data) VALUES (?)", rows)
        return {"added": self.newest() - before}

    def newest(self) -> int:
        return int(self.connection.execute("SELECT coalesce(max(id), 0) FROM pages").fetchone()[0])

    def finds(self, queries: Iterable[Query], after: int, upto: int) -> Iterator[Notice | str]:
        sql = "SELECT data FROM pages WHERE id > ? AND id <= ? ORDER BY id"
        for query in queries:
            for (data,) in self.connection.execute(sql, (after, upto)):
                number = data.decode().rpartition("№ ")[2].partition(".")[0]
                yield Notice(
                    id=f"n{number}",
                    query=query.name,
                    kind="statement",
                    fact=f"f{number}",
                    who=(),
                    what="state",
                    words=number,
                    found_at="2021-12-15T12:00:00+00:00",
                )


def main(folder: Path, address: str) -> None:
    """One round; all feeds are due."""
    targets = (
        Target(file=str(folder / "out.jsonl")),
        Target(atom=str(folder / "out.atom")),
        Target(webhook=f"{address}/hook", secret_env="S", secret="s"),
    )
    config = Config(
        feed=(Feed(url=f"{address}/rss", every=60.0),), query=(Query(name="all", find="", to=targets),), delay=0
    )
    desk = SmallDesk(folder / "pages")
    clock_file = folder / "clock"
    now = float(clock_file.read_text() if clock_file.exists() else 0) + 100_000
    clock_file.write_text(str(now))
    with State(folder / "talks.record") as state:
        watch(desk, config, state, Fetcher(allow_private=True, delay=0).get, once=True, clock=lambda: now)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
