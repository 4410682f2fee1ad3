"""The pages in a real browser (chromium): what a reader does, and that nothing runs, fails or looks elsewhere."""

from __future__ import annotations

import re
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
import uvicorn

from dragoman.serve import Guard, application
from tests.serve.made import NASTY, a_fact, a_report, filled, hostile, rows

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (pip install -e '.[dev]')")
CHROMIUM = next((found for name in ("chromium", "chromium-browser") if (found := shutil.which(name))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine (apt-get install chromium)")
AXE = (Path(__file__).parent / "axe" / "axe-4.14.1.min.js").read_text(encoding="utf-8")


class Server:
    """The pages of a record under a free port, in a thread."""

    def __init__(self, record: Path, guard: Guard | None = None) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        app = application(record, guard or Guard())
        self.server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=self.port, log_level="error"))
        self.thread = threading.Thread(target=self.server.run, daemon=True)
        self.thread.start()
        until = time.monotonic() + 20
        while not self.server.started and time.monotonic() < until:
            time.sleep(0.02)

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def stop(self) -> None:
        self.server.should_exit = True
        self.thread.join(20)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def server(samples_record: Path) -> Iterator[Server]:
    served = Server(samples_record)
    yield served
    served.stop()


class Walk:
    """A reader's window that notes whatever goes wrong in it."""

    def __init__(self, chromium: Any, base: str, locale: str = "en-US", width: int = 1280, dark: bool = False) -> None:
        self.context = chromium.new_context(
            base_url=base,
            locale=locale,
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
        )
        self.page = self.context.new_page()
        self.page.set_default_timeout(10_000)
        self.base, self.wrong = base, list[str]()
        self.page.on("console", lambda m: self.wrong.append(m.text) if m.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.wrong.append(dialog.message), dialog.dismiss()))
        self.page.on("request", self._asked)

    def _asked(self, request: Any) -> None:
        if urlsplit(request.url).netloc != urlsplit(self.base).netloc and not request.url.startswith(
            ("data:", "blob:")
        ):
            self.wrong.append(f"another host is asked: {request.url}")

    def go(self, address: str, idle: bool = True) -> Any:
        answer = self.page.goto(address)
        assert answer is not None
        assert answer.status in (200, 304), address
        self.page.wait_for_load_state("networkidle" if idle else "load")
        return self.page

    def close(self) -> None:
        self.context.close()


@pytest.fixture
def walk(chromium: Any, server: Server) -> Iterator[Walk]:
    made = Walk(chromium, server.base)
    yield made
    made.close()
    assert made.wrong == []


def every_page(record: Path) -> list[str]:
    report = a_report(record)
    fact, event = a_fact(record), a_fact(record, "e")
    return [
        "/",
        "/find?q=",
        "/find?q=" + quote("переговоры"),
        "/help",
        f"/report/{report}",
        f"/report/{report}?fact={fact}",
        f"/fact/{fact}",
        f"/fact/{event}",
        "/timeline",
        "/timeline?span=all",
        "/planned",
        "/planned?after=2021-01-01",
        "/actors",
        "/actor/state/RUS",
        "/actor/organ/RUS/mfa",
        "/actor/person/lavrov-sergey",
        "/between",
        "/between?a=RUS&b=USA",
        "/network",
        "/review",
        "/problems",
    ]


def box(page: Any, selector: str) -> Any:
    found = page.locator(selector).first.bounding_box()
    assert found is not None
    return found


def in_view(page: Any, selector: str) -> bool:
    found = box(page, selector)
    return bool(found["y"] + found["height"] > 0 and found["y"] < 900)


# reading


def test_from_a_search_to_the_lit_characters_and_back(walk: Walk, samples_record: Path) -> None:
    page = walk.go("/")
    page.fill("input[name=q]", "act:demand")
    page.press("input[name=q]", "Enter")
    page.wait_for_url("**/find?q=act%3Ademand")
    first = page.locator(".fact").first
    key = first.get_attribute("data-fact")
    first.locator("a").first.click()
    page.wait_for_url(f"**/fact/{key}")
    quoted = page.locator(".tellings mark").first.inner_text()
    page.locator(".tellings a").first.click()
    page.wait_for_url("**/report/*")
    page.wait_for_selector("#detail .one-fact")
    lit = "".join(page.locator(".text .lit").all_inner_texts())
    assert re.sub(r"\s+", " ", quoted) in re.sub(r"\s+", " ", lit)
    assert in_view(page, ".text .lit")
    page.go_back()
    page.wait_for_url(f"**/fact/{key}")
    page.go_back()
    page.wait_for_url("**/find?q=act%3Ademand")


