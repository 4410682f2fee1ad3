"""Items of feeds become pages, whatever feeds get wrong."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.model import Document, Problem
from dragoman.reading.feed import MAX_ITEMS, looks_like_feed, read_feed
from dragoman.reading.feed_dates import feed_instant
from dragoman.reading.raw import RawPage, read_raw
from tests import clock

RSS = """<?xml version="1.0" encoding="{encoding}"?>
<!-- лента новостей -->
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Вестник</title>
<item><title>МИД & НАТО договорились о встрече</title><link>https://example.org/1</link><guid>tag:1</guid>
<dc:creator>И. Корреспондент</dc:creator><pubDate>Ср, 15 дек 2021 14:30:00 +0300</pubDate>
<description>Коротко.</description>
<content:encoded><![CDATA[<p>Министр прибыл в&nbsp;Женеву.</p>
<p>«Переговоры начнутся завтра», — сказал он.</p>]]></content:encoded></item>
<item><title>Посол &lt;b&gt;вернулся&lt;/b&gt;</title><link>https://example.org/2</link>
<description>Посол вернулся в столицу. Переговоры продолжатся.</description></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Courier</title>
<entry><title>Envoy returns</title><id>urn:1</id><link href="https://example.org/a"/>
<published>2021-12-15T14:30:00+03:00</published><updated>2021-12-16T10:00:00Z</updated>
<content type="xhtml">
<div xmlns="http://www.w3.org/1999/xhtml"><p>The envoy returned to the capital.</p></div></content>
</entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Wire</title></channel>
<item rdf:about="https://example.org/r"><title>Talks end</title><link>https://example.org/r</link>
<dc:date>2021-12-15T09:00Z</dc:date><description>The talks ended in Vienna.</description></item></rdf:RDF>"""


def items(text: str | bytes) -> list[RawPage | Problem]:
    data = text.encode() if isinstance(text, str) else text
    assert looks_like_feed(data)
    return list(read_feed(data, "feed.xml"))


def document(page: RawPage | Problem) -> Document:
    assert isinstance(page, RawPage)
    found = read_raw(page)
    assert isinstance(found, Document)
    return found


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "koi8-r", "utf-16"])
@pytest.mark.parametrize("declared", ["utf-8", "windows-1251", "nonsense"])
def test_russian_rss_in_any_encoding_under_any_name(encoding: str, declared: str) -> None:
    if (encoding, declared) == ("koi8-r", "windows-1251"):
        pytest.skip("a known encoding that is declared is believed")
    first, second = items(RSS.replace("{encoding}", declared).replace("—", "-").encode(encoding, "replace"))
    assert isinstance(first, RawPage)
    assert first.name == "feed.xml!/tag:1"
    assert (first.url, first.publisher) == ("https://example.org/1", "Вестник")
    assert first.title == "МИД & НАТО договорились о встрече"
    assert first.published_at == "2021-12-15T14:30:00+03:00"
    read = document(first)
    assert read.text.startswith("МИД & НАТО договорились о встрече\n\nМинистр прибыл в Женеву.\n\n")
    assert "сказал он." in read.text and "Коротко" not in read.text
    assert (read.title, read.published_at, read.publisher) == (first.title, first.published_at, "Вестник")
    assert document(second).text == "Посол вернулся\n\nПосол вернулся в столицу. Переговоры продолжатся."
    assert document(second).published_at is None


def test_atom() -> None:
    (page,) = items(ATOM)
    read = document(page)
    assert read.text == "Envoy returns\n\nThe envoy returned to the capital."
    assert (read.published_at, read.url) == ("2021-12-15T14:30:00+03:00", "https://example.org/a")


def test_rdf() -> None:
    (page,) = items(RDF)
    assert document(page).text == "Talks end\n\nThe talks ended in Vienna."
    assert document(page).published_at == "2021-12-15T09:00Z"


@pytest.mark.parametrize(
    ("wording", "instant"),
    [
        ("Ср, 15 дек 2021 14:30:00 +0300", "2021-12-15T14:30:00+03:00"),
        ("среда, 15 декабря 2021 г., 14:30", "2021-12-15T14:30"),
        ("15 мая 2021 года в 9:05 (МСК)", "2021-05-15T09:05+03:00"),
        ("15 сентября 2021", "2021-09-15"),
        ("Wed, 15 Dec 2021 14:30:00 MSK", "2021-12-15T14:30:00+03:00"),
        ("Wed, 15 Dec 2021 11:30:00 GMT", "2021-12-15T11:30:00+00:00"),
        ("Wed, 15 Dec 2021 11:30:00 EST", "2021-12-15T11:30:00-05:00"),
        ("15 дек 2021 11:30 ЫЫЫ", "2021-12-15T11:30"),
        ("2021-12-15T11:30:00Z", "2021-12-15T11:30:00Z"),
        ("2021-12-15", "2021-12-15"),
        ("32 дек 2021", None),
        ("15 дек 2021 25:00", None),
        ("вчера", None),
        ("", None),
        ("1" * 1000, None),
    ],
)
def test_dates(wording: str, instant: str | None) -> None:
    assert feed_instant(wording) == instant


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<html><p>Посол",
        "Посол прибыл",
        '<?xml version="1.0"?><news><rss/></news>',
        "<!-- <rss> --> текст",
        '{"rss": 1}',
    ],
)
def test_what_is_no_feed(text: str) -> None:
    assert not looks_like_feed(text.encode())


ITEM = "<item><title>Посол прибыл</title><link>https://example.org/1</link></item>"


def rss(inside: str) -> str:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>{inside}</channel></rss>'


def doctype(inside: str, text: str) -> str:
    return f'<?xml version="1.0"?><!DOCTYPE rss [{inside}]>' + rss(f"<item><title>{text}</title></item>")[21:]


BOMB = '<!ENTITY e0 "много">' + "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 12))
NASTY = {
    "entity bomb": doctype(BOMB, "&e11;"),
    "quadratic entity": doctype(f'<!ENTITY e "{"а" * 100_000}">', "&e;" * 20_000),
    "external entity": doctype('<!ENTITY e SYSTEM "file:///etc/passwd">', "&e;"),
    "outer document type": '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x">' + rss(ITEM)[21:],
    "many entities": doctype("".join(f'<!ENTITY e{i} "x">' for i in range(50_000)), "&e1;"),
    "ampersands": rss(f"<item><title>{'& ' * 200_000}</title></item>"),
    "opening brackets": rss("<" * 149_000),
    "too many tags": rss("<a/>" * 400_000),
    "loose tags": rss("& " + "<a/>" * 149_000),
    "unclosed data": rss("<item><description><![CDATA[" * 20_000),
    "deep elements": rss("<a>" * 100_000),
    "deep items": rss("<item>" * 100_000),
    "attributes": rss("<item " + " ".join(f'a{i}="1"' for i in range(50_000)) + "/>"),
    "attributes behind a bracket": rss('<item b=">" ' + " ".join(f"a{i}='1'" for i in range(50_000)) + "/>"),
    "name spaces": rss("".join(f'<x xmlns:n{i}="u{i}">' for i in range(3_000))),
    "comments": rss("<!--" * 100_000),
    "document types": "<!DOCTYPE rss>" * 50_000 + rss(ITEM)[21:],
    "instructions": rss("<?x " * 100_000),
    "quotation marks": rss('<item a="' * 50_000),
    "long author": rss(f"<item><title>а</title><author>{'a' * 300_000}@</author></item>"),
    "long creator": rss(
        f'<item xmlns:z="http://purl.org/dc/elements/1.1/"><z:creator>{"a-" * 200_000}</z:creator></item>'
    ),
    "long author, upper case": rss(f"<item><title>а</title><Author>{'1' * 300_000}</Author></item>"),
    "long date": rss(f"<item><title>а</title><pubDate>{'1 ' * 300_000}</pubDate></item>"),
    "long place": rss(f'<item xmlns:g="http://www.opengis.net/gml"><g:pos>{"1 " * 99_000}</g:pos></item>'),
    "long title": rss(f"<item><title>{'а ' * 2_000_000}</title></item>"),
    "numbers of letters": rss("& <item><description>" + "&#1087;" * 200_000 + "</description></item>"),
    "many links": rss(f"<item><title>а</title>{'<link>http://x</link>' * 50_000}</item>"),
    "many texts": rss(f"<item><title>а</title>{'<description>a</description>' * 50_000}</item>"),
    "line ends": rss("<link>" + "\n" * 300_000),
    "nothing inside": rss(""),
    "half surrogates": rss("<item><title>&#xD800;&#0;а</title></item>"),
}


@pytest.mark.parametrize("name", NASTY)
def test_hostile_feeds_end_soon(name: str) -> None:
    began = clock.seconds()
    found = list(read_feed(NASTY[name].encode(), "feed.xml"))
    assert clock.seconds() - began < clock.allowed(8)
    assert len(found) <= MAX_ITEMS + 2
    assert sum(len(page.data) for page in found if isinstance(page, RawPage)) < 30_000_000
    assert b"root:" not in b"".join(page.data for page in found if isinstance(page, RawPage))


PARTS = (
    """<item>|</item>|<title>|</title>|<description>|<![CDATA[|]]>|&|&amp;|&#1087;|&#xD800;|<|>|"|'| a="1"|<x |<?|?>"""
    "|<!--|-->|<!DOCTYPE x [|<!ENTITY a 'b'>|<link>|http://[|<pubDate>|1 дек 2021 |25:61|<guid>|<div>|<author>|a@b"
    "|<entry>|<feed>|<content type='xhtml'>|<media:x>|xmlns:a='b'|\n|\0|Посол |<dc:date>|<source>"
    "|<g:pos xmlns:g='urn:x'>1"
).split("|")


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PARTS), max_size=30))
def test_any_feed(parts: list[str]) -> None:
    for page in read_feed(rss("".join(parts)).encode(), "feed.xml"):
        assert isinstance(read_raw(page) if isinstance(page, RawPage) else page, Document | Problem)


