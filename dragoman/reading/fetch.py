"""The web, politely and within bounds: http and https only, no addresses inside a network, robots.txt obeyed.

Size, time and redirects are bounded while the answer streams in; a page that is refused costs no more than its headers.
"""

from __future__ import annotations

import email.utils
import importlib.metadata
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Protocol

import httpcore
import httpx
import msgspec

from dragoman.errors import ReadingError
from dragoman.reading.files import MAX_BYTES
from dragoman.reading.network import AddressRefused, connections
from dragoman.reading.robots import EVERYTHING, MAX_ROBOTS, Robots, read_robots
from dragoman.reading.streams import unpacked

AGENT = "dragoman"
"""How robots.txt names us."""
MAX_REDIRECTS = 5
MAX_ADDRESS = 4_000
SECONDS = 60.0
"""Longest time that one page may take, redirects and the look-up of the host's name included."""
ROBOTS_SECONDS = 15.0
SILENCE = 20.0
"""Longest time without a byte."""
DELAY = 1.0
"""Seconds between two requests to one host."""
ROBOTS_KEPT, ROBOTS_RETRY, ROBOTS_HOSTS = 24 * 3600.0, 600.0, 1_000
"""Seconds for which a robots.txt, and the failure to get one, is remembered, and for how many sites."""
LONGEST_WAIT = 24 * 3600.0
KINDS_TAKEN = ("text/", "html", "xml", "json", "rss", "atom", "octet-stream")
"""What the content type of a page must hold; what octet-streams really are is told by their first bytes."""
ACCEPT = (
    "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/xml;q=0.9, text/*;q=0.8"
)


class FetchError(ReadingError):
    """An address that could not be fetched. `temporary`: it may work later, in `retry_after` seconds if told."""

    def __init__(
        self, name: str, what: str, do: str = "", *, temporary: bool = False, retry_after: float | None = None
    ) -> None:
        self.temporary = temporary
        self.retry_after = retry_after
        super().__init__(name, what, do)


class Fetched(msgspec.Struct, frozen=True, kw_only=True):
    """What a server answered. `status` 304 means: as it was, `data` is empty. url: where the last redirect led."""

    url: str
    status: int
    data: bytes
    retrieved_at: str
    content_type: str | None = None
    etag: str | None = None
    last_modified: str | None = None


class Bounds(msgspec.Struct, frozen=True):
    """What one request may cost: bytes after unpacking, and a moment of the monotonic clock. cut: take what fits."""

    size: int
    deadline: float
    cut: bool = False


class Answer(Protocol):
    """What this module uses of a response of httpcore."""

    status: int
    headers: list[tuple[bytes, bytes]]

    def iter_stream(self) -> Iterator[bytes]: ...


