"""Papers that speak, and verbs that lean on a noun: «в заявлении МИД говорится, что C», «выразил обеспокоенность N»."""

from __future__ import annotations

from functools import cache

from dragoman.languages.base import Sentence, Token
from dragoman.languages.grammar import COMMAS, case_of, children, is_finite, is_infinitive, is_verb, preposition
from dragoman.languages.lexicon import SupportCue
from dragoman.languages.ru import lexicon
from dragoman.mentions.extents import complement, phrase, widen
from dragoman.mentions.page import Page
from dragoman.mentions.ru.subjects import subject_of
from dragoman.statements.draft import Draft, Hit, ceiling_of, is_passive
from dragoman.statements.ru.cues import is_to_come
from dragoman.statements.ru.nominal import frame_of
from dragoman.statements.ru.scope import scope_end, split_quotes


@cache
def papers() -> frozenset[str]:
    """Nouns of documents that can speak."""
    marked = {lemma for lemma, entries in lexicon.noun_cues.items() if any("doc" in e.flags for e in entries)}
    return frozenset(marked | {lemma for lemma, entries in lexicon.speakers.items() if entries[0].kind == "document"})


def issuer(page: Page, d: Draft) -> bool:
    """«говорится в заявлении МИД»: the source is the issuer where it is named, else the paper. True when one was
    found.
    """
    sentence = page.sentence_of(d.verb)
    paper = _paper_near(page, d.verb, sentence.first, sentence.last)
    if paper is None:
        return False
    named = issuer_of(page, paper)
    if (
        named < 0
        and paper.head >= 0
        and is_verb(page.tokens[paper.head])
        and paper.head != d.verb
        and paper.rel == "obj"
    ):
        named = subject_of(page, paper.head)
    head = named if named >= 0 else paper.i
    d.source_head, d.source = head, page.span(*(phrase(page, head) if named >= 0 else (paper.i, paper.i + 1)))
    return True


def _paper_near(page: Page, v: int, floor: int, ceiling: int) -> Token | None:
    """A paper in the locative beside the verb, or as the noun that «в котором говорится» hangs on."""
    tokens = page.tokens
    for i in [*range(v + 1, min(ceiling, v + 8)), *range(v - 1, max(floor - 1, v - 20), -1)]:
        t: Token = tokens[i]
        if t.lemma in papers() and (case_of(t) in ("Loc", "Gen") or _relative_between(page, i, v)):
            return t
    return None


def _relative_between(page: Page, i: int, v: int) -> bool:
    return any(page.tokens[k].lemma == "который" for k in range(i + 1, v))


def issuer_of(page: Page, paper: Token) -> int:
    """Who gave out the paper, where it is named beside it («в заявлении МИД»), or -1."""
    for t in children(page.analysis, paper.i, "nmod", "appos", "amod", "det", "flat"):
        r = page.reference(t.i)
        if (
            r is not None
            and r.kind not in ("place", "document")
            and (t.i < paper.i or not preposition(page.analysis, t.i))
        ):
            return t.i
    tokens = page.tokens
    r = page.reference(paper.i + 1) if paper.i + 1 < len(tokens) else None
    if (
        r is not None
        and r.first == paper.i + 1
        and r.kind not in ("place", "document", "pronoun")
        and case_of(tokens[r.head]) in ("Gen", "")
    ):
        return r.head
    return -1


@cache
def support_of() -> dict[str, tuple[SupportCue, ...]]:
    """Light verb → its nouns."""
    table: dict[str, list[SupportCue]] = {}
    for (verb, _), entries in lexicon.support_cues.items():
        table.setdefault(verb, []).extend(entries)
    return {k: tuple(v) for k, v in table.items()}


def support_verbs(page: Page, sentence: Sentence) -> list[int]:
    """Verbs of the sentence that lean on a noun of saying."""
    out = []
    for t in page.tokens[sentence.first : sentence.last]:
        if is_verb(t) and not is_infinitive(t) and not is_to_come(page, t):
            out += [t.i] if any(_supporting_noun(page, t.i, cue) for cue in support_of().get(t.lemma, ())) else []
    return out


def supported(page: Page, hit: Hit, numbers: frozenset[int]) -> list[Draft]:
    """«выразил надежду, что C», «сделал заявление о N», «дал понять, что C»: the noun gives the act, its complement
    the content.
    """
    for cue in support_of().get(page.tokens[hit.i].lemma, ()):
        noun = _supporting_noun(page, hit.i, cue)
        if noun is None:
            continue
        made = _supported_draft(page, hit, cue, noun, numbers)
        if made is not None:
            return [made]
    return []


