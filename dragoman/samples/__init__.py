"""Eighteen short reports in our own wording about public events, as six invented outlets would give them: twelve in
Russian, six in English.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from importlib.resources import files

import msgspec

from dragoman import reading
from dragoman.model import Document
from dragoman.reading.raw import RawPage


class Sample(msgspec.Struct, frozen=True):
    """A line of `samples.toml`: a file of this folder, who published it and when (ISO 8601, with zone)."""

    file: str
    outlet: str
    published_at: str
    title: str


def samples() -> tuple[Sample, ...]:
    """The samples in order of publication."""
    listed = tomllib.loads((files("dragoman.samples") / "samples.toml").read_text(encoding="utf-8"))
    return tuple(msgspec.convert(listed["sample"], tuple[Sample, ...]))


def documents() -> Iterator[Document]:
    """The samples as documents."""
    for sample in samples():
        data = (files("dragoman.samples") / sample.file).read_bytes()
        name = sample.file.removesuffix(".txt")
        document = reading.read_bytes(data, name=name, published_at=sample.published_at)
        yield msgspec.structs.replace(document, publisher=sample.outlet)


def pages() -> Iterator[RawPage]:
    """The samples as `dragoman add` takes them in."""
    for sample in samples():
        data = (files("dragoman.samples") / sample.file).read_bytes()
        name = sample.file.removesuffix(".txt")
        yield RawPage(name=name, data=data, publisher=sample.outlet, published_at=sample.published_at)
