"""Finding what stands for an actor in a document: names by the tagger and the actor index, roles and organs by their
heads.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dragoman.actors.index import Index, Match
from dragoman.languages.base import Analysis, Token
from dragoman.languages.grammar import case_of
from dragoman.languages.lexicon import Speaker, of
from dragoman.mentions.phrases import modifiers_start, reach

Range = tuple[int, int]

PRONOUNS = frozenset(
    [
        "он",
        "она",
        "они",
        "я",
        "мы",
        "его",
        "ее",
        "её",
        "их",
        "ему",
        "ей",
        "им",
        "него",
        "нее",
        "неё",
        "них",
        "нему",
        "ней",
        "ним",
        "нами",
        "нас",
        "нам",
        "мной",
        "мне",
        "меня",
    ]
)
POSSESSIVES = frozenset(["его", "ее", "её", "их", "свой", "мой", "наш"])


@dataclass(frozen=True, slots=True)
class Reference:
    """One phrase that stands for an actor or a place. Ranges are token numbers, half-open.

    first, last: the whole phrase; head: the word that syntax sees; name: the proper name in it; role: the words of
    the office.
    noun: the dictionary form of the role or organ noun, if one heads the phrase; matches: actors of the index named
    inside.
    """

    first: int
    last: int
    head: int
    kind: str
    name: Range | None = None
    role: Range | None = None
    noun: str = ""
    matches: tuple[Match, ...] = ()
    plural: bool = False
    noun_at: int = -1

    @property
    def role_head(self) -> int:
        """The token of `noun`: in English the name that follows is what syntax sees («Foreign Minister | Lavrov»)."""
        return self.noun_at if self.noun_at >= 0 else self.head

    def covers(self, i: int) -> bool:
        return self.first <= i < self.last


def find(analysis: Analysis, index: Index) -> list[Reference]:
    """All references of the document, in order; a longer phrase comes before the shorter ones inside it."""
    speakers = of(analysis.language).speakers
    tokens = analysis.tokens
    matches = sorted(index.match([t.lower for t in tokens], [t.text for t in tokens]), key=lambda m: m.first)
    persons = _person_names(analysis, matches)
    bodies = {m.first: m.last for m in matches} | {n.first: n.last for n in analysis.names if n.kind != "PER"}
    found: list[Reference] = []
    taken: set[int] = set()
    listed = {i for m in matches if m.candidates for i in range(m.first, m.last)}
    for sentence in analysis.sentences:
        i = sentence.first
        while i < sentence.last:
            speaker = speaker_of(tokens[i], speakers)
            inner = speaker is not None and i in taken
            if speaker and (not inner or (speaker.kind in ("medium", "group", "organ") and i not in listed)):
                ceiling = (
                    sentence.last if speaker.kind in ("person", "unnamed") else _next_person(i, sentence.last, persons)
                )
                made = _role_phrase(analysis, i, speaker, sentence.first, ceiling, persons, bodies, matches)
                found += made
                if not inner and speaker.kind != "document":
                    taken.update(range(made[0].head, made[0].last))
            i += 1
    used = {r.name for r in found if r.name}
    found += [
        _described_person(analysis, name, matches) or _bare_person(analysis, name, matches)
        for name in persons.values()
        if name not in used
    ]
    found += _named_actors(analysis, matches, persons)
    found += _proposed(analysis, matches, found)
    found += [
        Reference(t.i, t.i + 1, t.i, "pronoun", plural=t.feats.get("Number") == "Plur")
        for t in tokens
        if t.lower in PRONOUNS and t.pos in ("PRON", "DET")
    ]
    return sorted(set(found), key=lambda r: (r.first, -r.last))


def _inside(matches: Sequence[Match], first: int, last: int) -> tuple[Match, ...]:
    """The matches within tokens `first` to `last`; `matches` come in order of their first token."""
    found = []
    for k in range(bisect_left(matches, first, key=lambda m: m.first), len(matches)):
        if matches[k].first >= last:
            break
        if matches[k].last <= last:
            found.append(matches[k])
    return tuple(found)


def _next_person(i: int, ceiling: int, persons: Mapping[int, Range]) -> int:
    """An organ's phrase ends before a person's name: «МИД РФ | Сергея Рябкова»."""
    return next((j for j in range(i + 1, min(ceiling, i + 30)) if j in persons), ceiling)


def speaker_of(token: Token, speakers: Mapping[str, tuple[Speaker, ...]]) -> Speaker | None:
    """The role or organ noun that the token is, also behind «экс-», «вице-» and the like."""
    if token.pos not in ("NOUN", "PROPN", "ADJ", "X"):
        return None
    if token.pos == "ADJ" and (token.lemma not in speakers or token.rel == "amod"):
        return None
    found = (
        speakers.get(token.lemma)
        or speakers.get(token.lemma.rpartition("-")[2])
        or speakers.get(token.lower)
        or (
            speakers.get("заместитель")
            if token.lower.startswith("зам") and _deputy_of(token.lower[3:], speakers)
            else None
        )
    )
    return found[0] if found else None


def _deputy_of(rest: str, speakers: Mapping[str, tuple[Speaker, ...]]) -> bool:
    """«замглавы», «замминистра»: the second part is a role noun in the genitive."""
    return any(stem in speakers for stem in (rest[:-1] + "а", rest[:-1], rest[:-1] + "ь")) if len(rest) > 3 else False


def _person_names(analysis: Analysis, matches: Sequence[Match]) -> dict[int, Range]:
    """First token → range of each person's name, from the tagger and from the index, joined where they overlap."""
    ranges = [(n.first, n.last) for n in analysis.names if n.kind == "PER"]
    for m in matches:
        if m.candidates and all(c.actor_id.startswith("person/") for c in m.candidates):
            ranges.append((m.first, m.last))
    known: dict[int, int] = {}
    for m in sorted(matches, key=lambda m: m.first - m.last):
        if any(_is_polity(c.actor_id) for c in m.candidates):
            known |= {i: m.last for i in range(m.first, m.last) if i not in known}
    out: dict[int, Range] = {}
    end = -1
    for first, last in sorted(ranges, key=lambda r: (r[0], -r[1])):
        if first < end or last <= known.get(first, -1):
            continue
        first, last = _clean(analysis, first, last)
        if first < last:
            out[first], end = (first, last), last
    return out


