"""Pages of the web come within bounds, politely, and never from inside the network unless that is allowed."""

from __future__ import annotations

import gzip
import shutil
import socket
import ssl
import subprocess
import time
import tracemalloc
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import httpcore
import pytest

from dragoman.reading import network
from dragoman.reading.fetch import Fetcher, FetchError, retry_after
from dragoman.reading.network import is_public
from tests.reading.server import Site, answer, raw, redirect, serve

PAGE = "<html><p>Посол прибыл в Женеву и встретился с министром.</p></html>".encode()
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as found:
        yield found


def fetcher(**how: object) -> Fetcher:
    return Fetcher(**{"allow_private": True, "delay": 0.0, "seconds": 2.0, **how})  # type: ignore[arg-type]


def failure(site: Site, path: str, **how: object) -> FetchError:
    """The error that the page ends in, soon and cheaply."""
    began = time.monotonic()
    with pytest.raises(FetchError) as caught:
        fetcher(**how).get(site.url(path))
    assert time.monotonic() - began < 8
    assert str(caught.value).startswith(site.url(path))
    return caught.value


def test_a_page_with_what_is_kept_of_it(site: Site) -> None:
    site.give("/a", PAGE, ETag='"v1"', Last_Modified="Wed, 15 Dec 2021 11:30:00 GMT")
    found = fetcher(contact="desk@example.org").get(site.url("/a"))
    assert (found.data, found.status, found.etag) == (PAGE, 200, '"v1"')
    assert found.last_modified == "Wed, 15 Dec 2021 11:30:00 GMT"
    assert found.content_type == "text/html; charset=utf-8"
    agent = dict(site.asked)["/a"]["User-Agent"]
    assert agent.startswith("dragoman/") and "desk@example.org" in agent


def test_a_page_that_has_not_changed(site: Site) -> None:
    def handle(request: BaseHTTPRequestHandler) -> None:
        answer(304 if request.headers["If-None-Match"] == '"v1"' else 200, b"")(request)

    site.handlers["/a"] = handle
    found = fetcher().get(site.url("/a"), etag='"v1"', last_modified="Wed, 15 Dec 2021 11:30:00 GMT")
    assert (found.status, found.data) == (304, b"")
    assert dict(site.asked)["/a"]["If-Modified-Since"] == "Wed, 15 Dec 2021 11:30:00 GMT"


def test_a_redirect_is_followed(site: Site) -> None:
    site.give("/новое", b"")
    site.give("/%D0%BD%D0%BE%D0%B2%D0%BE%D0%B5", PAGE)
    site.handlers["/old"] = redirect("/%D0%BD%D0%BE%D0%B2%D0%BE%D0%B5#top")
    found = fetcher().get(site.url("/old"))
    assert (found.data, found.url) == (PAGE, site.url("/%D0%BD%D0%BE%D0%B2%D0%BE%D0%B5"))


def test_redirects_without_end(site: Site) -> None:
    site.handlers["/a"] = redirect("/b")
    site.handlers["/b"] = redirect("/a")
    assert "more than 5 redirects" in str(failure(site, "/a"))
    assert len(site.asked) == 7


@pytest.mark.parametrize("where", ["file:///etc/passwd", "ftp://example.org/x", "gopher://127.0.0.1/", "javascript:1"])
def test_redirects_out_of_the_web(site: Site, where: str) -> None:
    site.handlers["/a"] = redirect(where)
    assert "only http and https" in str(failure(site, "/a"))


@pytest.mark.parametrize("where", ["http://", "http:///x", "http://[::1", "http://a:b@example.org/", "http://x:99999/"])
def test_redirects_to_no_address(site: Site, where: str) -> None:
    site.handlers["/a"] = redirect(where)
    failure(site, "/a")


PRIVATE = (
    "127.0.0.1 127.8.8.8 10.0.0.1 172.16.5.5 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 255.255.255.255 "
    "::1 :: fe80::1 fc00::1 ff02::1 ::ffff:127.0.0.1 ::127.0.0.1 64:ff9b::7f00:1 64:ff9b:1::1 2002:7f00:1:: 2001:db8::1"
)


