"""From drafts to attributions: speakers shared along a chain, pieces told apart, nesting, type and act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.languages.grammar import is_dash
from dragoman.languages.ru import lexicon
from dragoman.mentions import subjects
from dragoman.mentions.extents import coordinated
from dragoman.mentions.page import Page
from dragoman.model import Attribution, Span
from dragoman.statements import blocks, conditions, direct, documents, indirect, phrasal, relays, tails
from dragoman.statements.cues import Hit, hits
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
    return finish(page, gather(page))


def gather(page: Page) -> list[Draft]:
    """Drafts of every rule, in reading order."""
    drafts = direct.find(page)
    for d in drafts:
        _find_source(page, d, None)
    used = {d.verb for d in drafts if d.verb >= 0}
    previous: Draft | None = None
    by_sentence: dict[int, list[Draft]] = {}
    for d in drafts:
        by_sentence.setdefault(d.sentence, []).append(d)
    told = {d.sentence for d in drafts if d.source_head >= 0}
    known = {id(d) for d in drafts}
    for n, sentence in enumerate(page.analysis.sentences):
        if not page.minable(sentence):
            continue
        found = [*by_sentence.get(n, ()), *_of_sentence(page, n, used, previous)]
        found = [d for d in found if d.rule != "previous sentence" or n - 1 not in told]
        found.sort(key=lambda d: d.cue.start if d.cue else d.start)
        for d in found:
            if "carried" in d.flags and d.source_head < 0 and d.carried is None:
                d.carried = previous
            if not d.source_head < 0 or d.carried is not None:
                previous = d
        drafts += [d for d in found if id(d) not in known]
        told |= {d.sentence for d in found if d.source_head >= 0}
    alone = blocks.extend(page, drafts)
    for d in alone:
        _find_source(page, d, previous)
    drafts += alone
    drafts += relays.inner_drafts(page, drafts)
    return [d for d in drafts if d.content]


def _of_sentence(page: Page, n: int, used: set[int], previous: Draft | None) -> list[Draft]:
    sentence = page.analysis.sentences[n]
    title = phrasal.headline(page, sentence)
    if title is not None:
        return [title]
    found = phrasal.phrase_cues(page, sentence)
    cues = hits(page, sentence)
    leaning = documents.support_verbs(page, sentence)
    numbers = frozenset([*(h.i for h in cues), *leaning])
    known = {h.i for h in cues}
    cues += [Hit(i, i, i + 1, ()) for i in leaning if i not in known]
    for hit in sorted(cues, key=lambda h: h.i):
        if hit.i in used:
            continue
        for d in _of_cue(page, hit, numbers):
            _find_source(page, d, found[-1] if found else previous)
            if speaks(page, d):
                found.append(d)
    taken = frozenset([*(d.verb for d in found), *(_content_noun(page, d) for d in found)])
    covered = {c for d in found for c in d.content}
    for d in phrasal.noun_cues(page, sentence, taken):
        if d.content[0] not in covered:
            found.append(d)
    return found


def _content_noun(page: Page, d: Draft) -> int:
    """The noun that opens the content: «готовность» in «подтвердил готовность …» is no second cue."""
    if d.rule != "support verb":
        return -1
    first = page.token_at(d.content[0].start) if d.content else -1
    return next((k for k in range(first, min(first + 3, len(page.tokens))) if page.tokens[k].pos == "NOUN"), -1)


def _of_cue(page: Page, hit: Hit, numbers: frozenset[int]) -> list[Draft]:
    return documents.supported(page, hit, numbers) or indirect.find(page, hit, numbers)


def _find_source(page: Page, d: Draft, previous: Draft | None) -> None:
    """Fills the draft's source: a document's issuer, the subject, an organ with «в», or the speaker before."""
    if d.source_head >= 0 or d.verb < 0:
        return
    verb = page.tokens[d.verb]
    if "doc" in d.flags and documents.issuer(page, d):
        return
    head = subjects.subject_of(page, d.verb)
    if head < 0:
        head = subjects.locative_source(page, d.verb)
        d.flags = d.flags | {"there"} if head >= 0 else d.flags
    if head >= 0 and not any(s.start <= page.tokens[head].start < s.end for s in d.content):
        d.source_head, d.source = head, page.span(*coordinated(page, head))
        return
    if (
        previous is not None
        and "doc" not in d.flags
        and (verb.feats.get("Number") != "Plur" or page.tokens[max(0, d.verb - 1)].lower == "там")
        and _same_stretch(page, d, previous)
    ):
        d.carried = previous
        d.source = previous.source if previous.sentence == d.sentence else None


def _same_stretch(page: Page, d: Draft, previous: Draft) -> bool:
    return 0 <= d.sentence - previous.sentence <= 2


CLAUSES = ("complement clause", "colon clause", "after content", "as parenthesis")
"""Rules whose content is a whole clause."""


def speaks(page: Page, d: Draft) -> bool:
    """Somebody is there who can speak: an actor, a role, an animate noun, a document under a document verb, or a
    chain.
    """
    if "deed" in d.flags and d.rule not in (*CLAUSES, "infinitive"):
        return False
    if "weak" in d.flags and d.rule not in CLAUSES:
        return False  # «намерен подписать», «хочет вступить»: told by the writer, an event at most
    if d.source_head < 0:
        if d.rule == "nominal A" and "doc" in d.flags:
            return False  # «отмечается рост цен»: seen, not said
        if d.rule == "as parenthesis" and d.source is None and d.carried is None:
            return False  # «как говорится, …»: nobody in particular
        if "passive" in d.flags and d.act in ("demand", "propose", "state"):
            return True
        return (d.carried is not None and "weak" not in d.flags) or ("doc" in d.flags and "weak" not in d.flags)
    t = page.tokens[d.source_head]
    r = page.reference(d.source_head)
    if r is not None and r.kind != "adjective":
        if (
            "weak" in d.flags
            and r.kind in ("document", "place", "pronoun")
            and not (r.kind == "pronoun" and t.feats.get("Animacy") == "Anim")
        ):
            return r.kind == "pronoun" and t.lower in ("он", "она", "они", "мы", "я")
        return r.kind != "place" or t.pos == "PROPN"
    if "weak" in d.flags:
        return "opinion" in d.flags and t.feats.get("Animacy") == "Anim" and r is None
    return (
        "there" in d.flags
        or t.feats.get("Animacy") == "Anim"
        or t.pos == "PROPN"
        or t.lemma in lexicon.speakers()
        or t.lemma in documents.papers()
    )


def finish(page: Page, drafts: list[Draft]) -> list[Told]:
    """Sorts, drops doubles, nests, and gives type, act, tails, condition and deadline."""
    for d in drafts:
        tails.fill(page, d)
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
            condition=conditions.condition(page, d),
            deadline=conditions.deadline(page, d),
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
    senses = lexicon.cues().get(page.tokens[d.verb].lemma, ()) if d.verb >= 0 else ()
    return d.negated and any("weak" in c.flags for c in senses)


def _only_echoes(page: Page, kept: Sequence[Draft], k: int) -> bool:
    """A saying inside another that is no telling of its own: «Россия готова …», «я думаю, …», or one by the same
    speaker.
    """
    inner, n = kept[k], _outer(kept, k)
    if n is None or inner.outer is not None:
        return False
    if inner.flags & {"weak", "opinion"} or _is_plan(page, inner) or inner.rule == "quotation without cue":
        return True
    if inner.source_head < 0:
        return inner.carried is not None or "doc" not in inner.flags
    word = page.tokens[inner.source_head]
    return word.lemma in ("я", "мы", "вы", "ты") or (kept[n].source_head == inner.source_head)


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
        if i != k and any(s.start <= probe.start and probe.end <= s.end for s in d.content):
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
