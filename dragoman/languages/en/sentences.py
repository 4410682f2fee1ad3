"""Tokens of a passage to sentences, and to the finer units that are parsed one by one.

Decisions: a sentence is never cut inside quotation marks, so that a quotation and the words that bring it in stay
together; the parser gets each sentence of it by itself. A mark that nothing closes in its passage is no mark.
Abbreviations come from `abbreviations.tsv`; those that may end a sentence («in the U.S.») end one where a word follows
that starts sentences (`sentence_words.tsv`).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from dragoman.languages.en.tokenise import Words
from dragoman.languages.lexicon import of

Range = tuple[int, int]

LONGEST_UNIT = 250  # tokens parsed together: a sentence without an end costs no more than others
DEEPEST = 20  # open marks remembered: more is no real nesting, and unclosed marks must not make the search slow
SPEECH_WITHIN = 6  # tokens between a quoted question and its verb of speech: «“Why?” Deputy Minister Ann Harlow asked»
_ENDS = frozenset((".", "!", "?", "…", "..", "...", "....", "?!", "!?", "!!", "??", "…."))
_CLOSES = {"”": ("“", "„"), "»": ("«",), '"': ('"',), "''": ("``", "''")}
_EITHER = frozenset(('"', "''"))  # marks that open and close
_MARKS = frozenset('«»„“”"') | {"``", "''"}
_CLOSING = frozenset("»”\"’')]") | {"''"}
_OPENING = frozenset("«“„\"‘'([") | {"``"}
_DASHES = frozenset("-–—−‒―") | {"--"}


@cache
def abbreviations() -> dict[str, str]:
    """Each abbreviation with its full stop: when it ends a sentence."""
    return {abbreviation: ends for abbreviation, ends, _ in of("en").table("abbreviations.tsv")}


@cache
def sentence_words(kind: str) -> frozenset[str]:
    """The words of one kind in `sentence_words.tsv`."""
    return frozenset(word for word, its, _ in of("en").table("sentence_words.tsv") if its == kind)


def quoted(text: str, words: Words) -> list[Range]:
    """Token ranges of the outermost quotations, from the opening mark to the closing one (half-open)."""
    stack: list[tuple[str, int]] = []
    found: list[Range] = []
    for i, word in enumerate(words.clean):
        if word not in _MARKS:
            continue
        if _opens(words, i, stack):
            stack.append((word, i))
            del stack[:-DEEPEST]
        else:
            _close(stack, found, _CLOSES.get(word, ()), i)
    return _outermost(found)


def _opens(words: Words, i: int, stack: Sequence[tuple[str, int]]) -> bool:
    """Is this an opening mark: by its shape, or for one that also closes by what is open and by the spaces around."""
    mark = words.clean[i]
    if mark not in _EITHER:
        return mark in "«„“" or mark == "``"
    touches = i + 1 < len(words.clean) and words.starts[i + 1] == words.ends[i]
    if any(opened in _CLOSES[mark] for opened, _ in stack):
        return touches and _spaced_before(words, i)
    return i + 1 < len(words.clean) and (touches or _spaced_before(words, i))


def _spaced_before(words: Words, i: int) -> bool:
    return i == 0 or words.ends[i - 1] < words.starts[i] or words.clean[i - 1] in _OPENING | _DASHES


def _close(stack: list[tuple[str, int]], found: list[Range], openers: tuple[str, ...], i: int) -> None:
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
    """Sentences and units to parse of one passage, as token ranges; every unit lies within one sentence."""
    size = len(words.clean)
    if not size:
        return [], []
    cuts = sorted({*_cuts(words), *_line_cuts(text, words)})
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
    return list(pairwise([0, *cuts, size]))


def _cuts(words: Words) -> Iterator[int]:
    """Tokens that start a sentence after an end mark."""
    clean, size = words.clean, len(words.clean)
    cased = any(word[0].isupper() for word in clean)
    start = 0
    for i, word in enumerate(clean):
        if word[-1] not in ".!?…":
            continue
        after = i + 1
        while after < size and clean[after] in _CLOSING and _closes_here(words, after):
            after += 1
        if after >= size or (words.starts[after] == words.ends[after - 1] and after == i + 1):
            continue
        if _starts(clean, after, cased) and not _goes_on_after(words, start, i, after):
            yield after
            start = after


def _closes_here(words: Words, i: int) -> bool:
    """The mark at `i` closes: it touches what stands before, and nothing or a space follows."""
    if words.starts[i] != words.ends[i - 1]:
        return False
    return (
        words.clean[i] not in "\"'"
        or i + 1 == len(words.clean)
        or words.starts[i + 1] > words.ends[i]
        or (words.clean[i + 1] in _CLOSING)
    )


def _starts(clean: Sequence[str], i: int, cased: bool) -> bool:
    """Can a sentence start here: a capital, a number, or marks before one (a dash before a small letter goes on)."""
    for word in clean[i : i + 4]:
        if word[0].isalnum():
            return not cased or not word[0].islower()
        if word in _DASHES and i > 0:
            continue
        if word in ",;:)]»”" or word in _ENDS:
            return False
    return True


def _goes_on_after(words: Words, start: int, i: int, after: int) -> bool:
    """The end mark at `i` ends no sentence: an item's number, an abbreviation, or a question that is quoted."""
    clean, word = words.clean, words.clean[i]
    if word[-1] in "!?" and after > i + 1 and clean[after - 1] in "”\"»'’":
        return _brought_in(clean, after)
    if word == "." and i and words.starts[i] == words.ends[i - 1]:
        if i == start + 1 and clean[start].isdigit() and len(clean[start]) <= 3:
            return True
        word = clean[i - 1] + "."
    return word[-1] == "." and after == i + 1 and _abbreviated(word, clean, after)


def _brought_in(clean: Sequence[str], after: int) -> bool:
    """A speaker and a verb of speech follow: «“Why?” Harlow asked.»"""
    speech = sentence_words("speech")
    for n, word in enumerate(clean[after : after + SPEECH_WITHIN]):
        if word.lower() in speech:
            return n > 0
        if word[0] in '.!?;:“"' or (n == 0 and word.lower() in sentence_words("starter") - _PRONOUNS):
            return False
    return False


_PRONOUNS = frozenset("he she it they we i you the a an one".split())


def _abbreviated(word: str, clean: Sequence[str], after: int) -> bool:
    """The full stop belongs to an abbreviation or an initial, and the sentence goes on."""
    following = clean[after]
    if len(word) == 2 and word[0].isupper() and word != "I.":
        return True
    ends = abbreviations().get(word)
    if ends == "number":
        return following[0].isdigit()
    if ends is None:
        if not (word.count(".") > 1 and word[0].isalpha() and word[0].isupper() and word[-2].isupper()):
            return False  # not known, and no abbreviation by its looks («N.A.T.O.»)
        ends = "starter"
    if ends == "never":
        return True
    if following in _OPENING:
        return False
    return not (following[0].isupper() and following.lower() in sentence_words("starter"))


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
    return last[-1] in ".!?…;" and not clean[i][0].islower() and last not in abbreviations()


def _goes_on(clean: Sequence[str], i: int) -> bool:
    """The next line carries on the sentence: it starts with a small letter, or this one ends in a comma or dash."""
    return clean[i][0].islower() or clean[i - 1] == "," or clean[i - 1] in _DASHES
