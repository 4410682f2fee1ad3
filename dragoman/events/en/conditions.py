"""Whether an English trigger's entry holds here: classes of what is acted on, words that must (not) stand near."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from dragoman.events.classes import DOERS, classes, referred
from dragoman.events.en.frames import Found, base, is_passive, joined
from dragoman.events.triggers import Trigger, triggers
from dragoman.languages.base import Token
from dragoman.languages.grammar import children, is_infinitive, is_participle, is_verb, preposition
from dragoman.mentions import Page

NOT = frozenset(("not", "n't", "never", "nor", "n’t", "neither"))


def words_fit(page: Page, i: int, trigger: Trigger) -> bool:
    """What the entry asks of the words around: words that must or must not stand there, negation, no infinitive."""
    return (
        not _is_name(page, i)
        and all(_near(page, i, key, value) for key, value in trigger.needs)
        and _negation_fits(page, i, trigger)
        and ("no_infinitive" not in trigger.flags or not _has_infinitive(page, i))
        and ("infinitive" not in trigger.flags or _has_infinitive(page, i))
    )


def _has_infinitive(page: Page, i: int) -> bool:
    return any(is_infinitive(t) for t in children(page.analysis, i, "xcomp", "ccomp", "advcl", "acl"))


def _is_name(page: Page, i: int) -> bool:
    """«the Conference of Mayors», «Vienna Convention»: a word of a name."""
    r = page.reference(i)
    return page.tokens[i].pos == "PROPN" and r is not None and r.kind in ("organization", "document") and r.covers(i)


def _negation_fits(page: Page, i: int, trigger: Trigger) -> bool:
    """«will not meet» refuses, «did not meet» denies: the first is told by the entry that asks for it, never by another
    of the same word.
    """
    if trigger.pos != "VERB" or trigger.lemma not in _refusing(page.analysis.language):
        return True
    refused = negation(page, i) >= 0 and not _past(page, i)
    return refused == ("needs_negation" in trigger.flags) or (refused and trigger.type == "REJECT")


def _past(page: Page, i: int) -> bool:
    above = page.tokens[i].head
    verbs = [i, above] if base(page.tokens[i]) == "xcomp" and above >= 0 else [i]
    return any(t.lower in PAST for v in verbs for t in children(page.analysis, v, "aux", "cop"))


PAST = frozenset(("did", "has", "have", "had", "was", "were", "been"))


@cache
def _refusing(language: str) -> frozenset[str]:
    """Verbs of which an entry asks for a negation."""
    entries = ((lemma, t) for (lemma, _), found in triggers(language).items() for t in found)
    return frozenset(lemma for lemma, t in entries if "needs_negation" in t.flags)


def fillers_fit(page: Page, i: int, trigger: Trigger, found: Found) -> bool:
    """What the entry asks of its fillers: the class of the object, a person as the doer."""
    nobody = page.tokens[i].pos == "NOUN" and not any(role == "actor" for role, _ in found)
    if "person" in trigger.flags and not nobody and not _has_person(page, found):
        return False
    if trigger.mode == "visit" and trigger.pos == "VERB" and _transitive(page, i, trigger):
        return False
    if "complement" in trigger.flags and not any(role in ("object", "recipient") for role, _ in found):
        return False
    for key, value in trigger.needs:
        if key == "needs_object" and not any(value & classes_of(page, h) for h in acted_on(page, i, trigger, found)):
            return False
    return True


def _transitive(page: Page, i: int, trigger: Trigger) -> bool:
    """«heads the institute», «flew the flag»: a verb of going with an object goes nowhere."""
    objects = any(True for _ in children(page.analysis, i, "obj"))
    return objects and not trigger.roles("obj") and trigger.lemma not in ("leave", "depart")


def _near(page: Page, i: int, key: str, value: frozenset[str]) -> bool:
    if key == "needs":
        return any(
            t.lemma.lower() in value or t.lower in value or value & classes(page, t.lemma.lower())
            for t in _window(page, i, 10)
        )
    if key == "not":
        return not any(t.lemma.lower() in value or t.lower in value for t in _window(page, i, 5))
    return True


def _window(page: Page, i: int, reach: int) -> Sequence[Token]:
    sentence = page.sentence_of(i)
    first, last = max(sentence.first, i - reach), min(sentence.last, i + reach + 1)
    return [*page.tokens[first:i], *page.tokens[i + 1 : last]]


def acted_on(page: Page, i: int, trigger: Trigger, found: Found) -> list[int]:
    """What the deed is done to: object of a verb, subject of a passive, «of» and first half of a compound noun."""
    heads = [h for role, h in found if role == "object" or (role == "recipient" and not trigger.roles("obj"))]
    verb = page.tokens[i]
    if verb.pos == "VERB":
        passive = is_passive(page, verb)
        heads += [t.i for t in children(page.analysis, i, "obj")]
        if passive:
            heads += [t.i for t in children(page.analysis, i, "nsubj", "xcomp")]
            if base(verb) == "acl" and verb.head >= 0:
                heads.append(verb.head)
        elif not any(True for _ in children(page.analysis, i, "obj")):
            heads += [t.i for t in children(page.analysis, i, "xcomp", "ccomp", "iobj")]
            heads += [t.i for t in children(page.analysis, i, "obl") if trigger.roles(preposition(page.analysis, t.i))]
    else:
        heads += [t.i for t in children(page.analysis, i, "compound", "amod")]
        heads += [
            t.i for t in children(page.analysis, i, "nmod") if preposition(page.analysis, t.i) in ("of", "to", "in")
        ]
        heads += [t.i for t in children(page.analysis, i, "nmod") if t.rel == "nmod:poss"]
    heads += [j for h in tuple(heads) for j in joined(page, h)]
    return heads + _counted(page, heads)


def _counted(page: Page, heads: Sequence[int]) -> list[int]:
    """«part of the aid», «a shipment of rifles»: what is measured; «a draft treaty»: a paper."""
    out: list[int] = []
    for h in heads:
        if "measure" in classes(page, page.tokens[h].lemma.lower()) or page.tokens[h].pos == "NUM":
            out += [t.i for t in children(page.analysis, h, "nmod", "compound")]
            out += [u.i for t in children(page.analysis, h, "nmod") for u in children(page.analysis, t.i, "compound")]
        halves = children(page.analysis, h, "compound")
        out += [t.i for t in halves if "document" in classes(page, t.lemma.lower())]
    return out


def _has_person(page: Page, found: Found) -> bool:
    """The doer is a person, a delegation or an office."""
    for role, h in found:
        if role != "actor":
            continue
        r = page.reference(h)
        token = page.tokens[h]
        if (r is not None and r.kind in DOERS) or token.pos == "PRON" or "person" in classes(page, token.lemma.lower()):
            return True
    return False


def classes_of(page: Page, head: int) -> frozenset[str]:
    """Classes of the noun `head`: by its lemma, and by what it refers to."""
    token = page.tokens[head]
    lemma = token.lemma.lower()
    found = classes(page, lemma) | referred(page, head)
    r = page.reference(head)
    if r is not None and r.head == head and r.kind in ("unnamed", "office", "person") and token.pos != "ADJ":
        found |= {"person"}
    if any(t.lemma.lower() in CAUGHT for t in children(page.analysis, head, "amod", "acl", "compound")):
        found |= {"prisoner"}
    if any(t.lemma.lower() in SUSPECTED for t in children(page.analysis, head, "amod", "acl", "compound")):
        found |= {"suspect"}
    return found | {lemma} | ({"deed"} if _is_deed(page, head) else set())


CAUGHT = frozenset(("detain", "detained", "arrest", "arrested", "capture", "captured", "jail", "jailed", "imprisoned"))
"""«returned the captured fishermen»: participles that make anybody a prisoner."""


SUSPECTED = frozenset(
    ("suspected", "suspect", "alleged", "accused", "accuse", "wanted", "want", "convicted", "convict")
)
"""«handed over a suspected bomber»: what makes anybody a suspect."""


def _is_deed(page: Page, head: int) -> bool:
    """The word, or what the infinitive acts on («begin the withdrawal»), is itself the trigger of some dealing."""
    near = [page.tokens[head]]
    if is_infinitive(near[0]):
        near += list(children(page.analysis, head, "obj", "obl", "iobj"))
    table = triggers(page.analysis.language)
    return any((t.lemma.lower(), "VERB" if is_verb(t) or is_participle(t) else "NOUN") in table for t in near)


def negation(page: Page, i: int) -> int:
    """The token «not» of the verb, of the modal above it («is not willing to meet»), or «no» of a noun, else -1."""
    for t in children(page.analysis, i):
        if t.lower in NOT and t.i < i:
            return t.i
    token = page.tokens[i]
    if token.pos == "NOUN":
        return next((t.i for t in children(page.analysis, i, "det") if t.lower == "no"), -1)
    if base(token) == "xcomp" and token.head >= 0 and page.tokens[token.head].lemma in WILLING and token.head < i:
        return next((t.i for t in children(page.analysis, token.head) if t.lower in NOT and t.i < token.head), -1)
    return -1


WILLING = frozenset(("willing", "ready", "prepared", "able", "want", "intend", "plan", "go", "wish", "agree", "need"))
"""Words above an infinitive whose negation is its own."""


def trigger_words(page: Page, i: int, trigger: Trigger) -> tuple[int, int]:
    """The trigger itself, with the «not» that makes it a refusal where that stands near, and its particle."""
    first, last = i, i + 1
    if "needs_negation" in trigger.flags and 0 < i - (n := negation(page, i)) <= 3:
        first = n
    particle = next((t.i for t in children(page.analysis, i, "compound") if t.rel == "compound:prt"), -1)
    return first, particle + 1 if particle == last else last
