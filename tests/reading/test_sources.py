"""Whatever is given, pages come out one by one, and what cannot be read costs itself alone."""

from __future__ import annotations

import gzip
import io
import json
import os
import struct
import sys
import tracemalloc
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from dragoman.model import Document, Problem
from dragoman.reading.fetch import Fetcher
from dragoman.reading.raw import RawPage, origin, read_raw
from dragoman.reading.sources import pages, weight
from dragoman.reading.streams import buffered
from tests import clock
from tests.reading.server import Site, serve

pytestmark = pytest.mark.filterwarnings("ignore:Unclosed file <tempfile:ResourceWarning")  # warcio leaves them

STORY = "Посол прибыл в Женеву. Переговоры начнутся завтра."
PAGE = f"<html><p>{STORY}</p></html>".encode()
FEED = (
    f"<rss><channel><item><title>Посол</title><guid>1</guid><description>{STORY}</description></item></channel></rss>"
)


def line(number: int, text: str = STORY) -> bytes:
    return json.dumps({"id": str(number), "text": text}, ensure_ascii=False).encode() + b"\n"


def take(*paths: Path | str, **how: object) -> list[RawPage | Problem]:
    return list(pages(paths, **how))  # type: ignore[arg-type]


def names(found: list[RawPage | Problem]) -> list[str]:
    return [item.name if isinstance(item, RawPage) else f"problem {item.document_id}" for item in found]


