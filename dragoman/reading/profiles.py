"""Layouts of news sites, one TOML file each in `sites/`: which element is title, text, caption, another story."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

import msgspec
from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from dragoman.errors import DataFileError

KINDS = (
    "title",
    "subtitle",
    "dateline",
    "text",
    "quote",
    "heading",
    "list",
    "caption",
    "related",
    "boilerplate",
    "skip",
)
"""What `[kinds]` of a profile may name. `text` and `quote` are left to the passage rules; `skip` is left out."""


class Profile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """hosts: what the address ends in. marks: selectors that only this layout has, for pages without an address."""

    publisher: str
    hosts: tuple[str, ...]
    marks: tuple[str, ...]
    kinds: dict[str, tuple[str, ...]]
    agency: str | None = None


@cache
def profiles() -> tuple[Profile, ...]:
    """All profiles, by name of file."""
    out = []
    for file in sorted(files("dragoman.reading").joinpath("sites").iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".toml"):
            try:
                profile = msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")), Profile)
            except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
                raise DataFileError(f"sites/{file.name}: {error}") from error
            if unknown := set(profile.kinds) - set(KINDS):
                raise DataFileError(f"sites/{file.name}: [kinds] has {sorted(unknown)}; known are {', '.join(KINDS)}")
            out.append(profile)
    return tuple(out)


def choose(tree: LexborHTMLParser, url: str | None) -> Profile | None:
    """The profile of the site by its address, or, of a page without a known address, by its markup."""
    host = host_of(url)
    for profile in profiles():
        if any(host == name or host.endswith("." + name) for name in profile.hosts):
            return profile
    return next((p for p in profiles() if any(tree.css_first(mark) is not None for mark in p.marks)), None)


def host_of(url: str | None) -> str:
    """The host of an address in lower case, or an empty string."""
    try:
        return (urlsplit(url or "").hostname or "").lower()
    except ValueError:
        return ""


def kinds_of(tree: LexborHTMLParser, profile: Profile) -> dict[int, str]:
    """The kind of every element that the profile names, by `mem_id`; where two fit, the later kind of `KINDS`."""
    out: dict[int, str] = {}
    for kind in KINDS:
        for selector in profile.kinds.get(kind, ()):
            try:
                nodes = tree.css(selector)
            except SelectolaxError as error:
                raise DataFileError(f"{profile.publisher}: {selector}: {error}") from error
            for node in nodes:
                out[node.mem_id] = "text" if kind == "quote" else kind
    return out
