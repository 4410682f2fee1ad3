"""Bytes and files to documents: HTML or plain text, told apart by their looks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from dragoman.errors import ReadingError
from dragoman.model import Document, Problem
from dragoman.reading.decoding import decode
from dragoman.reading.html import read_html
from dragoman.reading.jsonl import MAX_LINE, read_jsonl
from dragoman.reading.plain import iso_instant, read_text, sha256

MAX_BYTES = 20_000_000
"""Bytes of one file that is read at a time; JSON Lines are streamed and may be longer."""

HTML = re.compile(
    r"\s*(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body|meta|title|article|main|section|div|p|h1)\b",
    re.I | re.S,
)
XML = re.compile(r"\s*<\?xml[^>]{0,200}>", re.I)
LINES = (".jsonl", ".ndjson")


def read_bytes(
    data: bytes,
    *,
    name: str,
    published_at: str | None = None,
    url: str | None = None,
    content_type: str | None = None,
    language: str | None = None,
) -> Document:
    """One page of HTML or plain text in any encoding. NUL and other control characters become U+FFFD, one for one.

    `content_type` is the HTTP header, if there was one; `published_at` is used where the page gives no date.
    """
    if len(data) > MAX_BYTES:
        raise ReadingError(
            name, f"{len(data):,} bytes, at most {MAX_BYTES:,} are read", "split it, or write JSON Lines"
        )
    if not data.strip():
        raise ReadingError(name, "the file is empty", "give a report of at least one sentence")
    text = decode(data, name=name, content_type=content_type)
    given = iso_instant(published_at, name) if published_at else None
    if looks_like_html(text, content_type):
        return read_html(text, name=name, published_at=given, url=url, language=language, raw_sha256=sha256(data))
    return read_text(text, id=name, url=url, published_at=given, language=language, raw_sha256=sha256(data))


def looks_like_html(text: str, content_type: str | None = None) -> bool:
    """The page begins as HTML does, or was sent as HTML."""
    if content_type and "html" in content_type.lower():
        return True
    declaration = XML.match(text[:1000])
    return HTML.match(text[:5000], declaration.end() if declaration else 0) is not None


def read_path(
    path: str | Path, *, published_at: str | None = None, url: str | None = None, language: str | None = None
) -> Iterator[Document | Problem]:
    """The documents of a file: many of JSON Lines (.jsonl, .ndjson), else one. What cannot be read is a Problem."""
    path = Path(path)
    try:
        with path.open("rb") as file:
            if path.suffix.lower() in LINES:
                yield from read_jsonl(bounded_lines(file), str(path))
                return
            data = file.read(MAX_BYTES + 1)
        yield read_bytes(data, name=str(path), published_at=published_at, url=url, language=language)
    except ReadingError as error:
        yield Problem(str(path), "reading", str(error))
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        yield Problem(str(path), "reading", f"{path}: cannot be opened: {reason}; check the path and its permissions")


def bounded_lines(file: BinaryIO) -> Iterator[bytes]:
    """The lines of a file; of one that is too long only the beginning is kept, so that it is refused, not read."""
    while line := file.readline(MAX_LINE + 1):
        yield line
        while len(line) > MAX_LINE and not line.endswith(b"\n"):
            line = file.readline(MAX_LINE + 1)
            if not line:
                return
