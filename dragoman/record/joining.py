"""Which tellings are of one fact: pairs, each with its reason, so that any of them can be taken back.

`joined` is the one place where this is decided. It is given rows in the order of publication and looks at nothing else;
what it decides about two of them must not hang on rows further than `WINDOW` days away, so that days can be joined one
by one, in any order, with the same result.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.record.facts import FactRow
from dragoman.record.nouns import Join
from dragoman.record.terms import terms

WINDOW = 7
"""Days of publication that two tellings of one fact lie apart at most."""
LEAST_WORDS = 4
"""Words of a statement below which the same words need not be the same utterance («мы против»)."""


def joined(rows: Iterable[FactRow]) -> Iterator[Join]:
    """Pairs of tellings that are of one fact: here those that say the very same."""
    last: dict[tuple[object, ...], FactRow] = {}
    for row in rows:
        same = utterance(row) if row.kind == "s" else dealing(row)
        if same is None:
            continue
        before = last.get(same)
        if before is not None and row.document == before.document:
            continue  # the page tells them apart
        if before is not None and row.day - before.day <= WINDOW:
            rule = "same words of one speaker" if row.kind == "s" else "same parties, date and kind"
            yield Join(later=row.id, earlier=before.id, rule=rule)
        last[same] = row


def utterance(row: FactRow) -> tuple[object, ...] | None:
    """Who said what, word for word."""
    words = terms(row.content)
    return ("s", row.speaker, *words) if row.speaker and len(words) >= LEAST_WORDS else None


def dealing(row: FactRow) -> tuple[object, ...] | None:
    """What two or more did on a known day."""
    parties = frozenset(actor for _, actor in row.participants)
    known = row.date is not None and len(row.date) == 10
    return ("e", row.mode, row.date, parties) if known and len(parties) > 1 else None
