"""Where and when a dealing took or takes place."""

from __future__ import annotations

from dragoman.languages.grammar import ancestors, case_of, children, is_finite, preposition
from dragoman.mentions import Page
from dragoman.mentions.extents import phrase
from dragoman.model import Span

HERE = frozenset(("в", "во", "на", "под", "близ", "у", "около", "возле", "из"))


def place(page: Page, i: int, at: int, found: list[tuple[str, int]]) -> Span | None:
    """The place with its preposition: what the frame calls a place, else a located name beside the trigger or its verb."""
    for role, head in found:
        if role == "place" and is_place(page, head):
            return with_preposition(page, head)
    for node in dict.fromkeys((i, at)):
        for t in children(page.analysis, node, "obl", "nmod", "advmod"):
            if preposition(page.analysis, t.i) in HERE and case_of(t) == "Loc" and is_place(page, t.i):
                return with_preposition(page, t.i)
    return _first_located(page, i, at)


def is_place(page: Page, i: int) -> bool:
    r = page.reference(i)
    return r is not None and r.kind in ("place", "country")


def with_preposition(page: Page, head: int) -> Span:
    first, last = phrase(page, head)
    if first > 0 and page.tokens[first - 1].pos == "ADP":
        first -= 1
    return page.span(first, last)


def _first_located(page: Page, i: int, at: int) -> Span | None:
    """A place in the locative in the trigger's own clause."""
    first, last = clause(page, at)
    for r in page.references:
        if first < r.first < last and r.kind in ("place", "country") and case_of(page.tokens[r.head]) == "Loc":
            if page.tokens[r.first - 1].lower in ("в", "во", "на"):
                return page.span(r.first - 1, r.last)
    return None


def clause(page: Page, i: int) -> tuple[int, int]:
    """Tokens from the comma, dash or mark before the clause of `i` to the one behind it that another finite verb follows."""
    tokens, sentence = page.tokens, page.sentence_of(i)
    first = last = i
    while first > sentence.first and not _border(page, first - 1):
        first -= 1
    while last < sentence.last and not _border(page, last):
        last += 1
    return first, last


def _border(page: Page, j: int) -> bool:
    return page.tokens[j].text in (",", ";", ":", "-", "–", "—", '"', "«", "»")


def time(page: Page, i: int, at: int) -> Span | None:
    """The time expression that belongs to the event: under the trigger or its verb, else in its clause, else the sentence's."""
    sentence = page.sentence_of(i)
    here = [
        e for e in page.times if sentence.start <= e.span.start < sentence.end and e.type in ("DATE", "TIME", "SET")
    ]
    if not here:
        return None
    under = []
    for e in here:
        first, last = page.token_at(e.span.start), page.token_at(e.span.end - 1) + 1
        top = next((k for k in range(first, last) if not first <= page.tokens[k].head < last), first)
        chain = [page.tokens[top].head, *(t.i for t in ancestors(page.analysis, top))]
        if i in chain[:2] or at in chain[:2]:
            under.append((abs(first - i), e.span))
    if under:
        return min(under)[1]
    first, last = clause(page, i)
    near = [(abs(page.token_at(e.span.start) - i), e.span) for e in here if first <= page.token_at(e.span.start) < last]
    if near:
        return min(near)[1]
    opening = [e.span for e in here if page.token_at(e.span.start) <= sentence.first + 1]
    verbs = [t for t in page.tokens[sentence.first : i] if is_finite(t)]
    return opening[0] if opening and len(verbs) <= 1 else None
