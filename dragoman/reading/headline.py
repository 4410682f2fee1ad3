"""What makes a line a headline of wire copy: one clause with a finite verb or «Имя: …», and no full stop."""

from __future__ import annotations

import re
from functools import cache

from dragoman.reading import layout
from dragoman.reading.blocks import BULLET, ends_sentence

SHORTEST, LONGEST = 20, 150
"""Characters. Agencies keep headlines below 100; newspapers go to about 140."""
FEWEST_WORDS, MOST_WORDS = 3, 22

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
CYRILLIC = re.compile("[А-Яа-яЁё]")
SENTENCE_INSIDE = re.compile(r"[^\W\d_]{3,}[»\"”)]?[.!?…]\s+[«\"„“]?[A-ZА-ЯЁ]")
NAME_COLON = re.compile(r"[A-ZА-ЯЁ][\w.«»\"'’ -]{1,60}:\s+[\"«“„]?\w")
QUOTE_TAIL = re.compile('[»"”],?\\s*[-–—]\\s*[а-яёa-z]')
UNFINISHED = ",:;-–—("


@cache
def is_predicate(word: str) -> bool:
    """A Russian word that is more likely than not a finite verb or a short form («готов», «названы»)."""
    from dragoman.languages.ru.lemmas import parses_of  # loaded when the first candidate line is looked at

    parses = parses_of(word)[:6]
    share: float = sum(p.score for p in parses if str(p.tag.POS) in ("VERB", "PRTS", "ADJS", "PRED"))
    return share >= 0.5


def has_predicate(line: str) -> bool:
    """A line in Russian or English that holds a finite verb or what stands for one."""
    words = WORD.findall(line)[:MOST_WORDS]
    if CYRILLIC.search(line):
        return any(is_predicate(word.lower()) for word in words)
    return any(word in layout.whole("verb") for word in words) or is_title_case(words)


def is_title_case(words: list[str]) -> bool:
    """English Headlines Written Like This."""
    long = [word for word in words if len(word) > 3]
    return len(words) >= 5 and len(long) >= 3 and sum(word[0].isupper() for word in long) >= 0.8 * len(long)


def one_sentence(line: str) -> bool:
    """No sentence ends inside the line."""
    return SENTENCE_INSIDE.search(line) is None


def like_running_text(line: str) -> bool:
    """Words that a headline does not have: «Об этом…», «…, сообщил посол», «в среду», a quotation with its speaker."""
    folded = layout.fold(line)
    return (
        layout.begins("body", folded)
        or layout.holds("body", folded)
        or layout.holds("weekday", folded)
        or QUOTE_TAIL.search(line) is not None
    )


def wholly_quoted(line: str) -> bool:
    """A pull quote: the marks open at the start and close at the end."""
    return line[0] in '«"“„' and line[-1] in '»"”“' and not any(mark in line[1:-1] for mark in '«»"“”„')


def like_headline(line: str) -> bool:
    """A line that can be the headline of another story. A heading of the same story («Что известно…») is not one."""
    if not SHORTEST <= len(line) <= LONGEST or not FEWEST_WORDS <= len(line.split()) <= MOST_WORDS:
        return False
    if BULLET.match(line) or not (line.lstrip("«\"“„'")[:1].isupper() or line[0].isdigit()):
        return False
    if line[-1] in UNFINISHED or (ends_sentence(line) and line[-1] not in "?!") or not one_sentence(line):
        return False
    if line.isupper() or wholly_quoted(line) or like_running_text(line) or layout.begins("heading", layout.fold(line)):
        return False
    return NAME_COLON.match(line) is not None or has_predicate(line)
