"""The slovnet news networks and the navec vectors, read from the installed natasha wheel.

Decision: the four archives are found by `find_spec`, so that natasha is never imported (importing it pulls in yargy and
pymorphy2, .6 s and 100 MB, and fails where `pkg_resources` is missing). Our inference depends on their layout, so each
file is pinned by its hash: another file gives a clear error here instead of nonsense later.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import tarfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from dragoman.errors import DragomanError

Floats = npt.NDArray[np.float32]

PINNED = {
    "emb/navec_news_v1_1B_250K_300d_100q.tar": "f07270833d78523edc5781538d67038e95b43975e4a7ae757c693b687f9cbfca",
    "model/slovnet_morph_news_v1.tar": "54812762a641c742dbfa9c950c4b53bbb469301983077ed01b9f074643d540d3",
    "model/slovnet_syntax_news_v1.tar": "0759ce82eaac4430f5b4ac27b2444aa6e4b6501ca38c2f45d62467265383d85e",
    "model/slovnet_ner_news_v1.tar": "16c3343a6572ddf0e2b2fc1923113de15a7f5ca5bde90e780dd590418665603e",
}


class WeightsError(DragomanError):
    """The weights are missing or are not the ones that this code was written for."""


@dataclass(frozen=True, slots=True)
class Vectors:
    """Quantised word vectors: 100 codes a word, each naming one of 256 parts of 3 numbers.

    Only the codes are held (25 MB); the 300 numbers of a word are put together when it is first met (§ `expand`).
    """

    ids: dict[str, int]
    unknown: int
    codes: npt.NDArray[np.uint8]
    parts: Floats

    def expand(self, ids: npt.NDArray[np.intp]) -> Floats:
        """The vectors of these words, one row each."""
        return self.parts[np.arange(len(self.parts)), self.codes[ids]].reshape(len(ids), -1)


@dataclass(frozen=True, slots=True)
class Net:
    """One network as it lies in its archive: the module tree with the arrays in place, and its vocabularies."""

    modules: dict[str, Any]
    labels: list[str]
    shapes: list[str]


def _archive(name: str) -> dict[str, bytes]:
    spec = find_spec("natasha")
    if spec is None or not spec.submodule_search_locations:
        raise WeightsError("the package natasha, whose wheel carries the Russian networks, is not installed")
    path = Path(spec.submodule_search_locations[0]) / "data" / name
    if not path.is_file():
        raise WeightsError(f"{path} is missing: install natasha==1.6.0")
    data = path.read_bytes()
    found = hashlib.sha256(data).hexdigest()
    if found != PINNED[name]:
        raise WeightsError(f"{path} has sha256 {found}, expected {PINNED[name]}: install natasha==1.6.0")
    with tarfile.open(fileobj=io.BytesIO(data)) as tar:
        members = ((m.name, tar.extractfile(m)) for m in tar if m.isfile())
        return {name: file.read() for name, file in members if file is not None}


def _lines(data: bytes) -> list[str]:
    return gzip.decompress(data).decode("utf-8").splitlines()


def load_vectors() -> Vectors:
    """The word vectors; the words come in the order that all three networks share."""
    files = _archive("emb/navec_news_v1_1B_250K_300d_100q.tar")
    vocabulary = gzip.decompress(files["vocab.bin"])
    size = int(np.frombuffer(vocabulary, np.uint32, 1)[0])
    words = vocabulary[4 + 4 * size :].decode("utf-8").splitlines()
    data = files["pq.bin"]
    count, dims, groups, centroids = (int(n) for n in np.frombuffer(data, np.uint32, 4))
    codes = np.frombuffer(data, np.uint8, count * groups, offset=16).reshape(count, groups)
    parts = np.frombuffer(data, np.float32, offset=16 + count * groups).reshape(groups, centroids, dims // groups)
    ids = {word: i for i, word in enumerate(words)}
    return Vectors(ids, ids["<unk>"], codes, parts)


def load_net(name: str) -> Net:
    """A network by its name: morph, syntax or ner."""
    files = _archive(f"model/slovnet_{name}_news_v1.tar")
    labels = files.get("vocabs/tag.gz") or files["vocabs/rel.gz"]
    modules = _with_arrays(json.loads(files["model.json"]), files)
    return Net(modules, _lines(labels), _lines(files["vocabs/shape.gz"]))


def _with_arrays(tree: Any, files: dict[str, bytes]) -> Any:
    """The module tree with each array description replaced by the array."""
    if isinstance(tree, list):
        return [_with_arrays(part, files) for part in tree]
    if not isinstance(tree, dict):
        return tree
    if "array" in tree:
        return np.frombuffer(files[f"arrays/{tree['array']}.bin"], tree["dtype"]).reshape(tree["shape"])
    return {key: _with_arrays(part, files) for key, part in tree.items()}
