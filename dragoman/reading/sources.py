"""Paths and addresses to pages: files, directories, archives, feeds, crawls, JSON Lines, standard input, the web.

Everything is taken lazily, one page in memory at a time. What cannot be taken is a `Problem` and the rest goes on.
"""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from dragoman.errors import ReadingError
from dragoman.model import Problem
from dragoman.reading import archive, feed, warc
from dragoman.reading.files import LINES, MAX_BYTES, bounded_lines
from dragoman.reading.raw import RawPage
from dragoman.reading.streams import Allowance, Readable, buffered, gunzipped

if TYPE_CHECKING:
    from dragoman.reading.fetch import Fetched

Source = Iterator[RawPage | Problem]
Fetch = Callable[[str], "Fetched"]

HEAD = feed.HEAD
"""First bytes, by which the kind of a file is told."""
GZIP = b"\x1f\x8b"
CRAWL = b"WARC/"
MAX_DEPTH = 4
"""Archives inside archives that are opened; a site's backup has two."""
FURNITURE = frozenset(
    ".css .js .mjs .map .png .jpg .jpeg .gif .svg .webp .avif .ico .bmp .woff .woff2 .ttf .otf .eot "
    ".mp3 .mp4 .webm".split()
)
"""Endings of files that saved pages bring along; they are passed over in folders and archives."""


def nothing(_: int) -> None:
    """Tells nobody how far we are."""


def pages(
    paths: Iterable[str | Path],
    *,
    stdin: BinaryIO | None = None,
    fetch: Fetch | None = None,
    consumed: Callable[[int], None] = nothing,
) -> Source:
    """The pages of all paths, in order. `-` is `stdin`; addresses need `fetch`, the `get` of a `fetch.Fetcher`.

    `consumed` is told, as it goes, how many more bytes of the files have been taken; `weight` says how many there are.
    """
    for path in paths:
        if str(path) == "-" and stdin is not None:
            yield from guarded(of_stream(stdin, "-", Allowance(MAX_BYTES)), "-")
        elif is_address(path):
            yield from of_address(str(path), fetch)
        else:
            for file in walk(Path(path)):
                yield from of_file(file, consumed) if isinstance(file, Path) else (file,)


def is_address(path: str | Path) -> bool:
    """`https://…`, `ftp://…`: what has a scheme is no file."""
    return isinstance(path, str) and "://" in path[:12]


def weight(paths: Iterable[str | Path]) -> int:
    """The bytes of all files of the paths, for a progress bar; standard input and the web weigh nothing."""
    total = 0
    for path in paths:
        if str(path) != "-" and not is_address(path):
            for file in walk(Path(path)):
                try:
                    total += file.stat().st_size if isinstance(file, Path) else 0
                except OSError:
                    continue  # taking it will say why
    return total


def walk(path: Path) -> Iterator[Path | Problem]:
    """The path, or the regular files below it in the order of their names.

    Left out in folders: hidden files, links to folders, pipes and devices, and the furniture of saved pages.
    """
    waiting = [path]
    while waiting:
        path = waiting.pop()
        try:
            if not stat.S_ISDIR(path.stat().st_mode):
                yield path
                continue
            with os.scandir(path) as listed:
                found = sorted(listed, key=lambda entry: entry.name, reverse=True)
        except (OSError, ValueError) as error:
            yield unopened(path, error)
            continue
        waiting += [Path(entry.path) for entry in found if is_taken(entry)]


def is_taken(entry: os.DirEntry[str]) -> bool:
    """What is looked at in a folder. A link to a file is followed only if it stays in the same folder."""
    if entry.name.startswith("."):
        return False
    if entry.is_symlink():
        here = os.path.realpath(os.path.dirname(entry.path))
        return entry.is_file() and os.path.dirname(os.path.realpath(entry.path)) == here
    return entry.is_dir() or (entry.is_file() and os.path.splitext(entry.name)[1].lower() not in FURNITURE)


def of_file(path: Path, consumed: Callable[[int], None]) -> Source:
    """The pages of one file."""
    try:
        file = path.open("rb")
    except (OSError, ValueError) as error:
        yield unopened(path, error)
        return
    with file:
        name, done = str(path), 0
        size = os.fstat(file.fileno()).st_size
        allowance = Allowance(size)
        regular = file.seekable()
        for page in guarded(of_stream(file, name, allowance, size if regular else None), name):
            yield page
            now = min(size, allowance.packed or file.tell()) if regular else 0
            consumed(max(0, now - done))
            done = max(done, now)
        consumed(size - done)


def unopened(path: Path, error: Exception) -> Problem:
    """What the system says about a file that it does not open."""
    reason = (getattr(error, "strerror", None) or str(error)).lower()
    return Problem(str(path), "reading", f"{path}: cannot be opened: {reason}; check the path and its permissions")


