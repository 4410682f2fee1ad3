"""Who said it: the words that syntax and nearness offer as the source of a cue; the weights choose, nobody included."""

from __future__ import annotations

from dragoman.statements.en.ground import COLON, Ground
from dragoman.statements.en.spans import Stretch
from dragoman.statements.en.traits import class_of, key, size, sort_of, table
from dragoman.statements.en.weights import Weights

NOMINAL = frozenset(("NOUN", "PROPN", "PRON", "NUM", "DET"))
NAMING = frozenset(("PROPN", "NOUN", "PRON"))
HOLDERS = frozenset(
    "nsubj nsubj:pass csubj csubj:pass obl:agent nmod:poss compound amod obj iobj expl appos".split(),
)
LEADING = frozenset("by of from among to for in with between per via on".split())
ABOVE = 6
"""Arcs climbed to a subject that the cue inherits."""
BACK = 80
"""Tokens looked back over for the subject of a sentence before."""


def candidates(ground: Ground, c: int) -> dict[int, str]:
    """Head token of each possible source, with the way that leads to it; the first way stands."""
    found: dict[int, str] = {}
    for i, way in (*_dependents(ground, c), *_above(ground, c), *_near(ground, c)):
        if i != c and ground.tokens[i].pos != "PUNCT":
            found.setdefault(i, way)
    return found


def _dependents(ground: Ground, c: int) -> list[tuple[int, str]]:
    """Subject, agent, possessor, «criticism from …» and other words that hang on the cue."""
    found = []
    for d in ground.kids[c]:
        relation = ground.tokens[d].rel
        if relation in HOLDERS:
            found.append((d, relation))
        elif relation in ("nmod", "obl") and (marker := ground.marker(d)) in LEADING:
            found.append((d, relation + marker))
    t = ground.tokens[c]
    if t.head >= 0 and (t.pos == "ADP" or t.rel in ("case", "mark")):
        found.append((t.head, "gov"))
        found += [(d, "dep" + ground.tokens[d].rel) for d in ground.kids[c]]
    return found


def _above(ground: Ground, c: int) -> list[tuple[int, str]]:
    """«a report saying», «wanted to say», «drew criticism from»: holders that stand above the cue."""
    tokens, found = ground.tokens, list[tuple[int, str]]()
    i, path = c, ""
    for level in range(1, ABOVE + 1):
        up = tokens[i].head
        if up < 0:
            break
        path += "^" + tokens[i].rel.split(":")[0]
        if tokens[up].pos in NOMINAL:
            found.append((up, "up" + path))
        for d in ground.kids[up]:
            relation = tokens[d].rel
            if d == i:
                continue
            if relation.startswith("nsubj"):
                found.append((d, f"S{path}{relation}"))
            elif relation in ("obl:agent", "nmod:poss"):
                found.append((d, f"{relation}{path}"))
            elif relation in ("obj", "obl") and level <= (2 if relation == "obj" else 1):
                found.append((d, f"O{relation}{path}"))
        i = up
    return found


def _near(ground: Ground, c: int) -> list[tuple[int, str]]:
    """The word before a colon, the last subjects before the sentence, the nearest nouns."""
    tokens, sentence, found = ground.tokens, ground.page.sentence_of(c), list[tuple[int, str]]()
    if tokens[c].text == COLON:
        named = next((k for k in range(c - 1, max(-1, c - 12), -1) if tokens[k].pos in NAMING), -1)
        if named >= 0:
            found.append((named, "colon"))
    subjects = (
        k
        for k in range(sentence.first - 1, max(-1, sentence.first - BACK), -1)
        if tokens[k].rel == "nsubj" and ground.quote[k] < 0
    )
    found += [(k, f"prev{n}") for n, k in zip(range(2), subjects, strict=False)]
    left = (k for k in range(c - 1, max(sentence.first, c - 6), -1) if tokens[k].pos in NAMING)
    right = (k for k in range(c + 1, min(sentence.last, c + 5)) if tokens[k].pos in NAMING)
    found += [(k, "near") for k in (next(left, -1),) if k >= 0]
    found += [(k, "nearR") for k in (next(right, -1),) if k >= 0 and ground.quote[k] == ground.quote[c]]
    return found


def of_source(ground: Ground, c: int, s: Stretch, i: int, way: str) -> list[str]:
    """Traits of one candidate."""
    t, word, own = ground.tokens[c], ground.tokens[i], key(ground.tokens[c])
    voice, named = t.feats.get("Voice", ""), class_of(ground, i)
    sort, (sense, _) = sort_of(ground, i), table(ground, c)
    held = s.first <= i < s.last and not (s.around and i in range(*ground.clause(c)))
    far = f"{size(abs(i - c))}{'+' if i > c else '-'}"
    found = ["K" + way, f"KP{way}{t.pos}{voice}", f"KL{way}{own}", f"KC{way}{sort}", "C" + named, f"CP{named}{t.pos}"]
    found += [f"CL{sort}{own}", f"I{held}{way}{voice}", f"D{far}{way[:5]}", f"KS{way}{s.opening}"]
    found += [f"KSV{way}{s.opening}{voice}{t.pos}", f"KR{way}{ground.relation(s.piece)}{t.pos}{voice}"]
    found += [f"T{t.rel}{way}", f"pos{word.pos}{way}", f"w{word.lemma}{t.pos}", f"ne{ground.kinds.get(i)}{way[:4]}"]
    found += [f"sen{sense}{way}{voice}", f"ssv{sort}{way}{t.pos}{voice}"]
    found.append(f"q{ground.quote[i] >= 0}{ground.quote[c] >= 0}{held}")
    return found


def of_nobody(ground: Ground, c: int, s: Stretch, found: dict[int, str]) -> list[str]:
    """Traits of a cue whose source is not named."""
    t, own = ground.tokens[c], key(ground.tokens[c])
    voice = t.feats.get("Voice", "")
    ways = sorted(w for w in found.values() if w[0] not in "puSOn")[:4]
    above = next((w for w in found.values() if w.startswith("S")), "-")
    traits = ["Nb", f"NP{t.pos}{voice}", f"NL{own}", f"NLV{own}{voice}", f"NS{s.opening}{t.pos}{voice}"]
    traits += [f"Nr{t.rel}{t.pos}", f"Nn{min(len(found), 4)}", f"Nk{t.pos}{voice}{','.join(ways)}"]
    traits += [f"Nu{t.pos}{voice}{above}", f"Nse{table(ground, c)[0]}{voice}{t.pos}"]
    for d in ground.kids[c]:
        if ground.tokens[d].rel.startswith("nsubj"):
            traits.append(f"Ns{class_of(ground, d)}{voice}")
    return traits


def choose(ground: Ground, weights: Weights, c: int, s: Stretch) -> int:
    """Head token of the source, -1 for nobody named."""
    found = candidates(ground, c)
    best, choice = weights.source.total(of_nobody(ground, c, s, found)), -1
    for i, way in found.items():
        score = weights.source.total(of_source(ground, c, s, i, way))
        if score > best:
            best, choice = score, i
    return choice
