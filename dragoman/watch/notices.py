"""What subscribers are told: one fact that a saved query found, with its words and where they stand."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

import msgspec

UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
SHOWN = 320
"""Characters of a telling in a line of text."""
BARE = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """One find. id: the same whenever and however often it is told. kind: `statement` or `event`.

    fact: its key, for `dragoman show`. who: speaker or participants by their usual names, ids: their keys. what: act or
    mode. words: the exact characters of the telling; around: with what stands around them. tellings: keys of all
    tellings known at the time; found_at: when it was found.
    """

    id: str
    query: str
    kind: str
    fact: str
    who: tuple[str, ...]
    what: str
    words: str
    found_at: str
    ids: tuple[str, ...] = ()
    around: str = ""
    status: str | None = None
    to: str | None = None
    date: str | None = None
    place: str | None = None
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published_at: str | None = None
    document: str | None = None
    tellings: tuple[str, ...] = ()


encode = msgspec.json.Encoder().encode
decode = msgspec.json.Decoder(Notice).decode


def headline(notice: Notice) -> str:
    """«Министр → послы: demand»: the find in one line."""
    who = " – ".join(notice.who) or "unknown"
    to = f" → {notice.to}" if notice.to else ""
    status = f" ({notice.status})" if notice.status else ""
    return f"{who}{to}: {notice.what}{status}"


def line(notice: Notice) -> str:
    """The find as a line of text, without anything that a terminal would obey."""
    day = (notice.published_at or notice.found_at)[:10]
    where = notice.url or notice.publisher or notice.document or ""
    words = notice.around or notice.words
    words = words if len(words) <= SHOWN else words[: SHOWN - 1] + "…"
    return BARE.sub(" ", f"{day}  {notice.query}  {headline(notice)}: {words}  {where}  {notice.fact}")


def atom(title: str, notices: list[Notice]) -> bytes:
    """An Atom feed of notices, the newest first."""
    updated = max((n.found_at for n in notices), default="1970-01-01T00:00:00+00:00")
    entries = "".join(entry(n) for n in notices)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f"<title>{text(title)}</title>\n<id>urn:dragoman:{text(title)}</id>\n<updated>{updated}</updated>\n"
        f"<author><name>dragoman</name></author>\n{entries}</feed>\n"
    ).encode()


def entry(n: Notice) -> str:
    """One notice as an entry."""
    link = f"<link href={quoteattr(UNPRINTABLE.sub('', n.url))}/>\n" if n.url else ""
    source = ", ".join(filter(None, (n.title, n.publisher, (n.published_at or "")[:10])))
    body = f"<p>{text(n.around or n.words)}</p>\n<p>{text(source)} · {text(n.fact)}</p>"
    return (
        f"<entry>\n<title>{text(headline(n))}</title>\n<id>urn:dragoman:{text(n.id)}</id>\n"
        f'<updated>{n.found_at}</updated>\n{link}<category term="{text(n.what)}"/>\n'
        f'<content type="html">{escape(body)}</content>\n</entry>\n'
    )


def text(value: str) -> str:
    """The value for XML, with what XML cannot hold replaced."""
    return escape(UNPRINTABLE.sub("\ufffd", value), {'"': "&quot;"})
