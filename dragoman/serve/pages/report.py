"""One report: its text as published, everything marked in it, and the facts beside it."""

from __future__ import annotations

from typing import Any

import msgspec

from dragoman.model import SKIPPED_KINDS, Report
from dragoman.record.lines import shown
from dragoman.serve.pages.marking import HUES, Fact, Marks, fact_keys, marks_of, segments
from dragoman.serve.view import NoSuchPageError, Shown, View


def page(view: View) -> Shown:
    """The page of a report; `?fact=KEY` lights the characters of one of its facts."""
    report = view.record.report(view.params["key"])
    if report is None:
        raise NoSuchPageError
    d = report.document
    speakers = dict.fromkeys(a.speaker_id for a in report.attributions)
    hues = {speaker: n % HUES + 1 for n, speaker in enumerate(speakers)}
    marks = Marks(marks_of(report, hues))
    passages = [
        {
            "kind": p.kind,
            "dimmed": p.kind in SKIPPED_KINDS,
            "segments": segments(d.text, p.span, marks.within(p.span)),
        }
        for p in sorted(d.passages, key=lambda p: p.span.start)
    ]
    facts = facts_of(view, report, hues)
    data: dict[str, Any] = {
        "document": {
            "key": d.id, "title": d.title or d.id, "publisher": d.publisher, "agency": d.agency, "url": d.url,
            "published_at": d.published_at, "modified_at": d.modified_at, "language": d.language,
            "reprint_of": d.reprint_of, "reprints": _reprints(view, d.id), "revisions": view.record.revisions(d.id),
        },
        "passages": passages,
        "facts": facts,
        "problems": [p.message for p in report.problems],
        "lit": view.asked.get("fact", ""),
    }  # fmt: skip
    return Shown(
        "report.html",
        d.title or d.id,
        data,
        tuple(msgspec.structs.asdict(f) for f in facts),
    )


def _reprints(view: View, key: str) -> list[str]:
    """Reports that are copies of this one."""
    query = (
        "SELECT c.key FROM documents d JOIN documents c ON c.reprint_of = d.id WHERE d.key = ? ORDER BY c.id LIMIT 20"
    )
    return [row["key"] for row in view.record.sql(query, (key,))]


def facts_of(view: View, report: Report, hues: dict[str | None, int]) -> list[Fact]:
    """Statements and events in the order in which they are read."""
    text, document = report.document.text, report.document.id
    out: list[tuple[int, Fact]] = []
    keys = fact_keys("s", document, (a.content[0].start for a in report.attributions))
    for key, a in zip(keys, report.attributions, strict=True):
        depth, outer = 0, a.within
        while outer is not None and depth < 4:
            depth, outer = depth + 1, report.attributions[outer].within
        words = " … ".join(s.of(text) for s in a.content)
        who = shown(report.actors.get(a.speaker_id or ""), view.language) or view.t("unknown")
        out.append((a.content[0].start, Fact(key, "s", a.act, "", who, words, depth, hues.get(a.speaker_id, 0))))
    keys = fact_keys("e", document, (e.trigger.start for e in report.events))
    for key, e in zip(keys, report.events, strict=True):
        names = (shown(report.actors.get(x.actor_id or ""), view.language) for x in e.arguments)
        who = " – ".join(dict.fromkeys(name for name in names if name))
        out.append((e.trigger.start, Fact(key, "e", e.mode, e.status, who, e.trigger.of(text), 0, 0)))
    return [fact for _, fact in sorted(out, key=lambda x: x[0])]
