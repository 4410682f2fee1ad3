"""Every event type is complete and its tables say what they mean."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path

import pymorphy3
import pytest

from dragoman.model import MODES, STATUSES
from tests.marks import parse_lines

TYPES = Path(str(files("dragoman.events"))) / "types"
WORDS = Path(str(files("dragoman.languages.ru")))
MODE_TYPE = {mode: kind for kind, modes in MODES.items() for mode in modes}
PARTS = {"VERB": {"INFN"}, "NOUN": {"NOUN"}, "ADJ": {"ADJF", "PRTF", "ADJS"}}
ROLES = {"actor", "recipient", "third_party", "object", "place", "origin"}
BARE_SLOTS = {"nsubj", "obj", "iobj", "inf", "gen", "gen2", "ins", "adj", "agent"}
FLAGS = {"person", "weak", "foreign", "no_infinitive", "needs_negation", "no_venue"}
REFERENCES = {"body", "deed"}  # what a mention or a trigger word counts as, see dragoman/events/conditions.py
KEYED_FLAGS = {"needs", "not", "needs_object"}


def fold(word: str) -> str:
    return word.replace("ё", "е").casefold()


def rows(path: Path) -> list[list[str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# "), f"{path}: the first line names the columns"
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def triggers(mode: str) -> list[list[str]]:
    return rows(TYPES / mode / "triggers" / "ru.tsv")


@pytest.fixture(scope="module")
def morph() -> pymorphy3.MorphAnalyzer:
    return pymorphy3.MorphAnalyzer()


def lemmas(morph: pymorphy3.MorphAnalyzer, phrase: str) -> set[str]:
    return {fold(p.normal_form) for word in phrase.split() for p in morph.parse(word.strip(".,:;«»"))}


def test_one_folder_for_each_mode() -> None:
    assert {p.name for p in TYPES.iterdir() if p.is_dir()} == set(MODE_TYPE)


@pytest.mark.parametrize("mode", MODE_TYPE)
def test_type_says_what_it_is(mode: str) -> None:
    kind = tomllib.loads((TYPES / mode / "type.toml").read_text(encoding="utf-8"))
    assert kind["type"] == MODE_TYPE[mode]
    assert kind["mode"] == mode
    assert set(kind["label"]) >= {"en", "ru"}
    assert kind["description"] and kind["not"]
    assert set(kind["roles"]) <= {"actor", "recipient", "third_party"}
    assert {kind["plover"]["fit"], kind["cameo"]["fit"]} <= {"exact", "nearest"}


@pytest.mark.parametrize("mode", MODE_TYPE)
def test_no_trigger_twice(mode: str) -> None:
    keys = [(fold(lemma), pos, frame, flags) for lemma, pos, frame, _, flags, _ in triggers(mode)]
    assert sorted(keys) == sorted(set(keys))


@pytest.mark.parametrize("mode", MODE_TYPE)
def test_triggers_are_dictionary_forms_shown_in_use(mode: str, morph: pymorphy3.MorphAnalyzer) -> None:
    for lemma, pos, _, _, _, example in triggers(mode):
        forms = {p.normal_form for p in morph.parse(lemma) if p.tag.POS in PARTS[pos]}
        assert lemma in forms, f"{mode}: {lemma} is not a dictionary form of {pos}: {forms}"
        assert fold(lemma) in lemmas(morph, example), f"{mode}: the example of {lemma} lacks the word: {example}"


@pytest.mark.parametrize("mode", MODE_TYPE)
def test_frames_statuses_and_flags_are_known(mode: str) -> None:
    classes = {c for row in rows(WORDS / "object_classes.tsv") for c in row[1].split()}
    for lemma, _, frame, status, flags, _ in triggers(mode):
        for slot, _, roles in (part.partition(":") for part in frame.split()):
            assert slot in BARE_SLOTS or slot.rpartition("+")[2] in set("GDATL"), f"{mode}: {lemma}: slot {slot}"
            assert set(roles.split("+")) <= ROLES, f"{mode}: {lemma}: role {roles}"
        assert not status or status in STATUSES
        for name, eq, value in (flag.partition("=") for flag in flags.split()):
            assert name in (KEYED_FLAGS if eq else FLAGS), f"{mode}: {lemma}: flag {name}"
            if name == "needs_object":
                assert set(value.split("|")) <= classes | REFERENCES, f"{mode}: {lemma}: no object of class {value}"


@pytest.mark.parametrize("mode", MODE_TYPE)
def test_examples_are_marked(mode: str, morph: pymorphy3.MorphAnalyzer) -> None:
    examples = parse_lines((TYPES / mode / "examples" / "ru.txt").read_text(encoding="utf-8"))
    known = {fold(row[0]) for row in triggers(mode)}
    assert len(examples) >= 3
    for example in examples:
        assert example.note in STATUSES, f"{mode}: status of {example.text}"
        assert len(example.texts("trigger")) == 1, example.text
        assert lemmas(morph, example.texts("trigger")[0]) & known, f"{mode}: no trigger for {example.text}"


def test_words_of_status_and_light_verbs_are_known(morph: pymorphy3.MorphAnalyzer) -> None:
    status = rows(WORDS / "event_status.tsv")
    assert {row[2] for row in status} == set(STATUSES)
    for name in ("event_status.tsv", "light_verbs.tsv", "object_classes.tsv"):
        table = rows(WORDS / name)
        keys = [(*row[:2], row[3] if name == "event_status.tsv" else "") for row in table]
        assert sorted(keys) == sorted(set(keys)), name
        for row in table:
            assert lemmas(morph, row[0]) & lemmas(morph, row[-1]), f"{name}: the example of {row[0]} lacks the word"
