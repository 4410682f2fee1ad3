"""The English tables of every mode and deed say what they mean."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from dragoman.languages.en import lemmas
from dragoman.model import MODES, STATUSES

EVENTS = Path(str(files("dragoman.events")))
WORDS = Path(str(files("dragoman.languages.en")))
MODE_NAMES = [mode for modes in MODES.values() for mode in modes]
TABLES = sorted(EVENTS.glob("*/*/triggers/en.tsv"))
PLOVER = set("AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN".split())
PLOVER |= set("SANCTION MOBILIZE COERCE PROTEST ASSAULT".split())
ROLES = {"actor", "recipient", "third_party", "object", "place", "origin", "content"}
RELATIONS = {"nsubj", "obj", "iobj", "inf", "that", "ger", "poss", "adj", "xcomp"}
PREPOSITIONS = set(
    "with to from in at on of by for between among against about over into near outside off out_of under down up aside "
    "as through along toward upon out past back away".split()
)
FLAGS = {"person", "weak", "foreign", "no_infinitive", "needs_negation", "no_venue", "complement", "infinitive"}
KEYED_FLAGS = {"needs", "not", "needs_object"}
BY_REFERENCE = {"person", "place", "state", "country", "territory", "organization", "body", "deed", "prisoner"}
TAGS = {"VERB": ("VBD", "VBN", "VBG", "VBZ", "VB"), "NOUN": ("NN", "NNS"), "ADJ": ("JJ",)}


def rows(path: Path) -> list[list[str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# "), f"{path}: the first line names the columns"
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def name(path: Path) -> str:
    return path.parent.parent.name


def holds(phrase: str, lemma: str, pos: str) -> bool:
    words = [w.strip(".,").removesuffix("'s") for w in phrase.split()]
    return any(lemmas.reading(w, tag).lemma.lower() == lemma for w in words for tag in TAGS[pos])


@pytest.mark.parametrize("mode", MODE_NAMES)
def test_every_mode_has_english_words(mode: str) -> None:
    assert len(rows(EVENTS / "types" / mode / "triggers" / "en.tsv")) >= 9


@pytest.mark.parametrize("path", sorted((EVENTS / "deeds").glob("*/type.toml")), ids=lambda p: p.parent.name)
def test_a_deed_says_what_it_is(path: Path) -> None:
    kind = tomllib.loads(path.read_text(encoding="utf-8"))
    assert kind["type"] in PLOVER
    assert kind["mode"] not in MODE_NAMES
    assert kind["description"] and kind["not"]
    assert (path.parent / "triggers" / "en.tsv").is_file()


@pytest.mark.parametrize("path", TABLES, ids=name)
def test_no_trigger_twice(path: Path) -> None:
    keys = [(lemma, pos, frame, flags) for lemma, pos, frame, _, flags, _ in rows(path)]
    assert sorted(keys) == sorted(set(keys))


@pytest.mark.parametrize("path", TABLES, ids=name)
def test_every_example_holds_its_word(path: Path) -> None:
    assert [r[0] for r in rows(path) if not holds(r[5], r[0], r[1]) and r[0] not in r[5].lower()] == []


@pytest.mark.parametrize("path", TABLES, ids=name)
def test_frames_statuses_and_flags_are_known(path: Path) -> None:
    classes = {c for row in rows(WORDS / "object_classes.tsv") for c in row[1].split()} | BY_REFERENCE
    lemma_classes = {row[0] for row in rows(WORDS / "object_classes.tsv")}
    for lemma, pos, frame, status, flags, _ in rows(path):
        assert pos in TAGS
        for slot, _, roles in (part.partition(":") for part in frame.split()):
            assert slot in RELATIONS | PREPOSITIONS, f"{lemma}: slot {slot}"
            assert set(roles.split("+")) <= ROLES, f"{lemma}: role {roles}"
        assert not status or status in STATUSES
        for flag, eq, value in (f.partition("=") for f in flags.split()):
            assert flag in (KEYED_FLAGS if eq else FLAGS), f"{lemma}: flag {flag}"
            if flag == "needs_object":
                assert set(value.split("|")) <= classes | lemma_classes, f"{lemma}: no object of class {value}"


@pytest.mark.parametrize("table", ["event_status.tsv", "light_verbs.tsv", "object_classes.tsv", "sectors.tsv"])
def test_words_about_events_stand_once(table: str) -> None:
    found = rows(WORDS / table)
    keys = [tuple(r[:2]) if table != "event_status.tsv" else tuple(r[:4]) for r in found]
    assert sorted(keys) == sorted(set(keys))
    assert all(r[-1] for r in found)


def test_statuses_of_english_words_are_known() -> None:
    assert {r[2] for r in rows(WORDS / "event_status.tsv")} == set(STATUSES)
