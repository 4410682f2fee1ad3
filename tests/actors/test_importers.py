"""Lists of other people made into layers: small made-up files of each kind."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from dragoman.actors.check import check
from dragoman.actors.diff import diff
from dragoman.actors.forms import fold
from dragoman.actors.importers import Imported, import_csv, import_ftm, import_jrc, import_wikidata, write_layer
from dragoman.actors.index import Index, load
from dragoman.actors.tables import CORE, KnowledgeError

CSV = """kind,en,ru,iso3,office,from,to,gender
person,Anton Aistov,Антон Аистов,,office/KAZ/mfa/minister,2001-05,2003,m
igo,Harbour League;HL,Гаванская лига,,,,,
spaceship,Vostok,Восток,,,,,
"""
FTM = [
    {"id": "p-1", "schema": "Person", "properties": {"name": ["Антон Аистов", "Anton Aistov"], "gender": ["male"]}},
    {"id": "o-1", "schema": "Organization", "properties": {"name": ["Harbour League", "Гаванская лига"]}},
    {"id": "post", "schema": "Position", "properties": {"name": ["harbour master"], "country": ["kaz"]}},
    {"id": "t", "schema": "Occupancy", "properties": {"holder": ["p-1"], "post": ["post"], "startDate": ["2001-05"]}},
]
JRC = "7\tP\tu\tAnton+Aistov\n7\tP\tru\tАнтон+Аистов\n8\tO\tu\tHarbour+League\n8\tO\tru\tГаванская+лига\nbroken\n"


def snak(value: object) -> dict[str, object]:
    return {"datavalue": {"value": value}}


WIKIDATA = [
    {
        "id": "Q1000001",
        "labels": {"ru": {"value": "Антон Аистов"}, "en": {"value": "Anton Aistov"}},
        "claims": {
            "P31": [{"mainsnak": snak({"id": "Q5"})}],
            "P39": [
                {
                    "mainsnak": snak({"id": "Q1000002"}),
                    "qualifiers": {"P580": [snak({"time": "+2001-05-00T00:00:00Z", "precision": 10})]},
                }
            ],
        },
    },
    {
        "id": "Q1000002",
        "labels": {"en": {"value": "harbour master"}},
        "claims": {"P17": [{"mainsnak": snak({"id": "Q232"})}]},
    },
    {
        "id": "Q1000003",
        "labels": {"en": {"value": "Harbour League"}, "ru": {"value": "Гаванская лига"}},
        "claims": {"P31": [{"mainsnak": snak({"id": "Q484652"})}]},
    },
    {"id": "Q1000004", "labels": {}, "claims": {"P31": [{"mainsnak": {"snaktype": "somevalue"}}]}},
]


def lines(rows: list[dict[str, object]]) -> str:
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\nnot json\n"


IMPORTS = [(import_csv, CSV), (import_ftm, lines(FTM)), (import_jrc, JRC), (import_wikidata, lines(WIKIDATA))]


def matched(index: Index, text: str) -> list[str]:
    tokens = text.split()
    return [c.actor_id for m in index.match([fold(token) for token in tokens], tokens) for c in m.candidates]


@pytest.mark.parametrize(("importer", "content"), IMPORTS)
def test_an_imported_layer_is_read_and_checked(
    tmp_path: Path, importer: Callable[[Path], Imported], content: str
) -> None:
    source = tmp_path / "source.txt"
    source.write_text(content, encoding="utf-8")
    layer = tmp_path / "layer"
    made = importer(source)
    write_layer(made, layer, "a made-up list", "CC0", date="2020-02-02")
    assert made.skipped
    assert "a made-up list\tCC0\t2020-02-02" in (layer / "SOURCE.tsv").read_text(encoding="utf-8")
    index = load([layer])
    (person,) = matched(index, "с Антоном Аистовым")
    (league,) = matched(index, "в Гаванской лиге")
    assert person.startswith("person/")
    assert "Harbour League" in index.entity(league).en  # type: ignore[union-attr]
    errors = [str(finding) for finding in check([layer]) if finding.level == "error" and str(layer) in finding.where]
    assert errors == []
    if importer is not import_jrc:
        assert [tenure.start for tenure in index.offices_of(person)] == ["2001-05"]


def test_a_layer_needs_a_licence(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="licence"):
        write_layer(Imported(), tmp_path, "a made-up list", " ")


@pytest.mark.parametrize("importer", [import_csv, import_ftm, import_jrc, import_wikidata])
def test_a_missing_or_binary_file_is_a_plain_error(tmp_path: Path, importer: Callable[[Path], Imported]) -> None:
    with pytest.raises(KnowledgeError, match="absent"):
        importer(tmp_path / "absent")
    binary = tmp_path / "binary"
    binary.write_bytes(bytes(range(256)))
    try:
        assert importer(binary).people == []
    except KnowledgeError as error:
        assert "binary" in str(error)


def test_diff_tells_what_a_layer_changes(tmp_path: Path) -> None:
    (tmp_path / "entities.tsv").write_text(
        "igo/harbour-league\tigo\t\t\t\tHarbour League\n"
        "state/RUS\tstate\t\tRUS\tGOV\tRussia\tРоссийское государство\n"
        "quasi-state/SML\tdelete\n",
        encoding="utf-8",
    )
    changes = [change for change in diff([CORE], [CORE, tmp_path]) if change.table == "entities"]
    assert [(change.sign, change.text.split(":")[0].split(" ")[0]) for change in changes] == [
        ("+", "igo/harbour-league"),
        ("-", "quasi-state/SML"),
        ("~", "state/RUS"),
    ]
    assert "'Россия" in changes[2].text
