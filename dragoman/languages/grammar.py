"""Small questions about Universal Dependencies that every room asks: is it finite, what hangs on it, how far does its
phrase go.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from dragoman.languages.base import Analysis, Token

DASHES = frozenset("-–—−‒―")
COMMAS = frozenset(",;")
OPENING = frozenset("«“„\"‹‘'`([{")
CLOSING = frozenset("»”“\"›’'`)]}")
NOMINALS = frozenset(("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X", "SYM"))
CLAUSAL = frozenset(("acl", "acl:relcl", "advcl", "parataxis", "ccomp", "csubj", "appos:clause"))


def case_of(token: Token) -> str:
    return token.feats.get("Case", "")


def is_verb(token: Token) -> bool:
    return token.pos in ("VERB", "AUX")


def is_finite(token: Token) -> bool:
    return is_verb(token) and token.feats.get("VerbForm", "Fin") == "Fin"


def is_infinitive(token: Token) -> bool:
    return is_verb(token) and token.feats.get("VerbForm") == "Inf"


def is_gerund(token: Token) -> bool:
    return is_verb(token) and token.feats.get("VerbForm") == "Conv"


def is_participle(token: Token) -> bool:
    return token.feats.get("VerbForm") == "Part"


def is_predicate(token: Token) -> bool:
    """Can head a clause of its own: a finite verb, a short participle, a short adjective."""
    return is_finite(token) or token.feats.get("Variant") == "Short"


def is_future(token: Token) -> bool:
    """«сообщит», «будет»: the taggers call the perfective non-past, and «буду», present as often as future."""
    f = token.feats
    if not is_finite(token) or f.get("Mood", "Ind") != "Ind" or f.get("Tense") == "Past":
        return False
    return (
        f.get("Tense") == "Fut"
        or f.get("Aspect") == "Perf"
        or (token.lemma == "быть" and token.lower.startswith("буд"))
    )


def is_word(token: Token) -> bool:
    return token.pos != "PUNCT" and any(c.isalnum() for c in token.text)


def is_dash(token: Token) -> bool:
    return token.text in DASHES


def agrees(a: Token, b: Token) -> bool:
    """The two verb forms can share one subject: same tense, number, gender and form."""
    return all(a.feats.get(k) == b.feats.get(k) for k in ("Tense", "Number", "Gender", "VerbForm", "Person"))


def children(analysis: Analysis, i: int, *rels: str) -> Iterator[Token]:
    """Direct dependents of token `i`, in order; with `rels`, only those relations (a subtype counts as its type)."""
    for j in analysis.children[i]:
        token = analysis.tokens[j]
        relation = token.rel
        if not rels or relation in rels or (":" in relation and relation.partition(":")[0] in rels):
            yield token


def subtree(analysis: Analysis, i: int, keep: Callable[[Token], bool] = lambda _: True) -> list[int]:
    """Indices of token `i` and all under it, sorted, without branches whose top `keep` refuses. Cycles are harmless."""
    seen, stack = {i}, [i]
    while stack:
        for j in analysis.children[stack.pop()]:
            if j not in seen and keep(analysis.tokens[j]):
                seen.add(j)
                stack.append(j)
    return sorted(seen)


def ancestors(analysis: Analysis, i: int) -> Iterator[Token]:
    """The governor of token `i`, its governor, and so on up to the root."""
    seen = {i}
    while (i := analysis.tokens[i].head) >= 0 and i not in seen:
        seen.add(i)
        yield analysis.tokens[i]


def preposition(analysis: Analysis, i: int) -> str:
    """The preposition of the noun `i` («в ходе» counts as one), lower case, or an empty string."""
    words = [t for t in children(analysis, i, "case") if t.i < i]
    if not words:
        return ""
    fixed = [w.lower for t in words for w in (t, *children(analysis, t.i, "fixed"))]
    return " ".join(fixed)


def trim(analysis: Analysis, first: int, last: int) -> tuple[int, int]:
    """The token range without marks and dashes at its edges."""
    while first < last and not is_word(analysis.tokens[first]):
        first += 1
    while last > first and not is_word(analysis.tokens[last - 1]):
        last -= 1
    return first, last


def contiguous(indices: list[int], i: int) -> tuple[int, int]:
    """The unbroken run of `indices` around `i` as a half-open range."""
    here = set(indices)
    first = last = i
    while first - 1 in here:
        first -= 1
    while last + 1 in here:
        last += 1
    return first, last + 1
