"""The nouns: what one page says, by offsets (the text layer). Imports nothing else of dragoman.

Offsets are code points into `Document.text`, half-open. Value sets are closed: see `acts`, `STATUSES` and the like
below.
"""

from dragoman.model.document import PASSAGE_KINDS, SKIPPED_KINDS, Document, Passage, Problem, Span
from dragoman.model.facts import (
    ACTS,
    ATTRIBUTION_TYPES,
    MODES,
    STATUSES,
    Actor,
    Argument,
    Attribution,
    EventMention,
    Evidence,
    Mention,
    TimeExpression,
)
from dragoman.model.report import Report

__all__ = [
    "ACTS",
    "ATTRIBUTION_TYPES",
    "MODES",
    "PASSAGE_KINDS",
    "SKIPPED_KINDS",
    "STATUSES",
    "Actor",
    "Argument",
    "Attribution",
    "Document",
    "EventMention",
    "Evidence",
    "Mention",
    "Passage",
    "Problem",
    "Report",
    "Span",
    "TimeExpression",
]
