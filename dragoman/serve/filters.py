"""How values look on a page: dates, names, addresses, pieces of text. All text is escaped by the templates."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlsplit

from markupsafe import Markup, escape

from dragoman.record.snippet import Piece

TRICKS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
"""Marks that turn the direction of writing: shown text could pretend to be other text with them."""
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]|[\ud800-\udfff]")
"""Control characters but tab and end of line, and halves of characters, which no page can hold."""


def plain(text: object) -> str:
    """Text without marks of direction; control characters shown as the sign for what cannot be shown."""
    return CONTROL.sub("\ufffd", TRICKS.sub("", str(text)))


def fact_address(key: str) -> str:
    return f"/fact/{quote(key, safe='')}"


def actor_address(key: str) -> str:
    return f"/actor/{quote(key, safe='/')}"


def report_address(key: str) -> str:
    return f"/report/{quote(key, safe='')}"


def outside(url: object) -> str:
    """An address that a page gave, if a browser may follow it: http and https only."""
    try:
        found = urlsplit(str(url))
    except ValueError:
        return ""
    return str(url) if found.scheme in ("http", "https") and found.netloc else ""


def pieces(found: list[Piece]) -> Markup:
    """A snippet with the words marked that were asked for."""
    out = []
    for piece in found:
        text = escape(plain(piece.text).replace("\n", " "))
        if piece.marked:
            text = Markup("<mark>{}</mark>").format(text)
        out.append(text if piece.told else Markup('<span class="around">{}</span>').format(text))
    return Markup("").join(out)


FILTERS: dict[str, Callable[..., Any]] = {
    "plain": plain,
    "fact_address": fact_address,
    "actor_address": actor_address,
    "report_address": report_address,
    "outside": outside,
    "pieces": pieces,
    "quote": lambda text: quote(str(text), safe=""),
}
