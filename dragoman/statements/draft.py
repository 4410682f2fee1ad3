"""A statement while it is being put together."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.languages.base import Token
from dragoman.languages.grammar import children
from dragoman.languages.lexicon import Cue, Predicative
from dragoman.mentions.page import Page
from dragoman.model import Span


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue in its sentence. i: the governing word; first, last: the words of the cue (half-open); senses: its
    entries.
    """

    i: int
    first: int
    last: int
    senses: tuple[Cue | Predicative, ...]
    negated: bool = False

    def having(self, *frames: str) -> Cue | Predicative | None:
        """The first entry that takes one of the frames and is not narrowed to a noun."""
        open_ones = (c for c in self.senses if not c.nouns and any(f in c.frames for f in frames))
        return next(open_ones, None)


@dataclass(slots=True)
class Draft:
    """A statement in the making. Token ranges are half-open; `content` is in code points.

    verb: the token that governs the cue, -1 for none; source_head: the token that syntax gives as the speaker, -1 for
    none.
    carried: draft whose speaker this one shares, when no words of its own name one.
    """

    rule: str
    sentence: int
    act: str
    content: list[Span]
    cue: Span | None = None
    verb: int = -1
    source: Span | None = None
    source_head: int = -1
    carried: Draft | None = None
    outer: Draft | None = None
    addressee: Span | None = None
    addressee_head: int = -1
    venue: Span | None = None
    venue_head: int = -1
    time: Span | None = None
    condition: Span | None = None
    named_act: bool = False
    quoted: bool = False
    negated: bool = False
    flags: frozenset[str] = frozenset()

    @property
    def start(self) -> int:
        return self.content[0].start

    @property
    def end(self) -> int:
        return self.content[-1].end


def under_cue(
    page: Page, hit: Hit, cue: Cue | Predicative, rule: str, content: list[Span], last: int | None = None
) -> Draft:
    """A draft with its cue filled in; the words outside the content are read later."""
    return Draft(
        rule=rule,
        sentence=page.tokens[hit.i].sentence,
        act=cue.act,
        content=content,
        cue=page.span(hit.first, last or hit.last),
        verb=hit.i,
        named_act=cue.act != "state",
        negated=hit.negated,
        flags=_flags(page, hit, cue),
    )


def _flags(page: Page, hit: Hit, cue: Cue | Predicative) -> frozenset[str]:
    """The entry's flags; a short form is weak, a passive may go without a source."""
    extra = {"weak"} if isinstance(cue, Predicative) else set()
    return cue.flags | extra | ({"passive"} if is_passive(page.tokens[hit.i]) else set())


def is_passive(t: Token) -> bool:
    """«затребована», «предложено»: a short passive participle."""
    return t.feats.get("Voice") == "Pass" and t.feats.get("Variant") == "Short"


NOT = frozenset(("не", "not", "n't", "n’t"))
NEVER = NOT | {"никогда", "never"}


def negation(page: Page, i: int) -> int:
    """Token number of the «не» or "not" that negates word `i`, or -1."""
    if i > 0 and page.tokens[i - 1].lower in NOT:
        return i - 1
    for t in children(page.analysis, i, "advmod"):
        if t.lower in NEVER and t.i < i:
            return t.i
    return -1


def ceiling_of(page: Page, i: int) -> int:
    """Where what word `i` governs must end: its sentence, or the quotation that it stands in."""
    sentence, at = page.sentence_of(i), page.tokens[i].start
    ends = [q.inner_end for q in page.enclosing(at) if q.inner_start <= at < q.inner_end]
    return min(sentence.last, page.token_at(min(ends))) if ends else sentence.last
