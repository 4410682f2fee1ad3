"""Taking pages in: read by as many processes as there are cores, written by one, in the order in which they come.

A run may be stopped at any moment. What was written is whole; run again, it passes over what it knows and goes on.
"""

from __future__ import annotations

import os
import threading
import time
import traceback
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from itertools import chain, islice
from multiprocessing import get_context
from pathlib import Path

import msgspec

from dragoman import report
from dragoman.errors import DragomanError, ReadingError
from dragoman.model import Document, Problem
from dragoman.reading.raw import RawPage, read_raw
from dragoman.record import keys, rows, store
from dragoman.record.holders import Holders
from dragoman.record.rows import Failed
from dragoman.record.write import Outcome, Writer

CHUNK, CHUNK_BYTES = 16, 1_000_000
"""Pages handed to a process at once; enough to hide the hand-over, few enough to keep memory flat."""
AHEAD = 4
"""Chunks a process that are read or wait to be written."""
BATCH, BATCH_SECONDS = 128, 1.0
"""Documents of one transaction, and the time after which a smaller one is written."""
FEW = 24
"""Pages up to which it does not pay to start processes."""

Layers = tuple[Path, ...]
Page = tuple[int, RawPage | Document]
"""A page and its hash; or a document of the record, to be read again."""
Pages = Iterable[RawPage | Problem]


def add(
    record: Path,
    pages: Pages,
    *,
    jobs: int = 1,
    layers: Layers = (),
    published_at: str | None = None,
    again: bool = False,
    tell: store.Tell = store.nobody,
) -> Iterator[Outcome]:
    """What became of each page, in order, as soon as it is written. The record is made if it is not there.

    layers: the user's own actors; those beside the record come on top of them. published_at: for pages that give no
    date. again: pages that could not be read before are tried once more; so are, without it, those of which the user
    now gives the language. tell: is told in words when another process has to be waited for.
    """
    if not record.exists():
        store.create(record)
    writer = Writer(record, tell)
    try:
        yield from written(writer, read(writer, pages, jobs, (*layers, *beside(record)), published_at, again))
    finally:
        writer.close()


MANY = 5000
"""Documents after which it pays to put the index in order: a tenth of its size and half of the time of a search."""


def tidy(record: Path, tell: store.Tell = store.nobody) -> None:
    """Puts the index of words in order after many documents have come in."""
    connection = store.connect(record, write=True)
    try:
        with store.transaction(connection, tell):
            connection.execute("INSERT INTO words (words) VALUES ('optimize')")
    finally:
        connection.close()


def beside(record: Path) -> Layers:
    """The actors of this record alone: the folder `talks.record.actors` beside `talks.record`."""
    folder = record.with_name(record.name + ".actors")
    return (folder,) if folder.is_dir() else ()


def written(writer: Writer, items: Iterable[rows.Rows | Failed | Outcome]) -> Iterator[Outcome]:
    """Writes what has been read, in batches; what is known already passes through in its place."""
    batch: list[rows.Rows | Failed | Outcome] = []
    since = time.monotonic()
    for item in items:
        batch.append(item)
        if len(batch) >= BATCH or time.monotonic() - since >= BATCH_SECONDS:
            yield from write(writer, batch)
            batch, since = [], time.monotonic()
    yield from write(writer, batch)


def write(writer: Writer, batch: Sequence[rows.Rows | Failed | Outcome]) -> Iterator[Outcome]:
    new = [item for item in batch if not isinstance(item, Outcome)]
    done = iter(writer.add(new) if new else ())
    return iter([item if isinstance(item, Outcome) else next(done) for item in batch])


def read(
    writer: Writer, pages: Pages, jobs: int, layers: Layers, published_at: str | None, again: bool
) -> Iterator[rows.Rows | Failed | Outcome]:
    """The rows of each page, in order; pages that came in before are not read again."""
    stream = iter(pages)
    head = list(islice(stream, FEW + 1))
    sorted_out = (sort_out(writer, page, again) for page in chain(head, stream))
    if jobs == 1 or len(head) <= FEW:
        for item in sorted_out:
            yield rows.decode(prepare([item], layers, published_at)[0]) if isinstance(item, tuple) else item
        return
    yield from in_processes(sorted_out, jobs, layers, published_at)


def sort_out(writer: Writer, page: RawPage | Problem, again: bool) -> Page | Failed | Outcome:
    """A page to be read, one that is known, or one that could not even be opened."""
    if isinstance(page, Problem):
        return Failed(0, page.document_id, page.stage, page.message)
    number = keys.page_hash(
        page.kind, page.data, page.url, page.title, page.publisher, page.language, page.published_at
    )
    again = again or (page.read_as is not None and number in writer.failed)
    if not again and writer.knows(number):
        return Outcome("known", page.name)
    return number, page


# in the processes that read


def prepare(pages: Sequence[Page], layers: Layers, published_at: str | None) -> list[bytes]:
    """Each page read and turned into rows, packed for the way to the writer."""
    return [rows.encode(rows_of(number, page, layers, published_at)) for number, page in pages]


