"""Speech in a clause under its verb: «заявил, что C», «отметил: C», «призвал + инфинитив»."""

from __future__ import annotations

from dragoman.languages.grammar import (
    COMMAS,
    OPENING,
    children,
    is_dash,
    is_gerund,
    is_infinitive,
    is_participle,
    is_predicate,
    is_verb,
    is_word,
)
from dragoman.languages.lexicon import Cue
from dragoman.languages.ru import lexicon
from dragoman.mentions.extents import clause_stop
from dragoman.mentions.page import Page
from dragoman.statements.draft import Draft, Hit, ceiling_of, under_cue
from dragoman.statements.ru.scope import scope_end, split_quotes

COMPLEMENTISERS = frozenset(("что", "будто", "якобы"))


QUESTION_WORDS = frozenset(
    [
        "почему",
        "как",
        "когда",
        "где",
        "куда",
        "откуда",
        "кто",
        "какой",
        "сколько",
        "зачем",
        "чем",
        "насколько",
        "каким",
        "какие",
        "какая",
        "какое",
        "ли",
    ]
)


def complement_clause(page: Page, hit: Hit, cues: frozenset[int]) -> list[Draft]:
    """«заявил журналистам, что C», «настаивает на том, что C», «призвал, чтобы C»."""
    found = _complementiser(page, hit, cues)
    if found < 0:
        return []
    word = page.tokens[found].lower
    if word in COMPLEMENTISERS:
        cue, first = hit.having("что", "чтобы"), found + 1
        first += first < len(page.tokens) and page.tokens[first].lower == "бы"
    elif word == "чтобы":
        cue, first = hit.having("чтобы"), found + 1
    else:
        cue, first = hit.having("что", "ли"), found
    ceiling = ceiling_of(page, hit.i)
    if cue is None or first >= ceiling:
        return []
    last = scope_end(page, hit.i, first, ceiling, cues)
    if last <= first:
        return []
    return [under_cue(page, hit, cue, "complement clause", [split_quotes(page, page.span(first, last))])]


def _complementiser(page: Page, hit: Hit, cues: frozenset[int]) -> int:
    """Token number of the word that opens the clause, or -1."""
    tokens, ceiling = page.tokens, ceiling_of(page, hit.i)
    relative = infinitive_seen = False
    for j in range(hit.last, ceiling):
        t = tokens[j]
        infinitive_seen = infinitive_seen or is_infinitive(t)
        if t.text in COMMAS and j + 1 < ceiling:
            follower = tokens[j + 1]
            if infinitive_seen and (follower.lower == "чтобы" or hit.having("inf")):
                return -1  # «призвал вывести войска, чтобы …», «обещал помочь при условии, что …»: part of the deed
            if _opens_clause(page, hit, j + 1, ceiling):
                return j + 1
            relative = follower.lemma == "который" or tokens[min(j + 2, ceiling - 1)].lemma == "который"
        elif (
            t.text == ":"
            or t.text == ";"
            or ((is_predicate(t) or is_gerund(t)) and not relative)
            or ((j in cues or (is_infinitive(t) and t.lemma in lexicon.cues)) and not relative and not is_participle(t))
        ):
            return -1
    return -1


def colon_clause(page: Page, hit: Hit, cues: frozenset[int]) -> list[Draft]:
    """«S отметил: мост закрыт», «S сообщил следующее: C»: a clause without marks after the colon."""
    tokens, ceiling = page.tokens, ceiling_of(page, hit.i)
    cue = hit.having("что")
    colon = next((j for j in range(hit.last, min(ceiling, hit.last + 20)) if tokens[j].text == ":"), -1)
    if cue is None or "question" in cue.flags or colon < 0 or colon + 2 >= ceiling:
        return []
    if tokens[colon + 1].text in OPENING and not _clause_goes_on(page, colon + 1, ceiling):
        return []
    if any(is_predicate(t) or is_infinitive(t) or is_gerund(t) or is_dash(t) for t in tokens[hit.last : colon]):
        return []
    last = scope_end(page, hit.i, colon + 1, ceiling, cues)
    if not any(is_predicate(t) or is_infinitive(t) for t in tokens[colon + 1 : last]):
        return []
    return [under_cue(page, hit, cue, "colon clause", [split_quotes(page, page.span(colon + 1, last))])]


