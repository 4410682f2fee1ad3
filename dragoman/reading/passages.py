"""A text as passages: title, subtitle, dateline, paragraph, caption, list, related, boilerplate.

The rules go by how wire copy is laid out in any outlet. They run in four rounds: what a line says by itself, what
follows a heading such as «Рекомендуем», the head of the page, and the body. What no rule claims is a paragraph:
a paragraph taken for furniture costs facts, the reverse costs little.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from statistics import median

from dragoman.model import Passage, Span
from dragoman.reading import layout
from dragoman.reading.blocks import BULLET, Block, blocks, ends_sentence
from dragoman.reading.dateline import Dateline, find_dateline
from dragoman.reading.headline import (
    NAME_COLON,
    WORD,
    has_predicate,
    is_title_case,
    like_headline,
    like_running_text,
    one_sentence,
)

FURNITURE_LENGTH = 300
"""Characters: a longer line is no share button, credit or copyright note."""
BODY_LENGTH = 100
"""Characters from which a block counts as running text when the page's habits are looked at."""
TITLE_LENGTH, SUBTITLE_LENGTH = 220, 300
HEAD_BLOCKS = 6
"""Blocks in which title, subtitle, captions and dateline are looked for."""

URL_LINE = re.compile(r"(?:https?://|www\.)\S+$|[\w.-]+@[\w-]+\.[a-z]{2,}$", re.I)
TIME = r"\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s?[ap]\.?m\.?)?|\d{1,2}\s[ap]\.?m\.?"
ZONE = r"(?:\s*(?:мск|msk|utc|gmt|bst|cet|[ecp][sd]?t|am|pm)\b)?"
DAY = (
    r"(?:[А-Яа-я]{5,11},? |[A-Z][a-z]{2,8}\.?,? )?"
    r"(?:\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{4}-\d{2}-\d{2}"
    r"|\d{1,2} [А-Яа-яA-Za-z]{3,9}\.?,? \d{4}"
    r"|[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4})(?: ?(?:г\.|года))?"
)
TOLD = r"(?:(?:first |last |originally )?(?:published|updated|posted|modified|issued)(?: on| at)?:? )"
STAMP = re.compile(
    rf"{TOLD}?(?:(?:{TIME}){ZONE}[,\s|]*)?{DAY}[,\s|T—–-]*(?:в |at )?(?:{TIME})?{ZONE}(?:\s*\([^()]{{0,60}}\))?\.?$"
    rf"|{TOLD}(?:{TIME}){ZONE}\.?$",
    re.I,
)
NAMES = r"[A-Z][\w.'’-]*(?:,? (?:(?:and|of|in|for|the|de|van|von|al|der|du|da|bin) )*[A-Z][\w.'’-]*){1,11}"
BYLINE = re.compile(rf"(?:By|BY|by) {NAMES}(?: [|/] [A-Z][\w.]*(?: [A-Z][\w.]*)?)?$")
"""«By Jane Smith and John Doe, in Geneva»: nothing but names after the word, and no full stop."""


@dataclass(slots=True)
class Page:
    """A page while it is being split; `kinds` is filled round by round. `title`: as the metadata give it."""

    text: str
    blocks: list[Block]
    title: str | None
    kinds: list[str | None] = field(default_factory=list)
    headings: frozenset[int] = frozenset()
    dateline: Dateline | None = None

    def line(self, i: int) -> str:
        """The text of a block."""
        return self.blocks[i].span.of(self.text)

    def short(self, i: int, limit: int = FURNITURE_LENGTH) -> bool:
        """The block has at most `limit` characters."""
        span = self.blocks[i].span
        return span.end - span.start <= limit

    def length(self, i: int) -> int:
        """Characters of a block."""
        return self.blocks[i].span.end - self.blocks[i].span.start

    def stopped(self, i: int) -> bool:
        """The block ends with a full stop or the like."""
        span = self.blocks[i].span
        return ends_sentence(self.text[max(span.start, span.end - 12) : span.end])

    def open(self) -> list[int]:
        """Blocks that no rule has claimed yet."""
        return [i for i, kind in enumerate(self.kinds) if kind is None]


