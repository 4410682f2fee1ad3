"""Short reports with the dealings that they hold, told as in `test_events`: sides that other sentences name, titles."""

from __future__ import annotations

import pytest

from dragoman import reading
from dragoman.report import read_document
from tests.events.test_events import told

TOLD = [
    ("Канцлер ФРГ вечером созвонится с президентом Чили.", "call", "planned", "CHL DEU"),
    ("Намеченная на вторник встреча министров обороны Греции и Турции не состоялась.", "meet", "cancelled", "GRC TUR"),
    ("Премьер Мальты отменил визит в Рим, намеченный на май.", "visit", "cancelled", "ITA MLT"),
    ("Министр обороны Франции на этой неделе посетит Бамако.", "visit", "planned", "FRA MLI"),
    ("Визит президента Перу в Токио состоялся.", "visit", "held", "JPN PER"),
    ("Министр Дании находился с визитом в Минске.", "visit", "held", "BLR DNK"),
    ("Глава МИД Австрии сообщил, что намерен посетить Лиму.", "visit", "planned", "AUT PER"),
    ("Временный поверенный в делах Белоруссии был вызван в МИД Польши.", "meet", "held", "BLR POL"),
    ("Президент Чили не добился встречи с президентом Перу.", "meet", "denied", "CHL PER"),
    ("Президент Чили встретился с коллегами из Перу и Боливии.", "meet", "held", "BOL CHL PER"),
    ("Лидеры Чили, Перу, Боливии и Бразилии договорились о квотах.", "agree", "held", "BOL BRA CHL PER"),
    ("Завершились совместные учения десантников Чили, Перу и Боливии.", "cooperate", "held", "BOL CHL PER"),
    ("Осло подписал договор о границе с Хельсинки.", "sign", "held", "FIN NOR"),
    ("Лидеры Чили подписали с Перу часть соглашения о шельфе.", "sign", "held", "CHL PER"),
    ("Власти Чада и повстанцы приступили к обмену военнопленными.", "agree", "held", "TCD"),
    ("Россия вводит запрет на поставки мяса из Бразилии и Чили.", "ban", "held", "BRA CHL RUS"),
    ("Грузия не пустила дипломатов Чили.", "ban", "held", "CHL GEO"),
    ("Лондон аннулировал визы чиновникам Мьянмы.", "ban", "held", "GBR MMR"),
    ("РФ не пригласили на саммит НАТО.", "refuse", "held", "NATO RUS"),
    ("Пограничники Чада задержали двух французских журналистов.", "arrest", "held", "FRA TCD"),
    ("Боевики напали на дом вице-премьера Камеруна.", "attack", "held", "CMR"),
    ("Боевики обстреляли базу миротворцев ООН.", "attack", "held", "UN"),
    ("Флот Омана нанёс удары по позициям «Исламского государства».", "attack", "held", "ISIS OMN"),
    ("У посольства Дании в Каире прошли демонстрации.", "protest", "held", "DNK"),
    ("Стокгольм выделит палестинской администрации полтора миллиарда крон.", "aid", "planned", "PSE SWE"),
    ("Турция направила в Катар корабль с продовольствием.", "aid", "held", "QAT TUR"),
    ("Германия увеличит свой контингент в Мали.", "deploy", "planned", "DEU MLI"),
    ("Париж перебросит в Джибути роту десантников.", "deploy", "planned", "DJI FRA"),
    ("Оман подтвердил исключение Судана из списка спонсоров террора.", "ease", "held", "OMN SDN"),
    ("Пакистан согласился открыть границу для грузов Индии.", "ease", "planned", "IND PAK"),
    ("Черногория стала членом НАТО.", "join", "held", "MNE NATO"),
    ("Токио присоединился к санкциям против Москвы.", "sanction", "held", "JPN RUS"),
    ("Катар обратился в ВТО с жалобой.", "deliver", "held", "QAT WTO"),
    ("Президент Чили распорядился выслать двух дипломатов Перу.", "expel", "planned", "CHL PER"),
    ("Чили, Перу и Боливия объявили о разрыве отношений с Панамой.", "break", "held", "BOL CHL PAN PER"),
    ("Артиллерия Турции нанесла удары по целям в Сирии.", "attack", "held", "SYR TUR"),
    ("Оман открыл в Джубе консульство.", "ease", "held", "OMN SSD"),
    ("Состоялись чилийско-перуанские переговоры.", "talks", "held", "CHL PER"),
    ("Вашингтон ввёл новые санкции в отношении Ирана.", "sanction", "held", "IRN USA"),
    ("Начались американо-южнокорейские учения.", "cooperate", "held", "KOR USA"),
    ("Подписано чилийско-перуанское соглашение.", "sign", "held", "CHL PER"),
    ("Японо-китайская встреча сорвалась.", "meet", "cancelled", "CHN JPN"),
    # sides that another sentence names
    ("Чили и Перу подписали договор. Переговоры длились пять дней.", "talks", "held", "CHL PER"),
    (
        "Чили разорвала отношения с Перу. Госсекретарь США созвонился с главами МИД обеих стран.",
        "call",
        "held",
        "CHL PER USA",
    ),
    ("Индия закрыла границу с Бангладеш. Переговорщики двух стран провели консультации.", "talks", "held", "BGD IND"),
    ("Чили и Перу подписали договор. Посредником на переговорах выступил Ватикан.", "mediate", "held", "CHL PER VAT"),
]
ONCE = [
    (
        "Чили отозвала посла из Перу\n\nМИД Чили принял решение отозвать посла в Перу. Ведомство не назвало срок.",
        "break",
    ),
    (
        "Польша высылает двух дипломатов\n\nВласти Польши объявили персонами нон грата двух дипломатов Чили.",
        "expel",
    ),
    (
        "Пхеньян освободил датских моряков\n\nЛидер КНДР помиловал пятерых датских моряков. Суд шёл год.",
        "release",
    ),
    (
        "Министр иностранных дел Чили провёл телефонный разговор с министром иностранных дел Перу. "
        "Беседа состоялась вечером. Накануне в Риме прошла встреча Чили, Перу, Боливии и Бразилии.",
        "call",
    ),
]
NOTHING = [
    ("Апелляционный суд Чили отклонил жалобу защиты перуанца.", "refuse"),
    ("Лига арабских государств не исключает признания совета Мали.", "expel"),
    ("Чили денонсировала соглашение о перемирии с Перу.", "ceasefire"),
    ("Дания приостановила контакты с Чили.", "meet"),
    ("Дания прервала переговоры с Чили.", "break"),
    ("В Каире осудили нападение на посольство Дании, сообщил Тегеран.", "refuse"),
]


@pytest.mark.parametrize(("text", "mode", "status", "parties"), TOLD)
def test_the_page_tells_the_dealing(text: str, mode: str, status: str, parties: str) -> None:
    report = read_document(reading.read_text(text, id="page", published_at="2024-05-15"))
    assert (mode, status, parties) in told(report)


@pytest.mark.parametrize(("text", "mode"), ONCE)
def test_a_dealing_told_twice_is_one(text: str, mode: str) -> None:
    report = read_document(reading.read_text(text, id="page", published_at="2024-05-15"))
    assert [m for m, _, _ in told(report)].count(mode) == 1


@pytest.mark.parametrize(("text", "mode"), NOTHING)
def test_no_such_dealing_is_told(text: str, mode: str) -> None:
    report = read_document(reading.read_text(text, id="page", published_at="2024-05-15"))
    assert mode not in [m for m, _, _ in told(report)]
