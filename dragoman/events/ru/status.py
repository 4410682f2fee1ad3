"""Whether a dealing was held, is planned, called off, denied or only possible: from tense, mood, negation, words."""

from __future__ import annotations

from dragoman.events.triggers import Trigger, signs, triggers
from dragoman.languages.base import Token
from dragoman.languages.grammar import (
    ancestors,
    case_of,
    children,
    is_finite,
    is_gerund,
    is_infinitive,
    is_participle,
    is_verb,
    preposition,
)
from dragoman.languages.grammar import is_future as is_tagged_future
from dragoman.mentions import Page


def of(page: Page, i: int, at: int, trigger: Trigger) -> tuple[str, bool]:
    """The status by the first rule that decides, and whether the words themselves say so."""
    if trigger.status:
        return trigger.status, True
    if trigger.mode == "refuse" or "needs_negation" in trigger.flags:
        return _of_refusal(page, i, at)
    for rule in RULES:
        found = rule(page, i, at)
        if found:
            return found, True
    if is_infinitive(page.tokens[at]):
        return "possible", False
    return "held", is_verb(page.tokens[at]) or is_participle(page.tokens[at])


def _of_refusal(page: Page, i: int, at: int) -> tuple[str, bool]:
    """A refusal has happened as soon as it is told («не приедет»); only a condition leaves it open."""
    found = by_condition(page, i, at)
    if not found and is_infinitive(page.tokens[at]) and not _negated(page, page.tokens[at]):
        found = by_governor(page, i, at)
    return found or "held", True


NOT_PAST = ("т", "тся", "м", "мся", "шь", "шься")
"""Endings that no past tense has."""


def is_future(token: Token) -> bool:
    """«созвонится», «перебросит»: a perfective that cannot be past is future, even where it is tagged as past."""
    perfective = is_finite(token) and token.feats.get("Aspect") == "Perf" and token.feats.get("Mood", "Ind") == "Ind"
    return is_tagged_future(token) or (perfective and token.lower.endswith(NOT_PAST))


def by_failure(page: Page, i: int, at: int) -> str:
    """«намеченная встреча не состоялась»: what did not take place, whatever was planned."""
    verb = page.tokens[at]
    carried = at != i and page.tokens[i].rel.startswith("nsubj")
    if carried and verb.lemma == "быть" and _negated(page, verb):
        return "denied"  # «никаких встреч не было»
    return "cancelled" if carried and (is_verb(verb) or is_participle(verb)) and _negated(page, verb) else ""


def by_modifier(page: Page, i: int, at: int) -> str:
    """«предстоящая встреча», «возможный визит», «отменённые переговоры»."""
    for t in children(page.analysis, i, "amod", "acl", "det"):
        if is_finite(t) and not _takes(page, t):
            continue  # «разговор, в ходе которого обсудили сделку»
        for sign in signs(page.analysis.language).get(t.lemma, ()):
            if sign.status != "held" and not (is_participle(t) and t.i > i + 8):
                return _tensed(sign.status, t)
    return ""


def _takes(page: Page, verb: Token) -> bool:
    """«встреча, которую отменили»: the relative clause says what became of its noun."""
    return any(c.lemma == "который" for c in children(page.analysis, verb.i, "nsubj", "obj"))


def by_governor(page: Page, i: int, at: int) -> str:
    """«отменил встречу», «срыв переговоров», «визит планируется», «предложил провести встречу»."""
    seen = 0
    inner = page.tokens[i]
    if is_participle(inner) and inner.rel.split(":")[0] in ("acl", "amod"):
        return ""  # «договорились о восстановлении отношений, разорванных …»: it only describes what is governed
    for up in ancestors(page.analysis, i):
        if seen > 3:
            break
        found = "" if inner.rel == "conj" else _sign_of(page, up, inner)
        if found:
            return "denied" if found == "possible" and _ruled_out(page, up) else found
        about = up.pos == "NOUN" and inner.i == i and preposition(page.analysis, i)
        if about and _modes(up.lemma) & {"talks", "agree"} and "ceasefire" not in _modes(inner.lemma):
            return "possible"  # «переговоры о заключении договора»: what is only talked about
        if (
            is_finite(up)
            and up.rel in ("root", "conj", "ccomp", "parataxis")
            and up.i != at
            and not is_infinitive(inner)
        ):
            break
        if up.rel.startswith("acl") or up.rel == "advcl":
            break
        inner, seen = up, seen + 1
    return ""


def _ruled_out(page: Page, chance: Token) -> bool:
    """«исключили возможность переговоров»; «не исключили» leaves it open."""
    if chance.head < 0 or not chance.rel.startswith(("obj", "nsubj")):
        return False
    verb = page.tokens[chance.head]
    return verb.lemma in page.lexicon.words("ruling-out") and not _negated(page, verb)


def _modes(lemma: str) -> set[str]:
    return {t.mode for t in triggers().get((lemma, "NOUN"), ())}


