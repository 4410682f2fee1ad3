"""Streams of what was packed: bounded in what they unpack to, and failing with one kind of error."""

from __future__ import annotations

import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Protocol

from dragoman.errors import ReadingError

RATIO = 200
"""Times its packed size that something may unpack to. Text packs to a tenth, lists of alike reports to a fiftieth."""
FLOOR = 40_000_000
"""Bytes that anything may unpack to, however small it is packed."""
PIECE = 1 << 16
"""Bytes that are unpacked at a time."""
BROKEN = (
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
    NotImplementedError,
    struct.error,
    zlib.error,
    zipfile.BadZipFile,
)
"""What the readers of archives raise at broken ones."""


class Readable(Protocol):
    """What is read here: anything with `read`."""

    def read(self, size: int, /) -> bytes: ...


class Allowance:
    """Bytes that may still be unpacked out of one file, shared with those of what it is packed in.

    `packed`: bytes of an archive whose entries have been taken, to show how far we are.
    """

    def __init__(self, packed: int, outer: Allowance | None = None) -> None:
        self.left = max(FLOOR, RATIO * packed)
        self.outer = outer
        self.packed = 0

    def spend(self, size: int, name: str) -> None:
        """Takes note of so many bytes more."""
        self.left -= size
        if self.left < 0:
            raise ReadingError(name, "it swells to much more than text does when it is unpacked", "unpack it by hand")
        if self.outer is not None:
            self.outer.spend(size, name)


class Measured(io.RawIOBase):
    """What `stream` gives, after `head` that was already read of it, as far as `allowance` goes."""

    def __init__(self, stream: Readable, name: str, allowance: Allowance | None = None, head: bytes = b"") -> None:
        self.stream = stream
        self.name = name
        self.allowance = allowance
        self.head = head
        self.given = 0

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.given

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]
        size = len(buffer)
        if self.head:
            data, self.head = self.head[:size], self.head[size:]
        else:
            with one_error(self.name):
                data = self.stream.read(size)
            if self.allowance is not None:
                self.allowance.spend(len(data), self.name)
        buffer[: len(data)] = data
        self.given += len(data)
        return len(data)


def buffered(stream: Readable, name: str, allowance: Allowance | None = None, head: bytes = b"") -> io.BufferedReader:
    """The stream with lines and a buffer."""
    return io.BufferedReader(Measured(stream, name, allowance, head), 1 << 16)


def gunzipped(stream: io.BufferedReader, name: str, allowance: Allowance) -> io.BufferedReader:
    """What a gzip stream holds, all members of it."""
    return buffered(gzip.GzipFile(fileobj=stream, mode="rb"), name, allowance)


@contextmanager
def one_error(name: str) -> Iterator[None]:
    """Whatever a reader of archives raises becomes the error of the file."""
    try:
        yield
    except ReadingError:
        raise
    except EOFError as error:
        raise ReadingError(name, "the file is cut off", "get it whole again; what was whole is read") from error
    except BROKEN as error:
        what = " ".join(str(error).split())[:120]
        raise ReadingError(name, f"the file is broken ({what})", "get it again; what was whole is read") from error


def unpacked(pieces: Iterable[bytes], encoding: str, name: str) -> Iterator[bytes]:
    """Content of the web behind gzip or deflate, a bounded piece at a time, so that nothing can swell in memory."""
    encoding = encoding.strip().lower()
    if encoding in ("", "identity"):
        yield from pieces
        return
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise ReadingError(name, f"packed as {encoding[:40]!r}, which is not read", "save it as a file")
    unpacker = zlib.decompressobj(47) if encoding != "deflate" else None
    try:
        for piece in pieces:
            if unpacker is None:  # deflate is sent with and without the header that it should have
                unpacker = zlib.decompressobj(15 if piece[:1] and piece[0] & 15 == 8 else -15)
            yield from swollen(unpacker, piece)
    except zlib.error as error:
        raise ReadingError(name, "the packed content is broken", "get it again") from error
    if unpacker is not None and not unpacker.eof:
        raise ReadingError(name, "the packed content is cut off", "get it again")


def swollen(unpacker: zlib._Decompress, piece: bytes) -> Iterator[bytes]:
    """What a piece unpacks to, bounded stretches at a time."""
    more = True
    while more and not unpacker.eof:
        out = unpacker.decompress(piece, PIECE)
        piece = unpacker.unconsumed_tail
        more = bool(piece) or len(out) == PIECE
        yield out
