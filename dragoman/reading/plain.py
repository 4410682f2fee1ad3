"""Plain text to a document. The text stays as it is: only line ends are normalised."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime
from email.utils import parsedate_to_datetime

from dragoman.errors import ReadingError
from dragoman.model import Document
from dragoman.reading.language import guess_language
from dragoman.reading.passages import split_passages

MAX_CHARS = 200_000
"""Characters of one document, so many that reading it ends within five seconds. A long report has 30 000; what is
longer is
an archive of many, or no report."""

SURROGATE = re.compile("[\ud800-\udfff]")
ISO_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?)?)?$")


def read_text(
    text: str,
    *,
    id: str,
    title: str | None = None,
    url: str | None = None,
    publisher: str | None = None,
    published_at: str | None = None,
    language: str | None = None,
    raw_sha256: str | None = None,
) -> Document:
    """A document of plain text. CR LF and CR become LF; a half of a surrogate pair, which UTF-8 cannot hold, U+FFFD."""
    if len(text) > MAX_CHARS:
        raise ReadingError(
            id, f"{len(text):,} characters, at most {MAX_CHARS:,} are read", "split it into single reports"
        )
    text = SURROGATE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    if not text.strip():
        raise ReadingError(id, "there is no text in it", "give a report of at least one sentence")
    passages, dateline = split_passages(text, title)
    found_title = next((p.span.of(text) for p in passages if p.kind == "title"), None)
    return Document(
        id=id,
        text=text,
        text_sha256=sha256(text.encode("utf-8")),
        passages=passages,
        language=language or guess_language(text),
        publisher=publisher,
        agency=dateline.agency if dateline else None,
        url=url,
        title=title or found_title,
        published_at=iso_instant(published_at, id) if published_at else None,
        dateline_place=dateline.place if dateline else None,
        raw_sha256=raw_sha256,
    )


def sha256(data: bytes) -> str:
    """The hex digest that ids and revisions rest on."""
    return hashlib.sha256(data).hexdigest()


def iso_instant(wording: str, name: str) -> str:
    """A date or time as ISO 8601, as precise and with the zone as given; mail dates (RFC 2822) are put in that form."""
    found = parse_instant(wording)
    if found is None:
        raise ReadingError(name, f"{wording[:60]!r} is no date", "write it as 2021-12-15 or 2021-12-15T14:30:00+03:00")
    return found


def parse_instant(wording: str) -> str | None:
    """ISO 8601 of a date or time in that form or in the form of mail, or None."""
    wording = wording.strip()
    if ISO_DATE.match(wording):
        try:
            filled = wording + "-01-01"[: max(0, 3 * (3 - len(wording.split("-"))))] if len(wording) < 10 else wording
            datetime.fromisoformat(filled)
        except ValueError:
            return None
        return wording.replace(" ", "T")
    try:
        return parsedate_to_datetime(wording[:60]).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
