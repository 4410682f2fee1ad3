"""A statement while it is being put together."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.languages.ru.lexicon import Cue, Predicative
from dragoman.mentions.page import Page
from dragoman.model import Span
from dragoman.statements.cues import Hit, is_passive


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


def ceiling_of(page: Page, i: int) -> int:
    """Where what word `i` governs must end: its sentence, or the quotation that it stands in."""
    sentence, at = page.sentence_of(i), page.tokens[i].start
    ends = [q.inner_end for q in page.enclosing(at) if q.inner_start <= at < q.inner_end]
    return min(sentence.last, page.token_at(min(ends))) if ends else sentence.last
