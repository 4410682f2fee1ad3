"""The record measured: `python -m bench.record [--documents N] [--read M] [--kills K] [--search RECORD] [FOLDER …]`.

Texts are variations of the .txt files of the folders, by default of the package samples (bench/variations.py). The
first M documents are read and written as `dragoman add` does with one process, which gives the store's share of the CPU
time. The others are the same with other words of the same length and are only written, so that a large record can be
made in minutes. Then searches are timed, each asked once, and once more while another process adds reports
(--search RECORD: only this, in a record that there is).

With --kills a process that adds 80 reports is killed (SIGKILL) at random moments, once or more, in K runs, then run to
its end, and what is in every table is compared with a run that nobody disturbed.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import signal
import sqlite3
import statistics
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import msgspec

from bench import variations
from dragoman import __version__, record_cli, report
from dragoman.model import Problem, Span
from dragoman.reading.raw import RawPage, read_raw
from dragoman.record import adding, build, keys, rows, store
from dragoman.record.find import Finder
from dragoman.record.read import Record
from dragoman.record.terms import readings, terms
from dragoman.record.write import Writer

WORD = re.compile(r"[А-Яа-яёЁ]{5,}|[A-Za-z]{5,}")
SEARCHES = 200


def read_part(writer: Writer, count: int, folders: list[Path]) -> list[rows.Rows]:
    """Reads and writes, and prints where the CPU time goes."""
    spent: Counter[str] = Counter()
    made: list[rows.Rows] = []
    batch: list[rows.Rows] = []
    holders = adding.holders(())
    report.read_document(next(d for d in map(read_raw, variations.pages(1, folders)) if not isinstance(d, Problem)))
    for page in variations.pages(count, folders):
        clock = time.process_time()
        number = keys.page_hash(page.kind, page.data, page.url, page.title, page.publisher, page.published_at)
        writer.knows(number)
        clock = lap(spent, "store", clock)
        document = read_raw(page)
        if isinstance(document, Problem):
            continue
        found = report.read_document(document)
        clock = lap(spent, "reading", clock)
        batch.append(rows.rows_of(found, number, __version__, holders))
        packed = rows.encode(batch[-1])
        batch[-1] = rows.decode(packed)  # type: ignore[assignment]
        clock = lap(spent, "store", clock)
        if len(batch) == adding.BATCH:
            writer.add(batch)
            made += batch
            batch = []
            lap(spent, "store", clock)
    clock = time.process_time()
    writer.add(batch)
    lap(spent, "store", clock)
    clock = time.process_time()
    build.settle(writer.connection)
    lap(spent, "joining", clock)
    total = sum(spent.values())
    for name, seconds in spent.items():
        print(f"{name:8} {1000 * seconds / count:6.2f} ms a document  {seconds / total:5.1%} of the CPU time")
    return [*made, *batch]


def lap(spent: Counter[str], name: str, since: float) -> float:
    now = time.process_time()
    spent[name] += now - since  # type: ignore[assignment]
    return now


def copies(read: list[rows.Rows], begin: int, end: int) -> Iterator[rows.Rows]:
    """Documents with the facts of those that were read, in other words of the same length, on other days."""
    by_length: defaultdict[tuple[int, bool], list[str]] = defaultdict(list)
    for word in sorted({word for r in read for word in WORD.findall(r.text) if word.islower()}):
        by_length[len(word), word.isascii()].append(word)
    for number in range(begin, end):
        chance = random.Random(number)
        r = read[number % len(read)]

        def other(found: re.Match[str], chance: random.Random = chance) -> str:
            pool = by_length.get((len(found[0]), found[0].isascii()))
            return chance.choice(pool) if pool and found[0].islower() and chance.random() < 0.5 else found[0]

        text = WORD.sub(other, r.text)
        day = variations.FIRST.toordinal() + number // variations.A_DAY + chance.choice(variations.LATE)
        yield msgspec.structs.replace(
            r,
            page=number,
            key=keys.digest(str(number)),
            name=f"report-{number}",
            url=f"{r.url}/{number}",
            published_at=variations.date.fromordinal(day).isoformat(),
            text=text,
            statements=[
                msgspec.structs.replace(f, terms=" ".join(terms(text[f.cells[3] : f.cells[4]]))) for f in r.statements
            ],
            events=[
                msgspec.structs.replace(f, terms=" ".join(terms(rows.surroundings(Span(f.cells[2], f.cells[3]), text))))
                for f in r.events
            ],
        )


def write_part(writer: Writer, read: list[rows.Rows], begin: int, end: int) -> None:
    stream = copies(read, begin, end)
    spent = 0.0
    while batch := list(islice(stream, adding.BATCH)):
        clock = time.process_time()
        writer.add(batch)
        spent += time.process_time() - clock
    clock = time.process_time()
    build.settle(writer.connection)
    joining = time.process_time() - clock
    count = end - begin
    print(f"{count:,} more written: {1000 * spent / count:.2f} ms a document, joining {1000 * joining / count:.2f} ms")


def size(path: Path) -> None:
    """Bytes on disk against bytes of text."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    text, documents = connection.execute("SELECT sum(length(CAST(text AS BLOB))), count(*) FROM documents").fetchone()
    told = connection.execute("SELECT count(*) FROM attributions").fetchone()[0]
    facts = connection.execute("SELECT (SELECT count(*) FROM statements), (SELECT count(*) FROM events)").fetchone()
    print(f"{documents:,} documents, {text / 1e6:,.0f} MB of text; {told:,} tellings of {facts[0]:,} statements,")
    print(
        f"{facts[1]:,} events; {path.stat().st_size / 1e6:,.0f} MB on disk, {path.stat().st_size / text:.2f} × the text"
    )
    query = "SELECT name, sum(pgsize) FROM dbstat GROUP BY name ORDER BY 2 DESC LIMIT 12"
    print("  " + ", ".join(f"{name} {pages / text:.3f}" for name, pages in connection.execute(query)))
    connection.close()


