"""Our types, modes, statuses and acts to PLOVER's types and modes (the PLOVER manual; docs/plover.md)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files

from dragoman.languages.lexicon import of
from dragoman.model import EventMention

Code = tuple[str, str]
COOPERATION = frozenset(("CONSULT", "SUPPORT", "COOPERATE", "AID", "AGREE", "CONCEDE", "RETREAT"))
"""What is planned of these is agreed to."""
FORCE = frozenset(("SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "PROTEST"))
"""What is planned of these is threatened."""
ACTS = {
    "propose": "AGREE",
    "demand": "REQUEST",
    "promise": "AGREE",
    "warn": "THREATEN",
    "accuse": "ACCUSE",
    "reject": "REJECT",
    "support": "SUPPORT",
    "concern": "ACCUSE",
}
"""Act of a statement → type; `state` and `deny` are dropped by PLOVER."""


@cache
def modes() -> dict[str, tuple[str, str, bool]]:
    """Our mode → PLOVER type and mode, and whether all sides are actors; of `events/types/*/type.toml`."""
    out: dict[str, tuple[str, str, bool]] = {}
    for folder in (files("dragoman.events") / "types").iterdir():
        path = folder / "type.toml"
        if path.is_file():
            kind = tomllib.loads(path.read_text(encoding="utf-8"))
            plover = kind["plover"]
            out[kind["mode"]] = (plover.get("type", ""), plover.get("mode", ""), bool(kind.get("symmetric")))
    return out


def of_event(e: EventMention, text: str, language: str) -> Code | None:
    """Type and mode of an event or deed by its kind and status; None where PLOVER has no row."""
    if e.mode == "deliver":
        kind, mode = of_paper(text, language)
    elif e.mode in modes():
        kind, mode, _ = modes()[e.mode]
    else:
        kind, mode = e.type, e.mode
    if not kind or e.status in ("denied", "possible"):
        return None
    if e.rule.removesuffix(" unless").endswith((" deport", " exile", " banish", " evict")):
        kind, mode = "COERCE", "deport"
    if e.mode == "ban" and by_words("EMBARGO", text, language):
        return "SANCTION", "discontinue"
    if e.rule == "ban: deny" or (e.mode == "ban" and by_words("BAN", text, language)):
        return "REJECT", "change"  # the manual: a group that is kept out is refused
    if e.rule == "meet: summon":
        return "ACCUSE", "disapprove"  # the manual: whoever is summoned is told off
    if e.rule.endswith(" unless") and e.status == "planned":
        return "THREATEN", threat(kind)
    if e.status == "cancelled":
        return cancelled(e, kind)
    if e.status == "planned" and mode != "resign":
        if kind in COOPERATION:
            return "AGREE", ""
        if kind in FORCE:
            return "THREATEN", threat(kind)
    if mode in BROAD:
        return kind, by_words(kind, text, language) or mode
    return kind, mode or by_words(kind, text, language)


BROAD = frozenset(("demo", "troops", "restrict", "disapprove"))
"""Modes that the words may narrow."""


def cancelled(e: EventMention, kind: str) -> Code | None:
    """A meeting called off is a refusal, an agreement cancelled a sanction."""
    if kind == "CONSULT":
        return "REJECT", "meet"
    return ("SANCTION", "discontinue") if e.type == "AGREE" else None


def threat(kind: str) -> str:
    """What is threatened."""
    return {"ASSAULT": "violence", "MOBILIZE": "violence", "SANCTION": "relations", "COERCE": "restrict"}.get(kind, "")


def of_paper(text: str, language: str) -> Code:
    """What is handed over: a protest accuses, demands ask, an offer agrees; a plain letter has no row."""
    mode = by_words("DELIVER", text, language)
    return {
        "protest": ("ACCUSE", "disapprove"),
        "demand": ("REQUEST", "change"),
        "offer": ("AGREE", ""),
        "congratulation": ("SUPPORT", ""),
    }.get(mode, ("", ""))


def of_act(act: str, content: str, inner: Iterable[EventMention], language: str) -> Code | None:
    """Type and mode of a statement by its act and what it is about."""
    kind = ACTS.get(act)
    if kind is None:
        return None
    deeds = [modes()[e.mode][0] for e in inner if e.mode in modes()]
    if act == "propose" and not any(d in COOPERATION for d in deeds):
        return "REQUEST", "change"
    if act == "promise" and any(d in FORCE for d in deeds):
        return "THREATEN", threat(next(d for d in deeds if d in FORCE))
    if act == "concern":
        kind = {"condolence": "SUPPORT", "regret": "CONCEDE"}.get(by_words("CONCERN", content, language), kind)
    if act == "warn" and not (deeds or by_words("WARN", content, language)):
        return None
    return kind, by_words(kind, content, language)


@cache
def mode_words(language: str, kind: str) -> Sequence[tuple[str, str]]:
    """Beginnings of words with the mode that they tell, in the order of the table."""
    return tuple((row[2], row[1]) for row in of(language).table("plover_modes.tsv") if row[0] == kind)


def by_words(kind: str, text: str, language: str) -> str:
    """The mode of a type that the words tell, or an empty string."""
    lower = f" {text.lower()}"
    return next((mode for start, mode in mode_words(language, kind) if f" {start}" in lower), "")


@cache
def context_words(language: str) -> Sequence[tuple[str, str]]:
    """Beginnings of words with their context."""
    return tuple((row[1], row[0]) for row in of(language).table("plover_contexts.tsv"))


def contexts(text: str, language: str) -> list[str]:
    """What the words are about, in the order of PLOVER's list."""
    lower = f" {text.lower()}"
    return list(dict.fromkeys(name for start, name in context_words(language) if f" {start}" in lower))
