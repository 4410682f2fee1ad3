"""Where and when a dealing took or takes place."""

from __future__ import annotations

from dragoman.languages.base import Token
from dragoman.languages.grammar import ancestors, case_of, children, is_finite, is_predicate, preposition
from dragoman.mentions import Page
from dragoman.mentions.extents import complement, phrase
from dragoman.model import Span

HERE = frozenset(("в", "во", "на", "под", "близ", "у", "около", "возле", "из"))


def place(page: Page, i: int, at: int, found: list[tuple[str, int]]) -> Span | None:
    """The place with its preposition: of the frame, else a located name beside the trigger or its verb."""
    for role, head in found:
        if role == "place" and is_place(page, head):
            return with_preposition(page, head)
    for node in dict.fromkeys((i, at)):
        for t in children(page.analysis, node, "obl", "nmod", "advmod"):
            if preposition(page.analysis, t.i) in HERE and case_of(t) == "Loc" and is_place(page, t.i):
                return with_preposition(page, t.i)
    return _first_located(page, i, at)


GROUND = frozenset(
    [
        "город",
        "столица",
        "порт",
        "море",
        "залив",
        "пролив",
        "океан",
        "территория",
        "граница",
        "рубеж",
        "район",
        "провинция",
        "область",
        "край",
        "остров",
        "полуостров",
        "линия",
        "посёлок",
        "поселок",
        "деревня",
        "село",
        "аэропорт",
        "база",
        "страна",
        "регион",
        "побережье",
        "берег",
        "зона",
    ]
)
"""Nouns of ground: with a name beside them, or as where one comes from, they are places."""


def is_place(page: Page, i: int) -> bool:
    """A named place or state, or a noun of ground with a name in its phrase («в ливийском городе Бенгази»)."""
    r = page.reference(i)
    if r is not None and r.kind in ("place", "country"):
        return True
    if page.tokens[i].lemma not in GROUND:
        return False
    below = children(page.analysis, i, "nmod", "appos", "flat", "amod")
    return any(t.pos == "PROPN" or t.i in page.by_head for t in below) or preposition(page.analysis, i) in FROM


FROM = frozenset(("из", "с", "со", "от"))


def with_preposition(page: Page, head: int) -> Span:
    first, last = (
        phrase(page, head)
        if page.tokens[head].lemma not in GROUND
        else complement(page, head, page.sentence_of(head).last)
    )
    if first > 0 and page.tokens[first - 1].pos == "ADP":
        first -= 1
    return page.span(first, last)


MATTERS = frozenset(
    ["ситуация", "положение", "обстановка", "конфликт", "кризис", "событие", "война", "урегулирование", "мир", "выборы"]
)
"""What is talked about somewhere is not where it is talked about."""


def _first_located(page: Page, i: int, at: int) -> Span | None:
    """A place in the locative in the trigger's own clause."""
    first, last = clause(page, at)
    posts = (r for r in page.references_in(first, last) if r.noun and r.kind in ("person", "unnamed"))
    within = {k for post in posts for k in range(post.first + 1, post.last)}
    for r in page.references_in(first + 1, last):
        if r.first in within:
            continue  # «посол КНР в России передал ноту»: where he serves
        up = page.tokens[page.tokens[r.head].head]
        if page.tokens[r.head].rel == "nmod" and up.lemma in MATTERS:
            continue  # «обсудили положение в Ливии»
        located = r.kind in ("place", "country") and case_of(page.tokens[r.head]) == "Loc"
        if located and page.tokens[r.first - 1].lower in ("в", "во", "на"):
            return page.span(r.first - 1, r.last)
    for t in page.tokens[first:last]:
        if (
            case_of(t) == "Loc"
            and t.lemma in GROUND
            and preposition(page.analysis, t.i) in HERE
            and is_place(page, t.i)
        ):
            return with_preposition(page, t.i)
    return None


