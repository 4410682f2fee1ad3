"""References of an English document: roles and organs by their heads, a name after or beside them, pronouns.

The role stands before the name («Russian Foreign Minister Sergei Lavrov»), behind it («Sergei Lavrov, the Russian
foreign minister,») or alone («the foreign minister of Russia»). Syntax sees the name where there is one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dragoman.actors.index import Index, Match
from dragoman.languages.base import Analysis, Token
from dragoman.languages.grammar import NOMINALS
from dragoman.languages.lexicon import Lexicon, Speaker, of
from dragoman.mentions.en.phrases import left_edge, of_chain
from dragoman.mentions.references import Range, Reference, in_order, inside, named_actors, person_names, proposed, top

TITLES = frozenset(
    "mr mr. mrs mrs. ms ms. dr dr. sir lord lady gen. sen. rep. gov. col. lt. maj. adm. capt. sgt. rev. prof.".split()
)
"""Words of address and rank that open a name and tell no office of their own."""
WORDS = 5
"""Tokens of the longest noun of a speaker: «deputy prime minister», «commander-in-chief»."""


def find(analysis: Analysis, index: Index) -> list[Reference]:
    """All references of the document, in order; a longer phrase comes before the shorter ones inside it."""
    lexicon, tokens = of(analysis.language), analysis.tokens
    matches = sorted(index.match([t.lower for t in tokens], [t.text for t in tokens]), key=lambda m: m.first)
    matches = [_narrowed(tokens, m, index) for m in matches if _is_name(tokens, m)]
    persons = {
        first: r for first, r in person_names(analysis, matches).items() if r[1] - r[0] > 1 or _bare(tokens, r, lexicon)
    }
    found: list[Reference] = []
    for sentence in analysis.sentences:
        i = sentence.first
        while i < sentence.last:
            speaker = speaker_at(tokens, i, sentence.first, lexicon)
            if speaker is None or _covered(persons, i):
                i += 1
                continue
            found += _role_phrase(analysis, i, speaker, (sentence.first, sentence.last), persons, matches)
            i += _size(speaker) if _opens(speaker.lemma) else 1
    used = {r.name for r in found if r.name}
    found += [_named(analysis, name, matches) for name in persons.values() if name not in used]
    found += named_actors(analysis, matches, persons)
    told = [r.role for r in found if r.role]
    found += [r for r in proposed(analysis, matches, found) if not _part_of_title(tokens, r, told)]
    found += [
        Reference(t.i, t.i + 1, t.i, "pronoun", plural=t.feats.get("Number") == "Plur")
        for t in tokens
        if t.pos in ("PRON", "DET") and (_is_personal(t.lower, lexicon) or _says(tokens, t, lexicon))
    ]
    return in_order(found)


def _part_of_title(tokens: Sequence[Token], r: Reference, roles: Sequence[Range]) -> bool:
    """«secretary of State»: the tagger takes a word of the office for a body."""
    return r.last - r.first == 1 and tokens[r.first].lower == "state" and any(a <= r.first < b for a, b in roles)


def _is_personal(lower: str, lexicon: Lexicon) -> bool:
    return lower in lexicon.personal


def _says(tokens: Sequence[Token], t: Token, lexicon: Lexicon) -> bool:
    """«it said»: the body that a verb of saying makes speak."""
    return t.lower in lexicon.words("it") and t.rel == "nsubj" and tokens[t.head].lemma in lexicon.cues


def _is_name(tokens: Sequence[Token], m: Match) -> bool:
    """A place or surname of the index is a name here only with a capital: «turkey», «reading», «us» are words."""
    words = tokens[m.first : m.last]
    adjective = m.candidates and all(c.type in ("adj", "demonym") for c in m.candidates)
    return adjective or any(t.text[:1].isupper() for t in words) or bool(m.candidates and m.candidates[0].bare)


def _narrowed(tokens: Sequence[Token], m: Match, index: Index) -> Match:
    """«The French | president»: a people with its article is an adjective when a noun follows."""
    follower = tokens[m.last] if m.last < len(tokens) else None
    people = m.candidates and m.candidates[0].type == "demonym" and tokens[m.first].lower == "the"
    if not people or m.last - m.first != 2 or follower is None or follower.pos not in ("NOUN", "PROPN", "ADJ"):
        return m
    word = tokens[m.first + 1]
    again = index.match([word.lower], [word.text])
    return Match(m.first + 1, m.last, again[0].candidates) if again else m


def _bare(tokens: Sequence[Token], name: Range, lexicon: Lexicon) -> bool:
    """One word is a name with a capital, unless it is a role («President»)."""
    word = tokens[name[0]]
    return word.text[:1].isupper() and word.lower not in lexicon.speakers and word.pos not in ("VERB", "AUX", "ADV")


def _covered(persons: Mapping[int, Range], i: int) -> bool:
    """The word is part of a person's name: «Major» in «John Major»."""
    return any(k in persons and persons[k][0] <= i < persons[k][1] and k != i for k in range(i - 4, i))


