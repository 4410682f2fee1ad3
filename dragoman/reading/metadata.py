"""What a page says of itself: JSON-LD, OpenGraph and the like. Times keep their hour and zone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import msgspec
from selectolax.lexbor import LexborHTMLParser

from dragoman.reading.plain import parse_instant

MAX_JSON = 1_000_000
"""Characters of one JSON-LD script that is looked at."""
MAX_NODES = 2_000
"""JSON objects that are looked at on a page."""

ARTICLE = re.compile("NewsArticle|Article|Report|BlogPosting")
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})T(\d{2}):?(\d{2})(?::?(\d{2}))?(Z|[+-]\d{2}:?\d{2})?$")
SITE_TAIL = re.compile(r"\s+[|–—-]\s+[^|–—]{2,40}$")
TRAILING_COMMA = re.compile(r",(\s*[}\]])")


class Metadata(msgspec.Struct, frozen=True, kw_only=True):
    """What the page declares; anything may be missing."""

    title: str | None = None
    subtitles: tuple[str, ...] = ()
    published_at: str | None = None
    modified_at: str | None = None
    publisher: str | None = None
    author: str | None = None
    language: str | None = None
    url: str | None = None


def read_metadata(tree: LexborHTMLParser) -> Metadata:
    """JSON-LD first, then the meta elements; a field comes from the first that has it."""
    article = json_article(tree)
    meta = meta_elements(tree)
    return Metadata(
        title=text_of(article.get("headline")) or first(meta, "og:title", "twitter:title") or page_title(tree),
        subtitles=tuple(filter(None, (text_of(article.get("alternativeHeadline")), *descriptions(article, meta)))),
        published_at=instant(article.get("datePublished"))
        or first_instant(
            meta, "article:published_time", "datepublished", "og:published_time", "pubdate", "date", "dc.date"
        ),
        modified_at=instant(article.get("dateModified"))
        or first_instant(meta, "article:modified_time", "datemodified", "og:updated_time", "last-modified"),
        publisher=name_of(article.get("publisher")) or first(meta, "og:site_name", "application-name"),
        author=name_of(article.get("author")) or first(meta, "author", "article:author"),
        language=language_of(article, meta, tree),
        url=canonical(article, meta, tree),
    )


def json_article(tree: LexborHTMLParser) -> dict[str, Any]:
    """The JSON-LD object of the article, or an empty one."""
    found = [node for script in tree.css("script") for node in json_nodes(script_json(script))]
    for wanted in ("NewsArticle", ""):
        for node in found:
            types = node.get("@type")
            names = " ".join(map(str, types)) if isinstance(types, list) else str(types)
            if wanted in names and ARTICLE.search(names) and (node.get("headline") or node.get("datePublished")):
                return node
    return {}


def script_json(script: Any) -> Any:
    """The content of a JSON-LD script, or None. Comment marks, stray commas and a last semicolon are forgiven."""
    if "ld+json" not in (script.attributes.get("type") or "").lower():
        return None
    text = (script.text() or "")[: MAX_JSON + 1].strip()
    if len(text) > MAX_JSON:
        return None
    text = re.sub(r"^(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)$", "", text).strip().rstrip(";")
    for attempt in (text, TRAILING_COMMA.sub(r"\1", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def json_nodes(value: Any) -> Iterator[dict[str, Any]]:
    """All objects of a JSON-LD value: lists, `@graph` and what they hold."""
    queue = [value]
    for _ in range(MAX_NODES):
        if not queue:
            return
        value = queue.pop(0)
        if isinstance(value, dict):
            yield value
            queue.extend(
                v for k, v in value.items() if k in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement")
            )
        elif isinstance(value, list):
            queue.extend(value[:MAX_NODES])


def meta_elements(tree: LexborHTMLParser) -> dict[str, str]:
    """Contents of `meta` by property, name or itemprop in lower case; the first of a kind wins."""
    out: dict[str, str] = {}
    for node in tree.css("meta")[:MAX_NODES]:
        attributes = node.attributes
        content = (attributes.get("content") or "").strip()
        for key in ("property", "name", "itemprop", "http-equiv"):
            label = (attributes.get(key) or "").strip().lower()
            if label and content:
                out.setdefault(label, content)
    for node in tree.css("[itemprop=datePublished][datetime], [itemprop=dateModified][datetime]")[:10]:
        out.setdefault(str(node.attributes["itemprop"]).lower(), node.attributes["datetime"] or "")
    return out


def first(meta: dict[str, str], *labels: str) -> str | None:
    """The content of the first of these meta elements that is there."""
    return next((one_line(meta[label]) for label in labels if meta.get(label)), None)


def first_instant(meta: dict[str, str], *labels: str) -> str | None:
    """The first of these meta elements that holds a time."""
    return next((found for label in labels if (found := instant(meta.get(label)))), None)


def instant(value: Any) -> str | None:
    """ISO 8601 of a declared time, as precise as declared; None if it is no time."""
    if not isinstance(value, str) or len(value) > 80:
        return None
    compact = COMPACT.match(value.strip())
    if compact:
        year, month, day, hour, minute, second, zone = compact.groups()
        value = f"{year}-{month}-{day}T{hour}:{minute}{':' + second if second else ''}{zone or ''}"
    return parse_instant(value)


def one_line(value: str) -> str:
    """Single spaces for all white space."""
    return " ".join(value.split())


def text_of(value: Any) -> str | None:
    """A text, or the first of a list of texts."""
    if isinstance(value, list) and value:
        value = value[0]
    return one_line(value) or None if isinstance(value, str) else None


def name_of(value: Any) -> str | None:
    """The name of a person or organisation, given as text, object or list."""
    if isinstance(value, list):
        return ", ".join(filter(None, (name_of(item) for item in value[:20] if not isinstance(item, list)))) or None
    return text_of(value.get("name")) if isinstance(value, dict) else text_of(value)


def descriptions(article: dict[str, Any], meta: dict[str, str]) -> list[str | None]:
    """Summaries, which are the sub-title only if the page shows them."""
    return [text_of(article.get("description")), first(meta, "og:description"), first(meta, "description")]


def language_of(article: dict[str, Any], meta: dict[str, str], tree: LexborHTMLParser) -> str | None:
    """The declared language as a two-letter code: «ru-RU» is ru."""
    root = tree.css_first("html")
    declared = (
        text_of(article.get("inLanguage"))
        or (root.attributes.get("lang") if root is not None else None)
        or first(meta, "og:locale", "content-language", "inlanguage")
    )
    found = re.match("[a-z]{2}(?![a-z])", (declared or "").lower())
    return found[0] if found else None


def canonical(article: dict[str, Any], meta: dict[str, str], tree: LexborHTMLParser) -> str | None:
    """The address that the page gives as its own."""
    link = tree.css_first('link[rel="canonical"]')
    page = article.get("mainEntityOfPage")
    candidates = (
        link.attributes.get("href") if link is not None else None,
        meta.get("og:url"),
        text_of(article.get("url")),
        text_of(page.get("@id")) if isinstance(page, dict) else text_of(page),
    )
    return next((url.strip() for url in candidates if url and re.match(r"https?://\S{3,2000}$", url.strip())), None)


def page_title(tree: LexborHTMLParser) -> str | None:
    """The `title` element without the name of the site at its end."""
    node = tree.css_first("title")
    found = one_line(node.text() or "")[:500] if node is not None else ""
    return SITE_TAIL.sub("", found) or None
