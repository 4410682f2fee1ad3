"""What may be the content of a cue: stretches that the grammar and the quotation marks offer, each with how it was got.

Nothing is decided here; the true stretch is among those offered for about nine cues in ten.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.statements.en.ground import COLON, Ground

AFTER = frozenset(
    "ccomp xcomp obj iobj obl advcl nmod acl csubj parataxis dep advmod appos nsubj obl:npmod obl:agent".split()
)
BEFORE = frozenset("ccomp nsubj nsubj:pass obj csubj csubj:pass advcl dep parataxis xcomp obl advmod".split())
LOOSE = frozenset("advcl obl conj parataxis acl appos nmod ccomp advmod dep xcomp obj".split())
"""Dependents that the narrator may have hung behind the words of another."""
LONGEST = 1200
"""Tokens of one content."""
MOST_MARKS = 12
"""Marks in a row that language has; longer rows are no edge."""
APART = 200
"""Tokens between two quotations of one speech."""
PIECES = 5
PARAGRAPHS = 12
CHAIN = 5
"""Quotations of one speech in a paragraph."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Tokens `first` to `last` (half-open). opening, piece: how and at which dependent it begins; closing, tail: how
    and in which dependent it ends. around: the cue may stand inside.
    """

    first: int
    last: int
    opening: str
    piece: int
    closing: str
    tail: int
    around: bool


class Offers:
    """Stretches of one cue, the first telling of each kept, marks at their edges left out."""

    def __init__(self, ground: Ground, cue: int) -> None:
        self.ground, self.cue = ground, cue
        self.found: dict[tuple[int, int], Stretch] = {}

    def add(self, first: int, last: int, opening: str, piece: int, closing: str, tail: int, around: bool) -> None:
        first, last = trimmed(self.ground, first, last)
        if not 1 <= last - first <= LONGEST or (first <= self.cue < last and last - first < 3):
            return
        self.found.setdefault((first, last), Stretch(first, last, opening, piece, closing, tail, around))


def trimmed(ground: Ground, first: int, last: int) -> tuple[int, int]:
    """The range without tokens at its edges that are marks only."""
    mark, floor, ceiling = ground.mark, min(last, first + MOST_MARKS), last - MOST_MARKS
    while first < floor and mark[first]:
        first += 1
    ceiling = max(first, ceiling)
    while last > ceiling and mark[last - 1]:
        last -= 1
    return first, last


def stretches(ground: Ground, c: int) -> list[Stretch]:
    """All that the cue `c` may report."""
    offers = Offers(ground, c)
    kids = [d for d in ground.kids[c] if ground.tokens[d].rel != "punct"]
    after = [d for d in kids if ground.left[d] > c and ground.tokens[d].rel in AFTER][:PIECES]
    before = [d for d in kids if ground.right[d] < c and ground.tokens[d].rel in BEFORE]
    _complements(offers, after)
    _fronted(offers, before, after)
    _governing(offers)
    _quotations(offers, before, after)
    _next_paragraph(offers)
    return list(offers.found.values())


def _cuts(ground: Ground, top: int, floor: int, limit: int = 8) -> Iterator[tuple[int, str]]:
    """Ends of the phrase of `top`: the whole, then without what hangs loosely on its right edge, level by level."""
    yield ground.right[top] + 1, "full"
    count, node = 1, top
    for depth in range(6):
        kids = [d for d in ground.kids[node] if d > node and ground.tokens[d].rel != "punct"]
        if not kids:
            return
        for d in reversed(kids):
            relation = ground.tokens[d].rel
            if ground.left[d] > floor and relation.split(":")[0] in LOOSE:
                yield ground.left[d], f"cut{depth}{relation}"
                count += 1
                if count >= limit:
                    return
        node = kids[-1]


def _complements(offers: Offers, after: list[int]) -> None:
    """«said that …», «called for …», «plans to …»: one dependent after the cue or several."""
    ground = offers.ground
    for n, d in enumerate(after):
        for start, opening in _starts(ground, d):
            for tail in after[n:]:
                for end, closing in _cuts(ground, tail, max(start, ground.left[tail])):
                    offers.add(start, end, opening, d, closing, tail, False)
    if after:
        last = ground.page.sentence_of(offers.cue).last
        offers.add(ground.left[after[0]], last, "edge", after[0], "sentence", -1, False)


def _starts(ground: Ground, d: int) -> Iterator[tuple[int, str]]:
    """With the preposition or subordinator of the phrase, and without."""
    yield ground.left[d], "edge"
    k = ground.left[d]
    while k < d and ground.tokens[k].rel in ("case", "mark") and ground.tokens[k].lower != "that":
        k += 1
    if k != ground.left[d]:
        yield k, "inner"


def _fronted(offers: Offers, before: list[int], after: list[int]) -> None:
    """«…, he said», «the plan was praised», «they seem to …»: a dependent before the cue, alone or with one after."""
    ground = offers.ground
    for d in before:
        start = ground.left[d]
        for end, closing in _cuts(ground, d, start, 4):
            offers.add(start, end, "left", d, "L" + closing, d, False)
        for tail in after:
            for end, closing in _cuts(ground, tail, offers.cue, 4):
                offers.add(start, end, "left", d, closing, tail, True)


def _governing(offers: Offers) -> None:
    """«…, officials say, …», «according to …»: the content is the clause that the cue hangs on, or its sentence."""
    ground, c = offers.ground, offers.cue
    sentence, governor, edge = ground.page.sentence_of(c), ground.tokens[c].head, ground.left[c]
    if governor >= 0:
        for start in sorted({sentence.first, ground.left[governor]}):
            offers.add(start, edge, "inv", governor, "before", -1, False)
            for end, closing in _cuts(ground, governor, c, 4):
                offers.add(start, end, "inv", governor, "inv" + closing, governor, True)
        if governor > c:
            start = ground.right[c] + 1 if ground.right[c] < governor else c + 1
            for end, closing in _cuts(ground, governor, c, 5):
                offers.add(start, end, "after", governor, closing, governor, False)
    offers.add(sentence.first, sentence.last, "sent", -1, "sent", -1, True)
    offers.add(sentence.first, edge, "sent", -1, "before", -1, False)
    if ground.tokens[c].text == COLON:
        offers.add(c + 1, sentence.last, "colon", -1, "sent", -1, False)


def _quotations(offers: Offers, before: list[int], after: list[int]) -> None:
    """Quotations of the cue's sentence and the ones that follow in its paragraph."""
    ground, c = offers.ground, offers.cue
    sentence = ground.page.sentence_of(c)
    near = [k for k in _near(ground, sentence.first, sentence.last) if k != ground.quote[c]]
    for k in near[:4]:
        first, last = ground.quotes[k]
        offers.add(first, last, "q", -1, "q", -1, False)
        for n in range(k + 1, min(len(ground.quotes), k + 1 + CHAIN)):
            if ground.passage(ground.quotes[n][0]) != sentence.passage and n - 1 not in ground.unclosed:
                break
            if ground.quotes[n][0] - ground.quotes[n - 1][1] > APART:
                break
            offers.add(first, ground.quotes[n][1], "q", -1, "qq", -1, True)
        offers.add(sentence.first, last, "sent", -1, "q", -1, False)
        if after:
            offers.add(ground.left[after[0]], last, "edge", after[0], "q", -1, False)
        for d in before:
            offers.add(ground.left[d], last, "left", d, "q", -1, False)


def _near(ground: Ground, first: int, last: int) -> list[int]:
    """Numbers of the quotations that touch the tokens or open just behind them."""
    reach = range(first, min(last + 3, len(ground.tokens)))
    return sorted({ground.quote[i] for i in reach if ground.quote[i] >= 0})


def _next_paragraph(offers: Offers) -> None:
    """«He added:» and the quotations that open the paragraphs below."""
    ground, c = offers.ground, offers.cue
    last = ground.page.sentence_of(c).last
    if last >= len(ground.tokens) or (ground.tokens[c].text != COLON and last - c >= 12):
        return
    opening = next(
        (ground.quote[i] for i in range(last, min(last + 3, len(ground.tokens))) if ground.quote[i] >= 0), -1
    )
    if opening < 0 or ground.quotes[opening][0] <= c:
        return
    first, end = ground.quotes[opening]
    offers.add(first, end, "nq", -1, "q", -1, False)
    for n in range(opening + 1, min(len(ground.quotes), opening + PARAGRAPHS)):
        if ground.quotes[n][0] > end + 2:
            break
        end = ground.quotes[n][1]
        offers.add(first, end, "nq", -1, "qq", -1, False)
