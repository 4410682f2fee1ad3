"""Pages in the layout of each site, in words of our own."""

LEAD = "Послы двух стран провели консультации о новом договоре, сообщили в министерстве."
SECOND = "Стороны условились продолжить работу весной и обменялись проектами документов."
TITLE = "Послы обсудили новый договор"
SUBTITLE = "Стороны обменялись проектами документов"
OTHER = "Премьер прибыл с визитом в столицу соседней страны"
ENGLISH_LEAD = "Envoys of two countries held talks on a new treaty, the ministry said in the evening."
ENGLISH_SECOND = "The sides agreed to go on working in spring and exchanged the drafts that they had brought."
JSON_LD = (
    '<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle",'
    ' "headline": "%s", "datePublished": "2020-03-03T14:30:00+03:00", "dateModified": "2020-03-03T15:05:00+03:00",'
    ' "publisher": {"@type": "Organization", "name": "%s"}, "author": [{"name": "Илья Сидоров"}]}</script>'
)


def page(host: str, body: str, title: str = TITLE, publisher: str = "Вестник", language: str = "ru") -> str:
    """A page with an address, JSON-LD and a menu around the body."""
    return (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title>{title} - Сайт</title>'
        f'<link rel="canonical" href="https://{host}/2020/03/03/story.html">{JSON_LD % (title, publisher)}'
        f'<style>p {{ color: red }}</style></head><body class="site"><nav><ul><li>Политика</li></ul></nav>{body}'
        '<footer><p>Все права защищены</p></footer><script>var a = "<p>мусор</p>";</script></body></html>'
    )


RIA = page(
    "ria.ru",
    f"""<div class="article"><div class="article__info"><a>14:30 03.03.2020</a></div>
    <div class="article__title">{TITLE}</div><h1 class="article__second-title">{SUBTITLE}</h1>
    <div class="media"><div class="media__description">Дворец в Женеве</div>
    <div class="media__copyright">© Вестник</div></div>
    <div class="article__body"><div class="article__block" data-type="text"><div class="article__text">
    <strong>ЖЕНЕВА, 3 мар - РИА Новости.</strong> {LEAD.replace("договоре", "<a href='#'>договоре</a>")}</div></div>
    <div class="article__block" data-type="article"><div class="article__article"><span>{OTHER}</span>
    <span>2 марта, 10:00</span>
    </div></div><div class="article__block" data-type="quote"><div class="article__quote-text">{SECOND}</div>
    </div></div>
    <div class="article__tags">Политика</div><div class="article__discuss">Обсудить</div></div>""",
)
TASS = page(
    "tass.ru",
    f"""<div class="news-header"><h1 class="news-header__title">{TITLE}</h1>
    <div class="news-header__lead">{SUBTITLE}</div></div>
    <div class="text-content"><div class="text-block"><p>ЖЕНЕВА, 3 марта. /ТАСС/. {LEAD}</p></div>
    <div class="text-include"><a>{OTHER}</a></div><div class="text-block"><p>{SECOND}</p></div></div>""",
)
INTERFAX = page(
    "www.interfax.ru",
    f"""<div class="infinitblock"><article itemprop="articleBody"><h1 itemprop="headline">{TITLE}</h1>
    <figure><figcaption>Дворец в Женеве</figcaption></figure><p>Женева. 3 марта. INTERFAX.RU - {LEAD}</p>
    <aside><a>{OTHER}</a></aside><p>{SECOND}</p></article></div>""",
)
KOMMERSANT = page(
    "www.kommersant.ru",
    f"""<article><h1 class="doc_header__name">{TITLE}</h1><h2 class="doc_header__subheader">{SUBTITLE}</h2>
    <div class="article_text_wrapper"><p class="doc__text">{LEAD}</p><div class="incut">
    <p class="doc__text">{OTHER}</p></div>
    <p class="doc__text">{SECOND}</p><p class="doc__text document_authors">Илья Сидоров, Женева</p></div></article>""",
)
LENTA = page(
    "lenta.ru",
    f"""<div class="topic-body"><h1><span class="topic-body__title">{TITLE}</span></h1><div class="topic-body__content">
    <p class="topic-body__content-text">{LEAD}</p><div class="box-inline-topic"><a>{OTHER}</a></div>
    <p class="topic-body__content-text">{SECOND}</p></div></div>""",
)
NEWSRU = page(
    "www.newsru.com",
    f"""<div class="article"><h1 class="article-title">{TITLE}</h1><div class="article-date">3 марта 2020 г.</div>
    <div class="article-text"><p class="maintext">{LEAD}</p><p class="maintext">{SECOND}</p>
    <div class="see-also"><p>{OTHER}</p></div></div></div>""",
)
WIKINEWS = page(
    "ru.wikinews.org",
    f"""<h1 id="firstHeading">{TITLE}</h1><div id="bodyContent"><div class="mw-parser-output">
    <p><strong class="published">3 марта 2020</strong></p><figure><figcaption>Дворец в Женеве</figcaption></figure>
    <p>{LEAD}<sup class="reference">[1]</sup></p><p>{SECOND}</p><h2>Источники
    <span class="mw-editsection">[править]</span></h2>
    <ul><li>Послы обсудили договор // Вестник, 3 марта 2020</li></ul></div>
    <div id="catlinks">Категории: Дипломатия</div></div>""",
)
REUTERS = page(
    "www.reuters.com",
    f"""<article><h1 data-testid="Heading">Envoys discuss new treaty</h1><div class="article-body__content__1">
    <p data-testid="paragraph-0">GENEVA, March 3 (Reuters) - {ENGLISH_LEAD}</p>
    <div data-testid="promo-box"><p>Register now for full access</p></div>
    <p data-testid="paragraph-1">{ENGLISH_SECOND}</p>
    <p data-testid="SignOff">Reporting by A. Writer; Editing by An Editor</p></div></article>""",
    "Envoys discuss new treaty",
    "Reuters",
    "en",
)
AP = page(
    "apnews.com",
    f"""<h1 class="Page-headline">Envoys discuss new treaty</h1><div class="RichTextStoryBody RichTextBody">
    <p>GENEVA (AP) — {ENGLISH_LEAD}</p><div class="PageListEnhancementGeneric"><p>Envoys name a date</p></div>
    <p>{ENGLISH_SECOND}</p></div>""",
    "Envoys discuss new treaty",
    "AP News",
    "en",
)