def _sign_of(page: Page, up: Token, inner: Token) -> str:
    negated = _negated(page, up)
    for sign in signs(page.analysis.language).get(up.lemma, ()):
        if not _pos_fits(sign.pos, up) or not _governs(page, up, inner, sign.relation):
            continue
        status = _tensed(sign.status, up)
        if negated:
            return {"planned": "denied", "held": "denied", "possible": "denied", "denied": "possible"}.get(
                status, status
            )
        if status:
            return status
    return ""


def _governs(page: Page, up: Token, inner: Token, relation: str) -> bool:
    """The event is an argument of the sign: with its preposition; as a subject only of what it undergoes."""
    prep = "" if is_infinitive(inner) else preposition(page.analysis, inner.i)
    if prep:
        return relation == "*" or relation.partition("+")[0] == {"об": "о", "обо": "о", "ко": "к", "со": "с"}.get(
            prep, prep
        )
    if relation == "*":
        return True
    if inner.rel.split(":")[0] in ("nsubj", "csubj"):
        passive = up.feats.get("Voice") == "Pass" or up.lemma.endswith(("ся", "сь")) or up.pos != "VERB"
        return relation == "nsubj" or passive
    return relation != "nsubj"


def _pos_fits(wanted: str, t: Token) -> bool:
    if wanted in ("", "*", "-"):
        return True
    if wanted == "VERB":
        return is_verb(t) or is_participle(t)
    if wanted == "ADJ":
        return t.pos in ("ADJ", "VERB", "ADV")
    return t.pos == wanted


def _tensed(status: str, t: Token) -> str:
    """A sign that only says «takes place» is read by the tense of the word."""
    return status if status != "held" else ("planned" if is_future(t) else "held")


def by_verb(page: Page, i: int, at: int) -> str:
    """Tense, mood and negation of the verb that is the event or carries it."""
    verb = page.tokens[at]
    if not is_verb(verb) and not is_participle(verb):
        return ""
    if _negated(page, verb):
        return "denied"
    if any(t.lower in ("бы", "б") for t in children(page.analysis, at)):
        return "possible"
    if is_future(verb) or any(t.lemma == "быть" and is_future(t) for t in children(page.analysis, at, "aux", "cop")):
        return "possible" if _conditional(page, at) else "planned"
    if is_infinitive(verb):
        return _of_infinitive(page, verb)
    return "held" if is_finite(verb) or is_participle(verb) or is_gerund(verb) else ""


def _of_infinitive(page: Page, verb: Token) -> str:
    """An infinitive takes its status from what governs it."""
    below = verb
    for up in ancestors(page.analysis, verb.i):
        found = _sign_of(page, up, below)
        if found:
            return found
        if up.lemma == "быть" and is_future(up):
            return "planned"
        if is_finite(up):
            break
        below = up
    return ""


def by_main_verb(page: Page, i: int, at: int) -> str:
    """«в ходе переговоров стороны обсудят», «темой встречи станет»: a noun takes the future of the verb above it."""
    if is_verb(page.tokens[i]) or is_participle(page.tokens[i]):
        return ""
    for up in ancestors(page.analysis, i):
        if is_finite(up):
            return ("possible" if _conditional(page, up.i) else "planned") if is_future(up) else ""
        if up.rel.startswith(("acl", "advcl")):
            return ""
    return ""


def _conditional(page: Page, i: int) -> bool:
    return any(t.lower == "если" for t in children(page.analysis, i, "mark", "advmod"))


def by_condition(page: Page, i: int, at: int) -> str:
    """Inside «если …» and after «в случае» nothing has happened yet."""
    for node in dict.fromkeys((i, at)):
        if _conditional(page, node):
            return "possible"
        if is_future(page.tokens[node]) and _has_condition(page, node):
            return "possible"
        for up in ancestors(page.analysis, node):
            if _conditional(page, up.i) or up.lemma == "случай":
                return "possible"
            if up.rel in ("root", "ccomp"):
                break
    return ""


def _has_condition(page: Page, verb: int) -> bool:
    """«если …» or «в случае …» hangs on the verb."""
    return any(
        _conditional(page, t.i)
        or (t.lemma == "случай" and any(case_of(c) == "Gen" for c in children(page.analysis, t.i, "nmod")))
        for t in children(page.analysis, verb, "advcl", "obl")
    )


def _negated(page: Page, t: Token) -> bool:
    return (t.i > 0 and page.tokens[t.i - 1].lower == "не") or any(
        c.lower == "не" for c in children(page.analysis, t.i, "advmod")
    )


def by_calling_off(page: Page, i: int, at: int) -> str:
    """«отменил визит, намеченный на май»: called off, whatever was planned."""
    found = by_governor(page, i, at)
    return found if found == "cancelled" else ""


RULES = (by_condition, by_failure, by_calling_off, by_modifier, by_governor, by_verb, by_main_verb)
