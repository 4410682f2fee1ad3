"""HTML to a document: metadata, the profile of the site, and where there is none, a reader for pages in general.

The text is built once, here: the blocks of the page joined by blank lines. All offsets point into that text.
"""

from __future__ import annotations

import logging

from selectolax.lexbor import LexborHTMLParser, LexborNode

from dragoman.errors import ReadingError
from dragoman.model import Document, Passage, Span
from dragoman.reading.dateline import Dateline
from dragoman.reading.language import guess_language
from dragoman.reading.layout import fold
from dragoman.reading.markup import SAVE_TEXT, Piece, tame, walk
from dragoman.reading.metadata import Metadata, read_metadata
from dragoman.reading.passages import split_passages
from dragoman.reading.plain import MAX_CHARS, SURROGATE, sha256
from dragoman.reading.profiles import Profile, choose, kinds_of

GAP = "\n\n"
LEAST_TEXT = 60
"""Characters of running text below which a reader is taken to have found nothing and the next is tried."""
MAX_GENERAL, MAX_GENERAL_TAGS = 1_000_000, 15_000
"""Characters and tags of a page that the general reader is given; it takes up to a second for so many."""
MAX_BLOCKS = 20_000
"""Blocks of a page; a story has up to 300."""

PARAGRAPHS = {"p": "text", "h1": "title", "li": "list", "blockquote": "text", "h2": "heading", "h3": "heading"}


def read_html(
    source: str,
    *,
    name: str,
    published_at: str | None = None,
    url: str | None = None,
    language: str | None = None,
    raw_sha256: str | None = None,
) -> Document:
    """A document of an HTML page. What the caller gives fills in what the page does not say."""
    source = tame(SURROGATE.sub("\ufffd", source), name)
    tree = LexborHTMLParser(source)
    meta = read_metadata(tree)
    profile = choose(tree, url or meta.url)
    pieces = story(tree, source, profile)
    if not pieces:
        raise ReadingError(name, "no text of a story is found in the page", SAVE_TEXT)
    pieces = with_titles(pieces, meta)
    text, known = assemble(pieces)
    if len(text) > MAX_CHARS:
        raise ReadingError(name, f"{len(text):,} characters of text, at most {MAX_CHARS:,} are read", SAVE_TEXT)
    passages, dateline = split_passages(text, meta.title, known)
    return Document(
        id=name,
        text=text,
        text_sha256=sha256(text.encode("utf-8")),
        passages=passages,
        language=language or guess_language(text) or meta.language,
        publisher=meta.publisher or (profile.publisher if profile else None),
        agency=agency_of(dateline, profile),
        url=url or meta.url,
        title=title_of(text, passages) or meta.title,
        published_at=meta.published_at or published_at,
        modified_at=meta.modified_at,
        dateline_place=dateline.place if dateline else None,
        raw_sha256=raw_sha256,
    )


def agency_of(dateline: Dateline | None, profile: Profile | None) -> str | None:
    """The agency of the dateline, or the one whose own site it is."""
    return (dateline.agency if dateline else None) or (profile.agency if profile else None)


def title_of(text: str, passages: tuple[Passage, ...]) -> str | None:
    """The title that the page shows."""
    return next((p.span.of(text) for p in passages if p.kind == "title"), None)


def story(tree: LexborHTMLParser, source: str, profile: Profile | None) -> list[Piece]:
    """The blocks of the story: by the profile, by the general reader, or all paragraphs of the page."""
    root = tree.root
    if root is None:
        return []
    if profile is not None:
        found = walk(root, kinds_of(tree, profile))
        if running_text(found) >= LEAST_TEXT:
            return found[:MAX_BLOCKS]
    paragraphs = all_paragraphs(tree, root)
    fits = len(source) <= MAX_GENERAL and source.count("<") <= MAX_GENERAL_TAGS
    general = general_reader(source) if fits else []
    if general and running_text(general) >= min(LEAST_TEXT, running_text(paragraphs)):
        titles = [piece for piece in paragraphs if piece[0] == "title"]
        return titles[:1] + general[:MAX_BLOCKS]
    return paragraphs[:MAX_BLOCKS] or whole_body(tree)[:MAX_BLOCKS]


def running_text(pieces: list[Piece]) -> int:
    """Characters of running text."""
    return sum(len(text) for kind, text in pieces if kind == "text")


def all_paragraphs(tree: LexborHTMLParser, root: LexborNode) -> list[Piece]:
    """Every paragraph, heading and list item of the page."""
    kinds = {node.mem_id: kind for tag, kind in PARAGRAPHS.items() for node in tree.css(tag)}
    found = walk(root, kinds)
    return found if any(kind == "text" for kind, _ in found) else []


def whole_body(tree: LexborHTMLParser) -> list[Piece]:
    """All text of a page that has no paragraphs."""
    body = tree.body
    return walk(body, {body.mem_id: "text"}) if body is not None else []


def general_reader(source: str) -> list[Piece]:
    """The story as trafilatura finds it, when precision is favoured; nothing if it fails."""
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        import trafilatura

        found = trafilatura.extract(source, favor_precision=True, include_comments=False, include_tables=False)
    except Exception:  # heuristics over other people's markup: whatever they raise, the next reader is tried
        return []
    lines = (line.strip() for line in (found or "").splitlines())
    return [("list", line[2:]) if line.startswith("- ") else ("text", line) for line in lines if line]


def with_titles(pieces: list[Piece], meta: Metadata) -> list[Piece]:
    """The blocks with one title in front, the sub-title marked, and what repeats the title left out."""
    shown = next((text for kind, text in pieces if kind == "title"), None)
    title = shown or meta.title
    subtitles = {fold(subtitle) for subtitle in meta.subtitles}
    out: list[Piece] = [("title", title)] if title else []
    for place, (kind, text) in enumerate(pieces):
        if kind == "title" or (title and place < 5 and fold(text) == fold(title)):
            continue
        shows_subtitle = kind == "text" and place < 4 and len(pieces) > place + 1 and fold(text) in subtitles
        out.append(("subtitle" if shows_subtitle else kind, text))
    return out


def assemble(pieces: list[Piece]) -> tuple[str, dict[Span, str]]:
    """The text of the document and the kinds of its blocks, in order."""
    known: dict[Span, str] = {}
    start = 0
    for kind, text in pieces:
        known[Span(start, start + len(text))] = kind
        start += len(text) + len(GAP)
    return GAP.join(text for _, text in pieces), known
