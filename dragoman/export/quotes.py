"""Quotations as JSON Lines, one document a line, in the shape of GDELT's Global Quotation Graph with what it lacks: who
spoke, to whom, in which role, on what condition (docs/export.md).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TextIO

from dragoman.export.files import write_json
from dragoman.model import Attribution, Report, Span
from dragoman.record.read import Record

AROUND = 100
"""Characters on each side of a quotation."""


def export(record: Record, out: TextIO) -> int:
    """One line a document with statements; how many lines there were."""
    return write_json(out, lines(record))


def lines(record: Record) -> Iterator[dict[str, Any]]:
    """Documents with their quotations; documents without any are left out."""
    for report in record.reports():
        quotes = [quote(report, a) for a in report.attributions]
        if quotes:
            d = report.document
            yield {
                "date": d.published_at, "url": d.url, "title": d.title, "lang": d.language, "publisher": d.publisher,
                "agency": d.agency, "sha256": d.text_sha256, "document": d.id, "quotes": quotes,
            }  # fmt: skip


def quote(report: Report, a: Attribution) -> dict[str, Any]:
    """One quotation. start, end: code points; `parts` has all stretches of an interrupted one."""
    text = report.document.text
    start, end = a.content[0].start, a.content[-1].end

    def words(span: Span | None) -> str | None:
        return span.of(text) if span is not None else None

    return {
        "pre": text[max(0, start - AROUND) : start],
        "quote": " ".join(s.of(text) for s in a.content),
        "post": text[end : end + AROUND],
        "start": start,
        "end": end,
        "parts": [[s.start, s.end] for s in a.content],
        "type": a.type,
        "speaker": speaker(report, a.speaker_id),
        "source_text": words(a.source),
        "cue": words(a.cue),
        "act": a.act,
        "addressee": a.addressee_id or words(a.addressee),
        "venue": words(a.venue),
        "condition": words(a.condition),
        "deadline": words(a.deadline),
        "within": a.within,
        "said_at": words(a.time),
        "rule": a.rule,
    }


def speaker(report: Report, key: str | None) -> dict[str, Any] | None:
    """Who spoke, as far as it is known."""
    actor = report.actors.get(key) if key else None
    if actor is None:
        return None
    names = {language: next(iter(held), None) for language, held in actor.names.items()}
    return {
        "id": actor.id,
        "name_en": names.get("en"),
        "name_ru": names.get("ru"),
        "role": actor.office,
        "wikidata": actor.qid,
    }