@pytest.mark.parametrize("address", PRIVATE.split())
def test_addresses_inside_a_network(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.216.34", "2606:2800:220:1::1"])
def test_public_addresses(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]", "0"])
def test_loopback_is_refused_however_it_is_written(site: Site, host: str) -> None:
    port = site.address.rpartition(":")[2]
    with pytest.raises(FetchError, match=r"inside a network|not known|no whole answer"):
        fetcher(allow_private=False).get(f"http://{host}:{port}/a")
    assert site.asked == []


def test_a_refused_address_is_named_with_the_way_out() -> None:
    with pytest.raises(FetchError) as caught:
        fetcher(allow_private=False).get("http://127.0.0.1/a")
    what, _, do = str(caught.value).partition("; ")
    assert what == "http://127.0.0.1/a: 127.0.0.1 is an address inside a network"
    assert do == "allow private addresses if it is your own"


def test_a_redirect_into_the_network_is_refused(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first host counts as public, the one it redirects to does not."""
    site.handlers["/a"] = redirect(site.url("/secret").replace("127.0.0.1", "localhost"))
    monkeypatch.setattr(network, "is_public", lambda address: not asked_for_localhost)
    asked_for_localhost = False
    real = network.resolve

    def resolve(host: str, port: int, seconds: float) -> list[str]:
        nonlocal asked_for_localhost
        asked_for_localhost = host == "localhost"
        return real(host, port, seconds)

    monkeypatch.setattr(network, "resolve", resolve)
    with pytest.raises(FetchError, match="inside a network"):
        fetcher(allow_private=False).get(site.url("/a"))
    assert "/secret" not in site.paths()


def test_a_name_is_looked_up_once_for_check_and_connection(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that means another address the second time is connected to at the address that was checked."""
    answers = iter([["203.0.113.7"], ["127.0.0.1"]])
    connected: list[str] = []

    class Backend(httpcore.SyncBackend):
        def connect_tcp(self, host: str, *rest: object, **more: object) -> httpcore.NetworkStream:
            connected.append(host)
            raise httpcore.ConnectError("nobody there")

    monkeypatch.setattr(network, "resolve", lambda *_: next(answers))
    monkeypatch.setattr(network, "is_public", lambda address: address == "203.0.113.7")
    monkeypatch.setattr(httpcore, "SyncBackend", Backend)
    with pytest.raises(FetchError):
        fetcher(allow_private=False).get("http://rebinding.example/a")
    assert connected == ["203.0.113.7"]


def test_a_host_that_nobody_knows() -> None:
    with pytest.raises(FetchError, match=r"not known|not found in time") as caught:
        fetcher().get("http://name.invalid/a")
    assert caught.value.temporary


def drip(before: bytes, piece: bytes) -> object:
    """Writes something, then a little more again and again."""

    def handle(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(before)
        for _ in range(200):
            request.wfile.write(piece)
            time.sleep(0.05)

    return handle


@pytest.mark.parametrize(
    ("before", "piece"),
    [(b"", b"H"), (HEAD, b"X-A: b\r\n"), (HEAD + b"\r\n", "п".encode()), (b"", b"HTTP/1.1 100 Continue\r\n\r\n")],
    ids=["status", "headers", "body", "continue"],
)
def test_a_slow_drip_ends_at_the_deadline(site: Site, before: bytes, piece: bytes) -> None:
    site.handlers["/a"] = drip(before, piece)  # type: ignore[assignment]
    began = time.monotonic()
    failure(site, "/a", seconds=0.5)
    assert time.monotonic() - began < 3


def test_silence_ends_at_the_deadline(site: Site) -> None:
    site.handlers["/a"] = lambda request: time.sleep(3)
    assert failure(site, "/a", seconds=0.3).temporary


def endless(head: bytes, piece: bytes, times: int) -> object:
    def handle(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(head)
        for _ in range(times):
            request.wfile.write(piece)

    return handle


def peak_of(site: Site, path: str) -> int:
    tracemalloc.start()
    try:
        assert "bytes" in str(failure(site, path, max_bytes=2_000_000, seconds=30.0))
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_a_gigabyte_is_cut_off(site: Site) -> None:
    site.handlers["/a"] = endless(HEAD + b"\r\n", b"a" * 1_000_000, 1_000)  # type: ignore[assignment]
    assert peak_of(site, "/a") < 20_000_000


def test_a_gigabyte_announced_is_not_even_begun(site: Site) -> None:
    site.handlers["/a"] = endless(HEAD + b"Content-Length: 1000000000\r\n\r\n", b"a" * 1_000_000, 1_000)  # type: ignore[assignment]
    assert "1,000,000,000 bytes" in str(failure(site, "/a"))


def test_a_gzip_bomb_is_cut_off(site: Site) -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = b"".join(packer.compress(bytes(1_000_000)) for _ in range(1_000)) + packer.flush()
    assert len(bomb) < 1_000_000
    site.give("/a", bomb, Content_Encoding="gzip")
    assert peak_of(site, "/a") < 20_000_000


@pytest.mark.parametrize("packed", [gzip.compress(PAGE), zlib.compress(PAGE), zlib.compress(PAGE)[2:-4]])
def test_packed_pages(site: Site, packed: bytes) -> None:
    site.give("/a", packed, Content_Encoding="gzip" if packed[:2] == b"\x1f\x8b" else "deflate")
    assert fetcher().get(site.url("/a")).data == PAGE


def test_a_packed_page_may_be_large_within_the_bound(site: Site) -> None:
    text = PAGE * 10_000
    site.give("/a", gzip.compress(text), Content_Encoding="gzip")
    assert fetcher().get(site.url("/a")).data == text


@pytest.mark.parametrize(
    ("data", "encoding"),
    [(b"no gzip at all", "gzip"), (gzip.compress(PAGE * 9)[:40], "gzip"), (PAGE, "br"), (PAGE, "gzip, gzip")],
)
def test_broken_packing(site: Site, data: bytes, encoding: str) -> None:
    site.give("/a", data, Content_Encoding=encoding)
    assert "packed" in str(failure(site, "/a"))


def test_wrong_lengths(site: Site) -> None:
    site.handlers["/long"] = raw(HEAD + b"Content-Length: 500\r\n\r\n" + PAGE)
    site.handlers["/short"] = raw(HEAD + b"Content-Length: 9\r\n\r\n" + PAGE)
    site.handlers["/minus"] = raw(HEAD + b"Content-Length: -5\r\n\r\n" + PAGE)
    site.handlers["/two"] = raw(HEAD + b"Content-Length: 5\r\nContent-Length: 9\r\n\r\n" + PAGE)
    assert failure(site, "/long").temporary
    assert fetcher().get(site.url("/short")).data == PAGE[:9]
    for path in ("/minus", "/two"):
        assert "no whole answer" in str(failure(site, path))


@pytest.mark.parametrize("said", [b"", b"\0\0\0", b"HELLO\r\n\r\n", b"HTTP/1.1 200 OK\r\nA" + b"a" * 300_000])
def test_what_is_no_answer(site: Site, said: bytes) -> None:
    site.handlers["/a"] = raw(said)
    assert "no whole answer" in str(failure(site, "/a"))


@pytest.mark.parametrize("kind", ["image/png", "video/mp4", "application/pdf", "application/zip"])
def test_what_is_no_page(site: Site, kind: str) -> None:
    site.give("/a", b"x" * 100, kind)
    assert f"this is {kind}" in str(failure(site, "/a"))


@pytest.mark.parametrize(("status", "temporary"), [(404, False), (410, False), (403, False), (429, True), (503, True)])
def test_what_the_server_refuses(site: Site, status: int, temporary: bool) -> None:
    site.handlers["/a"] = answer(status, Retry_After="120")
    found = failure(site, "/a")
    assert (found.temporary, found.retry_after) == (temporary, 120.0)
    assert f"answers {status}" in str(found)


def test_when_to_come_again() -> None:
    assert retry_after("soon") is retry_after(None) is retry_after("Wed, 99 Dec 2021") is None
    assert retry_after("999999999999") == 86_400.0
    assert retry_after("Wed, 15 Dec 2021 11:30:00 GMT") == 0.0


def test_robots_forbid(site: Site) -> None:
    site.give("/robots.txt", b"User-agent: *\nDisallow: /private\n", "text/plain")
    site.give("/open", PAGE)
    site.give("/private/a", PAGE)
    reader = fetcher()
    assert reader.get(site.url("/open")).data == PAGE
    with pytest.raises(FetchError, match=r"robots\.txt of the site forbids"):
        reader.get(site.url("/private/a"))
    assert site.paths() == ["/robots.txt", "/open"]  # asked once, and the forbidden page never


def test_robots_hold_behind_a_redirect(site: Site) -> None:
    site.give("/robots.txt", b"User-agent: dragoman\nDisallow: /private\n", "text/plain")
    site.handlers["/open"] = redirect("/private/a")
    assert "forbids" in str(failure(site, "/open"))
    assert "/private/a" not in site.paths()


def test_a_site_whose_robots_fail_is_left_alone(site: Site) -> None:
    site.handlers["/robots.txt"] = answer(500)
    site.give("/a", PAGE)
    found = failure(site, "/a")
    assert found.temporary and "/a" not in site.paths()


def test_huge_robots_are_cut(site: Site) -> None:
    site.give("/robots.txt", b"User-agent: *\nDisallow: /private\n" + b"# a\n" * 1_000_000, "text/plain")
    site.give("/a", PAGE)
    assert fetcher().get(site.url("/a")).data == PAGE


def test_one_host_is_asked_slowly(site: Site) -> None:
    site.give("/robots.txt", b"User-agent: *\nCrawl-delay: 7\n", "text/plain")
    site.give("/a", PAGE)
    waits: list[float] = []
    reader = fetcher(delay=2.0, sleep=waits.append)
    reader.get(site.url("/a"))
    reader.get(site.url("/a"))
    assert [round(wait) for wait in waits] == [7]


@pytest.mark.parametrize(
    "address", ["", "example.org", "http:", "ftp://example.org/", "http://exa mple/", "http://\0/"]
)
def test_what_is_no_address(address: str) -> None:
    with pytest.raises(FetchError):
        fetcher().get(address)


def test_an_address_without_end() -> None:
    with pytest.raises(FetchError, match="characters") as caught:
        fetcher().get("http://example.org/" + "a" * 100_000)
    assert len(str(caught.value)) < 300


@pytest.mark.skipif(shutil.which("openssl") is None, reason="makes a certificate with openssl")
def test_certificates_are_checked_against_the_name(tmp_path: Path) -> None:
    """The connection goes to an address, the certificate is for a name: localhost fits, 127.0.0.1 does not."""
    made = "openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 2 -subj /CN=localhost".split()
    subprocess.run([*made, "-addext", "subjectAltName=DNS:localhost"], cwd=tmp_path, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
    with serve(context) as site:
        site.give("/a", PAGE)
        named = site.url("/a").replace("127.0.0.1", "localhost")
        with pytest.raises(FetchError, match="no whole answer"):
            fetcher().get(named)  # nobody vouches for the certificate
        reader = fetcher()
        reader.context.load_verify_locations(tmp_path / "cert.pem")
        assert reader.get(named).data == PAGE
        with pytest.raises(FetchError, match="no whole answer"):
            reader.get(site.url("/a"))


def test_a_server_that_says_nothing_while_keys_are_agreed(site: Site) -> None:
    began = time.monotonic()
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with pytest.raises(FetchError, match="takes too long"):
            fetcher(seconds=0.5).get(f"https://127.0.0.1:{port}/a")
    assert time.monotonic() - began < 3
