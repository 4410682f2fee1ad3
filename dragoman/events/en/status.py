"""Whether a dealing was held, is planned, called off, denied or only possible: from English tense, modals, words."""

from __future__ import annotations

from itertools import islice

from dragoman.events.classes import classes
from dragoman.events.en.conditions import negation
from dragoman.events.en.frames import base
from dragoman.events.triggers import Sign, Trigger, signs
from dragoman.languages.base import Token
from dragoman.languages.grammar import ancestors, children, is_infinitive, preposition
from dragoman.mentions import Page

WILL = frozenset(("will", "'ll", "’ll", "shall", "wo", "going"))
MAY = frozenset(("may", "might", "could", "can", "should", "must", "ca"))
IF = frozenset(("if", "unless", "should", "provided", "until"))
REACH = 4


def of(page: Page, i: int, at: int, trigger: Trigger) -> tuple[str, bool]:
    """The status by the first rule that decides, and whether the words themselves say so."""
    if trigger.status:
        return trigger.status, True
    if trigger.mode == "refuse":
        return _of_refusal(page, i, at)
    if trigger.type in FORCE and _attempted(page, at):
        return "held", True
    for rule in RULES:
        found = rule(page, i, at)
        if found:
            return found, True
    if is_infinitive(page.tokens[at]):
        return "held" if trigger.type == "PROTEST" else "possible", False  # «formed a chain to protest»
    return "held", page.tokens[at].pos == "VERB"


def _of_refusal(page: Page, i: int, at: int) -> tuple[str, bool]:
    """A refusal has happened as soon as it is told («will not come»); only a condition leaves it open."""
    found = by_condition(page, i, at)
    if not found and is_infinitive(page.tokens[at]) and negation(page, at) < 0:
        found = by_governor(page, i, at)
    return found or "held", True


FORCE = frozenset(("ASSAULT", "COERCE", "PROTEST"))
"""Types of which an attempt is a deed: «tried to kill the envoy»."""


def _attempted(page: Page, at: int) -> bool:
    up = page.tokens[at].head
    if up < 0 or page.tokens[up].lemma not in ("attempt", "try") or not is_infinitive(page.tokens[at]):
        return False
    return page.tokens[up].pos == "NOUN" or page.tokens[up].feats.get("Tense") == "Past"


def by_condition(page: Page, i: int, at: int) -> str:
    """Inside «if …» and «in case of …» nothing has happened yet."""
    for node in dict.fromkeys((i, at)):
        below = page.tokens[node]
        for up in (below, *islice(ancestors(page.analysis, node), CLAUSES_UP)):
            if any(t.lower in ("if", "unless") for t in children(page.analysis, up.i, "mark", "advmod")):
                return "possible"
            if up.lemma == "case" and preposition(page.analysis, up.i).startswith("in"):
                return "possible"
            if base(up) in ("root", "ccomp", "conj", "parataxis"):
                break
    return ""


def by_modifier(page: Page, i: int, at: int) -> str:
    """«the planned visit», «possible talks», «next week's summit»."""
    for t in children(page.analysis, i, "amod", "acl", "det", "compound", "nmod"):
        for sign in signs(page.analysis.language).get(t.lemma.lower(), ()):
            if sign.relation in ("amod", "*") and not preposition(page.analysis, t.i):
                return sign.status
    return ""


def by_governor(page: Page, i: int, at: int) -> str:
    """«called off the talks», «the visit is expected», «agreed to hold talks»."""
    inner = page.tokens[i]
    for seen, up in enumerate(ancestors(page.analysis, i)):
        clause = base(inner) in ("advcl", "acl", "parataxis") and not (
            _infinitive_of(page, inner) or _lead(page, inner)
        )
        if seen > REACH or clause:
            break
        found = "" if base(inner) == "conj" else _sign_of(page, up, inner)
        if found:
            return found
        if up.i != at and up.pos == "VERB" and base(inner) not in ("xcomp", "ccomp") and up.i != inner.head:
            break
        if base(inner) in ("ccomp", "root"):
            break
        inner = up
    return ""


def _infinitive_of(page: Page, t: Token) -> bool:
    return is_infinitive(t) or any(c.lower == "to" for c in children(page.analysis, t.i, "mark"))


def _sign_of(page: Page, up: Token, inner: Token) -> str:
    """What word `up` says of what hangs on it as `inner`."""
    for sign in signs(page.analysis.language).get(_lemma(page, up), ()):
        if sign.relation == "nsubj" and any(True for _ in children(page.analysis, up.i, "xcomp")):
            continue  # «the meeting failed to calm the markets» took place
        if _pos_fits(sign, up) and _governs(page, up, inner, sign.relation):
            status = sign.status
            if negation(page, up.i) >= 0:
                return {"planned": "denied", "held": "denied", "possible": "denied"}.get(status, status)
            if status == "planned" and any(t.lower in ("would", "could") for t in children(page.analysis, up.i, "aux")):
                return "possible"
            return "planned" if status == "held" and _future(page, up.i) else status
    return ""


def _lemma(page: Page, t: Token) -> str:
    """The word with its particle: «call_off»."""
    particle = next((c.lower for c in children(page.analysis, t.i, "compound") if c.rel == "compound:prt"), "")
    joined = f"{t.lemma.lower()}_{particle}"
    return joined if particle and joined in signs(page.analysis.language) else t.lemma.lower()


