"""Who says it: the subject of a cue, wherever the sentence keeps it."""

from __future__ import annotations

from dragoman.languages.base import Analysis, Token
from dragoman.languages.grammar import (
    COMMAS,
    agrees,
    ancestors,
    case_of,
    children,
    is_dash,
    is_finite,
    is_gerund,
    is_infinitive,
    is_participle,
    is_predicate,
    is_verb,
    is_word,
    preposition,
)
from dragoman.mentions.page import Page

RELATIVE = "который"
NEAR = 14
"""Tokens that a subject may stand from its cue when the parser gives none; longer phrases are reached by their
reference.
"""


def subject_of(page: Page, v: int) -> int:
    """Token number of the one who does `v`, or -1; behind «один из» stands who is counted."""
    s = _subject(page, v)
    return behind_quantifier(page, s) if s >= 0 else -1


def _subject(page: Page, v: int) -> int:
    """Token number of the one who does `v`, or -1: own subject, shared subject, antecedent of «который», noun of a
    participle.
    """
    tokens, analysis = page.tokens, page.analysis
    verb = tokens[v]
    if is_participle(verb) and verb.rel.split(":")[0] in ("acl", "amod") and verb.feats.get("Variant") != "Short":
        return verb.head if verb.feats.get("Voice") != "Pass" and verb.head >= 0 else _agent(analysis, v)
    own = _own_subject(analysis, v)
    if own >= 0:
        return _antecedent(analysis, own)
    if verb.feats.get("Voice") == "Pass" and not verb.lower.endswith(("ся", "сь")):
        agent = _agent(analysis, v)
        if agent >= 0 or verb.feats.get("Variant") == "Short":
            return agent
    nearer = _same_actor_before(page, v)
    if nearer >= 0:
        return nearer
    if verb.rel == "xcomp" and is_infinitive(verb) and (told := told_to(page, v, "Acc")) >= 0:
        return told
    if is_gerund(verb) or verb.rel in ("conj", "advcl", "xcomp"):
        for up in ancestors(analysis, v):
            if is_predicate(up) or up.rel == "root":
                shared = _own_subject(analysis, up.i)
                if shared >= 0 and (
                    _can_do(page, shared) if is_gerund(verb) else _fits(page.analysis, verb, tokens[shared])
                ):
                    return _antecedent(analysis, shared)
            if up.rel not in ("conj", "xcomp", "advcl") and not is_gerund(verb):
                break
    if is_infinitive(verb):
        return _holder(page, v)
    return _nearest(page, v)


def told_to(page: Page, v: int, *cases: str) -> int:
    """«призвали Израиль воздержаться», «позволил послу уехать»: whom the verb above tells to do the infinitive `v`, an
    actor without a preposition in one of the cases, or -1.
    """
    up = page.tokens[v].head
    for t in children(page.analysis, up, "obj", "iobj", "obl") if up >= 0 and is_verb(page.tokens[up]) else ():
        if up < t.i < v and case_of(t) in cases and t.i in page.by_head and not preposition(page.analysis, t.i):
            return t.i
    return -1


def _same_actor_before(page: Page, v: int) -> int:
    """«Белый дом сообщил, что Байден выразил N, призвал к N»: the nearest predicate that agrees shares its subject,
    or -1.

    «а также» and a following «что» speak for the outer predicate: the parser decides then.
    """
    tokens, sentence = page.tokens, page.sentence_of(v)
    if not is_finite(tokens[v]) or tokens[v - 1].lower in ("также",):
        return -1
    for j in range(v - 1, sentence.first, -1):
        t = tokens[j]
        if t.text in ".;:" or is_dash(t) or t.lower in ("также", "что", "который"):
            return -1
        if is_finite(t):
            if not agrees(t, tokens[v]) or t.i == tokens[v].head:
                return -1
            own = _own_subject(page.analysis, j)
            return _antecedent(page.analysis, own) if own >= 0 else -1
    return -1


