"""CPU time of stock natasha against dragoman, on one core, in one run: `python -m bench.speed [FOLDER]`.

Stock is natasha's own pipeline: segment, morphology, syntax, names. Ours is `languages.ru.analyse`, which gives the
same and lemmas, and the whole of `dragoman.read`. Runs alternate, so that a busy machine slows both; the figure is the
median. The last lines say what linking adds to `read`: who is who (`resolve`), and the rest of `linking.link`: speakers
of statements, parties of events, events joined. The acts of statements, for which it asks `statements.acts` once the
speaker is known, are named beside it.
Our tables of words met lately are emptied before each "cold" run, which is what the first documents of a batch cost;
"warm" is the run right after it. Texts: the .txt files of FOLDER, by default the package samples.
"""

from __future__ import annotations

import os

os.environ["OMP_NUM_THREADS"] = "1"  # before numpy is imported
os.environ["OPENBLAS_NUM_THREADS"] = "1"

import re
import resource
import statistics
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import dragoman
from dragoman import linking
from dragoman.languages import ru
from dragoman.languages.ru import lemmas, networks
from dragoman.statements import acts

SAMPLES = Path(dragoman.__file__).parent / "samples"
REPEATS = 5
LEAST = 30_000  # characters in a run: the texts are repeated up to this


def seconds(work: Callable[[str], object], texts: list[str]) -> float:
    """CPU seconds that the work takes over all texts."""
    start = time.process_time()
    for text in texts:
        work(text)
    return time.process_time() - start


def stock() -> Callable[[str], object]:
    """Natasha's pipeline as its documentation gives it, without lemmas."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pkg_resources and invalid escapes in its dependencies
        import natasha

        segmenter, embedding = natasha.Segmenter(), natasha.NewsEmbedding()
        morph, syntax = natasha.NewsMorphTagger(embedding), natasha.NewsSyntaxParser(embedding)
        ner = natasha.NewsNERTagger(embedding)

    def work(text: str) -> object:
        doc = natasha.Doc(text)
        doc.segment(segmenter)
        doc.tag_morph(morph)
        doc.parse_syntax(syntax)
        doc.tag_ner(ner)
        return doc

    return work


def analyse(text: str) -> object:
    """Our grammar alone, each line a passage."""
    return ru.analyse(text, [found.span() for found in re.finditer(r"\S[^\n]*", text)])


def forget() -> None:
    """Empties what we keep between documents."""
    networks.load().table.known.clear()
    lemmas.forget()


class Share:
    """CPU seconds that functions of linking take while `read` runs."""

    def __init__(self) -> None:
        inner = sys.modules["dragoman.linking.link"]
        self.spent = {"resolve": 0.0, "link": 0.0, "act_of": 0.0}
        self.patched: list[tuple[ModuleType, str, Callable[..., object]]] = []
        for module, name in ((inner, "resolve"), (linking, "link"), (acts, "act_of")):
            self.patched.append((module, name, getattr(module, name)))
            setattr(module, name, self._timed(name, getattr(module, name)))

    def _timed(self, name: str, work: Callable[..., object]) -> Callable[..., object]:
        def timed(*arguments: object) -> object:
            start = time.process_time()
            found = work(*arguments)
            self.spent[name] += time.process_time() - start
            return found

        return timed

    def close(self) -> None:
        for module, name, work in self.patched:
            setattr(module, name, work)


def linking_added(texts: list[str]) -> None:
    """Prints what linking adds to the time of `read`, the median of a few runs."""
    for kind in ("cold", "warm"):
        added, who, told = [], [], []
        for _ in range(REPEATS):
            if kind == "cold":
                forget()
            share = Share()
            whole = seconds(dragoman.read, texts)
            share.close()
            own = share.spent["link"] - share.spent["act_of"]
            added.append(own / (whole - own))
            who.append(share.spent["resolve"] / (whole - own))
            told.append(share.spent["act_of"] / (whole - own))
        link, resolve, act = (100 * statistics.median(shares) for shares in (added, who, told))
        rest = link - resolve
        print(f"linking adds {link:4.1f} % to read, {kind} (who is who {resolve:.1f} %, the rest {rest:.1f} %)")
        print(f"  acts of statements, asked for by linking: {act:.1f} %")


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLES
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    if not texts:
        sys.exit(f"no .txt files in {folder}")
    size = sum(map(len, texts))
    texts *= max(1, -(-LEAST // size))
    started = time.perf_counter()
    ru.warm()
    loaded = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"load {loaded:.2f} s, {peak:.0f} MB; {len(texts)} texts, {sum(map(len, texts)):,} characters")

    ways: dict[str, Callable[[str], object]] = {"stock": stock(), "analyse": analyse}
    try:
        dragoman.read(texts[0])
        ways["read"] = dragoman.read
    except (ImportError, AttributeError) as error:
        print(f"read cannot be measured: {error}")
    times: dict[str, list[float]] = {}
    for _ in range(REPEATS):
        for way, work in ways.items():
            if way != "stock":
                forget()
                times.setdefault(f"{way}, cold", []).append(seconds(work, texts))
            times.setdefault(way, []).append(seconds(work, texts))
    base = statistics.median(times["stock"])
    for way, spent in sorted(times.items(), key=lambda item: -statistics.median(item[1])):
        middle = statistics.median(spent)
        print(f"{way:15} {1000 * middle / len(texts):7.2f} ms a text   stock / this = {base / middle:5.2f}")
    if "read" in ways:
        linking_added(texts)


if __name__ == "__main__":
    main()
