"""Positions: what one holder wants, offers or refuses in one matter, by all its statements that say so.

The matter is what a statement names, in any language alike: the kind of dealing, and actors without the holder and the
one addressed; of a statement that names nothing of the kind its longest words. Status is never ours to set.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from functools import cache

from dragoman.events.triggers import triggers
from dragoman.record import keys
from dragoman.record.facts import Facts
from dragoman.record.joining import names
from dragoman.record.terms import terms

NAMED, WORDS = 3, 2
"""Named things, or else words, that make a matter."""

OPEN = """SELECT s.id, s.act, s.holder, s.addressee, d.language, a.more, CASE WHEN a.more IS NOT NULL THEN d.text END,
substr(d.text, a.start + 1, a.end - a.start) AS words
FROM statements s JOIN attributions a ON a.id = s.id JOIN documents d ON d.id = a.document
WHERE s.position IS NULL AND s.act <> 'state' AND s.holder IS NOT NULL ORDER BY s.id LIMIT ?"""
MOST = 5000
"""Statements that are placed in one transaction: a few seconds."""


NEW = """INSERT OR IGNORE INTO positions (id, key, holder, act, addressee, matter, status)
VALUES (?, ?, ?, ?, ?, ?, 'open')"""


def assign(connection: sqlite3.Connection) -> bool:
    """Gives statements with an act their positions, the first told first. Were there any?"""
    facts = Facts(connection)
    found = connection.execute(OPEN, (MOST,)).fetchall()
    for number, act, holder, addressee, language, more, text, words in found:
        content = facts.content(words, more, text)
        who, whom = facts.actor(holder) or "", facts.actor(addressee)
        matter = matter_of(content, language or "", who, whom)
        key = "p" + keys.digest(who, act, matter)
        row = int(key[1:], 16) >> 1  # 63 bits: the same row in every record, whatever came in first
        connection.execute(NEW, (row, key, holder, act, addressee, matter))
        connection.execute("UPDATE statements SET position = ? WHERE id = ?", (row, number))
    return bool(found)


def drop_unused(connection: sqlite3.Connection) -> None:
    """Drops positions that nothing stands behind any more."""
    unused = "DELETE FROM positions WHERE NOT EXISTS (SELECT 1 FROM statements s WHERE s.position = positions.id)"
    connection.execute(unused)


def matter_of(content: str, language: str, holder: str, addressee: str | None) -> str:
    """What a statement is about: «withdraw, UKR». Words of any order and form give the same."""
    own = {key.partition("/")[2] if key.startswith("state/") else key for key in (holder, addressee) if key}
    actors = sorted(
        name.removeprefix("actor/")
        for name in names(content, language)
        if name.startswith("actor/") and "*" not in name and name.removeprefix("actor/") not in own
    )
    found = [*deal_of(content, language), *actors[:NAMED]]
    if not found:
        found = sorted(sorted(set(terms(content)), key=lambda word: (-len(word), word))[:WORDS])
    return ", ".join(found)


def deal_of(content: str, language: str) -> list[str]:
    """The kind of dealing that the first word for any names, with the words that it asks for beside it."""
    words, table = terms(content), deals(language)
    for word in words:
        for mode, needed in table.get(word, ()):
            if not needed or needed & set(words):
                return [mode]
    return []


@cache
def deals(language: str) -> dict[str, list[tuple[str, frozenset[str]]]]:
    """Words, as the index has them, with the kinds of dealing they name and the words that must stand beside them;
    those that ask for none come last.
    """
    out: dict[str, set[tuple[str, frozenset[str]]]] = defaultdict(set)
    for (lemma, _), held in triggers(language).items():
        for trigger in held if " " not in lemma else ():
            beside = {w for key, some in trigger.needs if key == "needs" for w in some}
            needed = frozenset(t for word in beside for t in terms(word))
            for word in terms(lemma):
                out[word].add((trigger.mode, needed))
    return {word: sorted(held, key=lambda deal: (not deal[1], deal[0])) for word, held in out.items()}
