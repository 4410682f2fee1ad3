"""Traits of quotation marks: is the stretch quoted, wholly or in part, and does the next quotation belong to it?"""

from __future__ import annotations

from bisect import bisect_right

from dragoman.statements.en.ground import Ground
from dragoman.statements.en.spans import Stretch
from dragoman.statements.en.traits import key, opening, size

NEAR_MARK = 3
"""Tokens between the end of the words and the end of the quotation: the mark and what stands before it."""
FAR = 80
LOOK = 120
"""Tokens of a stretch that are looked at for marks."""


def of_marks(ground: Ground, c: int, s: Stretch) -> list[str]:
    """Traits of the marks in and around a stretch."""
    quote, quotes, own = ground.quote, ground.quotes, ground.quote[c]
    if own < 0 and not _near(ground, c, s):
        return _unmarked(ground, c, s)
    a, b = quote[s.first], quote[s.last - 1]
    opens = a >= 0 and a != own and s.first - quotes[a][0] <= 1
    closes = b >= 0 and b != own and quotes[b][1] - s.last <= NEAR_MARK
    whole = opens and closes and a == b
    broken = (a >= 0 and a != own and not opens) or (b >= 0 and b != own and not closes)
    some = _some(ground, own, s.first, min(s.last, s.first + LOOK))
    seen = "".join(str(int(x)) for x in (whole, opens, closes, broken, some, own >= 0))
    t = ground.tokens[c]
    found = ["Q" + seen, f"QL{key(t)}{seen}", f"QS{seen}{opening(s, ground)}", f"QE{seen}{s.closing}"]
    if own < 0 and not some:
        sentence = ground.page.sentence_of(c)
        if any(q >= 0 for q in quote[sentence.first : sentence.last]):
            found.append("Qleft" + t.pos)
    if own < 0 and closes:
        found += _next(ground, c, s, b) + _chained(ground, c, s, b)
    return found + _parts(ground, c, s)


def _near(ground: Ground, c: int, s: Stretch) -> bool:
    """Is there a quotation in the stretch or in the sentence of the cue?"""
    sentence = ground.page.sentence_of(c)
    first, last = min(s.first, sentence.first), max(s.last, sentence.last)
    k = bisect_right(ground.quotes, (last, -1)) - 1  # the last quotation that begins before the end
    return k >= 0 and ground.quotes[k][1] > first


def _some(ground: Ground, own: int, first: int, last: int) -> bool:
    """Does any other quotation than `own` reach into the tokens?"""
    k = bisect_right(ground.quotes, (last - 1, len(ground.tokens))) - 1
    k -= k == own
    return k >= 0 and ground.quotes[k][1] > first


def _unmarked(ground: Ground, c: int, s: Stretch) -> list[str]:
    """What `of_marks` finds where there is no mark."""
    t, seen = ground.tokens[c], "000000"
    found = ["Q" + seen, f"QL{key(t)}{seen}", f"QS{seen}{opening(s, ground)}", f"QE{seen}{s.closing}"]
    return found + _parts(ground, c, s)


def _between(ground: Ground, c: int, first: int, last: int) -> list[int]:
    """Words outside quotation marks that are not of the cue's own clause."""
    own = range(*ground.clause(c))
    return [
        i
        for i in range(first, last)
        if ground.quote[i] < 0 and i not in own and any(x.isalnum() for x in ground.tokens[i].text)
    ]


def _next(ground: Ground, c: int, s: Stretch, k: int) -> list[str]:
    """The quotation after the stretch: how far it is, and whether somebody else is named beside it."""
    if k + 1 >= len(ground.quotes):
        return [f"nq-none{s.closing}{s.opening}"]
    first, last = ground.quotes[k + 1]
    if ground.passage(first) != ground.passage(s.last - 1) or first - s.last >= FAR:
        return [f"nq-par{s.closing}{s.opening}"]
    words = _between(ground, c, s.last, first)
    other = int(any(i in ground.cues for i in words))
    end = ground.page.sentence_of(last - 1).last
    after = int(any(ground.quote[i] < 0 and any(x.isalnum() for x in ground.tokens[i].text) for i in range(last, end)))
    passed = int(s.last <= ground.clause(c)[0] < first)
    return [
        f"nq{min(size(len(words)), 3)}{other}{after}{passed}{int(s.around)}{s.closing}",
        f"nQ{int(bool(words))}{after}{passed}{s.opening}{s.closing}",
    ]


def _chained(ground: Ground, c: int, s: Stretch, k: int) -> list[str]:
    """What stands between the quotations of a chain."""
    start = ground.quote[s.first]
    if s.closing != "qq" or start < 0:
        return []
    gaps = [_between(ground, c, ground.quotes[n][1], ground.quotes[n + 1][0]) for n in range(start, k)]
    words = sum(len(g) for g in gaps)
    other = int(any(i in ground.cues for g in gaps for i in g))
    inside = int(s.first <= ground.clause(c)[0] < s.last)
    return [f"qq{min(3, size(words))}{other}{min(len(gaps), 3)}{inside}", f"qo{other}{inside}"]


def _parts(ground: Ground, c: int, s: Stretch) -> list[str]:
    """A stretch around its cue: are both parts quoted?"""
    if not (s.around and s.first < c < s.last):
        return []
    sides = f"{int(ground.quote[s.first] >= 0)}{int(ground.quote[s.last - 1] >= 0)}"
    tail = s.tail if s.tail > c else -1
    form = ground.tokens[tail].feats.get("VerbForm", "") if tail >= 0 else ""
    return [
        f"cr{sides}{s.closing[:4]}{ground.relation(tail)}",
        f"crr{ground.relation(tail)}{form}{sides}",
        f"crs{int(s.last > ground.clause(c)[1])}{sides[1]}",
    ]
