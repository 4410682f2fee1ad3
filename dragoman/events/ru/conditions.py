"""Whether a trigger's entry holds here: classes of what is acted on, words that must (not) stand near, negation."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.events.classes import DOERS, classes, referred
from dragoman.events.ru.frames import Found, is_passive, joined, misread
from dragoman.events.triggers import Trigger, triggers
from dragoman.languages.base import Token
from dragoman.languages.grammar import case_of, children, is_infinitive, is_participle, is_verb, preposition
from dragoman.mentions import Page


def words_fit(page: Page, i: int, trigger: Trigger) -> bool:
    """What the entry asks of the words around: words that must or must not stand there, negation, no infinitive."""
    return (
        all(_near(page, i, key, value) for key, value in trigger.needs)
        and ("needs_negation" not in trigger.flags or negation(page, i) >= 0)
        and ("no_infinitive" not in trigger.flags or not any(is_infinitive(t) for t in children(page.analysis, i)))
    )


def fillers_fit(page: Page, i: int, trigger: Trigger, found: Found) -> bool:
    """What the entry asks of its fillers: the class of the object, a person as the doer."""
    token = page.tokens[i]
    dropped = is_infinitive(token) or token.rel.split(":")[0] in ("ccomp", "conj")  # «сообщил, что посетит Осло»
    nobody = (token.pos == "NOUN" or dropped) and not any(role == "actor" for role, _ in found)
    if "person" in trigger.flags and not nobody and not _has_person(page, found):
        return False
    for key, value in trigger.needs:
        if key == "needs_object" and not any(value & classes_of(page, h) for h in acted_on(page, i, trigger, found)):
            return False
    return True


def _near(page: Page, i: int, key: str, value: frozenset[str]) -> bool:
    if key == "needs":
        return any(t.lemma in value or t.lower in value or value & classes(page, t.lemma) for t in _window(page, i, 8))
    if key == "not":
        if "не" in value and negation(page, i) >= 0:
            return False
        return not any(t.lemma in value or t.lower in value for t in _window(page, i, 4) if t.lower != "не")
    return True


def _window(page: Page, i: int, reach: int) -> Sequence[Token]:
    sentence = page.sentence_of(i)
    return page.tokens[max(sentence.first, i - reach) : min(sentence.last, i + reach + 1)]


def acted_on(page: Page, i: int, trigger: Trigger, found: Found) -> list[int]:
    """What the deed is done to: object of a verb, genitive of a noun, what the frame calls object; counted things."""
    heads = [h for role, h in found if role == "object" or (role == "recipient" and not trigger.roles("obj"))]
    verb = page.tokens[i]
    if is_verb(verb) or is_participle(verb):
        heads += [t.i for t in children(page.analysis, i, "nsubj" if is_passive(verb) else "obj")]
        if is_passive(verb) and verb.rel.split(":")[0] in ("acl", "amod") and verb.head >= 0:
            heads.append(verb.head)
        if not is_passive(verb):
            heads += [t.i for t in children(page.analysis, i, "nsubj") if misread(page, t)]
            heads += [
                t.i
                for t in children(page.analysis, i, "obl", "nmod", "iobj")
                if case_of(t) in ("Acc", "Gen") and not preposition(page.analysis, t.i)
            ]
    else:
        below = list(children(page.analysis, i, "nmod", "obl"))
        below += [
            u for t in tuple(below) if preposition(page.analysis, t.i) for u in children(page.analysis, t.i, "nmod")
        ]
        heads += [t.i for t in below if case_of(t) == "Gen" and not preposition(page.analysis, t.i)]
    heads += [j for h in tuple(heads) for j in joined(page, h)]
    loaded = ("с", "со")  # «корабль с мукой»
    heads += [
        t.i
        for h in tuple(heads)
        for t in children(page.analysis, h, "nmod")
        if preposition(page.analysis, t.i) in loaded
    ]
    counted = [
        t.i
        for h in heads
        if COUNTING & classes(page, page.tokens[h].lemma) or page.tokens[h].pos == "NUM"
        for t in children(page.analysis, h, "nmod")
    ]
    return heads + counted


COUNTING = frozenset(("measure", "part"))
"""Classes of nouns whose genitive says what is acted on: «пакет санкций», «часть соглашения»."""


def _has_person(page: Page, found: Found) -> bool:
    """The doer is a person, a delegation or an office."""
    return any(role == "actor" and (r := page.reference(h)) is not None and r.kind in DOERS for role, h in found)


def classes_of(page: Page, head: int) -> frozenset[str]:
    """Classes of the noun `head`: by its lemma, and by what it refers to."""
    lemma = page.tokens[head].lemma
    animate = page.tokens[head].feats.get("Animacy") == "Anim" and page.tokens[head].pos == "NOUN"
    more = {"person"} if animate else set[str]()
    if animate and any(t.lemma in CAUGHT for t in children(page.analysis, head, "amod", "acl")):
        more = {*more, "prisoner"}
    return classes(page, lemma) | referred(page, head) | more | {lemma} | ({"deed"} if _is_deed(page, head) else set())


CAUGHT = frozenset(
    ("задержать", "задержанный", "арестовать", "арестованный", "захватить", "захваченный", "похитить", "пленный")
)
"""«вернул задержанных рыбаков»: participles that make anybody a prisoner."""


def _is_deed(page: Page, head: int) -> bool:
    """The word, or what the infinitive acts on («начать отвод»), is itself the trigger of some dealing."""
    near = [page.tokens[head]]
    if is_infinitive(near[0]):
        near += list(children(page.analysis, head, "obj", "nmod", "obl", "iobj"))
    else:
        near += [t for t in children(page.analysis, head, "nmod") if case_of(t) == "Gen"]
    table = triggers()
    return any((t.lemma, "VERB" if is_verb(t) else "NOUN") in table for t in near)


MODALS = frozenset(
    [
        "мочь",
        "смочь",
        "быть",
        "стать",
        "намеренный",
        "хотеть",
        "захотеть",
        "желать",
        "собираться",
        "готовый",
        "намереваться",
        "планировать",
    ]
)


def negation(page: Page, i: int) -> int:
    """The token «не» before the word, under it, or before the modal that governs it («не может признать»)."""
    if i > 0 and page.tokens[i - 1].lower == "не":
        return i - 1
    for t in children(page.analysis, i):
        if t.lower == "не" and t.i < i:
            return t.i
        if t.lemma == "быть" and t.i > 0 and page.tokens[t.i - 1].lower == "не" and t.i < i:
            return t.i - 1
    token = page.tokens[i]
    if is_infinitive(token) and token.head >= 0 and page.tokens[token.head].lemma in MODALS and token.head < i:
        up = token.head
        return next(
            (t.i for t in children(page.analysis, up) if t.lower == "не" and t.i < up),
            up - 1 if up > 0 and page.tokens[up - 1].lower == "не" else -1,
        )
    return -1


def trigger_words(page: Page, i: int, trigger: Trigger) -> tuple[int, int]:
    """The trigger itself, with the «не» that makes it a refusal where that stands near."""
    if "needs_negation" in trigger.flags:
        n = negation(page, i)
        if 0 < i - n <= 3:
            return n, i + 1
    return i, i + 1