def _holder(page: Page, v: int) -> int:
    """«готовность Москвы выстраивать диалог», «призвал Киев начать переговоры»: who is to do the infinitive, or -1."""
    tokens, analysis = page.tokens, page.analysis
    up = tokens[v].head
    if up < 0 or any(t.i == v for t in ancestors(analysis, up)):  # arcs of a wrong parse may run in a ring
        return -1
    if tokens[up].pos == "NOUN":
        for t in children(analysis, up, "nmod", "amod"):
            if t.i < v and t.i in page.by_head and (case_of(t) == "Gen" or t.rel == "amod"):
                return t.i
        return subject_of(page, tokens[up].head) if tokens[up].head >= 0 and is_verb(tokens[tokens[up].head]) else -1
    if is_verb(tokens[up]):
        told = told_to(page, v, "Acc", "Dat", "Gen")
        if told >= 0:
            return told
        return subject_of(page, up) if not is_infinitive(tokens[up]) or tokens[up].head != v else -1
    return -1


def _own_subject(analysis: Analysis, v: int) -> int:
    """The nominative that the parser gives to `v`; of two (one belongs to a verb it missed) the one nearer to it."""
    found = [
        t.i
        for t in children(analysis, v, "nsubj")
        if t.pos != "ADV"
        and (
            case_of(t) in ("Nom", "")
            or t.lower.isdigit()
            or t.pos in ("NUM", "X", "PROPN")
            or t.lower in ("оба", "обе")
        )
    ]
    nouns = [i for i in found if analysis.tokens[i].pos != "ADJ"]  # «папа римский призвал»
    return min(nouns or found, key=lambda i: abs(i - v), default=-1)


def _agent(analysis: Analysis, v: int) -> int:
    for t in children(analysis, v, "obl", "iobj", "nsubj"):
        if case_of(t) == "Ins" and not preposition(analysis, t.i):
            return t.i
    return -1


def _antecedent(analysis: Analysis, s: int) -> int:
    """«который» stands for the noun that its clause hangs on."""
    token = analysis.tokens[s]
    if token.lemma != RELATIVE:
        return s
    for up in ancestors(analysis, s):
        if up.rel in ("acl", "acl:relcl") and up.head >= 0:
            return up.head
    for j in range(s - 1, max(-1, s - 6), -1):
        if analysis.tokens[j].pos in ("NOUN", "PROPN"):
            return j
    return -1


def _fits(analysis: Analysis, verb: Token, noun: Token) -> bool:
    """Number agrees, as far as both show it; a list of nouns in the singular may take a plural verb."""
    a, b = verb.feats.get("Number"), noun.feats.get("Number")
    if not a or not b or a == b:
        return True
    many = noun.lemma in QUANTIFIERS or noun.pos in ("NUM", "PROPN", "X")
    return a == "Plur" and (many or next(children(analysis, noun.i, "conj"), None) is not None)


def _nearest(page: Page, v: int) -> int:
    """A nominative directly after the cue («заявил Лавров»), or before it with no other predicate between."""
    tokens, sentence = page.tokens, page.sentence_of(v)
    verb = tokens[v]
    if not is_finite(verb) and verb.feats.get("Variant") != "Short":
        return -1
    for j in range(v + 1, min(sentence.last, v + NEAR)):
        t = tokens[j]
        if t.text in COMMAS or is_dash(t) or t.text in ".:" or is_verb(t):
            break
        if _may_speak(page, t) and case_of(t) in ("Nom", "") and _fits(page.analysis, verb, t):
            return j
    for j in range(v - 1, max(sentence.first - 1, v - NEAR), -1):
        t = tokens[j]
        if is_finite(t) or t.text in '«»"“”:;' or is_dash(t) or t.lower in ("что", "чтобы", "если"):
            break
        if t.lemma == RELATIVE and case_of(t) != "Nom":
            break
        if (
            _may_speak(page, t)
            and case_of(t) == "Nom"
            and _fits(page.analysis, verb, t)
            and not preposition(page.analysis, j)
        ):
            return _antecedent(page.analysis, j) if t.lemma == RELATIVE else j
    return _chained(page, v)


