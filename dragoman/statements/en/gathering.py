"""English reported speech: constructions offer what a cue may report, weights choose, the clause gives the rest."""

from __future__ import annotations

from dragoman.mentions.page import Page
from dragoman.statements.draft import Draft, negation
from dragoman.statements.en import acts, choosing, continued, fields, pieces, sources, uncued, weights
from dragoman.statements.en.choosing import Choice
from dragoman.statements.en.ground import COLON, Ground, survey

RULES = {
    "edge": "content after cue",
    "inner": "content after cue",
    "after": "content after cue",
    "colon": "content after colon",
    "left": "content before cue",
    "inv": "cue set in",
    "sent": "sentence with cue",
    "q": "quotation with cue",
    "nq": "quotation in the next paragraph",
}


def gather(page: Page) -> list[Draft]:
    """What every cue of the page reports."""
    ground = survey(page)
    learnt = weights.load()
    drafts = [
        _draft(ground, choice, sources.choose(ground, learnt, choice.cue, choice.stretch))
        for choice in choosing.choices(ground, learnt)
        if page.minable(page.sentence_of(choice.cue))
    ]
    continued.extend(ground, drafts)
    drafts += uncued.find(ground, drafts)
    for d in drafts:
        fields.fill(ground, d)
    return drafts


def _draft(ground: Ground, choice: Choice, source: int) -> Draft:
    c, s = choice.cue, choice.stretch
    act = acts.named(ground, c, s)
    return Draft(
        rule=_rule(ground, choice),
        sentence=ground.tokens[c].sentence,
        act=act,
        content=pieces.content(ground, c, s),
        cue=fields.cue_span(ground, c),
        verb=c,
        source=fields.source_span(ground, source, c) if source >= 0 else None,
        source_head=source,
        named_act=act != "state",
        negated=negation(ground.page, c) >= 0,
        flags=frozenset(("weighed",)),
    )


def _rule(ground: Ground, choice: Choice) -> str:
    """The name of the construction that held the content."""
    t, s = ground.tokens[choice.cue], choice.stretch
    if t.pos in ("ADP", "SCONJ"):
        return "named source"
    if t.text == COLON:
        return "quotation after colon" if s.opening in ("q", "nq") else "content after colon"
    if s.around and s.first <= choice.cue < s.last:
        return "content around cue"
    return RULES[s.opening]
