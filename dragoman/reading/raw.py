"""One page as it came in, before it is read: what files, archives, feeds and the web give alike."""

from __future__ import annotations

import re
from datetime import date

import msgspec

from dragoman.errors import ReadingError
from dragoman.model import Document, Problem
from dragoman.reading.files import read_bytes
from dragoman.reading.jsonl import read_line

KINDS = ("page", "line")
INNER = "!/"
"""Stands between the name of an archive, feed or crawl and the name of what it holds, as in addresses of jar files."""


class RawPage(msgspec.Struct, frozen=True, kw_only=True):
    """Bytes of one page and what is known about it from outside.

    name: how messages call it: a path, an address, `archive.zip!/folder/page.html`, `reports.jsonl:12`, `address#item`.
    kind: `page` is HTML or plain text, told apart by its looks; `line` is one JSON object of JSON Lines.
    The rest may be missing. published_at: ISO 8601 as a feed gives it; what the page itself says comes first.
    content_type, etag, last_modified: HTTP headers as sent. read_as: the language that the user gives; it counts more
    than what the page says.
    """

    name: str
    data: bytes
    kind: str = "page"
    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    language: str | None = None
    published_at: str | None = None
    retrieved_at: str | None = None
    content_type: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    read_as: str | None = None


DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?!\d)")


def day_in_name(name: str) -> str | None:
    """The ISO day that the last part of a name begins with: `archive.zip!/2021-12-15-draft.txt`."""
    found = DAY.match(re.split(r"[/\\]", name)[-1])
    try:
        return date.fromisoformat(found[1]).isoformat() if found else None
    except ValueError:
        return None


def read_raw(raw: RawPage, *, published_at: str | None = None) -> Document | Problem:
    """The document of a page, or what is wrong with it. Pure, so that any process can do it.

    `published_at` is used where neither the page nor what it came in gives a date.
    """
    given = raw.published_at or published_at
    if raw.kind == "line":
        found = read_line(raw.data, raw.name)
    else:
        try:
            found = read_bytes(
                raw.data,
                name=raw.name,
                published_at=given,
                url=raw.url,
                content_type=raw.content_type,
                language=raw.language,
            )
        except ReadingError as error:
            return Problem(raw.name, "reading", str(error))
        except RecursionError:
            return Problem(raw.name, "reading", f"{raw.name}: the page is nested too deeply; cut it into smaller pages")
    return found if isinstance(found, Problem) else filled(found, raw, given)


def filled(document: Document, raw: RawPage, published_at: str | None) -> Document:
    """The document with what only the outside knows, where the page itself is silent."""
    return msgspec.structs.replace(
        document,
        url=document.url or raw.url,
        title=document.title or raw.title,
        publisher=document.publisher or raw.publisher,
        language=raw.read_as or document.language,
        published_at=document.published_at or published_at,
        retrieved_at=raw.retrieved_at,
    )


def origin(name: str) -> str:
    """The path or address that, taken in again, gives the page of this name again."""
    if name.startswith(("http://", "https://")):
        return name.partition("#")[0]
    outer = name.partition(INNER)[0]
    head, _, number = outer.rpartition(":")
    return head if head and number.isdigit() else outer