def texts(found: list[RawPage | Problem]) -> list[str]:
    read = [read_raw(item) if isinstance(item, RawPage) else item for item in found]
    return [item.text if isinstance(item, Document) else f"problem: {item.message}" for item in read]


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def save(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


# Files and folders.


def test_a_folder_of_everything(tmp_path: Path) -> None:
    save(tmp_path, "a.txt", STORY.encode("cp1251"))
    save(tmp_path, "b/c.html", PAGE)
    save(tmp_path, "b/style.css", b"p {}")
    save(tmp_path, "b/.hidden", b"x")
    save(tmp_path, "d.jsonl", line(1) + b"\n" + line(2))
    save(tmp_path, "e.xml", FEED.encode())
    save(tmp_path, "f.zip", zipped(**{"g.txt": STORY.encode(), "h.jsonl": line(3)}))
    save(tmp_path, "i.jsonl.gz", gzip.compress(line(4)))
    os.mkfifo(tmp_path / "pipe")
    found = take(tmp_path)
    assert [name.removeprefix(f"{tmp_path}/") for name in names(found)] == [
        "a.txt",
        "b/c.html",
        "d.jsonl:1",
        "d.jsonl:3",
        "e.xml!/1",
        "f.zip!/g.txt",
        "f.zip!/h.jsonl:1",
        "i.jsonl.gz:1",
    ]
    assert set(texts(found)) == {STORY, "Посол\n\n" + STORY}


def test_what_is_not_there_leaves_the_rest(tmp_path: Path) -> None:
    good = save(tmp_path, "a.txt", STORY.encode())
    found = take(tmp_path / "none", "a\0b", good)
    assert texts(found)[-1] == STORY
    assert all(isinstance(item, Problem) and "cannot be opened" in item.message for item in found[:2])


def test_a_file_of_json(tmp_path: Path) -> None:
    save(tmp_path, "a.json", line(1).replace(b",", b",\n  "))
    save(tmp_path, "b.json", b"[1, 2]")
    first, second = texts(take(tmp_path))
    assert first == STORY and second.startswith("problem")


def test_links_out_of_a_folder_are_not_followed(tmp_path: Path) -> None:
    secret = save(tmp_path, "secret.txt", STORY.encode())
    save(tmp_path, "in/a.txt", STORY.encode())
    (tmp_path / "in/link.txt").symlink_to(secret)
    (tmp_path / "in/same.txt").symlink_to("a.txt")
    (tmp_path / "in/loop").symlink_to(tmp_path)
    (tmp_path / "in/nowhere.txt").symlink_to("none")
    assert [Path(name).name for name in names(take(tmp_path / "in"))] == ["a.txt", "same.txt"]


def test_how_far_we_are(tmp_path: Path) -> None:
    save(tmp_path, "a.txt", STORY.encode())
    save(tmp_path, "b.jsonl", b"".join(line(i) for i in range(3_000)))
    save(tmp_path, "c.zip", zipped(**{f"{i}.txt": os.urandom(50_000).hex().encode() for i in range(9)}))
    save(tmp_path, "d.jsonl.gz", gzip.compress(b"".join(line(i, os.urandom(500).hex()) for i in range(900))))
    steps: list[int] = []
    take(tmp_path, consumed=steps.append)
    assert sum(steps) == weight([tmp_path]) > 0
    assert min(steps) >= 0 and max(steps) < 0.4 * sum(steps)


class Zeros(io.RawIOBase):
    """A file of one endless line, made as it is read."""

    def __init__(self, size: int, tail: bytes) -> None:
        self.left = size
        self.tail = tail

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        size = min(len(buffer), self.left)
        if size:
            buffer[:size] = b"a" * size
            self.left -= size
        else:
            size = min(len(buffer), len(self.tail))
            buffer[:size], self.tail = self.tail[:size], self.tail[size:]
        return size


def test_a_line_of_a_gigabyte_is_cut_and_the_next_is_read() -> None:
    stdin = io.BufferedReader(Zeros(1_000_000_000, b"\n" + line(2)))
    tracemalloc.start()
    found = []
    for item in pages(["-"], stdin=buffered(stdin, "-", None, line(1))):
        read = read_raw(item) if isinstance(item, RawPage) else item
        found.append(read.text if isinstance(read, Document) else read.message)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found[0] == found[2] == STORY and len(found) == 3
    assert "-:2: the line is over" in found[1]
    assert peak < 120_000_000


def test_standard_input_of_any_kind() -> None:
    for data, wanted in (
        (line(1) + line(2), [STORY, STORY]),
        (STORY.encode(), [STORY]),
        (PAGE, [STORY]),
        (FEED.encode(), ["Посол\n\n" + STORY]),
        (zipped(**{"a.txt": STORY.encode()}), [STORY]),
        (gzip.compress(PAGE), [STORY]),
        (b"", ["problem: -: the file is empty; give a report of at least one sentence"]),
    ):
        assert texts(take("-", stdin=io.BytesIO(data))) == wanted


@pytest.mark.parametrize(
    ("name", "outer"),
    [
        ("a/b.txt", "a/b.txt"),
        ("a.jsonl:12", "a.jsonl"),
        ("a.zip!/b/c.jsonl:3", "a.zip"),
        ("https://example.org/rss#tag:1", "https://example.org/rss"),
        ("https://example.org:8080", "https://example.org:8080"),
    ],
)
def test_what_to_take_in_again(name: str, outer: str) -> None:
    assert origin(name) == outer


# Archives.


def problems(found: list[RawPage | Problem]) -> list[str]:
    return [item.message for item in found if isinstance(item, Problem)]


def test_names_in_archives_lead_nowhere(tmp_path: Path) -> None:
    odd = [
        "../../etc/passwd",
        "/etc/shadow",
        "C:\\Windows\\a.txt",
        "a/../../b.txt",
        "x\x1b[2J\n.txt",
        "д" * 900 + ".txt",
        "..",
        "/",
    ]
    path = save(tmp_path, "a.zip", zipped(**{name: STORY.encode() for name in odd}))
    inner = [name.removeprefix(f"{path}!/") for name in names(take(path))]
    assert inner[:4] == ["etc/passwd", "etc/shadow", "Windows/a.txt", "a/b.txt"]
    assert all(name.isprintable() and len(name) <= 300 for name in inner)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.zip"]


def test_russian_names_of_old_archives(tmp_path: Path) -> None:
    data = zipped(**{"aaaaa.txt": STORY.encode()}).replace(b"aaaaa", "отчёт".encode("cp866"))
    assert names(take(save(tmp_path, "a.zip", data)))[0].endswith("!/отчёт.txt")


def test_a_zip_bomb_costs_itself_alone(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("bomb.txt", "bomb.jsonl", "bomb.html"):
            with archive.open(name, "w") as entry:
                for _ in range(300):
                    entry.write(b"a" * 1_000_000)
        archive.writestr("good.txt", STORY)
    path = save(tmp_path, "a.zip", out.getvalue())
    began = clock.seconds()
    tracemalloc.start()
    found = []
    for item in pages([path]):
        found += texts([item])
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found[-1] == STORY
    assert all(text.startswith("problem") for text in found[:-1])
    assert peak < 150_000_000
    assert clock.seconds() - began < clock.allowed(10)


def test_archives_in_archives(tmp_path: Path) -> None:
    data = zipped(**{"a.txt": STORY.encode()})
    for _ in range(2):
        data = zipped(**{"inner.zip": data})
    assert texts(take(save(tmp_path, "a.zip", data))) == [STORY]
    for _ in range(9):
        data = zipped(**{"inner.zip": data, "z.txt": STORY.encode()})
    found = take(save(tmp_path, "b.zip", data))
    assert len(problems(found)) == 1 and "inside more than 4 others" in problems(found)[0]
    assert texts(found).count(STORY) == 5


def test_many_bombs_in_many_archives_share_one_allowance(tmp_path: Path) -> None:
    bomb = zipped(**{f"{i}.jsonl": b"a" * 30_000_000 for i in range(6)})
    path = save(tmp_path, "a.zip", zipped(**{f"{i}.zip": bomb for i in range(20)}))
    began = clock.seconds()
    found = take(path)
    assert clock.seconds() - began < clock.allowed(15)
    assert any("swells" in message for message in problems(found))


def test_encrypted_entries_and_links(tmp_path: Path) -> None:
    data = bytearray(zipped(**{"a.txt": STORY.encode(), "b.txt": STORY.encode(), "c.txt": STORY.encode()}))
    first = data.index(b"PK\x01\x02")
    second = data.index(b"PK\x01\x02", first + 4)
    data[first + 8] |= 1
    data[second + 38 : second + 42] = struct.pack("<L", 0o120777 << 16)
    found = take(save(tmp_path, "a.zip", bytes(data)))
    assert "encrypted" in problems(found)[0] and "a link" in problems(found)[1]
    assert texts(found)[2] == STORY


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_packing_that_has_no_bound_is_not_unpacked(tmp_path: Path, method: int) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        archive.writestr("a.txt", STORY)
    assert "packed in a way" in problems(take(save(tmp_path, "a.zip", out.getvalue())))[0]


def test_overlapping_entries(tmp_path: Path) -> None:
    data = zipped(**{"a.txt": os.urandom(40_000).hex().encode()})
    start = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x05\x06")
    directory = data[start:end] * 50
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 50, 50, len(directory), start, 0)
    found = take(save(tmp_path, "a.zip", data[:start] + directory + tail))
    assert "overlap" in problems(found)[-1] and len(found) < 5


def test_a_table_of_contents_without_end(tmp_path: Path) -> None:
    data = zipped(**{"a.txt": b"x"})
    start, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    directory = data[start:end] * 400_000
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 65535, 65535, len(directory), start, 0)
    tracemalloc.start()
    found = take(save(tmp_path, "a.zip", data[:start] + directory + tail))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "too many entries" in problems(found)[0] and peak < 50_000_000


