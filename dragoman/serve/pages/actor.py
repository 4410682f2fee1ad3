"""One actor: names, offices, what it said and was said of it, whom it dealt with; and the list of all."""

from __future__ import annotations

from itertools import islice
from typing import Any

from dragoman.actors import index as actor_index
from dragoman.record.find import Finder
from dragoman.record.lines import shown
from dragoman.serve.pages.listing import Item, items, lines_of
from dragoman.serve.view import NoSuchPageError, Shown, View

NEW = 8
"""Facts shown of each kind; the search has the rest."""
MOST = 200
WISHES = ("demand", "propose", "promise")
CHARGES = ("accuse", "warn", "reject")


def page(view: View) -> Shown:
    """The page of an actor."""
    key = view.params["key"]
    known = view.record.actor(key)
    if known is None:
        raise NoSuchPageError
    view.finder.names.fresh()
    numbers = view.finder.names.meant(key, other_script=False)
    parts = {
        "said": _found(view, numbers, ("by",), ("s",)),
        "was_said_of": _found(view, numbers, ("ab", "to"), ("s",)),
        "met": _found(view, numbers, ("in",), ("e",)),
        "demanded": _found(view, numbers, ("by",), tuple(f"act-{act}" for act in WISHES)),
        "accused": _found(view, numbers, ("to", "ab"), tuple(f"act-{act}" for act in CHARGES)),
    }
    data: dict[str, Any] = {
        "key": key,
        "name": shown(known.actor, view.language) or key,
        "names": known.actor.names,
        "actor": {name: getattr(known.actor, name) for name in ("kind", "iso3", "qid", "office")},
        "documents": known.documents,
        "candidate": known.candidate,
        "merged_into": known.merged_into,
        "offices": _offices(key),
        "holders": _holders(key),
        "parts_of": parts,
        "met_with": _partners(view, numbers),
    }
    return Shown("actor.html", data["name"], data, lines_of([x for part in parts.values() for x in part]))


def _found(view: View, numbers: list[int], roles: tuple[str, ...], facets: tuple[str, ...]) -> list[Item]:
    """The newest facts in which the actor plays one of the roles."""
    either = " OR ".join(f'"{role}-{n}"' for n in numbers for role in roles)
    kinds = " OR ".join(f'"{facet}"' for facet in facets)
    search = view.finder.search("").narrowed(f"({either}) AND ({kinds})")
    return items(view, islice(view.finder.hits(search), NEW))


def _partners(view: View, numbers: list[int]) -> list[dict[str, Any]]:
    """With whom it dealt most, over its newest dealings."""
    counts: dict[str, int] = {}
    either = " OR ".join(f'"in-{n}"' for n in numbers)
    search = view.finder.search("").narrowed(f"({either})")
    ids = [hit.id for hit in islice(view.finder.hits(search), MOST)]
    if not ids:
        return []
    marks = ",".join("?" * len(ids))
    query = (
        f"SELECT actor, count(*) AS n FROM event_participants WHERE event IN ({marks}) GROUP BY actor ORDER BY n DESC"
    )
    for row in view.record.sql(query, ids):
        if row["actor"] not in numbers and len(counts) < 12:
            counts[view.record.pages.actor_key(row["actor"]) or ""] = row["n"]
    return [{"key": k, "name": _name(view.finder, k, view.language), "count": n} for k, n in counts.items()]


def _name(finder: Finder, key: str, language: str) -> str:
    known = finder.record.actor(key)
    return (shown(known.actor, language) if known else None) or key


def _offices(key: str) -> list[dict[str, Any]]:
    """What a person held, as far as the list of actors knows."""
    if not key.startswith("person/"):
        return []
    held = actor_index.load().offices_of(key)
    return [{"office": t.office, "start": t.start, "end": t.end} for t in sorted(held, key=lambda t: t.start)]


def _holders(key: str) -> list[dict[str, Any]]:
    """Who held the offices of an organ, over time."""
    if not key.startswith(("organ/", "igo/")):
        return []
    index = actor_index.load()
    place = "office/" + key.removeprefix("organ/") if key.startswith("organ/") else f"office/{key}"
    held = sorted(index.holders(place), key=lambda t: (t.office, t.start))
    out = []
    for t in held[:MOST]:
        entity = index.entity(t.person)
        name = next(iter(entity.en), t.person) if entity else t.person
        out.append({"person": t.person, "name": name, "office": t.office, "start": t.start, "end": t.end})
    return out


def all_actors(view: View) -> Shown:
    """The actors of the record, those in most reports first; a name narrows the list."""
    asked = view.asked.get("q", "").strip()
    if asked:
        view.finder.names.fresh()
        numbers = view.finder.names.meant(asked, view.finder.other_script)[:MOST]
        marks = ",".join("?" * len(numbers)) or "NULL"
        rows = view.record.sql(f"SELECT key FROM actors WHERE id IN ({marks}) ORDER BY documents DESC, id", numbers)
    else:
        rows = view.record.sql("SELECT key FROM actors ORDER BY documents DESC, id LIMIT ?", (MOST,))
    found = []
    for row in rows:
        known = view.record.actor(row["key"])
        if known is not None:
            found.append(
                {
                    "key": row["key"],
                    "name": shown(known.actor, view.language) or row["key"],
                    "kind": known.actor.kind,
                    "iso3": known.actor.iso3,
                    "documents": known.documents,
                    "candidate": known.candidate,
                }
            )
    return Shown("actors.html", view.t("people_and_bodies"), {"actors": found, "query": asked}, tuple(found))