def _pos_fits(sign: Sign, t: Token) -> bool:
    return sign.pos in ("", "*", "-", t.pos) or (sign.pos == "ADJ" and t.pos in ("ADJ", "VERB"))


def _governs(page: Page, up: Token, inner: Token, relation: str) -> bool:
    """The event is an argument of the sign: with its preposition, as an infinitive, as what it undergoes."""
    if relation == "*":
        return True
    rel = base(inner)
    if _infinitive_of(page, inner):
        return relation == "inf"
    if rel == "nsubj":
        return relation == "nsubj" or (relation == "obj" and inner.rel == "nsubj:pass")
    prep = preposition(page.analysis, inner.i) or _lead(page, inner)
    if prep:
        return relation == prep
    return relation == {"obj": "obj", "ccomp": "that", "advcl": "obj", "xcomp": "obj", "compound": "of"}.get(rel, rel)


def _lead(page: Page, inner: Token) -> str:
    """The preposition of a gerund: «no intention | of attacking»."""
    if base(inner) not in ("acl", "advcl") or inner.feats.get("VerbForm") == "Fin":
        return ""
    return next((t.lower for t in children(page.analysis, inner.i, "mark") if t.i < inner.i and t.lower != "to"), "")


def by_denial(page: Page, i: int, at: int) -> str:
    """«rejected accusations that Rome armed the rebels», «denied that …»: what is said not to be so."""
    charged = False
    for up in islice(ancestors(page.analysis, i), CLAUSES_UP):
        if up.pos == "NOUN" and "charge" in classes(page, up.lemma):
            charged = True
        if up.pos == "VERB" and (up.lemma == "deny" or (charged and up.lemma in DENYING)):
            return "denied"
    return ""


DENYING = frozenset(("reject", "dismiss", "refute", "rebut", "repudiate"))
CLAUSES_UP = 8
"""Words above a trigger among which its denial stands."""


def by_verb(page: Page, i: int, at: int) -> str:
    """Tense, modals and negation of the verb that is the event or carries it."""
    verb = page.tokens[at]
    if verb.pos not in ("VERB", "AUX"):
        return ""
    if negation(page, at) >= 0:
        return "cancelled" if at != i and base(page.tokens[i]) == "nsubj" else "denied"
    aux = {t.lower for t in children(page.analysis, at, "aux")}
    if aux & MAY:
        return "possible"
    if "would" in aux or "'d" in aux:
        if "unless" in _marks(page, at):
            return "planned"
        return "possible" if _conditional(page, at) or not _reported(page, at) else "planned"
    if _future(page, at):
        return "possible" if _conditional(page, at) and "unless" not in _marks(page, at) else "planned"
    if is_infinitive(verb) and not aux & {"do", "does", "did"}:
        return _of_infinitive(page, verb)
    return "held"


def _future(page: Page, at: int) -> bool:
    """«will meet», «is to meet», «is going to meet», «meets next week»."""
    verb = page.tokens[at]
    if any(t.lower in WILL for t in children(page.analysis, at, "aux")):
        return True
    progressive = verb.feats.get("VerbForm") == "Ger" or verb.text.endswith("ing")
    present = verb.feats.get("Tense") == "Pres" or any(
        t.lower in ("is", "are", "'s", "'re", "am") for t in children(page.analysis, at, "aux")
    )
    return (progressive or present) and present and _tomorrow(page, at)


def _tomorrow(page: Page, at: int) -> bool:
    below = list(children(page.analysis, at, "obl", "advmod"))
    words = {t.lower for t in below} | {c.lower for t in below for c in children(page.analysis, t.i, "amod")}
    return bool(words & {"tomorrow", "next", "later", "soon", "shortly"})


def _marks(page: Page, at: int) -> set[str]:
    return {
        c.lower for t in children(page.analysis, at, "advcl") for c in children(page.analysis, t.i, "mark", "advmod")
    }


def _conditional(page: Page, at: int) -> bool:
    """«if …», «unless …» hangs on the verb."""
    return bool(_marks(page, at) & IF)


def _reported(page: Page, at: int) -> bool:
    """«said it would send»: the future of a past."""
    above = islice(ancestors(page.analysis, at), CLAUSES_UP)
    return any(base(t) == "ccomp" for t in (page.tokens[at], *above))


def _of_infinitive(page: Page, verb: Token) -> str:
    """An infinitive takes its status from what governs it: «is set to meet», «is to visit», «failed to meet»."""
    below = verb
    for up in islice(ancestors(page.analysis, verb.i), CLAUSES_UP):
        found = _sign_of(page, up, below)
        if found:
            return found
        if up.lemma == "be" and below.i == verb.i and base(below) in ("xcomp", "ccomp"):
            return "planned"
        if up.feats.get("VerbForm") == "Fin" and up.pos == "VERB":
            break
        below = up
    return ""


def by_main_verb(page: Page, i: int, at: int) -> str:
    """«the talks will focus on gas»: a noun takes the future of the verb above it."""
    if page.tokens[i].pos == "VERB":
        return ""
    inner = page.tokens[i]
    for up in islice(ancestors(page.analysis, i), CLAUSES_UP):
        if base(inner) in ("acl", "advcl", "conj"):
            return ""
        if up.pos == "VERB":
            subject = base(inner) in ("nsubj", "obj") or preposition(page.analysis, inner.i) in ("at", "in", "during")
            return "planned" if subject and _future(page, up.i) else ""
        inner = up
    return ""


RULES = (by_condition, by_denial, by_modifier, by_governor, by_verb, by_main_verb)