def clause(page: Page, i: int) -> tuple[int, int]:
    """Tokens between the marks before and behind token `i`."""
    sentence = page.sentence_of(i)
    first = last = i
    while first > sentence.first and not _border(page, first - 1):
        first -= 1
    while last < sentence.last and not _border(page, last):
        last += 1
    return first, last


def _border(page: Page, j: int) -> bool:
    return page.tokens[j].text in (",", ";", ":", "-", "–", "—", '"', "«", "»")


STAGES = frozenset(
    ["вступление", "начало", "окончание", "завершение", "проведение", "подписание", "открытие", "закрытие", "продление"]
)
"""Nouns for a stage of the event that they govern: «вступление перемирия в силу 15 февраля»."""


def _relative(page: Page, i: int) -> tuple[int, int]:
    """Tokens of the «, который …» clause that follows noun `i` with no verb between; an empty range for none."""
    tokens, limit = page.tokens, page.sentence_of(i).last
    for j in range(i + 1, min(limit - 1, i + 12)):
        if is_finite(tokens[j]):
            break
        if tokens[j].text == "," and tokens[j + 1].lemma == "который":
            fits = tokens[j + 1].feats.get("Number") == tokens[i].feats.get("Number")
            last = next((k for k in range(j + 2, limit) if tokens[k].text == ","), limit)
            return (j, last) if fits else (0, 0)
    return 0, 0


def _since(page: Page, span: Span) -> bool:
    """«первая встреча с января», «впервые с 2010 года»: how long there was none."""
    first = page.token_at(span.start)
    begins = page.tokens[first].lower in ("с", "со") or (first > 0 and page.tokens[first - 1].lower in ("с", "со"))
    sentence = page.sentence_of(first)
    before = page.tokens[max(sentence.first, first - 8) : first + 1]
    return begins and any(t.lemma in ("первый", "впервые", "единственный") for t in before)


def _in_own_clause(chain: list[Token], i: int) -> bool:
    """The words stand in a participle or «который» clause of the trigger: «саммит, который в 2014 году пройдёт в
    Осло».
    """
    return any(t.head == i and t.rel.split(":")[0] in ("acl", "amod") for t in chain)


def _coordinate(t: Token) -> bool:
    """A predicate beside another has a time of its own: «состоялась встреча; следующая намечена на 10 февраля»."""
    return t.rel == "conj" and is_predicate(t)


def time(page: Page, i: int, at: int) -> Span | None:
    """The time of the event: under the trigger or its verb, else in its clause, else the sentence's."""
    sentence = page.sentence_of(i)
    here = [
        e for e in page.times if sentence.start <= e.span.start < sentence.end and e.type in ("DATE", "TIME", "SET")
    ]
    here = [e for e in here if not _since(page, e.span)]
    if not here:
        return None
    under = []
    up = page.tokens[i].head
    carrier = up if up >= 0 and page.tokens[up].lemma in STAGES else i
    opened, closed = _relative(page, i)
    for e in here:
        first, last = page.token_at(e.span.start), page.token_at(e.span.end - 1) + 1
        top = next((k for k in range(first, last) if not first <= page.tokens[k].head < last), first)
        chain = [page.tokens[top], *ancestors(page.analysis, top)]
        above = chain[:1] if len(chain) > 1 and _coordinate(chain[1]) else chain[:2]
        if {i, at, carrier} & {t.head for t in above} or _in_own_clause(chain, i) or opened < first < closed:
            under.append((e.value is None, abs(first - i), e.span))
    if under:
        return min(under)[2]
    first, last = clause(page, i)
    near = [
        (e.value is None, abs(page.token_at(e.span.start) - i), e.span)
        for e in here
        if first <= page.token_at(e.span.start) < last
    ]
    if near:
        return min(near)[2]
    opening = [e.span for e in here if page.token_at(e.span.start) <= sentence.first + 1]
    verbs = [t for t in page.tokens[sentence.first : i] if is_finite(t)]
    return opening[0] if opening and len(verbs) <= 1 else None