def _is_polity(actor_id: str) -> bool:
    return actor_id.split("/")[0] in ("state", "quasi-state", "organ", "igo", "media", "historical", "format")


def _clean(analysis: Analysis, first: int, last: int) -> Range:
    """Drops what the tagger took along: lower-case role words at the front, marks at the edges."""
    tokens = analysis.tokens
    while first < last and not tokens[first].text[0].isupper():
        first += 1
    while last > first and not tokens[last - 1].text[0].isalnum():
        last -= 1 if tokens[last - 1].text != "." or len(tokens[last - 2].text) > 1 else 0
        if last > first and tokens[last - 1].text == ".":
            break
    return first, last


def _role_phrase(
    analysis: Analysis,
    i: int,
    speaker: Speaker,
    floor: int,
    ceiling: int,
    persons: Mapping[int, Range],
    bodies: Mapping[int, int],
    matches: Sequence[Match],
) -> list[Reference]:
    tokens = analysis.tokens
    head = tokens[i]
    names = {} if speaker.kind not in ("person", "unnamed") else persons
    last, name = reach(analysis, i, ceiling, names, bodies)
    first = modifiers_start(analysis, i, floor)
    role: Range = (first, name[0] if name else last)
    if name is None and names:
        name, role, first, last = _apposed(analysis, i, first, last, floor, ceiling, persons)
        if name is None:
            name, last = _second_role(analysis, i, last, ceiling, persons, bodies)
    inside = _inside(matches, first, last)
    plural = head.feats.get("Number") == "Plur"
    here = Reference(first, last, i, speaker.kind, name, role, head.lemma, inside, plural)
    if not (plural and name):
        return [here]
    return [here, *_further_names(analysis, here, ceiling, persons, matches)]


def _apposed(
    analysis: Analysis, i: int, first: int, last: int, floor: int, ceiling: int, persons: Mapping[int, Range]
) -> tuple[Range | None, Range, int, int]:
    """A name set beside the role: «Энда Кенни, премьер-министр Ирландии» and «глава миссии, Иван Петров,»."""
    tokens = analysis.tokens
    if last + 1 < ceiling and tokens[last].text == "," and last + 1 in persons:
        name = persons[last + 1]
        closed = name[1] >= ceiling or tokens[name[1]].text in (",", ".", ")") or name[1] == ceiling - 1
        if closed and case_of(tokens[name[0]]) == case_of(tokens[i]):
            return name, (first, last), first, name[1]
    if first - 2 >= floor and tokens[first - 1].text in (",", "-", "—", "–", "("):
        starts = range(first - 2, max(floor, first - 8) - 1, -1)
        before = next((persons[k] for k in starts if k in persons and persons[k][1] == first - 1), None)
        if before and case_of(tokens[before[0]]) == case_of(tokens[i]) and tokens[first - 1].text in (",", "("):
            return before, (first, last), before[0], last
    return None, (first, last), first, last


