"""Russian: `analyse` gives the grammar of a text, `lexicon` the word tables of this folder."""

from __future__ import annotations

from dragoman.languages.lexicon import of
from dragoman.languages.ru.analysis import analyse, warm

lexicon = of("ru")

__all__ = ["analyse", "lexicon", "warm"]
