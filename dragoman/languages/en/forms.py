"""Part of speech and features as syntax settles them: auxiliaries, passives, imperatives, relative pronouns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dragoman.languages.en.lemmas import Feats, Reading, features

AUXILIARY = frozenset(("aux", "aux:pass", "cop"))
_PERFECT = frozenset(("have", "'ve"))


def resolved(
    readings: Sequence[Reading], tags: Sequence[str], rels: Sequence[str], kids: Sequence[Sequence[int]]
) -> list[tuple[str, Feats]]:
    """Part of speech and features of every token."""
    found = [(r.pos, r.feats) for r in readings]
    for i, (rel, tag) in enumerate(zip(rels, tags, strict=True)):
        pos, feats = found[i]
        if tag.startswith("VB"):
            found[i] = _verb(i, readings, tags, rels, kids)
        elif rel == "mark" and pos in ("ADP", "ADV"):
            found[i] = ("SCONJ", feats)
        elif tag == "DT" and rel not in ("det", "det:predet", "cc:preconj", "advmod"):
            found[i] = ("PRON", feats)
        elif tag == "WDT" and rel == "det":
            found[i] = ("DET", feats)
        elif tag == "TO" and rel == "case":
            found[i] = ("ADP", feats)
    return found


def _verb(
    i: int,
    readings: Sequence[Reading],
    tags: Sequence[str],
    rels: Sequence[str],
    kids: Sequence[Sequence[int]],
) -> tuple[str, Feats]:
    """A verb: auxiliary or not; of participles passive or perfect; of bare forms imperative or not."""
    feats, rel, tag = readings[i].feats, rels[i], tags[i]
    if rel in AUXILIARY:
        return "AUX", feats
    below = [(rels[j], readings[j].lemma) for j in kids[i]]
    if rel in ("case", "mark"):
        return "ADP", feats
    if tag == "VBN":
        perfect = any(name == "aux" and lemma in _PERFECT for name, lemma in below)
        passive = any(name == "aux:pass" for name, _ in below) or (not perfect and rel in _REDUCED)
        return "VERB", _with(feats, Voice="Pass") if passive else feats
    if tag == "VBG" and rel in _GERUND:
        return "VERB", _with(feats, VerbForm="Ger")
    if tag == "VB" and rel in ("root", "ccomp", "parataxis") and _bare(below):
        return "VERB", _with(feats, Mood="Imp", VerbForm="Fin")
    return ("AUX" if readings[i].lemma == "be" and rel == "aux" else "VERB"), feats


_REDUCED = frozenset(("acl", "amod", "advcl", "xcomp"))
_GERUND = frozenset(("csubj", "nsubj", "obj", "obl", "nmod", "ccomp", "compound"))


def _bare(below: Sequence[tuple[str, str]]) -> bool:
    """No subject, no auxiliary (but «don't»), no «to»: «Wait for the answer»."""
    return not any(
        name.startswith("nsubj") or name == "mark" or (name == "aux" and lemma != "do") for name, lemma in below
    )


def _with(feats: Mapping[str, str], **more: str) -> Feats:
    return features("|".join(f"{key}={value}" for key, value in sorted({**feats, **more}.items())))
