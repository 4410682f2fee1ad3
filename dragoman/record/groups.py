"""Facts out of groups of tellings: what hangs together by pairs is one statement or event, and says what they say."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

from dragoman.record.facts import Facts
from dragoman.record.judging import Verdicts

STATEMENT_FIELDS = ("act", "speaker", "holder", "addressee", "said_on")
EVENT_FIELDS = ("mode", "status", "date", "place", "follows")
ACTOR_FIELDS = ("speaker", "holder", "addressee", "place")
"""What a person may correct, and which of it are actors, told by their keys; participants go as [[role, key], …]."""


class Groups:
    """Writes the rows of the record layer."""

    def __init__(self, connection: sqlite3.Connection, verdicts: Verdicts) -> None:
        self.connection, self.verdicts = connection, verdicts
        self.facts = Facts(connection)

    def write(self, nodes: Iterable[int]) -> None:
        """Makes the facts anew that these tellings are of. Where a pair was found or lost, both must be among them."""
        self.connection.execute("PRAGMA defer_foreign_keys = ON")
        near = self._neighbours(nodes)
        seen: set[int] = set()
        for node in sorted(near):
            if node not in seen:
                group, ahead = {node}, [node]
                while ahead:
                    for other in near[ahead.pop()] - group:
                        group.add(other)
                        ahead.append(other)
                seen |= group
                self._write(sorted(group))

    def _neighbours(self, nodes: Iterable[int]) -> dict[int, set[int]]:
        """Each telling that hangs together with these, now or before, and what it is joined to: by rule, unless a
        person has set one of the two apart, or by a person.

        Pairs are looked up by the later one: the other end is among the nodes, or they were one fact before.
        """
        near: dict[int, set[int]] = {}
        ahead = list(nodes)
        gone: set[int] = set()
        listed: set[int] = set()
        while ahead:
            node = ahead.pop()
            if node in near:
                continue
            near[node] = set()
            fact = fact_of(self.connection, node)
            if fact is None:
                gone.add(node)  # a telling that is no more joins nobody
                continue
            near[node] = self._joined_to(node)
            ahead += near[node]
            if fact not in listed:  # once a fact, not once a telling: some facts have thousands
                listed.add(fact)
                ahead += company(self.connection, node)
        for node, found in list(near.items()):
            found -= gone
            for other in found:
                near[other].add(node)
        return near

    def _joined_to(self, node: int) -> set[int]:
        """The earlier tellings that a rule joins this one to, and those that a person does."""
        out = set(self.verdicts.together.get(node, ()))
        if node not in self.verdicts.apart:
            rows = self.connection.execute("SELECT earlier FROM joins WHERE later = ?", (node,))
            out |= {row[0] for row in rows} - self.verdicts.apart
        return out

    def _write(self, group: Sequence[int]) -> None:
        query = "SELECT 1 FROM attributions WHERE id = ?"
        if self.connection.execute(query, (group[0],)).fetchone():
            self._rewrite("attributions", "statement", "statements", group, self._statement(group))
            return
        query = "SELECT 1 FROM event_mentions WHERE id = ?"
        if self.connection.execute(query, (group[0],)).fetchone():
            participants = self._participants(group)
            following = [(group[0], n) for n in group[1:]]
            self.connection.executemany("UPDATE events SET follows = ? WHERE follows = ?", following)
            self.connection.executemany("DELETE FROM event_participants WHERE event = ?", [(n,) for n in group])
            self._rewrite("event_mentions", "event", "events", group, self._event(group))
            sql = "INSERT INTO event_participants (event, role, actor) VALUES (?, ?, ?)"
            self.connection.executemany(sql, [(group[0], role, actor) for role, actor in participants])

    def _rewrite(self, tellings: str, column: str, table: str, group: Sequence[int], cells: dict[str, Any]) -> None:
        """One row for the group, under the id of its first telling; the others point to it."""
        first, *others = group
        self.connection.executemany(f"UPDATE {tellings} SET {column} = NULL WHERE id = ?", [(n,) for n in group])
        self.connection.executemany(f"DELETE FROM {table} WHERE id = ?", [(n,) for n in group])
        names = ", ".join(("id", *cells))
        marks = ", ".join("?" * (len(cells) + 1))
        self.connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", (first, *cells.values()))
        pointing = [(first, n) for n in others]
        self.connection.executemany(f"UPDATE {tellings} SET {column} = ? WHERE id = ?", pointing)

    def _statement(self, group: Sequence[int]) -> dict[str, Any]:
        query = "SELECT document, act, speaker, holder, addressee, said_on FROM attributions WHERE id = ?"
        rows = [self.connection.execute(query, (n,)).fetchone() for n in group]
        cells = {
            "act": rows[0][1],
            "speaker": self.verdicts.actor(first_of(row[2] for row in rows)),
            "holder": self.verdicts.actor(first_of(row[3] for row in rows)),
            "addressee": self.verdicts.actor(first_of(row[4] for row in rows)),
            "said_on": first_of(row[5] for row in rows),
        }
        return self._judged(group, cells, STATEMENT_FIELDS) | self._counts(row[0] for row in rows)

    def _event(self, group: Sequence[int]) -> dict[str, Any]:
        query = "SELECT document, mode, status, date, place FROM event_mentions WHERE id = ?"
        rows = [self.connection.execute(query, (n,)).fetchone() for n in group]
        cells = {
            "mode": rows[0][1],
            "status": status_of([row[2] for row in rows]),
            "date": first_of(row[3] for row in rows),
            "place": self.verdicts.actor(first_of(row[4] for row in rows)),
            "follows": None,
        }
        return self._judged(group, cells, EVENT_FIELDS) | self._counts(row[0] for row in rows)

    def _judged(self, group: Sequence[int], cells: dict[str, Any], fields: Sequence[str]) -> dict[str, Any]:
        """The cells as people corrected them, the last word counting, and their verdict."""
        verdict = None
        for j in sorted((j for n in group for j in self.verdicts.of.get(n, ())), key=lambda j: j.made_at):
            if j.verdict in ("accept", "reject"):
                verdict = j.verdict
            elif j.verdict == "correct" and j.field is not None and j.field in fields:
                value = json.loads(j.value or "null")
                if j.field in ACTOR_FIELDS and value is not None:
                    value = self._number(value)
                elif j.field == "follows" and value is not None:
                    from dragoman.record.read import fact_row

                    value = fact_row(self.connection, value)
                cells[j.field] = value
        return cells | {"verdict": verdict}

    def _number(self, key: str) -> int | None:
        row = self.connection.execute("SELECT id FROM actors WHERE key = ?", (key,)).fetchone()
        return self.verdicts.actor(row[0]) if row else None

    def _participants(self, group: Sequence[int]) -> list[tuple[str, int]]:
        """Of all tellings, or as a person has put them right."""
        for j in reversed([j for n in group for j in self.verdicts.of.get(n, ())]):
            if j.verdict == "correct" and j.field == "participants":
                told = ((role, self._number(key)) for role, key in json.loads(j.value or "[]"))
                return list(dict.fromkeys((role, number) for role, number in told if number is not None))
        found: dict[tuple[str, int], None] = {}
        query = "SELECT role, actor FROM arguments WHERE event_mention = ? AND actor IS NOT NULL ORDER BY n"
        for n in group:
            for role, actor in self.connection.execute(query, (n,)):
                found[role, self.verdicts.actor(actor) or actor] = None
        return self._without_states(list(found))

    def _without_states(self, sides: list[tuple[str, int]]) -> list[tuple[str, int]]:
        """One report names Biden, another the United States: the state goes where somebody of it plays its part."""
        query = "SELECT kind, iso3 FROM actors WHERE id = ?"
        known = {actor: self.connection.execute(query, (actor,)).fetchone() for _, actor in sides}
        acting = {(role, known[actor][1]) for role, actor in sides if known[actor][0] in ("person", "organ", "unnamed")}
        return [
            (role, actor)
            for role, actor in sides
            if known[actor][0] not in ("state", "quasi-state") or (role, known[actor][1]) not in acting
        ]

    def _counts(self, documents: Iterable[int]) -> dict[str, int]:
        """Reports, and those of them that are no reprints; versions of one page are one report."""
        told = set(documents)
        return {
            "reports": len({self.facts.page(d) for d in told}),
            "independent": len({self.facts.origin(d) for d in told}),
        }


def fact_of(connection: sqlite3.Connection, node: int) -> int | None:
    """The fact that a telling is of; None for one that is no more."""
    for tellings, column in (("attributions", "statement"), ("event_mentions", "event")):
        found = connection.execute(f"SELECT coalesce({column}, id) FROM {tellings} WHERE id = ?", (node,)).fetchone()
        if found:
            return int(found[0])
    return None


def company(connection: sqlite3.Connection, node: int) -> list[int]:
    """The tellings that are one fact with this one as things stand, itself among them."""
    for tellings, column in (("attributions", "statement"), ("event_mentions", "event")):
        found = connection.execute(f"SELECT coalesce({column}, id) FROM {tellings} WHERE id = ?", (node,)).fetchone()
        if found:
            query = f"SELECT id FROM {tellings} WHERE {column} = ?"
            return [found[0], *(other[0] for other in connection.execute(query, (found[0],)))]
    return []


def status_of(told: Sequence[str]) -> str:
    """What became of an event, by its tellings in the order of publication: it took place if any says so; else the last
    word on whether it is on or off; a bare possibility or a denial only where nothing else is told.
    """
    if "held" in told:
        return "held"
    for some in (("planned", "cancelled"), ("possible",), ("denied",)):
        found = [status for status in told if status in some]
        if found:
            return found[-1]
    return told[-1]


def first_of(values: Iterable[Any]) -> Any:
    """The first that is known."""
    return next((value for value in values if value is not None), None)
