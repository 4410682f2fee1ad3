"""Paths and addresses to pages: files, directories, archives, feeds, crawls, JSON Lines, standard input, the web.

Everything is taken lazily, one page in memory at a time. What cannot be taken is a `Problem` and the rest goes on.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from dragoman.model import Problem
from dragoman.reading.files import LINES, MAX_BYTES, bounded_lines
from dragoman.reading.raw import RawPage

if TYPE_CHECKING:
    from dragoman.reading.fetch import Fetched

Source = Iterator[RawPage | Problem]
Fetch = Callable[[str], "Fetched"]


def nothing(_: int) -> None:
    """Tell nobody how far we are."""


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
            yield from lines_of(stdin, "-", consumed)
            continue
        for file in walk(Path(path)):
            yield from one_file(file, consumed) if isinstance(file, Path) else (file,)


def weight(paths: Iterable[str | Path]) -> int:
    """The bytes of all files of the paths, for a progress bar."""
    return sum(file.stat().st_size for path in paths for file in walk(Path(path)) if isinstance(file, Path))


def walk(path: Path) -> Iterator[Path | Problem]:
    """The path, or the regular files below it in the order of their names; hidden ones and links to folders are not."""
    try:
        if not stat.S_ISDIR(path.stat().st_mode):
            yield path
            return
        with os.scandir(path) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except (OSError, ValueError) as error:
        yield unopened(path, error)
        return
    for entry in found:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from walk(Path(entry.path))
        elif entry.is_file():
            yield Path(entry.path)


def one_file(path: Path, consumed: Callable[[int], None]) -> Source:
    """The pages of one file."""
    try:
        with path.open("rb") as file:
            if path.suffix.lower() in LINES:
                yield from lines_of(file, str(path), consumed)
                return
            data = file.read(MAX_BYTES + 1)
        consumed(len(data))
        yield RawPage(name=str(path), data=data)
    except (OSError, ValueError) as error:
        yield unopened(path, error)


def lines_of(file: BinaryIO, name: str, consumed: Callable[[int], None]) -> Source:
    """A page for every line of JSON Lines that is not blank."""
    for number, line in enumerate(bounded_lines(file), 1):
        consumed(len(line))
        if line.strip():
            yield RawPage(name=f"{name}:{number}", data=line, kind="line")


def unopened(path: Path, error: Exception) -> Problem:
    """What the system says about a file that it does not open."""
    reason = (getattr(error, "strerror", None) or str(error)).lower()
    return Problem(str(path), "reading", f"{path}: cannot be opened: {reason}; check the path and its permissions")
