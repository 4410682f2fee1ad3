"""Classes of what is acted on: what can be handed over, signed, sent; `languages/<language>/object_classes.tsv`."""

from __future__ import annotations

from functools import cache

from dragoman.languages.lexicon import of
from dragoman.mentions import Page

REFERENCE_CLASSES = {
    "country": frozenset(("territory", "state", "country")),
    "place": frozenset(("territory", "place")),
    "person": frozenset(("person",)),
    "pronoun": frozenset(("person",)),
    "group": frozenset(("person", "group")),
    "organization": frozenset(("organization", "body")),
}
"""What a reference counts as among the object classes, beside its noun's own."""

DOERS = frozenset(("person", "pronoun", "group", "organization", "unnamed", "office", "organ"))
"""Kinds of references that an entry with the flag `person` accepts as its doer."""


@cache
def object_classes(language: str) -> dict[str, frozenset[str]]:
    """Lemma → classes of what can be handed over, signed, sent."""
    out: dict[str, set[str]] = {}
    for row in of(language).table("object_classes.tsv"):
        out.setdefault(row[0], set()).update(row[1].split())
    return {k: frozenset(v) for k, v in out.items()}


def classes(page: Page, lemma: str) -> frozenset[str]:
    """Classes of the noun in the page's language."""
    return object_classes(page.analysis.language).get(lemma, frozenset())


def referred(page: Page, head: int) -> frozenset[str]:
    """Classes of the noun `head` by what it refers to."""
    r = page.reference(head)
    return REFERENCE_CLASSES.get(r.kind, frozenset()) if r is not None and r.head == head else frozenset()
