"""Sentences with the dealing that each tells: mode, status and the parties by state (or name, where they have none)."""

from __future__ import annotations

import pytest

from dragoman import dates
from dragoman.model import Document, Passage, Report, Span

pytestmark = pytest.mark.skipif(not hasattr(dates, "find"), reason="the room of dates is not there yet")

TOLD = [
    ("Министр иностранных дел Италии встретился в Риме с послом Алжира.", "meet", "held", "DZA ITA"),
    ("Встреча президентов Франции и Сенегала состоится в Дакаре в мае.", "meet", "planned", "FRA SEN"),
    ("Президент Финляндии примет в Хельсинки премьер-министра Эстонии.", "meet", "planned", "EST FIN"),
    ("МИД Чехии вызвал посла Белоруссии.", "meet", "held", "BLR CZE"),
    ("Министр иностранных дел Турции прибыл в Баку.", "visit", "held", "AZE TUR"),
    ("Визит премьер-министра Японии в Канберру отменён.", "visit", "cancelled", "AUS JPN"),
    ("Король Иордании планирует посетить Лондон.", "visit", "planned", "GBR JOR"),
    ("Премьер-министр Индии отложил поездку в Дакку.", "visit", "cancelled", "BGD IND"),
    ("Президент Бразилии может посетить Лиссабон.", "visit", "possible", "BRA PRT"),
    ("Канцлер Австрии побывал в Любляне.", "visit", "held", "AUT SVN"),
    ("Президент Египта позвонил премьер-министру Израиля.", "call", "held", "EGY ISR"),
    ("Президенты Казахстана и Узбекистана поговорили по телефону.", "call", "held", "KAZ UZB"),
    ("Состоялся телефонный разговор глав МИД Греции и Кипра.", "call", "held", "CYP GRC"),
    ("Встреча греческого и кипрского министров иностранных дел отменена.", "meet", "cancelled", "CYP GRC"),
    ("Президенты Кении, Замбии и Уганды встретились в Аккре.", "meet", "held", "KEN UGA ZMB"),
    (
        "Министр обороны Греции и его египетский коллега провели телефонный разговор, в ходе которого обсудили учения.",
        "call",
        "held",
        "EGY GRC",
    ),
    (
        "Представитель Бразилии опроверг сообщения о том, что готовится визит премьер-министра Индии в Бразилию.",
        "visit",
        "denied",
        "BRA IND",
    ),
    ("Каир и Анкара провели переговоры.", "talks", "held", "EGY TUR"),
    ("Президент Чили примет участие в саммите ОПЕК в Вене.", "talks", "planned", "CHL OPEC"),
    ("Вашингтон исключил возможность прямых переговоров с Тегераном.", "talks", "denied", "IRN USA"),
    ("Посол Чили в Перу передал замминистра обороны Перу Карлосу Видалю ноту.", "deliver", "held", "CHL PER"),
    ("Белград ведёт переговоры с Приштиной.", "talks", "held", "SRB XKX"),
    ("Переговоры Эфиопии и Судана сорвались.", "talks", "cancelled", "ETH SDN"),
    ("Дели предложил Исламабаду переговоры.", "talks", "possible", "IND PAK"),
    ("Ереван и Баку договорились о переговорах в Тбилиси.", "talks", "planned", "ARM AZE"),
    ("Переговоры между Ираном и Ираком не состоялись.", "talks", "cancelled", "IRN IRQ"),
    ("Катар посредничает между Хартумом и Нджаменой.", "mediate", "held", "QAT SDN TCD"),
    ("Оман выступил посредником на переговорах Тегерана и Эр-Рияда.", "mediate", "held", "IRN OMN SAU"),
    ("При посредничестве Катара встретились представители Судана и Чада.", "mediate", "held", "QAT SDN TCD"),
    ("Ханой заключил торговое соглашение с Сеулом.", "sign", "held", "KOR VNM"),
    ("Чили и Перу подпишут договор о границе.", "sign", "planned", "CHL PER"),
    ("Договор был подписан президентами Польши и Литвы.", "sign", "held", "LTU POL"),
    ("Подписание договора между Чили и Перу отложено.", "sign", "cancelled", "CHL PER"),
    ("Каир и Хартум договорились о квотах на воду.", "agree", "held", "EGY SDN"),
    ("Бахрейн нормализовал отношения с Израилем.", "agree", "held", "BHR ISR"),
    ("Баку и Ереван обменялись пленными.", "agree", "held", "ARM AZE"),
    ("Москва передала Вашингтону проект договора.", "deliver", "held", "RUS USA"),
    ("Посольство Норвегии вручило МИД Дании ноту.", "deliver", "held", "DNK NOR"),
    ("Проект соглашения был передан Осло Копенгагеном.", "deliver", "held", "DNK NOR"),
    ("Индия и Вьетнам проводят совместные учения.", "cooperate", "held", "IND VNM"),
    ("Испания экстрадировала в Перу бывшего министра.", "cooperate", "held", "ESP PER"),
    ("Япония выделила Камбодже грант.", "aid", "held", "JPN KHM"),
    ("Канада оказала помощь Гаити.", "aid", "held", "CAN HTI"),
    ("Бенин получил помощь от Франции.", "aid", "held", "BEN FRA"),
    ("Иран отпустил британских моряков.", "release", "held", "GBR IRN"),
    ("Пхеньян вернул Сеулу задержанных рыбаков.", "release", "held", "KOR PRK"),
    ("Вашингтон снял санкции с Судана.", "ease", "held", "SDN USA"),
    ("Канада смягчила санкции против Никарагуа.", "ease", "held", "CAN NIC"),
    ("Эфиопия вывела войска из Сомали.", "withdraw", "held", "ETH SOM"),
    ("Каир потребовал вывода войск Израиля из Ливана.", "withdraw", "possible", "ISR LBN"),
    ("Армения и Азербайджан объявили перемирие.", "ceasefire", "held", "ARM AZE"),
    ("Перемирие между Эфиопией и Эритреей нарушено.", "ceasefire", "held", "ERI ETH"),
    ("Канада ввела санкции против Никарагуа.", "sanction", "held", "CAN NIC"),
    ("Вашингтон пригрозил Каракасу новыми санкциями.", "sanction", "possible", "USA VEN"),
    ("Польша выслала двух российских дипломатов.", "expel", "held", "POL RUS"),
    ("Париж отозвал посла из Канберры.", "break", "held", "AUS FRA"),
    ("Гватемала разорвала отношения с Гондурасом.", "break", "held", "GTM HND"),
    ("Оттава закрыла посольство в Тегеране.", "break", "held", "CAN IRN"),
    ("Полиция Индии арестовала гражданина Непала.", "arrest", "held", "IND NPL"),
    ("Пограничники Ирана задержали греческих моряков.", "arrest", "held", "GRC IRN"),
    ("Вьетнам запретил ввоз рыбы из Китая.", "ban", "held", "CHN VNM"),
    ("Иран захватил греческий танкер.", "seize", "held", "GRC IRN"),
    ("Россия разместила ракеты в Белоруссии.", "deploy", "held", "BLR RUS"),
    ("Ирак вторгся в Кувейт.", "attack", "held", "IRQ KWT"),
    ("Турецкая авиация нанесла удары по Сирии.", "attack", "held", "SYR TUR"),
    ("Асмэра отказалась подписать протокол с Эфиопией.", "refuse", "held", "ERI ETH"),
    ("Тегеран отклонил приглашение Парижа.", "refuse", "held", "FRA IRN"),
    ("Афины не признали независимость Косова.", "refuse", "held", "GRC XKX"),
    ("Чад признал независимость Южного Судана.", "recognise", "held", "SSD TCD"),
    ("Непал установил дипломатические отношения с Оманом.", "agree", "held", "NPL OMN"),
    ("Швеция вступила в НАТО.", "join", "held", "NATO SWE"),
    ("Марокко назначило посла в Сенегале.", "appoint", "held", "MAR SEN"),
    ("Дворец опроверг встречу президента Перу с послом Чили.", "meet", "denied", "CHL PER"),
    ("Президент Кении не встречался с премьер-министром Сомали.", "meet", "denied", "KEN SOM"),
    ("Если Лима согласится, президенты Перу и Чили встретятся.", "meet", "possible", "CHL PER"),
    ("Предстоящая встреча министров обороны Австрии и Венгрии пройдёт в Вене.", "meet", "planned", "AUT HUN"),
    ("В случае провала переговоров Каир введёт санкции против Судана.", "sanction", "possible", "EGY SDN"),
    ("Рим намерен передать Афинам проект соглашения.", "deliver", "planned", "GRC ITA"),
    ("Вашингтон готов поставить Киеву зенитные ракеты.", "aid", "possible", "UKR USA"),
    ("Министр обороны Греции обсудил с турецким коллегой границу.", "talks", "held", "GRC TUR"),
    ("Иранские студенты собрались у посольства Дании.", "protest", "held", "DNK IRN"),
    ("Войска Эритреи приведены в боевую готовность у границы с Эфиопией.", "alert", "held", "ERI ETH"),
    ("Норвегия провела встречу с Данией.", "meet", "held", "DNK NOR"),
    ("Переговоры Ханоя и Пекина перенесены на осень.", "talks", "cancelled", "CHN VNM"),
    ("Возможный визит канцлера Германии в Анкару обсуждается.", "visit", "possible", "DEU TUR"),
    ("Тегеран и Багдад не подписали соглашение.", "refuse", "held", "IRN IRQ"),
    ("Лондон призвал Каир и Хартум начать переговоры.", "talks", "possible", "EGY SDN"),
    ("Париж обвинил Тегеран в поставках оружия Хартуму.", "aid", "held", "IRN SDN"),
    ("Франция и Германия провели встречу. Стороны договорились о квотах.", "agree", "held", "DEU FRA"),
    (
        "Индия закрыла границу с Бангладеш. Перемирие между Индией и Бангладеш сохраняется.",
        "ceasefire",
        "held",
        "BGD IND",
    ),
    (
        "В Осло прошла встреча министров обороны Норвегии и Швеции. На встрече обсудили учения.",
        "meet",
        "held",
        "NOR SWE",
    ),
    ("Президент Грузии отправится в Ереван.", "visit", "planned", "ARM GEO"),
    ("Эквадор предоставил политическое убежище гражданину Колумбии.", "aid", "held", "COL ECU"),
    ("Ирландия признала Палестину независимым государством.", "recognise", "held", "IRL PSE"),
    ("Кишинёв денонсировал соглашение с Минском.", "break", "held", "BLR MDA"),
    ("Колумбия вернула посла в Каракас.", "ease", "held", "COL VEN"),
    ("Индонезия запретила судам Малайзии заходить в порты.", "ban", "held", "IDN MYS"),
]
NOTHING = [
    "Стороны обсудят границу.",
    "На заседании кабинета министров премьер-министр Греции рассказал о бюджете.",
    "Президент Польши провёл совещание с министром обороны Польши.",
    "Полиция Кении арестовала двух кенийских чиновников.",
    "Суд в Хартуме приговорил бывшего чиновника Судана.",
    "Посол рассказал о визите журналистам.",
    "Стороны прекратили огонь.",
]


