"""The command line: what is printed, what ends with an error, and that one bad page costs that page alone."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from pathlib import Path

import pytest

NOTE = "Посол Финляндии заявил, что страна передала Латвии проект договора о рыболовстве."


def dragoman(*words: str | Path, data: bytes = b"", seconds: float = 60) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "dragoman", *map(str, words)]
    return subprocess.run(command, input=data, capture_output=True, timeout=seconds, check=False)


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / "note.txt"
    path.write_text(NOTE, encoding="utf-8")
    return path


def test_read_prints_who_said_what(note: Path) -> None:
    done = dragoman("read", note)
    out = done.stdout.decode()
    assert done.returncode == 0
    assert "Who said what" in out and "state" in out and "REQUEST/deliver" in out


def test_explain_names_the_rule_and_the_actor(note: Path) -> None:
    out = dragoman("read", "--explain", note).stdout.decode()
    assert "rule: complement clause" in out and "speaker by:" in out


def test_json_is_one_report_a_line(note: Path) -> None:
    lines = dragoman("read", "--json", note, note).stdout.decode().splitlines()
    assert [json.loads(line)["document"]["text"] for line in lines] == [NOTE, NOTE]


def test_json_lines_in_json_lines_out_in_the_same_order(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    rows = [{"id": f"doc-{n}", "text": f"{NOTE} Номер {n}.", "published_at": "2021-12-15"} for n in range(40)]
    path.write_text("\n".join(json.dumps(r, ensure_ascii=False) for r in rows), encoding="utf-8")
    for jobs in ("1", "2"):
        lines = dragoman("read", "--json", "--jobs", jobs, path).stdout.decode().splitlines()
        assert [json.loads(line)["document"]["id"] for line in lines] == [r["id"] for r in rows]


def test_standard_input_takes_text_and_json_lines() -> None:
    assert json.loads(dragoman("read", "--json", "-", data=NOTE.encode()).stdout)["document"]["text"] == NOTE
    row = json.dumps({"id": "x", "text": NOTE}).encode()
    assert json.loads(dragoman("read", "--json", "-", data=row + b"\n").stdout)["document"]["id"] == "x"


def test_one_bad_page_costs_that_page_alone(tmp_path: Path, note: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    done = dragoman("read", "--json", empty, tmp_path / "missing.txt", note)
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 1
    errors = done.stderr.decode().splitlines()
    assert len(errors) == 2 and "empty" in errors[0] and "missing.txt" in errors[1]
    assert b"Traceback" not in done.stderr


GERMAN = "Der Botschafter sagte am Mittwoch, die Gespräche über das Fischereiabkommen seien vertagt worden."


def test_a_page_in_a_language_that_is_not_read_is_one_problem(tmp_path: Path, note: Path) -> None:
    german = tmp_path / "genf.txt"
    german.write_text(GERMAN, encoding="utf-8")
    for jobs in ("1", "2"):
        done = dragoman("read", "--json", "--jobs", jobs, german, note)
        assert done.returncode == 1 and len(done.stdout.splitlines()) == 1
        (line,) = done.stderr.decode().splitlines()
        assert line == f"{german}: language: it is in German; Russian and English are read, leave it out"


def test_a_page_whose_language_cannot_be_told_can_be_given_one(tmp_path: Path) -> None:
    short = tmp_path / "short.txt"
    short.write_text("Talks fail", encoding="utf-8")
    (line,) = dragoman("read", short).stderr.decode().splitlines()
    assert "9 letters are too few to tell the language by" in line and "--language" in line
    done = dragoman("read", "--json", "--language", "en", short)
    assert done.returncode == 0 and json.loads(done.stdout)["document"]["language"] == "en"


def test_the_language_that_is_given_counts_more_than_that_of_the_page() -> None:
    row = json.dumps({"id": "x", "text": NOTE, "language": "en"}).encode()
    done = dragoman("read", "--json", "--language", "ru", "-", data=row)
    assert json.loads(done.stdout)["document"]["language"] == "ru"
    refused = dragoman("read", "--language", "de", "-", data=NOTE.encode())
    assert refused.returncode == 2 and refused.stderr.decode() == "--language 'de': not read; give one of en, ru\n"


def test_english_without_its_model_is_one_problem_that_says_how_to_install_it(tmp_path: Path, note: Path) -> None:
    page = tmp_path / "note_en.txt"
    page.write_text("The ambassador of Finland said that talks on fishing would go on in Riga.", encoding="utf-8")
    without = (
        "import sys; from dragoman.languages.en import package; package.find_spec = lambda name: None; "
        "from dragoman.cli import main; sys.argv = ['dragoman', *sys.argv[1:]]; main()"
    )
    command = [sys.executable, "-c", without, "read", "--json", str(page), str(note)]
    done = subprocess.run(command, capture_output=True, timeout=60, check=False)
    assert done.returncode == 1 and len(done.stdout.splitlines()) == 1
    (line,) = done.stderr.decode().splitlines()
    assert line.startswith(f"{page}: ") and "pip install 'dragoman[en]'" in line


def test_a_date_that_is_none_is_refused(note: Path) -> None:
    done = dragoman("read", "--published", "yesterday", note)
    assert done.returncode == 2 and b"not a date" in done.stderr


def test_where_prints_file_and_line() -> None:
    done = dragoman("where", "заявила")
    assert done.returncode == 0 and any(".tsv:" in line for line in done.stdout.decode().splitlines())
    assert dragoman("where", "абракадабрация").returncode == 1


NASTY = {
    "empty": b"",
    "one character": "Я".encode(),
    "one line of a megabyte": ("Министр заявил, что переговоры идут. " * 16_000).encode(),
    "as long as a report may be": ("Министр заявил, что переговоры идут. " * 5_200).encode(),
    "a megabyte without a stop": ("министр заявил что посол сказал что " * 15_000).encode(),
    "ten thousand quotation marks": ('"' * 5_000 + "«" * 5_000).encode(),
    "marks and words": ("«слово " * 5_000 + "» " * 5_000).encode(),
    "a quotation that never closes": ("«Мы готовы, - сказал он. " * 300).encode(),
    "only Latin": b"The minister said on Wednesday that talks would go on. " * 100,
    "mixed scripts": "Мinister сказал 会谈 محادثات that всё ОК. ".encode() * 200,
    "HTML bomb": b"<html><body>" + b"<div>" * 100_000 + "Министр сказал.".encode(),
    "attributes": b"<html><body><p " + b"a='b' " * 100_000 + ">Министр сказал, что да.</p>".encode(),
    "deep brackets": ("(" * 50_000 + "слово" + ")" * 50_000).encode(),
    "binary": bytes(range(256)) * 400,
    "names": ("Иван Петров, Пётр Иванов, " * 3_000).encode(),
    "dates": ("15 декабря 2021 года, в среду, " * 5_000).encode(),
    "nul": "Министр\0 сказал\0, что\0 да.".encode(),
}


@pytest.mark.parametrize("name", NASTY)
def test_a_nasty_page_ends_in_five_seconds_with_a_report_or_one_error(name: str, tmp_path: Path) -> None:
    path = tmp_path / "nasty.txt"
    path.write_bytes(NASTY[name])
    dragoman("where", "сказать")  # warms the disk, so that the seconds are those of the page
    before = processor_seconds()
    done = dragoman("read", "--json", path)
    spent = processor_seconds() - before
    assert b"Traceback" not in done.stderr, done.stderr.decode()[-2000:]
    if done.returncode == 0:
        assert json.loads(done.stdout)["document"]["text"]
    else:
        assert done.returncode == 1 and len(done.stderr.decode().splitlines()) == 1
    assert spent < 5 * SLOW, f"{name}: {spent:.1f} s"


SLOW = 1.6
"""Machines that run tests are busy and share cores: seconds of the processor are counted, and a few more are allowed
than a quiet one needs; a program that hangs is stopped by `dragoman`."""


def processor_seconds() -> float:
    """Seconds of processor time that the programs run so far have used."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
