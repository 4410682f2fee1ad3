"""The outline of a word as the networks were trained to see it: script or mark, and the pattern of capitals."""

from __future__ import annotations

from functools import lru_cache

import regex

_MARKS = "!#$%&()[]\\/*+,.:;<=>?@^_{|}~-‐−‒⁃–—―`\"'«»„“ʼʻ”№…"
_KIND = regex.compile(
    r"(?P<RU>[а-яё]+)|(?P<EN>[a-z]+)|(?P<NUM>[+-]?\d+)|(?P<PUNCT>[" + regex.escape(_MARKS) + "]+)",
    regex.IGNORECASE,
)


def _title(word: str) -> bool:
    return len(word) > 1 and word[0].isupper() and word[1:].islower()


def _outline(word: str) -> str:
    if len(word) == 1:
        return "X" if word.isupper() else "x"
    if word.isupper():
        return "XX"
    if word.islower():
        return "xx"
    if _title(word):
        return "Xx"
    left, dash, right = word.partition("-")
    return "Xx-Xx" if dash and _title(left) and _title(right) else "OTHER"


@lru_cache(maxsize=50_000)
def shape(word: str) -> str:
    """One of the 65 shapes of the networks, e.g. RU_Xx for «Москва», NUM for «2021», PUNCT_, for a comma."""
    found = _KIND.match(word)
    kind = found.lastgroup if found else None
    if kind in ("RU", "EN"):
        return f"{kind}_{_outline(word)}"
    if kind == "PUNCT":
        return f"PUNCT_{word if len(word) == 1 else 'OTHER'}"
    return "NUM" if kind else "OTHER"
