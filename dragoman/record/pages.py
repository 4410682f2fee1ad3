"""Rows of the text layer back to what was read: documents and whole reports."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from functools import lru_cache

from dragoman.model import (
    Actor,
    Argument,
    Attribution,
    Document,
    EventMention,
    Problem,
    Report,
    Span,
)
from dragoman.record import layer

Row = sqlite3.Row
NEAR = 256
"""Documents kept while facts are read, which come page by page."""

DOCUMENT = """SELECT d.*, p.name AS publisher_name, r.key AS revision_key, o.key AS original_key FROM documents d
LEFT JOIN publishers p ON p.id = d.publisher LEFT JOIN documents r ON r.id = d.revision_of
LEFT JOIN documents o ON o.id = d.reprint_of"""


class Pages:
    """The text layer of an open record. What many rows name by number is remembered. sql: gives the rows of a query."""

    def __init__(self, sql: Callable[..., Iterator[Row]]) -> None:
        self.sql = sql
        self.page = lru_cache(NEAR)(self._load_page)
        self.actor_key = lru_cache(100_000)(self._load_actor_key)
        self.rule = lru_cache(10_000)(self._load_rule)

    def document(self, row: Row) -> Document:
        text = row["text"]
        title = words(row, "title", text)
        return Document(
            id=row["key"],
            text=text,
            text_sha256=row["text_sha256"].hex(),
            passages=layer.passages(row["layer"]),
            language=row["language"],
            publisher=row["publisher_name"],
            agency=row["agency"],
            url=row["url"],
            title=row["title"] if row["title"] is not None else title,
            published_at=row["published_at"],
            modified_at=row["modified_at"],
            retrieved_at=row["retrieved_at"],
            dateline_place=span(row, "dateline"),
            raw_sha256=row["raw_sha256"].hex() if row["raw_sha256"] else None,
            revision_of=row["revision_key"],
            reprint_of=row["original_key"],
        )

    def report(self, row: Row) -> Report:
        document = self.document(row)
        actors = [self.actor(n) for n in json.loads(row["actors"])]
        mentions, times = layer.unpack(row["layer"], actors, document.text)
        between = (row["first_fact"], row["last_fact"])
        query = "SELECT * FROM {} WHERE id BETWEEN ? AND ? ORDER BY id"
        told = list(self.sql(query.format("attributions"), between))
        numbers = {r["id"]: n for n, r in enumerate(told)}
        problems = self.sql("SELECT name, stage, message FROM problems WHERE document = ? ORDER BY id", (row["id"],))
        return Report(
            document=document,
            mentions=mentions,
            actors={a.id: a for a in actors},
            times=times,
            attributions=tuple(self._attribution(r, numbers) for r in told),
            events=tuple(self._event_mention(r, numbers) for r in self.sql(query.format("event_mentions"), between)),
            problems=tuple(Problem(r["name"], r["stage"], r["message"]) for r in problems),
        )

    def _attribution(self, row: Row, numbers: dict[int, int]) -> Attribution:
        return Attribution(
            type=row["type"],
            act=row["act"],
            content=spans(row),
            cue=span(row, "cue"),
            source=span(row, "source"),
            addressee=span(row, "addressee"),
            venue=span(row, "venue"),
            time=span(row, "time"),
            condition=span(row, "condition"),
            deadline=span(row, "deadline"),
            within=numbers.get(row["within"]),
            speaker_id=self.actor_key(row["speaker"]),
            addressee_id=self.actor_key(row["addressee"]),
            rule=self.rule(row["rule"]) or "",
            confidence=1.0 if row["confidence"] is None else row["confidence"],
        )

    def _event_mention(self, row: Row, numbers: dict[int, int]) -> EventMention:
        first, *others = spans(row)
        query = "SELECT role, start, end, actor FROM arguments WHERE event_mention = ? ORDER BY n"
        kind = next(self.sql("SELECT type FROM modes WHERE mode = ?", (row["mode"],)))["type"]
        return EventMention(
            type=kind,
            mode=row["mode"],
            trigger=first,
            other_triggers=tuple(others),
            arguments=tuple(
                Argument(role=r["role"], span=Span(r["start"], r["end"]), actor_id=self.actor_key(r["actor"]))
                for r in self.sql(query, (row["id"],))
            ),
            object=span(row, "object"),
            place=span(row, "place"),
            time=span(row, "time"),
            date=row["date"],
            date_reason=self.rule(row["date_reason"]),
            status=row["status"],
            within=numbers.get(row["within"]),
            rule=self.rule(row["rule"]) or "",
            confidence=1.0 if row["confidence"] is None else row["confidence"],
        )

    def actor(self, number: int) -> Actor:
        row = next(self.sql("SELECT * FROM actors WHERE id = ?", (number,)))
        return Actor(
            id=row["key"],
            kind=row["kind"],
            names={k: tuple(v) for k, v in json.loads(row["names"]).items()},
            iso3=row["iso3"],
            sector=row["sector"],
            office=row["office"],
            qid=row["qid"],
            provisional=bool(row["provisional"]),
        )

    def _load_page(self, number: int) -> Row:
        query = """SELECT d.key, d.text, d.text_sha256, d.version, d.url, d.published_at, d.reprint_of,
        p.name AS publisher_name FROM documents d LEFT JOIN publishers p ON p.id = d.publisher WHERE d.id = ?"""
        row: Row = next(self.sql(query, (number,)))
        return row

    def _load_actor_key(self, number: int | None) -> str | None:
        row = next(self.sql("SELECT key FROM actors WHERE id = ?", (number,)), None)
        return row["key"] if row else None

    def _load_rule(self, number: int | None) -> str | None:
        row = next(self.sql("SELECT name FROM rules WHERE id = ?", (number,)), None)
        return row["name"] if row else None


def span(row: Row, name: str) -> Span | None:
    """The span of two columns, if there is one."""
    start = row[f"{name}_start"]
    return None if start is None else Span(start, row[f"{name}_end"])


def words(row: Row, name: str, text: str) -> str | None:
    found = span(row, name)
    return found.of(text) if found else None


def spans(row: Row) -> tuple[Span, ...]:
    """The first span of a fact and those that follow it."""
    first = Span(row["start"], row["end"])
    return (first, *(Span(start, end) for start, end in json.loads(row["more"] or "[]")))
