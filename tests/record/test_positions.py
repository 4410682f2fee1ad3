"""Positions: statements of one holder in one matter come together, whatever words and language tell them."""

from __future__ import annotations

from pathlib import Path

from dragoman.reading.raw import RawPage
from dragoman.record import build, judgements, store
from dragoman.record.adding import add
from dragoman.record.nouns import Position
from dragoman.record.read import Record

TOLD = (
    ("2021-12-15", "Вестник", "Сергей Лавров потребовал от США вывести войска из Сирии."),
    ("2021-12-17", "Телеграф", "Мария Захарова потребовала от США вывести войска из Сирии до конца года."),
    ("2021-12-17", "Хроника", "Энтони Блинкен потребовал от России вывести войска с Украины."),
    ("2021-12-18", "Звезда", "Сергей Лавров сообщил, что переговоры пройдут в Женеве."),
)


def made(folder: Path) -> Path:
    record = folder / "talks.record"
    pages = [
        RawPage(name=name, data=t.encode(), publisher=name, published_at=day, language="ru") for day, name, t in TOLD
    ]
    assert {o.what for o in add(record, pages)} == {"added"}
    connection = store.connect(record, write=True)
    build.settle(connection)
    connection.close()
    return record


def positions(record: Path) -> list[Position]:
    with Record(record) as opened:
        return list(opened.positions())


def test_two_speakers_for_one_state_hold_one_position(tmp_path: Path) -> None:
    found = [p for p in positions(made(tmp_path)) if p.holder == "state/RUS" and p.act == "demand"]
    assert [(p.addressee, p.matter, len(p.statements)) for p in found] == [("state/USA", "withdraw, SYR", 2)]


def test_another_holder_or_matter_is_another_position(tmp_path: Path) -> None:
    held = {(p.holder, p.act, p.matter) for p in positions(made(tmp_path))}
    assert ("state/USA", "demand", "withdraw, UKR") in held
    assert all(act != "state" for _, act, _ in held)


def test_a_step_is_set_by_a_person_and_stays_after_a_rebuild(tmp_path: Path) -> None:
    record = made(tmp_path)
    key = next(p.id for p in positions(record) if p.matter == "withdraw, SYR")
    connection = store.connect(record, write=True)
    judgements.judge(connection, "status", key, user="reader", value="refused")
    before = positions(record)
    build.rebuild(connection)
    connection.close()
    assert positions(record) == before
    assert next(p.status for p in before if p.id == key) == "refused"


def test_a_corrected_act_moves_the_statement(tmp_path: Path) -> None:
    record = made(tmp_path)
    told = next(p.statements for p in positions(record) if p.matter == "withdraw, SYR")
    connection = store.connect(record, write=True)
    judgements.judge(connection, "correct", told[0], user="reader", field="act", value="propose")
    connection.close()
    acts = sorted(p.act for p in positions(record) if p.matter == "withdraw, SYR")
    assert acts == ["demand", "propose"]
