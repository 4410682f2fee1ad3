"""Reading a trigger's frame off the syntax of English: which word fills which slot."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from dragoman.events.classes import classes
from dragoman.events.triggers import Trigger, light_relations
from dragoman.languages.base import Token
from dragoman.languages.grammar import ancestors, children, is_verb, preposition, subtree
from dragoman.mentions import Page
from dragoman.mentions.extents import complement
from dragoman.mentions.subjects import subject_of
from dragoman.model import Span

Found = list[tuple[str, int]]
SIDE_KINDS = frozenset(("country", "organization", "organ", "person", "office", "group", "unnamed", "adjective"))
CLAUSES = frozenset(("acl", "advcl", "parataxis", "ccomp"))
HARD = frozenset(("conj", "punct", "cc", "appos", "parataxis", "mark", "aux", "cop", "case", "det", "nsubj", "csubj"))
"""Relations that fill no slot by themselves."""


def base(token: Token) -> str:
    """The relation without its subtype."""
    return token.rel.split(":")[0]


def is_passive(page: Page, verb: Token) -> bool:
    """«was signed», «the accord signed by both»."""
    return verb.feats.get("Voice") == "Pass" or any(True for _ in children(page.analysis, verb.i, "aux:pass"))


def carrier(page: Page, i: int) -> int:
    """The noun that stages noun `i` and has its place in the clause («a round of talks»), or `i`."""
    for _ in range(3):
        below = page.tokens[i]
        if below.head < 0 or base(below) not in ("nmod", "compound"):
            break
        if "stage" not in classes(page, page.tokens[below.head].lemma):
            break
        i = below.head
    return i


def anchor(page: Page, i: int) -> int:
    """The verb that carries noun `i` («held talks», «talks took place»), or `i` itself."""
    token = page.tokens[i]
    if is_verb(token) and token.pos == "VERB":
        return i
    top = page.tokens[carrier(page, i)]
    light = light_relations(page.analysis.language)
    if top.head >= 0:
        up = page.tokens[top.head]
        if up.pos == "VERB" and _carries(page, light.get(up.lemma, frozenset()), top):
            return up.i
    for t in children(page.analysis, top.i, "acl"):
        if t.lemma in light and t.feats.get("VerbForm") == "Part":
            return t.i
    return i


def _carries(page: Page, relations: frozenset[str], top: Token) -> bool:
    """The light verb takes the noun so: as its object or subject, or with that preposition."""
    if base(top) == "obl":
        return preposition(page.analysis, top.i) in relations
    if base(top) == "nsubj" and top.rel != "nsubj:pass":
        return bool(relations)
    return "obj" in relations and base(top) in ("obj", "nsubj", "xcomp", "conj")


def slots_of(page: Page, t: Token) -> tuple[str, ...]:
    """Slots that dependent `t` can fill, most exact first."""
    rel = base(t)
    if t.rel == "obl:agent":
        return ("by",)
    if rel in ("xcomp", "advcl", "acl", "ccomp") and t.pos in ("VERB", "AUX"):
        lead = [c.lower for c in children(page.analysis, t.i, "mark") if c.i < t.i]
        if "to" in lead or (t.feats.get("VerbForm") == "Inf" and rel == "xcomp"):
            return ("inf",)
        if rel == "ccomp":
            return ("that", "inf")
        if not lead and t.feats.get("VerbForm") != "Fin":
            return ("ger",)
        return tuple(w for w in lead[:1] if w not in ("after", "before", "as", "while", "if", "since"))
    prep = preposition(page.analysis, t.i).replace(" ", "_")
    if (prep or t.rel == "nmod:poss") and "time" in classes(page, t.lemma.lower()):
        return ()
    if "_" in prep:
        first, _, last = prep.rpartition("_")
        return (prep, last) if first in COMPOUND else (prep,)
    if prep:
        return (prep,)
    if t.rel == "nmod:poss":
        return ("poss",)
    if rel in ("amod", "compound", "nmod"):
        return ("adj",) if page.reference(t.i) is not None else ()
    if rel == "ccomp":
        return ("that",)
    return {"obj": ("obj",), "iobj": ("iobj",), "xcomp": ("xcomp",)}.get(rel, ())


COMPOUND = frozenset(("out", "up", "back", "over", "on", "down", "off", "away", "as"))
"""First halves of prepositions that only give a direction: «up to», «back to»."""


def fill(page: Page, i: int, at: int, trigger: Trigger) -> Found:
    """(role, head token) of every participant, object and place that the frame finds, coordinated ones too."""
    found = _around(page, i, trigger)
    top = carrier(page, i)
    if top != i:
        found += _around(page, top, trigger)
    if page.tokens[i].pos in ("VERB", "ADJ"):
        found += _subject(page, i, trigger)
        found += _deeper(page, i, trigger, found)
    found += _owner(page, i, trigger)
    found += _astray(page, i, found, trigger)
    if at != i:
        found += _around_light(page, i, top, at, trigger)
    found = [(role, moved) for role, head in found if (moved := _counted(page, head)) >= 0]
    spread: Found = []
    for role, head in found:
        spread.append((role, head))
        if role in ("actor", "recipient", "third_party"):
            spread += [(role, other) for other in joined(page, head)]
    return _with_content(page, i, list(dict.fromkeys(spread)), trigger)


def _counted(page: Page, head: int) -> int:
    """«thousands of students», «a group of envoys»: who is counted."""
    for _ in range(3):
        token, r = page.tokens[head], page.reference(head)
        if not ("measure" in classes(page, token.lemma.lower()) or token.pos == "NUM"):
            break
        counted = (t.i for t in children(page.analysis, head, "nmod") if preposition(page.analysis, t.i) == "of")
        inner = next(counted, -1)
        if inner < 0 or (r is not None and r.head == head and r.kind in ("country", "organization")):
            break
        head = inner
    return head


def _around(page: Page, i: int, trigger: Trigger) -> Found:
    found: Found = []
    passive = page.tokens[i].pos == "VERB" and is_passive(page, page.tokens[i])
    for t in children(page.analysis, i):
        if base(t) in HARD:
            continue
        for slot in slots_of(page, t):
            roles = trigger.roles("nsubj" if slot == "by" and passive else slot)
            if roles:
                found += [(role, t.i) for role in roles]
                break
    return found


def _deeper(page: Page, i: int, trigger: Trigger, found: Found) -> Found:
    """«closed its embassy in Tehran», «rejected an offer by Paris»: phrases that the parser hung on the object."""
    taken = {h for _, h in found}
    filled = {preposition(page.analysis, h) for _, h in found}
    out: Found = []
    tops = [t for t in children(page.analysis, i, "obj", "obl", "xcomp", "advcl") if t.i > i]
    tops += [t for t in children(page.analysis, i, "nsubj") if t.rel == "nsubj:pass"]
    for o in tops:
        for t in children(page.analysis, o.i, "nmod", "obl"):
            if t.i in taken or preposition(page.analysis, t.i) in filled:
                continue
            slot = next((s for s in slots_of(page, t) if s not in ("adj", "of", "by") and trigger.roles(s)), "")
            out += [(role, t.i) for role in trigger.roles(slot)] if slot else []
    return out


def _astray(page: Page, i: int, found: Found, trigger: Trigger) -> Found:
    """«granted asylum | to | five officers who …»: a preposition that the parser left without its noun."""
    last = min(page.sentence_of(i).last - 1, i + 10)
    for t in page.tokens[i + 1 : last]:
        lost = t.pos == "ADP" and t.rel in ("advmod", "dep", "prep") and trigger.roles(t.lower)
        if lost and not any(preposition(page.analysis, h) == t.lower for _, h in found):
            near = next((r for j in range(t.i + 1, min(t.i + 5, last)) for r in page.starting_at(j)), None)
            if near is not None and near.kind in SIDE_KINDS:
                return [(role, near.head) for role in trigger.roles(t.lower)]
    return []


def _owner(page: Page, i: int, trigger: Trigger) -> Found:
    """«the withdrawal of Israeli troops», «Cuban soldiers were stationed»: whose forces they are acts."""
    if trigger.mode not in ("withdraw", "deploy"):
        return []
    verb = page.tokens[i]
    if verb.pos == "VERB":
        if not is_passive(page, verb):
            return []
        forces = [*children(page.analysis, i, "nsubj")]
        forces += [page.tokens[verb.head]] if base(verb) == "acl" and verb.head >= 0 else []
    else:
        forces = [t for t in children(page.analysis, i, "nmod") if preposition(page.analysis, t.i) == "of"]
    return [
        ("actor", t.i)
        for f in forces
        for t in children(page.analysis, f.i, "amod", "compound", "nmod")
        if page.reference(t.i) is not None and t.pos != "PRON"
        if t.rel == "nmod:poss" or not preposition(page.analysis, t.i)
    ]


def _around_light(page: Page, i: int, top: int, at: int, trigger: Trigger) -> Found:
    """Participants that hang on the light verb: its subject acts, its «with whom» is the partner."""
    found: Found = []
    verb, token = page.tokens[at], page.tokens[top]
    passive = is_passive(page, verb)
    if base(token) != "nsubj" or passive:
        s = doer(page, at)
        if s >= 0 and s not in (top, token.i):
            found += [(role, s) for role in (trigger.roles("nsubj") or ("actor",))]
    for t in children(page.analysis, at, "obl", "iobj", "nmod", "advcl", "ccomp", "xcomp"):
        if t.rel == "obl:agent" or t.i == i:
            continue
        for slot in slots_of(page, t):
            if slot not in ("obj", "adj") and trigger.roles(slot):
                found += [(role, t.i) for role in trigger.roles(slot)]
                break
    return found


def _subject(page: Page, i: int, trigger: Trigger) -> Found:
    verb = page.tokens[i]
    if is_passive(page, verb):
        found: Found = []
        has_object = any(base(t) == "obj" for t in children(page.analysis, i))
        undergone = trigger.roles("iobj" if has_object and trigger.roles("iobj") else "obj")
        for t in children(page.analysis, i, "nsubj"):
            found += [(role, _antecedent(page, t.i)) for role in undergone]
        if base(verb) == "acl" and verb.head >= 0 and not any(True for _ in children(page.analysis, i, "nsubj")):
            found += [(role, verb.head) for role in undergone]
        return found
    s = doer(page, i)
    return [(role, s) for role in trigger.roles("nsubj")] if s >= 0 else []


def doer(page: Page, v: int) -> int:
    """Who does the verb, or -1; «Iraq said it would allow»: a pronoun in reported speech is who says it."""
    verb = page.tokens[v]
    if base(verb) == "conj" and verb.head >= 0 and is_passive(page, page.tokens[verb.head]) and not _own(page, v):
        return next((t.i for t in children(page.analysis, verb.head, "nsubj")), -1)  # «was indicted and will resign»
    s = subject_of(page, v)
    if s < 0 and base(verb) == "xcomp" and verb.head >= 0 and is_passive(page, page.tokens[verb.head]):
        s = next((t.i for t in children(page.analysis, verb.head, "nsubj")), -1)  # «is scheduled to visit»
    if s < 0 or page.tokens[s].pos != "PRON" or page.tokens[s].lower not in REPORTED:
        return s
    for up in (verb, *islice(ancestors(page.analysis, v), FAR)):
        if base(up) == "ccomp" and up.head >= 0:
            outer = subject_of(page, up.head)
            return outer if outer >= 0 and page.tokens[outer].pos != "PRON" and _agrees(page, s, outer) else s
    return s


FAR = 30
"""Words looked up at above a verb."""
REPORTED = frozenset(("it", "they", "he", "she", "we", "i"))


def _own(page: Page, v: int) -> bool:
    return any(True for _ in children(page.analysis, v, "nsubj"))


def _agrees(page: Page, s: int, outer: int) -> bool:
    """«they» is several or a body, «he» and «she» are one person."""
    r = page.reference(outer)
    many = page.tokens[outer].feats.get("Number") == "Plur" or any(True for _ in children(page.analysis, outer, "conj"))
    word = page.tokens[s].lower
    if word in ("he", "she", "i"):
        return not many and (r is None or r.kind not in ("country", "organization", "place"))
    return word != "it" or not many


def _antecedent(page: Page, s: int) -> int:
    """«the diplomats, who were expelled»: the noun that the clause hangs on."""
    verb = page.tokens[page.tokens[s].head]
    relative = page.tokens[s].lower in ("who", "which", "that", "whom") and verb.rel == "acl:relcl"
    return verb.head if relative and verb.head >= 0 else s


def joined(page: Page, head: int) -> list[int]:
    """Other actors joined to `head`: «Chile, Peru and Bolivia»."""
    return [t.i for t in children(page.analysis, head, "conj") if t.pos in ("NOUN", "PROPN", "PRON", "ADJ", "X")]


def _with_content(page: Page, i: int, found: Found, trigger: Trigger) -> Found:
    """What is asked, promised, refused: the object; who is meant in it takes part where the frame names nobody else."""
    out = [("object" if role == "content" else role, h) for role, h in found]
    heads = [h for role, h in found if role == "content"]
    acting = {h for role, h in found if role == "actor"}
    whom = [h for role, h in found if role == "recipient"]
    if sum(page.tokens[h].pos != "PRON" for h in acting) > 1 or any(is_side(page, h) for h in whom):
        return list(dict.fromkeys(out))
    if trigger.mode not in OWN_FORCES:
        heads += [h for role, h in found if role in ("recipient", "object") and h not in heads]
    for h in heads:
        meant = _meant(page, i, h, acting, trigger)
        if meant:
            out += [("recipient", m) for m in meant]
            break
    return list(dict.fromkeys(out))


OWN_FORCES = frozenset(("deploy", "alert", "withdraw", "resign"))
"""Modes whose object is the doer's own."""


