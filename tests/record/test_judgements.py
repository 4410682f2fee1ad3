"""Judgements: they do what they say, are never lost, and outlive new readings."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import dragoman
from dragoman.errors import RecordError
from dragoman.model import Report
from dragoman.reading.raw import RawPage
from dragoman.record import Event, Judgement, build, judgements, rereading, store
from dragoman.record.judgements import judge
from tests.record.made import content, filled

MEETING = "7 декабря 2021 года президент Сербии встретился в Белграде с президентом Кубы. Об этом сообщила {outlet}."
TOLD = "Министр иностранных дел Норвегии заявил, что страна подпишет договор о рыболовстве с соседями до лета."


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """Two reports of one meeting, and one of two outlets' reports of one utterance."""
    path = tmp_path / "talks.record"
    pages = [
        RawPage(name="a", data=MEETING.format(outlet="«Заря»").encode(), publisher="Заря", published_at="2021-12-07"),
        RawPage(name="b", data=MEETING.format(outlet="«Искра»").encode(), publisher="Искра", published_at="2021-12-08"),
        RawPage(name="c", data=TOLD.encode(), publisher="Заря", published_at="2021-12-08"),
        RawPage(
            name="d", data=(TOLD + " Других подробностей нет.").encode(), publisher="Искра", published_at="2021-12-09"
        ),
    ]
    filled(path, pages)
    return path


@pytest.fixture
def writing(record: Path) -> Iterator[sqlite3.Connection]:
    connection = store.connect(record, write=True)
    yield connection
    connection.close()


def meetings(record: Path) -> list[Event]:
    with dragoman.open(record) as opened:
        return [e for e in opened.events() if e.mode == "meet"]


def say(connection: sqlite3.Connection, verdict: str, subject: str, **more: Any) -> Judgement:
    return judge(
        connection, verdict, subject, user="Анна", made_at=more.pop("made_at", "2022-01-01T00:00:00+00:00"), **more
    )


def test_two_reports_of_one_meeting_are_one_event_with_both_tellings(record: Path) -> None:
    (meeting,) = meetings(record)
    assert meeting.reports == 2 and [t.publisher for t in meeting.tellings] == ["Заря", "Искра"]
    with dragoman.open(record) as opened:
        assert opened.fact(meeting.tellings[1].id) == meeting
        (statement,) = [s for s in opened.statements() if "рыболовстве" in s.content[0]]
        assert statement.reports == 2 and statement.id == statement.tellings[0].id


def test_accept_and_reject(record: Path, writing: sqlite3.Connection) -> None:
    (meeting,) = meetings(record)
    say(writing, "reject", meeting.tellings[1].id)
    assert meetings(record)[0].verdict == "reject"
    say(writing, "accept", meeting.id, made_at="2022-01-02T00:00:00+00:00")
    assert meetings(record)[0].verdict == "accept"


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        ("date", "2021-12-06", "2021-12-06"),
        ("date", None, None),
        ("status", "planned", "planned"),
        ("mode", "talks", "talks"),
        ("participants", [["actor", "state/CUB"]], [("actor", "state/CUB")]),
    ],
)
def test_a_field_is_corrected_and_the_correction_taken_back(
    record: Path, writing: sqlite3.Connection, field: str, value: Any, shown: Any
) -> None:
    cuba = "INSERT OR IGNORE INTO actors (key, kind, names, provisional, documents) VALUES (?, 'state', '{}', 0, 0)"
    writing.execute(cuba, ("state/CUB",))
    (before,) = meetings(record)
    made = say(writing, "correct", before.id, field=field, value=value)
    with dragoman.open(record) as opened:
        after = opened.fact(before.id)
        assert isinstance(after, Event)
        found = getattr(after, field)
        assert ([(p.role, p.actor) for p in found] if field == "participants" else found) == shown
        assert after.type == ("CONSULT")
    say(writing, "withdraw", made.key)
    assert meetings(record) == [before]


def test_split_and_merge(record: Path, writing: sqlite3.Connection) -> None:
    (meeting,) = meetings(record)
    first, second = (t.id for t in meeting.tellings)
    say(writing, "split", second)
    apart = meetings(record)
    assert [(e.id, e.reports) for e in apart] == [(first, 1), (second, 1)]
    say(writing, "merge", first, object=second, made_at="2022-01-02T00:00:00+00:00")
    assert meetings(record) == [meeting]


def test_an_actor_is_another(record: Path, writing: sqlite3.Connection) -> None:
    first, other = sorted(p.actor for p in meetings(record)[0].participants)
    made = say(writing, "merge", first, object=other)
    (meeting,) = meetings(record)
    assert {p.actor for p in meeting.participants} == {other}
    with dragoman.open(record) as opened:
        known = opened.actor(first)
        assert known is not None and known.merged_into == other and not known.candidate
    say(writing, "merge", other, object=first)  # a ring is no way to say who is who
    assert meetings(record) == [meeting]
    say(writing, "withdraw", made.key)
    assert {p.actor for p in meetings(record)[0].participants} == {first}  # the other merge is no ring any more


