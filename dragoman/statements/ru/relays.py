"""Agency relay: «…», – цитирует агентство министра: the medium tells, the minister spoke; both are kept, one inside
the other.
"""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.mentions.extents import phrase
from dragoman.mentions.page import Page
from dragoman.statements.draft import Draft
from dragoman.statements.ru.direct import object_person


def inner_drafts(page: Page, drafts: Sequence[Draft]) -> list[Draft]:
    """For each relayed saying that names who is relayed, the inner statement with the same content and no cue of its
    own.
    """
    out = []
    for k, d in enumerate(drafts):
        if d.verb < 0:
            continue
        person = object_person(page, d.verb) if "relay" in d.flags else -1
        if person < 0:
            person = _origin(page, d)
            person = -1 if person >= 0 and _is_passed_on(drafts, k) else person
        if (
            person < 0
            or person == d.source_head
            or (page.reference(person) is not None and page.reference(person) is page.reference(d.source_head))
        ):
            continue
        inner = Draft("relayed speaker", d.sentence, "state", list(d.content), quoted=d.quoted, outer=d)
        inner.source_head, inner.source = person, page.span(*phrase(page, person))
        out.append(inner)
    return out


NEAR = 24
"""Drafts before and after that may tell of one; a sentence of people holds no more."""


def _is_passed_on(drafts: Sequence[Draft], k: int) -> bool:
    """«газета со ссылкой на источник пишет, что посол считает …»: the source stands behind the paper, not the envoy."""
    d = drafts[k]
    return d.cue is not None and any(
        o is not d and o.sentence == d.sentence and any(s.start <= d.cue.start < s.end for s in o.content)
        for o in drafts[max(0, k - NEAR) : k + NEAR]
    )


def _origin(page: Page, d: Draft) -> int:
    """«пишет газета со ссылкой на источник»: who stands behind the medium, or -1."""
    sentence, tokens = page.sentence_of(d.verb), page.tokens
    for i in range(sentence.first, sentence.last - 3):
        if tokens[i].lower not in ("со", "ссылаясь"):
            continue
        words = [t.lower for t in tokens[i : i + 3]]
        after = 3 if words == ["со", "ссылкой", "на"] else 2 if words[:2] == ["ссылаясь", "на"] else 0
        if after:
            told = any(s.start <= tokens[i].start < s.end for s in d.content)
            return -1 if told else _noun_from(page, i + after, sentence.last)
    return -1


def _noun_from(page: Page, i: int, ceiling: int) -> int:
    """The head of the reference, or else the first noun, that begins at token `i` or just behind its adjectives."""
    r = next((r for r in page.starting_at(i) if r.kind != "adjective"), None)
    if r is not None:
        return r.head
    return next((t.i for t in page.tokens[i : min(ceiling, i + 4)] if t.pos in ("NOUN", "PROPN")), -1)