def is_side(page: Page, head: int) -> bool:
    """The token stands for somebody who can be a side."""
    r = page.reference(head)
    return r is not None and (r.head == head or r.covers(head)) and r.kind in (*SIDE_KINDS, "place", "pronoun")


def _meant(page: Page, i: int, h: int, acting: set[int], trigger: Trigger) -> list[int]:
    """Who is addressed or touched by the content under `h`: its subject, else who is named first. What is promised or
    threatened is done by its subject: there whoever could prevent it («if the rebels …») or is named else.
    """
    token = page.tokens[h]
    if token.pos == "VERB" and trigger.type in ("THREATEN", "AGREE"):
        own = {t.i for t in children(page.analysis, h, "nsubj")}
        acting = acting | own | {j for s in own for j in joined(page, s)}
        for c in (*children(page.analysis, h, "advcl"), *children(page.analysis, i, "advcl")):
            if any(m.lower in ("if", "unless") for m in children(page.analysis, c.i, "mark")):
                s = subject_of(page, c.i)
                if s >= 0 and s not in acting and is_side(page, s) and page.tokens[s].pos != "PRON":
                    return [s]
    elif token.pos == "VERB":
        s = subject_of(page, h)
        if s >= 0 and s not in acting and s != i and is_side(page, s) and page.reference(s) not in _doing(page, acting):
            return [s, *joined(page, s)]
    named = sorted(_named(page, i, h, acting), key=lambda j: not _is_power(page, j))
    return [named[0], *(j for j in joined(page, named[0]) if is_side(page, j))] if named else []