def _second_role(
    analysis: Analysis, i: int, last: int, ceiling: int, persons: Mapping[int, Range], bodies: Mapping[int, int]
) -> tuple[Range | None, int]:
    """«председатель ОБСЕ, министр иностранных дел Швейцарии Дидье Буркхальтер»: the name after a second role in
    apposition.
    """
    tokens = analysis.tokens
    if last + 2 >= ceiling or tokens[last].text != ",":
        return None, last
    for j in range(last + 1, min(ceiling, last + 4)):
        t = tokens[j]
        if t.pos == "NOUN" and t.feats.get("Animacy") == "Anim" and case_of(t) == case_of(tokens[i]):
            end, name = reach(analysis, j, ceiling, persons, bodies)
            return (name, end) if name else (None, last)
        if t.pos not in ("ADJ", "NUM", "DET"):
            break
    return None, last


def _further_names(
    analysis: Analysis, here: Reference, ceiling: int, persons: Mapping[int, Range], matches: Sequence[Match]
) -> list[Reference]:
    """«лидеры РФ и США Владимир Путин и Джо Байден»: the second and later names under one plural role."""
    found, j = [], here.last
    tokens = analysis.tokens
    while j + 1 < ceiling and tokens[j].text in (",", "и") and j + 1 in persons:
        name = persons[j + 1]
        inside = _inside(matches, name[0], name[1])
        found.append(Reference(*name, name[0], "person", name, here.role, here.noun, inside))
        j = name[1]
    return found


def _described_person(analysis: Analysis, name: Range, matches: Sequence[Match]) -> Reference | None:
    """«бизнесмена Романа Абрамовича», «американец по имени Бэ Чжун Хо»: an animate noun before the name, in its
    case.
    """
    tokens = analysis.tokens
    i = _noun_before(analysis, name)
    if i >= 2 and tokens[i].lower == "имени" and tokens[i - 1].lower == "по":
        i -= 2
    if i < 0 or tokens[i].sentence != tokens[name[0]].sentence or tokens[i].pos != "NOUN":
        return None
    noun = tokens[i]
    if noun.feats.get("Animacy") != "Anim" or not (case_of(noun) == case_of(tokens[name[0]]) or i < name[0] - 1):
        return None
    first = modifiers_start(analysis, i, max(0, i - 6))
    inside = _inside(matches, first, name[1])
    return Reference(first, name[1], i, "person", name, (first, name[0]), noun.lemma, inside)


def _noun_before(analysis: Analysis, name: Range) -> int:
    """The word before the name, or the noun before its own genitive: «капитан сборной | Олег N»."""
    tokens, i = analysis.tokens, name[0] - 1
    top = tokens[_top(analysis, *name)]
    if not (0 <= top.head < i and i - top.head < 6 and top.rel.split(":")[0] in ("appos", "flat")):
        return i
    between = tokens[top.head + 1 : name[0]]
    genitive = all(case_of(t) == "Gen" and t.pos in ("NOUN", "ADJ", "PROPN") for t in between)
    return top.head if genitive and tokens[top.head].pos == "NOUN" else i


def _bare_person(analysis: Analysis, name: Range, matches: Sequence[Match]) -> Reference:
    inside = _inside(matches, name[0], name[1])
    return Reference(*name, _top(analysis, *name), "person", name, matches=inside)


def _top(analysis: Analysis, first: int, last: int) -> int:
    """The token of the range whose governor lies outside it."""
    for i in range(first, last):
        if not first <= analysis.tokens[i].head < last:
            return i
    return first


def _named_actors(analysis: Analysis, matches: Sequence[Match], persons: Mapping[int, Range]) -> list[Reference]:
    """States, organs, organisations and places that the index names."""
    inside_person = {i for a, b in persons.values() for i in range(a, b)}
    found = []
    for m in matches:
        if m.first in inside_person or not m.candidates:
            continue
        kind = _kind(m)
        if kind == "person":
            continue
        head = _top(analysis, m.first, m.last)
        plural = analysis.tokens[head].feats.get("Number") == "Plur"
        found.append(Reference(m.first, m.last, head, kind, (m.first, m.last), matches=(m,), plural=plural))
    return found


KINDS = {
    "state": "country",
    "quasi-state": "country",
    "historical": "country",
    "place": "place",
    "region": "place",
    "person": "person",
    "media": "medium",
    "agreement": "document",
}


def _kind(match: Match) -> str:
    first = match.candidates[0]
    if first.type == "adj":
        return "adjective"
    if first.type == "demonym":
        return "group"
    return KINDS.get(first.actor_id.split("/")[0], "organization")


def _proposed(analysis: Analysis, matches: Sequence[Match], found: Sequence[Reference]) -> list[Reference]:
    """Organisations and places that only the tagger knows."""
    known = {i for m in matches for i in range(m.first, m.last)}
    known |= {i for r in found if r.name for i in range(*r.name)}
    out = []
    for n in analysis.names:
        if n.kind == "PER" or any(i in known for i in range(n.first, n.last)):
            continue
        kind = "organization" if n.kind == "ORG" else "place"
        out.append(Reference(n.first, n.last, _top(analysis, n.first, n.last), kind, (n.first, n.last)))
    return out
