"""Crawls (WARC, packed or not) to pages: the responses that servers gave with text in them.

Needs fastwarc, which comes with the extra `warc`.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from dragoman.errors import ReadingError
from dragoman.model import Problem
from dragoman.reading.files import MAX_BYTES
from dragoman.reading.raw import INNER, RawPage
from dragoman.reading.streams import one_error, unpacked

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

TAKEN = {
    "text/html": "page",
    "application/xhtml+xml": "page",
    "text/plain": "page",
    "application/json": "line",
}
"""Content types of responses that are read, and as what."""
CHUNK = re.compile(rb"(?:\r\n)?([0-9a-fA-F]{1,8})[^\r\n]{0,100}\r\n")
"""The line before a chunk of a response, with the end of the chunk before."""
INSTALL = "install it with: pip install 'dragoman[warc]'"


def read_warc(stream: io.BufferedReader, name: str) -> Iterator[RawPage | Problem]:
    """A page for every successful response of text, in order; other records are passed over."""
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError:
        yield Problem(name, "reading", f"{name}: fastwarc, which reads crawls, is missing; {INSTALL}")
        return
    try:
        with one_error(name):
            records = ArchiveIterator(
                stream, record_types=WarcRecordType.response, parse_http=True, stream_detect=False
            )
        while True:
            with one_error(name):
                record = next(records, None)
            if record is None:
                return
            page = page_of(record, name)
            if page is not None:
                yield page
    except ReadingError as error:
        yield Problem(name, "reading", str(error))


def page_of(record: WarcRecord, name: str) -> RawPage | Problem | None:
    """The page of a response, or None when it is none: an error, a picture, a redirect."""
    kind = TAKEN.get((record.http_content_type or "").lower())
    http = record.http_headers
    if kind is None or http is None or http.status_code != 200:
        return None
    url = (record.headers.get("WARC-Target-URI") or "").strip("<> ")[:4000]
    inner = f"{name}{INNER}{url}"
    length = record.content_length
    try:
        with one_error(inner):
            data = record.reader.read(MAX_BYTES + 1)
        if len(data) < min(length, MAX_BYTES + 1):
            raise ReadingError(inner, "the record is cut off", "get the file whole again")
        data = content(data, http.get("transfer-encoding") or "", http.get("content-encoding") or "", inner)
    except ReadingError as error:
        return Problem(inner, "reading", str(error))
    date = record.record_date
    return RawPage(
        name=inner,
        data=data,
        kind=kind,
        url=url if url.startswith(("http://", "https://")) else None,
        retrieved_at=date.isoformat(timespec="seconds") if date else None,
        content_type=http.get("content-type"),
        etag=http.get("etag"),
        last_modified=http.get("last-modified"),
    )


def content(data: bytes, transfer: str, encoding: str, name: str) -> bytes:
    """The content as it was before it was sent. Many crawls keep the headers but not the packing that they tell of."""
    if transfer.strip().lower() == "chunked":
        data = joined(data)
    if encoding.strip().lower() in ("gzip", "x-gzip") and not data.startswith(b"\x1f\x8b"):
        return data
    out = bytearray()
    for piece in unpacked([data], encoding, name):
        out += piece
        if len(out) > MAX_BYTES:
            break
    return bytes(out)


def joined(data: bytes) -> bytes:
    """Chunks put together; what is not in chunks stays as it is."""
    out: list[bytes] = []
    at = 0
    while found := CHUNK.match(data, at):
        size = int(found[1], 16)
        if size == 0:
            return b"".join(out)
        out.append(data[found.end() : found.end() + size])
        at = found.end() + size
    return data
