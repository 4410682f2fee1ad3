"""The words that name an event, read from `types/<mode>/triggers/<language>.tsv`, and those that carry or qualify it.

A trigger's frame says how its participants hang on it: `slot:role`, where a slot is a relation (nsubj, obj, iobj, gen,
gen2, ins, agent, adj, poss, inf, that) or a preposition, in Russian with its case (`с+T`, `в+A`, `with`), and a role is
actor, recipient, third_party, object, place or content.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dragoman.languages.lexicon import of


@dataclass(frozen=True, slots=True)
class Trigger:
    """One line of a trigger table."""

    type: str
    mode: str
    lemma: str
    pos: str
    slots: tuple[tuple[str, str], ...]
    status: str
    flags: frozenset[str]
    needs: tuple[tuple[str, frozenset[str]], ...]
    symmetric: bool

    def roles(self, slot: str) -> tuple[str, ...]:
        """Roles that the filler of `slot` plays."""
        return tuple(r for s, role in self.slots if s == slot for r in role.split("+"))


@dataclass(frozen=True, slots=True)
class Sign:
    """A word that sets the status of the event that hangs on it or that it modifies."""

    status: str
    pos: str
    relation: str


@cache
def signs(language: str) -> dict[str, tuple[Sign, ...]]:
    """Lemma → what it says of an event."""
    out: dict[str, list[Sign]] = {}
    for lemma, pos, status, relation, *_ in of(language).table("event_status.tsv"):
        out.setdefault(lemma, []).append(Sign(status, pos, relation))
    return {k: tuple(v) for k, v in out.items()}


@cache
def light_verbs(language: str) -> frozenset[str]:
    """Verbs that only carry the noun of an event («провели переговоры», «held talks»)."""
    return frozenset(row[0] for row in of(language).table("light_verbs.tsv"))


@cache
def light_relations(language: str) -> dict[str, frozenset[str]]:
    """Light verb → how the noun of the event hangs on it: obj, nsubj, or its preposition («engaged in talks»)."""
    out: dict[str, set[str]] = {}
    for lemma, relation, *_ in of(language).table("light_verbs.tsv"):
        out.setdefault(lemma, set()).add(relation)
    return {k: frozenset(v) for k, v in out.items()}


@cache
def triggers(language: str = "ru", folder: str = "types") -> dict[tuple[str, str], tuple[Trigger, ...]]:
    """(lemma, VERB or NOUN) → its triggers, in the order of the folders: of dealings in `types`, of what only PLOVER
    counts in `deeds`.
    """
    table: dict[tuple[str, str], list[Trigger]] = {}
    root = files("dragoman.events") / folder
    for entry in sorted(root.iterdir(), key=lambda p: p.name):
        path = entry / "triggers" / f"{language}.tsv"
        if not path.is_file():
            continue
        kind = tomllib.loads((entry / "type.toml").read_text(encoding="utf-8"))
        for line in path.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                trigger = _parse(line, kind)
                table.setdefault((trigger.lemma, trigger.pos), []).append(trigger)
    return {k: tuple(v) for k, v in table.items()}


def _parse(line: str, kind: dict[str, object]) -> Trigger:
    lemma, pos, frame, status, flags = [*line.split("\t"), "", "", ""][:5]
    slots = tuple((s, r) for s, _, r in (part.partition(":") for part in frame.split()) if r)
    words = [w for w in flags.replace(",", " ").split() if w != "-"]
    needs = tuple(
        (k, frozenset(v.replace("ё", "е").split("|"))) for k, eq, v in (w.partition("=") for w in words) if eq
    )
    return Trigger(
        type=str(kind["type"]),
        mode=str(kind["mode"]),
        lemma=lemma.replace("ё", "е"),
        pos=pos,
        slots=slots,
        status=status.strip("-"),
        flags=frozenset(w for w in words if "=" not in w),
        needs=needs,
        symmetric=bool(kind.get("symmetric", False)),
    )
