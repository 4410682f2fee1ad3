"""Who does it: the subject of a verb, wherever the sentence keeps it; by the rules of the page's language."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module

from dragoman.mentions.page import Page


def subject_of(page: Page, v: int) -> int:
    """Token number of the one who does `v`, or -1."""
    return _rule(page.analysis.language)(page, v)


@cache
def _rule(language: str) -> Callable[[Page, int], int]:
    found: Callable[[Page, int], int] = import_module(f"dragoman.mentions.{language}.subjects").subject_of
    return found
