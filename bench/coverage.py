"""How many names of a list of mentions the knowledge base knows: python -m bench.coverage FILE [--misses].

FILE has lines `type TAB mention TAB count`, type LOC, ORG or PER; a mention counts as often as it occurs. Each is
looked up alone, in the case in which it stands, without the text around it: what a document adds (minting, a surname
bound to a full name) is not counted.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from dragoman.actors import index
from dragoman.actors.compiled import tokenise
from dragoman.actors.forms import fold
from dragoman.actors.index import Index

KINDS = {"LOC": "places", "ORG": "organisations", "PER": "persons"}


def resolved(actors: Index, kind: str, mention: str) -> bool:
    """Whether the whole mention is a name of the index, or an organ with its state."""
    texts = [token for token in tokenise(mention) if any(c.isalnum() for c in token)]
    if not texts:
        return False
    for match in actors.match([fold(token) for token in texts], texts):
        ids = [c.actor_id for c in match.candidates]
        people = [i for i in ids if i.startswith("person/")]
        if match.last - match.first == len(texts) and (bool(people) if kind == "PER" else len(people) < len(ids)):
            return True
    return kind == "PER" and len(texts) > 1 and bool(actors.people_named(texts[-1], texts[0]))


def main(path: Path, misses: bool) -> None:
    actors = index.load()
    held, all_ = Counter[str](), Counter[str]()
    missed = list[tuple[int, str, str]]()
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        kind, mention, count = line.split("\t")[:3]
        if kind not in KINDS or (kind == "PER" and len(mention.split()) < 2):
            continue
        all_[kind] += int(count)
        if resolved(actors, kind, mention):
            held[kind] += int(count)
        else:
            missed.append((int(count), kind, mention))
    for kind, total in all_.items():
        full = " with a full name" if kind == "PER" else ""
        print(f"{KINDS[kind]}{full}: {held[kind]} of {total}, {held[kind] / total:.1%}")
    for count, kind, mention in sorted(missed, reverse=True) if misses else ():
        print(count, kind, mention, sep="\t")


if __name__ == "__main__":
    main(Path(sys.argv[1]), "--misses" in sys.argv)
