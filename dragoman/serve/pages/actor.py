"""One actor: names, offices, what it said and was said of it, whom it dealt with; and the list of all."""

from __future__ import annotations

from itertools import islice
from typing import Any

import msgspec

from dragoman.record.lines import name_of, shown
from dragoman.serve.pages import offices
from dragoman.serve.pages.fact import history
from dragoman.serve.pages.listing import Item, items, lines_of
from dragoman.serve.view import NoSuchPageError, Shown, View, address

NEW = 6
"""Facts shown of each kind; the search has the rest."""
MOST = 200
PARTNERS = 12
LOOKED_AT = 1_000
"""Newest dealings from which it is counted with whom."""

Part = tuple[str, tuple[str, ...], tuple[str, ...], str]
PARTS: tuple[Part, ...] = (
    ("said", ("by",), ("kind-s",), "speaker:{}"),
    ("demanded", ("by",), ("act-demand", "act-propose"), "speaker:{} (act:demand OR act:propose)"),
    ("promised", ("by",), ("act-promise",), "speaker:{} act:promise"),
    ("was_said_of", ("ab", "to"), ("kind-s",), "about:{}"),
    ("accused", ("ab", "to"), ("act-accuse", "act-warn", "act-reject"),
     "about:{} (act:accuse OR act:warn OR act:reject)"),
    ("met", ("in",), ("mode-meet", "mode-talks", "mode-visit"), "actor:{} (mode:meet OR mode:talks OR mode:visit)"),
    ("called", ("in",), ("mode-call",), "actor:{} mode:call"),
    ("other_dealings", ("in",), (), "actor:{} NOT mode:meet NOT mode:talks NOT mode:visit NOT mode:call"),
)  # fmt: skip
"""Heading (a word of the interface), parts that the actor plays, facets of which one holds, query for the rest."""
MEETINGS = ("mode-meet", "mode-talks", "mode-visit", "mode-call")


def page(view: View) -> Shown:
    """The page of an actor."""
    name, data = view.kept.get(("actor", view.params["key"], view.language, view.readonly), lambda: told(view.anew()))
    return Shown("actor.html", name, data, lines_of([x for part in data["parts_of"].values() for x in part]))


def told(view: View) -> tuple[str, dict[str, Any]]:
    """All that the record and the list of actors know of one."""
    key = view.params["key"]
    known = view.record.actor(key) or offices.unheard(key)
    if known is None:
        raise NoSuchPageError
    numbers = view.finder.names.meant(key, other_script=False)
    parts = {name: _found(view, numbers, roles, facets) for name, roles, facets, _ in PARTS if numbers}
    name = shown(known.actor, view.language) or key
    data: dict[str, Any] = {
        "key": key,
        "name": name,
        "names": known.actor.names,
        "actor": {field: getattr(known.actor, field) for field in ("kind", "iso3", "qid", "office", "sector")},
        "documents": known.documents,
        "candidate": known.candidate,
        "verdict": known.verdict,
        "merged_into": known.merged_into,
        "offices": offices.of_person(view, key),
        "holders": offices.of_organ(view, key),
        "parts_of": parts,
        "more": {part: address("/find", q=query.format(f'"{key}"')) for part, *_, query in PARTS},
        "met_with": _partners(view, numbers) if numbers else [],
        "heard": known.documents > 0,
        "alike": _alike(view, key, name) if numbers and not view.readonly else [],
        "judgements": [msgspec.to_builtins(j) for j in history(view, [key])],
    }
    return name, data


def _either(words: list[str]) -> str:
    return "(" + " OR ".join(f'"{word}"' for word in words) + ")"


def _match(numbers: list[int], roles: tuple[str, ...], facets: tuple[str, ...]) -> str:
    """Facts in which one of the actors plays one of the roles; without facets, dealings that are no meetings."""
    who = _either([f"{role}-{n}" for n in numbers for role in roles])
    return f"{who} AND {_either(list(facets))}" if facets else f"{who} NOT {_either(list(MEETINGS))}"


def _found(view: View, numbers: list[int], roles: tuple[str, ...], facets: tuple[str, ...]) -> list[Item]:
    """The newest facts of a part."""
    search = view.finder.search("").narrowed(_match(numbers, roles, facets))
    return items(view, islice(view.finder.hits(search), NEW))


WITH = """SELECT q.actor, count(*) AS n FROM (SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT ?) w
CROSS JOIN event_participants q ON q.event = w.rowid GROUP BY q.actor ORDER BY n DESC, q.actor LIMIT ?"""


def _partners(view: View, numbers: list[int]) -> list[dict[str, Any]]:
    """With whom it dealt most, over its newest dealings."""
    match = _either([f"in-{n}" for n in numbers])
    rows = list(view.record.sql(WITH, (match, LOOKED_AT, PARTNERS + len(numbers))))
    kept = [row for row in rows if row["actor"] not in numbers][:PARTNERS]
    pairs = [(view.record.pages.actor_key(row["actor"]) or "", row["n"]) for row in kept]
    return [{"key": k, "name": name_of(view.record, k, view.language) or k, "count": n} for k, n in pairs]


def _alike(view: View, key: str, name: str) -> list[dict[str, str]]:
    """Other actors of the same name, which may be the same one."""
    numbers = view.finder.names.meant(name.split()[-1], view.finder.other_script)[:12] if name.split() else []
    keys = [k for n in numbers if (k := view.record.pages.actor_key(n)) and k != key]
    return [{"key": k, "name": name_of(view.record, k, view.language) or k} for k in keys]


def all_actors(view: View) -> Shown:
    """The actors of the record, those in most reports first; a name or a kind narrows the list."""
    asked, kind = view.asked.get("q", "").strip(), view.asked.get("kind", "")
    condition, values = "kind = ?" if kind else "1", [kind] if kind else []
    if asked:
        numbers = view.finder.names.meant(asked, view.finder.other_script)[:MOST]
        condition += f" AND id IN ({','.join(map(str, numbers)) or 'NULL'})"
    query = f"SELECT key FROM actors WHERE {condition} ORDER BY documents DESC, id LIMIT ?"
    keys = [row["key"] for row in view.record.sql(query, (*values, MOST))]
    found = [made for key in keys if (made := _listed(view, key))]
    data = {"actors": found, "asked": asked, "kind": kind, "most": MOST if len(found) == MOST else 0}
    return Shown("actors.html", view.t("people_and_bodies"), data, tuple(found))


def _listed(view: View, key: str) -> dict[str, Any] | None:
    known = view.record.actor(key)
    if known is None:
        return None
    a = known.actor
    return {"key": key, "name": shown(a, view.language) or key, "kind": a.kind, "iso3": a.iso3,
            "documents": known.documents, "candidate": known.candidate}  # fmt: skip
