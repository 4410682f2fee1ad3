"""Direct speech: which quotations are speech, who says them, and which pieces belong to one utterance.

Only about one quoted span in six is speech: names, titles and scare quotes are told apart before a speaker is looked
for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.languages.base import Token
from dragoman.languages.grammar import (
    case_of,
    children,
    is_dash,
    is_finite,
    is_infinitive,
    is_predicate,
    is_verb,
    is_word,
)
from dragoman.languages.lexicon import Cue, Predicative
from dragoman.languages.ru import lexicon
from dragoman.mentions.page import Page
from dragoman.mentions.quotes import Quotation
from dragoman.model import Span
from dragoman.statements.draft import Draft

FAR = 14
"""Tokens between a quotation's dash and its cue verb: «– говорится в распространённом в среду заявлении» is within
it.
"""
SPEECH_WORDS = 4
"""A quotation of so many words or with a verb can be speech; shorter ones are names unless a dash and a cue follow."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """Tokens `first` to `last` (half-open) between the marks of one quotation."""

    mark: Quotation
    first: int
    last: int


def quoted(page: Page) -> list[Quoted]:
    """Outermost quotations with their tokens."""
    out = []
    for q in page.quotations:
        if q.depth == 0 and page.document.passages[q.passage].kind not in ("related", "boilerplate", "dateline"):
            first, last = page.token_at(q.inner_start), page.token_at(q.inner_end)
            if first < last:
                out.append(Quoted(q, first, last))
    return out


def find(page: Page) -> list[Draft]:
    """All utterances in direct speech, in order."""
    drafts: list[Draft] = []
    done: set[Quotation] = set()
    items = quoted(page)
    for n, q in enumerate(items):
        if q.mark in done:
            continue
        made = interrupted_inside(page, q) or cue_after(page, q, items[n + 1 : n + 2], done) or cue_before(page, q)
        if made:
            done.add(q.mark)
            drafts += made
        elif is_whole_sentence(page, q) and is_speech(page, q):
            drafts += without_cue(page, q, drafts)
            done.add(q.mark)
    return join_paragraphs(page, drafts)


def is_speech(page: Page, q: Quoted) -> bool:
    words = [t for t in page.tokens[q.first : q.last] if is_word(t)]
    return len(words) >= SPEECH_WORDS or any(is_predicate(t) or is_infinitive(t) for t in words)


def is_whole_sentence(page: Page, q: Quoted) -> bool:
    """Nothing but the quotation stands in its sentence or paragraph."""
    first = page.sentence_of(q.first)
    last = page.sentence_of(q.last - 1)
    before = page.text[first.start : q.mark.start].strip(" \n\t\u00a0-–—")
    after = page.text[q.mark.end : last.end].strip(" \n\t\u00a0.!?…")
    return not before and not after


def cue_verb(page: Page, first: int, last: int) -> Token | None:
    """The verb of saying in tokens `first` to `last`: a known cue first, else a finite verb with a subject after it."""
    fallback = None
    for t in page.tokens[first:last]:
        if t.feats.get("Variant") == "Short" and _sayable(t):
            return t
        if not is_verb(t):
            continue
        if _sayable(t) and not is_infinitive(t):
            return t
        if fallback is None and is_finite(t):
            fallback = t
    return fallback


def _senses(t: Token) -> Sequence[Cue | Predicative]:
    """The entries of a verb, or of a short form such as «уверен»."""
    if t.feats.get("Variant") == "Short":
        told = [p for p in lexicon.predicatives.get(t.lower, ()) if not p.flags & {"content", "neg"}]
        return told or lexicon.cues.get(t.lemma, ())
    return lexicon.cues.get(t.lemma, ())


def _sayable(t: Token) -> bool:
    return any({"Q", "что"} & set(c.frames) for c in _senses(t))


def clause_of(page: Page, first: int, ceiling: int) -> int:
    """End (half-open) of the reporting clause that starts at `first`: a dash or quotation that resumes, or the
    sentence's end.
    """
    tokens = page.tokens
    opens = (
        {q.start for q in page.quotes_in(tokens[first].start, tokens[ceiling - 1].end)} if first < ceiling else set()
    )
    for j in range(first, ceiling):
        t = tokens[j]
        if is_dash(t) and j > first and tokens[j - 1].text in (",", ".", ":"):
            return j
        if t.start in opens and j > first and tokens[j - 1].text in (":", ",", "-", "—", "–"):
            return j
        if t.text in (".", "!", "?") and j + 1 < ceiling and is_dash(tokens[j + 1]):
            return j
    return ceiling


def interrupted_inside(page: Page, q: Quoted) -> list[Draft]:
    """«A, – сказал X. – B»: the speaker stands inside the marks."""
    tokens = page.tokens
    nested = [(n.start, n.end) for n in page.quotes_in(q.mark.start + 1, q.mark.end) if n.depth > 0]
    for j in range(q.first + 1, q.last):
        if not is_dash(tokens[j]) or tokens[j - 1].text not in (",", "!", "?", "…", "...", "»", "“", '"', "?!", "!.."):
            continue
        if any(a < tokens[j].start < b for a, b in nested):
            continue
        end = clause_of(page, j + 1, q.last)
        verb = _near_cue(page, j + 1, min(end, j + 6))
        if verb is None:
            continue
        spans = [_inner(page, q.mark.inner_start, tokens[j].start)]
        resume = end + 1 if end < q.last and is_dash(tokens[end]) else end
        if end < q.last and tokens[end].text in (".", "!", "?"):
            resume = end + 2
        if resume < q.last:
            spans.append(_inner(page, tokens[resume].start, q.mark.inner_end))
        return [direct_draft(page, "speaker inside the marks", spans, verb)]
    return []


def _near_cue(page: Page, first: int, last: int) -> Token | None:
    known = lexicon.cues
    for t in page.tokens[first:last]:
        if is_finite(t) and t.lemma in known and any({"Q", "что"} & set(c.frames) for c in known[t.lemma]):
            return t if t.feats.get("Person") not in ("1", "2") else None
        if t.text in (",", "."):
            return None
    return None


def _inner(page: Page, start: int, end: int) -> Span:
    text = page.text
    while end > start and text[end - 1] in " \n\t\u00a0,-–—":
        end -= 1
    while start < end and text[start] in " \n\t\u00a0,-–—":
        start += 1
    return Span(start, end)


def cue_after(page: Page, q: Quoted, following: Sequence[Quoted], done: set[Quotation]) -> list[Draft]:
    """«…», – сказал S на брифинге. Joined with the next quotation when the sentence resumes it."""
    start = _reporting_clause(page, q)
    if start < 0:
        return []
    ceiling = page.sentence_of(start).last
    end = clause_of(page, start, ceiling)
    verb = cue_verb(page, start, min(end, start + FAR))
    if verb is None or not _reports(page, q, verb, start):
        return []
    spans = [_inner(page, q.mark.inner_start, q.mark.inner_end)]
    if (
        end < ceiling
        and following
        and following[0].mark.start <= page.tokens[min(end + 1, ceiling - 1)].start
        and _resumes(page, end, following[0])
    ):
        spans.append(_inner(page, following[0].mark.inner_start, following[0].mark.inner_end))
        done.add(following[0].mark)
    return [direct_draft(page, "cue after quotation", spans, verb)]


def _resumes(page: Page, end: int, q: Quoted) -> bool:
    tokens = page.tokens
    gap = [t.text for t in tokens[end : q.first - 1]]
    return bool(gap or tokens[end].start == q.mark.start) and (
        tokens[end - 1].text in (",", "-", "–", "—") or is_dash(tokens[end]) or (len(gap) > 0 and gap[-1] in "-–—")
    )


def _reporting_clause(page: Page, q: Quoted) -> int:
    """Token number where the clause after the quotation begins, or -1: a comma and dash, a dash, or a comma must
    stand between.
    """
    tokens = page.tokens
    j = page.token_at(q.mark.end)
    if j >= len(tokens) or page.analysis.sentences[tokens[j].sentence].passage != q.mark.passage:
        return -1
    comma = dash = False
    while j < len(tokens) and (tokens[j].text == "," or is_dash(tokens[j])):
        comma, dash = comma or tokens[j].text == ",", dash or is_dash(tokens[j])
        j += 1
    inner_end = page.text[q.mark.inner_start : q.mark.inner_end].rstrip()[-1:]
    if not (dash or comma) or j >= len(tokens):
        return -1
    if dash and not comma and inner_end not in ("!", "?", "…", ".", ",") and not is_speech(page, q):
        return -1
    return j


def _reports(page: Page, q: Quoted, verb: Token, start: int) -> bool:
    """The verb after the quotation reports it: a known cue near the dash, or any verb if the quotation is plainly
    speech.
    """
    dash = any(is_dash(t) for t in page.tokens[max(0, start - 2) : start])
    if not is_speech(page, q) and (verb.i - start > 2 or not dash):
        return False
    if not dash and not is_whole_start(page, q):
        return False  # «назвал город «самым тихим на свете», сказал …»: a part of the sentence before
    if _sayable(verb):
        between = page.tokens[start : verb.i]
        return not any(is_finite(t) for t in between) and not any(
            t.lower in ("который", "что", "если") for t in between
        )
    dash = any(is_dash(t) for t in page.tokens[max(0, start - 2) : start])
    return dash and is_whole_start(page, q) and verb.i - start <= 1 and is_speech(page, q)


def is_whole_start(page: Page, q: Quoted) -> bool:
    """The quotation opens its sentence."""
    return not page.text[page.sentence_of(q.first).start : q.mark.start].strip(" \n\t\u00a0-–—")


def cue_before(page: Page, q: Quoted) -> list[Draft]:
    """«S заявил: «…»», «S: «…»»."""
    sentence = page.sentence_of(q.first)
    before = page.text[sentence.start : q.mark.start].rstrip()
    if not before.endswith(":") or not (is_speech(page, q) or before.endswith(":")):
        return []
    follower = page.token_at(q.mark.end)
    if follower < page.sentence_of(q.last - 1).last and is_word(page.tokens[follower]):
        return []  # «отметил: «круглый стол» не собран»: the marks close a name, the clause goes on
    colon = page.token_at(sentence.start + len(before) - 1)
    verb = None
    for t in reversed(page.tokens[sentence.first : colon]):
        if is_verb(t) and t.lemma in lexicon.cues and not is_infinitive(t) and not _quoted_at(page, t):
            verb = t
            break
    spans = [_inner(page, q.mark.inner_start, q.mark.inner_end)]
    if verb is not None and _clause_between(page, verb.i, colon):
        return []  # «заявил, что город устал: «Мы ждём мира»»: the clause and the quotation are one saying
    if verb is not None:
        return [direct_draft(page, "cue and colon", spans, verb)]
    named = [r for r in page.references_in(sentence.first, colon) if r.kind == "person" and r.last == colon]
    if named:
        made = Draft("name and colon", page.tokens[q.first].sentence, "state", spans, quoted=True)
        made.source_head, made.source = named[0].head, page.span(named[0].first, named[0].last)
        return [made]
    return []


def _clause_between(page: Page, v: int, colon: int) -> bool:
    """A clause with «что» stands between the cue and the colon."""
    words = page.tokens[v + 1 : colon]
    opens = next((k for k, t in enumerate(words) if t.lower == "что" and words[k - 1].text == ","), -1)
    return opens >= 0 and any(is_predicate(t) for t in words[opens:])


def _quoted_at(page: Page, t: Token) -> bool:
    return any(q.start < t.start for q in page.enclosing(t.start))


def without_cue(page: Page, q: Quoted, drafts: Sequence[Draft]) -> list[Draft]:
    """A quotation that is a sentence of its own goes on with the speech of the one who spoke last before it."""
    n = page.tokens[q.first].sentence
    spans = [_inner(page, q.mark.inner_start, q.mark.inner_end)]
    verb = _so_said(page, page.tokens[q.last - 1].sentence + 1)
    if verb is not None:
        return [direct_draft(page, "so said", spans, verb)]
    made = Draft("quotation without cue", n, "state", spans, quoted=True)
    made.flags = frozenset(("carried",))
    return [made]


def _so_said(page: Page, n: int) -> Token | None:
    """««…». Так ответил тренер»: the verb of the next sentence `n`, when its «так» leads back to the quotation."""
    if n >= len(page.analysis.sentences):
        return None
    words = page.tokens[page.analysis.sentences[n].first :][:2]
    said = len(words) == 2 and words[0].lower == "так" and is_finite(words[1]) and words[1].lemma in lexicon.cues
    return words[1] if said else None


def direct_draft(page: Page, rule: str, spans: list[Span], verb: Token) -> Draft:
    senses = _senses(verb)
    sense = next((c for c in senses if "Q" in c.frames), next((c for c in senses if not c.nouns), None))
    return Draft(
        rule=rule,
        sentence=verb.sentence,
        act=sense.act if sense else "state",
        content=[s for s in spans if s.end > s.start],
        cue=Span(verb.start, verb.end),
        verb=verb.i,
        named_act=bool(sense and sense.act != "state"),
        quoted=True,
        flags=sense.flags if sense else frozenset(),
    )


def join_paragraphs(page: Page, drafts: list[Draft]) -> list[Draft]:
    """A quotation over several paragraphs (a mark opens each, one closes) is one utterance: later pieces join the
    first.
    """
    open_ends = {q.inner_end for q in page.quotations if q.open_right}
    out: list[Draft] = []
    for d in drafts:
        if (
            out
            and out[-1].end in open_ends
            and d.quoted
            and page.text[out[-1].end : d.start].strip(' \n\t\u00a0«“„"') == ""
        ):
            d.content[:0] = out.pop().content
        out.append(d)
    return out


def object_person(page: Page, verb: int) -> int:
    """«цитирует РБК министра», «приводит агентство слова министра»: the person whose words are relayed, or -1."""
    follower = page.tokens[verb + 1] if verb + 1 < len(page.tokens) else None
    if follower is not None and follower.lower in ("его", "ее", "их"):
        return follower.i
    for t in children(page.analysis, verb, "obj", "nmod", "obl", "iobj", "appos"):
        if (
            case_of(t) in ("Acc", "Gen")
            and t.i in page.by_head
            and page.by_head[t.i].kind in ("person", "pronoun", "organization")
        ):
            return t.i
        if t.lemma in ("слово", "высказывание", "заявление", "цитата"):
            for inner in children(page.analysis, t.i, "nmod", "obl"):
                if inner.i in page.by_head:
                    return inner.i
    return -1
