"""The PLOVER view: sentences with their code and sides, folds of status and act, and the documented fields."""

from __future__ import annotations

import json
import re
from pathlib import Path

import msgspec
import pytest

from dragoman import events, languages, linking, mentions, reading, statements
from dragoman.export import plover
from dragoman.export.plover import codes
from dragoman.export.plover.entities import CLAIMED, Entity
from dragoman.model import Actor, Argument, Attribution, Document, EventMention, Passage, Report, Span
from dragoman.report import actors, read_document

ROOT = Path(__file__).parent.parent.parent
TABLE = [
    line.split("\t")
    for line in Path(__file__).with_name("plover.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
TYPES = set("AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN".split())
TYPES |= {"SANCTION", "MOBILIZE", "COERCE", "PROTEST", "ASSAULT"}


def rows(text: str) -> list[plover.Row]:
    """Rows of an English page without its statements."""
    document = msgspec.structs.replace(reading.read_text(text, id="page"), language="en")
    analysis = languages.load("en").analyse(text, [(p.span.start, p.span.end) for p in document.passages])
    page = mentions.open_page(document, analysis, mentions.find(analysis, actors()), ())
    return plover.record(linking.link(page, (), events.find(page), actors(), events.deeds(page))).events


def countries(side: list[Entity]) -> str:
    return " ".join(sorted({x.country for x in side if x.country}))


@pytest.mark.parametrize(("kind", "source", "target", "text"), TABLE, ids=[r[3][:50] for r in TABLE])
def test_a_sentence_is_coded(kind: str, source: str, target: str, text: str) -> None:
    found = [(r.type, countries(r.source), countries(r.target)) for r in rows(text)]
    assert (kind, source, target) in found


def test_every_type_has_a_sentence() -> None:
    assert {r[0] for r in TABLE} == TYPES


NONE = [
    "The minister of finance spoke about the budget.",
    "Iran denied attacking a Saudi plant.",
    "The president of Chile may visit Peru.",
]


@pytest.mark.parametrize("text", NONE)
def test_what_was_not_done_has_no_row(text: str) -> None:
    assert rows(text) == []


MODES = [
    ("Israeli helicopters fired missiles at a Palestinian post.", "ASSAULT", "aerial"),
    ("Prisoners in Peru began a hunger strike.", "PROTEST", "hunger"),
    ("The Greek president telephoned the president of Cyprus.", "CONSULT", "phone"),
    ("Ghana deported two hundred Togolese traders.", "COERCE", "deport"),
    ("Poland expelled two Russian diplomats.", "SANCTION", "expel"),
    ("Nigerian police imposed a curfew in Lagos.", "COERCE", "curfew"),
    ("Italy threatened to expel the Libyan ambassador.", "THREATEN", "expel"),
]


@pytest.mark.parametrize(("text", "kind", "mode"), MODES, ids=[m[0][:40] for m in MODES])
def test_the_words_tell_the_mode(text: str, kind: str, mode: str) -> None:
    assert (kind, mode) in [(r.type, r.mode) for r in rows(text)]


ROLES = [
    ("Egyptian police arrested a Sudanese student.", "COP", "EDU"),
    ("Colombian rebels kidnapped a Peruvian journalist.", "REB", "JRN"),
    ("The Turkish army shelled a Syrian village.", "MIL", "CVL"),
]


@pytest.mark.parametrize(("text", "source", "target"), ROLES, ids=[r[0] for r in ROLES])
def test_the_words_tell_the_sector(text: str, source: str, target: str) -> None:
    row = rows(text)[0]
    assert ([x.role for x in row.source], [x.role for x in row.target]) == ([source], [target])


def test_a_purpose_and_a_background_are_no_rows_of_their_own() -> None:
    found = rows("Norway demanded that Chad release two doctors who were kidnapped in May.")
    assert [r.type for r in found] == ["REQUEST"]


def event(mode: str, status: str, rule: str = "") -> EventMention:
    kind = next(k for k, (_, _, _) in codes.modes().items() if k == mode)
    return EventMention(type="", mode=kind, trigger=Span(0, 1), status=status, rule=rule)


@pytest.mark.parametrize(
    ("mode", "status", "code"),
    [
        ("meet", "planned", ("AGREE", "")),
        ("meet", "cancelled", ("REJECT", "meet")),
        ("meet", "denied", None),
        ("meet", "possible", None),
        ("sign", "held", ("SUPPORT", "")),
        ("withdraw", "planned", ("AGREE", "")),
        ("sanction", "planned", ("THREATEN", "relations")),
        ("attack", "planned", ("THREATEN", "violence")),
        ("aid", "cancelled", None),
    ],
)
def test_status_is_folded_into_the_type(mode: str, status: str, code: tuple[str, str] | None) -> None:
    assert codes.of_event(event(mode, status), "", "en") == code


def test_a_plan_with_a_condition_put_to_another_is_a_threat() -> None:
    assert codes.of_event(event("withdraw", "planned", "withdraw: withdraw unless"), "", "en") == ("THREATEN", "")


def test_whoever_is_summoned_is_told_off() -> None:
    assert codes.of_event(event("meet", "held", "meet: summon"), "", "en") == ("ACCUSE", "disapprove")


@pytest.mark.parametrize(
    ("act", "content", "kind"),
    [
        ("demand", "that the troops be withdrawn", "REQUEST"),
        ("accuse", "of arming the rebels", "ACCUSE"),
        ("reject", "the plan", "REJECT"),
        ("support", "the bid", "SUPPORT"),
        ("promise", "to pay", "AGREE"),
        ("propose", "to change the law", "REQUEST"),
        ("concern", "over the vote", "ACCUSE"),
        ("concern", "condolences to the families", "SUPPORT"),
        ("warn", "of retaliation", "THREATEN"),
    ],
)
def test_acts_have_types(act: str, content: str, kind: str) -> None:
    code = codes.of_act(act, content, (), "en")
    assert code is not None and code[0] == kind


@pytest.mark.parametrize("act", ["state", "deny", "warn"])
def test_plain_assertions_and_warnings_of_others_are_dropped(act: str) -> None:
    assert codes.of_act(act, "the storm is near", (), "en") is None


def told(act: str, *, speaker: Actor, addressee: Actor | None = None) -> Report:
    """«Oslo asked Lima to wait», as a statement alone."""
    text = "Oslo asked Lima to wait"
    known = {a.id: a for a in (speaker, addressee) if a is not None}
    statement = Attribution(
        type="indirect",
        act=act,
        content=(Span(11, 23),),
        cue=Span(5, 10),
        source=Span(0, 4),
        addressee=Span(11, 15) if addressee else None,
        speaker_id=speaker.id,
        addressee_id=addressee.id if addressee else None,
    )
    document = Document(id="p", text=text, text_sha256="", passages=(Passage("paragraph", Span(0, len(text))),))
    return Report(document=document, actors=known, attributions=(statement,))


NORWAY = Actor(id="state/NOR", kind="state", names={"en": ("Norway",)}, iso3="NOR")
PERU = Actor(id="state/PER", kind="state", names={"en": ("Peru",)}, iso3="PER")
PAPER = Actor(id="medium/x", kind="medium", names={"en": ("The Herald",)}, iso3="NOR")


def test_a_statement_with_an_act_is_a_row() -> None:
    (row,) = plover.record(told("demand", speaker=NORWAY, addressee=PERU)).events
    assert (row.type, countries(row.source), countries(row.target), row.text) == (
        "REQUEST",
        "NOR",
        "PER",
        "Lima to wait",
    )


def test_a_newspaper_is_no_political_actor() -> None:
    assert plover.record(told("demand", speaker=PAPER, addressee=PERU)).events == []


def test_partly_recognised_entities_carry_the_code_of_the_manual() -> None:
    rebels = Actor(id="quasi-state/ABH", kind="quasi-state", names={"en": ("Abkhazia",)})
    (row,) = plover.record(told("demand", speaker=rebels)).events
    assert row.source == [Entity("GEO", "PRE", "Oslo")]
    index = actors()
    assert [k for k in CLAIMED if index.entity(k) is None] == []


def test_russian_pages_are_coded_too() -> None:
    assert hasattr(statements, "find")
    text = "Польша выслала двух российских дипломатов. Каир потребовал от Тель-Авива вывести войска из Ливана."
    passages = (Passage("paragraph", Span(0, len(text))),)
    report = read_document(Document(id="p", text=text, text_sha256="", passages=passages, language="ru"), coded=True)
    found = [(r.type, countries(r.source)) for r in plover.record(report).events]
    assert ("SANCTION", "POL") in found
    assert ("REQUEST", "EGY") in found


def test_a_record_is_a_line_of_json_with_the_documented_fields() -> None:
    report = told("demand", speaker=NORWAY, addressee=PERU)
    line = plover.encode(report)
    assert b"\n" not in line
    data = json.loads(line)
    assert list(data) == ["id", "date", "events"]
    assert data["date"] is None
    row = data["events"][0]
    assert list(row) == ["type", "mode", "source", "target", "context", "text", "start", "end", "status"]
    assert report.document.text[row["start"] : row["end"]] == row["text"]
    fields = {*data, *row, *row["source"][0]}
    documented = set(re.findall(r"`(\w+)`", (ROOT / "docs" / "plover.md").read_text(encoding="utf-8")))
    assert fields - documented == set()


def test_arguments_without_an_actor_are_read_by_their_words() -> None:
    report = told("state", speaker=NORWAY)
    side = Argument(role="actor", span=Span(0, 4))
    row = EventMention(type="PROTEST", mode="", trigger=Span(5, 10), arguments=(side,), status="held")
    coded = msgspec.structs.replace(report, coded=(row,))
    assert plover.record(coded).events == []  # neither country nor sector can be told
