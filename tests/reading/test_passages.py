"""Kinds of passages in wire copy, told by the layout."""

from dragoman.reading import read_text

LEAD = "Послы двух стран провели в Женеве консультации о новом договоре, сообщили в министерстве иностранных дел."
SECOND = "Стороны условились продолжить работу и обменялись проектами документов, которые теперь изучают эксперты."
THIRD = "Прежние консультации прошли весной, тогда участники не сумели согласовать порядок взаимных проверок."


def kinds(*lines: str, gap: str = "\n\n") -> list[str]:
    text = gap.join(lines)
    document = read_text(text, id="report")
    assert document.text == text
    return [passage.kind for passage in document.passages]


def test_wire_story() -> None:
    text = (
        "Послы обсудили новый договор\n\nМинистр: стороны обменялись проектами\n\nЧитать на сайте example.ru\n"
        f"ЖЕНЕВА, 3 мар - РИА Новости. {LEAD}\nГенсек призвал стороны вернуться к диалогу\n{SECOND}\n{THIRD}\n"
        "Эксперты оценили шансы на новый договор\nОбсудить\nРекомендуем\nПремьер прибыл в столицу соседней страны"
    )
    document = read_text(text, id="report")
    assert [(p.kind, p.span.of(text)[:12]) for p in document.passages] == [
        ("title", "Послы обсуди"),
        ("subtitle", "Министр: сто"),
        ("boilerplate", "Читать на са"),
        ("dateline", "ЖЕНЕВА, 3 ма"),
        ("paragraph", "Послы двух с"),
        ("related", "Генсек призв"),
        ("paragraph", "Стороны усло"),
        ("paragraph", "Прежние конс"),
        ("related", "Эксперты оце"),
        ("boilerplate", "Обсудить"),
        ("boilerplate", "Рекомендуем"),
        ("related", "Премьер приб"),
    ]
    assert document.title == "Послы обсудили новый договор"
    assert document.agency == "РИА Новости"
    assert document.dateline_place is not None
    assert document.dateline_place.of(text) == "ЖЕНЕВА"
    assert document.published_at is None


def test_english_wire_story() -> None:
    lead = "GENEVA, March 3 (Reuters) - Envoys of two countries held talks on a new treaty, the foreign ministry said."
    second = (
        "The sides agreed to go on working and exchanged draft papers that experts will now study in detail, it said."
    )
    shown = kinds("Envoys discuss new treaty", lead, "READ MORE: Envoys name a date", second, "Reporting by A. Writer")
    assert shown == ["title", "dateline", "paragraph", "related", "paragraph", "boilerplate"]


def test_question_is_another_story_only_at_the_end() -> None:
    question = "Сорвёт ли Тегеран новый раунд переговоров?"
    assert kinds("Послы начали переговоры", LEAD, question, SECOND)[2] == "paragraph"
    assert kinds("Послы начали переговоры", LEAD, SECOND, question, "Обсудить")[3] == "related"


def test_pull_quote_is_kept() -> None:
    assert "related" not in kinds("Послы начали переговоры", LEAD, "«Мы готовы вернуться к переговорам»", SECOND)
    assert "related" not in kinds("Послы начали переговоры", LEAD, "СТОРОНЫ ГОТОВЯТ НОВУЮ ВСТРЕЧУ", SECOND)


def test_line_after_a_colon_belongs_to_it() -> None:
    said = "Министр ответил на вопрос о сроках и о порядке подготовки новой встречи двух делегаций коротко:"
    assert kinds("Послы начали переговоры", LEAD, said, "Мы готовы встретиться в любой день", SECOND)[3] == "paragraph"
    assert (
        kinds("Послы начали переговоры", LEAD, said, "Стороны готовы встретиться в любой день", SECOND)[3]
        == "paragraph"
    )


def test_section_heading_is_kept() -> None:
    assert kinds("Послы начали переговоры", LEAD, "Реакция соседей", SECOND)[2] == "paragraph"
    assert kinds("Послы начали переговоры", LEAD, "Что известно о договоре двух стран", SECOND)[2] == "paragraph"


