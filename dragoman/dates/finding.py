"""All expressions of time of a document, in order, each resolved with what was told before it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from dragoman.dates import tense, words
from dragoman.dates.context import Context, Resolution
from dragoman.dates.drafts import Draft, drafts, grammar_of
from dragoman.dates.meaning import Meaning
from dragoman.dates.resolve import resolve
from dragoman.dates.words import Words
from dragoman.languages.base import Analysis
from dragoman.model import Span, TimeExpression

HEAD_PASSAGES = 4
"""Title, subtitle, dateline or caption, first paragraph: where a full date is the story's own."""

MODS = {"until": "BEFORE", "by": "BEFORE", "before": "BEFORE", "after": "AFTER"}

Item = tuple[Words, Draft]


def find(analysis: Analysis, published_at: str | None) -> tuple[TimeExpression, ...]:
    """The expressions of time; `published_at`: ISO 8601 day or time of publication, None when not known."""
    lexicon, grammar = words.load(analysis.language), grammar_of(analysis.language)
    people = frozenset(i for name in analysis.names if name.kind == "PER" for i in range(name.first, name.last))
    items: list[Item] = []
    for sentence in analysis.sentences:
        view = Words(lexicon, analysis.tokens, sentence.first, sentence.last, people)
        items.extend((view, draft) for draft in drafts(view, grammar))
    context = opened(analysis, items, published_at)
    out = []
    sentence_now = passage_now = -1
    for view, draft in items:
        number = analysis.tokens[draft.first].sentence
        if number != sentence_now:
            sentence_now, context.year_adverbial = number, False
            if context.now is None:
                context.year = None
        if analysis.sentences[number].passage != passage_now:
            passage_now = analysis.sentences[number].passage
        out.append(told(analysis, view, draft, context))
    return tuple(out)


def opened(analysis: Analysis, items: list[Item], published_at: str | None) -> Context:
    """The context at the head of the document."""
    day, clock = published(published_at)
    if day is not None:
        return Context(day, "published_at", clock)
    side, story = story_day(analysis, items)
    return Context(story if side == "past" else None, "story", near=story)


def published(given: str | None) -> tuple[date | None, datetime | None]:
    """Day and, where told, time of publication, as printed."""
    if not given:
        return None, None
    try:
        day = date.fromisoformat(given[:10])
        return day, datetime.fromisoformat(given.replace("Z", "+00:00")) if len(given) > 10 else None
    except ValueError:
        return None, None


def story_day(analysis: Analysis, items: list[Item]) -> tuple[str, date | None]:
    """The full date at the head on which what is told happened, or will; none when a later year is told."""
    side, found, latest = "", None, 0
    for view, draft in items:
        m = draft.meaning
        latest = max(latest, m.year or 0)
        head = analysis.sentences[analysis.tokens[draft.first].sentence].passage < HEAD_PASSAGES
        if found is None and head and m.grain == "day" and m.year and m.lead in ("", "in", "on") and not m.until:
            side = tense.of(analysis, view, draft.first, draft.last).side
            found = resolve(m, Context(None, ""), tense.Tense).earliest if side in ("past", "future") else None
    return (side, found) if found and found.year >= latest else ("", None)


def told(analysis: Analysis, view: Words, draft: Draft, context: Context) -> TimeExpression:
    """One expression resolved; the context moves on."""
    first, last = draft.first, draft.last
    known: list[tense.Tense] = []

    def side() -> tense.Tense:
        if not known:
            known.append(tense.of(analysis, view, first, last))
        return known[0]

    m = draft.meaning
    if m.past and (side().side == "past" or (side().side != "future" and not side().near)):
        m = m.past
    if m.choice == "eve":  # «во вторник прилетит в Рим, а накануне посетит Мадрид»
        told_before = context.spoken is not None and context.now is not None and context.spoken > context.now
        m = replace(m, choice="", story=told_before and side().side == "future")
    resolution = resolve(m, context, side)
    remember(context, m, resolution, first == view.first or m.lead == "in")
    return TimeExpression(
        span=Span(analysis.tokens[first].start, analysis.tokens[last - 1].end),
        type=m.type,
        value=resolution.value,
        mod=m.mod or MODS.get(m.lead),
        anchor=resolution.anchor,
        quant=m.quant,
        freq=m.freq,
        earliest=iso(resolution.earliest),
        latest=iso(resolution.latest),
        deadline=is_deadline(m, resolution, context, side),
        reason=resolution.reason,
        rule=f"dates.{draft.rule}",
    )


def is_deadline(m: Meaning, resolution: Resolution, context: Context, side: Callable[[], tense.Tense]) -> bool:
    """A limit to what is still to come: «уйдут до конца года», not «до 2010 года был послом»."""
    if m.type == "DURATION":
        return m.limit or (m.lead == "over" and side().side == "future")
    if not m.limit:
        return False
    over = context.now is None or resolution.latest is None or resolution.latest < context.now
    return not (over and side().side == "past")


def remember(context: Context, m: Meaning, resolution: Resolution, adverbial: bool) -> None:
    """Later words may be counted from this day, this period or this year."""
    placed = resolution.placed
    if placed is None and resolution.value and resolution.earliest and m.type == "DATE":
        return
    interval = placed.interval if placed else None
    if interval is None:
        return
    if interval.first == interval.last:
        context.spoken = interval.first
    context.period = interval
    if m.year is not None or m.grain == "year" or interval.first == interval.last:
        context.year = interval.first.year
        context.year_adverbial = m.year is not None and adverbial


def iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
