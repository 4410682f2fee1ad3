"""Feeds are asked politely, what is new is added once, and every find reaches its subscribers, whatever stops."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import feedparser
import pytest

from dragoman.errors import RecordError
from dragoman.model import Problem
from dragoman.reading.fetch import Fetched, Fetcher
from dragoman.reading.raw import RawPage
from dragoman.watch import Config, Notice, State, WatchError, watch
from dragoman.watch.config import Feed, Query, Target
from dragoman.watch.notices import line
from tests.reading.server import Site, answer, serve


class FakeDesk:
    """A record in memory: a document a page, and a find in each document that holds the words of a query."""

    def __init__(self) -> None:
        self.pages: list[RawPage] = []
        self.broken: str | None = None

    def add(self, pages: Sequence[RawPage | Problem]) -> dict[str, int]:
        if self.broken:
            raise RecordError("talks.record", self.broken, "try again")
        new = [page for page in pages if isinstance(page, RawPage) and page.data not in [p.data for p in self.pages]]
        self.pages += new
        return {"added": len(new), "known": len(pages) - len(new)}

    def newest(self) -> int:
        return len(self.pages)

    def finds(self, queries: Iterable[Query], after: int, upto: int) -> Iterator[Notice | str]:
        for query in queries:
            if query.find == "?":
                yield "query cannot be asked"
            for number, page in enumerate(self.pages[after:upto], after + 1):
                if query.find in page.data.decode():
                    yield notice(query.name, number, url=page.url)


def notice(query: str, number: int, **more: Any) -> Notice:
    return Notice(
        id=f"{query}-{number}",
        query=query,
        kind="statement",
        fact=f"s{number:016x}-1",
        who=("Посол",),
        what="demand",
        words=f"слова {number}",
        found_at="2021-12-15T12:00:00+00:00",
        **more,
    )


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as found:
        yield found


def rss(*numbers: int) -> bytes:
    items = "".join(
        f"<item><title>Новость {n}</title><guid>g{n}</guid><link>{{site}}/page/{n}</link>"
        f"<description>Посол потребовал ответа {n}.</description></item>"
        for n in numbers
    )
    return f"<rss><channel><title>Вестник</title>{items}</channel></rss>".encode()


def give_feed(site: Site, *numbers: int, etag: str = "") -> None:
    data = rss(*numbers).replace(b"{site}", site.address.encode())
    headers = {"ETag": etag} if etag else {}

    def handle(request: Any) -> None:
        unchanged = bool(etag) and request.headers["If-None-Match"] == etag
        answer(304 if unchanged else 200, b"" if unchanged else data, "application/rss+xml", **headers)(request)

    site.handlers["/rss"] = handle


class Bench:
    """Everything that a watch needs, in a folder of its own."""

    def __init__(self, folder: Path, site: Site, *targets: Target, follow: bool = False, find: str = "ответа") -> None:
        self.record = folder / "talks.record"
        self.desk = FakeDesk()
        self.clock = Clock()
        self.said: list[str] = []
        queries = (Query(name="demands", find=find, to=targets),) if targets else ()
        self.config = Config(feed=(Feed(url=site.url("/rss"), every=600.0, follow=follow),), query=queries)
        self.fetcher = Fetcher(allow_private=True, delay=0, seconds=3)

    def run(self, fetch: Any = None) -> bool:
        """One round, by a watch that has just been started."""
        with State(self.record) as state:
            fetch = fetch or self.fetcher.get
            return watch(self.desk, self.config, state, fetch, once=True, tell=self.said.append, clock=self.clock)

    def waiting(self) -> list[str]:
        with State(self.record, alone=False) as state:
            return [one.notice for one in state.waiting()]


def lines_in(path: Path) -> list[str]:
    return [json.loads(text)["id"] for text in path.read_text(encoding="utf-8").splitlines()]


# Polling.


def test_only_what_is_new_is_added(tmp_path: Path, site: Site) -> None:
    bench = Bench(tmp_path, site)
    for numbers in ((1, 2), (1, 2), (2, 3)):
        give_feed(site, *numbers)
        assert bench.run()
        bench.clock.now += 1_000
    assert [page.url for page in bench.desk.pages] == [site.url(f"/page/{n}") for n in (1, 2, 3)]
    assert bench.said == [f"{site.url('/rss')}: 2 added, 0 known", f"{site.url('/rss')}: 1 added, 0 known"]


def test_a_feed_is_asked_only_when_it_is_due(tmp_path: Path, site: Site) -> None:
    give_feed(site, 1)
    bench = Bench(tmp_path, site)
    bench.run()
    bench.run()
    assert site.paths().count("/rss") == 1
    bench.clock.now += 700
    bench.run()
    assert site.paths().count("/rss") == 2


def test_an_unchanged_feed_is_not_sent_again(tmp_path: Path, site: Site) -> None:
    give_feed(site, 1, etag='"v1"')
    bench = Bench(tmp_path, site)
    bench.run()
    bench.clock.now += 700
    assert bench.run()
    assert [headers.get("If-None-Match") for path, headers in site.asked if path == "/rss"] == [None, '"v1"']


def test_a_changed_item_is_added_again(tmp_path: Path, site: Site) -> None:
    bench = Bench(tmp_path, site)
    give_feed(site, 1)
    bench.run()
    bench.clock.now += 700
    site.give("/rss", rss(1).replace("ответа".encode(), "мира".encode()), "application/rss+xml")
    bench.run()
    assert len(bench.desk.pages) == 2


def test_a_feed_that_fails_is_asked_less_and_less(tmp_path: Path, site: Site) -> None:
    site.handlers["/rss"] = answer(503)
    bench = Bench(tmp_path, site)
    gaps = []
    for _ in range(5):
        assert not bench.run()
        with State(bench.record) as state:
            feed = state.feed(site.url("/rss"))
        gaps.append(feed.next_at - bench.clock.now)
        bench.clock.now = feed.next_at
    assert all(600 * 2**n <= gap <= 750 * 2**n for n, gap in enumerate(gaps))
    assert "answers 503" in bench.said[0]
    give_feed(site, 1)
    assert bench.run() and len(bench.desk.pages) == 1
    with State(bench.record) as state:
        assert state.feed(site.url("/rss")).failures == 0


def test_a_server_that_names_a_time_is_obeyed(tmp_path: Path, site: Site) -> None:
    site.handlers["/rss"] = answer(429, Retry_After="7200")
    bench = Bench(tmp_path, site)
    bench.run()
    with State(bench.record) as state:
        assert state.feed(site.url("/rss")).next_at >= bench.clock.now + 7200


def test_what_is_no_feed_is_told(tmp_path: Path, site: Site) -> None:
    site.give("/rss", b"<html><p>Moved</p></html>")
    bench = Bench(tmp_path, site)
    assert not bench.run() and "this is no feed" in bench.said[0]


def test_one_feed_that_hangs_does_not_stop_another(tmp_path: Path, site: Site) -> None:
    def hang(request: Any) -> None:
        threading.Event().wait(2)

    site.handlers["/slow"] = hang
    give_feed(site, 1)
    bench = Bench(tmp_path, site)
    bench.config = Config(feed=(Feed(url=site.url("/slow"), every=600.0), *bench.config.feed))
    bench.fetcher.seconds = 0.5
    assert not bench.run()
    assert len(bench.desk.pages) == 1


def test_pages_behind_items_are_followed(tmp_path: Path, site: Site) -> None:
    give_feed(site, 1, 2, 3)
    site.give("/page/1", "<html><p>Вся статья.</p></html>".encode(), ETag='"p1"')
    site.handlers["/page/2"] = answer(404)
    site.handlers["/page/3"] = answer(503)
    bench = Bench(tmp_path, site, follow=True)
    bench.run()
    first, second = bench.desk.pages
    assert "Вся статья" in first.data.decode() and (first.etag, first.title) == ('"p1"', "Новость 1")
    assert "ответа 2" in second.data.decode()  # its page is gone: the item itself is read
    for _ in range(4):  # the third may come yet; in the end the item itself is read
        assert len(bench.desk.pages) == 2
        bench.clock.now += 700
        bench.run()
    assert "ответа 3" in bench.desk.pages[2].data.decode()
    assert site.paths().count("/page/1") == 1


def test_many_new_items_are_taken_in_turns(tmp_path: Path, site: Site) -> None:
    give_feed(site, *range(450), etag='"v1"')
    bench = Bench(tmp_path, site)
    for wanted in (200, 400, 450, 450):
        bench.run()
        assert len(bench.desk.pages) == wanted
        bench.clock.now += 700


# What stops in between.


def test_a_record_that_cannot_be_written_loses_nothing(tmp_path: Path, site: Site) -> None:
    give_feed(site, 1, etag='"v1"')
    bench = Bench(tmp_path, site)
    bench.desk.broken = "the disk is full"
    assert not bench.run() and "the disk is full" in bench.said[0]
    bench.desk.broken = None
    bench.clock.now += 700
    assert bench.run() and len(bench.desk.pages) == 1


def test_what_came_in_by_other_ways_is_told_too(tmp_path: Path, site: Site) -> None:
    give_feed(site)
    bench = Bench(tmp_path, site, Target(file=str(tmp_path / "out.jsonl")))
    bench.desk.add([RawPage(name="old", data="ответа раньше".encode())])
    bench.run()
    assert not (tmp_path / "out.jsonl").exists()  # what was there before the watch is no news
    bench.desk.add([RawPage(name="new", data="ответа теперь".encode())])
    bench.run()
    assert lines_in(tmp_path / "out.jsonl") == ["demands-2"]


def test_a_stop_between_adding_and_telling_loses_nothing(
    tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    give_feed(site, 1)
    bench = Bench(tmp_path, site, Target(file=str(tmp_path / "out.jsonl")))

    class KillError(BaseException):
        pass

    def kill(*_: object) -> None:
        raise KillError

    for place in ("search", "deliver"):
        monkeypatch.setattr(f"dragoman.watch.loop.{place}", kill)
        with pytest.raises(KillError):
            bench.run()
        monkeypatch.undo()
        assert not (tmp_path / "out.jsonl").exists()
    bench.run()
    bench.run()
    assert lines_in(tmp_path / "out.jsonl") == ["demands-1"]


def test_a_fact_is_told_once_for_all_its_tellings(tmp_path: Path, site: Site) -> None:
    give_feed(site)
    bench = Bench(tmp_path, site, Target(file=str(tmp_path / "out.jsonl")))
    bench.run()
    finds = [[notice("demands", 1, tellings=("a", "b"))], [notice("demands", 2, tellings=("b", "c"))]]
    for find in finds:
        bench.desk.add([RawPage(name="x", data=str(find).encode())])
        bench.desk.finds = lambda *_, find=find: iter(find)  # type: ignore[method-assign]
        bench.run()
    assert lines_in(tmp_path / "out.jsonl") == ["demands-1"]


def test_a_query_that_cannot_be_asked_is_told_once_and_stops_nothing(tmp_path: Path, site: Site) -> None:
    give_feed(site, 1)
    bench = Bench(tmp_path, site, Target(file=str(tmp_path / "out.jsonl")))
    bench.config = Config(
        feed=bench.config.feed, query=(Query(name="odd", find="?", to=bench.config.query[0].to), *bench.config.query)
    )
    assert bench.run()
    assert bench.said.count("query cannot be asked") == 1
    assert lines_in(tmp_path / "out.jsonl") == ["demands-1"]


def test_two_watches_on_one_record(tmp_path: Path) -> None:
    record = tmp_path / "talks.record"
    with State(record), pytest.raises(WatchError, match="another watch is at work"):
        State(record)
    State(record).close()


def test_a_look_at_a_running_watch(tmp_path: Path) -> None:
    with State(tmp_path / "a") as running:
        running.tell("q", ["t"], ["stdout:text"], "n1", "{}")
        with State(tmp_path / "a", alone=False) as looking:
            assert [one.notice for one in looking.waiting()] == ["n1"]


@pytest.mark.parametrize(
    "data", [b"not a database at all, but long enough to be looked at" * 20, b"SQLite format 3\0" + b"\xff" * 500]
)
def test_a_foreign_file_is_left_alone(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.watch").write_bytes(data)
    with pytest.raises(WatchError):
        State(tmp_path / "a")
    assert (tmp_path / "a.watch").read_bytes() == data


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(WatchError, match="cannot be written"):
        State(tmp_path / "none" / "a")


def test_a_full_disk_ends_the_watch_with_a_line(tmp_path: Path, site: Site) -> None:
    give_feed(site, *range(100))
    bench = Bench(tmp_path, site)
    with State(bench.record) as state:
        state.connection.execute("PRAGMA max_page_count = 1")
        with pytest.raises(WatchError, match="disk is full"):
            watch(bench.desk, bench.config, state, bench.fetcher.get, once=True, tell=bench.said.append)
    assert bench.run()
    assert len(bench.desk.pages) == 100


# Telling.


def test_standard_output(tmp_path: Path, site: Site, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    give_feed(site, 1)
    Bench(tmp_path, site, Target(stdout="text"), Target(stdout="json")).run()
    text, as_json = capfdbinary.readouterr().out.decode().splitlines()
    assert text == f"2021-12-15  demands  Посол: demand: слова 1  {site.url('/page/1')}  s0000000000000001-1"
    assert json.loads(as_json)["words"] == "слова 1"


def test_a_line_gives_a_terminal_no_orders() -> None:
    odd = line(notice("q", 1, url="https://a/\x1b[2J\u202e", publisher="x"))
    assert odd.isprintable()


def test_a_file_gets_each_notice_once(tmp_path: Path, site: Site) -> None:
    path = tmp_path / "out.jsonl"
    give_feed(site, 1, 2)
    bench = Bench(tmp_path, site, Target(file=str(path)))
    bench.run()
    whole = path.read_bytes()
    with State(bench.record) as state:  # as if killed after writing, before that was remembered
        state.connection.execute("UPDATE outbox SET delivered_at = NULL")
    path.write_bytes(whole[:-20])  # and in the middle of a line
    bench.run()
    assert path.read_bytes() == whole


def test_a_file_that_cannot_be_written_waits(tmp_path: Path, site: Site) -> None:
    give_feed(site, 1)
    bench = Bench(tmp_path, site, Target(file=str(tmp_path / "folder" / "out.jsonl")))
    assert not bench.run() and "cannot be written" in bench.said[-1]
    assert bench.waiting() == ["demands-1"]
    (tmp_path / "folder").mkdir()
    bench.clock.now += 60
    bench.run()
    assert lines_in(tmp_path / "folder" / "out.jsonl") == ["demands-1"]


def test_an_atom_file(tmp_path: Path, site: Site) -> None:
    path = tmp_path / "demands.atom"
    bench = Bench(tmp_path, site, Target(atom=str(path)))
    give_feed(site, *range(150))
    bench.run()
    bench.desk.finds = lambda *_: iter([notice("demands", 999, url="https://a/?b=1&c='\"<", title="A & B <i>\x00\x1b")])  # type: ignore[method-assign]
    bench.desk.add([RawPage(name="x", data="ответа".encode())])
    bench.run()
    feed = feedparser.parse(path.read_bytes())
    assert not feed.bozo and len(feed.entries) == 100
    assert feed.entries[0].id == "urn:dragoman:demands-999"
    assert feed.entries[0].link == "https://a/?b=1&c='\"<"
    assert feed.entries[0].title == "Посол: demand" and "слова 999" in feed.entries[0].summary
    assert len({entry.id for entry in feed.entries}) == 100


def hook(site: Site, **more: Any) -> Target:
    return Target(webhook=site.url("/hook"), secret_env="S", secret=more.pop("secret", "тайна"))


def test_a_webhook_is_signed(tmp_path: Path, site: Site) -> None:
    give_feed(site, 1)
    site.handlers["/hook"] = answer(204)
    key = base64.b64encode(b"key of the receiver").decode()
    bench = Bench(tmp_path, site, hook(site, secret="whsec_" + key))
    assert bench.run()
    ((headers, body),) = site.posted
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    wanted = base64.b64encode(hmac.new(b"key of the receiver", signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{wanted}"
    assert headers["webhook-timestamp"] == "1000000"
    assert json.loads(body)["id"] == headers["webhook-id"] == "demands-1"
    assert bench.run() and len(site.posted) == 1


def test_a_webhook_that_is_down_gets_everything_in_order_when_it_is_up(tmp_path: Path, site: Site) -> None:
    give_feed(site, 1, 2, 3)
    site.handlers["/hook"] = answer(500)
    bench = Bench(tmp_path, site, hook(site))
    for _ in range(6):
        assert not bench.run()
        assert len(bench.waiting()) == 3
        bench.clock.now += 4_500
    assert [headers["webhook-id"] for headers, _ in site.posted] == ["demands-1"] * 6  # the others wait their turn
    site.posted.clear()
    site.handlers["/hook"] = answer(200)
    assert bench.run()
    assert [headers["webhook-id"] for headers, _ in site.posted] == ["demands-1", "demands-2", "demands-3"]
    assert bench.waiting() == []


def test_a_webhook_that_refuses_one_notice_gets_the_others(tmp_path: Path, site: Site) -> None:
    give_feed(site, 1, 2)
    bench = Bench(tmp_path, site, hook(site))

    def handle(request: Any) -> None:
        answer(422 if request.headers["webhook-id"] == "demands-1" else 200)(request)

    site.handlers["/hook"] = handle
    assert not bench.run()
    assert bench.waiting() == ["demands-1"]
    assert "answers 422" in bench.said[-1]


def test_a_webhook_that_hangs_or_hangs_up(tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.watch.delivery.SECONDS", 0.4)
    give_feed(site, 1)
    bench = Bench(tmp_path, site, hook(site), Target(file=str(tmp_path / "out.jsonl")))
    for handler in (lambda request: threading.Event().wait(1), lambda request: None):
        site.handlers["/hook"] = handler
        assert not bench.run()
        bench.clock.now += 4_500
    assert bench.waiting() == ["demands-1"]
    assert lines_in(tmp_path / "out.jsonl") == ["demands-1"]  # the other subscriber does not wait


def test_a_webhook_that_redirects_is_not_followed(tmp_path: Path, site: Site) -> None:
    give_feed(site, 1)
    site.handlers["/hook"] = answer(302, Location=site.url("/else"))
    bench = Bench(tmp_path, site, hook(site))
    assert not bench.run()
    assert "/else" not in site.paths() and bench.waiting() == ["demands-1"]


def test_what_was_told_long_ago_is_forgotten_but_not_told_again(tmp_path: Path, site: Site) -> None:
    bench = Bench(tmp_path, site, Target(file=str(tmp_path / "out.jsonl")))
    give_feed(site, *range(150))
    bench.run()
    with State(bench.record) as state:
        assert len(state.latest(f"file:{tmp_path}/out.jsonl", 1000)) == 100
        state.keep_mark("searched", 0)
    bench.run()
    assert len(lines_in(tmp_path / "out.jsonl")) == 150


def test_a_watch_ends_when_it_is_told_to(tmp_path: Path, site: Site) -> None:
    give_feed(site, 1)
    bench = Bench(tmp_path, site)
    stop = threading.Event()
    asked: list[str] = []

    def fetch(address: str, **how: Any) -> Fetched:
        asked.append(address)
        stop.set()
        return bench.fetcher.get(address, **how)

    with State(bench.record) as state:
        assert watch(bench.desk, bench.config, state, fetch, stop=stop, tell=bench.said.append)
    assert len(asked) == 1 and len(bench.desk.pages) == 1
