"""Lists of facts: their lines and words, and what to narrow them by."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import msgspec

from dragoman.record import keys
from dragoman.record.find import Hit, Search
from dragoman.record.lines import Line, line, marked, name_of
from dragoman.record.snippet import Piece
from dragoman.serve.view import View, address

PER_PAGE = 20
COUNTED = 400
"""Newest facts of a search that the narrowing counts are taken from; counting all of a million takes seconds."""
SHOWN = 8
"""Values shown of each kind."""
MONTHS = 12


class Item(msgspec.Struct, frozen=True):
    """A fact in a list: its line, and the words of the telling that was found, in pieces."""

    line: Line
    pieces: list[Piece]


class Choice(msgspec.Struct, frozen=True):
    """One way to narrow a search. value: as a query has it; label: as the reader sees it; address: of the narrowed
    search.
    """

    value: str
    label: str
    count: int
    address: str


def items(view: View, hits: Iterable[Hit], wanted: frozenset[str] = frozenset()) -> list[Item]:
    """The lines of facts with the words that were found."""
    return [Item(line(view.record, hit, view.language), marked(view.record, hit, wanted)) for hit in hits]


def newest(view: View, kind: str, most: int) -> list[Hit]:
    """The facts of a kind that came last, without those that a person rejected."""
    table = "statements" if kind == "s" else "events"
    query = f"SELECT id FROM {table} WHERE verdict IS NOT 'reject' ORDER BY id DESC LIMIT ?"
    return [Hit(row["id"], kind, row["id"]) for row in view.record.sql(query, (most,))]


STATEMENTS = """SELECT j.value AS telling, f.id AS fact, t.act, t.type, NULL AS status, d.language, p.name AS publisher,
t.speaker AS actor FROM json_each(?) j CROSS JOIN attributions t ON t.id = j.value
CROSS JOIN statements f ON f.id = coalesce(t.statement, t.id) CROSS JOIN documents d ON d.id = t.document
LEFT JOIN publishers p ON p.id = d.publisher"""
EVENTS = """SELECT j.value AS telling, f.id AS fact, t.mode, k.type, t.status, d.language, p.name AS publisher,
(SELECT group_concat(DISTINCT a.actor) FROM arguments a WHERE a.event_mention = t.id) AS actor
FROM json_each(?) j CROSS JOIN event_mentions t ON t.id = j.value CROSS JOIN events f ON f.id = coalesce(t.event, t.id)
CROSS JOIN documents d ON d.id = t.document CROSS JOIN modes k ON k.mode = t.mode
LEFT JOIN publishers p ON p.id = d.publisher"""
NAMED = {"act": "what", "mode": "what", "status": "statuses", "type": "types", "lang": "languages"}
"""The words of the interface for the values of a field."""


def choices(view: View, search: Search, query: str) -> tuple[dict[str, list[Choice]], int]:
    """Acts, kinds, statuses, actors, outlets, languages, months among the newest facts; how many were counted."""
    hits = list(islice(view.finder.hits(search), COUNTED))
    held: dict[str, Counter[str]] = {name: Counter() for name in (*NAMED, "publisher", "actor", "month")}
    for name, value in {*_told(view, search, hits)}:
        held[name[1]][value] += 1
    found = {name: _most(view, name, counter, query) for name, counter in held.items() if len(counter) > 1}
    return found, len(hits)


def _told(view: View, search: Search, hits: list[Hit]) -> Iterator[tuple[tuple[int, str], str]]:
    """Fact and field, and a value that a telling of the fact which the search finds has there."""
    among = {hit.id for hit in hits}
    tellings = json.dumps(_tellings(view, search, hits))
    for sql, what in ((STATEMENTS, "act"), (EVENTS, "mode")):
        for row in view.record.sql(sql, (tellings,)):
            if row["fact"] not in among:
                continue
            day = keys.date_of(keys.day_in(row["telling"]))
            kind = row["type"].lower()
            told = {what: row[2], "type": kind, "status": row["status"], "lang": row["language"],
                    "publisher": row["publisher"], "month": day[:7] if day else None}  # fmt: skip
            yield from (((row["fact"], name), value) for name, value in told.items() if value)
            yield from (((row["fact"], "actor"), n) for n in str(row["actor"] or "").split(",") if n)


def _tellings(view: View, search: Search, hits: list[Hit]) -> list[int]:
    """All tellings that the search finds of these facts: several may tell one."""
    if not hits:
        return []
    last = min(hit.telling for hit in hits)
    query = "SELECT rowid FROM words WHERE words MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid DESC LIMIT ?"
    rows = view.record.sql(query, (search.match, max(last, search.first), search.last, 3 * COUNTED))
    return [row[0] for row in rows]


def _most(view: View, name: str, counter: Counter[str], query: str) -> list[Choice]:
    """The commonest values; months by time."""
    common = sorted(counter.items(), reverse=True)[:MONTHS] if name == "month" else counter.most_common(SHOWN)
    out = []
    for value, count in common:
        label, table = value, NAMED.get(name)
        if name == "actor":
            value = view.record.pages.actor_key(int(value)) or ""
            label = name_of(view.record, value, view.language) or value
        elif table:
            label = view.named(table, value)
        out.append(Choice(value, label, count, address("/find", q=f"{query} {asked_for(name, value)}".strip())))
    return out


def asked_for(name: str, value: str) -> str:
    """A value as a query asks for it. Marks inside a value would end it early; a part of a name will do."""
    if name == "month":
        return f"from:{value} to:{value}"
    held = max(value.split('"'), key=len).strip()
    return f'{name}:"{held}"' if any(c in held for c in " /()") else f"{name}:{held}"


def lines_of(found: Iterable[Item]) -> tuple[Line, ...]:
    return tuple(item.line for item in found)


def plain(value: Any) -> Any:
    """Structs as dicts and lists."""
    return msgspec.to_builtins(value)
