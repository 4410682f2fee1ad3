"""Russian case forms generated from the nominative.

Lemmatising names fails on a third of surname forms (Рябков → рябок), so the forms are made here by ending rules and
looked up as they stand. A paradigm is six slots (nominative, genitive, dative, accusative, instrumental, locative),
each a tuple of alternatives; a form too many does no harm, a form missing loses a mention.
Everything is lower case with ё as е.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import product

Paradigm = tuple[tuple[str, ...], ...]

CASES = 6
GENITIVE, LOCATIVE = 1, 5
VOWELS = frozenset("аеиоуыэюя")
VELAR = frozenset("гкх")
HUSHING = frozenset("жшчщ")
IRREGULAR = {
    "лев": "льв",
    "павел": "павл",
    "петр": "петр",
    "христос": "христ",
    "египет": "египт",
    "орел": "орл",
}
"""Names whose stem changes."""
PARTICLES = frozenset(
    "бен бин ибн аль эль ас аш ат ад аз ан ар эс эш эд эт уль уд ульд "
    "де да ди дос душ ду дю дель делла ла ле лос дер ден тер фон ван цу цур оглы кызы заде арап ап ва".split()
)
"""Words inside a personal name that never decline: Усамы бен Ладена, Гейдара Али оглы."""
SOFT_WOMEN = frozenset(("любовь", "нинель", "рахиль", "эсфирь", "юдифь", "руфь", "агарь"))
"""Names of women in -ь that decline; Мишель, Николь, Сесиль do not."""
FRENCH = frozenset(("николя", "люка", "золя", "дюма", "дега", "тома"))
"""Names of men with the stress on -а or -я, which stay as they are."""


def fold(text: str) -> str:
    """The match key of a word: lower case, ё as е."""
    return text.lower().replace("ё", "е")


def fixed(word: str) -> Paradigm:
    """The paradigm of a word that does not change."""
    return ((word,),) * CASES


def _slots(*cells: str | tuple[str, ...]) -> Paradigm:
    return tuple(cell if isinstance(cell, tuple) else (cell,) for cell in cells)


def is_adjective(word: str) -> bool:
    """Whether the ending is that of a full adjective in the nominative."""
    return len(word) > 4 and word.endswith(("ый", "ий", "ой", "ая", "яя", "ое", "ее", "ые", "ие", "овы", "ева"))


def adjective(word: str) -> Paradigm:
    """The paradigm of a full adjective, in the gender and number of its ending."""
    stem, ending = word[:-2], word[-2:]
    hard = stem[-1:] not in HUSHING and ending not in ("яя", "ее") and not (ending in ("ий", "ие") and _soft(stem))
    y = "и" if stem[-1:] in VELAR | HUSHING or not hard else "ы"
    o = "о" if hard or ending == "ой" else "е"
    if ending in ("ый", "ий", "ой", "ое", "ее"):
        genitive = stem + o + "го"
        accusative = (genitive, word)
        return _slots(word, genitive, stem + o + "му", accusative, stem + y + "м", stem + o + "м")
    if ending in ("ая", "яя"):
        oblique = stem + o + "й"
        accusative_f = stem + ("ую" if ending == "ая" else "юю")
        return _slots(word, oblique, oblique, accusative_f, oblique, oblique)
    if word.endswith("овы"):
        stem, y = word[:-1], "ы"
    return _slots(word, stem + y + "х", stem + y + "м", (stem + y + "х", word), stem + y + "ми", stem + y + "х")


def _soft(stem: str) -> bool:
    """Adjectives in -ий with a soft stem: ближний, последний (not российский)."""
    return stem[-1:] not in VELAR


def adjective_all(word: str) -> set[str]:
    """All forms of an adjective in every gender and number, the short -о of compounds left out."""
    if not word.endswith(("ый", "ий", "ой")):
        return {word}
    stem = word[:-2]
    soft = word.endswith("ий") and stem[-1:] not in VELAR | HUSHING
    feminine, neuter = stem + ("яя" if soft else "ая"), stem + ("ее" if soft or stem[-1:] in HUSHING else "ое")
    plural = stem + ("ие" if soft or stem[-1:] in VELAR | HUSHING else "ые")
    return {form for head in (word, feminine, neuter, plural) for slot in adjective(head) for form in slot}


def _plural(word: str) -> Paradigm:
    """Nouns in the plural; the genitive is overgenerated (нидерландов, филиппин)."""
    stem, ending = word[:-1], word[-1:]
    if ending == "и" and stem[-1:] not in VELAR | HUSHING:
        if stem[-1:] in VOWELS or stem.endswith("ь"):
            genitives: tuple[str, ...] = (stem + "й", stem + "ев", stem.rstrip("ь") + "ей")
        else:
            genitives = (stem + "ей", stem + "ь", stem)
        a = "я"
    elif ending == "я":
        genitives, a = (stem + "ев", stem.rstrip("ь") + "ей"), "я"
    elif ending == "е":
        genitives, a = (stem,), "а"
    else:
        soft = stem.endswith("ц")
        genitives, a = (stem + ("ев" if soft else "ов"), stem, stem + "ей" if stem[-1:] in HUSHING else stem), "а"
    return _slots(word, genitives, stem + a + "м", (word, *genitives), stem + a + "ми", stem + a + "х")


def _masculine(word: str) -> Paradigm:
    if word in IRREGULAR:
        return _hard(word, IRREGULAR[word])
    if word.endswith("ий"):
        stem = word[:-1]
        return _slots(word, stem + "я", stem + "ю", (stem + "я", word), stem + "ем", (stem + "и", stem + "е"))
    if word.endswith(("й", "ь")):
        stem = word[:-1]
        return _slots(word, stem + "я", stem + "ю", (stem + "я", word), stem + "ем", stem + "е")
    paradigm = _hard(word, word)
    for stem in _fleeting(word):
        paradigm = merge(paradigm, _hard(word, stem))
    return paradigm


def _hard(word: str, stem: str) -> Paradigm:
    soft = stem[-1:] in HUSHING or stem[-1:] == "ц"
    instrumental = (stem + "ем", stem + "ом") if soft else (stem + "ом",)
    return _slots(word, stem + "а", stem + "у", (stem + "а", word), instrumental, stem + "е")


def _fleeting(word: str) -> tuple[str, ...]:
    """Stems with the vowel dropped: американец → американц, турок → турк, кореец → корейц, владелец → владельц."""
    if len(word) < 4:
        return ()
    if word.endswith("ец"):
        before = word[-3]
        return (word[:-2] + "йц",) if before in VOWELS else (word[:-2] + "ц", word[:-2] + "ьц")
    if word.endswith(("ок", "ек")) and word[-3] not in VOWELS:
        return (word[:-2] + "к", word[:-2] + "ьк") if word.endswith("ек") else (word[:-2] + "к",)
    return ()


def _feminine(word: str) -> Paradigm:
    stem, ending = word[:-1], word[-1:]
    if ending == "ь":
        return _slots(word, stem + "и", stem + "и", word, stem + "ью", stem + "и")
    if word.endswith("ия"):
        return _slots(word, stem + "и", stem + "и", stem + "ю", stem + "ей", stem + "и")
    if ending == "я":
        return _slots(word, stem + "и", stem + "е", stem + "ю", stem + "ей", stem + "е")
    if ending == "а":
        i = "и" if stem[-1:] in VELAR | HUSHING else "ы"
        instrumental = (stem + "ей", stem + "ой") if stem[-1:] in HUSHING or stem.endswith("ц") else (stem + "ой",)
        return _slots(word, stem + i, stem + "е", stem + "у", instrumental, stem + "е")
    return fixed(word)


def _neuter(word: str) -> Paradigm:
    stem, ending = word[:-1], word[-1:]
    if word.endswith("мя"):
        return _slots(word, stem + "ени", stem + "ени", word, stem + "енем", stem + "ени")
    if ending == "о":
        return _slots(word, stem + "а", stem + "у", word, stem + "ом", stem + "е")
    if word.endswith("ие"):
        return _slots(word, stem + "я", stem + "ю", word, stem + "ем", stem + "и")
    if word.endswith("ье") or (ending == "е" and stem[-1:] not in HUSHING and not stem.endswith("ц")):
        return _slots(word, stem + "я", stem + "ю", word, stem + "ем", stem + "е")
    if ending == "е":
        return _slots(word, stem + "а", stem + "у", word, stem + "ем", stem + "е")
    return fixed(word)


def joined(left: Paradigm, right: Paradigm, glue: str) -> Paradigm:
    """Two words that decline together, slot by slot."""
    return tuple(tuple(one + glue + other for one in left[case] for other in right[case]) for case in range(CASES))


def unchanging(word: str) -> bool:
    """Whether a name of a man in -а or -я does not decline: Франсуа, Гарсиа, Николя (but Кулеба, Абдалла)."""
    return word in FRENCH or (word[-1:] == "а" and word[-2:-1] in VOWELS)


def in_row(words: Sequence[str], paradigms: Sequence[Paradigm], rigid: bool = False) -> Paradigm:
    """Several words that make one given or one family name. The last declines and particles never do; what stands
    before may (Лопеса Обрадора, Абдель Фаттаха), in eastern names not (rigid: Чен Ына, Фу Чонга).
    """
    last = len(words) - 1
    kept = list[Paradigm]()
    for at, (word, own) in enumerate(zip(words, paradigms, strict=True)):
        still = word in PARTICLES or (rigid and at < last)
        kept.append(fixed(word) if still else own if at == last else merge(fixed(word), own))
    whole = kept[0]
    for part in kept[1:]:
        whole = joined(whole, part, " ")
    return whole


def merge(left: Paradigm, right: Paradigm) -> Paradigm:
    """Both paradigms, slot by slot."""
    return tuple(tuple(dict.fromkeys((*one, *other))) for one, other in zip(left, right, strict=True))


def noun(word: str, flags: Collection[str] = ()) -> Paradigm:
    """The paradigm of one common or place noun; gender and number from the flags, else from the ending."""
    if "indecl" in flags or len(word) < 2:
        return fixed(word)
    if "-" in word:
        return _hyphenated(word, flags)
    if "pl" in flags:
        return adjective(word) if word.endswith(("ые", "ие")) and len(word) > 5 else _plural(word)
    last = word[-1]
    if last in "ая":
        if word.endswith(("ая", "яя")) and len(word) > 4:
            return adjective(word)
        return _neuter(word) if word.endswith("мя") and "n" in flags else _feminine(word)
    if last == "ь":
        return _soft_sign(word, flags)
    if last == "о" and not flags and not word.endswith(("ово", "ево", "ино", "ыно")):
        return fixed(word)  # Токио, Кано: only Slavic towns in -о decline
    if last in "ое":
        return adjective(word) if word.endswith("ое") and len(word) > 4 else _neuter(word)
    if last in VOWELS:
        plural = last == "ы" or (last == "и" and word[-2] in VELAR | HUSHING)  # Мытищи, Черкассы; not Тбилиси
        return _plural(word) if plural and not {"m", "f", "n"} & set(flags) else fixed(word)
    if word.endswith(("ский", "цкий", "ый")):
        return adjective(word)
    return _masculine(word)


def _soft_sign(word: str, flags: Collection[str]) -> Paradigm:
    """Казань like область, Брюссель like конь; both when the gender is not given."""
    if "f" in flags or word.endswith(("сть", "знь")):
        return _feminine(word)
    return _masculine(word) if "m" in flags else merge(_masculine(word), _feminine(word))


def _hyphenated(word: str, flags: Collection[str]) -> Paradigm:
    """Буэнос-Айреса: the last part declines; Гвинеи-Бисау: the first, when the last does not."""
    if "-на-" in word:
        first, _, last = word.partition("-")
        return tuple(tuple(f"{form}-{last}" for form in slot) for slot in noun(first))
    first, _, last = word.rpartition("-")
    if last[-1:] in "оеиуюэ" and "pl" not in flags and first[-1:] in "ая" and "-" not in first:
        return tuple(tuple(f"{form}-{last}" for form in slot) for slot in _feminine(first))
    return tuple(tuple(f"{first}-{form}" for form in slot) for slot in noun(last, flags))


def _head(words: list[str], flags: Collection[str]) -> list[Paradigm]:
    """Adjectives and their noun: every word declines; anything else: the first word only."""
    if all(is_adjective(word) or word in ("и", ",") for word in words[:-1]):
        kept = [adjective(word) if is_adjective(word) else fixed(word) for word in words[:-1]]
        return [*kept, noun(words[-1], flags)]
    first = 1 + next(i for i, word in enumerate(words) if not is_adjective(word))
    return [*_head(words[:first], flags), *(fixed(word) for word in words[first:])]


def paradigm(form: str, flags: Collection[str] = ()) -> Paradigm:
    """The paradigm of a name of any length; `|` ends the part that declines."""
    head, _, tail = form.partition("|")
    words = fold(head).split()
    rest = fold(tail).split()
    if not words or "indecl" in flags:
        return fixed(" ".join(words + rest))
    parts = _head(words, flags)
    parts += [fixed(word) for word in rest]
    return tuple(
        tuple(" ".join(choice) for choice in product(*(part[case] for part in parts))) for case in range(CASES)
    )


def case_forms(form: str, kind: str, flags: Collection[str] = ()) -> set[str]:
    """All match keys of a Russian alias of this type."""
    if kind == "adj" and " " not in form and "indecl" not in flags:
        return adjective_all(fold(form))
    return {variant for slot in paradigm(form, flags) for variant in slot}


def recased(lower: str, model: str) -> str:
    """The capitals of the nominative put on another case form."""
    words, models = lower.split(), model.replace("|", "").split()
    return " ".join(
        word.upper() if like.isupper() and len(like) > 1 else word.capitalize() if like[0].isupper() else word
        for word, like in zip(words, models, strict=False)
    )
