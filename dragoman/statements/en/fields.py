"""What stands beside a report: its cue and source as words, whom it was said to, where and when, on what condition."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.languages.base import Token
from dragoman.mentions.page import Page
from dragoman.model import Span
from dragoman.statements.draft import Draft
from dragoman.statements.en.ground import Ground, named_source

CLAUSES = frozenset(("acl:relcl", "acl", "appos", "parataxis", "advcl", "conj", "punct", "cc", "dep", "case", "mark"))
"""What a source's name goes without when a comma sets it off."""
WITH = frozenset(("with", "to", "before"))
FULL_STOPS = frozenset((".", ";", "!", "?"))
CONDITIONS: tuple[tuple[str, ...], ...] = (
    ("only", "if"), ("even", "if"), ("if",), ("unless",), ("provided", "that"), ("provided",), ("providing", "that"),
    ("as", "long", "as"), ("so", "long", "as"), ("on", "condition", "that"), ("on", "the", "condition", "that"),
    ("in", "exchange", "for"), ("in", "return", "for"), ("in", "case", "of"), ("in", "the", "event", "of"),
    ("in", "the", "event", "that"), ("until",), ("only", "after"), ("only", "when"), ("once",),
)  # fmt: skip
"""Words that open a condition, the longer before the shorter."""
OPENERS = {words[0]: [other for other in CONDITIONS if other[0] == words[0]] for words in CONDITIONS}


def cue_span(ground: Ground, c: int) -> Span:
    """The cue with its particle, or the whole phrase that names a source."""
    last = max(c + 1, named_source(ground.page, c))
    particle = next((d for d in ground.kids[c] if ground.tokens[d].rel == "compound:prt" and d == c + 1), c)
    return ground.page.span(c, max(last, particle + 1))


def source_span(ground: Ground, i: int, c: int) -> Span:
    """The words that name the source: its phrase without clauses that a comma sets off, without its preposition."""
    first, last = ground.left[i], ground.right[i] + 1
    for d in ground.kids[i]:
        aside = d > i and ground.left[d] > 0 and ground.tokens[ground.left[d] - 1].text in (",", "-", "–", "—", "(")
        if d > i and (ground.tokens[d].rel == "acl:relcl" or (aside and ground.tokens[d].rel in CLAUSES)):
            last = min(last, ground.left[d])
        if d < i and ground.tokens[d].rel in ("case", "mark", "cc"):
            first = max(first, ground.right[d] + 1)
    if first <= c < last:
        first, last = (c + 1, last) if c < i else (first, c)
    while last > i + 1 and (ground.mark[last - 1] or ground.tokens[last - 1].lower == "'s"):
        last -= 1
    return ground.page.span(min(first, i), max(last, i + 1))


def fill(ground: Ground, d: Draft) -> None:
    """Addressee, venue, time and condition of a draft."""
    if d.verb >= 0:
        _addressee(ground, d)
        _venue(ground, d)
        _time(ground, d)
    d.condition = condition(ground, d)


def _outside(d: Draft, t: Token) -> bool:
    return not any(s.start <= t.start < s.end for s in d.content)


def _hears(page: Page, t: Token) -> bool:
    """Can the word name somebody who listens?"""
    r = page.reference(t.i)
    if r is not None:
        return r.kind not in ("place", "document")
    return t.pos in ("PRON", "PROPN") or any(s.kind != "document" for s in page.lexicon.speakers.get(t.lemma, ()))


def _addressee(ground: Ground, d: Draft) -> None:
    """«told reporters», «said to the envoy», «urged Kyiv to sign», «in an interview with the paper»."""
    page, frames = ground.page, _frames(ground, d.verb)
    for k in ground.kids[d.verb]:
        t = ground.tokens[k]
        marker = ground.marker(k)
        told = (
            (t.rel in ("obj", "iobj") and ">obj" in frames)
            or (t.rel == "iobj" and not marker)
            or (t.rel in ("obl", "iobj") and f">{marker}" in frames)
            or (t.rel == "nsubj:pass" and ">obj" in frames)
        )
        if told and k != d.source_head and (_outside(d, t) or _opens_content(ground, d, k)) and _hears(page, t):
            d.addressee_head, d.addressee = k, source_span(ground, k, d.verb)
            return
    for k in ground.kids[d.verb]:
        if ground.tokens[k].lemma in page.lexicon.venues and _outside(d, ground.tokens[k]):
            for h in ground.kids[k]:
                if ground.marker(h) in WITH and _hears(page, ground.tokens[h]):
                    d.addressee_head, d.addressee = h, source_span(ground, h, d.verb)
                    return


