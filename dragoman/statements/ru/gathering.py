"""All drafts of a Russian page in reading order: direct speech, cues, phrases, nouns; speakers along a chain."""

from __future__ import annotations

from dragoman.languages.ru import lexicon
from dragoman.mentions.extents import coordinated
from dragoman.mentions.page import Page
from dragoman.mentions.ru import subjects
from dragoman.statements.draft import Draft, Hit
from dragoman.statements.ru import blocks, chains, conditions, direct, documents, indirect, phrasal, relays, tails
from dragoman.statements.ru.cues import hits, is_long_participle


def gather(page: Page) -> list[Draft]:
    """Drafts of every rule, in reading order."""
    drafts = direct.find(page)
    for d in drafts:
        _find_source(page, d, None)
    used = {d.verb for d in drafts if d.verb >= 0}
    previous: Draft | None = None
    silent: list[Draft] = []
    by_sentence: dict[int, list[Draft]] = {}
    for d in drafts:
        by_sentence.setdefault(d.sentence, []).append(d)
    told = {d.sentence for d in drafts if d.source_head >= 0}
    known = {id(d) for d in drafts}
    for n, sentence in enumerate(page.analysis.sentences):
        if not page.minable(sentence):
            continue
        found = [*by_sentence.get(n, ()), *_of_sentence(page, n, used, previous, silent)]
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
    drafts = [d for d in drafts if d.content]
    for d in drafts:
        tails.fill(page, d)
        d.condition = conditions.condition(page, d)
    chains.follow(page, drafts, silent)
    _held_by_somebody(page, drafts)
    return drafts


HOLDERS = frozenset(("person", "office", "unnamed", "organ", "organization", "medium"))
"""Who can hold a view apart from the one who tells of it; what a state thinks is told by whoever speaks for it."""


def _held_by_somebody(page: Page, drafts: list[Draft]) -> None:
    """«газета пишет, что посол считает, что C»: the view of a third one inside a saying is a saying of its own."""
    for d in drafts:
        r = page.reference(d.source_head) if d.source_head >= 0 else None
        if d.rule == "complement clause" and "opinion" in d.flags and r is not None and r.kind in HOLDERS:
            d.flags = d.flags - {"opinion", "weak"}


def _of_sentence(page: Page, n: int, used: set[int], previous: Draft | None, silent: list[Draft]) -> list[Draft]:
    sentence = page.analysis.sentences[n]
    title = phrasal.headline(page, sentence)
    if title is not None:
        return [title]
    found = [d for d in phrasal.phrase_cues(page, sentence) if not _holds(page, d, used)]
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
            elif d.source_head >= 0:
                silent.append(d)
    taken = frozenset([*(d.verb for d in found), *(_content_noun(page, d) for d in found)])
    covered = {c for d in found for c in d.content}
    for d in phrasal.noun_cues(page, sentence, taken):
        if d.content[0] not in covered:
            found.append(d)
    return found


def _holds(page: Page, d: Draft, used: set[int]) -> bool:
    """«приводит слова N» after a quotation, which its verb has told already."""
    return d.cue is not None and any(v in used for v in range(page.token_at(d.cue.start), page.token_at(d.cue.end)))


def _content_noun(page: Page, d: Draft) -> int:
    """The noun that opens the content: «готовность» in «подтвердил готовность …» is no second cue."""
    if d.rule != "support verb":
        return -1
    first = page.token_at(d.content[0].start) if d.content else -1
    return next((k for k in range(first, min(first + 3, len(page.tokens))) if page.tokens[k].pos == "NOUN"), -1)


def _of_cue(page: Page, hit: Hit, numbers: frozenset[int]) -> list[Draft]:
    back = indirect.previous_sentence(page, hit, numbers)
    return back or documents.supported(page, hit, numbers) or indirect.find(page, hit, numbers)


def _find_source(page: Page, d: Draft, previous: Draft | None) -> None:
    """Fills the draft's source: a document's issuer, the subject, an organ with «в», or the speaker before."""
    if d.source_head >= 0 or d.verb < 0:
        return
    verb = page.tokens[d.verb]
    if "doc" in d.flags and documents.issuer(page, d):
        return
    head = subjects.subject_of(page, d.verb)
    if head >= 0 and (_told_by(page, head, d) or (previous is not None and _told_by(page, head, previous, d.verb))):
        head = -1
    if head < 0:
        head = subjects.locative_source(page, d.verb)
        d.flags = d.flags | {"there"} if head >= 0 else d.flags
    if head >= 0 and not _told_by(page, head, d):
        d.source_head, d.source = head, page.span(*coordinated(page, head))
        return
    if (
        previous is not None
        and not d.flags & {"doc", "passive"}
        and (verb.feats.get("Number") != "Plur" or _plural_goes_on(page, d, previous))
        and _same_stretch(page, d, previous)
    ):
        d.carried = previous
        d.source = previous.source if previous.sentence == d.sentence else None


def _told_by(page: Page, head: int, d: Draft, verb: int = -1) -> bool:
    """Word `head` is part of what `d` tells, the cue `verb` is not: nobody inside a saying does what stands outside."""
    at, outside = page.tokens[head].start, page.tokens[verb].start if verb >= 0 else -1
    inside = any(s.start <= at < s.end for s in d.content)
    return inside and not any(s.start <= outside < s.end for s in d.content)


def _plural_goes_on(page: Page, d: Draft, previous: Draft) -> bool:
    """«там заявили», «в МИД заявили, что C, и пообещали D»: a plural without a subject keeps the one before it."""
    same = previous.sentence == d.sentence and previous.verb >= 0 and "there" in previous.flags
    return page.tokens[max(0, d.verb - 1)].lower == "там" or (
        same and page.tokens[previous.verb].feats.get("Number") == "Plur"
    )


def _same_stretch(page: Page, d: Draft, previous: Draft) -> bool:
    return 0 <= d.sentence - previous.sentence <= 2


def _feels(page: Page, d: Draft) -> bool:
    """«убеждён в успехе», «обеспокоены ростом насилия»: a view or a feeling shown, unlike «готов к встрече»."""
    word = page.tokens[d.verb]
    told = lexicon.predicatives.get(word.lower, ()) if word.feats.get("Variant") == "Short" else ()
    return d.rule.startswith("nominal") and any(
        ("opinion" in p.flags and "weak" not in p.flags) or p.act in ("concern", "accuse") for p in told
    )


CLAUSES = ("complement clause", "colon clause", "after content", "as parenthesis")
"""Rules whose content is a whole clause."""


def speaks(page: Page, d: Draft) -> bool:
    """Somebody is there who can speak: an actor, a role, an animate noun, a document under a document verb, or a
    chain.
    """
    if "deed" in d.flags and d.rule not in (*CLAUSES, "infinitive"):
        return False
    if is_long_participle(page.tokens[d.verb]) and d.rule.startswith("nominal") and d.rule != "nominal о":
        return False  # «страны, поддержавшие договор»: told of them by the way
    if "weak" in d.flags and d.rule not in CLAUSES and not _feels(page, d):
        return False  # «намерен подписать», «хочет вступить»: told by the writer, an event at most
    if d.source_head < 0:
        if d.rule == "nominal A" and "doc" in d.flags:
            return False  # «отмечается рост цен»: seen, not said
        if d.rule == "as parenthesis" and d.source is None and d.carried is None:
            return False  # «как говорится, …»: nobody in particular
        if "passive" in d.flags:
            return d.act in ("demand", "propose", "state") or d.rule == "support verb" or "called" in d.flags
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
        or t.lemma in lexicon.speakers
        or t.lemma in documents.papers()
    )
