"""Reads news reports and keeps a sourced, checkable record of diplomatic contacts.

>>> import dragoman
>>> report = dragoman.read("Министр сообщил, что переговоры отложены.")
>>> [a.act for a in report.attributions]
['state']
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

for _threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_threads, "1")  # the networks are small: a second thread costs three times what it saves

__version__ = "0.1.0"

if TYPE_CHECKING:
    from dragoman.model import Report
    from dragoman.record import Record

__all__ = ["__version__", "open", "read"]


def read(source: str | bytes | Path, *, published_at: str | None = None, language: str | None = None) -> Report:
    """The report of one page: its text, its bytes in any encoding (text or HTML), or a path to a file of one page.

    published_at: ISO 8601 date or time of publication; without it, and without one in the page, dates that hang on it
    stay unknown. language: `ru` or `en`, where it is not to be told from the text. Raises
    `dragoman.errors.ReadingError` when there is nothing to read or its language is unknown or none that is read, and
    `MissingModelError` when English is not installed; both are `DragomanError`.
    """
    from dragoman import reading, report

    if isinstance(source, Path):
        document = reading.read_bytes(
            source.read_bytes(), name=source.stem, published_at=published_at, language=language
        )
    elif isinstance(source, bytes):
        document = reading.read_bytes(source, name="page", published_at=published_at, language=language)
    else:
        document = reading.read_text(source, id="text", published_at=published_at, language=language)
    return report.read_document(document)


def open(path: str | Path) -> Record:
    """An existing record, to read: statements, events, actors, documents as iterators (docs/record.md).

    Raises `dragoman.errors.RecordError` when there is none, or when the file is something else.
    """
    from dragoman import record

    return record.Record(path)