def timed(name: str, asks: list[Callable[[], object]]) -> None:
    """The middle and the slow end of many askings."""
    took = []
    for ask in asks:
        began = time.perf_counter()
        ask()
        took.append(1000 * (time.perf_counter() - began))
    took.sort()
    print(f"{name:44} median {statistics.median(took):7.2f} ms   p95 {took[int(0.95 * len(took))]:7.2f} ms")


def searches(path: Path) -> None:
    """Newest twenty of any word, two fields, a fact with its tellings."""
    chance = random.Random(7)
    with Record(path) as record:
        finder = Finder(record)
        record.connection.execute("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab('main', 'words', 'row')")
        counts = dict(record.connection.execute("SELECT term, doc FROM vocabulary").fetchall())
        words = [word for word in counts if word.isalpha() and len(word) > 2 and readings(word)]
        weighted = chance.choices(words, [counts[w] for w in words], k=SEARCHES)
        actors = [row["key"] for row in record.sql("SELECT key FROM actors ORDER BY documents DESC LIMIT 300")]
        ids = [row["id"] for row in record.sql("SELECT id FROM statements ORDER BY random() LIMIT 200")]
        facts = [record.key_of("s", n) for n in ids]

        def newest(query: str) -> Callable[[], object]:
            return lambda: list(islice(finder.hits(finder.search(query)), 20))

        def show(key: str) -> Callable[[], object]:
            return lambda: record.fact(key)

        timed("newest 20 of a word, by frequency", [newest(w) for w in weighted])
        timed("newest 20 of a word, any", [newest(w) for w in chance.choices(words, k=SEARCHES)])
        fields = [f"{chance.choice(weighted)} speaker:{chance.choice(actors[:100])}" for _ in range(SEARCHES)]
        timed("word and speaker", [newest(q) for q in fields])
        fields = [
            f"act:{chance.choice(('demand', 'warn', 'state'))} actor:{chance.choice(actors)}" for _ in range(SEARCHES)
        ]
        timed("act and actor", [newest(q) for q in fields])
        fields = [f"{chance.choice(weighted)} from:2016-01-01 to:2016-03-31" for _ in range(SEARCHES)]
        timed("word in a quarter", [newest(q) for q in fields])
        timed("show a statement", [show(key) for key in facts])


