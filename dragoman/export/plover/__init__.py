"""The PLOVER view of a report: one record a page, its events with coded sides (docs/plover.md)."""

from dragoman.export.plover.records import Record, Row, encode, record

__all__ = ["Record", "Row", "encode", "record"]
