"""What the rules look at: one page with its grammar, its quotations and who is named on it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dragoman.languages.base import Analysis, Sentence, Token
from dragoman.languages.lexicon import Lexicon, of
from dragoman.mentions.quotes import Quotation, quotations
from dragoman.mentions.references import Reference
from dragoman.model import SKIPPED_KINDS, Document, Span, TimeExpression

REACH = 300
"""Tokens on either side of a word that a rule may look at: keeps a page without full stops affordable."""


@dataclass(frozen=True)
class Page:
    """One document as the rules see it. Nothing here is changed by a rule. lexicon: the words of its language."""

    document: Document
    analysis: Analysis
    references: Sequence[Reference]
    times: Sequence[TimeExpression]
    quotations: Sequence[Quotation]
    tokens: Sequence[Token] = field(repr=False)
    text: str = field(repr=False)
    starts: Sequence[int] = field(repr=False)
    by_head: dict[int, Reference] = field(repr=False)
    by_first: dict[int, list[Reference]] = field(repr=False)
    quote_starts: Sequence[int] = field(repr=False)
    quote_parents: Sequence[int] = field(repr=False)
    quote_ends: frozenset[int] = field(repr=False)
    time_starts: Sequence[int] = field(repr=False)
    lexicon: Lexicon = field(repr=False)

    def token_at(self, char: int) -> int:
        """Number of the first token that ends after the code point `char`."""
        i = bisect_right(self.starts, char) - 1
        if i < 0 or self.tokens[i].end <= char:
            i += 1
        return i

    def starting_at(self, i: int) -> Sequence[Reference]:
        """References whose phrase begins with token `i`, longest first."""
        return self.by_first.get(i, ())

    def references_in(self, first: int, last: int) -> Iterator[Reference]:
        """References that begin at tokens `first` to `last` (half-open), in order."""
        for i in range(first, last):
            yield from self.by_first.get(i, ())

    def times_in(self, start: int, end: int) -> Sequence[TimeExpression]:
        """Words of time that begin at code points `start` to `end` (half-open)."""
        return self.times[bisect_left(self.time_starts, start) : bisect_left(self.time_starts, end)]

    def enclosing(self, char: int) -> Iterator[Quotation]:
        """Quotations around the code point `char`, its marks included, the innermost first."""
        k = bisect_right(self.quote_starts, char) - 1
        while k >= 0:
            if self.quotations[k].end > char:
                yield self.quotations[k]
            k = self.quote_parents[k]

    def quotes_in(self, start: int, end: int) -> Sequence[Quotation]:
        """Quotations that open at code points `start` to `end` (half-open)."""
        return self.quotations[bisect_left(self.quote_starts, start) : bisect_left(self.quote_starts, end)]

    def span(self, first: int, last: int) -> Span:
        """The characters of the tokens `first` to `last` (half-open, not empty)."""
        return Span(self.tokens[first].start, self.tokens[last - 1].end)

    def sentence_of(self, i: int) -> Sentence:
        """The sentence of token `i`; of one that is longer than any language makes, the stretch around the token."""
        whole = self.analysis.sentences[self.tokens[i].sentence]
        if whole.last - whole.first <= 2 * REACH:
            return whole
        first, last = max(whole.first, i - REACH), min(whole.last, i + REACH)
        return Sentence(first, last, self.tokens[first].start, self.tokens[last - 1].end, whole.passage)

    def minable(self, sentence: Sentence) -> bool:
        return self.document.passages[sentence.passage].kind not in (*SKIPPED_KINDS, "dateline")

    def reference(self, i: int) -> Reference | None:
        """The longest reference with token `i` for its head, else the one whose name holds it, else the shortest
        around it.
        """
        return self.by_head.get(i)


def open_page(
    document: Document, analysis: Analysis, references: Sequence[Reference], times: Sequence[TimeExpression]
) -> Page:
    by_head: dict[int, Reference] = {}
    longest_first = sorted(references, key=lambda r: r.first - r.last)
    for r in longest_first:
        by_head.setdefault(r.head, r)
    for r in longest_first:
        for i in range(*(r.name or (r.head, r.head))):
            by_head.setdefault(i, r)
    for r in reversed(longest_first):
        for i in range(r.first, r.last):
            by_head.setdefault(i, r)
    by_first: dict[int, list[Reference]] = {}
    for r in longest_first:
        by_first.setdefault(r.first, []).append(r)
    marks = quotations(document.text, document.passages, analysis.language)
    ordered = sorted(times, key=lambda e: e.span.start)
    return Page(
        document=document,
        analysis=analysis,
        references=references,
        times=ordered,
        quotations=marks,
        tokens=analysis.tokens,
        text=document.text,
        starts=[t.start for t in analysis.tokens],
        by_head=by_head,
        by_first=by_first,
        quote_starts=[q.start for q in marks],
        quote_parents=_parents(marks),
        quote_ends=frozenset(q.end for q in marks),
        time_starts=[e.span.start for e in ordered],
        lexicon=of(analysis.language),
    )


def _parents(marks: Sequence[Quotation]) -> list[int]:
    """For each quotation the number of the one around it, -1 for none."""
    parents, open_ones = [], list[int]()
    for k, q in enumerate(marks):
        while open_ones and marks[open_ones[-1]].end <= q.start:
            open_ones.pop()
        parents.append(open_ones[-1] if open_ones else -1)
        open_ones.append(k)
    return parents