Rule = Callable[[Page, int], str | None]


def split_passages(
    text: str, title: str | None = None, known: Mapping[Span, str] | None = None
) -> tuple[tuple[Passage, ...], Dateline | None]:
    """The passages of a text, in order, and its dateline.

    `known`: the blocks that the markup of the page told, with their kinds; `text` and `heading` are left to the rules.
    """
    page = Page(text, blocks(text) if known is None else [Block(span, True, True) for span in known], title)
    told = list(known.values()) if known is not None else [None] * len(page.blocks)
    page.kinds = [None if kind in ("text", "heading") else kind for kind in told]
    page.headings = frozenset(i for i, kind in enumerate(told) if kind == "heading")
    by_itself(page)
    after_headings(page)
    head(page, titled="title" in told)
    find_page_dateline(page)
    body(page)
    return tuple(passages_of(page)), page.dateline


def passages_of(page: Page) -> list[Passage]:
    """The blocks with their kinds, the dateline cut from its paragraph."""
    out = []
    for block, kind in zip(page.blocks, page.kinds, strict=True):
        span = block.span
        if page.dateline and page.dateline.span.start == span.start and kind is None:
            out.append(Passage("dateline", page.dateline.span))
            rest = page.text[page.dateline.span.end : span.end]
            span = Span(span.end - len(rest.lstrip()), span.end)
        if span.end > span.start:
            out.append(Passage(kind or "paragraph", span))
    return out


# Round 1: what a line says by itself.


def marks_only(page: Page, i: int) -> str | None:
    """«* * *»"""
    return "boilerplate" if not any(c.isalnum() for c in page.line(i)) else None


def address(page: Page, i: int) -> str | None:
    """A link or mail address alone on its line."""
    return "boilerplate" if URL_LINE.match(page.line(i)) else None


def stamp(page: Page, i: int) -> str | None:
    """«15 декабря 2021, 14:30» alone on its line tells when the page appeared, if it stands at the head."""
    if page.short(i, 90) and STAMP.match(page.line(i)):
        return "dateline" if i < HEAD_BLOCKS else "boilerplate"
    return None


def byline(page: Page, i: int) -> str | None:
    """«By Jane Smith» alone on its line."""
    fits = page.short(i, 120) and BYLINE.match(page.line(i))
    return "boilerplate" if fits and i < len(page.blocks) - 1 else None


def furniture(page: Page, i: int) -> str | None:
    """«Обсудить», «Подписывайтесь на наш канал», «Фото: …»"""
    line = page.line(i)
    folded = layout.fold(line)
    if layout.is_whole("boilerplate", line) or layout.is_whole("tail", line):
        return "boilerplate"
    return "boilerplate" if layout.begins("boilerplate", folded) or layout.holds("boilerplate", folded) else None


def pointer(page: Page, i: int) -> str | None:
    """«Читайте также: …»"""
    return "related" if page.short(i, 200) and layout.begins("related", layout.fold(page.line(i))) else None


def worded_caption(page: Page, i: int) -> str | None:
    """«На фото: …», «Иванов (слева) и Петров»"""
    folded = layout.fold(page.line(i))
    return "caption" if layout.begins("caption", folded) or layout.holds("caption", folded) else None


OWN_RULES: tuple[Rule, ...] = (marks_only, address, stamp, byline, furniture, pointer, worded_caption)


def by_itself(page: Page) -> None:
    """The first of `OWN_RULES` that claims a short line."""
    for i in page.open():
        if page.short(i):
            page.kinds[i] = next((kind for rule in OWN_RULES if (kind := rule(page, i))), None)


# Round 2: what follows «Рекомендуем» or «Источники».