def test_nothing_is_ever_changed_or_deleted(record: Path, writing: sqlite3.Connection) -> None:
    say(writing, "note", meetings(record)[0].id, note="проверено по телефону")
    for sql in ("UPDATE judgements SET user = 'x'", "DELETE FROM judgements"):
        with pytest.raises(sqlite3.IntegrityError, match="never"):
            writing.execute(sql)


def test_rebuilding_and_reading_again_keep_facts_and_judgements(record: Path, writing: sqlite3.Connection) -> None:
    (meeting,) = meetings(record)
    say(writing, "correct", meeting.id, field="date", value="2021-12-06")
    say(writing, "split", meeting.tellings[1].id)
    before = content(record)
    build.rebuild(writing)
    assert content(record) == before
    with dragoman.open(record) as opened:
        facts = [list(opened.statements()), list(opened.events())]
    assert len(list(rereading.reread(record))) == 4
    build.rebuild(writing)
    with dragoman.open(record) as opened:
        assert [list(opened.statements()), list(opened.events())] == facts
    assert [row[0] for row in content(record)["words"]] == [row[0] for row in before["words"]]


def test_a_judgement_finds_its_fact_when_the_rules_draw_other_edges(
    record: Path, writing: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dragoman import report
    from dragoman.record.judging import place_of

    with dragoman.open(record) as opened:
        statement = next(s for s in opened.statements() if "рыболовстве" in s.content[0])
    say(writing, "reject", statement.id)
    real = report.read_document

    def later(document: Any, layers: Any = ()) -> Report:
        from msgspec.structs import replace

        found = real(document, layers)
        moved = [replace(a, content=(replace(a.content[0], start=a.content[0].start + 7), *a.content[1:]))
                 for a in found.attributions]  # fmt: skip
        return replace(found, attributions=tuple(moved))

    monkeypatch.setattr(report, "read_document", later)
    list(rereading.reread(record))
    build.rebuild(writing)
    with dragoman.open(record) as opened:
        (found,) = [s for s in opened.statements() if "рыболовстве" in s.content[0]]
        assert found.id != statement.id and found.verdict == "reject"
        (made,) = opened.judgements()
    assert place_of(writing, made)[1] == "moved"


def test_handed_on_and_taken_in(record: Path, writing: sqlite3.Connection, tmp_path: Path) -> None:
    (meeting,) = meetings(record)
    say(writing, "correct", meeting.id, field="date", value="2021-12-06", note="по словам посла")
    say(writing, "accept", meeting.id)
    with dragoman.open(record) as opened:
        lines = list(judgements.exported(opened.judgements()))
        documents = list(opened.documents())
    other = tmp_path / "other.record"
    filled(other, [RawPage(name="a", data=documents[0].text.encode(), publisher="Заря", published_at="2021-12-07")])
    connection = store.connect(other, write=True)
    assert judgements.imported(connection, lines, "x.jsonl") == (2, 2)
    assert judgements.imported(connection, lines, "x.jsonl") == (2, 0)
    connection.close()
    (moved,) = meetings(other)
    assert (moved.date, moved.verdict) == ("2021-12-06", "accept")


def test_a_judgement_that_was_tampered_with_is_refused(record: Path, writing: sqlite3.Connection) -> None:
    say(writing, "accept", meetings(record)[0].id)
    with dragoman.open(record) as opened:
        (line,) = judgements.exported(opened.judgements())
    changed = json.dumps(json.loads(line) | {"user": "Борис"}).encode()
    bad = b'{"key":"x","verdict":"accept"}'
    for wrong in (changed, bad, b"[]", b"{", b'{"a":' * 5000):
        with pytest.raises(RecordError, match=r"x.jsonl:2"):
            judgements.imported(writing, [line, wrong], "x.jsonl")
    assert len(content(record)["judgements"]) == 1


@pytest.mark.parametrize(
    ("verdict", "subject", "more", "message"),
    [
        ("bless", "meeting", {}, "no such verdict"),
        ("accept", "s0000000000000000-1", {}, "nothing of this name"),
        ("accept", "nobody/at-all", {}, "nothing of this name"),
        ("correct", "meeting", {"field": "trigger", "value": "x"}, "cannot be corrected"),
        ("correct", "meeting", {"field": "status", "value": "maybe"}, "this is no status"),
        ("correct", "meeting", {"field": "place", "value": "place/nowhere"}, "no such actor"),
        ("correct", "meeting", {"field": "participants", "value": ["actor"]}, "participants are"),
        ("merge", "meeting", {}, "with what"),
        ("merge", "meeting", {"object": "statement"}, "this is no event"),
        ("status", "meeting", {"value": "met"}, "step of a position"),
        ("note", "meeting", {}, "the note is empty"),
        ("withdraw", "0123456789abcdef", {}, "no such judgement"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    record: Path, writing: sqlite3.Connection, verdict: str, subject: str, more: dict[str, Any], message: str
) -> None:
    (meeting,) = meetings(record)
    with dragoman.open(record) as opened:
        names = {"meeting": meeting.id, "statement": next(opened.statements()).id}
    more = {k: names.get(v, v) if isinstance(v, str) else v for k, v in more.items()}
    with pytest.raises(RecordError, match=message):
        say(writing, verdict, names.get(subject, subject), **more)
    assert content(record)["judgements"] == []
