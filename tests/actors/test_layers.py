"""Layers of the user's own, holders at a date, and the cache."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.actors.forms import fold
from dragoman.actors.index import Index, load
from dragoman.actors.tables import KnowledgeError


def ids(index: Index, *tokens: str) -> set[str]:
    found = index.match([fold(token) for token in tokens], tokens)
    return {candidate.actor_id for match in found for candidate in match.candidates}


@pytest.fixture
def layer(tmp_path: Path) -> Path:
    (tmp_path / "entities").mkdir()
    (tmp_path / "entities" / "mine.tsv").write_text(
        "igo/harbour-league\tigo\t\t\tIGO\tHarbour League\tГаванская лига\t\t\t\t\n"
        "quasi-state/SML\tdelete\t\t\t\t\t\t\t\t\t\n",
        encoding="utf-8",
    )
    (tmp_path / "names.tsv").write_text(
        "igo/harbour-league\tru\tГаванская лига\tofficial\tf\t\nstate/RUS\tru\tРФ\tabbr\tdelete\t\n", encoding="utf-8"
    )
    (tmp_path / "people.tsv").write_text(
        "person/aistov\tАистов\tАнтон\tПетрович\tAistov\tAnton\tm\tknown-by-family\n"
        "person/aistova\tАистова\tАнна\t\tAistova\tAnna\tf\n",
        encoding="utf-8",
    )
    (tmp_path / "tenures.tsv").write_text(
        "person/aistov\toffice/KAZ/mfa/minister\t2001-05\t2003\tmonth\tuser\n"
        "person/aistova\toffice/KAZ/mfa/minister\t2003-06-01\t\tday\tuser\n",
        encoding="utf-8",
    )
    return tmp_path


def test_a_layer_adds_changes_and_hides(layer: Path) -> None:
    mine, core = load([layer]), load()
    assert ids(mine, "к", "Гаванской", "лиге") == {"igo/harbour-league"}
    assert "state/RUS" in ids(core, "РФ")
    assert "state/RUS" not in ids(mine, "РФ")
    assert mine.entity("quasi-state/SML") is None
    assert not ids(mine, "Сомалиленд")


def test_people_are_found_by_their_case_forms(layer: Path) -> None:
    index = load([layer])
    assert ids(index, "с", "Антоном", "Аистовым") == {"person/aistov"}
    assert ids(index, "А", ".", "П", ".", "Аистову") == {"person/aistov"}
    assert ids(index, "Анны", "Аистовой") == {"person/aistova"}
    assert ids(index, "Аистов") == {"person/aistov"}
    assert not ids(index, "Аистовой")
    assert index.people_named("аистову") == ("person/aistov", "person/aistova")
    assert index.people_named("аистову", "антону") == ("person/aistov",)
    assert index.people_named("аистову", "б.") == ()


def test_people_are_found_in_other_spellings(layer: Path) -> None:
    index = load([layer])
    assert [key for key, _ in index.people_like("Anton Aystov")] == ["person/aistov"]
    assert [key for key, _ in index.people_like("Аистова, Анна")] == ["person/aistova"]
    assert index.people_like("Борис Аистов") == []


def test_find_takes_any_form_of_a_name(layer: Path) -> None:
    index = load([layer])
    assert index.find("гаванскую лигу") == ("igo/harbour-league",)
    assert index.find("мид россии") == ("organ/RUS/mfa",)
    assert index.find("аистова") == ("person/aistov", "person/aistova")
    assert index.find("Anton Aystov") == ("person/aistov",)
    assert index.find("") == ()
    assert index.find("неведомое") == ()


def test_holders_depend_on_the_date(layer: Path) -> None:
    index = load([layer])
    office = "office/KAZ/mfa/minister"
    ours = {"person/aistov", "person/aistova"}
    assert {t.person for t in index.holders(office, "2002-02-02")} & ours == {"person/aistov"}
    assert {t.person for t in index.holders(office, "2010-02-02")} & ours == {"person/aistova"}
    assert not {t.person for t in index.holders(office, "1999-01-01")} & ours
    assert {t.person for t in index.holders("office/KAZ/mfa")} >= ours
    assert [t.office for t in index.offices_of("person/aistov", "2003-05-05")] == [office]


def test_an_unwritable_cache_is_no_error(
    layer: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path_factory.mktemp("cache") / "file"
    blocked.write_text("not a directory", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    (layer / "names.tsv").write_text("igo/harbour-league\tru\tЛига гаваней\tshort\tf\n", encoding="utf-8")
    assert load([layer]).entity("igo/harbour-league") is not None


def test_a_table_that_cannot_be_read_names_its_line(layer: Path) -> None:
    (layer / "people.tsv").write_text("# header\n" + "\t".join("x" * 20) + "\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"people\.tsv:2: 20 cells"):
        load([layer])


def test_a_layer_says_which_name_is_shown(tmp_path: Path) -> None:
    """In either language, for a state, a town, a person and what is made from them; the other names stay aliases."""
    (tmp_path / "names.tsv").write_text(
        "# id\tlang\tform\ttype\tflags\tfrom\tto\n"
        "state/BLR\tru\tРеспублика Беларусь\tdisplay\tf\n"
        "place/703448\ten\tKyiv on Dnipro\tdisplay\n"
        "person/lavrov-sergey\ten\tSergei V. Lavrov\tdisplay\n",
        encoding="utf-8",
    )
    mine, core = load([tmp_path]), load()
    shown = {key: mine.entity(key) for key in ("state/BLR", "place/703448", "person/lavrov-sergey", "organ/BLR/mfa")}
    assert shown["state/BLR"].ru[0] == "Республика Беларусь" != core.entity("state/BLR").ru[0]
    assert shown["state/BLR"].en == core.entity("state/BLR").en
    assert shown["place/703448"].en[0] == "Kyiv on Dnipro"
    assert shown["person/lavrov-sergey"].en[0] == "Sergei V. Lavrov"
    assert shown["organ/BLR/mfa"].ru[0] == "МИД Республики Беларусь"
    assert ids(mine, "Kyiv", "on", "Dnipro") == {"place/703448"}  # a name shown is a name that is found
    assert "state/BLR" in ids(mine, "Белоруссию")
