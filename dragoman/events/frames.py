"""Reading a trigger's frame off the syntax: which word fills which slot."""

from __future__ import annotations

from functools import cache

from dragoman.events.triggers import Trigger
from dragoman.languages.base import Token
from dragoman.languages.grammar import case_of, children, is_infinitive, is_participle, is_verb, preposition
from dragoman.languages.ru import tables
from dragoman.mentions import Page
from dragoman.mentions.extents import complement
from dragoman.mentions.subjects import subject_of
from dragoman.model import Span

LETTERS = {"Gen": "G", "Dat": "D", "Acc": "A", "Ins": "T", "Loc": "L"}
BASE = {"об": "о", "обо": "о", "ко": "к", "со": "с", "во": "в"}
Found = list[tuple[str, int]]


@cache
def light_verbs() -> frozenset[str]:
    return frozenset(row[0] for row in tables.rows("light_verbs.tsv"))


@cache
def object_classes() -> dict[str, frozenset[str]]:
    """Lemma → classes of what can be handed over, signed, sent."""
    out: dict[str, set[str]] = {}
    for row in tables.rows("object_classes.tsv"):
        out.setdefault(row[0], set()).update(row[1].split())
    return {k: frozenset(v) for k, v in out.items()}


def anchor(page: Page, i: int) -> int:
    """The verb that carries noun `i` («провели переговоры», «встреча состоялась»), or `i` itself."""
    token = page.tokens[i]
    if is_verb(token) or token.head < 0:
        return i
    up = page.tokens[token.head]
    if up.lemma in GETTERS and is_verb(up) and token.rel.split(":")[0] == "obj":
        return up.i
    if (
        up.lemma in light_verbs()
        and (is_verb(up) or is_participle(up))
        and token.rel.split(":")[0] in ("obj", "nsubj", "obl", "iobj")
    ):
        return up.i
    if is_participle(up) and up.lemma in light_verbs():
        return up.i
    return i


GETTERS = frozenset(["получить", "получать", "просить", "попросить", "запросить"])
"""Light verbs whose subject is on the receiving end."""


def fill(page: Page, i: int, at: int, trigger: Trigger) -> Found:
    """(role, head token) of every participant, object and place that the frame finds, coordinated ones too."""
    found: Found = []
    found += _around(page, i, trigger)
    if at != i:
        found += _around_light(page, i, at, trigger)
    if is_verb(page.tokens[i]) or is_participle(page.tokens[i]):
        found += _subject(page, i, trigger)
    if trigger.roles("с+T") and not any(preposition(page.analysis, h) in ("с", "со") for _, h in found):
        found += [(role, h) for h in _partner(page, max(i, at)) for role in trigger.roles("с+T")]
    spread: Found = []
    for role, head in found:
        spread.append((role, head))
        if role in ("actor", "recipient", "third_party"):
            spread += [(role, other) for other in joined(page, head)]
    return list(dict.fromkeys(spread))


def slots_of(page: Page, t: Token) -> tuple[str, ...]:
    """Slots that dependent `t` can fill, most exact first."""
    prep, letter = preposition(page.analysis, t.i), LETTERS.get(case_of(t), "")
    if prep:
        return (f"{BASE.get(prep, prep)}+{letter}", prep)
    rel = t.rel.split(":")[0]
    if rel in ("amod", "det") or t.pos == "ADJ":
        return ("adj",)
    return {"G": ("gen", "gen2", "obj"), "D": ("iobj",), "A": ("obj",), "T": ("ins", "agent")}.get(
        letter, ("obj",) if rel == "obj" else ()
    )


def _around(page: Page, i: int, trigger: Trigger) -> Found:
    found: Found = []
    for t in children(page.analysis, i):
        if t.rel.split(":")[0] in (
            "nsubj",
            "punct",
            "case",
            "cc",
            "conj",
            "advmod",
            "mark",
            "cop",
            "aux",
            "acl",
            "advcl",
            "parataxis",
        ):
            continue
        for slot in slots_of(page, t):
            roles = trigger.roles(slot)
            if roles:
                found += [(role, t.i) for role in roles]
                break
    return found


def _around_light(page: Page, i: int, at: int, trigger: Trigger) -> Found:
    """Participants that hang on the light verb: its subject acts, its «с кем» is the partner."""
    found: Found = []
    token = page.tokens[i]
    if token.rel.split(":")[0] != "nsubj":
        s = subject_of(page, at)
        if s >= 0 and s != i:
            getter = page.tokens[at].lemma in GETTERS
            role = next(
                (r for slot in (("iobj",) if getter else ("nsubj", "gen")) for r in trigger.roles(slot)),
                "recipient" if getter else "actor",
            )
            found.append((role, s))
    for t in children(page.analysis, at, "obl", "iobj", "nmod"):
        for slot in slots_of(page, t):
            if slot not in ("obj", "gen", "gen2") and trigger.roles(slot):
                found += [(role, t.i) for role in trigger.roles(slot)]
                break
    return found


