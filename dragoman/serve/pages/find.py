"""Search: the facts of a query, and what to narrow it by; help for the language of queries."""

from __future__ import annotations

from itertools import islice

from dragoman.record.find import Search
from dragoman.record.query import FIELDS
from dragoman.serve.pages.listing import PER_PAGE, Choice, choices, items, lines_of
from dragoman.serve.view import Shown, View, address

FURTHEST = 2_000
"""Facts that can be paged through; a narrower query finds the rest."""


def page(view: View) -> Shown:
    """The facts that a query finds, newest or best first, a page at a time."""
    query, start = view.asked.get("q", ""), view.number("start", 0, FURTHEST)
    relevant = view.asked.get("order") == "relevant"
    search = view.finder.search(query)
    hits = list(islice(view.finder.hits(search, relevant), start, start + PER_PAGE + 1))
    found = items(view, hits[:PER_PAGE], search.words)
    narrow, counted = _choices(view, search, query) if not start else ({}, 0)
    following = address("/find", q=query, start=start + PER_PAGE, order="relevant" if relevant else None)
    data = {
        "query": query,
        "items": found,
        "choices": narrow,
        "counted": counted,
        "start": start,
        "relevant": relevant,
        "more": following if len(hits) > PER_PAGE and start < FURTHEST else "",
    }
    return Shown("find.html", query or view.t("newest"), data, lines_of(found))


def _choices(view: View, search: Search, query: str) -> tuple[dict[str, list[Choice]], int]:
    """What to narrow the search by, kept for those who turn pages or come back."""
    return view.kept.get(("choices", query, view.language), lambda: choices(view.anew(), search, query))


def help_page(view: View) -> Shown:
    """What can be asked."""
    return Shown("help.html", view.t("help"), {"fields": tuple(FIELDS)})