class Fetcher:
    """Fetches pages and remembers, between them, when each host was last asked and what its robots.txt says.

    allow_private: addresses inside a network, such as one's own server, are fetched too.
    contact: an address or mailbox for those who run the servers. `get` may be called by several threads at once.
    """

    def __init__(
        self,
        *,
        allow_private: bool = False,
        contact: str | None = None,
        delay: float = DELAY,
        seconds: float = SECONDS,
        max_bytes: int = MAX_BYTES,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        self.allow_private = allow_private
        self.agent = f"{AGENT}/{version()} (reader of news reports{'; +' + contact if contact else ''})"
        self.delay = delay
        self.seconds = seconds
        self.max_bytes = max_bytes
        self.sleep = sleep
        self.context = httpx.create_ssl_context()
        self.lock = threading.Lock()
        self.free_at: OrderedDict[str, float] = OrderedDict()
        self.robots: OrderedDict[str, tuple[float, Robots | FetchError]] = OrderedDict()

    def get(self, address: str, *, etag: str | None = None, last_modified: str | None = None) -> Fetched:
        """The page at an address, or `FetchError`. With what was kept of the last answer, 304 if nothing changed."""
        conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        headers = {key: value for key, value in conditions.items() if value and value.isascii()}
        url = checked(address, address)
        bounds = Bounds(self.max_bytes, time.monotonic() + self.seconds)
        for _ in range(MAX_REDIRECTS + 1):
            began = time.monotonic()
            delay = max(self.delay, self.permitted(url, address).delay or 0.0)
            self.wait(url, delay)
            bounds = Bounds(bounds.size, bounds.deadline + time.monotonic() - began)
            answer = self.ask(url, address, headers, bounds)
            if isinstance(answer, Fetched):
                return answer
            url = checked(answer, address)
        raise too_many(address)

    def wait(self, url: httpx.URL, delay: float) -> None:
        """Waits until the host may be asked again."""
        host, now = url.host, time.monotonic()
        with self.lock:
            free_at = max(now, self.free_at.pop(host, now))
            self.free_at[host] = free_at + delay
            while len(self.free_at) > ROBOTS_HOSTS:
                self.free_at.popitem(last=False)
        if free_at > now:
            self.sleep(free_at - now)

    def ask(self, url: httpx.URL, name: str, headers: dict[str, str], bounds: Bounds) -> Fetched | httpx.URL:
        """One request: the answer, or where it sends us."""
        sent = [("User-Agent", self.agent), ("Accept", ACCEPT), ("Accept-Encoding", "gzip"), ("Connection", "close")]
        waits = {"connect": SILENCE, "read": SILENCE, "write": SILENCE, "pool": SILENCE}
        target = httpcore.URL(
            scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path.partition(b"#")[0]
        )
        try:
            with (
                connections(bounds.deadline, self.allow_private, self.context) as pool,
                pool.stream("GET", target, headers=[*sent, *headers.items()], extensions={"timeout": waits}) as answer,
            ):
                return outcome(answer, url, name, bounds)
        except AddressRefused as error:
            raise FetchError(name, str(error), "allow private addresses if it is your own") from error
        except httpcore.TimeoutException as error:
            raise FetchError(name, "the server takes too long", "try again later", temporary=True) from error
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
            what = " ".join(str(error).split())[:200] or "the connection failed"
            raise FetchError(name, f"no whole answer: {what}", "try again later", temporary=True) from error

    def permitted(self, url: httpx.URL, name: str) -> Robots:
        """The rules of the site; an error if they forbid the page or cannot be had."""
        site = f"{url.scheme}://{url.netloc.decode('ascii')}"
        with self.lock:
            until, found = self.robots.get(site, (0.0, EVERYTHING))
        if time.monotonic() >= until:
            found = self.fetch_robots(site)
            kept = ROBOTS_RETRY if isinstance(found, FetchError) else ROBOTS_KEPT
            with self.lock:
                self.robots[site] = (time.monotonic() + kept, found)
                while len(self.robots) > ROBOTS_HOSTS:
                    self.robots.popitem(last=False)
        if isinstance(found, FetchError) and isinstance(found.__cause__, AddressRefused):
            raise FetchError(name, found.what, found.do)
        if isinstance(found, FetchError):
            raise FetchError(
                name, f"{site} does not give its robots.txt: {found.what}", found.do, temporary=found.temporary,
                retry_after=found.retry_after,
            )  # fmt: skip
        if not found.allows(url.raw_path.decode("ascii")):
            raise FetchError(name, "the robots.txt of the site forbids it", "ask the publisher for another way")
        return found

    def fetch_robots(self, site: str) -> Robots | FetchError:
        """What the site allows. A site without robots.txt allows everything; one that fails, nothing for a while."""
        name = f"{site}/robots.txt"
        bounds = Bounds(MAX_ROBOTS, time.monotonic() + min(ROBOTS_SECONDS, self.seconds), cut=True)
        try:
            url = checked(name, name)
            for _ in range(MAX_REDIRECTS + 1):
                answer = self.ask(url, name, {}, bounds)
                if isinstance(answer, Fetched):
                    return read_robots(answer.data.decode("utf-8", "replace"), AGENT)
                url = checked(answer, name)
        except FetchError as error:
            return error if error.temporary or isinstance(error.__cause__, AddressRefused) else EVERYTHING
        return EVERYTHING


def version() -> str:
    """Our version, as installed."""
    try:
        return importlib.metadata.version("dragoman")
    except importlib.metadata.PackageNotFoundError:  # run from a folder that was only copied
        return "0"


def too_many(name: str) -> FetchError:
    return FetchError(name, f"more than {MAX_REDIRECTS} redirects", "check the address in a browser")


def checked(address: str | httpx.URL, name: str) -> httpx.URL:
    """The address if it is one of the web that we may ask."""
    if isinstance(address, str) and len(address) > MAX_ADDRESS:
        raise FetchError(name[:80], f"an address of {len(address):,} characters", "check the address")
    try:
        url = httpx.URL(address)
        host = url.raw_host
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise FetchError(name[:MAX_ADDRESS], "this is no address of the web", "write it as https://…") from error
    if url.scheme not in ("http", "https"):
        raise FetchError(name, f"{url.scheme or 'no scheme'}: only http and https are fetched", "save it as a file")
    if not host:
        raise FetchError(name, "the address names no host", "write it as https://…")
    if url.userinfo:
        raise FetchError(name, "addresses with a password are not fetched", "leave it out")
    return url


def outcome(answer: Answer, url: httpx.URL, name: str, bounds: Bounds) -> Fetched | httpx.URL:
    """What an answer is worth: a page, nothing new, another address, or an error."""
    headers = {key.lower().decode("latin-1"): value.decode("latin-1") for key, value in answer.headers}
    status = answer.status
    if status in (301, 302, 303, 307, 308) and headers.get("location"):
        return joined(url, headers["location"], name)
    if status != 304 and not 200 <= status < 300:
        temporary = status in (408, 425, 429) or status >= 500
        do = "try again later" if temporary else "check the address in a browser"
        wait = retry_after(headers.get("retry-after"))
        raise FetchError(name, f"the server answers {status}", do, temporary=temporary, retry_after=wait)
    data = b"" if status == 304 else body(answer, headers, name, bounds)
    return Fetched(
        url=str(url.copy_with(fragment=None)),
        status=status,
        data=data,
        retrieved_at=datetime.now(UTC).isoformat(timespec="seconds"),
        content_type=headers.get("content-type", "")[:200] or None,
        etag=headers.get("etag", "")[:1000] or None,
        last_modified=headers.get("last-modified", "")[:100] or None,
    )


def joined(url: httpx.URL, location: str, name: str) -> httpx.URL:
    """Where a redirect leads."""
    try:
        return url.join(location[: MAX_ADDRESS + 1].encode("latin-1").decode("utf-8", "replace"))
    except (httpx.InvalidURL, ValueError) as error:
        raise FetchError(name, "it redirects to what is no address", "check the address in a browser") from error


def body(answer: Answer, headers: dict[str, str], name: str, bounds: Bounds) -> bytes:
    """The content, unpacked, of a kind that we read."""
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind and not bounds.cut and not any(taken in kind for taken in KINDS_TAKEN):
        raise FetchError(name, f"this is {kind[:60]}, no page or feed", "give the address of the text")
    length = headers.get("content-length", "")
    if length.isdigit() and int(length[:15]) > bounds.size and not bounds.cut:
        raise FetchError(name, f"{int(length[:15]):,} bytes, at most {bounds.size:,} are fetched", "save it as a file")
    out = bytearray()
    pieces = timely(answer.iter_stream(), bounds.deadline)
    try:
        for piece in unpacked(pieces, headers.get("content-encoding", ""), name):
            out += piece
            if len(out) > bounds.size:
                break
    except ReadingError as error:
        raise FetchError(name, error.what, error.do, temporary=True) from error
    if len(out) > bounds.size and not bounds.cut:
        raise FetchError(name, f"over {bounds.size:,} bytes, no more are fetched", "save it as a file")
    return bytes(out[: bounds.size])


def timely(pieces: Iterable[bytes], deadline: float) -> Iterator[bytes]:
    """The pieces until the deadline, however small and many they are."""
    for piece in pieces:
        if time.monotonic() > deadline:
            raise httpcore.ReadTimeout("the time is up")
        yield piece


def retry_after(value: str | None) -> float | None:
    """Seconds that the server asks us to wait, given as such or as a date."""
    if not value:
        return None
    if value.strip().isdigit():
        return min(float(value.strip()[:9]), LONGEST_WAIT)
    try:
        when = email.utils.parsedate_to_datetime(value[:60])
        left = when.timestamp() - time.time()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return min(max(left, 0.0), LONGEST_WAIT)
