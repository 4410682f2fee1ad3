"""Quotations that no cue reports: words in marks are still somebody's, the last one's who was named before them."""

from __future__ import annotations

from dragoman.statements.draft import Draft
from dragoman.statements.en import fields
from dragoman.statements.en.ground import Ground
from dragoman.statements.en.pieces import span
from dragoman.statements.en.spans import trimmed

LEAST = 5
"""Words of a quotation that is no title or name."""
REACH = 60
"""Tokens looked back over for who is named."""


def find(ground: Ground, drafts: list[Draft]) -> list[Draft]:
    """A draft for each quotation of a whole sentence that no draft holds."""
    told = _told(ground, drafts)
    alone = [k for k in range(len(ground.quotes)) if k not in told and _is_speech(ground, k)]
    return [d for d in (_draft(ground, k) for k in alone) if d.source_head >= 0]


def _told(ground: Ground, drafts: list[Draft]) -> set[int]:
    """Numbers of the quotations that a content touches or a cue stands in."""
    touched = set[int]()
    for d in drafts:
        for s in d.content:
            first, last = ground.page.token_at(s.start), ground.page.token_at(s.end - 1)
            touched.update(ground.quote[first : min(last + 1, len(ground.tokens))])
        touched.add(ground.quote[d.verb])
    return touched


def _is_speech(ground: Ground, k: int) -> bool:
    """Begins with a capital, has a verb, and stands in running text."""
    first, last = trimmed(ground, *ground.quotes[k])
    words = [t for t in ground.tokens[first:last] if any(x.isalnum() for x in t.text)]
    return (
        len(words) >= LEAST
        and words[0].text[0].isupper()
        and any(t.pos in ("VERB", "AUX") for t in words)
        and not all(t.text[0].isupper() for t in words if len(t.text) > 3)  # a headline
        and ground.page.minable(ground.page.sentence_of(first))
    )


def _draft(ground: Ground, k: int) -> Draft:
    first, last = trimmed(ground, *ground.quotes[k])
    source = _named_before(ground, ground.quotes[k][0])
    return Draft(
        rule="quotation without cue",
        sentence=ground.tokens[first].sentence,
        act="state",
        content=[span(ground, first, last)],
        source=fields.source_span(ground, source, first) if source >= 0 else None,
        source_head=source,
        flags=frozenset(("weighed",)),
    )


def _named_before(ground: Ground, first: int) -> int:
    """The last subject before the quotation in its sentence, or of a paragraph that ends with a colon; -1 for none."""
    floor = ground.page.sentence_of(first).first
    if first > 1 and ground.tokens[first - 1].text == ":":
        floor = ground.page.sentence_of(first - 1).first
    for i in range(first - 1, max(floor - 1, first - REACH), -1):
        t = ground.tokens[i]
        if ground.quote[i] < 0 and t.rel.startswith("nsubj") and t.pos in ("PROPN", "NOUN", "PRON"):
            return i
    return -1
