"""From tokens to characters: the content without the cue's own clause, without outer marks, in one piece or more."""

from __future__ import annotations

from dragoman.model import Span
from dragoman.statements.en.ground import Ground
from dragoman.statements.en.spans import Stretch, trimmed

ENDINGS = frozenset("?!…%")


def content(ground: Ground, c: int, s: Stretch) -> list[Span]:
    """The spans of a stretch, in order; never empty."""
    ranges = [(s.first, s.last)]
    if s.first <= c < s.last:
        gap = aside(ground, c, s)
        ranges = [trimmed(ground, s.first, gap[0]), trimmed(ground, gap[1], s.last)]
    kept = [(first, last) for first, last in ranges if last > first]
    if s.closing == "qq":
        kept = [piece for first, last in kept for piece in _unquoted(ground, first, last)]
    return [span(ground, first, last) for first, last in kept or [(s.first, s.last)]]


def _unquoted(ground: Ground, first: int, last: int) -> list[tuple[int, int]]:
    """The quotations of a range, one by one."""
    numbers = sorted({ground.quote[i] for i in range(first, last) if ground.quote[i] >= 0})
    found = [trimmed(ground, *ground.quotes[k]) for k in numbers]
    return [(max(a, first), min(b, last)) for a, b in found if min(b, last) > max(a, first)] or [(first, last)]


def aside(ground: Ground, c: int, s: Stretch) -> tuple[int, int]:
    """The tokens inside a content that tell who says it: «…, he said, …»."""
    t = ground.tokens[c]
    if t.head >= 0 and (t.pos == "ADP" or t.rel in ("case", "mark")):
        return ground.left[t.head], ground.right[t.head] + 1
    if s.opening == "inv":
        return ground.left[c], ground.right[c] + 1
    if ground.quote[s.first] >= 0 and ground.quote[s.first] != ground.quote[c]:
        return ground.clause(c)
    first, last = c, c + 1
    for d in sorted(ground.kids[c], reverse=True):
        if d < c and d != s.piece and ground.right[d] == first - 1 and ground.left[d] > s.piece:
            first = ground.left[d]
    for d in sorted(ground.kids[c]):
        if d > c and d != s.tail and ground.left[d] == last and ground.right[d] < s.tail:
            last = ground.right[d] + 1
    return first, last


def span(ground: Ground, first: int, last: int) -> Span:
    """The characters of the tokens; a quotation that is opened inside keeps its closing mark."""
    page, tokens = ground.page, ground.tokens
    start, end = tokens[first].start, tokens[last - 1].end
    k = last
    while k < len(tokens) and ground.mark[k] and k < last + 4:
        if tokens[k].text[0] in ENDINGS and tokens[k].start == end:
            end = tokens[k].end
        opened = next((q for q in page.enclosing(tokens[k].start) if q.end == tokens[k].end), None)
        if opened is not None and opened.inner_start > start:
            return Span(start, tokens[k].end)
        if opened is not None and opened.inner_start == start:
            return Span(start, _without_stop(page.text, start, opened.inner_end))
        k += 1
    return Span(start, end)


def _without_stop(text: str, start: int, end: int) -> int:
    """The end of a quotation without its final full stop or comma."""
    while end > start and text[end - 1] in ",. \n\u00a0" and text[max(start, end - 3) : end] != "...":
        end -= 1
    return end
