"""What the index cannot tell: whether words stand together, and which of many tellings answers best.

The index knows which words a telling has, not where; it is a third of the size for that. Where it matters the words are
looked at in the text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from math import log, sqrt

from dragoman.model import Span
from dragoman.record.pages import spans
from dragoman.record.read import Record
from dragoman.record.rows import surroundings
from dragoman.record.terms import terms

LOOKED = 2000
"""The newest facts among which the best are looked for; ranking more would take seconds and nobody reads so far."""


def words_of(record: Record, telling: int) -> list[str]:
    """The words that a telling is found by, in order."""
    query = "SELECT document, start, end, more FROM attributions WHERE id = ?"
    row = next(record.sql(query, (telling,)), None)
    if row is not None:
        text = record.pages.page(row["document"])["text"]
        return [word for span in spans(row) for word in terms(span.of(text))]
    row = next(record.sql("SELECT document, start, end FROM event_mentions WHERE id = ?", (telling,)), None)
    if row is None:
        return []
    return terms(surroundings(Span(row["start"], row["end"]), record.pages.page(row["document"])["text"]))


def stand_together(phrase: Sequence[str], words: Sequence[str]) -> bool:
    """The words of the phrase follow each other."""
    size = len(phrase)
    return any(
        words[k] == phrase[0] and list(words[k : k + size]) == list(phrase) for k in range(len(words) - size + 1)
    )


class Relevance:
    """How well tellings answer: by the words asked for that they have, rare ones more; among equals the shorter."""

    def __init__(self, record: Record, wanted: Iterable[str]) -> None:
        self.record = record
        total = next(record.sql("SELECT count(*) AS n FROM attributions"))["n"] + 1
        self.weight = {word: log(1 + total / (1 + self._holding(word))) for word in wanted}

    def _holding(self, word: str) -> int:
        """How many tellings have the word, counted up to a thousand."""
        query = "SELECT count(*) AS n FROM (SELECT 1 FROM words WHERE words MATCH ? LIMIT 1000)"
        return int(next(self.record.sql(query, (f'"{word}"',)))["n"])

    def of(self, telling: int) -> float:
        """The score, higher for better."""
        words = words_of(self.record, telling)
        found = Counter(word for word in words if word in self.weight)
        return sum(self.weight[word] * (1 + log(n)) for word, n in found.items()) / sqrt(8 + len(words))
