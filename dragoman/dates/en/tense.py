"""What an English word says about the time of what it tells: “met”, “will meet”, “is set to meet”, “meets”."""

from __future__ import annotations

from dragoman.dates.words import Words
from dragoman.languages.base import Analysis, Token
from dragoman.languages.grammar import is_infinitive, is_verb

FUTURE = frozenset(("will", "shall", "'ll", "’ll", "wo", "would", "can", "could", "may", "might", "must", "should"))
AUXILIARIES = ("aux", "aux:pass", "cop")


def side_of(analysis: Analysis, w: Words, token: Token, direct: bool) -> str:
    """What one word says, empty when it says nothing; what governs an infinitive or a participle decides for it."""
    helpers = [analysis.tokens[k] for k in analysis.children[token.i] if analysis.tokens[k].rel in AUXILIARIES]
    fixed = token.lemma in w.lexicon.lemmas("fixed")
    if any(h.lower in FUTURE for h in helpers):
        return "past" if any(h.lemma == "have" for h in helpers) and not _promised(helpers) else "future"
    if not is_verb(token):
        return _of_noun(analysis, w, token, helpers)
    if is_infinitive(token):
        done = [h.feats.get("Tense") for h in helpers if h.lemma == "do"]
        return ("past" if done[0] == "Past" else "present") if done else _of_infinitive(analysis, w, token)
    if token.feats.get("VerbForm") in ("Part", "Ger"):
        return _of_participle(token, helpers, fixed)
    if token.feats.get("Tense") == "Past":
        return "future" if fixed and not direct else "past"
    if token.lemma in w.lexicon.lemmas("told"):
        return "past"
    return "future" if fixed and not direct else "present"


def _promised(helpers: list[Token]) -> bool:
    """“will have met by Friday”."""
    return any(h.lower in ("will", "shall", "'ll", "’ll", "wo") for h in helpers)


def _of_noun(analysis: Analysis, w: Words, token: Token, helpers: list[Token]) -> str:
    """“is due on Friday”, “was ready”, “the upcoming talks”, “plans for talks”."""
    ahead = w.lexicon.lemmas("ahead")
    if any(h.lemma == "have" for h in helpers):
        return "past"  # “had been due”
    if token.lemma in ahead or any(t.rel == "amod" and t.lemma in ahead for t in _under(analysis, token)):
        return "future"
    finite = [h.feats.get("Tense", "") for h in helpers if h.rel == "cop" or h.rel == "aux"]
    return "past" if "Past" in finite else "present" if "Pres" in finite else ""


def _of_infinitive(analysis: Analysis, w: Words, token: Token) -> str:
    """“agreed to meet” is still to come, “managed to meet” is not; a bare “leave now” is asked for."""
    at, seen = token, 0
    while at.rel == "conj" and at.head >= 0 and seen < 8:
        at, seen = analysis.tokens[at.head], seen + 1
    governor = analysis.tokens[at.head] if at.head >= 0 else None
    if governor is None:
        return "future"
    if governor.lemma in w.lexicon.lemmas("done"):
        return ""
    if governor.lemma in w.lexicon.lemmas("planned") or (governor.lemma in ("be", "have") and is_verb(governor)):
        return "future"
    return "future" if at.rel in ("advcl", "acl") and any(t.rel == "mark" for t in _under(analysis, at)) else ""


def _under(analysis: Analysis, token: Token) -> list[Token]:
    return [analysis.tokens[k] for k in analysis.children[token.i]]


def _of_participle(token: Token, helpers: list[Token], fixed: bool) -> str:
    """“has met”, “is flying”, “was signed”; “scheduled for Friday”."""
    lemmas = [h.lemma for h in helpers]
    past = token.feats.get("Tense") == "Past"
    passive = past and ("be" in lemmas or not helpers)
    if passive and fixed:
        return "future"
    if "have" in lemmas:
        return "past"
    told = [h.feats.get("Tense", "") for h in helpers]
    if "Past" in told:
        return "past"
    if "Pres" in told:
        return "present" if passive else "future"
    return "past" if past else ""
