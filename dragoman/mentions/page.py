"""What the rules look at: one page with its grammar, its quotations and who is named on it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from dragoman.languages.base import Analysis, Sentence, Token
from dragoman.mentions.quotes import Quotation, quotations
from dragoman.mentions.references import Reference
from dragoman.model import SKIPPED_KINDS, Document, Span, TimeExpression


@dataclass(frozen=True)
class Page:
    """One document as the rules see it. Nothing here is changed by a rule."""

    document: Document
    analysis: Analysis
    references: Sequence[Reference]
    times: Sequence[TimeExpression]
    quotations: Sequence[Quotation]
    starts: Sequence[int] = field(repr=False)
    by_head: dict[int, Reference] = field(repr=False)

    @property
    def tokens(self) -> Sequence[Token]:
        return self.analysis.tokens

    @property
    def text(self) -> str:
        return self.document.text

    def token_at(self, char: int) -> int:
        """Number of the first token that ends after the code point `char`."""
        i = bisect_right(self.starts, char) - 1
        if i < 0 or self.tokens[i].end <= char:
            i += 1
        return i

    def span(self, first: int, last: int) -> Span:
        """The characters of the tokens `first` to `last` (half-open, not empty)."""
        return Span(self.tokens[first].start, self.tokens[last - 1].end)

    def sentence_of(self, i: int) -> Sentence:
        return self.analysis.sentences[self.tokens[i].sentence]

    def minable(self, sentence: Sentence) -> bool:
        return self.document.passages[sentence.passage].kind not in (*SKIPPED_KINDS, "dateline")

    def reference(self, i: int) -> Reference | None:
        """The longest reference with token `i` for its head, else the one whose name holds it, else the shortest around it."""
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
    return Page(
        document=document,
        analysis=analysis,
        references=references,
        times=times,
        quotations=quotations(document.text, document.passages),
        starts=[t.start for t in analysis.tokens],
        by_head=by_head,
    )