def after_headings(page: Page) -> None:
    """Lines after a heading of links are links, up to the next real paragraph."""
    kind = None
    for i in range(1, len(page.blocks)):
        if page.kinds[i] == "boilerplate":
            heading = layout.fold(page.line(i)).strip(layout.EDGE) if page.short(i, 60) else ""
            kind = layout.whole("tail").get(heading, kind)
        elif kind and page.kinds[i] in (None, "list"):
            if page.length(i) >= 2 * BODY_LENGTH or (
                kind == "related" and page.stopped(i) and not page.short(i, BODY_LENGTH)
            ):
                kind = None
            else:
                page.kinds[i] = kind


# Round 3: the head of the page.


def head(page: Page, titled: bool) -> None:
    """Title, then at most three subtitles and captions, up to the first block that opens the body."""
    rest = page.open()
    if len(rest) < 2 or find_dateline(page.text, page.blocks[rest[0]].span):
        return
    if not titled:
        if not is_title(page, rest):
            return
        page.kinds[rest.pop(0)] = "title"
    for _ in range(3):
        if len(rest) < 2 or rest[0] >= HEAD_BLOCKS or find_dateline(page.text, page.blocks[rest[0]].span):
            return
        kind = next((kind for rule in HEAD_RULES if (kind := rule(page, rest[0]))), None)
        if kind is None:
            return
        page.kinds[rest.pop(0)] = kind


def is_title(page: Page, rest: list[int]) -> bool:
    """The first block is the title of the page: as the metadata say, or without a full stop, or told again below."""
    first = rest[0]
    line = page.line(first)
    if page.title and layout.fold(line) == layout.fold(page.title):
        return True
    if not page.short(first, TITLE_LENGTH) or BULLET.match(line) or not one_sentence(line) or line[-1] in ",:;":
        return False
    if not page.stopped(first):
        return True
    if not page.short(first, 130) or not page.blocks[first].before_blank or like_running_text(line):
        return False
    below = " ".join(page.line(i)[:400] for i in rest[1:3])
    long_paragraphs = median(page.length(i) for i in rest[1:20]) >= 4 * len(line)
    return line[-1] in "?!" or told_again(line, below) or is_title_case(WORD.findall(line)) or long_paragraphs


def told_again(line: str, below: str) -> bool:
    """Half of the longer words of a title come back in the first lines of the story."""
    stems = {word[:5] for word in re.findall(r"\w{4,}", layout.fold(line))}
    again = {word[:5] for word in re.findall(r"\w{4,}", layout.fold(below))}
    return len(stems) >= 3 and len(stems & again) >= 0.5 * len(stems)


def bare_caption(page: Page, i: int) -> str | None:
    """«Дворец Наций в Женеве»: a few words without a verb under the title."""
    line = page.line(i)
    few = len(line.split()) <= (8 if page.stopped(i) else 12)
    fits = few and ":" not in line and line[-1] not in ",;?!" and not BULLET.match(line) and one_sentence(line)
    return "caption" if fits and not has_predicate(line) else None


def unstopped_subtitle(page: Page, i: int) -> str | None:
    """A line under the title that has no full stop either."""
    line = page.line(i)
    fits = page.short(i, SUBTITLE_LENGTH) and not page.stopped(i) and one_sentence(line)
    return "subtitle" if fits and line[-1] not in ",:;" and not BULLET.match(line) else None


def stopped_subtitle(page: Page, i: int) -> str | None:
    """One sentence under the title, set apart by blank lines, much shorter than the paragraphs of the story."""
    line = page.line(i)
    block = page.blocks[i]
    if not (page.short(i, SUBTITLE_LENGTH) and block.after_blank and block.before_blank and one_sentence(line)):
        return None
    later = [page.length(j) for j in range(i + 1, min(len(page.blocks), i + 20)) if page.kinds[j] is None]
    if len(later) < 2 or like_running_text(line) or "subtitle" in page.kinds[:i]:
        return None
    return "subtitle" if median(later) >= 1.8 * page.length(i) else None