def _opens_content(ground: Ground, d: Draft, k: int) -> bool:
    """«urged [the rebels to leave]»: the one who is asked begins what is asked."""
    return d.start in (ground.tokens[ground.left[k]].start, source_span(ground, k, d.verb).start)


def _frames(ground: Ground, c: int) -> frozenset[str]:
    """Frames of all entries of the cue's lemma."""
    t, lexicon = ground.tokens[c], ground.page.lexicon
    if t.pos == "NOUN":
        return frozenset(f for e in lexicon.noun_cues.get(t.lemma, ()) for f in e.frames)
    return frozenset(f for e in lexicon.cues.get(t.lemma, ()) for f in e.frames)


def _own_words(ground: Ground, d: Draft) -> Iterator[Token]:
    """Words of the cue's sentence that are not of the content, in the cue's clause first."""
    sentence = ground.page.sentence_of(d.verb)
    for i in range(sentence.first, sentence.last):
        t = ground.tokens[i]
        if ground.quote[i] == ground.quote[d.verb] and _outside(d, t):
            yield t


def _venue(ground: Ground, d: Draft) -> None:
    """«at a briefing», «in an interview», «on Twitter»: the nearest to the cue."""
    best: tuple[int, Token] | None = None
    venues = ground.page.lexicon.venues
    for t in _own_words(ground, d):
        entries = venues.get(t.lower) or venues.get(t.lemma.lower())
        marker = ground.marker(t.i) if entries else ""
        if entries and marker and t.i != d.source_head and any(marker in e.prepositions for e in entries):
            distance = abs(t.i - d.verb)
            if best is None or distance < best[0]:
                best = (distance, t)
    if best is not None:
        t = best[1]
        last = _short_end(ground, t.i)
        first = min(ground.left[t.i], t.i)
        timed = [e.span.start for e in ground.page.times_in(t.end, ground.tokens[last - 1].end)]
        last = min(last, ground.page.token_at(min(timed))) if timed else last
        d.venue, d.venue_head = ground.page.span(first, max(last, t.i + 1)), t.i


def _short_end(ground: Ground, i: int) -> int:
    """End of the phrase of a noun without what a comma or a clause adds."""
    last = ground.right[i] + 1
    for k in ground.kids[i]:
        if k > i and (
            ground.tokens[k].rel in ("acl:relcl", "acl", "appos", "conj", "punct", "cc", "parataxis", "advcl")
            or ground.tokens[ground.left[k] - 1].text == ","
        ):
            last = min(last, ground.left[k])
    return max(last, i + 1)


def _time(ground: Ground, d: Draft) -> None:
    """When it was said: the time nearest to the cue, outside of the content."""
    sentence = ground.page.sentence_of(d.verb)
    near = [
        e.span
        for e in ground.page.times_in(sentence.start, sentence.end)
        if not e.deadline and not any(s.start <= e.span.start < s.end for s in d.content)
    ]
    at = ground.tokens[d.verb].start
    d.time = min(near, key=lambda s: abs(s.start - at), default=None)


def condition(ground: Ground, d: Draft) -> Span | None:
    """The first explicit condition in the content, with the word that opens it."""
    for s in d.content:
        first, last = ground.page.token_at(s.start), ground.page.token_at(s.end)
        for i in range(first, last):
            for words in OPENERS.get(ground.tokens[i].lower, ()):
                if _stands(ground, i, words):
                    span = _extent(ground, i, len(words), first, last)
                    if span is not None:
                        return span
    return None


def _stands(ground: Ground, i: int, words: tuple[str, ...]) -> bool:
    return tuple(t.lower for t in ground.tokens[i : i + len(words)]) == words


def _extent(ground: Ground, i: int, n: int, floor: int, ceiling: int) -> Span | None:
    """The clause or phrase that the opener leads in; None for «asked if», which opens a question."""
    tokens = ground.tokens
    top = i + n - 1
    while tokens[top].rel in ("mark", "case", "advmod", "fixed", "det", "cc") and tokens[top].head > top:
        top = tokens[top].head
    if tokens[top].rel in ("ccomp", "csubj") and ground.left[top] <= i and i == floor:
        return None
    last = min(ground.right[top] + 1, ceiling)
    if last <= i + n:
        last = next(
            (k for k in range(i + n, ceiling) if tokens[k].text in FULL_STOPS or tokens[k].text == ","), ceiling
        )
    while last > i + n and ground.mark[last - 1]:
        last -= 1
    return ground.page.span(i, last) if last > i + n else None
