"""ZIP archives to streams of what they hold. Nothing is written to disk, so the paths inside are names and no more."""

from __future__ import annotations

import io
import re
import stat
import zipfile
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from dragoman.errors import ReadingError
from dragoman.model import Problem
from dragoman.reading.raw import INNER
from dragoman.reading.streams import Allowance, buffered, one_error

MAX_DIRECTORY = 16_000_000
"""Bytes of the table of contents of an archive, enough for 100,000 entries and more."""
MAX_ENTRY_NAME = 300
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""Ways of packing that are read: the others unpack without a bound on memory, and no common program writes them."""
MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
OFFICE = ("[Content_Types].xml", "mimetype")
"""Entries that tell an office document from an archive."""
UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


class Entry(NamedTuple):
    """One file of an archive, open. `packed`: its bytes in the archive."""

    name: str
    stream: io.BufferedReader
    packed: int
    allowance: Allowance


class Gently:
    """An archive's file, of which no more than a table of contents of reasonable length is read at once."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self.file = file
        self.name = name

    def read(self, size: int = -1) -> bytes:
        if size > MAX_DIRECTORY:
            raise ReadingError(self.name, "the archive has too many entries", "unpack it and give the folder")
        return self.file.read(size)

    def seek(self, offset: int, whence: int = 0) -> int:
        return self.file.seek(offset, whence)

    def tell(self) -> int:
        return self.file.tell()

    def seekable(self) -> bool:
        return True


def entries(file: BinaryIO, name: str, size: int, outer: Allowance | None = None) -> Iterator[Entry | Problem]:
    """The files in an archive of `size` bytes, in the order of its table of contents; each is to be read at once."""
    total = Allowance(size, outer)
    try:
        with one_error(name):
            archive = zipfile.ZipFile(Gently(file, name))
    except ReadingError as error:
        yield Problem(name, "reading", str(error))
        return
    with archive:
        if any(known in archive.NameToInfo for known in OFFICE):
            yield Problem(name, "reading", f"{name}: this is an office document; save it as plain text or HTML")
            return
        packed = 0
        for info in archive.infolist():
            if info.is_dir():
                continue
            packed += info.compress_size
            if packed > size:
                yield Problem(name, "reading", f"{name}: its entries overlap, the rest is not read; pack it anew")
                return
            yield opened(archive, info, f"{name}{INNER}{label(info)}", total)


def opened(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, total: Allowance) -> Entry | Problem:
    """One entry, open, or why it is not read."""
    if info.flag_bits & 0x1:
        return Problem(name, "reading", f"{name}: it is encrypted; unpack it with its password")
    if info.compress_type not in METHODS:
        return Problem(name, "reading", f"{name}: it is packed in a way that is not read; unpack it by hand")
    if stat.S_ISLNK(info.external_attr >> 16):
        return Problem(name, "reading", f"{name}: it is a link, which is not followed; pack the file itself")
    allowance = Allowance(info.compress_size, total)
    try:
        with one_error(name):
            stream = archive.open(info)
    except ReadingError as error:
        return Problem(name, "reading", str(error))
    return Entry(name, buffered(stream, name, allowance), info.compress_size, allowance)


def label(info: zipfile.ZipInfo) -> str:
    """The name of an entry as a path that leads nowhere: no roots, no steps upwards, nothing that a terminal obeys."""
    name = info.filename
    if not info.flag_bits & 0x800 and not name.isascii():
        name = name.encode("cp437", "replace").decode("cp866", "replace")  # what Windows wrote in Russian
    steps = UNPRINTABLE.sub("\ufffd", name.replace("\\", "/")).split("/")
    kept = [step for step in steps if step not in ("", ".", "..") and not re.fullmatch("[A-Za-z]:", step)]
    return "/".join(kept)[-MAX_ENTRY_NAME:] or "unnamed"
