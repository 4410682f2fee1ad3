"""Bytes to text: the byte-order mark, UTF-8, UTF-16 without a mark, the declared charset, then letter frequencies.

Text is never turned into other letters silently: bytes that no encoding explains are an error, and the few bad bytes of
an otherwise good UTF-8 file become U+FFFD.
"""

from __future__ import annotations

import codecs
import re
from math import log

from dragoman.errors import ReadingError

SAMPLE = 1 << 16
"""Bytes that the detectors look at; a page is in one encoding throughout."""

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
MAGIC = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
    (b"{\\rtf", "an RTF document"),
)
AS_TEXT = "save it as plain text or HTML"

EIGHT_BIT = ("cp1251", "koi8-r", "cp866", "mac-cyrillic", "iso8859-5", "cp1252")
"""Candidates of the detector; the first of equals wins (lower-case mac-cyrillic is mostly the same bytes as cp1251)."""

RUSSIAN = {
    "о": 11.0, "е": 8.5, "а": 8.0, "и": 7.4, "н": 6.7, "т": 6.3, "с": 5.5, "р": 4.7, "в": 4.5, "л": 4.3, "к": 3.5,
    "м": 3.2, "д": 3.0, "п": 2.8, "у": 2.6, "я": 2.0, "ы": 1.9, "ь": 1.7, "г": 1.7, "з": 1.65, "б": 1.6, "ч": 1.4,
    "й": 1.2, "х": 0.97, "ж": 0.94, "ш": 0.73, "ю": 0.64, "ц": 0.48, "щ": 0.36, "э": 0.32, "ф": 0.26, "ъ": 0.04,
    "ё": 0.1,
}  # fmt: skip
"""Letters of Russian in per cent of running text."""
LOG_RUSSIAN = {letter: log(per_cent / 100) for letter, per_cent in RUSSIAN.items()}

MARKS = frozenset("«»—–„“”‘’…№\u00a0")
CLOSING_MARKS = frozenset("»—–”’…")
LEAST = -6.0
"""Mean score below which no encoding explains the bytes: Russian scores about -3, random bytes about -9."""

META_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}?encoding=["']([\w.:-]{2,40})""", re.I
)
TAG = re.compile(rb"<[^<>]{0,500}>")
CONTENT_TYPE = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
CONTROLS = re.compile("[\x00-\x08\x0e-\x1f]")


def decode(data: bytes, *, name: str, content_type: str | None = None) -> str:
    """The text of `data`, without a byte-order mark. `content_type` is the HTTP header, if there was one."""
    for magic, what in MAGIC:
        if data.startswith(magic):
            raise ReadingError(name, f"this is {what}, not text", AS_TEXT)
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return check_text(data[len(bom) :].decode(encoding, "replace"), name)
    encoding = wide_without_mark(data) or ""
    if encoding:
        return check_text(data.decode(encoding, "replace"), name)
    text = utf8(data)
    if text is None:
        text = eight_bit(data, declared(data, content_type), name)
    return check_text(text, name)


def declared(data: bytes, content_type: str | None) -> str | None:
    """The charset that the HTTP header, the meta element or the XML declaration names, if Python knows it."""
    found = CONTENT_TYPE.search(content_type[:1000]) if content_type else None
    label = found[1] if found else None
    if label is None:
        meta = META_CHARSET.search(data[:4096])
        label = (meta[1] or meta[2]).decode("ascii", "replace") if meta else None
    try:
        return codecs.lookup(label).name if label else None
    except LookupError:
        return None


