"""Names in a text: what is matched, how long, and as whom."""

from __future__ import annotations

import pytest

from dragoman.actors.compiled import tokenise
from dragoman.actors.forms import fold
from dragoman.actors.index import Index, load


@pytest.fixture(scope="module")
def index() -> Index:
    return load()


def matches(index: Index, text: str) -> dict[str, set[str]]:
    """Matched words → ids of the candidates that need no context."""
    tokens = tokenise(text)
    found = index.match([fold(token) for token in tokens], tokens)
    return {
        " ".join(tokens[match.first : match.last]): {c.actor_id for c in match.candidates if not c.weak}
        for match in found
    }


@pytest.mark.parametrize(
    ("text", "words", "actor"),
    [
        ("в России ждут ответа", "России", "state/RUS"),
        ("границы РФ закрыты", "РФ", "state/RUS"),
        ("над Соединёнными Штатами Америки", "Соединёнными Штатами Америки", "state/USA"),
        ("к берегам Северной Кореи", "Северной Кореи", "state/PRK"),
        ("с Объединёнными Арабскими Эмиратами", "Объединёнными Арабскими Эмиратами", "state/ARE"),
        ("из Кот-д'Ивуара", "Кот-д ' Ивуара", "state/CIV"),
        ("на Кубе", "Кубе", "state/CUB"),
        ("бельгийского министра", "бельгийского", "state/BEL"),
        ("голоса россиян", "россиян", "state/RUS"),
        ("Пекин возражает", "Пекин", "state/CHN"),
        ("в Кремле не знают", "Кремле", "state/RUS"),
        ("глава МИД России", "МИД России", "organ/RUS/mfa"),
        ("в МИДе Франции", "МИДе Франции", "organ/FRA/mfa"),
        ("российским МИДом", "российским МИДом", "organ/RUS/mfa"),
        ("внешнеполитическому ведомству Казахстана", "внешнеполитическому ведомству Казахстана", "organ/KAZ/mfa"),
        ("министерства обороны Польши", "министерства обороны Польши", "organ/POL/mod"),
        ("американское министерство обороны", "американское министерство обороны", "organ/USA/mod"),
        ("о Госдепе", "Госдепе", "organ/USA/state"),
        ("в Белом доме", "Белом доме", "organ/USA/white-house"),
        ("депутат Госдумы РФ", "Госдумы РФ", "organ/RUS/parliament-lower"),
        ("украинская Верховная рада", "украинская Верховная рада", "organ/UKR/parliament"),
        ("Генштаб ВС Украины", "Генштаб ВС Украины", "organ/UKR/general-staff"),
        ("посольство России в Лондоне", "посольство России в Лондоне", "organ/RUS/embassy:GBR"),
        ("британским посольством в Минске", "британским посольством в Минске", "organ/GBR/embassy:BLR"),
        ("консульство США в Бенгази", "консульство США в Бенгази", "organ/USA/consulate:88319"),
        ("в Совете безопасности ООН", "Совете безопасности ООН", "igo/un/security-council"),
        ("постпредство США при ООН", "постпредство США при ООН", "organ/USA/un-mission"),
        ("секретариат ООН", "секретариат ООН", "igo/un/secretariat"),
        ("МИД соседней Украины", "МИД соседней Украины", "organ/UKR/mfa"),
        ("МИД и Минобороны России", "МИД", "organ/RUS/mfa"),
        ("польские МИД и Минобороны", "Минобороны", "organ/POL/mod"),
        ("the Russian Foreign Ministry said", "Russian Foreign Ministry", "organ/RUS/mfa"),
        ("the Foreign Ministry of Norway", "Foreign Ministry of Norway", "organ/NOR/mfa"),
        ("the US Embassy in Moscow", "US Embassy in Moscow", "organ/USA/embassy:RUS"),
        ("Turkey's Foreign Ministry", "Turkey ' s Foreign Ministry", "organ/TUR/mfa"),
        ("рейс из Ростова-на-Дону", "Ростова-на-Дону", "place/501175"),
        ("жители Псковской области", "Псковской области", "place/RU.60"),
        ("под Харьковом", "Харьковом", "place/706483"),
        ("в Брюсселе", "Брюсселе", "place/2800866"),
        ("в Брюсселе", "Брюсселе", "state/BEL"),
        ("власти Франции", "власти Франции", "state/FRA"),
        ("с делегацией Ирана", "делегацией Ирана", "state/IRN"),
        ("японское правительство", "японское правительство", "organ/JPN/government"),
        ("правительство РФ", "правительство РФ", "state/RUS"),
        ("ЗАЯВЛЕНИЕ МИД РОССИИ", "МИД РОССИИ", "organ/RUS/mfa"),
    ],
)
def test_a_name_in_any_case_form_is_found(index: Index, text: str, words: str, actor: str) -> None:
    assert actor in matches(index, text).get(words, set())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("того и другого", "того"),
        ("рядом с домом из сша-рубероида", "сша-рубероида"),
        ("ask us again", "us"),
        ("белый дом на холме", "белый дом"),
        ("мид-арт", "мид-арт"),
    ],
)
def test_common_words_are_no_names(index: Index, text: str, words: str) -> None:
    assert words not in matches(index, text)


def test_an_organ_without_its_state_is_bare(index: Index) -> None:
    tokens = ["в", "МИД", "сообщили"]
    (match,) = index.match([fold(token) for token in tokens], tokens)
    assert all(candidate.bare for candidate in match.candidates)


@pytest.mark.parametrize(
    ("word", "states"),
    [
        ("российско-американские", ("state/RUS", "state/USA")),
        ("франко-германского", ("state/FRA", "state/DEU")),
        ("японо-китайскую", ("state/JPN", "state/CHN")),
        ("армяно-азербайджанской", ("state/ARM", "state/AZE")),
        ("Россия–США", ("state/RUS", "state/USA")),
        ("Китай-Япония-Индия", ("state/CHN", "state/JPN", "state/IND")),
        ("военно-морской", ()),
        ("нью-йоркский", ()),
        ("-", ()),
    ],
)
def test_compound_adjectives_name_both_states(index: Index, word: str, states: tuple[str, ...]) -> None:
    assert index.compound(word) == states


def test_organs_made_from_a_template_are_named_with_their_state(index: Index) -> None:
    organ = index.entity("organ/KAZ/mfa")
    assert organ is not None
    assert (organ.iso3, organ.en[0], organ.ru[0]) == ("KAZ", "Kazakh Foreign Ministry", "МИД Казахстана")


def test_the_same_function_has_its_own_name_in_each_state(index: Index) -> None:
    assert index.organ("RUS", "mfa") == "organ/RUS/mfa"
    assert index.organ("USA", "mfa") == "organ/USA/state"
    assert index.organ("XYZ", "mfa") is None


def test_an_embassy_is_computed(index: Index) -> None:
    embassy = index.embassy("RUS", "JPN")
    assert embassy is not None
    assert embassy.en[0] == "Russian Embassy in Japan"
    assert embassy.ru[0] == "посольство России в Японии"


def test_a_consulate_is_named_after_its_town(index: Index) -> None:
    consulate = index.entity("organ/USA/consulate:88319")
    assert consulate is not None
    assert (consulate.en[0], consulate.ru[0]) == ("American Consulate in Benghazi", "консульство США в Бенгази")


def test_a_capital_names_its_state(index: Index) -> None:
    assert index.capital_of("Минске") == "state/BLR"
    assert index.capital_of("place/625144") == "state/BLR"
    assert index.capital_of("Гомеле") is None