def read(text: str) -> Report:
    from dragoman.report import read_document

    passages = (Passage("paragraph", Span(0, len(text))),)
    return read_document(Document(id="table", text=text, text_sha256="", passages=passages, published_at="2024-05-15"))


def told(report: Report) -> list[tuple[str, str, str]]:
    """Mode, status and parties of every event; who has neither state nor name is left out."""
    out = []
    for e in report.events:
        actors = [report.actors[a.actor_id] for a in e.arguments if a.actor_id]
        named = {a.iso3 or a.names["en"][0] for a in actors if a.iso3 or a.kind not in ("unnamed", "group")}
        out.append((e.mode, e.status, " ".join(sorted(named))))
    return out


@pytest.mark.parametrize(("text", "mode", "status", "parties"), TOLD)
def test_the_dealing_is_found_with_its_status_and_parties(text: str, mode: str, status: str, parties: str) -> None:
    assert (mode, status, parties) in told(read(text))


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_no_dealing_between_two_is_not_told(text: str) -> None:
    assert told(read(text)) == []


def test_one_meeting_told_three_times_is_one_event() -> None:
    text = (
        "Премьер-министр Норвегии встретился в Осло с премьер-министром Дании. "
        "Встреча длилась два часа. По итогам встречи стороны выпустили коммюнике."
    )
    meetings = [e for e in read(text).events if e.mode == "meet"]
    assert len(meetings) == 1
    assert {s.of(text) for s in meetings[0].other_triggers} == {"Встреча", "встречи"}


def test_the_past_round_and_the_coming_round_are_two_events() -> None:
    text = "Каир и Анкара провели раунд переговоров в мае. Следующий раунд переговоров Каира и Анкары пройдёт осенью."
    assert sorted(e.status for e in read(text).events if e.mode == "talks") == ["held", "planned"]


def test_what_is_refused_is_not_an_event_beside_the_refusal() -> None:
    assert [e.mode for e in read("Асмэра отказалась подписать договор с Эфиопией.").events] == ["refuse"]


def test_the_place_has_its_preposition() -> None:
    text = "Министры иностранных дел Италии и Алжира встретились в ливийском городе Тобрук."
    place = read(text).events[0].place
    assert place is not None and place.of(text) == "в ливийском городе Тобрук"


def test_expulsions_both_ways_are_two() -> None:
    text = "Прага выслала двух дипломатов Ирана. В ответ Тегеран выслал двух дипломатов Чехии."
    assert sorted(p for _, _, p in told(read(text))) == ["CZE IRN", "CZE IRN"]
    assert len(read(text).events) == 2
