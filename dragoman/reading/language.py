"""A first guess at the language of a page, by its letters: enough to choose a folder of `languages/`."""

from __future__ import annotations

import re

SAMPLE = 20_000
CYRILLIC = re.compile("[А-Яа-яЁёІіЇїЄєҐґЎў]")
LATIN = re.compile("[A-Za-z]")
NOT_RUSSIAN = (("be", "ўЎ"), ("uk", "їЇєЄґҐ"), ("uk", "іІ"))
ENGLISH = re.compile(r"\b(?:the|of|and|to|that|said|with|for|was|has|by|from)\b", re.I)


def guess_language(text: str) -> str | None:
    """`ru`, `uk`, `be` or `en`, or None when the letters do not tell."""
    sample = text[:SAMPLE]
    cyrillic, latin = len(CYRILLIC.findall(sample)), len(LATIN.findall(sample))
    if cyrillic > latin:
        for language, letters in NOT_RUSSIAN:
            if sum(sample.count(letter) for letter in letters) > 0.005 * cyrillic:
                return language
        return "ru"
    if latin > cyrillic and len(ENGLISH.findall(sample)) * 12 >= len(sample.split()):
        return "en"
    return None
