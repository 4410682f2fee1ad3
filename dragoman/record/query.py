"""The language in which a record is asked, for the command line, saved queries and pages alike.

    газ экспорт                     both words, in any form         газ OR нефть      either
    "красные линии"                 next to each other              газ NOT Европа    without; also -Европа
    speaker:Лавров act:demand       fields; a value of several words in marks: speaker:"Сергей Лавров"
    from:2021-12 to:2022-02         published then; a day, a month or a year
    (газ OR нефть) lang:ru          brackets

A query is parsed into the nodes below; `find` turns them into a search.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.errors import QueryError
from dragoman.model import ACTS, MODES, STATUSES

FIELDS = {
    "speaker": "who said it: a name, an id (state/RUS) or a country code (RUS)",
    "actor": "who speaks, is spoken to, takes part or is named",
    "about": "who or what is named in what was said",
    "place": "where it happened",
    "act": "kind of statement: " + ", ".join(ACTS),
    "type": "direct, mixed or indirect speech; or kind of event: consult, agree, …",
    "mode": "kind of event: " + ", ".join(mode for held in MODES.values() for mode in held),
    "status": "of an event: " + ", ".join(STATUSES),
    "publisher": "outlet, or a part of its name",
    "lang": "language of the report: ru, en",
    "from": "published on or after this day, month or year",
    "to": "published on or before it",
}
"""Fields of a query and what each is asked for."""

LONGEST = 1000
"""Characters of a query; longer ones are programs, and belong into SQL."""
DEEPEST = 20
"""Brackets within brackets."""

TOKEN = re.compile(
    r"""\s*(?:(?P<bracket>[()])
    |(?P<minus>-)(?=\S)
    |(?P<field>[a-z]+):(?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s()"]+))
    |(?:"(?P<phrase>[^"]*)"|«(?P<marked>[^»]*)»)
    |(?P<word>[^\s()"]+))""",
    re.VERBOSE,
)
AND, OR, NOT = frozenset(("AND", "И")), frozenset(("OR", "ИЛИ")), frozenset(("NOT", "НЕ"))


@dataclass(frozen=True, slots=True)
class Word:
    """One word in any form."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words next to each other, each in any form."""

    text: str


@dataclass(frozen=True, slots=True)
class Field:
    """A field and the value asked for."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: Node


Node = Word | Phrase | Field | And | Or | Not
Token = tuple[str, str]
"""Kind (bracket, minus, field name …) and text."""


def parse(text: str) -> Node | None:
    """The query as a tree; None for one that asks for everything. Errors: `QueryError`, where it breaks off."""
    if len(text) > LONGEST:
        raise QueryError(f"a query of {len(text):,} characters; at most {LONGEST:,} can be asked")
    tokens = _tokens(text)
    if not tokens:
        return None
    node, rest = _either(tokens, 0)
    if rest:
        raise QueryError(f"a closing bracket without an opening one in {text!r}")
    return node


def _tokens(text: str) -> list[Token]:
    found: list[Token] = []
    at = 0
    while text[at:].strip():
        m = TOKEN.match(text, at)
        if m is None:
            raise QueryError(f"a quotation mark is not closed: {text[at:].strip()[:40]!r}")
        at = m.end()
        if m["field"]:
            found.append((_known(m["field"], m["quoted"] if m["quoted"] is not None else m["bare"]), "field"))
            found.append((m["quoted"] if m["quoted"] is not None else m["bare"], "value"))
        else:
            kind = next(k for k in ("bracket", "minus", "phrase", "marked", "word") if m[k] is not None)
            found.append((m[kind], "phrase" if kind == "marked" else kind))
    return found


def _known(name: str, value: str) -> str:
    if name not in FIELDS:
        raise QueryError(
            f'there is no field {name!r}; fields are {", ".join(FIELDS)} (put marks round words: "{name}:{value}")'
        )
    return name


def _either(tokens: Sequence[Token], depth: int) -> tuple[Node, Sequence[Token]]:
    if depth > DEEPEST:
        raise QueryError(f"brackets are nested more than {DEEPEST} deep")
    part, rest = _both(tokens, depth)
    parts = [part]
    while rest and rest[0][1] == "word" and rest[0][0] in OR:
        part, rest = _both(rest[1:], depth)
        parts.append(part)
    return (parts[0] if len(parts) == 1 else Or(tuple(parts))), rest


def _both(tokens: Sequence[Token], depth: int) -> tuple[Node, Sequence[Token]]:
    part, rest = _one(tokens, depth)
    parts = [part]
    while rest and rest[0] != (")", "bracket") and not (rest[0][1] == "word" and rest[0][0] in OR):
        if rest[0][1] == "word" and rest[0][0] in AND:
            rest = rest[1:]
        part, rest = _one(rest, depth)
        parts.append(part)
    return (parts[0] if len(parts) == 1 else And(tuple(parts))), rest


def _one(tokens: Sequence[Token], depth: int) -> tuple[Node, Sequence[Token]]:
    if not tokens:
        raise QueryError("the query breaks off: a word is missing after AND, OR, NOT or a bracket")
    (text, kind), rest = tokens[0], tokens[1:]
    if kind == "minus" or (kind == "word" and text in NOT):
        part, rest = _one(rest, depth)
        return Not(part), rest
    if (text, kind) == ("(", "bracket"):
        node, rest = _either(rest, depth + 1)
        if not rest:
            raise QueryError("a bracket is not closed")
        return node, rest[1:]
    if kind == "field":
        return Field(text, rest[0][0]), rest[1:]
    if kind == "phrase":
        return Phrase(text), rest
    if kind == "bracket" or text in OR | AND:
        raise QueryError(f"a word is missing before {text!r}")
    return Word(text), rest
