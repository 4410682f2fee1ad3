"""Every page and its twins, from the outside, without a browser."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from html import unescape as html_unescaped
from pathlib import Path
from urllib.parse import quote

import pytest

from dragoman.serve.view import LANGUAGES, preferred, words
from tests.serve.browser import Browser
from tests.serve.made import a_fact, a_report, filled, hostile, links, rows

Open = Callable[..., Browser]
TEMPLATES = Path(__file__).parents[2] / "dragoman" / "serve" / "templates"
LISTS = (
    "/find?q=",
    "/find?q=переговоры",
    "/find?q=газ&order=relevant",
    "/timeline",
    "/timeline?q=actor:RUS",
    "/planned",
    "/planned?after=2021-01-01",
    "/actors",
    "/actors?q=Лавров",
    "/between",
    "/between?a=RUS&b=USA",
    "/network",
    "/network?since=2021-12-01&until=2022-02-01",
    "/review",
    "/problems",
    "/actor/state/RUS",
    "/actor/organ/RUS/mfa",
)


def twin(address: str, form: str) -> str:
    path, mark, query = address.partition("?")
    return f"{'/home' if path == '/' else path}.{form}{mark}{query}"


def all_pages(record: Path) -> list[str]:
    return ["/", *LISTS, f"/report/{a_report(record)}", f"/fact/{a_fact(record)}", f"/fact/{a_fact(record, 'e')}"]


def test_every_page_is_whole_and_has_its_twins(pages: Browser, samples_record: Path) -> None:
    for address in all_pages(samples_record):
        answer = pages.get(address)
        assert (address, answer.status_code) == (address, 200)
        assert answer.text.rstrip().endswith("</html>"), address
        data = pages.get(twin(address, "json"))
        assert data.headers["content-type"] == "application/json", address
        assert data.json()["title"], address
        table = pages.get(twin(address, "csv"))
        assert table.headers["content-type"].startswith("text/csv"), address
        lines = list(csv.reader(io.StringIO(table.text)))
        assert len({len(line) for line in lines}) <= 1, address


def test_help_names_every_field_of_the_language_of_queries(pages: Browser) -> None:
    from dragoman.record.query import FIELDS

    for language in LANGUAGES:
        text = pages.get("/help", headers={"accept-language": language}).text
        assert [name for name in FIELDS if f"<code>{name}:</code>" not in text] == []


def test_links_of_every_page_lead_somewhere(pages: Browser, samples_record: Path) -> None:
    found = set().union(*(links(pages.get(address).text) for address in ["/help", *all_pages(samples_record)]))
    own = sorted({address.partition("#")[0] for address in found if address.startswith("/")})
    assert len(own) > 100
    broken = [a for a in own if not a.startswith("/language/") and pages.get(a).status_code != 200]
    assert broken == []


def test_nothing_leads_to_another_host_but_the_page_of_a_report(pages: Browser, samples_record: Path) -> None:
    for address in all_pages(samples_record):
        away = [x for x in links(pages.get(address).text) if not x.startswith(("/", "#", "?"))]
        assert away == []


def test_a_search_shows_the_words_asked_for_and_their_source(pages: Browser) -> None:
    html = pages.get("/find", params={"q": "встреча Женева"}).text
    assert re.search(r"<mark>(Женев|встреч)\w*</mark>", html, re.IGNORECASE)
    found = pages.get("/find.json", params={"q": "встреча Женева"}).json()["items"]
    assert found
    assert all(item["line"]["publisher"] for item in found)


def test_counts_beside_a_search_are_what_the_narrowed_search_finds(pages: Browser) -> None:
    held = pages.get("/find.json?q=").json()["choices"]
    assert {"act", "mode", "status", "lang", "publisher", "actor", "month"} <= held.keys()
    for name in ("act", "mode", "lang"):
        for choice in held[name]:
            query = choice["address"].replace("/find?", "/find.json?", 1)
            found = pages.get(query).json()
            assert found["counted"] == choice["count"], choice


def test_pages_of_a_long_list_follow_each_other_without_gap_or_repeat(pages: Browser) -> None:
    seen: list[str] = []
    address = "/find.json?q="
    while address:
        found = pages.get(address).json()
        seen += [item["line"]["id"] for item in found["items"]]
        address = found["more"].replace("/find?", "/find.json?", 1)
    assert len(seen) == len(set(seen)) > 100


def test_the_lit_characters_are_those_of_the_fact(pages: Browser, samples_record: Path) -> None:
    ((key, start, end, text),) = rows(
        samples_record,
        """SELECT d.key, a.start, a.end, d.text FROM attributions a JOIN documents d ON d.id = a.document
        WHERE a.more IS NULL AND a.twin = 0 ORDER BY a.id LIMIT 1""",
    )
    html = pages.get(f"/report/{key}?fact=s{key}-{start}").text
    html = re.sub(r'<span class="anchor"[^>]*></span>', "", html)
    html = re.sub(r'<span class="anchor"[^>]*></span>', "", html)
    lit = "".join(re.findall(r'<span class="[^"]* lit"[^>]*>(.*?)</span>', html, re.DOTALL))
    assert isinstance(text, str)
    assert text[start:end] in html_unescaped(lit)  # type: ignore[misc]


def test_a_fact_shows_each_telling_with_rule_confidence_and_characters(pages: Browser, samples_record: Path) -> None:
    key = a_fact(samples_record)
    telling = pages.get(f"/fact/{key}.json").json()["tellings"][0]
    evidence = telling["telling"]["evidence"]
    ((text,),) = rows(samples_record, f"SELECT text FROM documents WHERE key = '{evidence['document_id']}'")
    assert str(text)[evidence["start"] : evidence["end"]] == evidence["exact"]
    assert evidence["rule"]
    assert 0 < telling["confidence"] <= 1
    assert evidence["rule"] in pages.get(f"/fact/{key}").text


@pytest.mark.parametrize(
    "address",
    [
        "/report/0123456789abcdef",
        "/report/..%2f..%2fetc%2fpasswd",
        "/fact/s0123456789abcdef-1",
        "/fact/x",
        "/actor/no/such",
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static//etc/passwd",
        "/nothing",
        "/language/xx",
        "/report/%00",
        "/fact/s0123456789abcdef-99999999999",
        "/actor/%00",
    ],
)
def test_what_is_not_there_is_404(pages: Browser, address: str) -> None:
    answer = pages.get(address)
    assert answer.status_code == 404
    assert "root:" not in answer.text


@pytest.mark.parametrize(
    "query",
    [
        "act:nonsense",
        "(газ",
        "from:tomorrow",
        "speaker:Никтоневедомый",
        "publisher:Нет",
        '"',
        "x" * 1001,
        "(" * 50 + "x" + ")" * 50,
    ],
)
def test_a_query_that_makes_no_sense_is_400_and_says_why(pages: Browser, query: str) -> None:
    for page in ("/find", "/timeline", "/network"):
        answer = pages.get(page, params={"q": query})
        assert answer.status_code == 400, page
        assert 'class="problem"' in answer.text
        assert pages.get(page + ".json", params={"q": query}).json()["message"]


@pytest.mark.parametrize(
    "query",
    [
        "?start=²",
        "?start=-1",
        "?start=99999999999",
        "?start=x",
        "?since=9999-12-31&until=0001-01-01",
        "?since=²²²²-01-01",
        "?until=9999-12-31",
        "?q=%00",
        "?q=%ff%fe",
        "?since=2022-13-45",
        "?after=zzzz",
        "?a=%00&b=%27",
        "?fact=%3Cscript%3E",
    ],
)
def test_odd_values_break_nothing(pages: Browser, query: str) -> None:
    for page in ("/", "/find", "/timeline", "/network", "/planned", "/actors", "/between"):
        assert pages.get(page + query).status_code in (200, 400), page


def test_too_many_fields_and_too_long_addresses_are_refused(pages: Browser) -> None:
    assert pages.get("/find?" + "&".join(f"a{k}=1" for k in range(100))).status_code == 400
    assert pages.get("/find?q=" + "x" * 5000).status_code == 414


def test_other_methods_are_refused(pages: Browser) -> None:
    assert pages.post("/find").status_code == 405
    assert pages.get("/judge").status_code == 405


# the words of the interface


def test_both_languages_have_the_same_words() -> None:
    def keys(held: dict[str, object], before: str = "") -> set[str]:
        return {
            name
            for key, value in held.items()
            for name in (keys(value, f"{before}{key}.") if isinstance(value, dict) else {f"{before}{key}"})
        }

    english, russian = (keys(words(language)) for language in ("en", "ru"))
    assert english == russian
    assert len(english) > 100


def test_russian_words_are_russian() -> None:
    def flat(held: dict[str, object]) -> list[str]:
        return [x for value in held.values() for x in (flat(value) if isinstance(value, dict) else [str(value)])]

    latin = [word for word in flat(words("ru")) if not re.search("[а-яё]", word.lower())]
    assert set(latin) <= {"dragoman", "CSV", "JSON", "English"}


def test_every_word_of_a_template_is_there_and_every_word_is_used() -> None:
    templates = "".join(path.read_text(encoding="utf-8") for path in TEMPLATES.glob("*.html"))
    code = "".join(path.read_text(encoding="utf-8") for path in TEMPLATES.parent.rglob("*.py"))
    used = set(re.findall(r"\bw\.([a-z_]+)", templates))
    used |= set(re.findall(r"\bt\(\s*['\"]([a-z_]+)['\"]", templates + code))
    named = set(re.findall(r"named\(\s*\(?['\"]([a-z_]+)['\"]", templates + code))
    known = words("en").keys()
    assert used | named <= known
    quoted = set(re.findall(r"['\"]([a-z_]+)['\"]", templates + code))
    assert known <= used | named | quoted, "words that nothing shows"


def test_every_act_mode_status_role_kind_and_field_has_a_word() -> None:
    from dragoman import model
    from dragoman.record.query import FIELDS
    from dragoman.serve.pages.fact import FIELDS as CORRECTED

    modes = [mode for held in model.MODES.values() for mode in held]
    for language in LANGUAGES:
        held = words(language)
        assert {*model.ACTS, *modes} <= held["what"].keys()
        assert set(model.STATUSES) <= held["statuses"].keys()
        assert {"speaker", "holder", "addressee", "actor", "recipient", "third_party"} <= held["roles"].keys()
        assert FIELDS.keys() <= held["field_help"].keys()
        assert {field for fields in CORRECTED.values() for field in fields} <= held["fields"].keys()


@pytest.mark.parametrize(
    ("header", "cookie", "language"),
    [
        ("ru-RU,ru;q=0.9,en;q=0.8", None, "ru"),
        ("de-DE,de;q=0.9,ru;q=0.5,en;q=0.4", None, "ru"),
        ("en;q=0.3,ru;q=0.7", None, "ru"),
        ("fr", None, "en"),
        ("", None, "en"),
        ("ru", "en", "en"),
        ("ru", "xx", "ru"),
        (";q=;;,,q=x" * 100, None, "en"),
    ],
)
def test_the_language_is_the_browsers_unless_chosen(header: str, cookie: str | None, language: str) -> None:
    assert preferred(header, cookie) == language


def test_the_switch_keeps_the_page_and_the_query(samples_record: Path, opened: Open) -> None:
    client = opened(samples_record)
    html = client.get("/find", params={"q": "переговоры"}, headers={"accept-language": "en"}).text
    switch = next(x for x in links(html) if x.startswith("/language/ru"))
    answer = client.get(switch)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/find?q=" + quote("переговоры")
    html = client.get("/find", params={"q": "переговоры"}, headers={"accept-language": "en"}).text
    assert '<html lang="ru">' in html


@pytest.mark.parametrize(
    "back",
    [
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
        "evil",
        "/\t/evil.example",
        "/%09/evil.example",
        "\\\\evil.example",
        "/\n/evil.example",
    ],
)
def test_the_switch_never_leaves_this_host(samples_record: Path, opened: Open, back: str) -> None:
    client = opened(samples_record)
    answer = client.get("/language/ru", params={"back": back})
    target = answer.headers["location"]
    assert target == "/" or (target.startswith("/%") and not target.startswith("//"))


# text that means harm


def test_hostile_text_stays_text_in_every_form(tmp_path: Path, opened: Open) -> None:
    record = tmp_path / "hostile.record"
    filled(record, hostile())
    assert rows(record, "SELECT count(*) FROM attributions")[0][0] > 2  # type: ignore[operator]
    client = opened(record, language="ru")
    every = [*all_pages(record), *(f"/report/{key}" for (key,) in rows(record, "SELECT key FROM documents"))]
    every += [a for page in every for a in links(client.get(page).text) if a.startswith(("/fact/", "/actor/", "/find"))]
    for address in sorted({address.partition("#")[0] for address in every}):
        if ".csv" not in address and ".json" not in address:
            answer = client.get(address)
            if answer.status_code == 400:  # nobody of that name in this record
                continue
            html = answer.text
            assert answer.status_code == 200, address
            assert "<script>window" not in html and "<img" not in html and "<svg onload" not in html, address
            assert not re.search(r"""(href|src|action)\s*=\s*["']?\s*(javascript|data|vbscript):""", html), address
            assert not set("\u202e\u2066\u200f\x00") & set(html), address
            assert "8659" not in html, address
            assert client.get(twin(address, "json")).status_code == 200
            assert client.get(twin(address, "csv")).status_code == 200


def test_cells_that_a_spreadsheet_would_run_are_kept_from_it() -> None:
    from dragoman.serve.app import _cell

    assert [_cell(x)[:1] for x in ("=1+1", "+1", "-1", "@x", "\tx")] == ["'"] * 5
    assert _cell("a=b") == "a=b"
    assert _cell(("state/RUS", "state/USA")) == "state/RUS state/USA"


def test_no_page_has_an_inline_style_or_script(pages: Browser, samples_record: Path) -> None:
    for address in all_pages(samples_record):
        html = pages.get(address).text
        assert not re.search(r"\sstyle\s*=", html), address
        assert not re.search(r"\son[a-z]+\s*=\s*[\"']", html), address
        assert "<style" not in html
        assert re.findall(r"<script(?![^>]*\ssrc=\"/static/)[^>]*>", html) == []
