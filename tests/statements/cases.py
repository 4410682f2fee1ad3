"""Cases of a `phrases.txt`: a text of our own wording, then one row for every statement that it holds.

A case is a line of text and the indented rows under it; no row means that nobody says anything.
`¶` opens a new paragraph, `T:` at the start of a paragraph makes it the title. `! reason` under a case marks what
cannot be read yet.
A row: `type act | source | cue | content | to: addressee | at: venue | if: condition | by: deadline | in: number of
the outer row`.
Pieces of a content are joined by ` // `; `-` stands for nothing. Fields that are left out must be empty.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from dragoman import dates, languages, mentions, statements
from dragoman.mentions.page import Page
from dragoman.model import Attribution, Document, Passage, Span
from dragoman.report import actors
from dragoman.statements import acts

PHRASES = Path(__file__).with_name("phrases.txt")
FIELDS = ("to", "at", "if", "by", "in")


@dataclass(frozen=True)
class Case:
    """A text with the rows that it should give; `wish` says why it cannot yet."""

    section: str
    line: int
    text: str
    rows: tuple[tuple[str, ...], ...]
    wish: str = ""


def read(path: Path = PHRASES) -> list[Case]:
    """The cases of a file in order."""
    cases: list[Case] = []
    section, rows, wish, head = "", list[tuple[str, ...]](), "", ("", 0)
    for number, line in [*enumerate(path.read_text(encoding="utf-8").splitlines(), start=1), (0, "= end")]:
        if line.startswith("#") or not line.strip():
            continue
        if line.startswith("  !"):
            wish = line[3:].strip()
        elif line.startswith("  "):
            rows.append(_row(line))
        else:
            if head[0]:
                cases.append(Case(section, head[1], head[0], tuple(rows), wish))
            rows, wish, head = [], "", ("", 0)
            if line.startswith("="):
                section = line[1:].strip()
            else:
                head = (line.strip(), number)
    return cases


def _row(line: str) -> tuple[str, ...]:
    kind, source, cue, content, *more = (cell.strip() for cell in line.split(" | "))
    given = dict(cell.split(": ", 1) for cell in more)
    if unknown := given.keys() - set(FIELDS):
        raise ValueError(f"unknown fields {sorted(unknown)} in {line!r}")
    return (kind, source, cue, content, *(given.get(name, "-") for name in FIELDS))


def open_text(text: str, language: str = "ru") -> Page:
    """The text as a page, through every stage before the statements."""
    paragraphs = text.split("¶")
    passages, parts, at = [], list[str](), 0
    for p in paragraphs:
        kind = "title" if p.startswith("T:") else "paragraph"
        body = p.removeprefix("T:").strip()
        passages.append(Passage(kind, Span(at, at + len(body))))
        parts.append(body)
        at += len(body) + 1
    whole = "\n".join(parts)
    digest = sha256(whole.encode()).hexdigest()
    document = Document(id="case", text=whole, text_sha256=digest, passages=tuple(passages), published_at="2021-06-16")
    analysis = languages.load(language).analyse(whole, [(p.span.start, p.span.end) for p in passages])
    references = mentions.find(analysis, actors())
    return mentions.open_page(document, analysis, references, dates.find(analysis, document.published_at))


def told(text: str, language: str = "ru") -> list[tuple[str, ...]]:
    """The rows that the rules give for a text."""
    page = open_text(text, language)
    return [_shown(page.text, t.attribution, acts.act_of(page, t.draft)) for t in statements.find(page)]


def _shown(text: str, a: Attribution, act: str) -> tuple[str, ...]:
    spans: Iterator[Span | None] = iter((a.addressee, a.venue, a.condition, a.deadline))
    return (
        f"{a.type} {act}",
        _of(text, a.source),
        _of(text, a.cue),
        " // ".join(s.of(text) for s in a.content),
        *(_of(text, s) for s in spans),
        "-" if a.within is None else str(a.within + 1),
    )


def _of(text: str, span: Span | None) -> str:
    return span.of(text) if span is not None else "-"
