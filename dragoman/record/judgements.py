"""People's judgements: made, handed on, taken in. Only ever added; what they do is worked out by `judging`.

A judgement is about a key. Beside it stand the words that the fact rested on, so that it finds its fact again when a
new reading has drawn the edges otherwise.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

import msgspec

from dragoman.errors import RecordError
from dragoman.record import keys, positions, store
from dragoman.record.build import settle
from dragoman.record.groups import ACTOR_FIELDS, EVENT_FIELDS, STATEMENT_FIELDS, Groups
from dragoman.record.judging import COLUMNS, Verdicts, place_of, table_of, telling_row
from dragoman.record.nouns import VERDICTS, Judgement

STEPS = ("open", "answered", "met", "refused", "withdrawn", "lapsed")
"""Status of a position."""
WHAT = "statement (s…), event (e…), position (p…) or actor"
LONGEST = 100_000
"""Bytes of one line of judgements."""


def now() -> str:
    """The moment, in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def judge(
    connection: sqlite3.Connection,
    verdict: str,
    subject: str,
    *,
    user: str,
    object: str | None = None,
    field: str | None = None,
    value: Any = None,
    note: str | None = None,
    made_at: str | None = None,
) -> Judgement:
    """Adds a judgement and does what it says. Errors: `RecordError` when there is no such thing to judge."""
    made = Judgement(
        key="",
        verdict=verdict,
        subject=subject,
        object=object,
        field=field,
        value=None if value is None else value if verdict == "status" else json.dumps(value, ensure_ascii=False),
        note=note,
        user=user,
        made_at=made_at or now(),
    )
    with lasting(connection), store.transaction(connection):
        check(connection, made)
        made = signed(anchored(connection, made))
        insert(connection, [made])
    apply(connection, [made])
    return made


