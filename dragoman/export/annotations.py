"""Facts as W3C Web Annotations, JSON-LD, one a line: the characters by position and by quotation (docs/export.md)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TextIO

from dragoman.export.files import write_json
from dragoman.record.nouns import Event, Statement, Telling
from dragoman.record.read import Record

CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def export(record: Record, out: TextIO) -> int:
    """One annotation a telling; how many there were."""
    return write_json(out, every_telling(record))


def every_telling(record: Record) -> Iterator[dict[str, Any]]:
    """Every telling of every statement and event."""
    for s in record.statements():
        for telling in s.tellings:
            yield annotation(telling, "statement", _statement(s))
    for e in record.events():
        for telling in e.tellings:
            yield annotation(telling, "event", _event(e))


def annotation(telling: Telling, kind: str, body: dict[str, Any]) -> dict[str, Any]:
    """One telling with its selectors."""
    e = telling.evidence
    return {
        "@context": CONTEXT,
        "id": f"urn:dragoman:{telling.id}",
        "type": "Annotation",
        "motivation": "classifying",
        "generator": {"type": "Software", "name": "dragoman", "schema:softwareVersion": e.version},
        "body": [
            {"type": "TextualBody", "purpose": "tagging", "value": kind},
            {"type": "Dataset", "purpose": "describing", "value": body},
        ],
        "target": {
            "source": telling.url or f"urn:dragoman:{e.document_id}",
            "selector": [
                {"type": "TextPositionSelector", "start": e.start, "end": e.end},
                {"type": "TextQuoteSelector", "exact": e.exact, "prefix": e.prefix, "suffix": e.suffix},
            ],
        },
    }


def _statement(s: Statement) -> dict[str, Any]:
    return {"statement": s.id, "act": s.act, "speaker": s.speaker, "addressee": s.addressee, "said_on": s.said_on}


def _event(e: Event) -> dict[str, Any]:
    sides = [{"role": p.role, "actor": p.actor} for p in e.participants]
    return {"event": e.id, "type": e.type, "mode": e.mode, "status": e.status, "date": e.date, "participants": sides}
