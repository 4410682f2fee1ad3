"""Speech beside its verb: «как отметил S, C», «C, заявил S», «C1, заявил S, C2»."""

from __future__ import annotations

from dragoman.languages.grammar import (
    COMMAS,
    case_of,
    is_dash,
    is_gerund,
    is_infinitive,
    is_participle,
    is_predicate,
    is_verb,
    preposition,
)
from dragoman.mentions.extents import trim_right
from dragoman.mentions.page import Page
from dragoman.model import Span
from dragoman.statements.draft import Draft, Hit, under_cue
from dragoman.statements.ru.clauses import COMPLEMENTISERS
from dragoman.statements.ru.cues import is_long_participle
from dragoman.statements.ru.scope import last_word, scope_end, trim_span


def as_parenthesis(page: Page, hit: Hit, cues: frozenset[int]) -> list[Draft]:
    """«Как отметил S, C» and «C, как отметил S»."""
    tokens, sentence = page.tokens, page.sentence_of(hit.i)
    how = _how(page, hit.first)
    cue = hit.having("что", "Q")
    if how < 0 or cue is None:
        return []
    end = _parenthesis_end(page, hit.i, sentence.last)
    start = _floor(page, how)
    if how <= start or all(not tokens[k].text.isalnum() for k in range(start, how)):
        if end >= sentence.last - 1:
            return []
        last = scope_end(page, hit.i, end + 1, sentence.last, cues)
        spans = [page.span(end + 1, last)] if last > end + 1 else []
    else:
        spans = _both_sides(page, start, how, end, sentence.last)
    return [under_cue(page, hit, cue, "as parenthesis", spans)] if spans else []


def _how(page: Page, i: int) -> int:
    """Position of «как» that opens the clause of cue `i`, at most four words before it."""
    for j in range(i - 1, max(i - 6, -1), -1):
        t = page.tokens[j]
        if t.lower == "как":
            return j
        if t.text in COMMAS or t.text in '«»"' or is_verb(t):
            return -1
    return -1


def after_content(page: Page, hit: Hit, cues: frozenset[int]) -> list[Draft]:
    """«C, заявил S», «C1, заявил S, C2», «C, – говорится в документе»."""
    tokens, sentence = page.tokens, page.sentence_of(hit.i)
    cue = hit.having("что", "Q", "A")
    before = hit.first - 1
    if cue is None or before <= sentence.first or not is_predicate(tokens[hit.i]):
        return []
    if [t.lower for t in tokens[sentence.first : sentence.first + 2]] in (["на", "вопрос"], ["на", "вопросы"]):
        return []  # «на вопрос, готов ли N, посол ответил отрицательно»: the question is nobody's answer
    if not (tokens[before].text == "," or is_dash(tokens[before])):
        before = _subject_first(page, hit, sentence.first) if cue.act == "state" else -1
        if before < 0:
            return []
    elif not _own_tail(page, hit, sentence.last):
        return []
    start = _floor(page, before)
    end = _parenthesis_end(page, hit.i, sentence.last)
    spans = _both_sides(page, start, before, end, sentence.last)
    if not spans or spans[0].start < tokens[hit.first].start < spans[0].end:
        return []
    if (
        spans[0].end <= tokens[hit.first].start
        and not any(is_predicate(t) or is_infinitive(t) for t in tokens[start:before])
        and spans[0].end - spans[0].start < 60
        and len(spans) < 2
    ):
        return []
    return [under_cue(page, hit, cue, "after content", spans)]


def _own_tail(page: Page, hit: Hit, ceiling: int) -> bool:
    """After «, заявил» stands its subject, or «в документе» for a reflexive verb; the clause has no object clause."""
    tokens = page.tokens
    if hit.i + 1 >= ceiling:
        return tokens[hit.i].lower.endswith(("ся", "сь"))
    for j in range(hit.i + 1, min(ceiling, hit.i + 12)):
        t = tokens[j]
        if t.text in COMMAS or t.text == ":" or is_dash(t):
            return False
        r = page.reference(j)
        if (
            r is not None
            and (case_of(tokens[r.head]) in ("Nom", "") or r.kind in ("medium", "organization"))
            and not preposition(page.analysis, r.head)
        ):
            return True
        if t.lower == "из" and j == hit.i + 1 and tokens[hit.i].lemma in ("следовать", "вытекать", "явствовать"):
            return True
        if t.lower in ("в", "во", "на") and (
            tokens[hit.i].lower.endswith(("ся", "сь")) or tokens[hit.i].feats.get("Number") == "Plur"
        ):
            return True
        if case_of(t) == "Nom" and t.pos in ("NOUN", "PROPN", "PRON"):
            return True
        if is_verb(t) and not is_participle(t):
            return False
    return False


