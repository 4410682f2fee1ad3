"""The act of a statement: the cue's own where it names one, else what the content says, else `state`.

The heads that mark an act under a neutral cue stand in `acts/<act>/content/<language>.tsv`:
`pattern · where (lemma | form | predicative | phrase) · subject (self | other | any | impersonal) · needs · example`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from dragoman.languages.base import Token
from dragoman.languages.grammar import (
    ancestors,
    case_of,
    children,
    is_finite,
    is_future,
    is_infinitive,
    is_predicate,
    is_verb,
)
from dragoman.languages.lexicon import ContentHead, Lexicon
from dragoman.mentions.page import Page
from dragoman.statements.draft import Draft, negation

Side = Callable[[Token], bool | None]
"""Is this subject the speaker or on the speaker's side? None: unknown."""
FIRST_PERSON = frozenset(("мы", "я", "наш", "мой", "we", "I", "our", "my"))
"""Lemmas by which a speaker means the own side; every language's, for no two share one with another sense."""
THIRD_PERSON = frozenset(("он", "она", "они", "he", "she", "they"))
ORDER = ("warn", "reject", "demand", "propose", "promise", "accuse", "deny", "support", "concern")
"""Where two heads of equal depth compete, the more pointed act is taken."""


@dataclass(frozen=True, slots=True)
class Head:
    """A word or phrase that marks an act, with its words split."""

    words: tuple[str, ...]
    entry: ContentHead

    @property
    def act(self) -> str:
        return self.entry.act


@cache
def heads(lexicon: Lexicon) -> dict[str, tuple[Head, ...]]:
    """First word (lemma or form) → heads that begin with it."""
    table: dict[str, list[Head]] = {}
    for entry in lexicon.content_heads:
        for pattern in entry.pattern.split(";"):
            words = tuple(pattern.split())
            table.setdefault(words[0], []).append(Head(words, entry))
    return {k: tuple(v) for k, v in table.items()}


WILL = frozenset(("will", "shall"))
"""Auxiliaries of the English future; in reported speech «would» stands for «will»."""
DEEPEST = 3
"""Arcs under the top of indirect speech; a word deeper than that is no longer its point."""


def act_of(page: Page, d: Draft, side: Side | None = None) -> str:
    """One of `ACTS`. side: tells whether a subject is on the speaker's side, by the actors where they are known."""
    if d.flags & {"relay", "question"}:
        return "state"
    if d.named_act:
        return d.act
    side = side or (lambda subject: _same_side(page, d, subject))
    rating = _of_rating(page, d)
    if rating:
        return rating
    best: tuple[int, int, int] | None = None
    act = d.act
    table = heads(page.lexicon)
    for s in d.content:
        first, last = page.token_at(s.start), page.token_at(s.end)
        for t in page.tokens[first:last]:
            i = t.i
            for head in _heads_at(page, i, last) if t.lower in table or t.lemma in table else ():
                if not _only_if(page, d, i, first) and _fits(page, d, side, head, i, first, last):
                    rank = _depth(page, i, first, last), ORDER.index(head.act) if head.act in ORDER else 9, i
                    if (d.quoted or rank[0] <= DEEPEST) and (best is None or rank < best):
                        best, act = rank, head.act
    return act if best is not None else (_by_rating(page, d) or _by_future(page, d, side) or act)


def _only_if(page: Page, d: Draft, i: int, first: int) -> bool:
    """Word `i` stands in a condition behind the main clause: «договор подпишут, если сосед откажется от испытаний»
    refuses nothing. A condition that leads in a threat counts; English heads were chosen with theirs in place.
    """
    c = d.condition
    if c is None or page.analysis.language != "ru":
        return False
    return page.tokens[first].start < c.start <= page.tokens[i].start < c.end


def _of_rating(page: Page, d: Draft) -> str:
    """«сочли неприемлемым N»: the word of rating in the cue gives the act."""
    if d.rule != "rated" or d.cue is None:
        return ""
    return page.lexicon.ratings.get(page.tokens[page.token_at(d.cue.end - 1)].lemma, "")


COPULAS = frozenset(
    "являться быть стать становиться оказаться считаться выглядеть представляться "
    "be become remain seem look constitute amount".split()
)


def _by_rating(page: Page, d: Draft) -> str:
    """«референдум является незаконным», «шаг ошибочен»: the rating that the content's own predicate gives."""
    ratings = page.lexicon.ratings
    for s in d.content:
        first, last = page.token_at(s.start), page.token_at(s.end)
        for t in page.tokens[first:last]:
            called, i = ratings.get(t.lemma), t.i
            if not called or t.pos not in ("ADJ", "NOUN", "VERB") or negation(page, i) >= 0 or t.rel == "amod":
                continue
            if t.pos == "NOUN" and d.rule == "nominal A" and "called" not in d.flags:
                continue  # «признал ошибку»: the thing told of, nothing is called so
            up = page.tokens[t.head] if t.head >= 0 else None
            if _depth(page, i, first, last) == 0 or (
                up is not None and up.lemma in COPULAS and _depth(page, up.i, first, last) == 0
            ):
                return called
    return ""


