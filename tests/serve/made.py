"""Records for the tests of the pages: the bundled samples, and reports that mean harm."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from dragoman.reading.raw import RawPage
from dragoman.record import adding, build, store


def filled(path: Path, pages: Iterable[RawPage]) -> None:
    """A record with these pages, its facts joined."""
    for outcome in adding.add(path, pages):
        assert outcome.what in ("added", "known"), outcome
    connection = store.connect(path, write=True)
    try:
        build.settle(connection)
    finally:
        connection.close()


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    """Rows of a record, to know what the pages must show."""
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def a_fact(path: Path, kind: str = "s") -> str:
    """The key of the first statement or event."""
    table = "statements" if kind == "s" else "events"
    told = "attributions" if kind == "s" else "event_mentions"
    query = f"""SELECT d.key, t.start FROM {table} f JOIN {told} t ON t.id = f.id JOIN documents d ON d.id = t.document
    WHERE t.twin = 0 ORDER BY f.id LIMIT 1"""
    ((document, start),) = rows(path, query)
    return f"{kind}{document}-{start}"


def a_report(path: Path) -> str:
    """The key of the first report."""
    return str(rows(path, "SELECT key FROM documents ORDER BY id LIMIT 1")[0][0])


def links(html: str) -> set[str]:
    """Addresses that a page leads to."""
    return {found.replace("&amp;", "&") for found in re.findall(r'href="([^"]*)"', html)}


SCRIPT = "<script>window.ran = 1</script><img src=x onerror='window.ran = 1'>"
TURNED = "\u202eтсет\u202c\u2066x\u2069\u200f"
LONG = "ъ" * 10_000
NASTY = f"{SCRIPT}\"'><svg onload=window.ran=1>{{{{1237*7}}}} javascript:window.ran=1 {TURNED}"
"""What a page must show as text wherever it comes from."""
SAID = "Министр иностранных дел России Сергей Лавров заявил, что {} останется в силе до 1 мая 2022 года."
MET = "15 января 2022 года министр иностранных дел России Сергей Лавров встретился в Женеве с госсекретарём США."


def hostile() -> list[RawPage]:
    """Reports whose every field means harm."""
    text = f"{NASTY}\n\n{SAID.format(NASTY)}\n\n{MET}\n\nПосол {SCRIPT} Иван Ы{SCRIPT} заявил: «{NASTY}».\n\n"
    text += f"{LONG} сказал."
    fields = {
        "id": NASTY,
        "title": NASTY + " заголовок",
        "publisher": NASTY,
        "url": "javascript:window.ran=1//" + SCRIPT,
        "published_at": "2022-01-16",
        "text": text + " x\x00y \x08",
        "language": "ru",
    }
    plain = {"title": f"Встреча {LONG}", "data": f"{SAID.format(LONG)}\n\n{MET} {TURNED}".encode()}
    return [
        RawPage(name=NASTY, data=json.dumps(fields, ensure_ascii=False).encode(), kind="line"),
        RawPage(name=NASTY + "1", publisher=NASTY, url="data:text/html," + SCRIPT, published_at="2022-01-17", **plain),
        RawPage(name="x\x00" + SCRIPT, publisher="\x00" + TURNED, published_at="2022-01-18", data=text.encode()),
    ]
