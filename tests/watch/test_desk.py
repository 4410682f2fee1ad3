"""A watch with a real record: from a feed to what a query tells."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from dragoman.reading.fetch import Fetcher
from dragoman.reading.raw import RawPage
from dragoman.watch import Config, State, WatchError, load, notices, watch
from dragoman.watch.config import Feed, Query, Target
from dragoman.watch.desk import Desk, check_queries, joined
from tests.reading.server import serve

DOCS = (Path(__file__).parents[2] / "docs" / "watch.md").read_text(encoding="utf-8")
STORY = "Министр иностранных дел России Сергей Лавров потребовал от США письменного ответа до конца года."
OTHER = "Министры иностранных дел России и Франции встретились в Париже в среду."


def page(name: str, text: str, publisher: str = "Вестник") -> RawPage:
    return RawPage(name=name, data=text.encode(), publisher=publisher, published_at="2021-12-15T14:30:00+03:00")


def asked(find: str) -> Query:
    return Query(name="a", find=find, to=(Target(stdout="text"),))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    found = Desk(tmp_path_factory.mktemp("desk") / "talks.record")
    assert found.newest() == 0
    assert found.add([page("1", STORY), page("2", OTHER), page("1", STORY)]) == {"added": 2, "known": 1}
    return found


def test_a_demand_is_found(desk: Desk) -> None:
    (found,) = desk.finds([asked("act:demand speaker:RUS")], 0, desk.newest())
    assert isinstance(found, notices.Notice)
    assert (found.kind, found.what, found.publisher) == ("statement", "demand", "Вестник")
    assert found.who == ("Sergey Lavrov",) and found.words in STORY
    assert found.fact in found.tellings
    assert found == notices.decode(notices.encode(found))


def test_a_meeting_is_found(desk: Desk) -> None:
    (found,) = desk.finds([asked("mode:meet")], 0, desk.newest())
    assert isinstance(found, notices.Notice)
    assert (found.kind, found.what, found.status, found.words) == ("event", "meet", "held", "встретились")
    assert found.around == OTHER and len(found.who) == len(found.ids) == 2


def test_only_new_documents_are_searched(desk: Desk) -> None:
    assert list(desk.finds([asked("")], desk.newest(), desk.newest())) == []
    assert list(desk.finds([asked("act:demand")], 1, 2)) == []


def test_a_name_that_nobody_bears_yet_is_told_and_does_not_stop_the_other_query(desk: Desk) -> None:
    first, second = desk.finds([asked("speaker:Невстречаев"), asked("act:demand")], 0, desk.newest())
    assert isinstance(first, str) and "Невстречаев" in first
    assert isinstance(second, notices.Notice)


def test_ranges_that_follow_each_other_are_searched_as_one() -> None:
    assert list(joined([(1, 3), (4, 4), (6, 9), (10, 12)])) == [(1, 4), (6, 12)]
    assert list(joined([])) == []


def test_a_query_that_cannot_be_understood_is_refused_at_once(tmp_path: Path) -> None:
    config = Config(feed=(Feed(url="https://example.org/"),), query=(asked("acts:demand"),))
    with pytest.raises(WatchError, match="no field"):
        check_queries(config, tmp_path / "feeds.toml")


def test_the_example_of_the_docs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    example = re.search(r"```toml\n(.*?)```", DOCS, re.DOTALL)
    assert example is not None
    path = tmp_path / "feeds.toml"
    path.write_text(example[1], encoding="utf-8")
    monkeypatch.setenv("DESK_HOOK_SECRET", "x")
    config = load(path)
    check_queries(config, path)
    assert len(config.feed) >= 2 and len(config.targets()) == 4
    for struct in (Config, Feed, Query, Target):
        for field in struct.__struct_fields__:
            assert f"`{field}`" in DOCS or field == "secret", field
    for field in notices.Notice.__struct_fields__:
        assert f"`{field}`" in DOCS, field
    assert tomllib.loads(example[1])["feed"][0]["follow"] is True


def test_from_a_feed_to_a_file(tmp_path: Path, desk: Desk) -> None:
    text = "Посол Франции встретился с министром обороны США в четверг."
    item = f"<item><title>Встреча</title><description>{text}</description></item>"
    feed = f"<rss><channel><title>Курьер</title>{item}</channel></rss>"
    with serve() as site, State(tmp_path / "talks.record") as state:
        site.give("/rss", feed.encode(), "application/rss+xml")
        target = Target(file=str(tmp_path / "meetings.jsonl"))
        config = Config(
            feed=(Feed(url=site.url("/rss"), every=60.0),), query=(Query(name="m", find="mode:meet", to=(target,)),)
        )
        said: list[str] = []
        fetch = Fetcher(allow_private=True, delay=0).get
        assert watch(desk, config, state, fetch, once=True, tell=said.append)
    assert said == [f"{site.url('/rss')}: 1 added"]
    (told,) = [notices.decode(line) for line in (tmp_path / "meetings.jsonl").read_bytes().splitlines()]
    assert (told.query, told.words, told.publisher) == ("m", "встретился", "Курьер")
