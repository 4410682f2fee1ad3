"""Plain text and JSON Lines: the text stays as it is, and a bad line costs itself alone."""

import json
from pathlib import Path

import pytest

from dragoman.errors import ReadingError
from dragoman.model import Document, Problem
from dragoman.reading import MAX_BYTES, MAX_CHARS, guess_language, read_bytes, read_jsonl, read_path, read_text

REPORT = (
    "Послы начали переговоры\n\nСтороны обменялись проектами документов.\n\nВстреча\u00a0прошла  в Жене\u00adве.\n\n"
)


def test_text_is_the_input() -> None:
    document = read_text(REPORT, id="report")
    assert document.text == REPORT
    assert document.language == "ru"
    assert [p.span.of(REPORT) for p in document.passages] == [line for line in REPORT.split("\n") if line]


def test_only_line_ends_change() -> None:
    crlf = REPORT.replace("\n", "\r\n")
    assert read_bytes(crlf.encode("utf-8-sig"), name="report").text == REPORT
    assert read_text(REPORT.replace("\n", "\r"), id="report").text == REPORT


def test_given_metadata_is_kept() -> None:
    document = read_text(
        REPORT, id="a", publisher="Вестник", url="https://vestnik.example/1", published_at="2020-03-03"
    )
    assert (document.publisher, document.url) == ("Вестник", "https://vestnik.example/1")
    assert document.published_at == "2020-03-03"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("2020", "2020"),
        ("2020-03", "2020-03"),
        ("2020-03-03 14:30", "2020-03-03T14:30"),
        ("2020-03-03T14:30:00.5Z", "2020-03-03T14:30:00.5Z"),
        ("2020-03-03T14:30:00+0300", "2020-03-03T14:30:00+0300"),
        ("Tue, 03 Mar 2020 14:30:00 +0300", "2020-03-03T14:30:00+03:00"),
    ],
)
def test_publication_date(given: str, kept: str) -> None:
    assert read_text(REPORT, id="a", published_at=given).published_at == kept


@pytest.mark.parametrize("given", ["вчера", "2020-13-03", "2020-02-30", "03.03.2020", "0000", "2020-03-03T25:00"])
def test_bad_publication_date(given: str) -> None:
    with pytest.raises(ReadingError, match=r"a: .* is no date; write it as"):
        read_text(REPORT, id="a", published_at=given)


@pytest.mark.parametrize("data", [b"", b" \n\t ", b"\xef\xbb\xbf", " \n".encode("utf-16")])
def test_empty(data: bytes) -> None:
    with pytest.raises(ReadingError, match=r"report: .*; give"):
        read_bytes(data, name="report")


def test_too_long() -> None:
    with pytest.raises(ReadingError, match="characters, at most"):
        read_text("а" * (MAX_CHARS + 1), id="report")
    with pytest.raises(ReadingError, match="bytes, at most"):
        read_bytes(b"a" * (MAX_BYTES + 1), name="report")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Послы встретились в Женеве", "ru"),
        ("Посли зустрілися в Києві та обговорили її текст", "uk"),
        ("Паслы сустрэліся ў Мінску, каб абмеркаваць дагавор", "be"),
        ("The envoys met in Geneva to talk about the treaty", "en"),
        ("Die Botschafter trafen sich in Genf zu Gesprächen", "de"),
        ("12 + 34", None),
    ],
)
def test_language(text: str, language: str | None) -> None:
    assert guess_language(text) == language


def test_json_lines_keep_their_order() -> None:
    good = {"id": "a", "text": REPORT, "published_at": None, "language": "ru", "score": 3}
    lines = [
        "\ufeff" + json.dumps(good),
        "",
        "{broken",
        json.dumps({"id": "b"}),
        json.dumps({"id": "c", "text": " "}),
        json.dumps({"id": "d", "text": "Нота", "published_at": "вчера"}),
        '{"id": "e", "text": "Нота\\ud800 протеста вручена."}',
        json.dumps(["id", "text"]),
        "[" * 100_000,
    ]
    rows = list(read_jsonl(lines, "reports.jsonl"))
    assert [type(row) for row in rows] == [Document, Problem, Problem, Problem, Problem, Document, Problem, Problem]
    assert isinstance(rows[0], Document)
    assert rows[0].text == REPORT
    assert isinstance(rows[1], Problem)
    assert rows[1].document_id == "reports.jsonl:3"
    assert rows[1].message.startswith("reports.jsonl:3: JSON is malformed")
    assert isinstance(rows[5], Document)
    assert rows[5].text == "Нота\ufffd протеста вручена."


def test_json_lines_are_a_stream() -> None:
    def endless():  # type: ignore[no-untyped-def]
        while True:
            yield b'{"id": "a", "text": "\xd0\x9d\xd0\xbe\xd1\x82\xd0\xb0"}\n'

    rows = read_jsonl(endless(), "stream")
    assert isinstance(next(rows), Document)


def test_files(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(REPORT.encode("cp1251", "ignore"))
    (tmp_path / "b.jsonl").write_text('{"id": "1", "text": "Нота"}\nnothing\n', encoding="utf-8")
    (tmp_path / "c.html").write_text(f"<html><body><p>{REPORT}</p></body></html>", encoding="utf-8")
    (tmp_path / "d.bin").write_bytes(bytes(range(256)) * 9)
    found = {name: list(read_path(tmp_path / name)) for name in ("a.txt", "b.jsonl", "c.html", "d.bin", "missing", ".")}
    assert {name: [type(row).__name__ for row in rows] for name, rows in found.items()} == {
        "a.txt": ["Document"],
        "b.jsonl": ["Document", "Problem"],
        "c.html": ["Document"],
        "d.bin": ["Problem"],
        "missing": ["Problem"],
        ".": ["Problem"],
    }
    missing = found["missing"][0]
    assert isinstance(missing, Problem)
    assert missing.message.endswith("no such file or directory; check the path and its permissions")
