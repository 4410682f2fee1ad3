"""Smaller pictures of pages: text on paper needs no more than 256 colours."""

from __future__ import annotations

import struct
import zlib
from collections import Counter
from collections.abc import Iterator

MAGIC = b"\x89PNG\r\n\x1a\n"
COLOURS = 256


def smaller(png: bytes) -> bytes:
    """The same picture with a palette of its commonest colours; others become the nearest of these."""
    width, rows = unpacked(png)
    counts = Counter(row[k : k + 3] for row in rows for k in range(0, 3 * width, 3))
    palette = [colour for colour, _ in counts.most_common(COLOURS)]
    number = {colour: n for n, colour in enumerate(palette)}
    for colour in counts.keys() - number.keys():
        number[colour] = min(range(len(palette)), key=lambda n, c=colour: distance(palette[n], c))  # type: ignore[misc]
    packed = b"".join(b"\0" + bytes(number[row[k : k + 3]] for k in range(0, 3 * width, 3)) for row in rows)
    head = struct.pack(">IIBBBBB", width, len(rows), 8, 3, 0, 0, 0)
    parts = ((b"IHDR", head), (b"PLTE", b"".join(palette)), (b"IDAT", zlib.compress(packed, 9)), (b"IEND", b""))
    return MAGIC + b"".join(chunk(name, body) for name, body in parts)


def distance(one: bytes, other: bytes) -> int:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Names and bodies of the parts of a picture."""
    at = len(MAGIC)
    while at < len(png):
        (size,) = struct.unpack(">I", png[at : at + 4])
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + size]
        at += size + 12


def unpacked(png: bytes) -> tuple[int, list[bytes]]:
    """Width and rows of an 8-bit picture in red, green and blue without interlacing, as browsers write it."""
    parts = list(chunks(png))
    width, height, _, kind = struct.unpack(">IIBB", parts[0][1][:10])
    deep = {2: 3, 6: 4}[kind]
    raw = zlib.decompress(b"".join(body for name, body in parts if name == b"IDAT"))
    line, rows = bytearray(width * deep), list[bytes]()
    for start in range(0, height * (width * deep + 1), width * deep + 1):
        line = unfiltered(raw[start], raw[start + 1 : start + 1 + width * deep], line, deep)
        rows.append(bytes(line) if deep == 3 else b"".join(line[k : k + 3] for k in range(0, len(line), 4)))
    return width, rows


def unfiltered(kind: int, coded: bytes, above: bytearray, deep: int) -> bytearray:
    """One row by the filters of PNG: none, left, above, their mean, or the nearest of the three neighbours (Paeth)."""
    line = bytearray(coded)
    if kind == 0:
        return line
    for k in range(len(line)):
        left, up, corner = (line[k - deep], above[k], above[k - deep]) if k >= deep else (0, above[k], 0)
        if kind == 4:
            guess = left + up - corner
            near = min((abs(guess - left), 0, left), (abs(guess - up), 1, up), (abs(guess - corner), 2, corner))[2]
        else:
            near = (left, up, (left + up) // 2)[kind - 1]
        line[k] = (line[k] + near) & 255
    return line
