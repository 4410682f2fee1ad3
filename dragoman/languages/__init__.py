"""One folder, one language: words and grammar of it. `base` says what every language gives to the other rooms."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path
from typing import cast

from dragoman.languages.base import Language


@cache
def codes() -> tuple[str, ...]:
    """The languages that can be read: folders with a grammar."""
    return tuple(sorted(p.parent.name for p in Path(__file__).parent.glob("*/analysis.py")))


@cache
def load(code: str) -> Language:
    """The language of the folder `code`. Errors: KeyError when there is no such folder."""
    if code not in codes():
        raise KeyError(code)
    return cast(Language, import_module(f"dragoman.languages.{code}"))
