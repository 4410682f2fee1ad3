"""Offices as a reader sees them: what a person held, who held those of an organ, as dates and as bars over time."""

from __future__ import annotations

from datetime import date
from functools import cache

import msgspec

from dragoman.actors import index as actor_index
from dragoman.actors.index import Index, Tenure
from dragoman.record.holders import as_actor
from dragoman.record.nouns import KnownActor
from dragoman.serve.spans import days
from dragoman.serve.view import View

WIDE, ROW = 600, 16
"""Size of the strip of holders and the height of one of them, in its own units."""
MOST = 40
"""Holders shown, the last ones."""
HEADS = ("minister", "head", "president", "chair", "leader", "speaker", "secretary-general", "director-general",
         "commander", "spokesperson")  # fmt: skip
"""Offices of which one asks who held them when."""


class Held(msgspec.Struct, frozen=True):
    """An office held by a person. x, wide: its bar; y: its row."""

    person: str
    name: str
    office: str
    title: str
    start: str
    end: str
    x: float = 0.0
    wide: float = 0.0
    y: int = 0


@cache
def known() -> Index:
    return actor_index.load()


def unheard(key: str) -> KnownActor | None:
    """An actor of whom the list knows but no report of the record speaks."""
    found = known().entity(key)
    return KnownActor(actor=as_actor(found), documents=0, candidate=False) if found else None


def of_person(view: View, key: str) -> list[Held]:
    """What a person held, as far as the list of actors knows, the first first."""
    if not key.startswith("person/"):
        return []
    return drawn(view, sorted(known().offices_of(key), key=lambda t: (t.start, t.office)))


def of_organ(view: View, key: str) -> list[Held]:
    """Who held the offices of an organ or organisation; those of its heads where there are any."""
    if not key.startswith(("organ/", "igo/")):
        return []
    place = "office/" + key.removeprefix("organ/") if key.startswith("organ/") else f"office/{key}"
    held = [t for t in known().holders(place) if t.office.rpartition("/")[0] == place]
    heads = [t for t in held if t.office.rpartition("/")[2] in HEADS]
    return drawn(view, sorted(heads or held, key=lambda t: t.start)[-MOST:])


def drawn(view: View, held: list[Tenure]) -> list[Held]:
    """With names and places on one axis of time."""
    ends = [(days(t.start), days(t.end)) for t in held]
    starts = [s[0].toordinal() for s, _ in ends if s]
    if not starts:
        return [_held(view, t, 0.0, 0.0, n) for n, t in enumerate(held)]
    today = date.today().toordinal()
    first = min(starts)
    whole = max(1, max([today, *(e[1].toordinal() for _, e in ends if e)]) - first)
    out = []
    for n, (t, (start, end)) in enumerate(zip(held, ends, strict=True)):
        low = start[0].toordinal() if start else first
        high = end[1].toordinal() if end else today
        wide = max(2.0, WIDE * (high - low) / whole)
        out.append(_held(view, t, round(WIDE * (low - first) / whole, 1), round(wide, 1), n))
    return out


def _held(view: View, t: Tenure, x: float, wide: float, n: int) -> Held:
    name = named(t.person, view.language) or t.person
    return Held(t.person, name, t.office, title(view, t.office), t.start, t.end, x, wide, n * ROW)


def named(key: str, language: str) -> str | None:
    """The usual name of an entry of the list of actors, given name before family name."""
    found = known().entity(key)
    if found is None:
        return None
    names = (found.ru or found.en) if language == "ru" else (found.en or found.ru)
    family, comma, given = names[0].partition(", ") if names else ("", "", "")
    return f"{given} {family}" if comma else family or None


def title(view: View, office: str) -> str:
    """`office/RUS/mfa/minister` in words."""
    body, _, code = office.removeprefix("office/").rpartition("/")
    owner = next((n for key in (f"organ/{body}", body, f"state/{body}") if (n := named(key, view.language))), body)
    return f"{view.named('offices', code)}, {owner}"
