"""How far a noun phrase goes, with and without the clauses that hang on it."""

from __future__ import annotations

from dataclasses import replace

from dragoman.languages.base import Token
from dragoman.languages.grammar import (
    COMMAS,
    case_of,
    contiguous,
    is_dash,
    is_gerund,
    is_infinitive,
    is_participle,
    is_predicate,
    is_verb,
    subtree,
    trim,
)
from dragoman.mentions.page import Page
from dragoman.model import Span


def phrase(page: Page, i: int) -> tuple[int, int]:
    """The phrase of noun `i` as a source or addressee: its reference if it has one, else its words without clauses."""
    r = page.reference(i)
    if r is not None and r.covers(i):
        return r.first, r.last
    keep = subtree(
        page.analysis, i, lambda t: t.rel.split(":")[0] not in ("acl", "advcl", "conj", "parataxis", "appos", "nsubj")
    )
    first, last = contiguous(keep, i)
    if page.tokens[first].pos == "ADP" and first < i:
        first += 1
    return trim(page.analysis, first, last)


def coordinated(page: Page, i: int) -> tuple[int, int]:
    """The phrase of `i` together with what is joined to it: «Израиль и США», «Меркель, Путин и Порошенко»."""
    first, last = phrase(page, i)
    tokens, limit = page.tokens, page.sentence_of(i).last
    joins, his = page.lexicon.words("and"), page.lexicon.words("his")
    while last + 1 < limit and (tokens[last].lower in joins or tokens[last].text == ","):
        r = page.reference(last + 1)
        if r is not None and r.kind == "pronoun" and last + 2 < limit and tokens[last + 1].lower in his:
            r = next((replace(n, first=last + 1) for n in page.starting_at(last + 2) if n.kind != "adjective"), None)
        if r is None or r.first != last + 1 or r.kind == "adjective":
            break
        if not _list_goes_on(page, i, last, r.head, r.last, limit):
            break
        last = r.last
    return first, last


def _list_goes_on(page: Page, i: int, border: int, head: int, after: int, limit: int) -> bool:
    """A comma joins two names only if an «и» or another name follows; «и» joins if the case is the same."""
    tokens = page.tokens
    joins = page.lexicon.words("and")
    if tokens[border].lower in joins:
        a, b = case_of(tokens[i]), case_of(tokens[head])
        return not a or not b or a == b
    return after < limit and (
        tokens[after].lower in joins or (tokens[after].text == "," and page.reference(after + 1) is not None)
    )


def complement(page: Page, i: int, ceiling: int) -> tuple[int, int]:
    """Noun `i` with all that hangs on it to its right, clauses too, and its adjectives to the left; ends before
    `ceiling`.
    """
    tokens = page.tokens
    keep = subtree(
        page.analysis,
        i,
        lambda t: (
            not (t.head == i and (t.rel.split(":")[0] in ("parataxis", "nsubj", "advcl") or _other_clause(t, tokens)))
        ),
    )
    inside = [k for k in keep if k < ceiling]
    first, last = contiguous(_with_gaps(page, inside), i)
    while first < i and tokens[first].pos in ("ADP", "PART", "CCONJ", "PUNCT"):
        first += 1
    r = page.reference(i)
    if r is not None and r.first >= first:
        last = max(last, min(r.last, ceiling))
    first, last = trim_right(page, first, last)
    if any(t.lemma == "который" for t in tokens[first:last]):
        while last < ceiling and tokens[last].text not in ',;:.!?…»"' and not is_dash(tokens[last]):
            last += 1
    return first, last


def widen(page: Page, last: int, ceiling: int) -> int:
    """A complement goes on over what the parser hung elsewhere: «в поставках оружия | в нарушение санкций».

    Stops before a mark, a verb, a nominative, and before «в среду», «сегодня», which tell when it was said. A
    relative or
    participle clause that begins there is taken to its end.
    """
    tokens = page.tokens
    if last >= ceiling:
        return last
    times = page.times_in(tokens[last].start, tokens[ceiling - 1].end)
    end = last
    for j in range(last, ceiling):
        t = tokens[j]
        if (is_verb(t) and not is_participle(t)) or t.pos in ("PUNCT", "SCONJ", "CCONJ", "PRON") or case_of(t) == "Nom":
            break
        if any(e.span.start <= t.start < e.span.end and _of_saying(page, e.span) for e in times):
            break
        end = j + 1
    while end > last and tokens[end - 1].pos in ("ADP", "ADJ", "ADV", "PART"):
        end -= 1
    end = _relative_end(page, end, ceiling)
    inside = tokens[end - 1].end if end > 0 else 0
    for q in page.enclosing(inside):
        if q.start < inside < q.end:
            end = max(end, min(ceiling, page.token_at(q.end - 1) + 1))
    return end


DAYS = frozenset(
    [
        "понедельник",
        "вторник",
        "среда",
        "четверг",
        "пятница",
        "суббота",
        "воскресенье",
        "сегодня",
        "вчера",
        "накануне",
        "ранее",
    ]
)


def _of_saying(page: Page, span: Span) -> bool:
    """A bare day («в среду», «накануне») beside a cue is the day of saying; a fuller date belongs to what is told."""
    words = page.tokens[page.token_at(span.start) : page.token_at(span.end - 1) + 1]
    return len(words) <= 2 and any(t.lemma in DAYS for t in words)


def _relative_end(page: Page, last: int, ceiling: int) -> int:
    """Where the «, который …» clause that opens at `last` ends: the next mark, or the ceiling; `last` itself without
    one.
    """
    tokens = page.tokens
    if last + 1 >= ceiling or tokens[last].text != ",":
        return last
    opens = tokens[last + 1 : min(ceiling, last + 3)]
    if not any(t.lemma == "который" for t in opens):
        return last
    j = last + 2
    while j < ceiling and tokens[j].text not in ",;:" and not is_dash(tokens[j]):
        j += 1
    return trim_right(page, last, j)[1]


def _other_clause(t: Token, tokens: object) -> bool:
    """A joined predicate or gerund opens a clause of its own."""
    return t.rel == "conj" and (is_predicate(t) or is_gerund(t) or is_infinitive(t))


def _with_gaps(page: Page, inside: list[int]) -> list[int]:
    """Marks that stand between two tokens of the phrase belong to it, even where the parser hung them elsewhere."""
    have = set(inside)
    out = set(inside)
    for k in inside:
        j = k + 1
        while j < len(page.tokens) and j not in have and page.tokens[j].pos == "PUNCT":
            j += 1
        if j in have:
            out.update(range(k, j))
    return sorted(out)


def trim_right(page: Page, first: int, last: int) -> tuple[int, int]:
    tokens = page.tokens
    while last > first and (
        tokens[last - 1].text in COMMAS
        or is_dash(tokens[last - 1])
        or tokens[last - 1].text in ".:!?…"
        or tokens[last - 1].pos in ("CCONJ", "ADP", "SCONJ")
    ):
        last -= 1
    return first, last


def clause_stop(page: Page, i: int, ceiling: int) -> int:
    """Where a phrase that starts at `i` must end at the latest: before a comma with another predicate's clause behind
    it.
    """
    tokens = page.tokens
    for j in range(i + 1, ceiling):
        t = tokens[j]
        if t.text == ":" or (is_dash(t) and j + 1 < ceiling and is_predicate(tokens[j + 1])):
            return j
    return ceiling
