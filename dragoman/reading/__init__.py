"""Pages to documents: bytes of any encoding, plain text, HTML and JSON Lines; their passages and dateline.

`pages` takes them in from files, folders, archives, feeds, crawls and the web; `read_raw` reads each.

Bad input raises `ReadingError`, or is a `Problem` where many documents are read at a time.
"""

from dragoman.reading.dateline import Dateline, find_dateline
from dragoman.reading.decoding import decode
from dragoman.reading.files import MAX_BYTES, looks_like_html, read_bytes, read_path
from dragoman.reading.html import read_html
from dragoman.reading.jsonl import read_jsonl
from dragoman.reading.language import guess_language, identify, problem_of, with_language
from dragoman.reading.passages import split_passages
from dragoman.reading.plain import MAX_CHARS, read_text
from dragoman.reading.raw import RawPage, origin, read_raw
from dragoman.reading.sources import pages, weight

__all__ = [
    "MAX_BYTES",
    "MAX_CHARS",
    "Dateline",
    "RawPage",
    "decode",
    "find_dateline",
    "guess_language",
    "identify",
    "looks_like_html",
    "origin",
    "pages",
    "problem_of",
    "read_bytes",
    "read_html",
    "read_jsonl",
    "read_path",
    "read_raw",
    "read_text",
    "split_passages",
    "weight",
    "with_language",
]
