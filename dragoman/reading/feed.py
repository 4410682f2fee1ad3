"""Feeds (RSS, RDF, Atom) to pages, one an item: its title, address, date with zone, and the longest text it carries.

feedparser forgives what feeds get wrong; the bounds and guards here keep hostile ones from costing more than seconds.
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser

from dragoman.errors import ReadingError
from dragoman.model import Problem
from dragoman.reading.decoding import decode
from dragoman.reading.feed_dates import feed_instant
from dragoman.reading.plain import SURROGATE
from dragoman.reading.raw import INNER, RawPage

MAX_FEED = 10_000_000
"""Bytes of one feed; feeds with whole articles take up to 2 MB."""
MAX_TAGS = 150_000
"""Tags of one feed: the forgiving parser takes 20 µs for each."""
MAX_ATTRIBUTES = 300
"""Attributes of one tag: what the parser does with them grows with the square of their number."""
MAX_ITEMS = 5_000
"""Items of one feed; feeds of news sites carry up to 200."""
HEAD = 20_000
"""Characters in which the root element of a feed begins; comments and style sheets come before it."""

ROOT = re.compile(
    r"(?:\s|<\?[^<>]{0,500}>|<!--(?:(?!-->).){0,4000}-->|<!DOCTYPE[^<>\[]{0,300}(?:\[[^\]]{0,15000}\]\s*)?>)*+<(?:rss|feed|rdf:RDF|\w{1,20}:feed)[\s>]",
    re.I | re.S,
)
DECLARATION = re.compile(r"\s*<\?xml[^<>]{0,300}\?>", re.I)
TAG = re.compile(r"""<(?:[^<>"']++|"[^"]*+"|'[^']*+')*+""")
PEOPLE = re.compile(
    r"(</?(?:[\w.-]{1,40}:)?)(?=(?:author|creator|publisher|managingeditor|webmaster|contributor)\b)", re.I
)
"""Elements about persons, whose content the parser searches for mail addresses in time that has no bound."""
MEDIA = re.compile(r"(</?(?:media|gml|georss):)(?=\w)", re.I)
"""Elements about pictures, whose captions the parser would take for the text of the item, and about places."""
FULL_TEXT = re.compile(r"full-?text$|^turbo_content$")
"""Fields of an item in which Russian feeds carry the whole text for aggregators."""
BLOCK = re.compile(r"<(?:p|div|br|li|h[1-6]|blockquote|table)\b", re.I)
NUMBERED = re.compile(r"&#([xX][0-9a-fA-F]{1,9}|[0-9]{1,9});")
PAGE_HEAD = '<!doctype html>\n<html><head><meta charset="utf-8"></head><body>\n'
MARKUP = re.compile(r"<[a-z!/]|&(?:#?\w{1,10});", re.I)
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def looks_like_feed(head: bytes) -> bool:
    """The root element that these first bytes of a file begin is that of a feed."""
    sample = head[:HEAD]
    if sample[1:2] == b"\0" or sample[:1] == b"\0" or sample[:2] in (b"\xff\xfe", b"\xfe\xff"):
        sample = sample.replace(b"\0", b"").lstrip(b"\xff\xfe")  # UTF-16: the marks of XML are ASCII
    return ROOT.match(sample.decode("latin-1").removeprefix("ï»¿")) is not None


def read_feed(
    data: bytes,
    name: str,
    *,
    content_type: str | None = None,
    retrieved_at: str | None = None,
    separator: str = INNER,
) -> Iterator[RawPage | Problem]:
    """A page for every item that has any text, in the order of the feed."""
    try:
        feed = parse(data, name, content_type)
    except ReadingError as error:
        yield Problem(name, "reading", str(error))
        return
    entries = feed.get("entries", [])
    about = feed.get("feed", {})
    publisher = plain(about, "title")
    base = web_address(name) or web_address(about.get("link")) or ""
    empty = 0
    for number, entry in enumerate(entries[:MAX_ITEMS], 1):
        page = page_of(entry)
        inner = str(entry.get("id") or entry.get("link") or number)[:2000]
        if page is None:
            empty += 1
            continue
        yield RawPage(
            name=f"{name}{separator}{inner}",
            data=page,
            content_type="text/html; charset=utf-8",
            url=web_address(entry.get("link"), base),
            title=plain(entry, "title"),
            publisher=plain(entry.get("source") or {}, "title") or publisher,
            published_at=published(entry),
            retrieved_at=retrieved_at,
        )
    faults = [f"{empty:,} items with neither title nor text"] if empty else []
    if len(entries) > MAX_ITEMS:
        faults.append(f"{len(entries):,} items, of which only the first {MAX_ITEMS:,} are read")
    if faults:
        yield Problem(name, "reading", f"{name}: {'; '.join(faults)}")


def parse(data: bytes, name: str, content_type: str | None) -> dict[str, Any]:
    """The feed as feedparser sees it. The encoding is ours, since feeds often declare another than they are in."""
    import feedparser

    if len(data) > MAX_FEED:
        raise ReadingError(name, f"a feed of {len(data):,} bytes, at most {MAX_FEED:,} are read", "split it")
    text = guarded(decode(data, name=name, content_type=content_type), name)
    body = b'<?xml version="1.0" encoding="utf-8"?>' + text.encode("utf-8")
    headers = {"content-type": "application/xml; charset=utf-8"}
    try:
        found: dict[str, Any] = feedparser.parse(
            io.BytesIO(body), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except Exception as error:  # guesses over other people's markup: whatever they raise, the feed is at fault
        raise ReadingError(
            name, f"the feed is broken ({type(error).__name__})", "check that it is RSS or Atom"
        ) from error
    if not found.get("entries") and not found.get("version"):
        raise ReadingError(name, "the feed is broken", "check that it is RSS or Atom")
    return found


def guarded(text: str, name: str) -> str:
    """The text without what would make the parser slow."""
    if text.count("<") > MAX_TAGS:
        raise ReadingError(name, f"a feed with over {MAX_TAGS:,} tags", "split it")
    if any(tag[0].count("=") > MAX_ATTRIBUTES and attributes(tag[0]) > MAX_ATTRIBUTES for tag in TAG.finditer(text)):
        raise ReadingError(name, f"a tag with over {MAX_ATTRIBUTES} attributes", "check that it is a feed")
    text = NUMBERED.sub(spelled, CONTROLS.sub("\ufffd", SURROGATE.sub("\ufffd", text)))
    declared = DECLARATION.match(text)
    return MEDIA.sub(r"\1x-", PEOPLE.sub(r"\1x-", text[declared.end() :] if declared else text))


def spelled(reference: re.Match[str]) -> str:
    """A character given by its number, if there is such a one in text."""
    digits = reference[1]
    number = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
    fine = number in (9, 10, 13) or 32 <= number < 0xD800 or 0xE000 <= number < 0xFFFE or 0x10000 <= number < 0x110000
    return reference[0] if fine else "\ufffd"


def attributes(tag: str) -> int:
    """How many attributes a tag has: signs of equality outside quotation marks."""
    return re.sub(r""""[^"]*+"|'[^']*+'""", "", tag).count("=")


def page_of(entry: dict[str, Any]) -> bytes | None:
    """An item as a page of HTML: the title as a heading, then its longest text. None when it has neither."""
    details = [entry.get("summary_detail"), *entry.get("content", ())]
    details += [{"value": value} for field, value in entry.items() if FULL_TEXT.search(field)]
    bodies = [body for detail in details if detail and (body := markup(detail)).strip()]
    title = markup(entry.get("title_detail") or {}).strip()
    if not bodies and not title:
        return None
    heading = f"<h1>{title}</h1>\n" if title else ""
    body = max(bodies, key=len, default="")
    page = f"{PAGE_HEAD}{heading}{paragraphs(body)}\n</body></html>\n"
    return SURROGATE.sub("\ufffd", page).encode("utf-8")


def markup(detail: dict[str, Any]) -> str:
    """A text of a feed as HTML."""
    value = str(detail.get("value") or "")
    as_text = detail.get("type") == "text/plain" or not MARKUP.search(value)
    return html.escape(value, quote=False) if as_text else value


def paragraphs(body: str) -> str:
    """The body, as paragraphs when it has no blocks of its own."""
    if BLOCK.search(body):
        return f"<div>{body}</div>"
    return "\n".join(f"<p>{line.strip()}</p>" for line in body.splitlines() if line.strip())


def plain(entry: dict[str, Any], field: str) -> str | None:
    """A field of a feed as text of one line without tags, or None."""
    value = str(entry.get(field) or "")[:4000]
    if "<" in value or "&" in value:
        body = LexborHTMLParser(f"<body>{value}").body
        value = body.text() if body is not None else ""
    return " ".join(SURROGATE.sub("\ufffd", value).split()) or None


def web_address(link: object, base: str = "") -> str | None:
    """The link of an item if it leads to the web; one that is not whole is taken from the address of the feed."""
    found = str(link or "").strip()
    if found and base:
        try:
            found = urljoin(base, found)
        except ValueError:
            return None
    return found if re.match(r"https?://\S{3,2000}$", found) else None


def published(entry: dict[str, Any]) -> str | None:
    """When the item appeared, by the first of its dates that is one."""
    wordings = (dict.get(entry, field) for field in ("published", "created", "updated"))
    return next((found for wording in wordings if wording and (found := feed_instant(str(wording)))), None)