def _is_power(page: Page, j: int) -> bool:
    """A state, an organ, an organisation, rather than somebody or some place."""
    r = page.reference(j)
    return r is not None and r.kind in ("country", "organization", "organ", "adjective", "office")


def _doing(page: Page, acting: set[int]) -> list[object]:
    return [r for h in acting if (r := page.reference(h)) is not None]


def _named(page: Page, i: int, h: int, acting: set[int]) -> Iterator[int]:
    """Sides named under `h`, in order, without who does it."""
    own = _doing(page, acting)
    for j in subtree(page.analysis, h, lambda t: t.rel not in ("acl:relcl", "parataxis") and base(t) != "advcl"):
        r = page.reference(j)
        if j == i or r is None or r.head != j or r in own or j in acting or r.kind not in SIDE_KINDS | {"place"}:
            continue
        if r.kind in ("organ", "person", "office", "place") and base(page.tokens[j]) in ("amod", "compound"):
            continue  # «military aid»
        yield j


def object_span(page: Page, head: int, i: int) -> Span | None:
    """The words of the object, without the trigger."""
    first, last = complement(page, head, page.sentence_of(head).last)
    if first <= i < last:
        last = i if i > head else last
        first = i + 1 if i < head else first
    return page.span(first, last) if last > first else None
