"""Pages of each site, and of none, become the same kinds of passages."""

import pytest

from dragoman.errors import ReadingError
from dragoman.model import Document
from dragoman.reading import read_bytes
from tests.reading import pages


def read(source: str, **given: str) -> Document:
    return read_bytes(source.encode(), name="page", **given)


def shown(document: Document) -> list[tuple[str, str]]:
    return [(p.kind, p.span.of(document.text)[:22]) for p in document.passages]


LD = '<script type="application/ld+json">%s</script>'
RUSSIAN_BODY = [("paragraph", "Послы двух стран прове"), ("paragraph", "Стороны условились про")]
ENGLISH_BODY = [("paragraph", "Envoys of two countrie"), ("paragraph", "The sides agreed to go")]
SITES = [
    (pages.RIA, {"title", "subtitle", "caption", "dateline", "related", "boilerplate"}, "РИА Новости", "ЖЕНЕВА"),
    (pages.TASS, {"title", "subtitle", "dateline", "related"}, "ТАСС", "ЖЕНЕВА"),
    (pages.INTERFAX, {"title", "caption", "dateline", "related"}, "Интерфакс", "Женева"),
    (pages.KOMMERSANT, {"title", "subtitle", "related", "boilerplate"}, None, None),
    (pages.LENTA, {"title", "related"}, None, None),
    (pages.NEWSRU, {"title", "related"}, None, None),
    (pages.WIKINEWS, {"title", "dateline", "caption", "boilerplate"}, None, None),
    (pages.REUTERS, {"title", "dateline", "related", "boilerplate"}, "Reuters", "GENEVA"),
    (pages.AP, {"title", "dateline", "related"}, "AP", "GENEVA"),
]


@pytest.mark.parametrize(("source", "others", "agency", "place"), SITES)
@pytest.mark.parametrize("addressed", [True, False])
def test_site(source: str, others: set[str], agency: str | None, place: str | None, addressed: bool) -> None:
    if not addressed:  # the profile is then found by the markup alone
        source = source.replace('<link rel="canonical"', '<link rel="other"').replace(
            'class="site"', 'class="site-wikinews"'
        )
    document = read(source)
    paragraphs = [row for row in shown(document) if row[0] == "paragraph"]
    assert paragraphs == (ENGLISH_BODY if document.language == "en" else RUSSIAN_BODY)
    assert {kind for kind, _ in shown(document)} - {"paragraph"} == others
    assert document.agency == agency
    assert (document.dateline_place.of(document.text) if document.dateline_place else None) == place
    assert document.published_at == "2020-03-03T14:30:00+03:00"
    assert document.modified_at == "2020-03-03T15:05:00+03:00"


def test_other_story_is_kept_and_typed() -> None:
    assert ("related", pages.OTHER[:22]) in shown(read(pages.KOMMERSANT))
    assert ("related", pages.OTHER[:22]) in shown(read(pages.RIA))


def test_inline_markup_does_not_split_or_glue_words() -> None:
    document = read(pages.RIA)
    assert pages.LEAD in document.text
    first = "<p>Посол <b>Ива</b>нов&nbsp;— <i>глава</i> миссии в Женеве.<br>Он прибыл на перего&shy;воры.</p>"
    text = read(f"<html><body><article>{first}<p>{pages.SECOND}</p></article></body></html>").text
    assert "Посол Иванов\u00a0— глава миссии в Женеве." in text
    assert "переговоры" in text
    assert "мусор" not in document.text


def test_page_of_an_unknown_site() -> None:
    paragraphs = "".join(
        f"<p>{line}</p>" for line in (pages.LEAD, pages.SECOND, pages.LEAD.replace("Послы", "Главы миссий"))
    )
    body = f'<div class="menu"><a>Главная</a></div><article><h1>{pages.TITLE}</h1>{paragraphs}</article>'
    document = read(pages.page("vestnik.example", body))
    assert shown(document)[:3] == [("title", pages.TITLE[:22]), *RUSSIAN_BODY]
    assert (document.publisher, document.title) == ("Вестник", pages.TITLE)
    assert document.url == "https://vestnik.example/2020/03/03/story.html"


def test_description_is_the_subtitle_only_if_shown() -> None:
    metas = f'<meta property="og:title" content="{pages.TITLE}"><meta name="description" content="{pages.SUBTITLE}">'
    head = f"<head>{metas}</head>"
    body = f"<p>{pages.LEAD}</p><p>{pages.SECOND}</p>"
    assert pages.SUBTITLE not in read(f"<html>{head}<body>{body}</body></html>").text
    document = read(f"<html>{head}<body><p>{pages.SUBTITLE}</p>{body}</body></html>")
    assert shown(document)[:2] == [("title", pages.TITLE[:22]), ("subtitle", pages.SUBTITLE[:22])]


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ('<meta property="article:published_time" content="2020-03-03T14:30+0300">', "2020-03-03T14:30+0300"),
        ('<meta itemprop="datePublished" content="20200303T1430">', "2020-03-03T14:30"),
        ('<meta name="date" content="Tue, 03 Mar 2020 14:30:00 +0300">', "2020-03-03T14:30:00+03:00"),
        ('<meta name="date" content="вчера">', None),
        (
            (LD % '{"@graph": [{"@type": ["NewsArticle"], "datePublished": "2020-03-03",}]};', "2020-03-03"),
            "2020-03-03",
        ),
        (LD % '{"@type": "NewsArticle", ', None),
        (LD % ("[" * 5000), None),
    ],
)
def test_publication_time(head: str, published: str | None) -> None:
    source = f"<html><head>{head}</head><body><p>{pages.LEAD}</p><p>{pages.SECOND}</p></body></html>"
    assert read(source).published_at == published
    assert read(source, published_at="2019-01-01").published_at == (published or "2019-01-01")


def test_declared_encoding_of_a_page() -> None:
    source = (
        f'<html><head><meta charset="windows-1251"></head><body><p>{pages.LEAD}</p><p>{pages.SECOND}</p></body></html>'
    )
    assert pages.LEAD in read_bytes(source.encode("cp1251"), name="page").text


def test_page_without_text() -> None:
    with pytest.raises(ReadingError, match="page: no text of a story"):
        read("<html><body><script>1</script><img src=a.png></body></html>")


def test_plain_text_with_angle_brackets_is_not_html() -> None:
    text = "Посол сказал: a < b и <b>это</b> верно."
    assert read(text).text == text