def _supporting_noun(page: Page, v: int, cue: SupportCue) -> Token | None:
    tokens, sentence = page.tokens, page.sentence_of(v)
    for t in children(page.analysis, v, "obj", "obl", "iobj", "nmod", "xcomp", "nsubj", "advmod"):
        if t.lemma == cue.noun and (
            frame_of(page, t) == cue.prep_case or (not preposition(page.analysis, t.i) and cue.prep_case == "A")
        ):
            return t
    for i in range(v + 1, min(sentence.last, v + 6)):
        if tokens[i].lemma == cue.noun and (cue.prep_case != "A" or case_of(tokens[i]) not in ("Ins", "Dat", "Loc")):
            return tokens[i]
        if tokens[i].text in COMMAS:
            break
    return None


SHOWN = frozenset(
    [
        "выразить",
        "выражать",
        "высказать",
        "высказывать",
        "подтвердить",
        "подтверждать",
        "проявить",
        "проявлять",
        "испытывать",
    ]
)
"""Verbs whose noun is itself what is said: the content is «обеспокоенность ситуацией», not «ситуацией»."""


def _supported_draft(page: Page, hit: Hit, cue: SupportCue, noun: Token, numbers: frozenset[int]) -> Draft | None:
    ceiling = ceiling_of(page, hit.i)
    found = _clause_of_noun(page, hit, noun, ceiling, numbers)
    whole_cue = found is not None
    if found is None:
        found = _phrase_of_noun(page, hit, cue, noun, ceiling, numbers)
        whole_cue = found is not None and found[0] > noun.i
    if found is None or found[1] <= found[0]:
        return None
    span = split_quotes(page, page.span(*found))
    first, last = min(hit.first, noun.i), max(hit.last, noun.i + 1)
    words = page.span(first, last) if whole_cue else page.span(hit.first, hit.last)
    made = Draft("support verb", page.tokens[hit.i].sentence, cue.act, [span], words, hit.i)
    made.named_act = cue.act != "state"
    made.flags = frozenset(("passive",)) if is_passive(page.tokens[hit.i]) else frozenset()
    return made


def _clause_of_noun(page: Page, hit: Hit, noun: Token, ceiling: int, numbers: frozenset[int]) -> tuple[int, int] | None:
    """«выразил надежду, что C», «дал понять, что C», «выступил с предложением провести N»."""
    tokens, after = page.tokens, noun.i + 1
    opens = ("что", "чтобы", "будто")
    bridge = next(
        (
            j
            for j in range(after, min(ceiling - 1, after + 8))
            if tokens[j].text == "," and tokens[j + 1].lower in opens
        ),
        -1,
    )
    if bridge >= 0 and not any(is_finite(t) for t in tokens[after:bridge]):
        return bridge + 2, scope_end(page, hit.i, bridge + 2, ceiling, numbers)
    relative = next((j for j in range(after, min(ceiling, after + 12)) if tokens[j].lemma == "который"), -1)
    if relative >= 0 and any(j in numbers for j in range(relative, min(ceiling, relative + 6))):
        return after, after  # the relative clause has a cue of its own, which says it
    return None


def _phrase_of_noun(
    page: Page, hit: Hit, cue: SupportCue, noun: Token, ceiling: int, numbers: frozenset[int]
) -> tuple[int, int] | None:
    """The noun with its complement after «выразить»; after other verbs the complement alone («сделал заявление о
    N»).
    """
    tokens, after = page.tokens, noun.i + 1
    stop = scope_end(page, hit.i, noun.i, ceiling, numbers)
    if tokens[hit.i].lemma in SHOWN:
        first, last = complement(page, noun.i, ceiling)
        if after < ceiling and is_infinitive(tokens[after]):
            return first, stop
        for t in children(page.analysis, hit.i, "obl", "iobj", "nmod") if last - first == 1 else ():
            if t.i == noun.i + 1 and frame_of(page, t) in cue.frames:
                last = complement(page, t.i, ceiling)[1]
        return (first, min(widen(page, last, ceiling), stop)) if last - first > 1 else None
    if after < ceiling and is_infinitive(tokens[after]) and "inf" in cue.frames:
        return after, stop
    if noun.lemma == "решение":
        return None  # a decision about a matter is a deed; only «решение просить …» says something
    beside = children(page.analysis, hit.i, "obl", "nmod", "iobj") if noun.i > hit.i else ()
    for t in [*children(page.analysis, noun.i, "nmod", "obl"), *beside]:
        if t.i > noun.i and frame_of(page, t) in cue.frames:
            first, last = complement(page, t.i, ceiling)
            return first, min(widen(page, last, ceiling), max(stop, t.i + 1))
    return None