def test_page_without_full_stops_loses_nothing() -> None:
    lines = [
        line.rstrip(".")
        for line in (LEAD, "Делегации прибыли в Женеву утром", SECOND, "Стороны подписали протокол", THIRD)
    ]
    assert "related" not in kinds("Послы начали переговоры", *lines)


def test_sentence_that_lost_its_full_stop_is_kept() -> None:
    assert "related" not in kinds(
        "Послы начали переговоры", LEAD, "Ранее стороны подписали протокол о проверках", SECOND
    )
    assert "related" not in kinds("Послы начали переговоры", LEAD, "Стороны встретятся снова в четверг", SECOND)
    assert "related" not in kinds("Послы начали переговоры", LEAD, "«Мы готовы», — сказал посол Швейцарии", SECOND)


def test_interview_is_kept() -> None:
    turns = [
        "– Когда начнутся переговоры о новом договоре?",
        f"– Весной. {SECOND}",
        "– Кто возглавит делегацию?",
        f"– Министр приедет сам. {THIRD}",
        "Посол ответил на все вопросы редакции",
    ]
    assert "related" not in kinds("Интервью посла", *turns)


def test_open_quotation_goes_on() -> None:
    opened = "«Мы готовы вернуться к переговорам о договоре, если другая сторона выполнит то, что было обещано весной."
    shown = kinds(
        "Послы начали переговоры", LEAD, opened, "Наша делегация выедет в Женеву немедленно», — сказал он.", SECOND
    )
    assert shown[3] == "paragraph"
    assert "related" not in kinds(
        "Послы начали переговоры", LEAD, opened, "Делегация выедет в Женеву немедленно", SECOND
    )


def test_list() -> None:
    said = "Стороны согласовали три шага, о которых сообщили в общем заявлении по итогам консультаций в Женеве:"
    shown = kinds(
        "Послы начали переговоры", LEAD, said, "- открыть посольства", "- вернуть послов", "1. Начать проверки", SECOND
    )
    assert shown[3:6] == ["list", "list", "list"]


def test_caption_after_title() -> None:
    assert kinds("Послы начали переговоры\nДворец Наций в Женеве", LEAD, SECOND)[:2] == ["title", "caption"]
    assert kinds("Послы начали переговоры", LEAD, "На фото: участники консультаций", SECOND)[2] == "caption"


def test_subtitle_with_a_full_stop() -> None:
    long = f"{LEAD} {SECOND}"
    shown = kinds("Послы начали переговоры", "Стороны обменялись проектами договора.", long, f"{THIRD} {SECOND}")
    assert shown == ["title", "subtitle", "paragraph", "paragraph"]


def test_lead_without_title_is_a_paragraph() -> None:
    assert kinds(LEAD, SECOND, THIRD) == ["paragraph", "paragraph", "paragraph"]
    assert kinds("Послы начали переговоры") == ["paragraph"]


def test_title_from_the_metadata() -> None:
    text = f"Послы встретились в Женеве.\n{LEAD}\n{SECOND}"
    assert read_text(text, id="report", title="Послы встретились в Женеве.").passages[0].kind == "title"
    assert read_text(text, id="report").passages[0].kind == "paragraph"


def test_sources_at_the_end() -> None:
    shown = kinds(
        "Послы начали переговоры",
        LEAD,
        SECOND,
        "Источники",
        "Консультации послов // Вестник, 3 марта 2020",
        "Категория: Дипломатия",
    )
    assert shown[3:] == ["boilerplate", "boilerplate", "boilerplate"]


def test_hard_wrapped_paragraphs_are_joined() -> None:
    text = """Послы начали переговоры

Послы двух стран провели в Женеве консультации о
новом договоре, сообщили в министерстве иностранных
дел. Стороны условились продолжить работу весной и
обменялись проектами.

Прежние консультации прошли осенью, тогда послы не
сумели согласовать порядок взаимных проверок.
"""
    document = read_text(text, id="report")
    assert [p.kind for p in document.passages] == ["title", "paragraph", "paragraph"]
    assert document.passages[1].span.of(text).endswith("обменялись проектами.")


def test_publication_stamp() -> None:
    assert kinds("Послы начали переговоры", "3 марта 2020, 14:30", LEAD, SECOND)[1] == "dateline"
