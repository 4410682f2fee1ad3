"""References of a Russian document: roles and organs by their heads, a name beside them, pronouns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dragoman.actors.index import Index, Match
from dragoman.languages.base import Analysis, Token
from dragoman.languages.grammar import case_of
from dragoman.languages.lexicon import Speaker, of
from dragoman.mentions.references import (
    Range,
    Reference,
    in_order,
    inside,
    named_actors,
    of_people,
    person_names,
    proposed,
    top,
)
from dragoman.mentions.ru.phrases import modifiers_start, reach

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


def find(analysis: Analysis, index: Index) -> list[Reference]:
    """All references of the document, in order; a longer phrase comes before the shorter ones inside it."""
    speakers = of(analysis.language).speakers
    tokens = analysis.tokens
    matches = sorted(index.match([t.lower for t in tokens], [t.text for t in tokens]), key=lambda m: m.first)
    matches = [x for m in matches for x in _without_role(tokens, m, index) if not _common_word(analysis, x, speakers)]
    persons = person_names(analysis, matches)
    persons |= _named_again(analysis, matches, persons)
    bodies = {m.first: m.last for m in matches} | {n.first: n.last for n in analysis.names if n.kind != "PER"}
    found: list[Reference] = []
    taken: set[int] = set()
    listed = {i for m in matches if m.candidates for i in range(m.first, m.last)}
    for sentence in analysis.sentences:
        i = sentence.first
        while i < sentence.last:
            speaker = speaker_of(tokens[i], speakers) if not _state_of_things(analysis, i) else None
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
    found += named_actors(analysis, matches, persons)
    found += proposed(analysis, matches, found)
    found += [
        Reference(t.i, t.i + 1, t.i, "pronoun", plural=t.feats.get("Number") == "Plur")
        for t in tokens
        if t.lower in PRONOUNS and t.pos in ("PRON", "DET")
    ]
    return in_order(found)


def _without_role(tokens: Sequence[Token], m: Match, index: Index) -> list[Match]:
    """«король | Иордании | Абдалла»: what the index has as one name is read as a role, its state and a name."""
    first = m.first + 1
    if first == m.last or not tokens[m.first].text[:1].islower() or not of_people(m):
        return [m]
    words = tokens[first : m.last]
    inner = index.match([t.lower for t in words], [t.text for t in words])
    if not any(c.actor_id.startswith("state/") for x in inner for c in x.candidates):
        return [m]
    return [Match(x.first + first, x.last + first, x.candidates) for x in inner]


def _named_again(analysis: Analysis, matches: Sequence[Match], persons: Mapping[int, Range]) -> dict[int, Range]:
    """«Лиз Трасс … встреча с | Трасс»: a family name of the page that the tagger takes for a noun elsewhere."""
    tokens = analysis.tokens
    last = [tokens[b - 1] for a, b in persons.values() if b - a > 1]
    families = {word for t in last for word in (t.lower, t.lemma) if len(word) > 2}
    held = {i for a, b in persons.values() for i in range(a, b)} | {i for m in matches for i in range(m.first, m.last)}
    opening = {sentence.first for sentence in analysis.sentences}
    return {
        t.i: (t.i, t.i + 1)
        for t in tokens
        if t.text[:1].isupper()
        and (t.lower in families or t.lemma in families)
        and t.i not in held
        and t.i not in opening
        and t.pos in ("NOUN", "PROPN", "ADJ", "X")
    }


def _common_word(analysis: Analysis, m: Match, speakers: Mapping[str, tuple[Speaker, ...]]) -> bool:
    """«Газета», «Власти», «Проект» at the head of a sentence: the capital is the sentence's, no name of a paper."""
    token = analysis.tokens[m.first]
    opens = token.i == analysis.sentences[token.sentence].first
    if m.last - m.first > 1 or not opens or not m.candidates:
        return False
    weak = token.pos == "NOUN" and not token.text.isupper() and all(c.weak for c in m.candidates)
    return weak or (m.candidates[0].actor_id.startswith("media/") and token.lemma in speakers)


NOT_A_REGIME = frozenset(
    "визовый безвизовый штатный обычный тестовый санкционный пропускной пограничный таможенный особый чрезвычайный"
    " карантинный льготный торговый рабочий ручной закрытый открытый масочный мирный налоговый бюджетный тихий".split()
)
"""Adjectives of a «режим» that is an order of things, not a government."""


def _state_of_things(analysis: Analysis, i: int) -> bool:
    """«в штатном режиме», «режим прекращения огня»: an order of things, nobody who speaks."""
    t = analysis.tokens[i]
    if t.lemma != "режим":
        return False
    follower = analysis.tokens[i + 1] if i + 1 < len(analysis.tokens) else None
    before = analysis.tokens[i - 1].lemma if i > 0 else ""
    return (
        case_of(t) == "Loc"
        or before in NOT_A_REGIME
        or (
            follower is not None
            and follower.pos == "NOUN"
            and follower.feats.get("Animacy") == "Inan"
            and case_of(follower) == "Gen"
        )
    )


def _next_person(i: int, ceiling: int, persons: Mapping[int, Range]) -> int:
    """An organ's phrase ends before a person's name: «МИД РФ | Сергея Рябкова»."""
    return next((j for j in range(i + 1, min(ceiling, i + 30)) if j in persons), ceiling)


def speaker_of(token: Token, speakers: Mapping[str, tuple[Speaker, ...]]) -> Speaker | None:
    """The role or organ noun that the token is, also behind «экс-», «вице-» and the like."""
    if token.pos not in ("NOUN", "PROPN", "ADJ", "X"):
        return None
    if token.pos == "ADJ" and ((token.lemma not in speakers and "экс-" not in token.lower) or token.rel == "amod"):
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
    within = inside(matches, first, last)
    plural = head.feats.get("Number") == "Plur"
    here = Reference(first, last, i, speaker.kind, name, role, head.lemma, within, plural)
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
        within = inside(matches, name[0], name[1])
        found.append(Reference(*name, name[0], "person", name, here.role, here.noun, within))
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
    within = inside(matches, first, name[1])
    return Reference(first, name[1], i, "person", name, (first, name[0]), noun.lemma, within)


def _noun_before(analysis: Analysis, name: Range) -> int:
    """The word before the name, or the noun before its own genitive: «капитан сборной | Олег N»."""
    tokens, i = analysis.tokens, name[0] - 1
    above = tokens[top(analysis, *name)]
    if not (0 <= above.head < i and i - above.head < 6 and above.rel.split(":")[0] in ("appos", "flat")):
        return i
    between = tokens[above.head + 1 : name[0]]
    genitive = all(case_of(t) == "Gen" and t.pos in ("NOUN", "ADJ", "PROPN") for t in between)
    return above.head if genitive and tokens[above.head].pos == "NOUN" else i


def _bare_person(analysis: Analysis, name: Range, matches: Sequence[Match]) -> Reference:
    within = inside(matches, name[0], name[1])
    return Reference(*name, top(analysis, *name), "person", name, matches=within)
