"""How far reported speech goes: from the complementiser to the sentence's end, unless another cue takes over."""

from __future__ import annotations

import itertools

from dragoman.languages.grammar import (
    CLOSING,
    COMMAS,
    agrees,
    ancestors,
    children,
    is_dash,
    is_finite,
    is_gerund,
    is_infinitive,
    is_predicate,
    is_verb,
    is_word,
)
from dragoman.mentions.page import Page
from dragoman.model import Span

SUBORDINATORS = frozenset(
    [
        "что",
        "чтобы",
        "если",
        "когда",
        "пока",
        "хотя",
        "поскольку",
        "который",
        "где",
        "куда",
        "откуда",
        "чей",
        "будто",
        "якобы",
        "потому",
        "так",
        "как",
        "ибо",
        "дабы",
    ]
)


def last_word(page: Page, first: int, last: int) -> int:
    """Half-open end without the final mark of the sentence and a closing mark that was opened before `first`."""
    tokens = page.tokens
    while last > first and not is_word(tokens[last - 1]):
        t = tokens[last - 1]
        if t.text in CLOSING and _opened_inside(page, first, last - 1):
            break
        if t.text in ("%", "°", "$", "€", "+"):
            break
        last -= 1
    return last


def _opened_inside(page: Page, first: int, closing: int) -> bool:
    end, start = page.tokens[closing].end, page.tokens[first].start
    if page.tokens[closing].text == ")":
        return any(page.tokens[k].text == "(" for k in range(first, closing))
    return end in page.quote_ends and any(q.end == end and q.start >= start for q in page.enclosing(end - 1))


MANY = 24
"""Cues that one content may hold; a longer chain is no sentence that anybody wrote."""


def scope_end(page: Page, v: int, first: int, ceiling: int, cues: frozenset[int]) -> int:
    """End (half-open token number) of the content that starts at `first` under the cue verb `v`.

    ceiling: where the sentence or the enclosing quotation ends; cues: all cue verbs of the sentence.
    """
    end = min(ceiling, _resumption(page, v, first, ceiling))
    beside = [u for u in range(max(first, v + 1), end) if u in cues]
    for u in beside[:MANY]:
        cut = _takes_over(page, v, first, u)
        if cut > first:
            end = cut
            break
    return last_word(page, first, end)


def _resumption(page: Page, v: int, first: int, ceiling: int) -> int:
    """«министр, который заявил, что C, | уехал», «заявив, что C, | министр уехал»: where the clause around `v` goes on.

    The ceiling when `v` stands in no gerund, relative or participle clause before the predicate that it belongs to.
    """
    tokens = page.tokens
    if is_gerund(tokens[v]) and first < tokens[v].head < ceiling:
        main = min([tokens[v].head, *(t.i for t in children(page.analysis, tokens[v].head, "nsubj") if t.i > first)])
        border = clause_border(page, first, main)
        return border if border > first and tokens[border].text == "," else ceiling
    clause = next((t for t in (tokens[v], *ancestors(page.analysis, v)) if t.rel.split(":")[0] == "acl"), None)
    if clause is None or clause.head < 0 or clause.head > v or not tokens[clause.head].rel.startswith("nsubj"):
        return ceiling
    main = tokens[clause.head].head
    if not first < main < ceiling or not is_predicate(tokens[main]):
        return ceiling
    border = clause_border(page, first, main)
    return border if border > first and tokens[border].text == "," else ceiling


def _takes_over(page: Page, v: int, first: int, u: int) -> int:
    """Token number where the clause of cue `u` begins if it stands beside `v` and not inside its content; else -1."""
    tokens = page.tokens
    border = clause_border(page, first, u)
    if border < 0 or inside_marks(page, first, u):
        return -1
    between = tokens[border + 1 : u]
    if any(t.lemma in SUBORDINATORS or t.lower in SUBORDINATORS for t in between):
        return -1
    if is_gerund(tokens[u]):
        return border if tokens[border].text in COMMAS or tokens[border].lower == "и" else -1
    if relay_tail(page, u):
        return border
    return border if _beside(page, v, first, u) else -1


