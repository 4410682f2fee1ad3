"""Conditions inside what was said."""

from __future__ import annotations

from dragoman.languages.grammar import COMMAS, is_dash
from dragoman.mentions.extents import complement
from dragoman.mentions.page import Page
from dragoman.model import Span
from dragoman.statements.draft import Draft

OPENERS: tuple[tuple[str, ...], ...] = (
    ("только", "если"), ("лишь", "если"), ("если",), ("при", "условии"), ("в", "случае"), ("до", "тех", "пор"),
    ("только", "после"),
    ("не", "раньше", "чем"), ("при", "соблюдении"), ("при", "наличии"),
)  # fmt: skip
"""Words that open a condition, longest first."""
FIRST = frozenset(w[0] for w in OPENERS)
TIED = frozenset(("случае", "условии", "после", "соблюдении", "наличии"))
"""Openers that take a noun phrase: the condition may end without a comma."""


def condition(page: Page, d: Draft) -> Span | None:
    """The first explicit condition in the content, without the comma that closes it."""
    for s in d.content:
        first, last = page.token_at(s.start), page.token_at(s.end)
        for i in range(first, last):
            if page.tokens[i].lower not in FIRST:
                continue
            words = next((w for w in OPENERS if tuple(t.lower for t in page.tokens[i : i + len(w)]) == w), None)
            if words:
                return _extent(page, i, len(words), last)
    return None


def _extent(page: Page, i: int, n: int, ceiling: int) -> Span:
    tokens = page.tokens
    j = i + n
    if tokens[i + n - 1].lower in TIED and tokens[min(j, ceiling - 1)].text != ",":
        return page.span(i, _phrase_end(page, i + n - 1, j, ceiling))
    if tokens[min(j, ceiling - 1)].text == ",":
        j += 1
    opens = 0
    while j < ceiling:
        t = tokens[j]
        if t.text in COMMAS and not opens and not _inner_comma(page, j, ceiling):
            break
        if is_dash(t) and j + 1 < ceiling and tokens[j + 1].lower in ("это", "то"):
            break
        j += 1
    while j > i + 1 and (tokens[j - 1].text in COMMAS or tokens[j - 1].text in ".!?…" or is_dash(tokens[j - 1])):
        j -= 1
    return page.span(i, j)


def _phrase_end(page: Page, opener: int, j: int, ceiling: int) -> int:
    """«в случае военной эскалации | США ответят»: the phrase that hangs on the opener, its clauses too."""
    noun = next((t for t in page.tokens[j : min(ceiling, j + 6)] if t.pos in ("NOUN", "PROPN")), None)
    if noun is None:
        return min(ceiling, j + 1)
    return max(noun.i + 1, min(ceiling, complement(page, noun.i, ceiling)[1]))


def _inner_comma(page: Page, j: int, ceiling: int) -> bool:
    """A comma before «который», a participle or a list item does not close the condition."""
    follower = page.tokens[j + 1] if j + 1 < ceiling else None
    return follower is not None and (
        follower.lemma == "который"
        or follower.feats.get("VerbForm") == "Part"
        or follower.lower in ("что", "чтобы", "пока")
        or (follower.lower in ("в", "на") and j + 2 < ceiling and page.tokens[j + 2].lemma == "который")
    )
