"""HTML to a document."""

from __future__ import annotations

from dragoman.errors import ReadingError
from dragoman.model import Document


def read_html(
    source: str,
    *,
    name: str,
    published_at: str | None = None,
    url: str | None = None,
    language: str | None = None,
    raw_sha256: str | None = None,
) -> Document:
    """A document of an HTML page."""
    raise ReadingError(name, "HTML is not read yet", "save the page as plain text")
