"""One statement or event: every telling with its characters, where the tellings differ, what people judged."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Any

import msgspec

from dragoman.model import ACTS, MODES, STATUSES
from dragoman.record import keys
from dragoman.record.find import Hit, Search
from dragoman.record.lines import Line, line, name_of
from dragoman.record.nouns import Event, Judgement, Statement
from dragoman.serve.plans import PLANS, course_of
from dragoman.serve.view import NoSuchPageError, Shown, View

FIELDS = {
    "s": ("act", "speaker", "addressee", "holder", "said_on"),
    "e": ("mode", "status", "date", "place", "participants"),
}
"""What a person may correct."""
TOLD = {"s": ("act", "speaker", "addressee", "said_on"), "e": ("mode", "status", "date", "place")}
"""What may differ from telling to telling."""
CLOSED = {"act": ACTS, "mode": tuple(mode for held in MODES.values() for mode in held), "status": STATUSES}
ALIKE = 8
"""Facts offered for merging."""


def page(view: View) -> Shown:
    """The page of a fact. The key of any of its tellings will do."""
    found = view.record.fact(view.params["key"])
    row = view.record.row_id(view.params["key"])
    if found is None or row is None:
        raise NoSuchPageError
    kind = found.id[0]
    made = line(view.record, Hit(row, kind, row), view.language)
    course = course_of(view, Hit(row, kind, row)) if isinstance(found, Event) else None
    judged = not view.readonly
    data: dict[str, Any] = {
        "fact": msgspec.to_builtins(found),
        "kind": kind,
        "line": made,
        "sides": _sides(view, found),
        "tellings": _tellings(view, found),
        "judgements": [_told(j) for j in history(view, [found.id, *(t.id for t in found.tellings)])],
        "course": course if course and (any(s.status in PLANS for s in course.steps) or course.later) else None,
        "follows": _line(view, found.follows) if isinstance(found, Event) and found.follows else None,
        "fields": [_field(view, found, name) for name in FIELDS[kind]] if judged else [],
        "alike": _alike(view, found, row) if judged else [],
    }
    what = view.named("what", made.what)
    return Shown("fact.html", f"{made.who} · {what}", data, (made,))


def _line(view: View, key: str) -> Line | None:
    row = view.record.row_id(key)
    return line(view.record, Hit(row, key[0], row), view.language) if row is not None else None


def _sides(view: View, found: Statement | Event) -> list[dict[str, str]]:
    """Who takes part, with names and addresses."""
    if isinstance(found, Event):
        pairs = [(p.role, p.actor) for p in found.participants]
        pairs += [("place", found.place)] if found.place else []
    else:
        roles = ("speaker", "holder", "addressee")
        pairs = [(role, key) for role in roles if (key := getattr(found, role))]
    return [{"role": role, "key": key, "name": name_of(view.record, key, view.language) or key} for role, key in pairs]


def _field(view: View, found: Statement | Event, name: str) -> dict[str, Any]:
    """A field that may be corrected, with its value and what it can be."""
    value = ", ".join(f"{p.role}={p.actor}" for p in found.participants) if (
        name == "participants" and isinstance(found, Event)) else getattr(found, name, None)  # fmt: skip
    return {"name": name, "value": value or "", "options": list(CLOSED.get(name, ()))}


def _tellings(view: View, found: Statement | Event) -> list[dict[str, Any]]:
    """Each report's words, how sure the rule is, and what it says otherwise than the fact."""
    table, column = ("attributions", "statement") if isinstance(found, Statement) else ("event_mentions", "event")
    row = view.record.row_id(found.id)
    query = f"SELECT * FROM {table} WHERE id = ?1 OR {column} = ?1 ORDER BY id <> ?1, id"
    out = []
    for telling, own in zip(found.tellings, list(view.record.sql(query, (row,))), strict=True):
        said = {name: _value(view, name, own[name]) for name in TOLD[found.id[0]]}
        differs = {name: value for name, value in said.items() if value and value != getattr(found, name, None)}
        out.append(
            {
                "telling": msgspec.to_builtins(telling),
                "confidence": 1.0 if own["confidence"] is None else own["confidence"],
                "differs": {name: _shown(view, name, value) for name, value in differs.items()},
            }
        )
    return out


def _value(view: View, name: str, value: Any) -> Any:
    """A cell as the fact holds it: actors by their keys."""
    actor = name in ("speaker", "addressee", "place") and value is not None
    return view.record.pages.actor_key(value) if actor else value


def _shown(view: View, name: str, value: str) -> str:
    """A cell as a reader sees it."""
    if name in ("act", "mode"):
        return view.named("what", value)
    if name == "status":
        return view.named("statuses", value)
    return name_of(view.record, value, view.language) or value if name in ("speaker", "addressee", "place") else value


DAYS = 3
"""Days of publication around a fact in which facts like it are looked for."""


def _alike(view: View, found: Statement | Event, row: int) -> list[Line]:
    """Facts that may be the same one: of the same speaker or parties, reported about the same time."""
    if isinstance(found, Event):
        facets = [("in", p.actor) for p in found.participants]
    else:
        facets = [("by", found.speaker)] if found.speaker else []
    numbers = [
        (role, next(view.record.sql("SELECT id FROM actors WHERE key = ?", (key,)))["id"]) for role, key in facets
    ]
    if not numbers or (found.id[0] == "e" and len(numbers) < 2):
        return []
    joint = " AND ".join(f'"{role}-{n}"' for role, n in numbers[:3])
    day = keys.day_in(row)
    low, high = keys.first_of(max(0, day - DAYS)), keys.first_of(day + DAYS + 1) - 1
    search = Search(joint, low, high, frozenset())
    hits = (h for h in view.finder.hits(search) if h.kind == found.id[0] and h.id != row)
    return [line(view.record, hit, view.language) for hit in islice(hits, ALIKE)]


def history(view: View, subjects: Iterable[str]) -> list[Judgement]:
    """The judgements of these keys, and those that take them back, the first made first."""
    made = _judgements(view, sorted(set(subjects)))
    return made + [j for j in _judgements(view, [j.key for j in made]) if j.verdict == "withdraw"]


def _judgements(view: View, subjects: list[str]) -> list[Judgement]:
    marks = ",".join("?" * len(subjects))
    rows = view.record.sql(f"SELECT * FROM judgements WHERE subject IN ({marks}) ORDER BY id", subjects)
    return [Judgement(**{name: row[name] for name in row.keys() if name != "id"}) for row in rows]  # noqa: SIM118


def _told(j: Judgement) -> dict[str, Any]:
    return {k: v for k, v in msgspec.structs.asdict(j).items() if v is not None}