def _partner(page: Page, i: int) -> list[int]:
    """«обсудил экономические вопросы с ирландскими лидерами»: a «с кем» that the parser hung on the object."""
    sentence = page.sentence_of(i)
    for j in range(i + 1, min(sentence.last - 1, i + 14)):
        t = page.tokens[j]
        if (is_verb(t) and not is_participle(t)) or t.text in ".;:":
            return []
        if t.lower in ("с", "со"):
            r = page.reference(j + 1)
            if r is not None and r.first == j + 1 and case_of(page.tokens[r.head]) in ("Ins", ""):
                return [r.head]
    return []


def _subject(page: Page, i: int, trigger: Trigger) -> Found:
    verb = page.tokens[i]
    passive = verb.feats.get("Voice") == "Pass" and not verb.lower.endswith(("ся", "сь"))
    roles = trigger.roles("nsubj")
    if passive:
        found: Found = []
        for t in children(page.analysis, i, "nsubj"):
            found += [(role, t.i) for role in trigger.roles("obj")]
        if is_participle(verb) and verb.rel.split(":")[0] in ("acl", "amod") and verb.head >= 0:
            found += [(role, verb.head) for role in trigger.roles("obj")]
        agent = next(
            (
                t.i
                for t in children(page.analysis, i, "obl", "iobj")
                if case_of(t) == "Ins" and not preposition(page.analysis, t.i)
            ),
            -1,
        )
        if agent >= 0:
            found += [(role, agent) for role in (trigger.roles("agent") or roles)]
        return found
    s = subject_of(page, i)
    return [(role, s) for role in roles] if s >= 0 else []


def joined(page: Page, head: int) -> list[int]:
    """Other actors joined to `head`: «США, НАТО и Россия»."""
    out, limit = [], page.sentence_of(head).last
    for t in children(page.analysis, head, "conj"):
        if t.i < limit and t.pos in ("NOUN", "PROPN", "PRON", "X", "ADJ"):
            out.append(t.i)
            out += joined(page, t.i) if t.i > head else []
    r = page.reference(head)
    if r is not None and not out and r.last + 1 < limit and page.tokens[r.last].lower == "и":
        other = page.reference(r.last + 1)
        if (
            other is not None
            and other.first == r.last + 1
            and case_of(page.tokens[other.head]) == case_of(page.tokens[head])
        ):
            out.append(other.head)
    return out


def allowed(page: Page, i: int, at: int, trigger: Trigger, found: Found) -> bool:
    """The conditions of the entry: a class of object, a word in the clause, a person as the doer."""
    sentence = page.sentence_of(i)
    for key, value in trigger.needs:
        wanted = frozenset(value.replace("ё", "е").replace("|", "/").split("/"))
        if key in ("needs_object", "object"):
            heads = [h for role, h in found if role in ("object", "recipient", "place", "actor")]
            if not any(wanted & classes_of(page, h) for h in heads):
                return False
        elif key == "needs":
            window = page.tokens[max(sentence.first, i - 8) : min(sentence.last, i + 9)]
            if not any(
                t.lemma in wanted or t.lower in wanted or wanted & object_classes().get(t.lemma, frozenset())
                for t in window
            ):
                return False
        elif key == "not":
            window = page.tokens[max(sentence.first, i - 4) : min(sentence.last, i + 5)]
            if any(t.lemma in wanted or t.lower in wanted for t in window):
                return False
    if "needs_negation" in trigger.flags and not is_negated(page, i):
        return False
    if "no_infinitive" in trigger.flags and any(is_infinitive(t) for t in children(page.analysis, i)):
        return False
    if "person" in trigger.flags:
        actors = [h for role, h in found if role == "actor"]
        return any(
            (r := page.reference(h)) is not None and r.kind in ("person", "pronoun", "group", "organization", "unnamed")
            for h in actors
        )
    return True


REFERENCE_CLASSES = {
    "country": frozenset(("territory", "state", "country")),
    "place": frozenset(("territory", "place")),
    "person": frozenset(("person",)),
    "pronoun": frozenset(("person",)),
    "group": frozenset(("person", "group")),
    "organization": frozenset(("organization", "body")),
}
"""What a reference counts as among the object classes, beside its noun's own."""


def classes_of(page: Page, head: int) -> frozenset[str]:
    """Classes of the noun `head`: by its lemma, and by what it refers to."""
    lemma = page.tokens[head].lemma
    r = page.reference(head)
    by_reference = REFERENCE_CLASSES.get(r.kind, frozenset()) if r is not None and r.head == head else frozenset[str]()
    return object_classes().get(lemma, frozenset()) | by_reference | {lemma}


def is_negated(page: Page, i: int) -> bool:
    """«не» stands before the word."""
    return i > 0 and page.tokens[i - 1].lower == "не"


def trigger_words(page: Page, i: int) -> tuple[int, int]:
    """The trigger itself, with «не» where it refuses."""
    return i, i + 1


def object_span(page: Page, head: int, i: int) -> Span | None:
    first, last = complement(page, head, page.sentence_of(head).last)
    if first <= i < last:
        last = i if i > head else last
        first = i + 1 if i < head else first
    return page.span(first, last) if last > first else None
