"""Russian: words and grammar. `analyse` gives the grammar of a text; the other modules answer from the word tables."""

from __future__ import annotations

from dragoman.languages.ru.analysis import analyse, warm

__all__ = ["analyse", "warm"]