def _clause_goes_on(page: Page, mark: int, ceiling: int) -> bool:
    """«отметил: «круглый стол» не собран»: the marks that open at token `mark` close before the clause does."""
    at = page.tokens[mark].start
    ends = [q.end for q in page.quotes_in(at, at + 2) if q.start == at]
    after = page.token_at(ends[0]) if ends else ceiling
    return after < ceiling and is_word(page.tokens[after])


def _opens_clause(page: Page, hit: Hit, j: int, ceiling: int) -> bool:
    t = page.tokens[j]
    if t.lower in COMPLEMENTISERS or t.lower == "чтобы":
        return not (t.lower == "чтобы" and hit.having("чтобы") is None)
    if t.lower in ("о", "об") and j + 2 < ceiling and page.tokens[j + 1].lower == "том":
        return False
    asked = hit.having("что", "ли")
    if t.lower in ("когда", "где", "куда", "откуда") and j - hit.last > 1:
        return False
    if t.lower in QUESTION_WORDS and asked is not None and "weak" not in asked.flags and asked.act == "state":
        return j - hit.last <= 8 and not (t.lower == "как" and not _verb_follows(page, j, ceiling))
    return j + 2 < ceiling and page.tokens[j + 1].lower == "ли" and is_verb(t)


def _verb_follows(page: Page, j: int, ceiling: int) -> bool:
    for k in range(j + 1, min(ceiling, j + 12)):
        if page.tokens[k].text in COMMAS:
            return False
        if is_predicate(page.tokens[k]) or is_infinitive(page.tokens[k]):
            return True
    return False


def infinitive(page: Page, hit: Hit, cues: frozenset[int]) -> list[Draft]:
    """«призвал стороны прекратить огонь», «отказался подписать договор»."""
    tokens = page.tokens
    cue = hit.having("inf")
    if cue is None:
        return []
    ceiling = ceiling_of(page, hit.i)
    head = _infinitive_of(page, hit.i, ceiling)
    if head < 0:
        return []
    if isinstance(cue, Cue) and tokens[head].lemma in cue.not_words:
        return []  # «отказался комментировать»: nothing was said
    first = head
    while (
        first - 1 >= hit.last
        and (tokens[first - 1].pos in ("ADV", "PART") or tokens[first - 1].text in '«"“„')
        and tokens[first - 1].lower not in ("также", "снова", "вновь")
    ):
        first -= 1
    last = scope_end(page, hit.i, first, _other_subject(page, first, clause_stop(page, first, ceiling)), cues)
    if last <= first:
        return []
    return [under_cue(page, hit, cue, "infinitive", [split_quotes(page, page.span(first, last))])]


def _other_subject(page: Page, first: int, ceiling: int) -> int:
    """«просил отпустить рыбака, | но суд отказал»: a clause with a subject of its own is the writer's again."""
    tokens = page.tokens
    for j in range(first + 1, ceiling - 2):
        if tokens[j].text != "," or tokens[j + 1].lower not in ("но", "а", "однако", "и"):
            continue
        verb = next((t for t in tokens[j + 2 : ceiling] if is_predicate(t) or t.text in COMMAS), None)
        if verb is None or not is_predicate(verb):
            continue
        if any(j < s.i < verb.i for s in children(page.analysis, verb.i, "nsubj")):
            return j
    return ceiling


def _infinitive_of(page: Page, v: int, ceiling: int) -> int:
    """The infinitive that `v` governs: by the parser, or the first one after it in its own clause."""
    tokens = page.tokens
    for t in children(page.analysis, v, "xcomp", "csubj", "ccomp", "obl", "advcl"):
        if is_infinitive(t) and v < t.i < ceiling and t.i - v < 20:
            return t.i
    for j in range(v + 1, min(ceiling, v + 14)):
        t = tokens[j]
        if is_infinitive(t):
            return j
        if t.text in COMMAS or is_predicate(t) or is_gerund(t) or t.text == ":" or is_dash(t):
            return -1
    return -1
