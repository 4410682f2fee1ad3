"""The subject of an English verb: its own, the agent of a passive, shared by joined verbs, or controlled from above."""

from __future__ import annotations

from dragoman.languages.base import Token
from dragoman.languages.grammar import children
from dragoman.mentions.page import Page

RELATIVES = frozenset(("who", "which", "that", "whom"))
CLIMB = 6
"""Verbs looked at above one without a subject of its own."""


def subject_of(page: Page, v: int) -> int:
    """Token number of the one who does `v`, or -1; «those who»: whom the clause hangs on."""
    found = _subject(page, v)
    return behind_quantifier(page, found) if found >= 0 else -1


def _subject(page: Page, v: int) -> int:
    verb = page.tokens[v]
    for _ in range(CLIMB):
        if is_passive(page, verb):
            return _agent(page, verb.i)
        own = own_subject(page, verb.i)
        if own >= 0:
            return _antecedent(page, own)
        rel = verb.rel.split(":")[0]
        if rel == "acl" and verb.head >= 0:
            return verb.head if verb.feats.get("VerbForm") == "Part" else _controller(page, verb)
        if rel not in ("conj", "xcomp", "advcl", "ccomp", "parataxis", "aux", "cop") or verb.head < 0:
            return -1
        if rel in ("xcomp", "ccomp") or (rel == "advcl" and _charged(page, verb)):
            pressed = _object(page, verb.head, verb.i)
            if pressed >= 0:
                return pressed
        verb = page.tokens[verb.head]
    return -1


def is_passive(page: Page, verb: Token) -> bool:
    """«was signed», «signed by both»: a participle with its auxiliary or its agent."""
    passive = verb.feats.get("Voice") == "Pass"
    return passive or any(True for _ in children(page.analysis, verb.i, "aux:pass", "nsubj:pass"))


def own_subject(page: Page, v: int) -> int:
    """The active subject that the parser gives to `v`, or -1."""
    return next((t.i for t in children(page.analysis, v, "nsubj") if t.rel != "nsubj:pass"), -1)


def _agent(page: Page, v: int) -> int:
    """«signed by the minister»."""
    for t in children(page.analysis, v, "obl", "nmod"):
        if t.rel == "obl:agent" or any(c.lower == "by" for c in children(page.analysis, t.i, "case")):
            return t.i
    return -1


def _antecedent(page: Page, s: int) -> int:
    """«the envoy who met him»: the noun that the clause hangs on."""
    if page.tokens[s].lower not in RELATIVES or page.tokens[s].pos not in ("PRON", "DET", "SCONJ"):
        return s
    verb = page.tokens[page.tokens[s].head]
    return verb.head if verb.rel == "acl:relcl" and verb.head >= 0 else s


def _controller(page: Page, verb: Token) -> int:
    """«Moscow's plan to withdraw»: whose plan it is, else the subject of the verb above the noun."""
    owner = next((t.i for t in children(page.analysis, verb.head, "nmod") if t.rel == "nmod:poss"), -1)
    up = page.tokens[verb.head].head
    if owner >= 0 or up < 0:
        return owner
    return own_subject(page, up)


def _charged(page: Page, verb: Token) -> bool:
    """«accused Cairo of supplying arms», «stopped him from leaving»: what somebody is said or kept to do."""
    marks = {t.lower for t in children(page.analysis, verb.i, "mark", "case")}
    return verb.feats.get("VerbForm") != "Inf" and bool(marks & {"of", "from"})


def _object(page: Page, above: int, v: int) -> int:
    """«urged Cairo to talk»: the object of the verb above does the infinitive, or -1."""
    if page.tokens[above].lemma in ("promise", "vow", "threaten"):
        return -1
    return next((t.i for t in children(page.analysis, above, "obj", "iobj") if above < t.i < v), -1)


QUANTIFIERS = frozenset(
    ("one", "some", "many", "several", "most", "both", "all", "two", "three", "few", "number", "any")
)


def behind_quantifier(page: Page, s: int) -> int:
    """«one of the diplomats», «some of the states»: who is counted."""
    if page.tokens[s].lemma not in QUANTIFIERS:
        return s
    for t in children(page.analysis, s, "nmod", "obl"):
        if t.i in page.by_head:
            return t.i
    return s
