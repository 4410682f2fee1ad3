"""Names of things that never change: made from what a thing rests on, so that they come out the same each time.

    3f9a1c22b7d04e11          a document: its text and its outlet
    s3f9a1c22b7d04e11-476     the statement told there from character 476 on; e… an event, named there
    s3f9a1c22b7d04e11-476.1   a second one that begins at the same character
    p81f0c3a94d7e2b65         a position
    state/RUS, text/person/…  an actor

A fact is called by its first telling. The name of any of its tellings leads to it as well, so a judgement finds its
fact again when tellings have been joined otherwise.
"""

from __future__ import annotations

import hashlib
import re
from datetime import date
from urllib.parse import urlsplit

from dragoman.model import Document

FACT = re.compile(r"([se])([0-9a-f]{16})-(\d{1,9})(?:\.(\d{1,3}))?")
DOCUMENT = re.compile(r"[0-9a-f]{16}")
FIRST_DAY = date(1900, 1, 1).toordinal()
DAY_BITS = 24
"""Row ids of facts begin with the day of publication; the lower bits count within it, up to 16 million."""


def digest(*parts: str) -> str:
    """Sixteen hex digits of the parts: enough for a billion of a kind with one doubtful in forty."""
    return hashlib.sha256("\x00".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def page_hash(*parts: str | bytes | None) -> int:
    """A number for a page as it came in, by its bytes and what was known from outside."""
    made = hashlib.sha256()
    for part in parts:
        piece = b"" if part is None else part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        made.update(len(piece).to_bytes(8, "big") + piece)
    return int.from_bytes(made.digest()[:8], "big", signed=True)


def document_key(document: Document) -> str:
    """The same text of the same outlet is one document, whatever its address or file is called."""
    return digest(document.text_sha256, outlet(document.url, document.publisher))


def outlet(url: str | None, publisher: str | None) -> str:
    """Who published it: the host of the address, without www., or the name; nothing for a file that tells neither."""
    host = urlsplit(url).hostname if url and valid(url) else None
    return (host or publisher or "").lower().removeprefix("www.")


def valid(url: str) -> bool:
    try:
        urlsplit(url)
    except ValueError:
        return False
    return True


def fact_key(kind: str, document: str, start: int, twin: int = 0) -> str:
    """kind: s for a statement, e for an event."""
    return f"{kind}{document}-{start}" + (f".{twin}" if twin else "")


def day_of(published_at: str | None) -> int:
    """Days since 1900 began, 0 when the day is not known: what was published when is never guessed."""
    if not published_at:
        return 0
    full = (
        published_at[:10]
        if len(published_at) >= 10
        else {4: f"{published_at}-01-01", 7: f"{published_at}-01"}.get(len(published_at), "")
    )
    try:
        return max(0, date.fromisoformat(full).toordinal() - FIRST_DAY)
    except ValueError:
        return 0


def date_of(day: int) -> str | None:
    """The ISO date of a day, None for 0."""
    return date.fromordinal(day + FIRST_DAY).isoformat() if day else None


def first_of(day: int) -> int:
    """The least row id of a fact published that day."""
    return day << DAY_BITS


def day_in(fact: int) -> int:
    """The day in the row id of a fact."""
    return fact >> DAY_BITS
