"""feeds.toml is checked before anything is asked, and every fault is named with the way out."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.watch import WatchError, load

GOOD = """
every = "30m"
delay = 2
contact = "desk@example.org"

[[feed]]
url = "https://example.org/rss"
every = "5m"
follow = true

[[feed]]
url = "https://example.com/atom.xml"

[[query]]
name = "demands"
find = "act:demand"
to = [{stdout = "text"}, {file = "out/demands.jsonl"}, {atom = "demands.atom"}]

[[query]]
name = "talks"
find = ""
[[query.to]]
webhook = "http://127.0.0.1:8000/hook"
secret_env = "HOOK_SECRET"
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "feeds.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_good_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOOK_SECRET", "тайна")
    config = load(written(tmp_path, GOOD))
    assert [(feed.every, feed.follow) for feed in config.feed] == [(300.0, True), (1800.0, False)]
    assert sorted(config.targets()) == [
        f"atom:{tmp_path}/demands.atom",
        f"file:{tmp_path}/out/demands.jsonl",
        "stdout:text",
        "webhook:http://127.0.0.1:8000/hook",
    ]
    assert config.query[1].to[0].secret == "тайна"


FEED = '[[feed]]\nurl = "https://example.org/rss"\n'
QUERY = FEED + '[[query]]\nname = "a"\nfind = "x"\n'


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "names no feed"),
        ("[[feed", "no TOML"),
        ("feed = 3", "Expected `array`"),
        ("[[feed]]\nurl = 3", "Expected `str`"),
        ('[[feed]]\nurl = "file:///etc/passwd"', "no address of the web"),
        (FEED + FEED, "twice"),
        (FEED + "evry = 3", "evry"),
        (FEED + 'every = "1s"', "want 60s to 7d"),
        (FEED + "every = true", "want 60s to 7d"),
        ('every = "soon"\n' + FEED, "want 60s to 7d"),
        ("delay = -1\n" + FEED, "between 0 and 3600"),
        (QUERY + "to = []", "nobody is told"),
        (QUERY + 'to = [{stdout = "loud"}]', "Invalid enum value"),
        (QUERY + "to = [{}]", "one of stdout"),
        (QUERY + 'to = [{file = "a", atom = "b"}]', "one of stdout"),
        (QUERY + 'to = [{file = "a", secret = "b"}]', "one of stdout"),
        (QUERY + 'to = [{webhook = "ftp://a/b", secret_env = "NONE"}]', "no address of the web"),
        (QUERY + 'to = [{webhook = "https://a/b", secret_env = "NO_SUCH_NAME"}]', "NO_SUCH_NAME gives no secret"),
        (QUERY + 'to = [{webhook = "https://a/b"}]', "secret_env gives no secret"),
        (FEED + '[[query]]\nname = "a/b"\nfind = ""\nto = [{file = "a"}]', "letters, digits"),
    ],
)
def test_a_fault_is_named(tmp_path: Path, text: str, fault: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(WatchError) as caught:
        load(path)
    assert fault in str(caught.value) and str(caught.value).startswith(str(path))


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(WatchError, match="cannot be opened"):
        load(tmp_path / "none.toml")
