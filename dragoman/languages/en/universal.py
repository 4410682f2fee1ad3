"""The parser's labels to Universal Dependencies, so that every language shows the stages one scheme.

The English models were trained on ClearNLP dependencies: the preposition governs its noun, the copula its predicate,
the conjuncts hang one on another. The steps below turn that round, each a function over the whole tree, in order:
prepositions, copulas, raised subjects, pairs of objects, conjunctions, names of relations.

Decisions. «is ready», «is the host»: the predicate governs and `be` is its `cop`, as in Russian. «was in Geneva»: `be`
stays the verb, for which of several phrases is the predicate cannot be told, and being somewhere is a fact of its own;
«there were talks»: `be` stays too, with its subject. «urged Kyiv to sign»: Kyiv is `obj`, the clause `xcomp`, whatever
the parser says. Names and titles stay `compound` of their last word.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from dragoman.languages.lexicon import of

RENAMED = {
    "ROOT": "root",
    "acomp": "xcomp",
    "agent": "obl:agent",
    "attr": "xcomp",
    "auxpass": "aux:pass",
    "csubjpass": "csubj:pass",
    "dative": "iobj",
    "dobj": "obj",
    "intj": "discourse",
    "meta": "dep",
    "neg": "advmod",
    "npadvmod": "obl:npmod",
    "nsubjpass": "nsubj:pass",
    "oprd": "xcomp",
    "pcomp": "advcl",
    "pobj": "obl",
    "poss": "nmod:poss",
    "preconj": "cc:preconj",
    "predet": "det:predet",
    "prep": "advmod",
    "prt": "compound:prt",
    "quantmod": "advmod",
    "relcl": "acl:relcl",
}
FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
NOMINAL = frozenset(("NN", "NNS", "NNP", "NNPS", "PRP", "PRP$", "WP", "DT", "CD", "EX", "FW", "$", "ADD"))
BE = frozenset("be am is are was were been being 'm 's 're".split())
_PREPOSITIONAL = frozenset(("prep", "agent", "dative", "pcomp", "conj", "advmod", "mark", "dep", "ROOT"))
_ADPOSITION = frozenset(("IN", "TO", "VBG", "VBN", "JJ", "RB", "RP", "CC"))


@dataclass(slots=True)
class Tree:
    """Words of a text with tag, governor (-1 for a root) and relation; kids keep the order of the text."""

    lower: Sequence[str]
    lemma: Sequence[str]
    tag: Sequence[str]
    head: list[int]
    rel: list[str]
    kids: list[list[int]]

    def move(self, i: int, to: int, rel: str) -> None:
        """Hangs token `i` on `to` (-1: makes it a root)."""
        if self.head[i] >= 0:
            self.kids[self.head[i]].remove(i)
        if to >= 0:
            insort(self.kids[to], i)
        self.head[i], self.rel[i] = to, rel

    def swap(self, i: int, inner: int, rel: str) -> None:
        """The dependent `inner` takes the place of `i` and its other dependents; `i` hangs on it as `rel`."""
        self.move(inner, self.head[i], self.rel[i])
        for j in list(self.kids[i]):
            self.move(j, inner, self.rel[j])
        self.move(i, inner, rel)

    def has(self, i: int, rel: str) -> bool:
        """Does a dependent of `i` have the relation?"""
        return any(self.rel[j] == rel for j in self.kids[i])

    def find(self, i: int, *rels: str) -> Iterator[int]:
        """Dependents of `i` with one of the relations, in order; safe while they are moved."""
        return (j for j in tuple(self.kids[i]) if self.rel[j] in rels)


def universal(
    lower: Sequence[str], lemma: Sequence[str], tag: Sequence[str], head: list[int], rel: list[str]
) -> list[list[int]]:
    """Changes `head` and `rel` (ClearNLP) to Universal Dependencies in place; returns the dependents of
    each. `head`: -1 for roots; a forest."""
    kids: list[list[int]] = [[] for _ in head]
    for i, governor in enumerate(head):
        if governor >= 0:
            kids[governor].append(i)
    tree = Tree(lower, lemma, tag, head, rel, kids)
    order = _bottom_up(tree)
    for i in order:
        if rel[i] == "prt":
            _particle(tree, i)
        if rel[i] in _PREPOSITIONAL and tag[i] in _ADPOSITION:
            _preposition(tree, i)
    for i in order:
        if lower[i] in BE and rel[i] not in ("aux", "auxpass"):
            _copula(tree, i)
    for i in order:
        if rel[i] == "ccomp":
            _raised(tree, i)
        if tag[i].startswith("VB"):
            _objects(tree, i)
    for i in order:
        if rel[i] == "cc":
            _coordinator(tree, i)
    for i in range(len(head)):
        if rel[i] == "conj":
            _conjunct(tree, i)
    _rename(tree)
    return kids


@cache
def _class(name: str) -> frozenset[str]:
    """The verbs of a class in `verb_classes.tsv`."""
    return frozenset(verb for verb, its, _ in of("en").table("verb_classes.tsv") if its == name)


def _bottom_up(tree: Tree) -> list[int]:
    """All tokens, each before its governor."""
    order = [i for i, governor in enumerate(tree.head) if governor < 0]
    for i in order:  # grows while it is read
        order.extend(tree.kids[i])
    return order[::-1]


def _particle(tree: Tree, i: int) -> None:
    """«call → off → meeting» to «call → off, meeting»: what hangs on a particle is the verb's."""
    for j in tree.find(i, "pobj"):
        tree.move(j, tree.head[i], "dobj")


