"""What the folders of `types/` say of each kind of event."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def kinds() -> dict[str, dict[str, Any]]:
    """Mode → the whole `type.toml` of its folder."""
    out: dict[str, dict[str, Any]] = {}
    for folder in sorted((files("dragoman.events") / "types").iterdir(), key=lambda p: p.name):
        path = folder / "type.toml"
        if path.is_file():
            kind = tomllib.loads(path.read_text(encoding="utf-8"))
            out[kind["mode"]] = kind
    return out


def cameo_of(mode: str) -> str:
    """The CAMEO code nearest to a mode, empty where it has none."""
    codes = kinds().get(mode, {}).get("cameo", {}).get("codes", [])
    return str(codes[0]) if codes else ""


def plover_of(mode: str) -> tuple[str, str]:
    """The PLOVER type and mode of ours; empty where PLOVER has no code."""
    plover = kinds().get(mode, {}).get("plover", {})
    return str(plover.get("type", "")), str(plover.get("mode", ""))
