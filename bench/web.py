"""Speed of the pages: a record of a million statements, eight readers who never pause, reports that come in meanwhile.

    python -m bench.web                      # 1,000,000 statements, 20 seconds; the record is thrown away
    python -m bench.web --statements 50000   # a smaller one
    python -m bench.web --keep big.record    # made once, used again

The record is made of the bundled samples, each copy with other days, people, outlets and some words of its own; its
rows go through the writer that `dragoman add` uses. Half and 95 % of the answers of each page came in no more than p50
and p95 milliseconds, as the readers saw it, over HTTP.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import random
import socket
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import quote

import httpx
import msgspec

from dragoman import report, samples
from dragoman.reading.raw import RawPage
from dragoman.record import adding, keys, rows, store
from dragoman.record.rows import ActorRow, Rows
from dragoman.record.write import Writer

READERS = 8
SYLLABLES = "ва го де жи ло ма но пе ри са ту фо ха це ша бел вер гор дан зор кам лен мир нов пол рос сев тим".split()
FIRST, DAYS = date(2009, 1, 1), 5840
OUTLETS, PEOPLE, WORDS = 60, 30_000, 30_000
LONG = 50_000
"""Bytes of the long report whose page is timed alone."""
JOINED = 0.15
"""Share of tellings that are joined to one before them, as a story told by several outlets is."""


def word(number: int) -> str:
    """A made-up word, another one for each number."""
    out, number = "", number + 40
    while number:
        number, k = divmod(number, len(SYLLABLES))
        out += SYLLABLES[k]
    return out


def originals() -> list[Rows]:
    """The samples as rows."""
    made = []
    for number, document in enumerate(samples.documents()):
        found = report.read_document(document)
        made.append(rows.rows_of(found, number, "bench", adding.holders(())))
    return made


def copy(r: Rows, number: int, chance: random.Random) -> Rows:
    """The same report on another day, of other people, with some words of its own."""
    day = FIRST + timedelta(number * DAYS // 125_000 % DAYS if number else 0)
    shift = day - date.fromisoformat((r.published_at or "2022-01-01")[:10])
    people = [_person(a, chance) for a in r.actors]
    own = " ".join(word(int(WORDS * chance.random() ** 3)) for _ in range(12))
    text = f"{r.text}\n{own} {number}."
    return msgspec.structs.replace(
        r,
        page=number + 1000,
        key=keys.digest("bench", str(number)),
        name=f"bench-{number}",
        url=f"https://news.example/{number}",
        publisher=f"Вестник {int(OUTLETS * chance.random() ** 2)}",
        published_at=f"{day.isoformat()}T{chance.randrange(24):02}:00:00+03:00",
        text=text,
        text_sha256=keys.digest(text) * 4,
        actors=people,
        statements=[_moved(f, own, None, shift) for f in r.statements],
        events=[_moved(f, own, -3, shift) for f in r.events],
        problems=[],
    )


def _person(a: ActorRow, chance: random.Random) -> ActorRow:
    """Somebody else in place of a person of the text, some often and most seldom."""
    if not a.provisional or a.kind != "person":
        return a
    number = int(PEOPLE * chance.random() ** 3)
    name = f"{word(number % 900).title()} {word(number).title()}ов"
    return msgspec.structs.replace(a, key=f"text/person/{number}", names=json.dumps({"ru": [name]}, ensure_ascii=False))


def _moved(f: rows.Fact, own: str, at: int | None, shift: timedelta) -> rows.Fact:
    """A telling with its day moved by `shift` and the words of its report. at: the cell of the day of an event."""
    cells = list(f.cells)
    for k in (at, -1) if at is None else (at,):
        if k is not None and isinstance(cells[k], str) and len(cells[k]) == 10:
            try:
                cells[k] = (date.fromisoformat(cells[k]) + shift).isoformat()
            except (ValueError, OverflowError):
                cells[k] = None
    return msgspec.structs.replace(f, cells=cells, terms=f"{f.terms} {' '.join(own.split()[:4])}")


def build(path: Path, statements: int) -> None:
    """The record. Tellings are joined at random instead of by their words: that is not what is measured here."""
    store.create(path)
    writer, made, chance = Writer(path), originals(), random.Random(7)
    writer.connection.execute("PRAGMA synchronous = OFF")
    count = number = 0
    while count * (1 - JOINED) < statements:
        batch = []
        for _ in range(256):
            batch.append(copy(made[number % len(made)], number, chance))
            count += len(batch[-1].statements)
            number += 1
        writer.add(batch)
    join(writer)
    writer.close()


def join(writer: Writer) -> None:
    """Some tellings go to a fact a little before them; nothing is left to be settled."""
    with store.transaction(writer.connection):
        for told, facts, column in (("attributions", "statements", "statement"), ("event_mentions", "events", "event")):
            ids = [row[0] for row in writer.connection.execute(f"SELECT id FROM {facts} ORDER BY id")]
            chance = random.Random(11)
            later = [k for k in range(60, len(ids)) if chance.random() < JOINED]
            gone = set(later)
            heads = {k: next((j for j in range(k - 18, k) if j not in gone), None) for k in later}
            pairs = [(ids[j], ids[k]) for k, j in heads.items() if j is not None]
            writer.connection.executemany(f"UPDATE {told} SET {column} = ? WHERE id = ?", pairs)
            more = f"UPDATE {facts} SET reports = reports + 1, independent = independent + 1 WHERE id = ?"
            writer.connection.executemany(more, [(head,) for head, _ in pairs])
            if facts == "events":
                writer.connection.executemany(
                    "DELETE FROM event_participants WHERE event = ?", [(x,) for _, x in pairs]
                )
            writer.connection.executemany(f"DELETE FROM {facts} WHERE id = ?", [(x,) for _, x in pairs])
        writer.connection.execute("UPDATE days SET joined = 1")


# what is asked for


def addresses(path: Path) -> dict[str, list[str]]:
    """Some addresses of each page, so that nothing is measured that was only asked for once more."""
    connection = store.connect(path)
    chance = random.Random(3)

    def some(query: str, most: int = 40) -> list[str]:
        found = [str(row[0]) for row in connection.execute(query)]
        return chance.sample(found, min(most, len(found)))

    documents = some("SELECT key FROM documents WHERE id % 500 = 1")
    words = [word(int(WORDS * chance.random() ** 3)) for _ in range(60)]
    spoken = some("SELECT d.key || '-' || a.start FROM attributions a JOIN documents d ON d.id = a.document"
                  " WHERE a.document % 700 = 3 AND a.twin = 0")  # fmt: skip
    happened = some("SELECT d.key || '-' || m.start FROM event_mentions m JOIN documents d ON d.id = m.document"
                    " WHERE m.document % 700 = 3 AND m.twin = 0")  # fmt: skip
    actors = some("SELECT key FROM actors ORDER BY documents DESC LIMIT 30", 30)
    connection.close()
    years = [str(2009 + k) for k in range(15)]
    asked = [*(quote(w) for w in words[:30]), *(quote(f"{w} act:demand") for w in words[30:40])]
    asked += [
        quote(q) for q in ("actor:RUS act:demand", "speaker:USA", "mode:meet status:planned", "газ", "переговоры")
    ]
    return {
        "home": ["/"],
        "search": [f"/find?q={q}" for q in asked],
        "search, all": ["/find?q="],
        "report": [f"/report/{key}" for key in documents],
        "statement": [f"/fact/s{key}" for key in spoken],
        "event": [f"/fact/e{key}" for key in happened],
        "timeline": [f"/timeline?q={q}" for q in asked],
        "timeline, all": ["/timeline?q=", *(f"/timeline?q=&since={y}-01-01&until={y}-12-31" for y in years)],
        "actor": [f"/actor/{quote(key)}" for key in actors],
        "actors": ["/actors", *(f"/actors?q={quote(word(k) + 'ов')}" for k in range(900, 920))],
        "between": ["/between?a=RUS&b=USA", "/between?a=UKR&b=RUS", "/between?a=state/RUS&b=state/USA"],
        "network": ["/network?q=", *(f"/network?q={q}" for q in asked[:20])],
        "planned": ["/planned", *(f"/planned?after={y}-01-01" for y in years)],
        "review": ["/review"],
        "problems": ["/problems"],
    }


def serve(path: Path, port: int) -> None:
    """In a process of its own: the pages as `dragoman serve` gives them."""
    import uvicorn

    from dragoman.serve import application, warm

    pages = application(path)
    warm(pages)
    uvicorn.run(pages, host="127.0.0.1", port=port, log_level="error")


def keep_adding(
    path: Path, stop: multiprocessing.synchronize.Event, counted: multiprocessing.sharedctypes.Synchronized
) -> None:
    """In a process of its own: pages are read and written until told to stop, as `dragoman add` does."""
    pages = (
        RawPage(
            name=f"late-{k}", data=s.text.encode() + f"\n\nНомер {time.time_ns()}.".encode(), published_at="2025-01-01"
        )
        for k in range(1_000_000)
        for s in [list(samples.documents())[k % 12]]
    )
    for _ in adding.add(path, pages):
        counted.value += 1
        if stop.is_set():
            return


async def read(base: str, asked: dict[str, list[str]], seconds: float, seed: int) -> list[tuple[str, float, int]]:
    """One reader: page after page without a pause."""
    chance, out, until = random.Random(seed), [], time.monotonic() + seconds
    names = list(asked)
    async with httpx.AsyncClient(base_url=base, timeout=60) as client:
        while time.monotonic() < until:
            name = chance.choice(names)
            address = chance.choice(asked[name])
            since = time.perf_counter()
            answer = await client.get(address)
            out.append((name, 1000 * (time.perf_counter() - since), answer.status_code))
    return out


async def readers(base: str, asked: dict[str, list[str]], seconds: float, many: int) -> list[tuple[str, float, int]]:
    found = await asyncio.gather(*(read(base, asked, seconds, k) for k in range(many)))
    return [x for held in found for x in held]


def percentile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def long_report(path: Path) -> str:
    """The address of the page of a report of LONG bytes, made of the Russian samples."""
    texts = [s.text for s in samples.documents() if s.language == "ru" or not s.text.isascii()]
    body = ""
    while len(body.encode()) < LONG:
        body += texts[len(body) % len(texts)] + "\n\n"
    body = body.encode()[:LONG].decode(errors="ignore")
    for _ in adding.add(path, [RawPage(name="long-report", data=body.encode(), published_at="2022-02-01")]):
        pass
    connection = store.connect(path)
    key = connection.execute("SELECT key FROM documents ORDER BY length(text) DESC LIMIT 1").fetchone()[0]
    connection.close()
    return f"/report/{key}"


def alone(base: str, address: str) -> float:
    """Milliseconds of one page with nobody else: the median of nine."""
    took = []
    for _ in range(9):
        since = time.perf_counter()
        httpx.get(base + address, timeout=60).raise_for_status()
        took.append(1000 * (time.perf_counter() - since))
    return statistics.median(took)


def lines(found: list[tuple[str, float, int]], order: Sequence[str]) -> Iterator[str]:
    """The table: page, how often it was asked for, p50 and p95 in milliseconds."""
    by_page: dict[str, list[float]] = defaultdict(list)
    for name, took, status in found:
        if status != 200:
            yield f"! {name}: {status}"
        by_page[name].append(took)
    yield "| page | asked | p50 ms | p95 ms |"
    yield "|---|---|---|---|"
    for name in order:
        took = by_page[name] or [float("nan")]
        yield f"| {name} | {len(by_page[name])} | {percentile(took, 0.5):.0f} | {percentile(took, 0.95):.0f} |"
    every = [took for _, took, _ in found]
    yield f"| **all** | {len(every)} | {percentile(every, 0.5):.0f} | {percentile(every, 0.95):.0f} |"


def wait_for(base: str) -> None:
    for _ in range(600):
        try:
            httpx.get(base, timeout=60)
            return
        except httpx.HTTPError:
            time.sleep(0.1)


def main() -> None:
    asking = argparse.ArgumentParser()
    asking.add_argument("--statements", type=int, default=1_000_000)
    asking.add_argument("--keep", type=Path)
    asking.add_argument("--seconds", type=float, default=20)
    asking.add_argument("--readers", type=int, default=READERS)
    asking.add_argument("--quiet", action="store_true", help="nothing is added meanwhile")
    asking.add_argument("--only", help="measure the pages whose name holds this")
    given = asking.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.keep or Path(folder) / "big.record"
        if not path.exists():
            since = time.monotonic()
            build(path, given.statements)
            print(f"made {path.stat().st_size / 1e6:.0f} MB in {time.monotonic() - since:.0f} s", flush=True)
        measure(path, given)


def measure(path: Path, given: argparse.Namespace) -> None:
    connection = store.connect(path)
    for table in ("documents", "statements", "events", "actors"):
        print(f"{table}: {connection.execute(f'SELECT count(*) FROM {table}').fetchone()[0]:,}", end="  ")
    print(flush=True)
    connection.close()
    long = long_report(path)
    asked = {k: v for k, v in addresses(path).items() if not given.only or given.only in k}
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    way = multiprocessing.get_context("spawn")
    server = way.Process(target=serve, args=(path, port), daemon=True)
    stop, counted = way.Event(), way.Value("i", 0)
    adder = way.Process(target=keep_adding, args=(path, stop, counted), daemon=True)
    base = f"http://127.0.0.1:{port}"
    server.start()
    try:
        since = time.monotonic()
        wait_for(base + "/home.json")
        print(f"first answer after {time.monotonic() - since:.1f} s", flush=True)
        asyncio.run(readers(base, asked, 3, 2))  # warm
        print(f"report of {LONG:,} bytes, nobody else: {alone(base, long):.0f} ms", flush=True)
        if not given.quiet:
            adder.start()
            while not counted.value:
                time.sleep(0.1)
        before, since = counted.value, time.monotonic()
        found = asyncio.run(readers(base, asked, given.seconds, given.readers))
        took = time.monotonic() - since
        print("\n".join(lines(found, list(asked))))
        print(f"{len(found) / took:.1f} pages a second to {given.readers} readers", end="")
        print(f"; {(counted.value - before) / took:.1f} reports added a second" if not given.quiet else "")
    finally:
        stop.set()
        if adder.is_alive():
            adder.join(10)
        server.terminate()


if __name__ == "__main__":
    main()