class lasting:  # noqa: N801 - a context manager, used like a function
    """A judgement is on the disk before we say so, even if the power fails."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def __enter__(self) -> None:
        self.connection.execute("PRAGMA synchronous = FULL")

    def __exit__(self, *_: object) -> None:
        self.connection.execute("PRAGMA synchronous = NORMAL")


def signed(j: Judgement) -> Judgement:
    """With the key: a digest of all that it says."""
    cells = [getattr(j, name) for name in COLUMNS.split(", ") if name != "key"]
    return msgspec.structs.replace(j, key=keys.digest(*("" if c is None else f"{c}" for c in cells)))


def anchored(connection: sqlite3.Connection, j: Judgement) -> Judgement:
    """With the words that the subject stands on."""
    row = telling_row(connection, j.subject)
    if row is None:
        return j
    query = f"""SELECT d.key, f.start, f.end, substr(d.text, f.start + 1, f.end - f.start)
    FROM {table_of(j.subject[0])} f JOIN documents d ON d.id = f.document WHERE f.id = ?"""
    document, start, end, exact = connection.execute(query, (row,)).fetchone()
    return msgspec.structs.replace(j, document=document, start=start, end=end, exact=exact)


def insert(connection: sqlite3.Connection, made: Iterable[Judgement]) -> int:
    """Writes judgements that are not there yet; how many were new."""
    marks = ", ".join("?" * len(COLUMNS.split(",")))
    before = connection.execute("SELECT count(*) FROM judgements").fetchone()[0]
    connection.executemany(
        f"INSERT OR IGNORE INTO judgements ({COLUMNS}) VALUES ({marks})",
        [tuple(getattr(j, name) for name in COLUMNS.split(", ")) for j in made],
    )
    return int(connection.execute("SELECT count(*) FROM judgements").fetchone()[0]) - int(before)


def apply(connection: sqlite3.Connection, made: Iterable[Judgement]) -> None:
    """Makes those facts anew that new judgements are about."""
    with store.transaction(connection):
        touched: set[int] = set()
        Verdicts(connection).on_actors()
        for j in with_withdrawn(connection, made):
            row, _ = place_of(connection, j)
            other = telling_row(connection, j.object) if j.object else None
            own = {n for n in (row, other) if n is not None}
            touched |= own or set(facts_of_actor(connection, j.subject)) | set(facts_of_actor(connection, j.object))
            if j.verdict == "split" and row is not None:
                later = connection.execute("SELECT later FROM joins WHERE earlier = ?", (row,))
                touched |= {n for (n,) in later.fetchall()}
        verdicts = Verdicts(connection)
        Groups(connection, verdicts).write(touched)
        positions.assign(connection)
        verdicts.on_positions()
    settle(connection)


def with_withdrawn(connection: sqlite3.Connection, made: Iterable[Judgement]) -> Iterator[Judgement]:
    """The judgements, and those that they take back."""
    for j in made:
        yield j
        if j.verdict == "withdraw":
            query = f"SELECT {COLUMNS} FROM judgements WHERE key = ?"
            for row in connection.execute(query, (j.subject,)).fetchall():
                yield Judgement(**dict(zip(COLUMNS.split(", "), row, strict=True)))


def facts_of_actor(connection: sqlite3.Connection, key: str | None) -> list[int]:
    """The tellings in which an actor plays a part."""
    found = connection.execute("SELECT id FROM actors WHERE key = ?", (key,)).fetchone()
    if found is None:
        return []
    terms = " OR ".join(f'"{role}-{found[0]}"' for role in ("by", "to", "in", "at"))
    holds = "SELECT id FROM attributions WHERE holder = ?"
    rows = connection.execute("SELECT rowid FROM words WHERE words MATCH ?", (terms,)).fetchall()
    return [row[0] for row in (*rows, *connection.execute(holds, (found[0],)).fetchall())]


# what may be said of what


def check(connection: sqlite3.Connection, j: Judgement) -> None:
    """Ends with an error that says what is wrong with a judgement."""
    if j.verdict not in VERDICTS:
        raise RecordError(j.verdict, "there is no such verdict", f"use one of {', '.join(VERDICTS)}")
    if not j.user.strip():
        raise RecordError(j.subject, "a judgement needs a name", "give --user")
    kind = kind_of(connection, j.subject, j.verdict)
    if j.verdict == "merge" or (j.verdict == "split" and j.object):
        if j.object is None or j.object == j.subject:
            raise RecordError(j.subject, "with what?", f"give the key of another {kind}")
        if kind_of(connection, j.object, j.verdict) != kind:
            raise RecordError(j.object, f"this is no {kind}", f"a {kind} goes together with another {kind}")
    if j.verdict == "correct":
        check_correction(connection, j, kind)
    if j.verdict == "status" and (kind != "position" or j.value not in STEPS):
        raise RecordError(j.subject, "a status is a step of a position", f"give one of {', '.join(STEPS)}")
    if j.verdict == "note" and not j.note:
        raise RecordError(j.subject, "the note is empty", "give --note")


def check_correction(connection: sqlite3.Connection, j: Judgement, kind: str) -> None:
    fields = {"statement": STATEMENT_FIELDS, "event": (*EVENT_FIELDS, "participants")}.get(kind, ())
    if j.field not in fields:
        raise RecordError(
            j.subject, f"{j.field!r} of {kind} cannot be corrected", f"what can: {', '.join(fields) or 'nothing'}"
        )
    value = json.loads(j.value or "null")
    check_form(j, value)
    actors = [value] if j.field in ACTOR_FIELDS and value is not None else []
    if j.field == "participants":
        actors = [key for _, key in value]
    for key in actors:
        if connection.execute("SELECT 1 FROM actors WHERE key = ?", (key,)).fetchone() is None:
            raise RecordError(str(key), "the record knows no such actor", "give the key of one that it knows")
    if j.field in ("act", "mode", "status") and not allowed(j.field, value):
        raise RecordError(str(value), f"this is no {j.field}", "see docs/words.md")


def check_form(j: Judgement, value: Any) -> None:
    """Participants are pairs of words; everything else is a word or nothing."""
    if j.field == "participants":
        pairs: list[Any] = value if isinstance(value, list) else [None]
        good = all(isinstance(p, list) and len(p) == 2 and all(isinstance(x, str) for x in p) for p in pairs)
        if not good or any(p[0] not in ROLES for p in pairs):
            raise RecordError(j.subject, "participants are pairs of role and actor", "give actor=KEY,recipient=KEY")
    elif not isinstance(value, str | None) or (value is None and j.field in NEVER_UNKNOWN):
        raise RecordError(j.subject, f"{value!r} is no {j.field}", "give one word")


ROLES = ("actor", "recipient", "third_party")
NEVER_UNKNOWN = ("act", "mode", "status")


def allowed(field: str, value: object) -> bool:
    from dragoman.model import ACTS, MODES, STATUSES

    modes = tuple(mode for found in MODES.values() for mode in found)
    return value in {"act": ACTS, "status": STATUSES, "mode": modes}[field]


def kind_of(connection: sqlite3.Connection, key: str, verdict: str) -> str:
    """What a key names."""
    if verdict == "withdraw":
        if connection.execute("SELECT 1 FROM judgements WHERE key = ?", (key,)).fetchone():
            return "judgement"
        raise RecordError(key, "there is no such judgement", "`dragoman judgements list` shows their keys")
    if keys.FACT.fullmatch(key) and telling_row(connection, key) is not None:
        return "statement" if key[0] == "s" else "event"
    if connection.execute("SELECT 1 FROM actors WHERE key = ?", (key,)).fetchone():
        return "actor"
    if connection.execute("SELECT 1 FROM positions WHERE key = ?", (key,)).fetchone():
        return "position"
    raise RecordError(key, "the record holds nothing of this name", f"give the key of a {WHAT}")


# handing on

_encode = msgspec.json.Encoder().encode
_decoder = msgspec.json.Decoder(Judgement)


def exported(made: Iterable[Judgement]) -> Iterator[bytes]:
    """One line of JSON each, in the order in which they were made."""
    for j in made:
        yield _encode(j) + b"\n"


def imported(connection: sqlite3.Connection, lines: Iterable[bytes], name: str) -> tuple[int, int]:
    """Takes in lines that were exported, all or none; how many, and how many of them were new. What they are about may
    be missing here: then they wait for it.
    """
    made = [parsed(line, f"{name}:{number}") for number, line in enumerate(lines, 1) if line.strip()]
    with lasting(connection), store.transaction(connection):
        new = insert(connection, made)
    apply(connection, made)
    return len(made), new


def parsed(line: bytes, where: str) -> Judgement:
    """One judgement, whole and with its own key."""
    if len(line) > LONGEST:
        raise RecordError(where, "the line is too long for a judgement", "give a file that `judgements export` made")
    try:
        found = _decoder.decode(line)
        json.loads(found.value) if found.value and found.verdict == "correct" else None
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise RecordError(where, f"this is no judgement: {error}", "give what `judgements export` made") from None
    if found.verdict == "correct":
        check_form(found, json.loads(found.value or "null"))
        if found.field in NEVER_UNKNOWN and not allowed(found.field, json.loads(found.value or "null")):
            raise RecordError(where, f"{found.value} is no {found.field}", "give what was exported")
    if found.verdict not in VERDICTS or signed(found).key != found.key:
        raise RecordError(where, "the judgement has been changed since it was made", "give what was exported")
    return found