def rows_of(number: int, page: RawPage | Document, layers: Layers, published_at: str | None) -> rows.Rows | Failed:
    """The rows of one page, or why there are none. A page that breaks a rule costs itself alone."""
    from dragoman import __version__

    name = name_of(page)

    def failed(stage: str, message: str) -> Failed:
        return Failed(number, name, stage, message, packed(page))

    try:
        document = page if isinstance(page, Document) else read_raw(page, published_at=published_at)
        if isinstance(document, Problem):
            return failed(document.stage, document.message)
        found = report.read_document(document, layers)
        return rows.rows_of(found, number, __version__, holders(layers))
    except ReadingError as error:  # its language
        return failed("language", str(ReadingError(name, error.what, error.do)))
    except DragomanError as error:
        return failed("reading", f"{name}: {error}")
    except RecursionError:
        return failed("reading", f"{name}: the page is nested too deeply; cut it into smaller pages")
    except Exception as error:  # a fault of ours in one page of many must not stop the others; it is told, not hidden
        at = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(at.filename).name}:{at.lineno}"
        return failed("fault", f"{name}: {type(error).__name__}: {error} ({where}); please report this")


def name_of(page: RawPage | Document) -> str:
    return page.id if isinstance(page, Document) else page.name


def packed(page: RawPage | Document) -> bytes | None:
    """The page to be kept with its failure; a document of the record is there already."""
    return None if isinstance(page, Document) else msgspec.msgpack.encode(page)


@cache
def holders(layers: Layers) -> Holders:
    return Holders(report.actors(layers))


def in_processes(
    items: Iterable[Page | Failed | Outcome], jobs: int, layers: Layers, published_at: str | None
) -> Iterator[rows.Rows | Failed | Outcome]:
    """As `prepare`, by several processes; results in the order of the pages."""
    waiting: deque[tuple[list[Page | Failed | Outcome], Future[list[bytes]] | None]] = deque()
    with Readers(jobs, layers, published_at) as readers:
        for chunk in chunks(items):
            pages = [item for item in chunk if isinstance(item, tuple)]
            waiting.append((chunk, readers.submit(pages) if pages else None))
            while len(waiting) > AHEAD * jobs:
                yield from readers.results(*waiting.popleft())
        while waiting:
            yield from readers.results(*waiting.popleft())


def chunks(items: Iterable[Page | Failed | Outcome]) -> Iterator[list[Page | Failed | Outcome]]:
    """Lists of a few pages, in order; large pages go with fewer others."""
    chunk: list[Page | Failed | Outcome] = []
    size = 0
    for item in items:
        chunk.append(item)
        size += len(item[1].data) if isinstance(item, tuple) and isinstance(item[1], RawPage) else 0
        if len(chunk) >= CHUNK or size >= CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


class Readers:
    """Processes that read. One that dies (out of memory, a fault in compiled code) costs the page that killed it."""

    def __init__(self, jobs: int, layers: Layers, published_at: str | None) -> None:
        self.jobs, self.layers, self.published_at = jobs, layers, published_at
        self.pool = self._new(jobs)
        self.careful: ProcessPoolExecutor | None = None

    def __enter__(self) -> Readers:
        return self

    def __exit__(self, *_: object) -> None:
        self.pool.shutdown(wait=True, cancel_futures=True)
        if self.careful is not None:
            self.careful.shutdown(wait=True, cancel_futures=True)

    def _new(self, jobs: int) -> ProcessPoolExecutor:
        # not forked: a copy of an open database in another process is asking for trouble
        return ProcessPoolExecutor(jobs, get_context("spawn"), initializer=die_with, initargs=(os.getpid(),))

    def submit(self, pages: Sequence[Page]) -> Future[list[bytes]]:
        try:
            return self.pool.submit(prepare, pages, self.layers, self.published_at)
        except BrokenProcessPool:
            self.pool = self._new(self.jobs)
            return self.pool.submit(prepare, pages, self.layers, self.published_at)

    def results(
        self, chunk: Sequence[Page | Failed | Outcome], future: Future[list[bytes]] | None
    ) -> Iterator[rows.Rows | Failed | Outcome]:
        """The chunk with rows in place of pages."""
        pages = [item for item in chunk if isinstance(item, tuple)]
        try:
            done = iter(future.result() if future else ())
        except BrokenProcessPool:
            done = iter([answer for page in pages for answer in self._alone(page)])
        for item in chunk:
            yield rows.decode(next(done)) if isinstance(item, tuple) else item

    def _alone(self, page: Page) -> list[bytes]:
        """One page read by the process that is there for such, which it may kill."""
        number, raw = page
        self.careful = self.careful or self._new(1)
        try:
            return self.careful.submit(prepare, [page], self.layers, self.published_at).result()
        except BrokenProcessPool:
            self.careful = None
            name = name_of(raw)
            message = f"{name}: the process that read it was killed; see whether memory is enough"
            return [rows.encode(Failed(number, name, "fault", message, packed(raw)))]


def die_with(parent: int) -> None:
    """Run in each process: ends it when the one that started it is gone, however that ended."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
