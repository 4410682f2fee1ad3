"""Who may come in, what a browser is told, and what is refused before it is looked at."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman.cli import app
from dragoman.serve import Guard
from dragoman.serve.guard import BODY, csrf_of
from tests.serve.browser import Browser
from tests.serve.made import a_fact, links

Open = Callable[..., Browser]
TOKEN, ANNA, BORIS = "a-token-of-sixteen+", "anna-token-0123456789", "boris-token-0123456789"


def test_every_answer_forbids_scripts_of_others_frames_and_guesses(pages: Browser) -> None:
    for address in ("/", "/find.json?q=", "/static/style.css", "/nothing", "/find?q=act:nonsense"):
        headers = pages.get(address).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy and "script-src 'self'" in policy and "style-src 'self'" in policy
        assert "unsafe" not in policy and "http" not in policy and "*" not in policy
        assert "frame-ancestors 'none'" in policy and "base-uri 'none'" in policy and "form-action 'self'" in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cross-origin-opener-policy"] == "same-origin"
        assert "server" not in headers


def test_the_cookie_is_kept_from_scripts_and_other_sites(opened: Open, samples_record: Path) -> None:
    cookie = opened(samples_record).get("/").headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=Strict" in cookie and "Path=/" in cookie


def test_a_page_elsewhere_cannot_reach_the_record_by_a_name_of_its_own(opened: Open, samples_record: Path) -> None:
    local = opened(samples_record, Guard())
    for name in ("127.0.0.1:8017", "localhost", "localhost:8017", "[::1]:8017"):
        assert local.get("/", headers={"host": name}).status_code == 200, name
    for name in ("evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", "", "LOCALHOST@evil"):
        assert local.get("/", headers={"host": name}).status_code == 421, name


@pytest.mark.parametrize("length", ["999999999", "-1", "x", "²"])
def test_bodies_that_are_too_large_are_refused_unread(opened: Open, samples_record: Path, length: str) -> None:
    answer = opened(samples_record).post("/judge", headers={"content-length": length.encode("latin-1")}, content=b"x")
    assert answer.status_code == 413


def test_a_body_that_grows_too_large_is_cut_off(opened: Open, samples_record: Path) -> None:
    pieces = (b"note=" + b"x" * 10_000 for _ in range(BODY // 10_000 + 3))
    assert opened(samples_record).post("/judge", content=pieces).status_code == 413


# tokens


def test_a_closed_record_opens_with_the_token_alone(opened: Open, samples_record: Path) -> None:
    closed = opened(samples_record, Guard(token=TOKEN, hosts=()))
    assert closed.get("/").status_code == 401
    assert closed.get("/?token=wrong").status_code == 401
    assert closed.get("/static/style.css").status_code == 401
    assert closed.get("/home.json", headers={"cookie": "dragoman=x.wrong"}).status_code == 401
    answer = closed.get("/find", params={"q": "газ", "token": TOKEN})
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/find?q=")
    assert "token" not in answer.headers["location"]
    assert closed.get("/find?q=").status_code == 200


def test_no_answer_to_a_token_leaves_this_host(opened: Open, samples_record: Path) -> None:
    closed = opened(samples_record, Guard(token=TOKEN, hosts=()))
    for path in ("//evil.example/", "/\\evil.example", "//evil.example/%2e%2e"):
        answer = closed.get("http://here.test" + path, params={"token": TOKEN})
        target = answer.headers.get("location", "/")
        assert target.startswith("/") and not target.startswith(("//", "/\\")), path


def test_users_sign_with_the_name_of_the_file(opened: Open, own_record: Path) -> None:
    team = Guard(users={"anna": ANNA, "boris": BORIS}, hosts=())
    fact = a_fact(own_record)
    for name, token in team.users.items():
        browser = opened(own_record, team)
        browser.get("/", params={"token": token})
        csrf = _csrf(browser, fact)
        form = {"csrf": csrf, "verdict": "note", "subject": fact, "note": f"by {name}", "user": "somebody else"}
        assert browser.post("/judge", data=form).status_code == 303
    judged = browser.get(f"/fact/{fact}.json").json()["judgements"]
    assert [(j["user"], j["note"]) for j in judged] == [("anna", "by anna"), ("boris", "by boris")]


def _csrf(browser: Browser, fact: str) -> str:
    html = browser.get(f"/fact/{fact}").text
    return html.partition('name="csrf" value="')[2].partition('"')[0]


def test_broken_cookies_are_no_cookies(opened: Open, samples_record: Path) -> None:
    for cookie in ("dragoman", "=;=", 'dragoman="\\', "a=b; dragoman=\x7f", "dragoman=" + "x" * 3000):
        assert opened(samples_record).get("/", headers={"cookie": cookie}).status_code == 200


# judgements


@pytest.mark.parametrize("csrf", ["", "wrong", csrf_of(""), csrf_of("another session")])
def test_a_form_of_another_session_is_refused(opened: Open, own_record: Path, csrf: str) -> None:
    browser, fact = opened(own_record), a_fact(own_record)
    browser.get("/")
    form = {"csrf": csrf, "verdict": "accept", "subject": fact}
    assert browser.post("/judge", data=form).status_code == 403
    assert browser.get(f"/fact/{fact}.json").json()["judgements"] == []


def test_without_a_cookie_nothing_is_judged(opened: Open, own_record: Path) -> None:
    fact = a_fact(own_record)
    csrf = _csrf(opened(own_record), fact)
    assert (
        opened(own_record).post("/judge", data={"csrf": csrf, "verdict": "accept", "subject": fact}).status_code == 403
    )


def judged(browser: Browser, fact: str, verdict: str, **given: str) -> int:
    form = {"csrf": _csrf(browser, fact), "subject": fact, "user": "Анна", "back": f"/fact/{fact}", **given}
    return browser.post("/judge", data={**form, "verdict": verdict}).status_code


def test_a_judgement_is_made_seen_after_reopening_and_undone(opened: Open, own_record: Path) -> None:
    fact = a_fact(own_record)
    assert judged(opened(own_record), fact, "reject", note="не он") == 303
    again = opened(own_record)
    data = again.get(f"/fact/{fact}.json").json()
    assert data["line"]["verdict"] == "reject"
    assert [(j["user"], j["verdict"], j["note"]) for j in data["judgements"]] == [("Анна", "reject", "не он")]
    html = again.get(f"/fact/{fact}", headers={"accept-language": "ru"}).text
    assert "отвергнуто" in html and "не он" in html
    assert fact not in again.get("/find?q=").text
    assert judged(again, fact, "withdraw", subject=data["judgements"][0]["key"]) == 303
    assert again.get(f"/fact/{fact}.json").json()["line"]["verdict"] is None


def test_a_correction_changes_the_fact_and_undoing_it_changes_it_back(opened: Open, own_record: Path) -> None:
    browser, fact = opened(own_record), a_fact(own_record, "e")
    before = browser.get(f"/fact/{fact}.json").json()["fact"]
    assert judged(browser, fact, "correct", field="date", value="2022-02-03") == 303
    data = browser.get(f"/fact/{fact}.json").json()
    assert data["fact"]["date"] == "2022-02-03"
    assert judged(browser, fact, "correct", field="participants", value="actor=state/RUS, recipient=state/USA") == 303
    data = browser.get(f"/fact/{fact}.json").json()
    assert [(p["role"], p["actor"]) for p in data["fact"]["participants"]] == [
        ("actor", "state/RUS"),
        ("recipient", "state/USA"),
    ]
    for j in data["judgements"]:
        assert judged(browser, fact, "withdraw", subject=j["key"]) == 303
    assert browser.get(f"/fact/{fact}.json").json()["fact"] == before


def test_two_facts_are_merged_and_split_again(opened: Open, own_record: Path) -> None:
    browser = opened(own_record)
    found = [x["line"]["id"] for x in browser.get("/find.json?q=mode:meet").json()["items"]]
    one, other = found[:2]
    assert judged(browser, one, "merge", object=other) == 303
    first = browser.get(f"/fact/{one}.json").json()["fact"]["id"]
    told = browser.get(f"/fact/{other}.json").json()
    assert told["fact"]["id"] == first
    later = next(
        t["telling"]["id"] for t in told["tellings"] if t["telling"]["id"] in found and t["telling"]["id"] != first
    )
    assert judged(browser, later, "split") == 303
    assert browser.get(f"/fact/{later}.json").json()["fact"]["id"] == later


@pytest.mark.parametrize(
    ("verdict", "given"),
    [
        ("praise", {}),
        ("correct", {"field": "act", "value": "nonsense"}),
        ("correct", {"field": "rule", "value": "x"}),
        ("correct", {"field": "participants", "value": "actor"}),
        ("merge", {}),
        ("merge", {"object": "s0123456789abcdef-1"}),
        ("note", {}),
        ("accept", {"subject": "s0123456789abcdef-1"}),
        ("withdraw", {"subject": "nothing"}),
    ],
)
def test_what_cannot_be_judged_is_told(opened: Open, own_record: Path, verdict: str, given: dict[str, str]) -> None:
    browser, fact = opened(own_record), a_fact(own_record)
    assert judged(browser, fact, verdict, **given) == 400


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example", "/\\evil.example", "/\t/evil.example", ""])
def test_after_a_judgement_the_reader_stays_on_this_host(opened: Open, own_record: Path, back: str) -> None:
    browser, fact = opened(own_record), a_fact(own_record)
    form = {"csrf": _csrf(browser, fact), "verdict": "accept", "subject": fact, "back": back}
    target = browser.post("/judge", data=form).headers["location"]
    assert target == "/" or target.startswith("/%")


def test_a_published_record_cannot_be_judged(opened: Open, own_record: Path) -> None:
    published = opened(own_record, Guard(hosts=(), readonly=True))
    fact = a_fact(own_record)
    html = published.get(f"/fact/{fact}").text
    assert "<form" not in html.partition("<main")[2]
    assert "/review" not in links(html)
    form = {"csrf": _csrf(opened(own_record), fact), "verdict": "accept", "subject": fact}
    assert published.post("/judge", data=form).status_code == 403


# the command


def test_other_machines_need_a_token(opened: Open, samples_record: Path) -> None:
    done = CliRunner().invoke(app, ["serve", str(samples_record), "--host", "0.0.0.0"])
    assert done.exit_code == 2
    assert "--token" in done.output
    done = CliRunner().invoke(app, ["serve", str(samples_record), "--host", "0.0.0.0", "--token", "short"])
    assert done.exit_code == 2
    assert "16" in done.output


def test_a_broken_file_of_users_is_told_with_its_line(opened: Open, samples_record: Path, tmp_path: Path) -> None:
    team = tmp_path / "team.tsv"
    team.write_text("# name, token\nanna\tanna-token-0123456789\nboris no tab\n", encoding="utf-8")
    done = CliRunner().invoke(app, ["serve", str(samples_record), "--users", str(team)])
    assert done.exit_code == 2
    assert "team.tsv:3" in done.output


def test_what_is_no_record_ends_the_command(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["serve", str(tmp_path / "none.record")])
    assert done.exit_code == 2
    assert "Traceback" not in done.output