HEAD_RULES: tuple[Rule, ...] = (bare_caption, unstopped_subtitle, stopped_subtitle)


def find_page_dateline(page: Page) -> None:
    """The first dateline among the first blocks of the body."""
    for i in page.open()[:3]:
        found = find_dateline(page.text, page.blocks[i].span)
        if found:
            page.dateline = found
            return


# Round 4: the body.


def body(page: Page) -> None:
    """Lists and headlines of other stories; the rest stays paragraphs."""
    rest = page.open()
    lists(page, rest)
    rest = page.open()
    if not mines_headlines(page, rest):
        return
    tail = max(
        (k for k, i in enumerate(rest) if page.stopped(i) and page.text[page.blocks[i].span.end - 1] != "?"), default=0
    )
    candidates = [
        k for k in range(1, len(rest)) if stands_alone(page, rest, k) and (k > tail or not page.stopped(rest[k]))
    ]
    for run in runs(candidates):
        last_of_all = run[-1] == len(rest) - 1
        if (len(run) <= 3 or last_of_all) and not introduced(page, rest[run[0] - 1]):
            for k in run:
                page.kinds[rest[k]] = "related"


def lists(page: Page, rest: list[int]) -> None:
    """Items with bullets or numbers; with dashes only after a colon, since dialogue has dashes too."""
    for k, i in enumerate(rest):
        if not BULLET.match(page.line(i)[:4]):
            continue
        dashed = page.line(i)[0] in "-–—"
        before = rest[k - 1] if k else None
        if not dashed or (before is not None and (introduced(page, before) or page.kinds[before] == "list")):
            page.kinds[i] = "list"


def introduced(page: Page, before: int) -> bool:
    """The block before ends with a colon: what follows belongs to it."""
    return page.text[page.blocks[before].span.end - 1] == ":"


def mines_headlines(page: Page, rest: list[int]) -> bool:
    """The paragraphs end with full stops and it is no interview: only then does a missing stop mean something."""
    long = [i for i in rest if page.length(i) >= BODY_LENGTH]
    if len(long) < 2 or sum(page.stopped(i) for i in long) < 0.8 * len(long):
        return False
    turns = [i for i in rest if is_turn(page, i)]
    short_unstopped = [i for i in rest if page.length(i) < BODY_LENGTH and not page.stopped(i)]
    return len(turns) < max(2, 0.25 * len(rest)) and len(short_unstopped) <= 2 * len(long) + 3


def is_turn(page: Page, i: int) -> bool:
    """A turn of an interview: a leading dash, a question, or «Имя: …» with a full stop."""
    line = page.line(i)
    if page.text[page.blocks[i].span.end - 1] == "?" and page.length(i) >= 30:
        return True
    dashed = line[0] in "-–—" and line[1:2].isspace()
    return dashed or (page.stopped(i) and NAME_COLON.match(line[:80]) is not None)


def stands_alone(page: Page, rest: list[int], k: int) -> bool:
    """A headline-like line after a finished paragraph (or another headline), and not gone on with by the next line."""
    i, before = rest[k], rest[k - 1]
    if i in page.headings or not page.short(i, 150) or not like_headline(page.line(i)):
        return False
    previous = page.line(before)
    finished = page.stopped(before) or (page.short(before, 150) and before != rest[0])
    unclosed = previous.count("«") > previous.count("»") or previous.count("“") > previous.count("”")
    goes_on = k + 1 < len(rest) and page.line(rest[k + 1])[0].islower()
    return finished and not unclosed and not goes_on


def runs(numbers: list[int]) -> list[list[int]]:
    """Numbers in a row."""
    out: list[list[int]] = []
    for number in numbers:
        if out and out[-1][-1] == number - 1:
            out[-1].append(number)
        else:
            out.append([number])
    return out
