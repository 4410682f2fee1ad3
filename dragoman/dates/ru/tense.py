"""What a Russian word says about the time of what it tells: «встретились», «намечен», «должны были состояться»."""

from __future__ import annotations

from dragoman.dates.words import Words
from dragoman.languages.base import Analysis, Token
from dragoman.languages.grammar import is_future, is_infinitive, is_participle, is_predicate


def side_of(analysis: Analysis, w: Words, token: Token, direct: bool = True) -> str:
    """What one word says, empty when it says nothing. `direct`: the time hangs on it («договорились в среду»)."""
    planned = token.lemma in w.lexicon.lemmas("planned")
    if is_participle(token) and token.feats.get("Variant") != "Short":
        past = token.feats.get("Tense") == "Past"
        return "future" if planned else "past" if past and token.feats.get("Aspect") != "Imp" else ""
    if token.pos in ("ADJ", "ADV", "NOUN") and planned:
        return "past" if _copula(analysis, token, "Past") else "future"
    if not is_predicate(token):
        return _of_infinitive(analysis, token, w) if is_infinitive(token) else ""
    if is_future(token) or token.feats.get("Mood") == "Imp" or _copula(analysis, token, "Fut"):
        return "future"
    if token.feats.get("Tense") == "Past" or token.feats.get("VerbForm") == "Part":
        return "future" if planned and _sets(token, direct) else "past"
    if token.feats.get("Tense") == "Pres":
        return "future" if planned else "present"
    return ""


def _sets(token: Token, direct: bool) -> bool:
    """«намечен на среду», «договорились встретиться в среду»; not «договорились в среду» or «планировал»."""
    return token.feats.get("VerbForm") == "Part" or (token.feats.get("Aspect") == "Perf" and not direct)


def _copula(analysis: Analysis, token: Token, tense: str) -> bool:
    """«будет подписан», «должны были состояться»."""
    return any(
        analysis.tokens[k].lemma == "быть"
        and (analysis.tokens[k].feats.get("Tense") == tense or (tense == "Fut" and is_future(analysis.tokens[k])))
        for k in analysis.children[token.i]
    )


def _of_infinitive(analysis: Analysis, token: Token, w: Words) -> str:
    """«будет проводить», «чтобы встретиться»; else what governs it decides."""
    if _copula(analysis, token, "Fut"):
        return "future"
    marks = (analysis.tokens[k] for k in analysis.children[token.i])
    return "future" if any(t.rel == "mark" for t in marks) else ""