def _by_future(page: Page, d: Draft, side: Side) -> str:
    """The holder's own deed to come is a promise; one that will not come is a refusal."""
    for s in d.content:
        first, last = page.token_at(s.start), page.token_at(s.end)
        for i in range(first, last):
            t = page.tokens[i]
            if (
                not is_verb(t)
                or not _is_future(page, d, t)
                or _depth(page, i, first, last) > 1
                or t.feats.get("Person") == "2"
                or (t.lemma in UNWILLED and t.feats.get("Person") != "1" and "own" not in d.flags)
            ):
                continue
            negated = negation(page, i) >= 0
            if t.feats.get("Person") == "1" or is_own_side(page, d, side, i, first) is True:
                return "reject" if negated and "own" not in d.flags else "promise"  # «заверил, что не отступит»
            if negated and _actor_subject(page, i):
                return "reject"  # «ОБСЕ не пришлёт наблюдателей»: who says it speaks for the one who will not
    return ""


UNWILLED = frozenset(
    "потерять терять лишиться утратить столкнуться пострадать понести испытать оказаться остаться стать получить"
    " избежать вырасти снизиться сократиться упасть достигнуть составить потребоваться ждать прийтись узнать понять"
    " увидеть превысить иметь знать выиграть проиграть победить".split()
)
"""What befalls a country rather than is done by it: «страна потеряет рынок» promises nothing."""


def _is_indefinite(page: Page, d: Draft, t: Token) -> bool:
    """«порт откроют», said by one person: a plural without a subject is nobody's own deed."""
    return (
        t.feats.get("Person") == "3"
        and t.feats.get("Number") == "Plur"
        and next(children(page.analysis, t.i, "nsubj"), None) is None
        and (d.verb < 0 or page.tokens[d.verb].feats.get("Number") != "Plur")
    )


def _actor_subject(page: Page, i: int) -> bool:
    subject = next(children(page.analysis, i, "nsubj"), None)
    r = page.reference(subject.i) if subject is not None else None
    return r is not None and r.kind in ("country", "organization", "person")


def _heads_at(page: Page, i: int, ceiling: int) -> list[Head]:
    token = page.tokens[i]
    table = heads(page.lexicon)
    found = []
    for key in {token.lower, token.lemma}:
        for head in table.get(key, ()):
            if head.entry.where == "lemma" and key != token.lemma:
                continue
            if head.entry.where in ("form", "predicative") and key != token.lower:
                continue
            if (
                head.entry.where == "predicative"
                and token.feats.get("Variant") not in ("Short",)
                and token.pos not in ("ADV", "ADJ", "VERB", "NOUN")
            ):
                continue
            if all(
                k == 0 or (i + k < ceiling and w in (page.tokens[i + k].lower, page.tokens[i + k].lemma))
                for k, w in enumerate(head.words)
            ):
                found.append(head)
    return found


def _fits(page: Page, d: Draft, side: Side, head: Head, i: int, first: int, last: int) -> bool:
    token = page.tokens[i]
    negated = negation(page, i) >= 0
    around = {t.lemma for t in page.tokens[i + 1 : min(last, i + 6)]}
    if head.entry.not_words & around:
        return False
    if ("neg" in head.entry.needs) != negated:
        return False
    if "inf" in head.entry.needs and not _has_infinitive(page, i, last):
        return False
    if "whom" in head.entry.needs and not _names_whom(page, i, last):
        return False
    if "future" in head.entry.needs and not _is_future(page, d, token):
        return False
    if "past" in head.entry.needs and token.feats.get("Tense") != "Past":
        return False
    if "finite" in head.entry.needs and not is_finite(token):
        return False
    if "actor" in head.entry.needs and _of_a_thing(page, i):
        return False
    if "first" in head.entry.needs and token.feats.get("Person") != "1":
        return False
    if head.entry.subject == "any" or (head.entry.subject == "impersonal"):
        return True
    if head.entry.subject == "other" and _nobody_does(page, token):
        return False
    own = is_own_side(page, d, side, i, first)
    return (
        own is (head.entry.subject == "self")
        if own is not None
        else head.entry.subject == "other" and not _first_person(token)
    )


def _nobody_does(page: Page, token: Token) -> bool:
    """«переговоры сорваны»: the passive names nobody who is to blame."""
    passive = token.feats.get("Voice") == "Pass" and is_predicate(token)
    return passive and not any(case_of(t) == "Ins" for t in children(page.analysis, token.i, "obl"))