def test_a_click_on_a_mark_opens_its_fact_and_a_click_on_a_fact_lights_its_characters(
    walk: Walk, samples_record: Path
) -> None:
    page = walk.go(f"/report/{a_report(samples_record)}")
    mark = page.locator(".text [data-facts]").last
    key = (mark.get_attribute("data-facts") or "").split()[-1]
    mark.click()
    page.wait_for_selector(f"#detail[data-shown='{key}'] .one-fact")
    assert "rule:" in page.locator("#detail").inner_text()
    assert "confidence" in page.locator("#detail").inner_text()
    entry = page.locator("aside ol .fact").first
    other = entry.get_attribute("data-fact")
    entry.locator("a").click()
    page.wait_for_selector(f"#detail[data-shown='{other}'] .one-fact")
    lit = page.locator(".text .lit")
    assert lit.count() > 0
    assert all(other in (piece.get_attribute("data-facts") or "") for piece in lit.all())
    page.wait_for_timeout(400)
    assert in_view(page, ".text .lit")
    assert page.url.endswith(f"?fact={other}")


@pytest.mark.parametrize("keys", ["jk", "ол"])
def test_keys_walk_through_the_facts_under_either_layout(walk: Walk, samples_record: Path, keys: str) -> None:
    page = walk.go(f"/report/{a_report(samples_record)}")
    facts = [fact.get_attribute("data-fact") for fact in page.locator("aside ol .fact").all()]

    def press(code: str, key: str) -> None:
        pressed = {"type": "keyDown", "code": code, "key": key}
        session = page.context.new_cdp_session(page)
        session.send("Input.dispatchKeyEvent", pressed)

    for expected in facts[:3]:
        press("KeyJ", keys[0])
        page.wait_for_selector(f"#detail[data-shown='{expected}']")
        assert page.locator(f"#in-{expected}.here").count() == 1
    press("KeyK", keys[1])
    page.wait_for_selector(f"#detail[data-shown='{facts[1]}']")


def test_related_headlines_are_dimmed_and_bear_no_facts(chromium: Any, tmp_path: Path) -> None:
    from dragoman.reading.raw import RawPage

    html = """<html><head><title>Встреча в Осло</title></head><body><article><h1>Встреча в Осло</h1>
    <p>Министр иностранных дел Норвегии 3 мая 2019 года встретился в Осло с министром иностранных дел Кубы.</p>
    <p>Министр заявил, что переговоры о рыболовстве продолжатся осенью и что стороны довольны ходом работы.</p>
    <p>Читайте также: Глава МИД Дании заявил, что поездка в Гавану отменена</p></article></body></html>"""
    record = tmp_path / "dim.record"
    filled(record, [RawPage(name="oslo.html", data=html.encode(), published_at="2019-05-03", publisher="Газета")])
    served = Server(record)
    walk = Walk(chromium, served.base)
    try:
        page = walk.go(f"/report/{a_report(record)}")
        if page.locator(".dimmed").count():
            assert page.locator(".dimmed [data-facts]").count() == 0
            assert "Читайте" in page.locator(".dimmed").first.inner_text()
        assert "Дании" not in " ".join(page.locator("aside .fact").all_inner_texts())
        assert walk.wrong == []
    finally:
        walk.close()
        served.stop()


def test_more_of_a_long_list_comes_without_leaving_it(walk: Walk) -> None:
    page = walk.go("/find?q=")
    assert page.locator(".results .fact").count() == 20
    page.locator("a.more").click()
    page.locator(".results .fact").nth(39).wait_for()
    keys = [fact.get_attribute("data-fact") for fact in page.locator(".results .fact").all()]
    assert len(set(keys)) == 40
    assert page.url.endswith("/find?q=")


# judging


