"""From drafts to attributions: nesting, type, no doubles; what a language's grammar finds comes from its folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from dragoman.languages.grammar import is_dash
from dragoman.mentions.page import Page
from dragoman.model import Attribution, Span
from dragoman.statements.draft import Draft


@dataclass(frozen=True, slots=True)
class Told:
    """An attribution with the tokens that linking needs. speaker: head of its source, -1 unknown; carried: index of the
    attribution whose speaker it shares, -1 for none; addressee: head token, -1 for none."""

    attribution: Attribution
    speaker: int
    carried: int
    addressee: int
    verb: int
    draft: Draft


def find(page: Page) -> list[Told]:
    """All attributions of a document, in the order of their content."""
    return finish(page, _gather(page.analysis.language)(page))


@cache
def _gather(language: str) -> Callable[[Page], list[Draft]]:
    """The rules of a language: `statements/<language>/gathering.py`."""
    found: Callable[[Page], list[Draft]] = import_module(f"dragoman.statements.{language}.gathering").gather
    return found


def finish(page: Page, drafts: list[Draft]) -> list[Told]:
    """Sorts, drops doubles, nests, and gives type and deadline."""
    kept = _without_doubles(drafts)
    kept.sort(key=lambda d: (d.start, -d.end, d.outer is not None, d.cue.start if d.cue else 0))
    kept = [d for k, d in enumerate(kept) if not _only_echoes(page, kept, k)]
    number = {id(d): k for k, d in enumerate(kept)}
    out = []
    for k, d in enumerate(kept):
        origin = d
        for _ in range(NEAR):
            if origin.source_head >= 0 or origin.carried is None:
                break
            origin = origin.carried
        attribution = Attribution(
            type=kind_of(page, d),
            act=d.act,  # linking, which knows who is on whose side, reads the act of the content
            content=tuple(d.content),
            cue=d.cue,
            source=d.source,
            addressee=d.addressee,
            venue=d.venue,
            time=d.time,
            condition=d.condition,
            deadline=deadline(page, d),
            within=_outer(kept, k),
            rule=d.rule,
        )
        carried = number.get(id(origin), -1) if origin is not d else -1
        out.append(Told(attribution, d.source_head, carried, d.addressee_head, d.verb, d))
    return out


def _without_doubles(drafts: list[Draft]) -> list[Draft]:
    """One telling of one content: where two rules found the same words and the same cue, the first rule stands."""
    kept: list[Draft] = []
    seen: set[tuple[int, int, int]] = set()
    for d in drafts:
        if d.rule != "relayed speaker":
            key = (d.start, d.end, d.cue.start if d.cue else -1)
            if key in seen:
                continue
            seen.add(key)
        kept.append(d)
    return kept


def _is_plan(page: Page, d: Draft) -> bool:
    """«не собирается», «не планирует»: verbs of plans, which under «не» are refusals when told on their own."""
    senses = page.lexicon.cues.get(page.tokens[d.verb].lemma, ()) if d.verb >= 0 else ()
    return d.negated and any("weak" in c.flags for c in senses)


def _only_echoes(page: Page, kept: Sequence[Draft], k: int) -> bool:
    """A saying inside another that is no telling of its own: «Россия готова …», «я думаю, …», or one by the same
    speaker. A draft that is `weighed` has been told from an echo already.
    """
    inner, n = kept[k], _outer(kept, k)
    if n is None or inner.outer is not None or "weighed" in inner.flags:
        return False
    if inner.flags & {"weak", "opinion"} or _is_plan(page, inner) or inner.rule == "quotation without cue":
        return True
    if inner.source_head < 0:
        return inner.carried is not None or "doc" not in inner.flags
    word = page.tokens[inner.source_head]
    return word.lemma in SPEAKING or (kept[n].source_head == inner.source_head)


SPEAKING = frozenset(("я", "мы", "вы", "ты", "i", "we", "you"))
"""Lemmas of those who speak and are spoken to."""

NEAR = 48
"""Statements looked back over for the one around another; so many never share one sentence or quotation in real
text.
"""


def _outer(kept: Sequence[Draft], k: int) -> int | None:
    """The smallest attribution whose content holds the cue (or, without a cue, the content) of this one."""
    inner = kept[k]
    if inner.outer is not None:
        return next((i for i in range(max(0, k - NEAR), min(len(kept), k + NEAR)) if kept[i] is inner.outer), None)
    probe = inner.cue or Span(inner.start, inner.start + 1)
    own = sum(s.end - s.start for s in inner.content)
    best: tuple[int, int] | None = None
    for i in range(max(0, k - NEAR), min(len(kept), k + NEAR)):
        d = kept[i]
        if d.start > probe.start or i == k:
            continue
        if any(s.start <= probe.start and probe.end <= s.end for s in d.content):
            size = sum(s.end - s.start for s in d.content)
            if (size, -i) > (own, -k) and (best is None or size < best[0]):  # the larger holds the smaller: no rings
                best = (size, i)
    return best[1] if best else None


def kind_of(page: Page, d: Draft) -> str:
    """direct: all inside marks; mixed: some words inside marks that are no name; else indirect."""
    if d.quoted or _is_turn(page, d):
        return "direct"
    if "block" in d.flags:
        return "mixed"
    phrases = False
    for s in d.content:
        if any(s.end <= q.end + 1 for q in (*page.enclosing(s.start), *page.quotes_in(s.start - 1, s.start + 2))):
            return "direct"
        phrases = phrases or any(
            is_phrase(page, q.inner_start, min(q.inner_end, s.end)) for q in page.quotes_in(s.start, s.end)
        )
    return "mixed" if phrases else "indirect"


def _is_turn(page: Page, d: Draft) -> bool:
    """«— Мост закрыт, — сказал мэр»: a turn of a dialogue opens its paragraph with a dash and needs no marks."""
    sentence = page.analysis.sentences[d.sentence]
    opens = page.document.passages[sentence.passage].span.start == sentence.start
    return d.rule == "after content" and opens and is_dash(page.tokens[sentence.first])


def is_phrase(page: Page, start: int, end: int) -> bool:
    """Quoted words that are somebody's words, not a name or title: lower-case start, or four words and more with a
    verb.
    """
    words = [t for t in page.tokens[page.token_at(start) : page.token_at(end)] if t.pos != "PUNCT"]
    if not words:
        return False
    if words[0].text[0].islower():
        return True
    return len(words) >= 5 and any(t.pos in ("VERB", "AUX") for t in words)


def deadline(page: Page, d: Draft) -> Span | None:
    """The first time limit in the content («до конца года», «к 1 июня»)."""
    for s in d.content:
        for e in page.times_in(s.start, s.end):
            if e.deadline and e.span.end <= s.end:
                return e.span
    return None
