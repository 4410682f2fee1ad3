"""The words that name an event, read from `types/<mode>/triggers/<language>.tsv`.

A trigger's frame says how its participants hang on it: `slot:role`, where a slot is a relation (nsubj, obj, iobj, gen,
gen2, ins, agent, adj, inf) or a preposition with a case (`с+T`, `в+A`), and a role is actor, recipient, third_party,
object or place.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


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


@cache
def triggers(language: str = "ru") -> dict[tuple[str, str], tuple[Trigger, ...]]:
    """(lemma, VERB or NOUN) → its triggers, in the order of the folders."""
    table: dict[tuple[str, str], list[Trigger]] = {}
    root = files("dragoman.events") / "types"
    for folder in sorted(root.iterdir(), key=lambda p: p.name):
        path = folder / "triggers" / f"{language}.tsv"
        if not path.is_file():
            continue
        kind = tomllib.loads((folder / "type.toml").read_text(encoding="utf-8"))
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