def _chained(page: Page, v: int) -> int:
    """«посетит саммит, проведёт встречу»: the subject of the predicate before it that agrees with it, or -1."""
    sentence = page.sentence_of(v)
    for j in range(v - 1, sentence.first, -1):
        t = page.tokens[j]
        if t.text in ".;:" or t.lower in ("что", "чтобы"):
            return -1
        if is_finite(t) and agrees(t, page.tokens[v]):
            return _own_subject(page.analysis, j)
    return -1


def _may_speak(page: Page, t: Token) -> bool:
    if not is_word(t) or t.pos not in ("NOUN", "PROPN", "PRON", "X", "ADJ"):
        return False
    return t.i in page.by_head or t.lemma == RELATIVE or (t.pos == "NOUN" and t.feats.get("Animacy") == "Anim")


def _can_do(page: Page, i: int) -> bool:
    """Somebody, not a thing: «порт закрыт, добавив» does not make the port add anything."""
    t = page.tokens[i]
    return t.pos != "NOUN" or t.feats.get("Animacy") != "Inan" or i in page.by_head


QUANTIFIERS = frozenset(
    [
        "один",
        "некоторый",
        "многие",
        "несколько",
        "ряд",
        "большинство",
        "часть",
        "два",
        "оба",
        "трое",
        "двое",
        "другой",
        "каждый",
    ]
)


def behind_quantifier(page: Page, s: int) -> int:
    """«один из участников, генерал Питер Цвак», «ряд стран»: who the quantifier counts; the name in apposition
    first.
    """
    token = page.tokens[s]
    if token.pos != "NUM" and token.lemma not in QUANTIFIERS:
        return s
    for rel in ("appos", "nmod", "obl"):
        for t in children(page.analysis, s, rel):
            if t.i in page.by_head:
                return t.i
    return s


BODIES = frozenset(("organization", "organ", "country", "medium", "office", "place"))


def locative_source(page: Page, v: int) -> int:
    """«В МИД РФ заявили», «рассказали в больнице»: «в N» beside a plural verb without a subject, or -1."""
    tokens, sentence = page.tokens, page.sentence_of(v)
    verb = tokens[v]
    if verb.feats.get("Number") != "Plur" and not verb.lower.endswith(("ся", "сь")):
        return -1
    bare = -1
    for j in [*range(v + 1, min(sentence.last, v + 8)), *range(v - 1, max(sentence.first - 1, v - NEAR), -1)]:
        t = tokens[j]
        r = page.reference(j)
        if r is None and bare < 0 and _is_house(page, t, v, sentence.first):
            bare = j
        if r is None or t.lower in ("в", "во", "на"):
            continue
        before = tokens[r.first - 1].lower if r.first > sentence.first else ""
        if before in ("в", "во") and r.kind in BODIES:
            return r.head
        if (
            before == "на"
            and r.kind in ("country", "place", "organization")
            and case_of(tokens[r.head]) == "Loc"
            and r.name
        ):
            return r.head
    return bare


NO_HOUSE = frozenset(
    "ответ результат итог целое частность ход число случай время рамка условие очередь год месяц век начало конец"
    " отношение адрес качество прошлое принцип общее действительность реальность эфир".split()
)
"""«в результате», «в частности», «в прошлом»: no place where somebody speaks."""


def _is_house(page: Page, t: Token, v: int, floor: int) -> bool:
    """«в больнице»: a plain noun in the locative right after the cue, or at the head of its clause before it."""
    if t.pos != "NOUN" or case_of(t) != "Loc" or t.lemma in NO_HOUSE or t.feats.get("Animacy") == "Anim":
        return False
    if (
        t.lemma in page.lexicon.venues
        or t.lemma in page.lexicon.noun_cues
        or preposition(page.analysis, t.i) not in ("в", "на")
    ):
        return False
    first = next(children(page.analysis, t.i, "case")).i
    return first == v + 1 or (first < v and (first == floor or page.tokens[first - 1].text in COMMAS))