def _beside(page: Page, v: int, first: int, u: int) -> bool:
    """Is finite cue `u` coordinated with `v` rather than with a verb of the content?"""
    tokens = page.tokens
    verb, other = tokens[v], tokens[u]
    content_verbs = [t for t in tokens[first:u] if is_predicate(t) and not _in_relative(page, t.i, first)]
    same_form = agrees(verb, other)
    if content_verbs and agrees(other, content_verbs[-1]) and other.head != v:
        return False
    if content_verbs and agrees(other, content_verbs[-1]) and not _complementiser_follows(page, u):
        return False
    if same_form and not content_verbs:
        return True
    if same_form and content_verbs and not any(agrees(other, t) for t in content_verbs):
        return True
    if other.head == v and other.rel == "conj":
        return same_form or is_gerund(verb)
    own = next(children(page.analysis, u, "nsubj"), None)
    if own is not None and own.i < u and not is_infinitive(other):
        chain = {t.i for t in ancestors(page.analysis, u)}
        return v in chain and not any(t.i in chain for t in content_verbs)
    return False


def _complementiser_follows(page: Page, u: int) -> bool:
    """«…, и отметил, что»: the cue opens a clause of its own."""
    words = page.tokens[u + 1 : u + 5]
    return any(a.text == "," and b.lower in ("что", "чтобы") for a, b in itertools.pairwise(words))


def _in_relative(page: Page, i: int, floor: int) -> bool:
    return any(t.rel.startswith("acl") and t.i >= floor for t in (page.tokens[i], *ancestors(page.analysis, i)))


def clause_border(page: Page, floor: int, u: int) -> int:
    """The comma, semicolon, dash or coordinating word before `u` with no predicate between, or -1."""
    tokens = page.tokens
    for j in range(u - 1, floor - 1, -1):
        t = tokens[j]
        if is_finite(t) or (is_verb(t) and is_infinitive(t)):
            return -1
        if t.text in COMMAS or is_dash(t) or t.text == ".":
            return j
        if t.lower in ("и", "а", "но", "однако") and not _joins_nouns(page, j):
            return j - 1 if j - 1 >= floor and tokens[j - 1].text in COMMAS else j
    return -1


def _joins_nouns(page: Page, j: int) -> bool:
    """«США и НАТО»: the conjunction holds two nouns together, it opens no clause."""
    token = page.tokens[j]
    head = page.tokens[token.head] if token.head >= 0 else None
    return head is not None and head.i > j and not is_verb(head) and head.rel == "conj"


def inside_marks(page: Page, first: int, u: int) -> bool:
    """Token `u` stands in a quotation that began at or after token `first`."""
    at, floor = page.tokens[u].start, page.tokens[first].start
    return any(q.start < at and q.start >= floor - 1 and not q.open_right for q in page.enclosing(at))


def relay_tail(page: Page, u: int) -> bool:
    """«…, передаёт РИА Новости.»: the verb follows the border directly and its clause says nothing more."""
    tokens, sentence = page.tokens, page.sentence_of(u)
    before = tokens[u - 1] if u else None
    if before is None or not (before.text in COMMAS or is_dash(before) or before.lower in ("как", "также")):
        return False
    for j in range(u + 1, sentence.last):
        t = tokens[j]
        if is_verb(t) and t.feats.get("VerbForm") != "Part":
            return False
        if t.text in COMMAS or is_dash(t):
            return not (j + 1 < sentence.last and tokens[j + 1].lemma in SUBORDINATORS)
    return True


def split_quotes(page: Page, content: Span) -> Span:
    """Content without the marks around the whole of it."""
    for q in (*page.enclosing(content.start), *page.quotes_in(content.start, content.start + 1)):
        if q.start <= content.start <= q.inner_start and q.inner_end <= content.end <= q.end:
            return Span(q.inner_start, q.inner_end)
    return content


def trim_span(text: str, span: Span) -> Span:
    """Without white space, commas and dashes at the edges."""
    start, end = span.start, span.end
    while start < end and text[start] in " \t\n\u00a0,;:-–—":
        start += 1
    while end > start and text[end - 1] in " \t\n\u00a0,;:-–—":
        end -= 1
    return Span(start, end)
