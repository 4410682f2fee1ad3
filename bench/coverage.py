"""How many names of a list of mentions the knowledge base knows: python -m bench.coverage FILE [--misses].

--sample N --seed S prints N of those found, drawn at random by occurrence, as TSV with the actor that each was taken
for, so that a person can judge them; with --types each name is drawn once, however often it occurs.

FILE has lines `type TAB mention TAB count`, type LOC, ORG or PER; a mention counts as often as it occurs. Each is
looked up alone, in the case in which it stands, without the text around it: what a document adds (minting, a surname
bound to a full name) is not counted.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from dragoman.actors import index
from dragoman.actors.compiled import tokenise
from dragoman.actors.forms import fold
from dragoman.actors.index import Index

KINDS = {"LOC": "places", "ORG": "organisations", "PER": "persons"}


def found(actors: Index, kind: str, mention: str) -> str:
    """The id of the actor that the whole mention names, or empty: the first reading of a name of the index
    if any reading is of the kind, or an organ with its state.
    """
    texts = [token for token in tokenise(mention) if any(c.isalnum() for c in token)]
    if not texts:
        return ""
    for match in actors.match([fold(token) for token in texts], texts):
        ids = [c.actor_id for c in match.candidates]
        fit = any(actor.startswith("person/") == (kind == "PER") for actor in ids)
        if fit and match.last - match.first == len(texts):
            return ids[0]
    people = actors.people_named(texts[-1], texts[0]) if kind == "PER" and len(texts) > 1 else []
    return people[0] if people else ""


def mentions(path: Path) -> Iterator[tuple[str, str, int]]:
    """Kind, words and count of each line that is measured; of persons only full names."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        kind, mention, count = line.split("\t")[:3]
        if kind in KINDS and (kind != "PER" or len(mention.split()) > 1):
            yield kind, mention, int(count)


def shares(held: Counter[str], all_: Counter[str]) -> None:
    """Prints one line a kind."""
    for kind, total in all_.items():
        full = " with a full name" if kind == "PER" else ""
        print(f"{KINDS[kind]}{full}: {held[kind]} of {total}, {held[kind] / total:.1%}")


def sample(actors: Index, names: Sequence[tuple[str, str, str, int]], size: int, seed: int) -> None:
    """Prints `size` occurrences of names that were found, each with its actor, in the order of the list."""
    pool = [at for at, (_, _, _, count) in enumerate(names) for _ in range(count)]
    print("# mention\tkind\tactor\tname\tverdict\tnote")
    for at in sorted(random.Random(seed).sample(pool, min(size, len(pool)))):
        kind, mention, actor, _ = names[at]
        entity = actors.entity(actor)
        print(mention, kind, actor, (entity.ru or entity.en or ("",))[0] if entity else "", "", "", sep="\t")


def main(path: Path, misses: bool, size: int, seed: int, types: bool) -> None:
    """Prints the shares, the misses, or a sample."""
    actors = index.load()
    held, all_ = Counter[str](), Counter[str]()
    names = list[tuple[str, str, str, int]]()
    missed = list[tuple[int, str, str]]()
    for kind, mention, count in mentions(path):
        all_[kind] += count
        if actor := found(actors, kind, mention):
            held[kind] += count
            names.append((kind, mention, actor, 1 if types else count))
        else:
            missed.append((count, kind, mention))
    if size:
        sample(actors, names, size, seed)
        return
    shares(held, all_)
    for count, kind, mention in sorted(missed, reverse=True) if misses else ():
        print(count, kind, mention, sep="\t")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--types", action="store_true")
    given = parser.parse_args()
    main(given.file, given.misses, given.sample, given.seed, given.types)