def _subject_first(page: Page, hit: Hit, floor: int) -> int:
    """«C1, газета «Труд» уточняет, C2»: the comma before the subject that stands before the cue, or -1."""
    tokens = page.tokens
    for j in range(hit.first - 1, max(floor, hit.first - 8), -1):
        if tokens[j].text == "," or is_dash(tokens[j]):
            r = page.reference(j + 1)
            if r is not None and r.last == hit.first and case_of(tokens[r.head]) in ("Nom", ""):
                return j if relay_tail_from(page, hit.i) else -1
            return -1
    return -1


def relay_tail_from(page: Page, v: int) -> bool:
    """Nothing but adverbials between the cue and the next comma or the sentence's end."""
    sentence = page.sentence_of(v)
    for j in range(v + 1, sentence.last):
        t = page.tokens[j]
        if t.text in COMMAS or is_dash(t) or t.text == ".":
            return not (j + 1 < sentence.last and page.tokens[j + 1].lower in COMPLEMENTISERS)
        if is_verb(t) or case_of(t) == "Acc":
            return False
    return True


def _floor(page: Page, i: int) -> int:
    """First token of the content that ends at `i`: the sentence's start, or the start of the quotation around it."""
    sentence, at = page.sentence_of(i), page.tokens[i].start
    starts = [q.inner_start for q in page.enclosing(at) if q.inner_start <= at < q.inner_end]
    first = max([sentence.first, *(page.token_at(s) for s in starts)])
    return first + 1 if page.tokens[first].lower == "однако" else first


def _parenthesis_end(page: Page, v: int, ceiling: int) -> int:
    """Token number of the mark that closes the cue's own clause: a comma or dash outside its phrases, else the
    ceiling.
    """
    tokens = page.tokens
    j = v + 1
    while j < ceiling:
        t = tokens[j]
        r = page.reference(j)
        if r is not None and r.last > j + 1 and r.first <= j:
            j = r.last
            continue
        if t.text in COMMAS or is_dash(t) or t.text == ":":
            if (
                t.text == ","
                and j + 1 < ceiling
                and (
                    is_gerund(tokens[j + 1]) or _relative_follows(page, j, ceiling) or is_long_participle(tokens[j + 1])
                )
            ):
                return ceiling
            apposed = _apposition_end(page, j, ceiling)
            if apposed < 0:
                return j
            j = apposed
            continue
        j += 1
    return ceiling


def _relative_follows(page: Page, comma: int, ceiling: int) -> bool:
    """«, который», «, с которым»."""
    words = page.tokens[comma + 1 : min(ceiling, comma + 3)]
    return bool(words) and (words[0].lemma == "который" or (words[0].pos == "ADP" and words[-1].lemma == "который"))


def _apposition_end(page: Page, comma: int, ceiling: int) -> int:
    """«один из участников, генерал США Питер Цвак, …»: the comma that closes an apposition opened at `comma`, or -1."""
    tokens = page.tokens
    for j in range(comma + 1, min(ceiling, comma + 16)):
        t = tokens[j]
        if t.text in COMMAS or is_dash(t):
            words = tokens[comma + 1 : j]
            named = any(r.kind == "person" and r.last == j for r in page.starting_at(comma + 1))
            return j if words and named else -1
        if is_predicate(t) or is_infinitive(t):
            return -1
    return -1


def _both_sides(page: Page, start: int, before: int, end: int, ceiling: int) -> list[Span]:
    """Content to the left of the parenthesis and, when the sentence goes on after it, to the right."""
    spans = []
    left_last = trim_right(page, start, before)[1]
    if left_last > start:
        spans.append(trim_span(page.text, page.span(start, left_last)))
    if end < ceiling - 1:
        last = last_word(page, end + 1, ceiling)
        if last > end + 1:
            spans.append(trim_span(page.text, page.span(end + 1, last)))
    if len(spans) == 2 and " ".join(t.lower for t in page.tokens[start:left_last]) in LINKS:
        del spans[0]  # «при этом, подчёркивает агентство, дата не названа»
    return [s for s in spans if s.end > s.start]


LINKS = frozenset(
    (
        "при этом",
        "вместе с тем",
        "в то же время",
        "между тем",
        "тем не менее",
        "кроме того",
        "помимо этого",
        "более того",
        "к тому же",
        "однако",
        "впрочем",
        "также",
        "в частности",
        "таким образом",
        "в целом",
        "в итоге",
        "при всём этом",
        "и",
        "а",
        "но",
    )
)
"""Words that join a sentence to the one before it and tell nothing themselves."""
