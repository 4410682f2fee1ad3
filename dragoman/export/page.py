"""A report for a person: title, statements, events, each with the sentence that it stands in."""

from __future__ import annotations

import re

from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from dragoman.model import Attribution, EventMention, Problem, Report, Span

ACT_STYLE = {
    "demand": "red", "warn": "red", "accuse": "red", "reject": "red", "deny": "red",
    "propose": "green", "promise": "green", "support": "green", "concern": "yellow",
}  # fmt: skip
WIDEST_QUOTE = 400
"""Code points of content shown; the offsets behind it tell where the rest is."""


def page(report: Report, explain: bool = False) -> Group:
    """The whole report as something that rich can print."""
    rows: list[Text | Padding] = [_heading(report)]
    if report.attributions:
        rows.append(Text("\nWho said what", style="bold"))
        rows += [
            Padding(_statement(report, k, a, explain), (0, 0, 0, 2 + 2 * _level(report, k)))
            for k, a in enumerate(report.attributions)
        ]
    if report.events:
        rows.append(Text("\nWho dealt with whom", style="bold"))
        rows += [Padding(_event(report, e, explain), (0, 0, 0, 2)) for e in report.events]
    if not report.attributions and not report.events:
        rows.append(Text("\nNo statements and no dealings found.", style="dim"))
    rows += [Text(problem(p), style="red") for p in report.problems]
    return Group(*rows, Text(""))


def problem(p: Problem) -> str:
    """One line that says what went wrong, where and what to do."""
    where = f"{p.document_id}: "
    return f"{where}{p.stage}: {p.message.removeprefix(where)}"


def _heading(report: Report) -> Text:
    d = report.document
    title = d.title or next((p.span.of(d.text) for p in d.passages if p.kind == "title"), d.id)
    out = Text(title, style="bold underline")
    dateline = next((p.span.of(d.text) for p in d.passages if p.kind == "dateline"), None)
    facts = [x for x in (d.publisher, d.published_at, dateline and " ".join(dateline.split())) if x]
    out.append("\n" + " · ".join(facts or ["publication date unknown"]), style="dim")
    return out


def _level(report: Report, k: int) -> int:
    level, a = 0, report.attributions[k]
    while a.within is not None and level < 4:
        level, a = level + 1, report.attributions[a.within]
    return level


def name(report: Report, actor_id: str | None, span: Span | None) -> str:
    """The usual name of an actor, or the words of the text where nobody is known."""
    actor = report.actors.get(actor_id) if actor_id else None
    if actor is not None and actor.kind != "unnamed":
        names = actor.names.get(report.document.language or "") or next(iter(actor.names.values()), (actor.id,))
        return names[0]
    return _words(report, span) if span else "?"


def _words(report: Report, span: Span) -> str:
    return " ".join(span.of(report.document.text).split())


def _statement(report: Report, k: int, a: Attribution, explain: bool) -> Text:
    out = Text(f"[{k}] ", style="dim")
    out.append(name(report, a.speaker_id, a.source), style="bold cyan")
    role = _role(report, a)
    if role:
        out.append(f" ({role})", style="cyan")
    if a.addressee or a.addressee_id:
        out.append(" → " + name(report, a.addressee_id, a.addressee), style="cyan")
    out.append(": ")
    out.append(a.act, style=ACT_STYLE.get(a.act, "blue"))
    content = " … ".join(_words(report, s) for s in a.content)
    shown = content if len(content) <= WIDEST_QUOTE else content[:WIDEST_QUOTE] + "…"
    out.append(f": «{shown}»" if a.type == "direct" else f": {shown}")
    for label, span in (("if", a.condition), ("by", a.deadline), ("at", a.venue), ("on", a.time)):
        if span:
            out.append(f" [{label}: {_words(report, span)}]", style="magenta")
    spans = ", ".join(f"{s.start}–{s.end}" for s in a.content)
    out.append(f"  {a.type} {spans}", style="dim")
    if explain:
        cue = _words(report, a.cue) if a.cue else "none"
        out.append(f"\n    rule: {a.rule}; cue: {cue}; speaker by: {_link_rule(report, a.source)}", style="dim italic")
        for conflict in _conflicts(report, a.source):
            out.append(f"\n    {conflict}", style="dim italic red")
    return out


def _role(report: Report, a: Attribution) -> str:
    if a.source is None:
        return ""
    for m in report.mentions:
        if m.role and m.span.overlaps(a.source) and m.actor_id == a.speaker_id:
            return _words(report, m.role)
    for m in report.mentions:
        if m.role and m.actor_id == a.speaker_id and m.kind == "person":
            return _words(report, m.role)
    return ""


def _link_rule(report: Report, span: Span | None) -> str:
    if span is None:
        return "the statement before"
    found = [m for m in report.mentions if m.span.overlaps(span) and m.link_rule]
    return max(found, key=lambda m: m.span.end - m.span.start).link_rule if found else "no rule"


def _conflicts(report: Report, span: Span | None) -> list[str]:
    return [m.conflict for m in report.mentions if span and m.conflict and m.span.overlaps(span)]


def _event(report: Report, e: EventMention, explain: bool) -> Text:
    out = Text("• ", style="dim")
    out.append(f"{e.type}/{e.mode}", style="bold green")
    out.append(f" {e.status}", style="green" if e.status == "held" else "yellow")
    who: dict[str, list[str]] = {}
    for a in e.arguments:
        who.setdefault(a.role, []).append(name(report, a.actor_id, a.span))
    out.append(": " + " → ".join(", ".join(who[r]) for r in ("actor", "recipient") if r in who), style="cyan")
    if "third_party" in who:
        out.append(" (through " + ", ".join(who["third_party"]) + ")", style="cyan")
    for label, span in (("about", e.object), ("where", e.place), ("when", e.time)):
        if span:
            out.append(f" [{label}: {_words(report, span)}]", style="magenta")
    out.append(f" {e.date}" if e.date else f" (date unknown: {e.date_reason})", style="bold" if e.date else "dim")
    out.append(f"\n    {sentence(report, e.trigger)}  {e.trigger.start}–{e.trigger.end}", style="dim")
    if explain:
        out.append(f"\n    rule: {e.rule}", style="dim italic")
    return out


STOP = re.compile(r"[.!?…][»”\"]?\s+(?=[«“\"А-ЯЁA-Z0-9–—-])")
LONGEST = 320
"""Code points of a sentence shown."""


def sentence(report: Report, span: Span) -> str:
    """The sentence around a span, cut where it is very long."""
    text = report.document.text
    around = next((p.span for p in report.document.passages if p.span.covers(span)), span)
    cuts = [around.start, *(m.end() for m in STOP.finditer(text, around.start, around.end)), around.end]
    start = max(c for c in cuts if c <= span.start)
    end = min(c for c in cuts if c >= span.end)
    shown = " ".join(text[start:end].split())
    return (
        shown
        if len(shown) <= LONGEST
        else "…" + " ".join(text[max(start, span.start - 120) : span.end + 120].split()) + "…"
    )
