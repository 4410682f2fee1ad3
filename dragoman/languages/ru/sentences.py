"""Tokens of a passage to sentences, and to the finer units in which syntax is worked out.

Decisions: a sentence is never cut inside quotation marks, so that a quotation and the words that bring it in stay
together; the syntax network chooses governors over a whole unit, so inside marks it gets each sentence by itself. A
mark that nothing closes in its passage is no mark. Abbreviations come from `abbreviations.tsv`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from dragoman.languages.lexicon import of
from dragoman.languages.ru.tokenise import Words

Range = tuple[int, int]

LONGEST_UNIT = 300  # governors are chosen among all pairs of a unit: keeps one endless sentence affordable
DEEPEST = 20  # open marks remembered: more is no real nesting, and unclosed marks must not make the search slow
_ENDS = ".!?…"
_CLOSES = {"»": "«", "”": '“„"', "“": "„", '"': '"„“'}
_MARKS = frozenset('«»„“”"')
_CLOSING = frozenset('»”“")]')
_DASHES = frozenset("-–—−‒―")
_TIGHT = frozenset('([«„“"')


@cache
def abbreviations() -> dict[tuple[str, ...], str]:
    """Words of each abbreviation, dots left out: whether it ends a sentence ("never", "before", "before, not США")."""
    return {tuple(abbreviation.split(". ")): ends for abbreviation, ends, _ in of("ru").table("abbreviations.tsv")}


def quoted(text: str, words: Words) -> list[Range]:
    """Token ranges of the outermost quotations, from the opening mark to the closing one (half-open)."""
    stack: list[tuple[str, int]] = []
    found: list[Range] = []
    for i, word in enumerate(words.clean):
        if word not in _MARKS:
            continue
        if _opens(text, words, i, stack):
            stack.append((word, i))
            del stack[:-DEEPEST]
        else:
            _close(stack, found, _CLOSES[word], i)
    return _outermost(found)


def _opens(text: str, words: Words, i: int, stack: Sequence[tuple[str, int]]) -> bool:
    """Is this an opening mark: by its shape, or for those that both open and close, by what is open and the spaces."""
    mark = words.clean[i]
    if mark == "“":
        return not any(opened == "„" for opened, _ in stack)
    if mark != '"':
        return mark in "«„"
    if not any(opened in '"„“' for opened, _ in stack):
        return True
    before = i == 0 or words.ends[i - 1] < words.starts[i] or words.clean[i - 1] in _TIGHT
    return before and i + 1 < len(words.clean) and words.starts[i + 1] == words.ends[i]


def _close(stack: list[tuple[str, int]], found: list[Range], openers: str, i: int) -> None:
    """Pairs the closing mark with the last opening mark of its kind; marks left open in between are no marks."""
    for depth in range(len(stack) - 1, -1, -1):
        if stack[depth][0] in openers:
            found.append((stack[depth][1], i + 1))
            del stack[depth:]
            return


def _outermost(found: list[Range]) -> list[Range]:
    out: list[Range] = []
    for first, last in sorted(found):
        if not out or first >= out[-1][1]:
            out.append((first, last))
    return out


def split(text: str, words: Words) -> tuple[list[Range], list[Range]]:
    """Sentences and syntax units of one passage, as token ranges; every unit lies within one sentence."""
    size = len(words.clean)
    if not size:
        return [], []
    cuts = sorted({*_cuts(text, words), *_line_cuts(text, words)})
    units = sorted({*cuts, *_forced(cuts, size)})
    return _ranges(_outside(cuts, quoted(text, words)), size), _ranges(units, size)


def _outside(cuts: Sequence[int], quotations: Sequence[Range]) -> list[int]:
    """The cuts that fall in no quotation; both come in order."""
    inner = {cut for first, last in quotations for cut in cuts[bisect_right(cuts, first) : bisect_left(cuts, last)]}
    return [cut for cut in cuts if cut not in inner]


def _forced(cuts: Sequence[int], size: int) -> Iterator[int]:
    for first, last in _ranges(cuts, size):
        yield from range(first + LONGEST_UNIT, last, LONGEST_UNIT)


def _ranges(cuts: Sequence[int], size: int) -> list[Range]:
    edges = [0, *cuts, size]
    return list(pairwise(edges))


def _cuts(text: str, words: Words) -> Iterator[int]:
    """Tokens that start a sentence after an end mark."""
    clean, size = words.clean, len(words.clean)
    cased = any(word[0].isupper() for word in clean)
    start = 0
    for i, word in enumerate(clean):
        if word[0] not in _ENDS:
            continue
        after = i + 1
        while after < size and clean[after] in _CLOSING and words.starts[after] == words.ends[after - 1]:
            after += 1
        if after >= size or words.starts[after] == words.ends[after - 1]:
            continue
        if not _starts(clean, after, cased) or (word == "." and after == i + 1 and _goes_on_after(words, start, i)):
            continue
        yield after
        start = after


def _starts(clean: Sequence[str], i: int, cased: bool) -> bool:
    """Can a sentence start here: a capital, a number, or marks before one (a dash before a small letter goes on)."""
    for word in clean[i : i + 4]:
        if word[0].isalnum():
            return not cased or not word[0].islower()
        if word in ",;:)]»":
            return False
    return True


def _goes_on_after(words: Words, start: int, dot: int) -> bool:
    """The full stop ends no sentence: it numbers an item («2. Вывести войска») or belongs to an abbreviation."""
    numbered = dot == start + 1 and words.clean[start].isdigit() and len(words.clean[start]) <= 3
    return numbered or _abbreviated(words, dot, words.clean[dot + 1])


def _abbreviated(words: Words, dot: int, following: str) -> bool:
    """The full stop belongs to an abbreviation or an initial, and the sentence goes on."""
    if dot == 0 or words.starts[dot] != words.ends[dot - 1]:
        return False
    last = words.clean[dot - 1]
    if len(last) == 1 and last.isupper():
        return True
    known = abbreviations()
    parts: tuple[str, ...] = (last.lower().replace("ё", "е"),)
    at = dot - 1
    ends = known.get(parts)
    while at >= 2 and words.clean[at - 1] == "." and len(parts) < 3:
        at -= 2
        parts = (words.clean[at].lower(), *parts)
        ends = known.get(parts, ends)
    if ends is None or ends == "never":
        return ends is not None
    return not following[0].isupper() or ends == f"before, not {following}"


def _line_cuts(text: str, words: Words) -> Iterator[int]:
    """Tokens that start a line after one that looks complete: it ends in an end mark, is blank after, or is short."""
    start, end = words.starts[0], words.ends[-1]
    if text.find("\n", start, end) < 0:
        return
    width = max(len(line) for line in text[start:end].split("\n"))
    line_start = start
    for i in range(1, len(words.clean)):
        gap = text[words.ends[i - 1] : words.starts[i]]
        if "\n" not in gap:
            continue
        length = words.ends[i - 1] - line_start
        line_start = words.starts[i]
        if gap.count("\n") > 1 or _ends_line(words.clean, i) or (length < 0.6 * width and not _goes_on(words.clean, i)):
            yield i


def _ends_line(clean: Sequence[str], i: int) -> bool:
    last = clean[i - 1]
    if last in _CLOSING and i > 1:
        last = clean[i - 2]
    return last[0] in ".!?…;" and not clean[i][0].islower()


def _goes_on(clean: Sequence[str], i: int) -> bool:
    """The next line carries on the sentence: it starts with a small letter, or this one ends in a comma or dash."""
    return clean[i][0].islower() or clean[i - 1] == "," or clean[i - 1] in _DASHES