def _object(tree: Tree, i: int) -> int:
    """The complement of the preposition `i`: its noun, else its clause or adverb, else an adjective after it; or -1."""
    for rels in (("pobj",), ("pcomp",)):
        for j in tree.find(i, *rels):
            if rels == ("pobj",) or tree.kids[j] or tree.tag[j] not in ("IN", "TO"):
                return j
    if tree.rel[i] in ("prep", "agent"):
        return next((j for j in tree.find(i, "amod", "acomp", "nummod", "advmod") if j > i), -1)
    return -1


def _preposition(tree: Tree, i: int) -> None:
    """«met → in → Geneva» to «met → Geneva → in»; «said → after → meeting» the same with a clause."""
    inner, rel = _object(tree, i), tree.rel[i]
    if inner < 0:
        if rel == "prep" and tree.tag[i] == "RP":
            tree.rel[i] = "prt"
        return
    governor = tree.head[i]
    clause = tree.rel[inner] == "pcomp" and tree.tag[inner].startswith("VB")
    if rel == "prep" and _leads(tree, governor) and 0 <= _object(tree, governor) < i:
        governor = tree.head[governor]  # «from Kyiv to Lviv»: both hang on the verb
    joined = [j for j in tree.find(i, "prep", "pcomp", "amod", "advmod") if _is_part(tree, j, i, inner)]
    tree.swap(i, inner, "mark" if clause else "case")
    for j in joined:
        tree.move(j, inner, "case")
    if governor >= 0 and governor != tree.head[inner]:
        tree.move(inner, governor, rel)
    if rel in ("prep", "agent", "dative", "pcomp", "advmod", "mark", "dep"):
        tree.rel[inner] = _relation(tree, inner, governor, rel, clause)


def _is_part(tree: Tree, j: int, i: int, inner: int) -> bool:
    """Belongs to the preposition `i`: «because of», «out of», «such as»."""
    if j == inner or tree.kids[j]:
        return False
    return tree.tag[j] in ("IN", "TO") or (j == i - 1 and tree.lower[j] == "such")


