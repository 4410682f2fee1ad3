"""Every encoding a Russian page comes in gives the same letters; what is no text is refused."""

import pytest

from dragoman.errors import ReadingError
from dragoman.reading import decode

REPORT = "Посол прибыл в Женеву. Стороны начали переговоры, сообщил «Вестник»."
ENCODINGS = [
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "cp1251",
    "koi8-r",
    "cp866",
    "mac-cyrillic",
]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_undeclared(encoding: str) -> None:
    text = REPORT.replace("«", '"').replace("»", '"') if encoding in ("koi8-r", "cp866") else REPORT
    assert decode(text.encode(encoding), name="report") == text


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "cp866", "mac-cyrillic"])
@pytest.mark.parametrize(
    "text", ["Послы встретились в Вене", "В МИД ответили", "Я уехал", "НОТА ПРОТЕСТА", "Ответ на ноту 15 мая"]
)
def test_short(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding), name="report") == text


@pytest.mark.parametrize(
    "text", ["The envoy said “no” – and left", "A café in Genève", "The £5 note", "Attaché’s view: it’s done"]
)
def test_west_european(text: str) -> None:
    assert decode(text.encode("cp1252"), name="report") == text


def test_declared_charset_is_trusted() -> None:
    page = '<html><head><meta charset="koi8-r"></head><body><p>Нота</p></body></html>'
    assert decode(page.encode("koi8-r"), name="page") == page


def test_http_header_is_trusted() -> None:
    assert decode("Нота".encode("iso8859-5"), name="page", content_type="text/plain; charset=ISO-8859-5") == "Нота"


def test_wrong_declaration_is_seen_through() -> None:
    page = '<meta charset="iso-8859-1"><p>Стороны продолжат переговоры в Женеве</p>'
    assert decode(page.encode("cp1251"), name="page") == page


def test_wrong_declaration_of_utf8() -> None:
    page = '<meta charset="windows-1251"><p>Стороны продолжат переговоры</p>'
    assert decode(page.encode("utf-8"), name="page") == page


def test_unknown_charset_name_is_passed_over() -> None:
    page = '<meta charset="x-nonsense"><p>Стороны продолжат переговоры</p>'
    assert decode(page.encode("cp1251"), name="page") == page


def test_file_cut_inside_a_letter() -> None:
    assert decode("Посол прибыл".encode()[:-1], name="report") == "Посол прибы\ufffd"


def test_nul_is_replaced_in_place() -> None:
    assert decode("Посол\0прибыл".encode(), name="report") == "Посол\ufffdприбыл"


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7 stuff",
        b"PK\x03\x04rest",
        b"\x89PNG\r\n\x1a\n",
        bytes(range(256)) * 20,
        b"\x00\x01\x02\x03\x04\x05\x06\x07" * 50,
        b"\x07\x1b\x02 \x05\x06" * 50,
    ],
)
def test_binary_is_refused(data: bytes) -> None:
    with pytest.raises(ReadingError, match=r"photo: .*; save"):
        decode(data, name="photo")