def test_broken_archives(tmp_path: Path) -> None:
    whole = zipped(**{"a.txt": os.urandom(3_000).hex().encode(), "b.txt": STORY.encode()})
    flipped = bytearray(whole)
    flipped[200] ^= 0xFF
    for name, data in (("cut", whole[:2_000]), ("head", whole[:4]), ("flipped", bytes(flipped))):
        found = take(save(tmp_path, f"{name}.zip", data))
        assert problems(found), name
    assert texts(take(tmp_path / "flipped.zip"))[-1] == STORY


def test_an_office_document_is_no_archive(tmp_path: Path) -> None:
    data = zipped(**{"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"})
    assert "office document" in problems(take(save(tmp_path, "a.docx", data)))[0]


def test_gzip(tmp_path: Path) -> None:
    bomb = zlib.compressobj(9, zlib.DEFLATED, 31)
    data = b"".join(bomb.compress(bytes(1_000_000)) for _ in range(500)) + bomb.flush()
    save(tmp_path, "a.jsonl.gz", data)
    save(tmp_path, "b.txt.gz", data)
    save(tmp_path, "c.html.gz", gzip.compress(PAGE))
    save(tmp_path, "d.jsonl.gz", gzip.compress(line(1) * 2_000)[:-30])
    save(
        tmp_path, "e.gz", gzip.compress(gzip.compress(gzip.compress(gzip.compress(gzip.compress(gzip.compress(PAGE))))))
    )
    began = clock.seconds()
    found = take(tmp_path)
    assert clock.seconds() - began < clock.allowed(10)
    assert texts(found).count(STORY) >= 1
    messages = " ".join(problems(found))
    assert "swells" in messages and "cut off" in messages and "more than 4 others" in messages


