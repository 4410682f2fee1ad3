"""JSON Lines to documents: one report a line, in order, as a stream."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Annotated

import msgspec

from dragoman.errors import ReadingError
from dragoman.model import Document, Problem
from dragoman.reading.decoding import check_text
from dragoman.reading.plain import read_text

MAX_LINE = 20_000_000
"""Bytes or characters of one line; longer lines are refused without being parsed."""


class Line(msgspec.Struct, frozen=True):
    """What a line may hold; other keys are passed over."""

    id: Annotated[str, msgspec.Meta(min_length=1)]
    text: str
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published_at: str | None = None
    language: str | None = None


SURROGATE = re.compile(rb"\\ud[89a-f]", re.I)
DECODER = msgspec.json.Decoder(Line)


def read_jsonl(lines: Iterable[str | bytes], name: str) -> Iterator[Document | Problem]:
    """A document or a problem for every line that is not blank, in the same order. `name` is used in messages."""
    for number, line in enumerate(lines, 1):
        if number == 1:
            line = without_mark(line)
        if line.strip():
            yield read_line(line, f"{name}:{number}")


def without_mark(line: str | bytes) -> str | bytes:
    """The first line without a byte-order mark."""
    return line.removeprefix("\ufeff") if isinstance(line, str) else line.removeprefix(b"\xef\xbb\xbf")


def parse(line: str | bytes) -> Line:
    """The line as JSON. Half a surrogate pair, which JSON can spell and UTF-8 cannot, is let through."""
    try:
        return DECODER.decode(line)
    except msgspec.DecodeError:
        if not SURROGATE.search(line.encode("utf-8", "replace") if isinstance(line, str) else line):
            raise
    return msgspec.convert(json.loads(line), Line)


def read_line(line: str | bytes, where: str) -> Document | Problem:
    """One report, or what is wrong with the line."""
    if len(line) > MAX_LINE:
        return Problem(where, "reading", f"{where}: the line is over {MAX_LINE:,} long; split it into single reports")
    try:
        found = parse(line)
        check_text(found.text, where)
        return read_text(
            found.text,
            id=found.id,
            title=found.title,
            url=found.url,
            publisher=found.publisher,
            published_at=found.published_at,
            language=found.language,
        )
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        what = str(error).rstrip(".")
        return Problem(where, "reading", f'{where}: {what}; write {{"id": "…", "text": "…"}} on one line, in UTF-8')
    except ReadingError as error:
        return Problem(where, "reading", f"{where}: {error}")