def speaker_at(tokens: Sequence[Token], i: int, floor: int, lexicon: Lexicon) -> Speaker | None:
    """The noun of a speaker whose head is token `i`: «minister», and the longest of «foreign minister» or «secretary of
    state» around it.
    """
    token = tokens[i]
    if token.pos not in ("NOUN", "PROPN", "ADJ", "X") or (token.pos == "ADJ" and token.rel == "amod"):
        return None
    table, lemma = lexicon.speakers, token.lemma.lower()
    found = _longest(tokens, i, floor, lexicon) if lemma in lexicon.speaker_words else None
    if found is None:
        entries = table.get(token.lower.rpartition("-")[2]) or table.get(token.lower)
        found = entries[0] if entries else None
    return found if found is not None and not _modifies(tokens, i, table) else None


def _longest(tokens: Sequence[Token], i: int, floor: int, lexicon: Lexicon) -> Speaker | None:
    """The longest noun of a speaker in the table that ends, or with an «of» begins, at the token."""
    table, lemma = lexicon.speakers, tokens[i].lemma.lower()
    best: Speaker | None = None
    for size in range(1, WORDS + 1):
        before, after = tokens[max(floor, i + 1 - size) : i + 1], tokens[i : i + size]
        ending = _joined([*(t.lower for t in before[:-1]), lemma])
        opening = _joined([lemma, *(t.lower for t in after[1:])])
        if len(before) == size and ending in table and not _opens(ending):
            best = table[ending][0]
        if len(after) == size and size > 1 and opening in table and _opens(opening):
            best = table[opening][0]
    return best


def _joined(words: Sequence[str]) -> str:
    return " ".join(words).replace(" - ", "-")


def _size(speaker: Speaker) -> int:
    """Tokens of the noun; a hyphen is one."""
    return len(speaker.lemma.replace("-", " - ").split())


def _opens(words: str) -> bool:
    """«secretary of state», «attorney general»: the head noun comes first."""
    return " of " in words or (words.endswith(("general", "affaires", "-in-chief")) and " " in words.replace("-", " "))


def _modifies(tokens: Sequence[Token], i: int, table: Mapping[str, tuple[Speaker, ...]]) -> bool:
    """The noun only qualifies the next noun of a person: «deputy | minister»; «ministry | spokesman» are two."""
    mine = table.get(tokens[i].lemma.lower())
    if not mine or mine[0].kind not in PEOPLE or not tokens[i].rel.startswith(("compound", "amod", "nmod")):
        return False
    for t in tokens[i + 1 : i + 4]:
        if t.pos not in ("NOUN", "PROPN", "ADJ") or t.sentence != tokens[i].sentence:
            return False
        entries = table.get(t.lemma.lower())
        if entries and entries[0].kind in PEOPLE:
            return True
    return False


PEOPLE = ("person", "unnamed")


