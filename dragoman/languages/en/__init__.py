"""English: `analyse` gives the grammar of a text, `lexicon` the word tables of this folder."""

from __future__ import annotations

from dragoman.languages.en.analysis import analyse, warm
from dragoman.languages.lexicon import of

lexicon = of("en")

__all__ = ["analyse", "lexicon", "warm"]