def test_a_judgement_is_made_seen_after_a_restart_and_undone(chromium: Any, own_record: Path) -> None:
    report = a_report(own_record)
    served = Server(own_record)
    walk = Walk(chromium, served.base)
    page = walk.go(f"/report/{report}")
    page.keyboard.press("j")
    page.wait_for_selector("#detail[data-shown] form[data-judge]")
    key = page.locator("#detail").get_attribute("data-shown")
    with page.expect_navigation():
        page.keyboard.press("r")
    assert page.url.endswith(f"/report/{report}?fact={key}")
    page.wait_for_selector("#detail .verdict.reject")
    assert walk.wrong == []
    walk.close()
    served.stop()

    served = Server(own_record)
    walk = Walk(chromium, served.base)
    page = walk.go(f"/fact/{key}")
    assert page.locator(".verdict.reject").count() >= 1
    with page.expect_navigation():
        page.locator("button.undo").click()
    assert page.locator(".verdict").count() == 0
    assert "undone" in page.locator(".judgements").inner_text()
    with page.expect_navigation():
        page.keyboard.press("a")
    assert page.locator(".verdict.accept").count() >= 1
    assert walk.wrong == []
    walk.close()
    served.stop()


def test_a_note_and_a_correction_are_signed(chromium: Any, own_record: Path) -> None:
    served = Server(own_record)
    walk = Walk(chromium, served.base)
    try:
        page = walk.go(f"/fact/{a_fact(own_record)}")
        page.locator(".judge summary").click()
        page.fill(".judge input[name=user]", "Анна")
        page.fill(".judge input[name=note]", NASTY)
        with page.expect_navigation():
            page.locator(".judge button[value=note]").click()
        page.locator(".more-judging > summary").click()
        form = page.locator(".more-judging form").first
        form.locator("select").select_option("warn")
        form.locator("input[name=user]").fill(NASTY[:100])
        with page.expect_navigation():
            form.locator("button").click()
        assert page.locator("h1 .what").inner_text() == "warns"
        text = page.locator(".judgements").inner_text()
        assert "Анна" in text and "window.ran" in text
        assert page.evaluate("window.ran") is None
        assert walk.wrong == []
    finally:
        walk.close()
        served.stop()


def test_nothing_is_judged_by_a_key_before_a_fact_is_chosen(walk: Walk, samples_record: Path) -> None:
    before = rows(samples_record, "SELECT count(*) FROM judgements")
    page = walk.go("/review")
    page.keyboard.press("a")
    page.keyboard.press("r")
    page.wait_for_timeout(300)
    assert rows(samples_record, "SELECT count(*) FROM judgements") == before


# drawings


def test_the_timeline_opens_dense_spans_and_its_dots_lead_to_their_facts(walk: Walk) -> None:
    page = walk.go("/timeline?span=all")
    count = page.locator(".strip .bar, .strip .dot").count()
    assert count > 0
    if page.locator(".strip .bar").count():
        page.locator(".strip .bar").last.click()
        page.wait_for_url("**/timeline?*since=*")
    page.goto("/timeline?since=2022-01-01&until=2022-01-31")
    dot = page.locator(".strip .dot").first
    target = dot.get_attribute("href")
    dot.click()
    page.wait_for_url(f"**{target}")
    assert page.locator(".one-fact").count() == 1


def test_the_first_strip_is_not_squeezed_by_an_event_of_long_ago(walk: Walk, samples_record: Path) -> None:
    years = [str(date)[:4] for (date,) in rows(samples_record, "SELECT date FROM events WHERE date IS NOT NULL")]
    assert min(years) < "2015" < max(years)
    page = walk.go("/timeline")
    assert str(page.locator("input[name=since]").get_attribute("value")) > "2018"
    assert "outside this span" in page.locator("main").inner_text()
    page.get_by_text("outside this span").click()
    page.wait_for_url("**span=all")
    assert str(page.locator("input[name=since]").get_attribute("value"))[:4] == min(years)


def test_the_network_is_drawn_and_its_table_says_the_same(walk: Walk) -> None:
    page = walk.go("/network")
    page.wait_for_selector("#network[data-drawn]")
    lines = page.locator("table tbody tr").count()
    assert lines > 3
    named = {cell.inner_text() for cell in page.locator("table tbody td:not(.count)").all()}
    assert page.locator("#network").get_attribute("data-drawn") == str(len(named))
    assert page.locator("#network canvas").count() > 0
    page.locator("#slider").fill("40")
    page.locator("#slider").dispatch_event("change")
    page.wait_for_url("**until=*")
    assert page.locator("table tbody tr").count() < lines


def test_two_actors_by_month(walk: Walk) -> None:
    page = walk.go("/between?a=RUS&b=USA")
    assert page.locator("section:has(h2)").count() >= 3
    bar = page.locator(".strip .bar").last
    month = page.locator(".strip .bar title").last.text_content()[:7]
    bar.click()
    page.wait_for_url(f"**month={month}")
    days = page.locator("section .fact > a time").all_inner_texts()
    assert days and all(day.startswith(month) for day in days)


