"""A page to its report: every stage in turn, pure, one document at a time."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from dragoman import dates, events, languages, linking, mentions, statements
from dragoman.actors import index as actor_index
from dragoman.model import SKIPPED_KINDS, Document, Report
from dragoman.reading import with_language


@cache
def actors(layers: tuple[Path, ...] = ()) -> actor_index.Index:
    """The actor index with the user's layers over it, loaded once a process."""
    return actor_index.load(layers)


def read_document(document: Document, layers: tuple[Path, ...] = (), coded: bool = False) -> Report:
    """All that the document says. layers: directories of the user's own actors (docs/actors.md). coded: also what only
    an event coder counts, for the PLOVER view.

    Errors: `ReadingError` where its language is unknown or not read, `MissingModelError` where it is not installed.
    """
    document = with_language(document)
    spans = [(p.span.start, p.span.end) for p in document.passages]
    analysis = languages.load(document.language or "").analyse(document.text, spans)
    index = actors(layers)
    references = mentions.find(analysis, index)
    references = [
        r for r in references if _minable(document, analysis.sentences[analysis.tokens[r.first].sentence].passage)
    ]
    times = dates.find(analysis, document.published_at)
    page = mentions.open_page(document, analysis, references, times)
    told = statements.find(page)
    dealings = events.find(page)
    return linking.link(page, told, dealings, index, events.deeds(page) if coded else None)


def _minable(document: Document, passage: int) -> bool:
    return document.passages[passage].kind not in SKIPPED_KINDS
