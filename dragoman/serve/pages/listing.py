"""Lists of facts: their lines and words, and what to narrow them by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

import msgspec

from dragoman.record import keys
from dragoman.record.find import Hit, Search
from dragoman.record.lines import Line, line, marked, name_of
from dragoman.record.snippet import Piece
from dragoman.serve.view import View, address

PER_PAGE = 20
COUNTED = 1_000
"""Newest facts of a search that the narrowing counts are taken from; counting all of a million takes seconds."""
SHOWN = 8
"""Values shown of each kind."""


class Item(msgspec.Struct, frozen=True):
    """A fact in a list: its line, and the words of the telling that was found, in pieces."""

    line: Line
    pieces: list[Piece]


class Choice(msgspec.Struct, frozen=True):
    """One way to narrow a search. address: of the narrowed search."""

    label: str
    count: int
    address: str


def items(view: View, hits: Iterable[Hit], wanted: frozenset[str] = frozenset()) -> list[Item]:
    return [Item(line(view.record, hit, view.language), marked(view.record, hit, wanted)) for hit in hits]


def choices(view: View, search: Search, query: str) -> tuple[dict[str, list[Choice]], int]:
    """Acts, kinds, statuses, actors, outlets, languages, months among the newest facts; how many were counted."""
    hits = list(islice(view.finder.hits(search), COUNTED))
    told = [hit.telling for hit in hits if hit.kind == "s"]
    happened = [hit.telling for hit in hits if hit.kind == "e"]
    counts: dict[str, Counter[str]] = {
        "act": _counted(view, "SELECT act FROM attributions WHERE id IN", told),
        "mode": _counted(view, "SELECT mode FROM event_mentions WHERE id IN", happened),
        "status": _counted(view, "SELECT status FROM event_mentions WHERE id IN", happened),
        "lang": Counter(),
        "publisher": Counter(),
    }
    for table, ids in (("attributions", told), ("event_mentions", happened)):
        joined = f"""FROM {table} f JOIN documents d ON d.id = f.document LEFT JOIN publishers p ON p.id = d.publisher
        WHERE f.id IN"""
        counts["lang"] += _counted(view, f"SELECT d.language {joined}", ids)
        counts["publisher"] += _counted(view, f"SELECT p.name {joined}", ids)
    actors = _counted(view, "SELECT speaker FROM attributions WHERE id IN", told)
    actors += _counted(view, "SELECT actor FROM arguments WHERE event_mention IN", happened)
    found = {
        name: [
            Choice(value, n, _narrowed(query, name, value))
            for value, n in counter.most_common(SHOWN)
            if len(counter) > 1
        ]
        for name, counter in counts.items()
    }
    found["actor"] = [
        Choice(name_of(view.record, key, view.language) or key, n, _narrowed(query, "actor", key))
        for number, n in actors.most_common(SHOWN)
        if (key := view.record.pages.actor_key(int(number)))
    ]
    months = Counter(day[:7] for hit in hits if (day := keys.date_of(keys.day_in(hit.telling))))
    found["month"] = [
        Choice(month, n, address("/find", q=f"{query} from:{month} to:{month}".strip()))
        for month, n in sorted(months.items(), reverse=True)[:12]
    ]
    return {name: held for name, held in found.items() if held}, len(hits)


def _counted(view: View, query: str, ids: Sequence[int]) -> Counter[str]:
    if not ids:
        return Counter()
    marks = ",".join("?" * len(ids))
    return Counter(str(row[0]) for row in view.record.sql(f"{query} ({marks})", ids) if row[0] is not None)


def _narrowed(query: str, name: str, value: str) -> str:
    shown = f'"{value}"' if " " in value or "/" in value else value
    return address("/find", q=f"{query} {name}:{shown}".strip())


def lines_of(found: Iterable[Item]) -> tuple[Line, ...]:
    return tuple(item.line for item in found)


def asdict(value: Any) -> Any:
    return msgspec.to_builtins(value)