def wide_without_mark(data: bytes) -> str | None:
    """UTF-16 tells itself by its high bytes: all 0 (Latin, spaces) or 4 (Cyrillic), on one side only."""
    sample = data[: min(SAMPLE, len(data) // 2 * 2)]
    if len(sample) < 4:
        return None
    low, high = sample[0::2], sample[1::2]
    share = {side: sum(half.count(b) for b in (0, 4, 0x20)) / len(half) for side, half in (("be", low), ("le", high))}
    for side, other, half in (("le", "be", high), ("be", "le", low)):
        zeros_or_fours = half.count(0) + half.count(4)
        if zeros_or_fours >= 0.85 * len(half) and share[other] < 0.5:
            return f"utf-16-{side}"
    return None


def utf8(data: bytes) -> str | None:
    """Text if the bytes are UTF-8, or nearly: cut inside a letter, or with one bad byte for 50 good letters."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(1 for c in text[:SAMPLE] if c > "\x7f" and c != "\ufffd")
    return text if bad * 50 <= good or (bad == 1 and good > 1 and text.endswith("\ufffd")) else None


def eight_bit(data: bytes, label: str | None, name: str) -> str:
    """Decode by the declared charset if it makes sense of the bytes, else by the one that makes the most sense."""
    sample = TAG.sub(b" ", high_sample(data))
    scores = {encoding: plausibility(sample.decode(encoding, "replace")) for encoding in EIGHT_BIT}
    best = max(EIGHT_BIT, key=lambda encoding: scores[encoding])
    if label and label not in ("utf-8", "ascii") and not label.startswith("utf-"):
        trusted = plausibility(sample.decode(label, "replace"))
        margin = 3.0 if label in EIGHT_BIT[:-1] else 1.0
        if trusted >= max(LEAST - margin, scores[best] - margin):
            return data.decode(label, "replace")
    if scores[best] < LEAST:
        raise ReadingError(name, "the bytes are no text in a known encoding", "save the page as UTF-8")
    return data.decode(best, "replace")


def high_sample(data: bytes) -> bytes:
    """The stretch of `data` where bytes beyond ASCII begin."""
    found = re.search(rb"[\x80-\xff]", data)
    start = max(0, found.start() - 64) if found else 0
    return data[start : start + SAMPLE // 4]


def plausibility(text: str) -> float:
    """Mean log frequency of what stands beyond ASCII, read as Russian or as West European text."""
    total, count = 0.0, 0
    latin = sum(1 for c in text if c.isascii() and c.isalpha())
    beyond = sum(1 for c in text if c > "\x7f" and c.isalpha())
    mostly_latin = latin > 4 * beyond
    for before, char, after in zip("\n" + text, text, text[1:] + "\n", strict=False):
        if char > "\x7f":
            count += 1
            total += mark_score(before, char, after) if char in MARKS else letter_score(before, char, mostly_latin)
    return total / count if count else 0.0


def letter_score(before: str, char: str, mostly_latin: bool) -> float:
    """Log frequency of one letter beyond ASCII, given the character before."""
    if char.lower() in RUSSIAN:
        if before.isascii() and before.isalpha():
            return -12.0  # a Cyrillic letter glued to a Latin one
        return LOG_RUSSIAN[char.lower()] - case_cost(before, char) - (3.0 if mostly_latin else 0.0)
    if "À" <= char <= "ÿ" and char not in "×÷":
        if mostly_latin:
            return -3.0
        return -12.0 if before > "\x7f" and before.isalpha() else -5.0
    if char in "іїєґІЇЄҐўЎ":
        return -12.0 if char.isupper() and before.islower() else -5.0
    return -5.0 if char in "€£§°±©®™•·†¦" else -12.0


def mark_score(before: str, char: str, after: str) -> float:
    """A dash or closing mark does not begin a word, an opening mark does not end one."""
    if before.isalpha():
        return -9.0 if char in "«„" else -4.0
    if after.isalpha() and (char in CLOSING_MARKS or (char in "“‘" and after > "\x7f" and after.islower())):
        return -9.0
    return -4.0


def case_cost(before: str, char: str) -> float:
    """What the case of a letter costs where it stands: «пОСОЛ» is the sign of a wrong encoding, «НОТА» is not."""
    if char == char.lower():
        return 1.5 if before == "\n" or (char in "ъыь" and before.isupper()) else 0.0
    if before.isalpha():
        return 6.0 if before == before.lower() else 0.3
    return 0.5


def check_text(text: str, name: str) -> str:
    """`text` with control characters replaced one for one by U+FFFD; an error if there are too many to be text."""
    controls = len(CONTROLS.findall(text))
    replaced = text.count("\ufffd")
    if controls > 4 and controls > 0.02 * len(text):
        raise ReadingError(name, "this is binary data, not text", AS_TEXT)
    if replaced > 4 and replaced > 0.1 * len(text):
        raise ReadingError(name, "the bytes are no text in a known encoding", "save the page as UTF-8")
    return CONTROLS.sub("\ufffd", text) if controls else text