# languages and looks


def test_the_interface_speaks_the_language_of_the_browser_and_can_be_switched(chromium: Any, server: Server) -> None:
    walk = Walk(chromium, server.base, "ru-RU")
    page = walk.go("/")
    assert page.locator("html").get_attribute("lang") == "ru"
    assert "Новые события" in page.locator("main").inner_text()
    assert "состоялось" in page.locator("main").inner_text() or "намечено" in page.locator("main").inner_text()
    page.locator("a.switch").click()
    page.locator("html[lang=en]").wait_for()
    assert "Newest events" in page.locator("main").inner_text()
    assert walk.wrong == []
    walk.close()


def test_russian_pages_have_no_english_words_of_ours(chromium: Any, server: Server, samples_record: Path) -> None:
    walk = Walk(chromium, server.base, "ru-RU")
    for address in every_page(samples_record):
        page = walk.go(address, idle=False)
        for selector in (".what", ".status", ".verdict", "dt", "h2", "th", "nav a:not(.switch)", "button", "summary"):
            for text in page.locator(f"main {selector}, header {selector}").all_text_contents():
                latin = re.findall(r"[A-Za-z]{3,}", text)
                assert set(latin) <= {"ISO", "RUS", "USA"} or "/between" in address, (address, selector, text)
    assert walk.wrong == []
    walk.close()


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("dark", [False, True])
def test_every_page_can_be_used_by_everybody(
    chromium: Any, server: Server, samples_record: Path, width: int, dark: bool
) -> None:
    walk = Walk(chromium, server.base, width=width, dark=dark)
    for address in every_page(samples_record):
        page = walk.go(address, idle=False)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        page.evaluate(AXE)
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        grave = [
            (v["id"], [node["html"][:120] for node in v["nodes"][:3]])
            for v in found["violations"]
            if v["impact"] in ("serious", "critical")
        ]
        assert (address, grave) == (address, [])
    assert walk.wrong == []
    walk.close()


def test_a_page_can_be_read_and_printed_without_scripts(chromium: Any, server: Server, samples_record: Path) -> None:
    context = chromium.new_context(base_url=server.base, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"/report/{a_report(samples_record)}?fact={a_fact(samples_record)}")
    assert page.locator(".text .lit").count() > 0
    page.emulate_media(media="print")
    assert page.locator(".text").is_visible()
    assert not page.locator("header form").is_visible()
    context.close()


# text that means harm


def test_hostile_text_shows_as_text_and_nothing_runs(chromium: Any, tmp_path: Path) -> None:
    record = tmp_path / "hostile.record"
    filled(record, hostile())
    served = Server(record)
    keys = [key for (key,) in rows(record, "SELECT key FROM documents")]
    actors = [key for (key,) in rows(record, "SELECT key FROM actors")]
    facts = [
        f"s{key}-{start}"
        for key, start in rows(
            record, "SELECT d.key, a.start FROM attributions a JOIN documents d ON d.id = a.document WHERE a.twin = 0"
        )
    ]
    addresses = ["/", "/find?q=", "/timeline?span=all", "/network", "/planned?after=2000-01-01", "/actors", "/review"]
    addresses += ["/problems", "/between?a=RUS&b=USA", "/find?q=" + quote(NASTY.replace('"', ""))[:900]]
    addresses += [f"/report/{key}" for key in keys] + [f"/fact/{key}" for key in facts[:12]]
    addresses += [f"/actor/{quote(str(key))}" for key in actors[:20]]
    walk = Walk(chromium, served.base)
    try:
        for address in addresses:
            answer = walk.page.goto(address)
            assert answer is not None and answer.status in (200, 400), address
            walk.page.wait_for_load_state("networkidle")
            assert walk.page.evaluate("window.ran") is None, address
            assert walk.page.locator("main script, main img, main iframe, main [onload], main [onerror]").count() == 0
            assert walk.page.evaluate("document.documentElement.scrollWidth") <= 1280, address
        page = walk.go(f"/report/{keys[0]}")
        assert "<script>window.ran = 1</script>" in page.locator("article").inner_text()
        page.keyboard.press("j")
        page.wait_for_selector("#detail .one-fact")
        assert page.evaluate("window.ran") is None
        assert [m for m in walk.wrong if "400" not in m] == []
    finally:
        walk.close()
        served.stop()
