"""The Russian word lists agree with the dictionary, with each other and with their own examples."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pymorphy3
import pytest

from dragoman.languages import lexicon
from dragoman.languages.where import where
from dragoman.model import ACTS

WORDS = lexicon.of("ru")
ACT_FILES = sorted(lexicon.ACTS_FOLDER.glob("*/act.toml"))
CASES = {"", "N", "G", "D", "A", "T", "L"}
UNKNOWN_VERBS = {
    "ветировать",
    "демонизировать",
    "дистанцироваться",
    "запостить",
    "номинировать",
    "пошантажировать",
    "пригрозиться",
    "проанонсировать",
    "ретвитнуть",
    "сподвигнуть",
    "сыронизировать",
    "твитнуть",
}
"""Verbs in use that the dictionary guesses by their ending."""


@cache
def morph() -> pymorphy3.MorphAnalyzer:
    return pymorphy3.MorphAnalyzer(lang="ru")


@cache
def lemmas(word: str) -> frozenset[str]:
    """The folded word with all its dictionary forms."""
    return frozenset({lexicon.fold(word), *(lexicon.fold(p.normal_form) for p in morph().parse(word))})


def table(name: str) -> list[list[str]]:
    return lexicon.rows(WORDS.folder / name)


def lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            yield number, line.split("\t")


def tells(example: str, key: str) -> bool:
    """True when every word of `key` has a form in the example."""
    present = {lemma for word in re.findall(r"[\w-]+", example) for lemma in lemmas(word)}
    return all(lemmas(part) & present for part in re.findall(r"[\w-]+", key))


FILES = (
    "cues.tsv",
    "cue_predicatives.tsv",
    "cue_phrases.tsv",
    "cue_nouns.tsv",
    "cue_support.tsv",
    "venues.tsv",
    "speakers.tsv",
    "not_speech.tsv",
    "ratings.tsv",
)


@pytest.mark.parametrize("name", FILES)
def test_every_row_has_all_its_columns(name: str) -> None:
    path = WORDS.folder / name
    header = path.read_text(encoding="utf-8").splitlines()[0]
    assert header.startswith("# ")
    width = header.count("\t") + 1
    assert [n for n, cells in lines(path) if len(cells) != width or not cells[0] or not cells[-1]] == []


@pytest.mark.parametrize(
    "name, key",
    [
        ("cues.tsv", (0, 1)),
        ("cue_predicatives.tsv", (0, 1)),
        ("cue_phrases.tsv", (0,)),
        ("cue_nouns.tsv", (0, 1)),
        ("cue_support.tsv", (0, 1, 2)),
        ("venues.tsv", (0,)),
        ("speakers.tsv", (0,)),
        ("not_speech.tsv", (0, 1, 2)),
        ("ratings.tsv", (0,)),
    ],
)
def test_no_key_stands_twice(name: str, key: tuple[int, ...]) -> None:
    def key_of(row: list[str]) -> tuple[str, ...]:
        negated = "neg" if "neg" in row[-2].split() else ""
        return (*(" ".join(sorted(lexicon.fold(row[i]).split())) for i in key), negated)

    counts = Counter(key_of(row) for row in table(name))
    assert [k for k, n in counts.items() if n > 1] == []


@pytest.mark.parametrize(
    "name, column",
    [
        ("cues.tsv", 2),
        ("cue_predicatives.tsv", 2),
        ("cue_phrases.tsv", 2),
        ("cue_nouns.tsv", 1),
        ("cue_support.tsv", 3),
        ("ratings.tsv", 1),
    ],
)
def test_every_act_is_one_of_the_ten(name: str, column: int) -> None:
    assert {row[column] for row in table(name)} <= set(ACTS)


def test_verbs_are_infinitives_of_the_dictionary() -> None:
    verbs = {row[0] for row in table("cues.tsv")}
    assert {v for v in verbs if not any(v == p.normal_form for p in morph().parse(v))} == set()
    assert {v for v in verbs if not morph().word_is_known(v)} == UNKNOWN_VERBS


@pytest.mark.parametrize("name", ["cue_nouns.tsv", "speakers.tsv", "venues.tsv"])
def test_nouns_are_normal_forms(name: str) -> None:
    heads = [word for row in table(name) for word in re.split(r"[\s-]+", row[0])[:1] if re.search("[а-я]", word)]
    assert [w for w in heads if lexicon.fold(w) not in lemmas(w)] == []


@pytest.mark.parametrize("name", ["cues.tsv", "cue_nouns.tsv", "venues.tsv", "speakers.tsv", "ratings.tsv"])
def test_every_example_uses_its_word(name: str) -> None:
    assert [row for row in table(name) if not tells(row[-1], row[0])] == []


def test_every_support_example_uses_verb_and_noun() -> None:
    assert [row for row in table("cue_support.tsv") if not tells(row[-1], row[0]) or not tells(row[-1], row[2])] == []


def test_every_phrase_example_uses_the_phrase() -> None:
    assert [row for row in table("cue_phrases.tsv") if lexicon.fold(row[0]) not in lexicon.fold(row[-1])] == []
    assert {row[1] for row in table("cue_phrases.tsv")} <= CASES


def test_every_predicative_example_uses_a_form() -> None:
    def shown(row: list[str]) -> bool:
        return bool(set(re.findall(r"\w+", lexicon.fold(row[-1]))) & set(lexicon.fold(row[0]).split(";")))

    assert [row for row in table("cue_predicatives.tsv") if not shown(row)] == []


@pytest.mark.parametrize("name", ["cues.tsv", "cue_predicatives.tsv"])
def test_negated_entries_show_the_negation(name: str) -> None:
    negated = [row for row in table(name) if "neg" in row[3].split()]
    assert negated
    assert [row for row in negated if not re.search(r"\bне\b", row[-1].lower())] == []


def test_not_excluding_is_a_statement_and_excluding_a_refusal() -> None:
    acts = {("neg" in cue.flags, cue.act) for cue in WORDS.cues["исключить"]}
    assert acts == {(True, "state"), (False, "reject")}


def test_the_noun_narrows_the_verb() -> None:
    acts = {noun: cue.act for cue in WORDS.cues["выдвинуть"] for noun in cue.nouns}
    assert (acts["инициатива"], acts["ультиматум"], acts["обвинение"]) == ("propose", "demand", "accuse")


def test_the_complement_chooses_among_the_entries_of_a_verb() -> None:
    def acts(complement: str) -> set[str]:
        entries = (cue for cue in WORDS.cues["заявить"] if "о" in cue.frames and cue.nouns)
        return {cue.act for cue in entries if cue.fits(frozenset({complement}))}

    assert (acts("готовность"), acts("отказ"), acts("непричастность")) == ({"support"}, {"reject"}, {"deny"})
    assert acts("погода") == set()
    assert [cue.act for cue in WORDS.cues["исключить"] if cue.fits(frozenset({"партия"}))] == ["state"]


def test_light_verb_and_noun_take_the_act_of_the_noun() -> None:
    support = WORDS.support_cues
    assert [cue.act for cue in support["выразить", "обеспокоенность"]] == ["concern"]
    assert [cue.act for cue in support["наложить", "вето"]] == ["reject"]


def test_longer_phrases_come_first() -> None:
    lengths = [len(cue.words) for cue in WORDS.phrase_cues["согласно"]]
    assert lengths == sorted(lengths, reverse=True)
    assert len(lengths) > 1


def test_keys_are_folded() -> None:
    assert "подчеркивать" in WORDS.cues
    assert "убежден" in WORDS.predicatives


def test_where_finds_every_line_of_a_word() -> None:
    found = {(path.name, line.split("\t")[0]) for path, _, line in where("выразила")}
    assert ("cues.tsv", "выразить") in found
    assert ("cue_support.tsv", "выразить") in found
    assert [path.name for path, _, line in where("наложила вето") if line.startswith("наложить\t")] == [
        "cue_support.tsv"
    ]
    assert where(" ?! ") == []
    assert where("бухгалтерия") == []


def test_where_gives_the_line_itself() -> None:
    path, number, line = where("заверил")[0]
    assert path.read_text(encoding="utf-8").splitlines()[number - 1] == line


def test_a_name_given_carries_an_act() -> None:
    ratings = WORDS.ratings
    assert [ratings[w] for w in ("провокация", "неприемлемый", "ложь", "полезный")] == [
        "accuse",
        "reject",
        "deny",
        "support",
    ]


def test_a_date_set_is_no_demand() -> None:
    duty = next(h for h in WORDS.content_heads if h.pattern == "должен" and "neg" not in h.needs)
    assert (duty.act, "состояться" in duty.not_words) == ("demand", True)


def test_every_act_has_its_description() -> None:
    described = {path.parent.name: tomllib.loads(path.read_text(encoding="utf-8")) for path in ACT_FILES}
    assert set(described) == set(ACTS)
    assert [name for name, act in described.items() if act["act"] != name or not act["description"]["ru"]] == []


@pytest.mark.parametrize("act", [act for act in ACTS if act != "state"])
def test_content_heads_show_their_pattern(act: str) -> None:
    table = lexicon.rows(lexicon.ACTS_FOLDER / act / "content" / "ru.tsv")
    keys = Counter((pattern, tuple(row[1:4])) for row in table for pattern in row[0].split(";"))
    assert [key for key, n in keys.items() if n > 1] == []
    assert {row[1] for row in table} <= {"lemma", "form", "predicative", "phrase"}
    assert {row[2] for row in table} <= {"self", "other", "any", "impersonal"}
    assert {need for row in table for need in row[3].split() if "not=" not in need} <= {
        "neg",
        "inf",
        "future",
        "past",
        "finite",
        "actor",
    }
    assert [row for row in table if not any(tells(row[4], pattern) for pattern in row[0].split(";"))] == []
    assert [row for row in table if "neg" in row[3] and not re.search(r"\bне\b", row[4].lower())] == []


def test_no_content_head_marks_two_acts() -> None:
    counts = Counter((h.pattern, h.where, h.subject, h.needs, h.not_words) for h in WORDS.content_heads)
    assert [key for key, n in counts.items() if n > 1] == []