# Crawls.


def crawl(
    *bodies: bytes,
    packed: bool = True,
    kind: str = "text/html; charset=utf-8",
    status: str = "200 OK",
    sent: tuple[tuple[str, str], ...] = (),
) -> bytes:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    for number, body in enumerate(bodies):
        url = f"https://example.org/{number}"
        headers = StatusAndHeaders(status, [("Content-Type", kind), ("ETag", '"v1"'), *sent], protocol="HTTP/1.1")
        for record in (
            writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=headers),
            writer.create_warc_record(url, "metadata", payload=io.BytesIO(b"a: b")),
        ):
            writer.write_record(record)
    return out.getvalue()


@pytest.mark.parametrize("packed", [True, False])
def test_a_crawl(tmp_path: Path, packed: bool) -> None:
    path = save(tmp_path, "a.warc.gz" if packed else "a.warc", crawl(PAGE, PAGE, packed=packed))
    first, second = take(path)
    assert isinstance(first, RawPage)
    assert (first.name, first.url, first.etag) == (f"{path}!/https://example.org/0", "https://example.org/0", '"v1"')
    assert (first.retrieved_at or "").startswith("20")
    assert texts([first, second]) == [STORY, STORY]


def test_what_is_read_of_a_crawl(tmp_path: Path) -> None:
    assert texts(take(save(tmp_path, "a.warc", crawl(STORY.encode("cp1251"), kind="text/plain")))) == [STORY]
    assert texts(take(save(tmp_path, "b.warc", crawl(line(1), kind="application/json")))) == [STORY]
    assert take(save(tmp_path, "c.warc", crawl(b"x", kind="image/png"))) == []
    assert take(save(tmp_path, "d.warc", crawl(PAGE, status="404 Not Found"))) == []
    assert texts(take(save(tmp_path, "e.zip", zipped(**{"a.warc.gz": crawl(PAGE)})))) == [STORY]


CHUNKS = b"%x;a=b\r\n%s\r\n%X\r\n%s\r\n0\r\n\r\n" % (9, PAGE[:9], len(PAGE) - 9, PAGE[9:])
GZIP, CHUNKED = ("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked")


@pytest.mark.parametrize(
    ("body", "sent"),
    [
        (gzip.compress(PAGE), (GZIP,)),
        (PAGE, (GZIP,)),
        (CHUNKS, (CHUNKED,)),
        (PAGE, (CHUNKED,)),
        (CHUNKS, (CHUNKED, GZIP)),
    ],
    ids=["packed", "said to be packed", "in chunks", "said to be in chunks", "in chunks, said to be packed"],
)
def test_how_a_page_of_a_crawl_was_sent(tmp_path: Path, body: bytes, sent: tuple[tuple[str, str], ...]) -> None:
    assert texts(take(save(tmp_path, "a.warc", crawl(body, sent=sent) + crawl(PAGE)))) == [STORY, STORY]