def _role_phrase(
    analysis: Analysis,
    i: int,
    speaker: Speaker,
    sentence: Range,
    persons: Mapping[int, Range],
    matches: Sequence[Match],
) -> list[Reference]:
    """The reference headed by the noun of a speaker at `i`, with further names under one plural."""
    tokens = analysis.tokens
    person = speaker.kind in PEOPLE
    last = i + (_size(speaker) if _opens(speaker.lemma) else 1)
    name = persons.get(last) if person else None
    if name is None:
        end = of_chain(analysis, i, last, sentence[1], persons)
        name = persons.get(end) if person and end > last else None
        last = end
    first = left_edge(analysis, i, name[1] if name else last, sentence[0])
    role: Range = (first, last)
    if name is not None:
        last = _of_state(tokens, name[1], matches)
    elif person:
        name, first, last = _apposed(tokens, first, last, sentence, persons)
    plural = tokens[i].feats.get("Number") == "Plur"
    within = inside(matches, first, last)
    head = _head(tokens, i, first, last)
    here = Reference(first, last, head, speaker.kind, name, role, speaker.lemma, within, plural, noun_at=i)
    return [here, *_further(tokens, here, sentence[1], persons, matches)] if plural and name else [here]


def _of_state(tokens: Sequence[Token], last: int, matches: Sequence[Match]) -> int:
    """«Foreign Minister Sergei Lavrov | of Russia»."""
    if last < len(tokens) and tokens[last].lower == "of":
        return next((m.last for m in matches if m.first == last + 1 and tokens[m.first].text[:1].isupper()), last)
    return last


def _head(tokens: Sequence[Token], i: int, first: int, last: int) -> int:
    """The nominal of the phrase that the rest of the sentence governs; the noun of the role where the parse is torn."""
    outward = [t for t in tokens[first:last] if not first <= t.head < last and t.pos in NOMINALS]
    return i if not outward or tokens[i] in outward else outward[0].i


def _apposed(
    tokens: Sequence[Token], first: int, last: int, sentence: Range, persons: Mapping[int, Range]
) -> tuple[Range | None, int, int]:
    """«Sergei Lavrov, the foreign minister,» and «Russia's foreign minister, Sergei Lavrov,»."""
    if last + 1 < sentence[1] and tokens[last].text == "," and last + 1 in persons:
        name = persons[last + 1]
        if (
            name[1] >= sentence[1]
            or tokens[name[1]].text in (",", ".", ")", "–", "—")
            or tokens[name[1]].pos in ("VERB", "AUX")
        ):
            return name, first, name[1]
    if first - 2 >= sentence[0] and tokens[first - 1].text in (",", "(", "–", "—"):
        ends = (persons[k] for k in range(first - 2, max(sentence[0], first - 7) - 1, -1) if k in persons)
        before = next((name for name in ends if name[1] == first - 1), None)
        closed = last >= sentence[1] or tokens[last].text in (",", ".", ")", ";", ":", "–", "—", '"', "”")
        if before is not None and closed:
            return before, before[0], last
    return None, first, last


def _further(
    tokens: Sequence[Token], here: Reference, ceiling: int, persons: Mapping[int, Range], matches: Sequence[Match]
) -> list[Reference]:
    """«Presidents Joe Biden and Vladimir Putin»: the second and later names under one plural role."""
    found, j = [], here.last
    while j + 1 < ceiling and tokens[j].lower in (",", "and") and (j + 1 in persons or tokens[j + 1].lower == "and"):
        if j + 1 not in persons:
            j += 1
            continue
        name = persons[j + 1]
        within = inside(matches, *name)
        found.append(Reference(*name, name[0], "person", name, here.role, here.noun, within, noun_at=here.noun_at))
        j = name[1]
    return found


def _named(analysis: Analysis, name: Range, matches: Sequence[Match]) -> Reference:
    """A name alone, with the word of address before it: «Mr. Lavrov»."""
    first = name[0] - 1 if name[0] and analysis.tokens[name[0] - 1].lower in TITLES else name[0]
    return Reference(first, name[1], top(analysis, *name), "person", name, matches=inside(matches, *name))