def _of_a_thing(page: Page, i: int) -> bool:
    """«доклад готов»: the subject is a thing, nobody who could be ready."""
    subject = next(children(page.analysis, i, "nsubj"), None)
    r = page.reference(subject.i) if subject is not None else None
    return (
        subject is not None
        and subject.pos in ("NOUN", "PROPN")
        and subject.feats.get("Animacy") == "Inan"
        and (r is None or r.kind == "document")
    )


def _first_person(t: Token) -> bool:
    return t.feats.get("Person") == "1"


def is_own_side(page: Page, d: Draft, side: Side, i: int, first: int) -> bool | None:
    """Is the subject of word `i` the speaker or the speaker's side? None when there is no subject to tell by."""
    token = page.tokens[i]
    if _first_person(token):
        return True
    for node in (token, *ancestors(page.analysis, i)):
        subject = next(children(page.analysis, node.i, "nsubj"), None)
        if subject is not None:
            return True if _own_country(page, subject) else side(subject)
        if node.rel not in ("conj", "xcomp", "aux", "cop"):
            break
    if _is_indefinite(page, d, token):
        return None
    if (
        _is_top(page, i, first)
        and token.feats.get("Gender") != "Neut"
        and not (token.lemma == "быть" and token.rel not in ("aux", "cop") and negation(page, i) >= 0)  # «не будет»
        and (is_predicate(token) or is_infinitive(token))
    ):
        return True  # «сообщил, что будет вести переговоры»: no subject of its own, so the speaker's
    return None


OWN = frozenset(
    "страна правительство государство ведомство министерство партия сторона народ армия делегация "
    "country government state office ministry party side people army delegation administration".split()
)
POSSESSIVES = frozenset("его ее их наша наше наш his her their its our my".split())


def _own_country(page: Page, subject: Token) -> bool:
    """«его страна», «их правительство»: the side of the one who speaks."""
    words = {t.lower for t in children(page.analysis, subject.i, "det", "amod", "nmod")}
    return subject.lemma in OWN and bool(words & POSSESSIVES)


def _is_top(page: Page, i: int, first: int) -> bool:
    """The content's main predicate: nothing before it in the content could be a subject."""
    words = page.tokens[first:i]
    return (
        not any(
            t.rel.startswith(("nsubj", "csubj"))
            or (t.feats.get("Case") == "Nom" and t.pos in ("NOUN", "PROPN", "PRON"))
            for t in words
        )
        and len(words) <= 8
    )


def _same_side(page: Page, d: Draft, subject: Token) -> bool:
    if subject.lemma in FIRST_PERSON or any(
        t.lemma in FIRST_PERSON for t in children(page.analysis, subject.i, "det", "amod", "nmod")
    ):
        return True
    origin = d
    while origin.source_head < 0 and origin.carried is not None:
        origin = origin.carried
    if origin.source_head < 0:
        return False
    mine, theirs = page.reference(origin.source_head), page.reference(subject.i)
    if subject.lemma in THIRD_PERSON:
        return True
    if mine is None or theirs is None:
        return False
    a = {c.actor_id for m in mine.matches for c in m.candidates}
    b = {c.actor_id for m in theirs.matches for c in m.candidates}
    return bool(a & b) or bool({x.split("/")[1] for x in a if "/" in x} & {x.split("/")[1] for x in b if "/" in x})


def _has_infinitive(page: Page, i: int, ceiling: int) -> bool:
    return any(is_infinitive(t) for t in page.tokens[i + 1 : min(ceiling, i + 9)]) or any(
        is_infinitive(t) for t in children(page.analysis, i)
    )


def _names_whom(page: Page, i: int, ceiling: int) -> bool:
    """«we expect the rebels to free the crew», not «we expect to free the crew»: who is to act is named first."""
    ahead = page.tokens[i + 1 : min(ceiling, i + 9)]
    verb = next((k for k, t in enumerate(ahead) if is_infinitive(t)), 0)
    return any(t.pos in ("NOUN", "PROPN", "PRON") for t in ahead[:verb])


def _is_future(page: Page, d: Draft, t: Token) -> bool:
    return is_future(t) or any(
        (c.lemma == "быть" and is_future(c)) or c.lemma in WILL or (c.lemma == "would" and _is_reported(page, d))
        for c in children(page.analysis, t.i, "aux", "cop")
    )


def _is_reported(page: Page, d: Draft) -> bool:
    """Retold, not in the speaker's own words: no mark stands around the beginning."""
    return not d.quoted and next(page.enclosing(d.start), None) is None


def _depth(page: Page, i: int, first: int, last: int) -> int:
    """How deep word `i` stands under the top of the content; joined clauses count as one level."""
    depth = 0
    for up in ancestors(page.analysis, i):
        if not first <= up.i < last:
            break
        depth += 0 if up.rel in ("conj",) else 1
    return min(depth, 4) + (1 if page.tokens[i].rel.startswith(("acl", "advcl")) else 0)
