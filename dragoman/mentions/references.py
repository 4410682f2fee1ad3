"""What stands for an actor in a document: the noun `Reference`, and the names that the tagger and the actor index give.

How roles and organs are found around a name is a language's own: `mentions/<language>/references.py`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from dragoman.actors.index import Index, Match
from dragoman.languages.base import Analysis

Range = tuple[int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Reference:
    """One phrase that stands for an actor or a place; the object itself is the key under which linking keeps who it is.
    Ranges are token numbers, half-open.

    first, last: the whole phrase; head: the word that syntax sees; name: the proper name in it; role: the words of
    the office.
    noun: the dictionary form of the role or organ noun, if one heads the phrase; matches: actors of the index named
    inside.
    """

    first: int
    last: int
    head: int
    kind: str
    name: Range | None = None
    role: Range | None = None
    noun: str = ""
    matches: tuple[Match, ...] = ()
    plural: bool = False
    noun_at: int = -1

    @property
    def role_head(self) -> int:
        """The token of `noun`: in English the name that follows is what syntax sees («Foreign Minister | Lavrov»)."""
        return self.noun_at if self.noun_at >= 0 else self.head

    def covers(self, i: int) -> bool:
        return self.first <= i < self.last


def find(analysis: Analysis, index: Index) -> list[Reference]:
    """All references of the document, in order; a longer phrase comes before the shorter ones inside it."""
    return _finder(analysis.language)(analysis, index)


@cache
def _finder(language: str) -> Callable[[Analysis, Index], list[Reference]]:
    found: Callable[[Analysis, Index], list[Reference]] = import_module(f"dragoman.mentions.{language}.references").find
    return found


def in_order(found: Iterable[Reference]) -> list[Reference]:
    """Each phrase once, in the order of the text, a longer one before the shorter ones inside it."""
    once = {(r.first, r.last, r.head, r.kind, r.name, r.role, r.noun, r.plural): r for r in found}
    return sorted(once.values(), key=lambda r: (r.first, -r.last))


def inside(matches: Sequence[Match], first: int, last: int) -> tuple[Match, ...]:
    """The matches within tokens `first` to `last`; `matches` come in order of their first token."""
    found = []
    for k in range(bisect_left(matches, first, key=lambda m: m.first), len(matches)):
        if matches[k].first >= last:
            break
        if matches[k].last <= last:
            found.append(matches[k])
    return tuple(found)


def person_names(analysis: Analysis, matches: Sequence[Match]) -> dict[int, Range]:
    """First token → range of each person's name, from the tagger and from the index, joined where they overlap."""
    ranges = [(n.first, n.last) for n in analysis.names if n.kind == "PER"]
    ranges += [(m.first, m.last) for m in matches if of_people(m)]
    known: dict[int, int] = {}
    for m in sorted(matches, key=lambda m: m.first - m.last):
        if any(_is_polity(c.actor_id) for c in m.candidates):
            known |= {i: m.last for i in range(m.first, m.last) if i not in known}
    out: dict[int, Range] = {}
    end = -1
    for first, last in sorted(_apart(ranges, matches), key=lambda r: (r[0], -r[1])):
        if first < end or last <= known.get(first, -1):
            continue
        first, last = _clean(analysis, first, last)
        if first < last:
            out[first], end = (first, last), last
    return out | _parts_alone(analysis, known, out)


def _parts_alone(analysis: Analysis, known: Mapping[int, int], persons: Mapping[int, Range]) -> dict[int, Range]:
    """«Wang Yi … | Wang called»: a part of a person's name that the tagger takes for a body or place elsewhere."""
    tokens = analysis.tokens
    parts = {tokens[i].text for a, b in persons.values() if b - a > 1 for i in (a, b - 1) if len(tokens[i].text) > 2}
    held = {i for a, b in persons.values() for i in range(a, b)}
    alone = (n for n in analysis.names if n.kind != "PER" and n.last - n.first == 1 and tokens[n.first].text in parts)
    return {n.first: (n.first, n.last) for n in alone if n.first not in held and n.first not in known}


def _apart(ranges: Sequence[Range], matches: Sequence[Match]) -> Iterator[Range]:
    """«с Токаевым | Си Цзиньпин»: two known full names that the tagger took for one."""
    full = {m.last: m.first for m in matches if m.last - m.first > 1 and of_people(m)}
    for first, last in ranges:
        cut = full.get(last, first)
        if cut > first and full.get(cut, -1) >= first:
            yield first, cut
            yield cut, last
        else:
            yield first, last


def of_people(m: Match) -> bool:
    """The name is a person's, whoever of them is meant."""
    return bool(m.candidates) and all(c.actor_id.startswith("person/") for c in m.candidates)


def _is_polity(actor_id: str) -> bool:
    return actor_id.split("/")[0] in ("state", "quasi-state", "organ", "igo", "media", "historical", "format")


def _clean(analysis: Analysis, first: int, last: int) -> Range:
    """Drops what the tagger took along: lower-case role words at the front, marks at the edges."""
    tokens = analysis.tokens
    while first < last and not tokens[first].text[0].isupper():
        first += 1
    while last > first and not tokens[last - 1].text[0].isalnum():
        last -= 1 if tokens[last - 1].text != "." or len(tokens[last - 2].text) > 1 else 0
        if last > first and tokens[last - 1].text == ".":
            break
    return first, last


def top(analysis: Analysis, first: int, last: int) -> int:
    """The token of the range whose governor lies outside it."""
    for i in range(first, last):
        if not first <= analysis.tokens[i].head < last:
            return i
    return first


def named_actors(analysis: Analysis, matches: Sequence[Match], persons: Mapping[int, Range]) -> list[Reference]:
    """States, organs, organisations and places that the index names."""
    inside_person = {i for a, b in persons.values() for i in range(a, b)}
    found = []
    for m in matches:
        if m.first in inside_person or not m.candidates:
            continue
        kind = _kind(m)
        if kind == "person":
            continue
        head = top(analysis, m.first, m.last)
        plural = analysis.tokens[head].feats.get("Number") == "Plur"
        found.append(Reference(m.first, m.last, head, kind, (m.first, m.last), matches=(m,), plural=plural))
    return found


KINDS = {
    "state": "country",
    "quasi-state": "country",
    "historical": "country",
    "place": "place",
    "region": "place",
    "person": "person",
    "media": "medium",
    "agreement": "document",
}


def _kind(match: Match) -> str:
    first = match.candidates[0]
    if first.type == "adj":
        return "adjective"
    if first.type == "demonym":
        return "group"
    return KINDS.get(first.actor_id.split("/")[0], "organization")


def proposed(analysis: Analysis, matches: Sequence[Match], found: Sequence[Reference]) -> list[Reference]:
    """Organisations and places that only the tagger knows."""
    known = {i for m in matches for i in range(m.first, m.last)}
    known |= {i for r in found if r.name for i in range(*r.name)}
    out = []
    for n in analysis.names:
        if n.kind == "PER" or any(i in known for i in range(n.first, n.last)):
            continue
        kind = "organization" if n.kind == "ORG" else "place"
        out.append(Reference(n.first, n.last, top(analysis, n.first, n.last), kind, (n.first, n.last)))
    return out