def guarded(source: Source, name: str) -> Source:
    """The pages until the file fails, and then why it does."""
    try:
        yield from source
    except ReadingError as error:
        yield Problem(name, "reading", str(error))
    except OSError as error:
        yield unopened(Path(name), error)


def of_stream(
    stream: Readable,
    name: str,
    allowance: Allowance,
    size: int | None = None,
    depth: int = 0,
    suffix: str | None = None,
) -> Source:
    """The pages of an open file, by its name and first bytes. `size` is given when it can be moved about in."""
    head = stream.read(HEAD)
    suffix = Path(name).suffix.lower() if suffix is None else suffix
    if head.startswith(archive.MAGIC):
        yield from of_archive(stream, head, name, allowance, size, depth)
    elif head.startswith(GZIP):
        if depth > MAX_DEPTH:
            raise ReadingError(name, f"packed inside more than {MAX_DEPTH} others", "unpack it by hand")
        inner = Path(name.removesuffix(".gz")).suffix.lower()
        packed = buffered(stream, name, None, head)
        yield from of_stream(gunzipped(packed, name, allowance), name, allowance, None, depth + 1, inner)
    elif head.startswith(CRAWL):
        yield from warc.read_warc(buffered(stream, name, None, head), name)
    elif suffix in LINES or (name == "-" and head.lstrip()[:1] == b"{"):
        yield from of_lines(buffered(stream, name, None, head), name)
    elif feed.looks_like_feed(head):
        yield from feed.read_feed(whole(stream, head, feed.MAX_FEED), name)
    else:
        yield RawPage(name=name, data=whole(stream, head, MAX_BYTES), kind="line" if suffix == ".json" else "page")


def whole(stream: Readable, head: bytes, most: int) -> bytes:
    """All of a stream, or one byte more than is read at a time, so that it is refused."""
    pieces, size = [head], len(head)
    while size <= most and (piece := stream.read(min(1 << 20, most + 1 - size))):
        pieces.append(piece)
        size += len(piece)
    return b"".join(pieces)


def of_lines(stream: io.BufferedReader, name: str) -> Source:
    """A page for every line of JSON Lines that is not blank."""
    for number, line in enumerate(bounded_lines(stream), 1):
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if line.strip():
            yield RawPage(name=f"{name}:{number}", data=line, kind="line")


def of_archive(stream: Readable, head: bytes, name: str, allowance: Allowance, size: int | None, depth: int) -> Source:
    """The pages of all files in an archive. One inside another is held in memory, so it is bounded more tightly."""
    if depth > MAX_DEPTH:
        raise ReadingError(name, f"an archive inside more than {MAX_DEPTH} others", "unpack it by hand")
    if size is not None and isinstance(stream, io.BufferedReader):
        file: BinaryIO = stream
    else:
        data = whole(stream, head, MAX_BYTES)
        if len(data) > MAX_BYTES:
            raise ReadingError(name, f"an archive of over {MAX_BYTES:,} bytes that is no file", "save or unpack it")
        file, size = io.BytesIO(data), len(data)
    for entry in archive.entries(file, name, size, allowance):
        if isinstance(entry, Problem):
            yield entry
            continue
        hidden = any(step.startswith((".", "__MACOSX")) for step in entry.name.removeprefix(name).split("/")[1:])
        if not hidden and Path(entry.name).suffix.lower() not in FURNITURE:
            with entry.stream:
                yield from guarded(of_stream(entry.stream, entry.name, entry.allowance, None, depth + 1), entry.name)
        if depth == 0:
            allowance.packed += entry.packed


def of_address(address: str, fetch: Fetch | None) -> Source:
    """The page, or the items of the feed, at an address of the web."""
    if fetch is None:
        yield Problem(address, "fetching", f"{address}: the web is not asked here; save the page and give the file")
        return
    try:
        found = fetch(address)
    except ReadingError as error:
        yield Problem(address, "fetching", str(error))
        return
    if found.status != 304:
        yield from of_answer(found, address)


def of_answer(found: Fetched, address: str) -> Source:
    """The pages of what a server answered."""
    if feed.looks_like_feed(found.data[:HEAD]):
        yield from feed.read_feed(
            found.data, address, content_type=found.content_type, retrieved_at=found.retrieved_at, separator="#"
        )
        return
    kind = (found.content_type or "").partition(";")[0].strip().lower()
    yield RawPage(
        name=address,
        data=found.data,
        kind="line" if kind == "application/json" else "page",
        url=found.url,
        retrieved_at=found.retrieved_at,
        content_type=found.content_type,
        etag=found.etag,
        last_modified=found.last_modified,
    )