def test_the_rest_of_a_feed_with_an_entity_bomb_is_read() -> None:
    pages = items(doctype(BOMB, "&e11;").replace("</channel>", ITEM + "</channel>"))
    assert document(pages[-1]).title == "Посол прибыл"


def test_too_many_items() -> None:
    found = items(rss(ITEM * (MAX_ITEMS + 1)))
    assert len(found) == MAX_ITEMS + 1
    assert isinstance(found[-1], Problem) and "only the first" in found[-1].message


def test_empty_items_are_one_problem() -> None:
    good, bad = items(rss("<item></item>" + ITEM + "<item/>"))
    assert document(good).title == "Посол прибыл"
    assert isinstance(bad, Problem) and "2 items with neither title nor text" in bad.message


def test_characters_that_are_none() -> None:
    (page,) = items(rss("<item><title>Посол&#xD800; прибыл&#0;&#1087;&#x1F600;&#x110000;</title></item>"))
    assert document(page).title == "Посол\ufffd прибыл\ufffdп😀\ufffd"


def test_a_feed_beyond_bounds() -> None:
    (found,) = read_feed(b"<rss>" + b" " * 10_000_001, "feed.xml")
    assert isinstance(found, Problem) and "at most" in found.message


def test_the_text_for_aggregators_is_read_and_captions_are_not() -> None:
    text = "Посол прибыл в Женеву. Переговоры начнутся завтра. Стороны готовы к ним."
    (page,) = items(
        f"""<rss xmlns:yandex="http://news.yandex.ru" xmlns:media="http://search.yahoo.com/mrss/"><channel><item>
        <title>Посол прибыл</title><description>Посол прибыл.</description><yandex:full-text>{text}</yandex:full-text>
        <media:content url="https://example.org/a.jpg"><media:description>{"Снимок. " * 40}</media:description>
        </media:content></item></channel></rss>"""
    )
    assert document(page).text == f"Посол прибыл\n\n{text}"


@pytest.mark.parametrize(
    ("name", "url"), [("https://example.org/a/rss", "https://example.org/n/1"), ("feed.xml", None)]
)
def test_links_that_are_not_whole(name: str, url: str | None) -> None:
    text = rss("<item><title>Посол прибыл</title><link>/n/1</link></item>")
    (page,) = read_feed(text.encode(), name)
    assert isinstance(page, RawPage) and page.url == url
    (page,) = read_feed(text.replace("<title>t", "<link>https://site.example/</link><title>t").encode(), name)
    assert isinstance(page, RawPage) and page.url == (url or "https://site.example/n/1")


def test_an_aggregator_names_the_outlet_of_each_item() -> None:
    source = '<source url="https://example.org/rss">Курьер</source>'
    (page,) = items(rss(ITEM.replace("</item>", source + "</item>")))
    assert isinstance(page, RawPage) and page.publisher == "Курьер"


def test_links_that_lead_out_of_the_web_are_dropped() -> None:
    (page,) = items(rss("<item><title>Посол прибыл</title><link>javascript:alert(1)</link></item>"))
    assert isinstance(page, RawPage) and page.url is None