def searches_beside(path: Path, folders: list[Path]) -> None:
    """The same while another process reads reports and adds them."""
    began = time.perf_counter()
    child = os.fork()
    if child == 0:
        for number, page in enumerate(variations.pages(1_000_000, folders)):
            fresh = RawPage(name=f"late-{number}", data=page.data + f"\n\n{time.time_ns()}.".encode())
            for _ in adding.add(path, [fresh]):
                pass
        os._exit(0)
    before = documents_in(path)
    while documents_in(path) < before + 5:  # until it is at work
        time.sleep(0.1)
    searches(path)
    rate = (documents_in(path) - before) / (time.perf_counter() - began)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    print(f"meanwhile {rate:.0f} reports a second were added")


def documents_in(path: Path) -> int:
    connection = sqlite3.connect(path)
    count = int(connection.execute("SELECT count(*) FROM documents").fetchone()[0])
    connection.close()
    return count


def content(path: Path) -> dict[str, list[object]]:
    """All rows of all tables, and the words of the index."""
    connection = sqlite3.connect(path)
    names = [
        n for (n,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'") if n[:5] != "words"
    ]
    out: dict[str, list[object]] = {
        name: sorted(connection.execute(f"SELECT * FROM {name}").fetchall(), key=repr) for name in names
    }
    connection.execute("CREATE VIRTUAL TABLE temp.places USING fts5vocab('main', 'words', 'instance')")
    out["words"] = sorted(connection.execute("SELECT term, doc FROM places").fetchall())
    sound = connection.execute("PRAGMA integrity_check").fetchall()
    dangling = connection.execute("PRAGMA foreign_key_check").fetchall()
    connection.close()
    if sound != [("ok",)] or dangling:
        raise SystemExit(f"{path}: {sound} {dangling}")
    return out


def kills(count: int, folders: list[Path]) -> bool:
    """Kills a process that adds, at random moments; True when every record came out as the undisturbed one."""
    chance = random.Random(11)
    pages = list(variations.pages(80, folders))
    report.read_document(next(d for d in map(read_raw, pages) if not isinstance(d, Problem)))  # loads the words
    same = 0
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        began = time.perf_counter()
        os.waitpid(begin(folder / "whole.record", pages), 0)
        seconds = time.perf_counter() - began
        expected = content(folder / "whole.record")
        for turn in range(count):
            record = folder / "killed.record"
            for left in folder.glob("killed.record*"):
                left.unlink()
            for _ in range(chance.choice((1, 1, 2, 3))):
                child = begin(record, pages)
                time.sleep(chance.uniform(0, seconds))
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)
            os.waitpid(begin(record, pages), 0)
            same += content(record) == expected
            print(f"\rkilled in {turn + 1} runs: {same} records as the undisturbed one", end="", flush=True)
        print()
    return same == count


def begin(record: Path, pages: list[RawPage]) -> int:
    """Another process that does what `dragoman add` does, in smaller batches, so that there is more to interrupt."""
    child = os.fork()
    if child == 0:
        adding.BATCH = 8
        record_cli.say = lambda _: None
        record_cli.take_in(record, iter(pages), lambda _: None, jobs=1)
        os._exit(0)
    return child


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--read", type=int, default=500)
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--keep", type=Path, help="Keep the record under this name.")
    parser.add_argument("--search", type=Path, metavar="RECORD", help="Time searches in it, alone and beside a writer.")
    given = parser.parse_args()
    if given.search:
        searches(given.search)
        searches_beside(given.search, given.folders)
        return 0
    if given.kills:
        return 0 if kills(given.kills, given.folders) else 1
    with tempfile.TemporaryDirectory() as temporary:
        path = given.keep or Path(temporary) / "bench.record"
        store.create(path)
        writer = Writer(path)
        read = read_part(writer, min(given.read, given.documents), given.folders)
        if given.documents > given.read:
            write_part(writer, read, given.read, given.documents)
        size(path)
        writer.close()
        searches(path)
        searches_beside(path, given.folders)
    return 0


if __name__ == "__main__":
    sys.exit(main())
