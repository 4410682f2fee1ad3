"""A page as the English rules walk it: how far each word's phrase goes, which quotation it is in, who is named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dragoman.languages.base import Token
from dragoman.mentions.page import Page

FUNCTION = frozenset(("DET", "ADP", "PRON", "SCONJ", "PART", "CCONJ", "AUX", "ADV"))
COLON = ":"
MARKS = frozenset(" \t\n\u00a0\"'«»“”„’‘.,;:!?…-–—()")


@dataclass(frozen=True, slots=True)
class Ground:
    """left, right: first and last token of the phrase of each token. quote: number of the outer quotation around a
    token, -1 outside; quotes: their token ranges, marks included; unclosed: numbers of those that go on in the next
    paragraph. kinds: tagger's name around a token. cues: tokens that may report, `reporting` the same in order.
    opening, closing: brackets. mark: is the token of marks only? clauses, senses, sorts: what was asked of a cue before
    (`clause`; `traits.table`, `traits.sort_of_subject`).
    """

    page: Page
    tokens: Sequence[Token]
    kids: Sequence[Sequence[int]]
    left: Sequence[int]
    right: Sequence[int]
    quote: Sequence[int]
    quotes: Sequence[tuple[int, int]]
    unclosed: frozenset[int]
    kinds: dict[int, str]
    cues: frozenset[int]
    reporting: Sequence[int]
    opening: Sequence[int]
    closing: Sequence[int]
    mark: Sequence[bool]
    clauses: dict[int, tuple[int, int]] = field(default_factory=dict)
    senses: dict[int, tuple[str, frozenset[str]]] = field(default_factory=dict)
    sorts: dict[int, str] = field(default_factory=dict)

    def relation(self, i: int) -> str:
        """Relation of token `i`, a dash for none."""
        return self.tokens[i].rel if i >= 0 else "-"

    def form(self, i: int) -> str:
        """A function word as it is written, of others the part of speech."""
        t = self.tokens[i]
        return t.lower if t.pos in FUNCTION else t.pos

    def marker(self, i: int) -> str:
        """The preposition or subordinator of the word `i`, or an empty string."""
        return next((self.tokens[k].lower for k in self.kids[i] if self.tokens[k].rel in ("case", "mark")), "")

    def passage(self, i: int) -> int:
        """Number of the passage that holds token `i`."""
        return self.page.analysis.sentences[self.tokens[i].sentence].passage

    def clause(self, c: int) -> tuple[int, int]:
        """The run of tokens around `c` up to its sentence's ends or to where a quotation begins or ends."""
        if c not in self.clauses:
            sentence = self.page.sentence_of(c)
            first, last = c, c + 1
            while first > sentence.first and self.quote[first - 1] == self.quote[c]:
                first -= 1
            while last < sentence.last and self.quote[last] == self.quote[c]:
                last += 1
            self.clauses[c] = first, last
        return self.clauses[c]


def survey(page: Page) -> Ground:
    """The ground of a page, in one pass over its tokens."""
    left, right = _edges(page)
    quotes, unclosed = _outer_quotes(page)
    quote = [-1] * len(page.tokens)
    for k, (first, last) in enumerate(quotes):
        quote[first:last] = [k] * (last - first)
    kinds = {i: name.kind for name in page.analysis.names for i in range(name.first, name.last)}
    deeds = _deeds(page)
    cues = frozenset(t.i for t in page.tokens if may_report(page, t) and not _is_deed(page, t, deeds))
    return Ground(
        page=page,
        tokens=page.tokens,
        kids=page.analysis.children,
        left=left,
        right=right,
        quote=quote,
        quotes=quotes,
        unclosed=unclosed,
        kinds=kinds,
        cues=cues,
        reporting=sorted(cues),
        opening=[t.i for t in page.tokens if t.text in ("(", "[")],
        closing=[t.i for t in page.tokens if t.text in (")", "]")],
        mark=[t.text[0] in MARKS and MARKS.issuperset(t.text) for t in page.tokens],
    )


def may_report(page: Page, t: Token) -> bool:
    """Is the word in one of the tables of cues, as the part of speech that it is?"""
    lexicon = page.lexicon
    if t.pos == "VERB":
        return t.lemma in lexicon.cues
    if t.pos == "NOUN":
        return t.lemma in lexicon.noun_cues
    if t.pos in ("ADJ", "ADV", "ADP", "SCONJ"):
        return t.lower in lexicon.predicatives or named_source(page, t.i) > t.i
    return t.text == COLON


def _deeds(page: Page) -> dict[str, frozenset[str]]:
    """Verbs that name a deed with some objects: «recalled its ambassador» remembers nothing."""
    return {
        lemma: frozenset(n for e in entries for f in e.frames if f.startswith("noun=") for n in f[5:].split("|"))
        for lemma, entries in page.lexicon.not_speech.items()
    }


def _is_deed(page: Page, t: Token, deeds: dict[str, frozenset[str]]) -> bool:
    if t.pos != "VERB" or t.lemma not in deeds:
        return False
    kids = [page.tokens[k] for k in page.analysis.children[t.i]]
    if any(k.rel in ("xcomp", "ccomp") for k in kids):
        return False  # «called the vote a farce»
    return any(k.rel in ("obj", "nsubj:pass") and k.lemma in deeds[t.lemma] for k in kids)


def named_source(page: Page, i: int) -> int:
    """End of the phrase that names a source («according to») and begins with token `i`; `i` where there is none."""
    for phrase in page.lexicon.phrase_cues.get(page.tokens[i].lower, ()):
        last = i + len(phrase.words)
        if tuple(t.lower for t in page.tokens[i:last]) == phrase.words:
            return last
    return i


def _edges(page: Page) -> tuple[list[int], list[int]]:
    tokens, children = page.tokens, page.analysis.children
    left, right = list(range(len(tokens))), list(range(len(tokens)))
    order = [t.i for t in tokens if t.head < 0]
    for i in order:  # grows while it is read
        order.extend(children[i])
    for i in reversed(order):
        head = tokens[i].head
        if head >= 0:
            left[head] = min(left[head], left[i])
            right[head] = max(right[head], right[i])
    return left, right


def _outer_quotes(page: Page) -> tuple[list[tuple[int, int]], frozenset[int]]:
    """Token ranges of the quotations that stand in no other, marks included, and the numbers of those left open."""
    found: list[tuple[int, int]] = []
    unclosed = set[int]()
    for q in page.quotations:
        if q.depth == 0 and q.end > q.start:
            first = page.token_at(q.start)
            last = min(page.token_at(q.end - 1) + 1, len(page.tokens))
            if last > first and (not found or first >= found[-1][1]):
                if q.open_right:
                    unclosed.add(len(found))
                found.append((first, last))
    return found, frozenset(unclosed)
