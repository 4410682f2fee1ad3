"""What stands around the cue: whom it was said to, where, and when."""

from __future__ import annotations

from functools import cache

from dragoman.languages.base import Token
from dragoman.languages.grammar import case_of, children, preposition
from dragoman.languages.ru import lexicon
from dragoman.mentions.extents import phrase
from dragoman.mentions.page import Page
from dragoman.model import Span
from dragoman.statements.draft import Draft

WITH = frozenset(["встреча", "беседа", "разговор", "переговоры", "интервью", "речь", "выступление"])
"""Occasions whose partner («с премьером», «перед министрами», «агентству») is the addressee."""
SPEAKING = {"выступать": ("перед",), "выступить": ("перед",), "обращаться": ("к", "ко"), "обратиться": ("к", "ко")}
"""Gerunds beside a cue that say whom it was said to."""
HEARERS = frozenset(("person", "group", "medium", "organization", "organ", "country", "office", "pronoun"))


def fill(page: Page, draft: Draft) -> None:
    """Sets addressee, venue and time of a draft from the words of its sentence outside its content."""
    if draft.verb < 0:
        return
    _addressee(page, draft)
    _venue(page, draft)
    _time(page, draft)


@cache
def venue_prepositions(lemma: str) -> frozenset[str]:
    """Prepositions that lead in this venue, without their case."""
    return frozenset(p.rpartition("+")[0] for v in lexicon.venues.get(lemma, ()) for p in v.prepositions)


def outside(page: Page, draft: Draft, i: int) -> bool:
    t = page.tokens[i]
    return not any(s.start <= t.start < s.end for s in draft.content)


def _addressee(page: Page, draft: Draft) -> None:
    frames = {f for c in lexicon.cues.get(page.tokens[draft.verb].lemma, ()) for f in c.frames}
    for t in children(page.analysis, draft.verb, "iobj", "obl", "obj", "nmod"):
        if not outside(page, draft, t.i) or t.i == draft.source_head:
            continue
        prep, case = preposition(page.analysis, t.i), case_of(t)
        r = page.reference(t.i)
        told = (
            (not prep and case == "Dat" and (">D" in frames or r is not None))
            or (not prep and case in ("Acc", "Gen") and ">A" in frames)
            or (prep in ("к", "ко") and ">к" in frames)
            or (prep == "у" and ">у" in frames)
            or (prep == "от" and ">от" in frames)
            or (prep == "с" and ">с" in frames)
        )
        if told and (r is None or r.kind in HEARERS) and (r is not None or t.feats.get("Animacy") == "Anim"):
            draft.addressee_head, draft.addressee = t.i, page.span(*phrase(page, t.i))
            return
    hearer = _heard_by(page, draft)
    if hearer >= 0:
        draft.addressee_head, draft.addressee = hearer, page.span(*phrase(page, hearer))


def _heard_by(page: Page, draft: Draft) -> int:
    """«выступая перед депутатами, X сказал», «обращаясь к послам»: whom a gerund beside the cue names, or -1."""
    for gerund in children(page.analysis, draft.verb, "advcl"):
        wanted = SPEAKING.get(gerund.lemma)
        if wanted and outside(page, draft, gerund.i):
            for t in children(page.analysis, gerund.i, "obl", "iobj", "nmod"):
                if preposition(page.analysis, t.i) in wanted and page.reference(t.i) is not None:
                    return t.i
    return -1


def _venue(page: Page, draft: Draft) -> None:
    sentence = page.sentence_of(draft.verb)
    best: tuple[int, Token] | None = None
    for i in range(sentence.first, sentence.last):
        t = page.tokens[i]
        if t.lemma in lexicon.venues and outside(page, draft, i) and t.i != draft.source_head:
            prep = preposition(page.analysis, i)
            if prep in ("в", "во", "на") and case_of(t) == "Acc":
                continue  # «обратиться в суд»
            if prep in venue_prepositions(t.lemma) and not (draft.cue and draft.cue.start <= t.start < draft.cue.end):
                distance = abs(i - draft.verb)
                if best is None or distance < best[0]:
                    best = (distance, t)
    if best is None or best[0] > 25:
        return
    noun = best[1]
    first, last = _with_preposition(page, noun, draft)
    draft.venue_head, draft.venue = noun.i, page.span(first, last)
    if draft.addressee is None and noun.lemma in WITH and preposition(page.analysis, noun.i) not in NOT_DURING:
        partner = _partner(page, noun.i)
        if partner >= 0 and partner != draft.source_head:
            draft.addressee_head, draft.addressee = partner, page.span(*phrase(page, partner))


NOT_DURING = frozenset(("после", "перед", "до", "накануне", "по", "по итогам", "по окончании", "по завершении"))
"""Prepositions of a meeting that is over or still to come: its partner is not the one who hears."""


def _with_preposition(page: Page, noun: Token, draft: Draft) -> tuple[int, int]:
    """The venue's words from its preposition on, without clauses and without what belongs to the speaker."""
    first = noun.i
    while first > 0 and page.tokens[first].pos != "ADP" and noun.i - first < 8:
        first -= 1
    last = noun.i + 1
    tokens, limit = page.tokens, page.sentence_of(draft.verb).last
    while last < limit and outside(page, draft, last):
        r = page.reference(last)
        t = tokens[last]
        if (
            last == draft.source_head
            or last == draft.verb
            or (draft.source and draft.source.start <= t.start < draft.source.end)
        ):
            break
        if (
            r is not None
            and r.first == last
            and case_of(tokens[r.head]) not in ("Nom",)
            and tokens[r.head].head < r.last
        ):
            last = r.last
        elif (place := _place_after(page, last, limit)) > last:
            last = place
        elif (
            (t.pos in ("NOUN", "ADJ", "PROPN", "NUM", "X") and case_of(t) in ("Gen", "Dat", "Ins", "Loc", ""))
            or (t.pos == "ADP" and t.lower in ("с", "со", "по", "перед"))
            or t.text in '"«»“”'
        ):
            last += 1
        else:
            break
    while last > noun.i + 1 and tokens[last - 1].pos in ("ADP", "PUNCT") and tokens[last - 1].text not in "»”":
        last -= 1
    return first, last


def _place_after(page: Page, i: int, limit: int) -> int:
    """«на брифинге | в Осло»: where the occasion was belongs to it; end of the place, or `i`."""
    if page.tokens[i].lower not in ("в", "во") or i + 1 >= limit:
        return i
    kinds = ("place", "country", "organization")
    r = next((r for r in page.starting_at(i + 1) if r.kind in kinds and r.name), None)
    return r.last if r is not None and case_of(page.tokens[r.head]) in ("Loc", "") else i


def _partner(page: Page, noun: int) -> int:
    for t in children(page.analysis, noun, "nmod", "obl", "iobj"):
        prep = preposition(page.analysis, t.i)
        if (prep in ("с", "со", "перед") and case_of(t) == "Ins") or (not prep and case_of(t) == "Dat"):
            return t.i
    sentence = page.sentence_of(noun)
    for r in page.references_in(noun + 1, min(noun + 4, sentence.last)):
        if page.tokens[r.first - 1].lower in ("с", "со", "перед"):
            return r.head
    return -1


def _time(page: Page, draft: Draft) -> None:
    sentence = page.sentence_of(draft.verb)
    for e in page.times_in(sentence.start, sentence.end):
        if e.type in ("DATE", "TIME"):
            i = page.token_at(e.span.start)
            if outside(page, draft, i) and not (draft.source and draft.source.overlaps(e.span)):
                draft.time = Span(e.span.start, e.span.end)
                return
