"""All that one page says."""

from __future__ import annotations

import msgspec

from dragoman.model.document import Document, Problem, Span
from dragoman.model.facts import Actor, Attribution, EventMention, Evidence, Mention, TimeExpression

CONTEXT = 32
"""Code points of text kept on each side of a piece of evidence, enough to find it again by eye."""


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """All text-layer rows of one document. `actors` are keyed by id; mentions, attributions and events point to
    them. coded: what an event coder counts, with the sides that each sentence names (docs/plover.md); type and mode
    may be PLOVER's own; coded_actors: actors named in it alone.
    """

    document: Document
    mentions: tuple[Mention, ...] = ()
    actors: dict[str, Actor] = {}
    times: tuple[TimeExpression, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    events: tuple[EventMention, ...] = ()
    coded: tuple[EventMention, ...] = ()
    coded_actors: dict[str, Actor] = {}
    problems: tuple[Problem, ...] = ()

    def evidence(self, span: Span, rule: str, version: str) -> Evidence:
        """The exact characters behind a fact."""
        text = self.document.text
        return Evidence(
            document_id=self.document.id,
            text_sha256=self.document.text_sha256,
            start=span.start,
            end=span.end,
            exact=span.of(text),
            prefix=text[max(0, span.start - CONTEXT) : span.start],
            suffix=text[span.end : span.end + CONTEXT],
            rule=rule,
            version=version,
        )
