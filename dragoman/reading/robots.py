"""robots.txt (RFC 9309): may our reader fetch this path, and how long should it wait between pages."""

from __future__ import annotations

import re
from urllib.parse import unquote

import msgspec

MAX_ROBOTS = 512_000
"""Bytes of a robots.txt that are looked at, as the standard asks."""
MAX_RULES = 5_000
MAX_RULE = 2_000
MAX_DELAY = 30.0
"""Seconds of a crawl delay that are respected in full; longer ones are cut to this."""


class Rule(msgspec.Struct, frozen=True):
    """One line of a group. pattern: a path, in which `*` stands for anything and a final `$` for the end."""

    allow: bool
    pattern: str


class Robots(msgspec.Struct, frozen=True):
    """The rules that hold for us at one site."""

    rules: tuple[Rule, ...] = ()
    delay: float | None = None

    def allows(self, path: str) -> bool:
        """The longest pattern that fits decides; of two as long, the one that allows; none that fits allows."""
        path = folded(path)
        if path == "/robots.txt":
            return True
        fitting = [(len(rule.pattern), rule.allow) for rule in self.rules if fits(rule.pattern, path)]
        return max(fitting, default=(0, True))[1]


EVERYTHING = Robots()


def read_robots(text: str, agent: str) -> Robots:
    """The rules of the groups for `agent`, or of those for everybody when no group names it."""
    groups: dict[str, list[Rule]] = {}
    delays: dict[str, float] = {}
    names: list[str] = []
    in_names = False
    for line in re.split(r"\r\n|\r|\n", text.removeprefix("\ufeff")):
        key, _, value = line.partition("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if key == "user-agent":
            names = [*names, value.lower()] if in_names else [value.lower()]
            in_names = True
            for name in names:
                groups.setdefault(name, [])
        elif key in ("allow", "disallow", "crawl-delay"):
            in_names = False
            for name in names:
                if key == "crawl-delay":
                    delays[name] = seconds(value)
                elif value and len(value) <= MAX_RULE and len(groups[name]) < MAX_RULES:
                    groups[name].append(Rule(key == "allow", folded(value)))
    ours = agent.lower() if agent.lower() in groups else "*"
    return Robots(tuple(groups.get(ours, ())), delays.get(ours))


def seconds(value: str) -> float:
    """A crawl delay, cut to what is reasonable."""
    try:
        return min(max(0.0, float(value)), MAX_DELAY) if len(value) < 20 else 0.0
    except ValueError:
        return 0.0


def folded(path: str) -> str:
    """The path with its escapes undone, so that «%D0%BF» and «п» are one."""
    return unquote(path)


def fits(pattern: str, path: str) -> bool:
    """The path begins as the pattern says. Each piece between stars is taken where it first occurs: linear time."""
    whole = pattern.endswith("$")
    first, *rest = (pattern[:-1] if whole else pattern).split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    for number, piece in enumerate(rest, 1):
        if whole and number == len(rest):
            return len(path) - len(piece) >= at and path.endswith(piece)
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return not whole or at == len(path)