def test_a_packed_page_of_a_crawl_that_swells_costs_itself_alone(tmp_path: Path) -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = b"".join(packer.compress(bytes(1_000_000)) for _ in range(300)) + packer.flush()
    first, second = texts(
        take(save(tmp_path, "a.warc", crawl(bomb, sent=(GZIP,), packed=False) + crawl(PAGE, packed=False)))
    )
    assert first.startswith("problem") and second == STORY


@pytest.mark.parametrize("packed", [True, False])
def test_a_crawl_that_is_cut_off(tmp_path: Path, packed: bool) -> None:
    bodies = [f"<html><p>{STORY}</p>{os.urandom(30_000).hex()}".encode() for _ in range(9)]
    data = crawl(*bodies, packed=packed)
    found = take(save(tmp_path, "a.warc", data[: len(data) * 8 // 10]))
    assert 4 <= sum(isinstance(item, RawPage) for item in found) < 9
    assert "cut off" in problems(found)[-1]


def test_broken_crawls(tmp_path: Path) -> None:
    data = crawl(PAGE, PAGE, packed=False)
    middle = data.index(b"WARC/", len(data) // 2)
    for name, broken in (
        ("rubbish", data[:middle] + b"\xff" * 300 + data[middle:]),
        ("headers", b"WARC/1.0\r\n" + b"A: b\r\n" * 3_000_000),
        ("length", data.replace(b"Content-Length: ", b"Content-Length: 99999999", 1)),
        ("minus", data.replace(b"Content-Length: ", b"Content-Length: -", 1)),
        ("word", b"WARC/"),
    ):
        began = clock.seconds()
        assert problems(take(save(tmp_path, name, broken))), name
        assert clock.seconds() - began < clock.allowed(5)


def test_a_packed_crawl_that_swells(tmp_path: Path) -> None:
    record = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\n"
    record += b"Content-Length: %d\r\n\r\n"
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    data = packer.compress(record % (len(http) + 500_000_000) + http)
    data += b"".join(packer.compress(b"a" * 1_000_000) for _ in range(500)) + packer.flush()
    tracemalloc.start()
    found = texts(take(save(tmp_path, "a.warc.gz", data)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert all(text.startswith("problem") for text in found) and "swells" in found[-1]
    assert peak < 120_000_000


def test_without_fastwarc_the_way_out_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fastwarc.warc", None)
    save(tmp_path, "a.warc", crawl(PAGE))
    save(tmp_path, "b.txt", STORY.encode())
    found = take(tmp_path)
    assert "pip install 'dragoman[warc]'" in problems(found)[0]
    assert texts(found)[1] == STORY


# The web.


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as found:
        yield found


def test_addresses(site: Site) -> None:
    site.give("/page", PAGE, ETag='"v1"')
    site.give("/rss", FEED.encode("cp1251"), "application/rss+xml")
    site.give("/line", line(1), "application/json")
    fetch = Fetcher(allow_private=True, delay=0).get
    found = take(*map(site.url, ("/page", "/rss", "/none", "/line")), "ftp://example.org/a", fetch=fetch)
    assert names(found) == [
        site.url("/page"),
        site.url("/rss") + "#1",
        "problem " + site.url("/none"),
        site.url("/line"),
        "problem ftp://example.org/a",
    ]
    assert isinstance(found[0], RawPage) and found[0].etag == '"v1"' and found[0].url == site.url("/page")
    assert [text for text in texts(found) if not text.startswith("problem")] == [STORY, "Посол\n\n" + STORY, STORY]
    assert all(item.stage == "fetching" for item in found if isinstance(item, Problem))


def test_without_a_fetcher_the_web_is_not_asked() -> None:
    (found,) = take("https://example.org/")
    assert isinstance(found, Problem) and "not asked" in found.message
