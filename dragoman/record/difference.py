"""What has changed between two versions of a page, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

CUT = re.compile(r"(?<=[.!?…])\s+|\n+")
MOST = 4000
"""Sentences of a version that are compared; comparing takes the square of their number at worst."""


def difference(old: str, new: str) -> Iterator[tuple[str, str]]:
    """What went (-) and what came (+), in the order of the page: ("-", "Talks are on Monday."), ("+", …)."""
    left, right = sentences(old), sentences(new)
    for what, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if what != "equal":
            yield from (("-", sentence) for sentence in left[a:b])
            yield from (("+", sentence) for sentence in right[c:d])


def sentences(text: str) -> list[str]:
    """The text cut at full stops and line ends, white space made even."""
    found = (" ".join(piece.split()) for piece in CUT.split(text))
    out = [piece for piece in found if piece]
    return out if len(out) <= MOST else [*out[:MOST], " ".join(out[MOST:])]