def _relation(tree: Tree, inner: int, governor: int, rel: str, clause: bool) -> str:
    """What the complement is to the governor of its preposition."""
    nominal = governor >= 0 and tree.tag[governor] in NOMINAL
    if _leads(tree, governor) and not any(j != inner for j in tree.find(governor, "pobj", "pcomp")):
        return "pcomp" if clause else "pobj"
    if clause:
        return "acl" if nominal else "advcl"
    if rel == "agent":
        return "obl:agent"
    if tree.tag[inner].startswith("RB"):
        return "advmod"
    return "nmod" if nominal else "obl"


def _leads(tree: Tree, i: int) -> bool:
    """Is `i` a preposition, a word used as one («according») included, that may wait for its complement: «out → of»."""
    if i < 0 or tree.rel[i] not in _PREPOSITIONAL:
        return False
    return tree.tag[i] in ("IN", "TO") or (tree.rel[i] == "prep" and tree.tag[i] in _ADPOSITION)


def _copula(tree: Tree, i: int) -> None:
    """«is → ready» to «ready → is»; «there are → talks» keeps its verb, with the talks as subject."""
    predicates = [*tree.find(i, "attr", "acomp")]
    if not predicates:
        return
    if any(tree.tag[j] == "EX" for j in tree.kids[i]):
        for j in predicates:
            tree.rel[j] = "nsubj"
        return
    tree.swap(i, next((j for j in predicates if j > i), predicates[0]), "cop")


def finite(tree: Tree, i: int) -> bool:
    """Is the clause of `i` finite: by the word itself or its auxiliaries."""
    if tree.tag[i] in FINITE:
        return True
    return any(tree.tag[j] in FINITE for j in tree.find(i, "aux", "auxpass", "cop"))


def _raised(tree: Tree, i: int) -> None:
    """«urge → sign → Kyiv» to «urge → Kyiv, sign»: the subject of an infinitive is the object of the verb above."""
    governor = tree.head[i]
    subject = next(tree.find(i, "nsubj", "nsubjpass"), -1)
    if governor < 0 or not governor < subject < i or finite(tree, i) or not tree.tag[governor].startswith("VB"):
        return
    if tree.has(i, "mark") or tree.has(governor, "dobj"):
        return
    bare = tree.tag[i] == "VB" and not any(tree.tag[j] == "TO" for j in tree.find(i, "aux"))
    if bare and tree.lemma[governor] not in _class("bare"):
        return  # «demand Kyiv sign» is a subjunctive
    tree.move(subject, governor, "dobj")
    tree.rel[i] = "xcomp"


def _objects(tree: Tree, i: int) -> None:
    """Of two objects the first is a recipient («tell them all»), or the second a predicate («elect him head»)."""
    objects = [j for j in tree.find(i, "dobj") if j > i]
    if len(objects) != 2 or tree.has(i, "dative"):
        return
    if tree.lemma[i] in _class("predicate"):
        tree.rel[objects[1]] = "xcomp"
    else:
        tree.rel[objects[0]] = "dative"


def _coordinator(tree: Tree, i: int) -> None:
    """«and» hangs on the conjunct that follows it."""
    follower = next((j for j in tree.find(tree.head[i], "conj") if j > i), -1)
    if follower >= 0:
        tree.move(i, follower, "cc")


def _conjunct(tree: Tree, i: int) -> None:
    """All conjuncts hang on the first."""
    first = tree.head[i]
    while first >= 0 and tree.rel[first] == "conj" and tree.head[first] >= 0:
        first = tree.head[first]
    if first != tree.head[i]:
        tree.move(i, first, "conj")


def _rename(tree: Tree) -> None:
    rel, tag = tree.rel, tree.tag
    for i, name in enumerate(rel):
        if tree.head[i] < 0:
            rel[i] = "root"
        elif name == "aux" and tag[i] == "TO":
            rel[i] = "mark"
        elif tag[i] == "EX":
            rel[i] = "expl"
        elif name == "neg" and tag[i] == "DT":
            rel[i] = "det"
        elif name == "nmod" and tag[i] == "POS":
            rel[i] = "case"
        else:
            rel[i] = RENAMED.get(name, name or "dep")
