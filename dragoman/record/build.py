"""The record layer out of the text layer and the judgements.

`settle` works through the days on which something has changed; `rebuild` marks all days as changed. Either ends with
the same rows, whatever the steps by which the text layer came about: pairs of tellings are found day by day, groups are
what hangs together by pairs, and a fact is what its group says, as corrected by people.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from dragoman.record import joining, keys, names, positions, reprints, store
from dragoman.record.facts import Facts
from dragoman.record.groups import Groups
from dragoman.record.judging import Verdicts
from dragoman.record.nouns import Join
from dragoman.record.numbers import Numbers

MOST = 30_000
"""Facts of one transaction: about five seconds, in which other writers wait."""


def settle(connection: sqlite3.Connection, tell: store.Tell = store.nobody) -> int:
    """Brings the record layer up to date; how many days had changed. May be stopped and run again."""
    done = 0
    while True:
        with store.transaction(connection, tell):
            days = changed(connection)
            if not days:
                break
            recounted = list(reprints.mark(connection, days))
            touched = list(rejoin(connection, days))
            verdicts = Verdicts(connection)
            Groups(connection, verdicts).write(chain(recounted, touched, verdicts.among(days)))
            connection.executemany("UPDATE days SET joined = 1 WHERE day = ?", [(day,) for day in days])
        done += len(days)
    place(connection, tell, done > 0)
    return done


def place(connection: sqlite3.Connection, tell: store.Tell, changed: bool) -> None:
    """Brings positions up to date. changed: statements were made anew, so that some may have nothing behind them."""
    more = True
    while more:
        with store.transaction(connection, tell):
            more = positions.assign(connection)
            changed = changed or more
            if not more and changed:
                positions.drop_unused(connection)
                Verdicts(connection).on_positions()


def rebuild(connection: sqlite3.Connection, tell: store.Tell = store.nobody) -> None:
    """Makes the record layer anew. Ids stay: they are those of the tellings."""
    with store.transaction(connection, tell):
        connection.execute("UPDATE days SET joined = 0")
        connection.execute("UPDATE documents SET reprint_of = NULL WHERE reprint_of IS NOT NULL")
        Verdicts(connection).on_actors()
        connection.execute("DELETE FROM actor_terms")
        names.enter(connection)
    settle(connection, tell)


def changed(connection: sqlite3.Connection) -> list[int]:
    """The first days with changes, as many as make a transaction."""
    days: list[int] = []
    facts = 0
    for day, following in connection.execute("SELECT day, next FROM days WHERE joined = 0 ORDER BY day"):
        facts += following - keys.first_of(day)
        if days and facts > MOST:
            break
        days.append(day)
    return days


def rejoin(connection: sqlite3.Connection, days: Sequence[int]) -> Iterator[int]:
    """Finds the pairs of these days anew; the facts whose groups may have changed by it."""
    targets = targets_of(connection, days)
    facts = Facts(connection)
    changed_days = set(days)
    for first, last in runs(targets):
        low, high = keys.first_of(first), keys.first_of(last + 1) - 1
        rows = facts.between(keys.first_of(max(1, first - joining.WINDOW)) if first else low, high)
        new = {(j.later, j.earlier): j for j in joining.joined(rows) if low <= j.later <= high}
        old = {(j.later, j.earlier): j for j in joins_between(connection, low, high)}
        connection.executemany("DELETE FROM joins WHERE later = ? AND earlier = ?", [p for p in old if p not in new])
        sql = "INSERT OR REPLACE INTO joins (later, earlier, rule, score) VALUES (?, ?, ?, ?)"
        added = [j for pair, j in new.items() if old.get(pair) != j]
        rules = Numbers(connection, "rules")
        cells = [(j.later, j.earlier, rules.of(j.rule), None if j.score == 1.0 else j.score) for j in added]
        connection.executemany(sql, cells)
        for pair in old.keys() | new.keys():
            if old.get(pair) != new.get(pair) or not changed_days.isdisjoint(map(keys.day_in, pair)):
                yield from pair


def targets_of(connection: sqlite3.Connection, days: Sequence[int]) -> list[int]:
    """The days, and those after them whose facts may be joined to theirs."""
    out = set(days)
    for day in days:
        until = day + joining.WINDOW if day else 0
        later = connection.execute("SELECT day FROM days WHERE day > ? AND day <= ? AND joined = 1", (day, until))
        out.update(row[0] for row in later)
    return sorted(out)


def runs(days: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Days that lie near each other, as ranges; day 0 stands alone: its facts have no date."""
    start: int | None = None
    last = 0
    for day in days:
        if start is not None and (start == 0 or day - last > joining.WINDOW):
            yield start, last
            start = None
        start = day if start is None else start
        last = day
    if start is not None:
        yield start, last


def joins_between(connection: sqlite3.Connection, low: int, high: int) -> Iterable[Join]:
    """The pairs that are known of facts in this range."""
    sql = """SELECT j.later, j.earlier, r.name, coalesce(j.score, 1.0) FROM joins j JOIN rules r ON r.id = j.rule
    WHERE j.later BETWEEN ? AND ?"""
    for later, earlier, rule, score in connection.execute(sql, (low, high)).fetchall():
        yield Join(later=later, earlier=earlier, rule=rule, score=score)
