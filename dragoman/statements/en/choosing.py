"""Which cues report, and what: for each cue one stretch or nothing, by the learnt weights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp

from dragoman.statements.en import traits
from dragoman.statements.en.ground import Ground
from dragoman.statements.en.marked import of_marks
from dragoman.statements.en.spans import Stretch, stretches
from dragoman.statements.en.weights import Weights

HOPELESS = -3.0
"""A cue whose own traits weigh less reports nothing, whatever stands beside it: one in a thousand would have."""
FAR_OFF = -4.0
"""A stretch whose cue and left edge weigh less is never told."""
WEIGHTY = 5.0
"""More than this the stretch as a whole hardly ever adds to its edges: what they put further behind is left out."""
NEVER = float("-inf")
REPORTS, QUOTES = 0.32, 0.2
"""Least chance of a report, and of one in marks: best on the held-out part of the training news."""
STRETCH = 200
"""Tokens within which two cues are compared."""
FAINT = 0.01
"""Stretches that are so much less likely than the likeliest count for nothing."""
HARDLY = 0.06
"""A cue below this is not even a way out for a quotation without any other."""
LONG = 5
"""Tokens of a quotation that is hardly a title."""
LIKE = 0.3
"""How much the stretches that are nearly the same speak for one, beside its own score."""
SAME = 0.8
"""Two contents that share so much of their characters tell one thing, unless one tells the other."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A cue with its content; chance: how sure it is that the cue reports just this or nearly this."""

    cue: int
    stretch: Stretch
    chance: float


def choices(ground: Ground, weights: Weights) -> list[Choice]:
    """All cues that report, in the order of the text."""
    found = []
    for c in sorted(ground.cues):
        base = weights.cue.total(traits.of_cue(ground, c))
        if base < HOPELESS:
            continue
        offered = stretches(ground, c)
        if offered and (choice := _best(ground, c, offered, _scores(ground, weights, c, offered, base))):
            found.append(choice)
    sure = _told_once(ground, [x for x in found if x.chance >= _least(ground, x)])
    return sorted([*sure, *_left_over(ground, sure, found)], key=lambda x: x.cue)


def _left_over(ground: Ground, sure: Sequence[Choice], found: Sequence[Choice]) -> list[Choice]:
    """Quotations that no sure choice holds: words in marks are somebody's, so that the likeliest cue will do."""
    held = {k for x in sure for k in ground.quote[x.stretch.first : x.stretch.last]}
    used = {x.cue for x in sure}
    kept = []
    for x in sorted(found, key=lambda x: (-x.chance, x.cue)):
        inside = set(ground.quote[x.stretch.first : x.stretch.last])
        if x.cue not in used and _quoted(ground, x) and not inside & held:
            kept.append(x)
            held |= inside
            used.add(x.cue)
    return kept


def _best(ground: Ground, c: int, offered: Sequence[Stretch], scores: Sequence[float]) -> Choice | None:
    """The likeliest stretch, those like it counted in; None where the cue rather reports nothing."""
    top = max(0.0, *scores)
    odds = [exp(s - top) for s in scores]
    whole = sum(odds) + exp(-top)
    if sum(odds) < HARDLY * whole:
        return None
    least = FAINT * max(odds)
    spans = {
        k: (ground.tokens[s.first].start, ground.tokens[s.last - 1].end)
        for k, s in enumerate(offered)
        if odds[k] >= least
    }
    near = {k: sum(odds[n] for n, other in spans.items() if _alike(span, other)) for k, span in spans.items()}
    best = max(near, key=lambda k: odds[k] + LIKE * near[k])
    chance = (odds[best] + near[best]) / 2 / whole
    return Choice(c, offered[best], chance)


def _least(ground: Ground, x: Choice) -> float:
    return QUOTES if _quoted(ground, x) else REPORTS


def _quoted(ground: Ground, x: Choice) -> bool:
    """Does the content begin with a mark, outside of which the cue stands?"""
    s, k = x.stretch, ground.quote[x.stretch.first]
    return k >= 0 and k != ground.quote[x.cue] and s.first - ground.quotes[k][0] <= 1 and s.last - s.first >= LONG


def _alike(a: tuple[int, int], b: tuple[int, int]) -> bool:
    """Do the spans share half of their characters?"""
    return 2 * (min(a[1], b[1]) - max(a[0], b[0])) >= max(a[1], b[1]) - min(a[0], b[0])


def _scores(ground: Ground, weights: Weights, c: int, offered: Sequence[Stretch], base: float) -> list[float]:
    """One score a stretch; what depends on one edge only is read once, and what an edge makes unlikely no further."""
    total = weights.stretch.total
    starts: dict[tuple[int, str, int], float] = {}
    ends: dict[tuple[int, str, int], float] = {}
    scores = [NEVER] * len(offered)
    for k, s in enumerate(offered):
        start, end = (s.first, s.opening, s.piece), (s.last, s.closing, s.tail)
        if start not in starts:
            starts[start] = base + total(traits.of_start(ground, c, s))
        if starts[start] < FAR_OFF:
            continue
        if end not in ends:
            ends[end] = total(traits.of_end(ground, c, s))
        scores[k] = starts[start] + ends[end]
    least = max(0.0, *scores) - WEIGHTY
    for k, s in enumerate(offered):
        if scores[k] >= least:
            scores[k] += total(traits.of_pair(ground, c, s)) + total(of_marks(ground, c, s))
        else:
            scores[k] = NEVER
    return scores


def _told_once(ground: Ground, found: list[Choice]) -> list[Choice]:
    """Of two cues with one content the surer: «said in a statement» is one report."""
    kept: dict[int, list[Choice]] = {}
    for a in sorted(found, key=lambda x: (-x.chance, x.cue)):
        here = a.cue // STRETCH
        if not any(_same(ground, a, b) for n in range(here - 2, here + 3) for b in kept.get(n, ())):
            kept.setdefault(here, []).append(a)
    return sorted((x for group in kept.values() for x in group), key=lambda x: x.cue)


def _names(ground: Ground, a: Choice, b: Choice) -> bool:
    """«voiced [hope that …]» and «hope [that …]»: the noun that opens the content is part of the telling."""
    opens = a.stretch.first <= b.cue <= a.stretch.first + 1 and b.stretch.first > b.cue
    return opens and a.stretch.last == b.stretch.last and ground.tokens[b.cue].pos != "VERB"


def _same(ground: Ground, a: Choice, b: Choice) -> bool:
    x, y = a.stretch, b.stretch
    shared = min(x.last, y.last) - max(x.first, y.first)
    if _names(ground, a, b) or _names(ground, b, a):
        return True
    if shared <= 0 or x.first <= b.cue < x.last or y.first <= a.cue < y.last:
        return False
    start = [ground.tokens[s.first].start for s in (x, y)]
    end = [ground.tokens[s.last - 1].end for s in (x, y)]
    return min(end) - max(start) > SAME * (max(end) - min(start))
