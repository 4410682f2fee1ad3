"""feeds.toml: which feeds are watched, which queries are saved, and who is told what they find (docs/watch.md)."""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path
from typing import Any, Literal

import msgspec

from dragoman.errors import DragomanError

LENGTH = re.compile(r"(\d{1,6})\s*([smhd])")
UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
SHORTEST, LONGEST = 60.0, 7 * 86400.0
"""Seconds between two polls of one feed."""
NAME = re.compile(r"[\w .-]{1,60}")


class WatchError(DragomanError):
    """feeds.toml cannot be used, or another watch holds the record. `name` is the file, `do` the way out."""

    def __init__(self, name: str, what: str, do: str = "") -> None:
        super().__init__(f"{name}: {what}" + (f"; {do}" if do else ""))


class Feed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A feed. every: seconds between two polls. follow: the page of each new item is fetched, not only the item read.

    publisher: the name of the outlet, where the feed's own title is not it.
    """

    url: str
    every: float = 0.0
    follow: bool = False
    publisher: str | None = None


class Target(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where the finds of a query go: exactly one of `stdout`, `file`, `atom` and `webhook`.

    file, atom: paths, from the folder of feeds.toml. secret: of a webhook, out of the environment by `secret_env`.
    """

    stdout: Literal["text", "json"] | None = None
    file: str | None = None
    atom: str | None = None
    webhook: str | None = None
    secret_env: str | None = None
    secret: str = ""

    @property
    def key(self) -> str:
        """What the outbox calls it; it stays the same when other lines of the file change."""
        kinds = {"stdout": self.stdout, "file": self.file, "atom": self.atom, "webhook": self.webhook}
        return next(f"{kind}:{value}" for kind, value in kinds.items() if value is not None)


class Query(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A saved query in the language of `dragoman find`. An empty one finds everything."""

    name: str
    find: str
    to: tuple[Target, ...]


class Config(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What feeds.toml says. delay: seconds between two requests to one host. contact: told to the servers."""

    feed: tuple[Feed, ...] = ()
    query: tuple[Query, ...] = ()
    every: float = 900.0
    delay: float = 1.0
    contact: str | None = None
    allow_private: bool = False

    def targets(self) -> dict[str, Target]:
        """All targets by key; two queries may share one."""
        return {target.key: target for query in self.query for target in query.to}


def load(path: Path) -> Config:
    """The file, checked. Errors: `WatchError`, which names the place."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise WatchError(str(path), f"cannot be opened: {reason}", "docs/watch.md shows how to write one") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WatchError(str(path), f"this is no TOML: {error}", "docs/watch.md shows an example") from None
    try:
        return checked(raw, path)
    except msgspec.ValidationError as error:
        raise WatchError(str(path), str(error), "docs/watch.md explains every key") from None


def checked(raw: dict[str, Any], path: Path) -> Config:
    """The values, with lengths of time as seconds, paths made whole and secrets looked up."""
    usual = seconds(raw.get("every", "15m"), path, "every")
    feeds = raw.get("feed", [])
    for number, feed in enumerate(feeds if isinstance(feeds, list) else [], 1):
        if isinstance(feed, dict):
            feed["every"] = seconds(feed.get("every", usual), path, f"feed {number}: every")
    config = msgspec.convert({**raw, "every": usual}, Config)
    queries = tuple(
        msgspec.structs.replace(query, to=tuple(target_of(target, query, path) for target in query.to))
        for query in config.query
    )
    config = msgspec.structs.replace(config, query=queries)
    check(config, path)
    return config


def check(config: Config, path: Path) -> None:
    """What types cannot say."""
    urls, names = [feed.url for feed in config.feed], [query.name for query in config.query]
    if not config.feed:
        raise WatchError(str(path), "it names no feed", "write [[feed]] and url = …")
    for feed in config.feed:
        if not re.match(r"https?://[^\s/]", feed.url):
            raise WatchError(str(path), f"feed {feed.url!r}: this is no address of the web", "write https://…")
    for what, values in (("feed", urls), ("query", names)):
        twice = next((value for value in values if values.count(value) > 1), None)
        if twice is not None:
            raise WatchError(str(path), f"the {what} {twice!r} stands there twice", "leave one out")
    for name in names:
        if not NAME.fullmatch(name):
            raise WatchError(str(path), f"query {name!r}: a name has letters, digits, spaces, dots and dashes only")
    for query in config.query:
        if not query.to:
            raise WatchError(str(path), f"query {query.name!r}: nobody is told", "write [[query.to]] below it")
    if not 0 <= config.delay <= 3600:
        raise WatchError(str(path), f"delay = {config.delay}: seconds between 0 and 3600")


def seconds(value: Any, path: Path, where: str) -> float:
    """A length of time: «15m», or a number of seconds."""
    found = LENGTH.fullmatch(value.strip()) if isinstance(value, str) else None
    length = float(found[1]) * UNITS[found[2]] if found else value
    if not isinstance(length, int | float) or isinstance(length, bool) or not SHORTEST <= length <= LONGEST:
        raise WatchError(str(path), f"{where} = {value!r}: want 60s to 7d", 'write "15m", "2h" or "1d"')
    return float(length)


def target_of(target: Target, query: Query, path: Path) -> Target:
    """A target with its path made whole and its secret looked up."""
    where = f"query {query.name!r}"
    given = [kind for kind in ("stdout", "file", "atom", "webhook") if getattr(target, kind) is not None]
    if len(given) != 1 or target.secret:
        raise WatchError(str(path), f"{where}: each [[query.to]] has one of stdout, file, atom and webhook")
    if target.webhook is None:
        name = given[0]
        value = getattr(target, name)
        return target if name == "stdout" else msgspec.structs.replace(target, **{name: str(path.parent / value)})
    if not re.match(r"https?://[^\s/]", target.webhook):
        raise WatchError(str(path), f"{where}: webhook {target.webhook!r} is no address of the web", "write https://…")
    secret = os.environ.get(target.secret_env or "", "")
    if not secret:
        variable = target.secret_env or "secret_env"
        raise WatchError(
            str(path),
            f"{where}: a webhook is signed, but {variable} gives no secret",
            'name a variable of the environment with secret_env = "…" and set it',
        )
    return msgspec.structs.replace(target, secret=secret)
