"""A page as read: its text, fixed once, and the passages that the text is made of."""

from __future__ import annotations

import msgspec

PASSAGE_KINDS = ("title", "subtitle", "dateline", "paragraph", "caption", "list", "related", "boilerplate")
SKIPPED_KINDS = ("related", "boilerplate")
"""Kinds that facts are never taken from: headlines of other stories, and the furniture of the page."""


class Span(msgspec.Struct, frozen=True, order=True):
    """A half-open stretch of `Document.text`, in code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


class Passage(msgspec.Struct, frozen=True):
    """A block of the page; `kind` is one of `PASSAGE_KINDS`."""

    kind: str
    span: Span


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """One page. `text` is never changed after reading; everything else points into it.

    `published_at` is ISO 8601 with the precision and zone that the page gives (TimeML's document creation time), or
    None.
    """

    id: str
    text: str
    text_sha256: str
    passages: tuple[Passage, ...] = ()
    language: str | None = None
    publisher: str | None = None
    agency: str | None = None
    url: str | None = None
    title: str | None = None
    published_at: str | None = None
    modified_at: str | None = None
    retrieved_at: str | None = None
    dateline_place: Span | None = None
    raw_sha256: str | None = None
    revision_of: str | None = None
    reprint_of: str | None = None


class Problem(msgspec.Struct, frozen=True):
    """What went wrong with one page: `message` says what, where and what to do."""

    document_id: str
    stage: str
    message: str
