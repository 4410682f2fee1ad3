"""Quotations that go on: a paragraph that is nothing but a quotation belongs to whoever was quoted just before it."""

from __future__ import annotations

from bisect import bisect_left

from dragoman.statements.draft import Draft
from dragoman.statements.en.ground import Ground
from dragoman.statements.en.pieces import span
from dragoman.statements.en.spans import PARAGRAPHS, trimmed

EDGE = 3
"""Marks that may stand before and after the quotation."""
LEAST = 4
"""Words of a quotation that stands alone; fewer are a title."""


def extend(ground: Ground, drafts: list[Draft]) -> None:
    """Adds to each draft the quoted paragraphs that follow it, and those before it that were left open."""
    told = {ground.passage(ground.page.token_at(s.start)) for d in drafts for s in d.content}
    last: dict[int, Draft] = {}
    for d in drafts:
        end = min(ground.page.token_at(d.end - 1), len(ground.tokens) - 1)
        if ground.quote[end] >= 0 and ground.quote[d.verb] < 0:
            last[ground.passage(end)] = d
    for n, (first, after) in _alone(ground).items():
        speaker = last.get(n - 1)
        if speaker is not None and n not in told:
            a, b = trimmed(ground, first, after)
            speaker.content.append(span(ground, a, b))
            last[n] = speaker
    for d in drafts:
        _prepend(ground, d, told)


def _prepend(ground: Ground, d: Draft, told: set[int]) -> None:
    """«“We want peace.» without a closing mark, «“We want it now,” he said» in the next paragraph."""
    i = ground.page.token_at(d.start)
    k = ground.quote[i]
    for _ in range(PARAGRAPHS):
        if k <= 0 or k - 1 not in ground.unclosed:
            return
        first, last = ground.quotes[k - 1]
        n = ground.passage(first)
        opens = ground.quotes[k][0] == _first_of(ground, ground.passage(i))
        if not opens or n != ground.passage(i) - 1 or n in told:
            return
        a, b = trimmed(ground, first, last)
        if b <= a:
            return
        d.content.insert(0, span(ground, a, b))
        i, k = first, k - 1


def _first_of(ground: Ground, n: int) -> int:
    """First token of a passage."""
    sentences = ground.page.analysis.sentences
    return sentences[bisect_left(sentences, n, key=lambda s: s.passage)].first


def _alone(ground: Ground) -> dict[int, tuple[int, int]]:
    """Passages that are one quotation and nothing else, with its tokens."""
    found: dict[int, tuple[int, int]] = {}
    bounds: dict[int, tuple[int, int]] = {}
    for s in ground.page.analysis.sentences:
        first, _ = bounds.get(s.passage, (s.first, s.last))
        bounds[s.passage] = first, s.last
    for k, (first, last) in enumerate(ground.quotes):
        n = ground.passage(first)
        start, end = bounds[n]
        if first - start > EDGE or end - last > EDGE:
            continue
        words = [i for i in range(start, end) if any(x.isalnum() for x in ground.tokens[i].text)]
        if len(words) >= LEAST and all(ground.quote[i] == k for i in words):
            found[n] = first, last
    return found
