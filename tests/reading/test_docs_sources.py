"""The bounds that the docs name are those of the code."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.reading import archive, feed, fetch, files, jsonl, plain, robots, sources, streams

DOCS = " ".join((Path(__file__).parents[2] / "docs" / "sources.md").read_text(encoding="utf-8").split())


@pytest.mark.parametrize(
    "words",
    [
        f"{files.MAX_BYTES:,} bytes, unpacked",
        f"{plain.MAX_CHARS:,} characters",
        f"{feed.MAX_FEED:,} bytes, {feed.MAX_TAGS:,} tags, {feed.MAX_ATTRIBUTES} attributes a tag",
        f"{feed.MAX_ITEMS:,} items",
        f"{streams.RATIO} times its size ({streams.FLOOR:,} bytes",
        f"archives inside archives | {sources.MAX_DEPTH} |",
        f"{archive.MAX_DIRECTORY:,} bytes",
        f"{fetch.MAX_ADDRESS:,} characters, {fetch.MAX_REDIRECTS} redirects",
        f"{fetch.SECONDS:.0f} seconds and {files.MAX_BYTES:,} bytes unpacked",
        f"{fetch.SILENCE:.0f} seconds without a byte",
        f"{robots.MAX_ROBOTS:,} bytes and {fetch.ROBOTS_SECONDS:.0f} seconds",
        f"up to {robots.MAX_DELAY:.0f} seconds",
        fetch.Fetcher().agent,
    ],
)
def test_a_bound_is_named(words: str) -> None:
    assert words in DOCS


def test_one_bound_for_pages_and_lines() -> None:
    assert files.MAX_BYTES == jsonl.MAX_LINE


def test_furniture_is_what_the_docs_say() -> None:
    kinds = {
        "scripts": ".js",
        "style sheets": ".css",
        "pictures": ".png",
        "fonts": ".woff",
        "sound": ".mp3",
        "film": ".mp4",
    }
    assert all(word in DOCS and ending in sources.FURNITURE for word, ending in kinds.items())
    assert not sources.FURNITURE & {
        ".html",
        ".htm",
        ".txt",
        ".xml",
        ".json",
        ".jsonl",
        ".zip",
        ".gz",
        ".warc",
        ".pdf",
        ".docx",
    }
