"""Where and when an English dealing took or takes place."""

from __future__ import annotations

from itertools import islice

from dragoman.events.classes import classes
from dragoman.languages.grammar import ancestors, children, preposition
from dragoman.mentions import Page
from dragoman.mentions.extents import phrase
from dragoman.model import Span

HERE = frozenset(("in", "at", "near", "outside", "off", "around", "inside"))
BORDERS = frozenset((",", ";", ":", "-", "–", "—", '"', "“", "”", "(", ")"))


def place(page: Page, i: int, at: int, found: list[tuple[str, int]]) -> Span | None:
    """The place with its preposition: of the frame, else a located name beside the trigger or its verb."""
    for role, head in found:
        if role == "place" and is_place(page, head):
            return with_preposition(page, head)
    for node in dict.fromkeys((i, at)):
        for t in children(page.analysis, node, "obl", "nmod"):
            if preposition(page.analysis, t.i) in HERE and is_place(page, t.i):
                return with_preposition(page, t.i)
    first, last = clause(page, at)
    for r in page.references_in(first + 1, last):
        if r.kind in ("place", "country") and page.tokens[r.first - 1].lower in ("in", "at", "near"):
            return page.span(r.first - 1, r.last)
    return None


def is_place(page: Page, i: int) -> bool:
    """A named place or state, or a noun of ground with a name in its phrase («at the port of Beira»)."""
    r = page.reference(i)
    if r is not None and r.kind in ("place", "country"):
        return True
    if "territory" not in classes(page, page.tokens[i].lemma.lower()):
        return False
    below = children(page.analysis, i, "nmod", "appos", "flat", "amod", "compound")
    return any(t.pos == "PROPN" or t.i in page.by_head for t in below)


def with_preposition(page: Page, head: int) -> Span:
    """The phrase of the place from its preposition on."""
    first, last = phrase(page, head)
    if first > 0 and page.tokens[first - 1].pos == "ADP":
        first -= 1
    return page.span(first, last)


def clause(page: Page, i: int) -> tuple[int, int]:
    """Tokens between the marks before and behind token `i`."""
    sentence = page.sentence_of(i)
    first = last = i
    while first > sentence.first and page.tokens[first - 1].text not in BORDERS:
        first -= 1
    while last < sentence.last and page.tokens[last].text not in BORDERS:
        last += 1
    return first, last


def time(page: Page, i: int, at: int) -> Span | None:
    """The time of the event: under the trigger or its verb, else in its clause, else at the opening of the sentence."""
    sentence = page.sentence_of(i)
    here = [e for e in page.times_in(sentence.start, sentence.end) if e.type in ("DATE", "TIME", "SET")]
    under, near = [], []
    first_near, last_near = clause(page, i)
    for e in here:
        first, last = page.token_at(e.span.start), page.token_at(e.span.end - 1) + 1
        top = next((k for k in range(first, last) if not first <= page.tokens[k].head < last), first)
        chain = [page.tokens[top], *islice(ancestors(page.analysis, top), 1)]
        rank = (e.value is None, abs(first - i), e.span)
        if {i, at} & {t.head for t in chain[:2]}:
            under.append(rank)
        elif first_near <= first < last_near:
            near.append(rank)
    for ranked in (under, near):
        if ranked:
            return min(ranked)[2]
    opening = [e.span for e in here if page.token_at(e.span.start) <= sentence.first + 1]
    verbs = [t for t in page.tokens[sentence.first : i] if t.feats.get("VerbForm") == "Fin" and t.pos == "VERB"]
    return opening[0] if opening and len(verbs) <= 1 else None
