"""The act that an English cue names by itself: by its entry, its frame, its noun, or what it calls a thing."""

from __future__ import annotations

from dragoman.languages.lexicon import Cue, NounCue, Predicative
from dragoman.statements.draft import negation
from dragoman.statements.en.ground import Ground
from dragoman.statements.en.spans import Stretch
from dragoman.statements.en.traits import frame

CALLING = frozenset("call describe label brand term dub deem consider denounce slam blast dismiss".split())
"""Verbs under which the rating in the content gives the act."""
REVERSED = {
    "support": "reject", "promise": "reject", "reject": "state", "accuse": "state", "deny": "state", "demand": "state",
    "propose": "state", "warn": "state", "concern": "state",
}  # fmt: skip
"""What the act becomes under «not»: «did not endorse»."""


def named(ground: Ground, c: int, s: Stretch) -> str:
    """One of `ACTS`; `state` where the cue is neutral."""
    act = _rated(ground, c, s) or _supported(ground, c) or _entry(ground, c, s)
    return REVERSED.get(act, act) if negation(ground.page, c) >= 0 else act


def _entry(ground: Ground, c: int, s: Stretch) -> str:
    """The act of the entry whose frame holds the content; an entry of another construction says nothing."""
    t, lexicon = ground.tokens[c], ground.page.lexicon
    entries: tuple[Cue | NounCue | Predicative, ...]
    if t.pos == "NOUN":
        entries = lexicon.noun_cues.get(t.lemma, ())
    elif t.pos == "VERB":
        entries = lexicon.cues.get(t.lemma, ())
    else:
        entries = lexicon.predicatives.get(t.lower, ())
    if not entries:
        return "state"
    used = frame(ground, s) | {ground.tokens[k].lower for k in ground.kids[c] if ground.relation(k) == "compound:prt"}
    narrow = [e for e in entries[1:] if e.frames & used]
    return narrow[0].act if narrow else entries[0].act


def _supported(ground: Ground, c: int) -> str:
    """«expressed concern», «made an offer»: the noun names the act."""
    lexicon, t = ground.page.lexicon, ground.tokens[c]
    pairs = [(t.lemma, ground.tokens[k].lemma) for k in ground.kids[c] if ground.relation(k) in ("obj", "nsubj:pass")]
    if t.pos == "NOUN" and t.head >= 0 and t.rel in ("obj", "nsubj:pass"):
        pairs.append((ground.tokens[t.head].lemma, t.lemma))
    return next((e.act for pair in pairs for e in lexicon.support_cues.get(pair, ())), "")


def _rated(ground: Ground, c: int, s: Stretch) -> str:
    """«called the raid a crime»: the word of rating inside the content names the act."""
    if ground.tokens[c].lemma not in CALLING:
        return ""
    ratings = ground.page.lexicon.ratings
    last = min(s.last, s.first + 30)
    return next((ratings[t.lemma] for t in ground.tokens[s.first : last] if t.lemma in ratings), "")
