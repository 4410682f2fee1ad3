"""One statement or event: every telling with its characters, where the tellings differ, what people judged."""

from __future__ import annotations

from typing import Any

import msgspec

from dragoman.record.find import Hit
from dragoman.record.lines import line, name_of
from dragoman.record.nouns import Event, Judgement, Statement
from dragoman.serve.view import NoSuchPageError, Shown, View

FIELDS = {"s": ("act", "speaker", "addressee", "holder", "said_on"), "e": ("mode", "status", "date", "place")}
"""What a person may correct."""
TOLD = {"s": ("act", "speaker", "addressee", "said_on"), "e": ("mode", "status", "date", "place")}
"""What may differ from telling to telling."""


def page(view: View) -> Shown:
    """The page of a fact. The key of any of its tellings will do."""
    found = view.record.fact(view.params["key"])
    row = view.record.row_id(view.params["key"])
    if found is None or row is None:
        raise NoSuchPageError
    made = line(view.record, Hit(row, found.id[0], row), view.language)
    data: dict[str, Any] = {
        "fact": msgspec.to_builtins(found),
        "kind": found.id[0],
        "line": made,
        "sides": _sides(view, found),
        "tellings": _tellings(view, found),
        "judgements": [_told(j) for j in history(view, found)],
        "became": _became(view, row) if isinstance(found, Event) else [],
        "fields": FIELDS[found.id[0]],
    }
    return Shown("fact.html", f"{made.who} · {made.what}", data, (made,))


def _sides(view: View, found: Statement | Event) -> list[dict[str, str]]:
    """Who takes part, with names and addresses."""
    if isinstance(found, Event):
        pairs = [(p.role, p.actor) for p in found.participants]
    else:
        roles = ("speaker", "holder", "addressee")
        pairs = [(role, key) for role in roles if (key := getattr(found, role))]
    return [{"role": role, "key": key, "name": name_of(view.record, key, view.language) or key} for role, key in pairs]


def _tellings(view: View, found: Statement | Event) -> list[dict[str, Any]]:
    """Each report's words, and what it says otherwise than the fact."""
    table = "attributions" if isinstance(found, Statement) else "event_mentions"
    columns = TOLD[found.id[0]]
    out = []
    for telling in found.tellings:
        start = telling.evidence.start
        query = f"SELECT f.* FROM {table} f JOIN documents d ON d.id = f.document WHERE d.key = ? AND f.start = ?"
        own = next(view.record.sql(query, (telling.evidence.document_id, start)), None)
        said = {name: _value(view, name, own[name]) for name in columns} if own is not None else {}
        differs = {name: value for name, value in said.items() if value and value != getattr(found, name, None)}
        out.append({"telling": msgspec.to_builtins(telling), "differs": differs})
    return out


def _value(view: View, name: str, value: Any) -> Any:
    """A cell as the fact shows it: actors by their keys."""
    actor = name in ("speaker", "addressee", "place") and value is not None
    return view.record.pages.actor_key(value) if actor else value


def history(view: View, found: Statement | Event) -> list[Judgement]:
    """The judgements of the fact and of its tellings, the first made first."""
    subjects = {found.id, *(t.id for t in found.tellings)}
    marks = ",".join("?" * len(subjects))
    rows = view.record.sql(f"SELECT * FROM judgements WHERE subject IN ({marks}) ORDER BY id", sorted(subjects))
    made = [Judgement(**{name: row[name] for name in row.keys() if name != "id"}) for row in rows]  # noqa: SIM118
    keys = {j.key for j in made}
    withdrawn = view.record.sql("SELECT * FROM judgements WHERE verdict = 'withdraw' ORDER BY id")
    made += [
        Judgement(**{name: row[name] for name in row.keys() if name != "id"})  # noqa: SIM118
        for row in withdrawn
        if row["subject"] in keys
    ]
    return made


def _told(j: Judgement) -> dict[str, Any]:
    return {k: v for k, v in msgspec.structs.asdict(j).items() if v is not None}


def _became(view: View, row: int) -> list[dict[str, Any]]:
    """What became of a plan: later events that follow it, or of the same parties on the day that was announced."""
    query = """SELECT DISTINCT other.id FROM events own JOIN events other ON other.id <> own.id
    AND (other.follows = own.id OR (other.date = own.date AND other.mode = own.mode AND other.status <> own.status))
    WHERE own.id = ? AND own.status IN ('planned', 'possible') AND (other.follows = own.id OR (
        SELECT count(*) FROM event_participants a JOIN event_participants b ON b.actor = a.actor
        WHERE a.event = own.id AND b.event = other.id) >= 2) LIMIT 5"""
    found = [r["id"] for r in view.record.sql(query, (row,))]
    return [msgspec.to_builtins(line(view.record, Hit(n, "e", n), view.language)) for n in found]
