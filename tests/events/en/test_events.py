"""English sentences with the dealing that each tells: mode, status and the parties by state (or name)."""

from __future__ import annotations

import pytest

from dragoman import events, languages, linking, mentions, reading
from dragoman.model import EventMention, Report
from dragoman.report import actors

TOLD = [
    ("The Italian foreign minister met the Algerian ambassador in Rome.", "meet", "held", "DZA ITA"),
    (
        "A meeting of the Greek, Cypriot and Egyptian foreign ministers was called off.",
        "meet",
        "cancelled",
        "CYP EGY GRC",
    ),
    (
        "A meeting between the presidents of France and Senegal will take place in Dakar in May.",
        "meet",
        "planned",
        "FRA SEN",
    ),
    ("The Czech foreign ministry summoned the Belarusian ambassador.", "meet", "held", "BLR CZE"),
    ("The Finnish president will host the Estonian prime minister in Helsinki.", "meet", "planned", "EST FIN"),
    ("The Turkish foreign minister arrived in Baku.", "visit", "held", "AZE TUR"),
    ("The Japanese prime minister's visit to Canberra was called off.", "visit", "cancelled", "AUS JPN"),
    ("The king of Jordan is scheduled to visit London.", "visit", "planned", "GBR JOR"),
    ("The prime minister of India postponed his trip to Dhaka.", "visit", "cancelled", "BGD IND"),
    ("The Brazilian president may visit Lisbon.", "visit", "possible", "BRA PRT"),
    ("The Austrian chancellor will travel to Ljubljana next week.", "visit", "planned", "AUT SVN"),
    ("The president of Egypt telephoned the prime minister of Israel.", "call", "held", "EGY ISR"),
    ("The presidents of Kazakhstan and Uzbekistan spoke by phone.", "call", "held", "KAZ UZB"),
    (
        "The Greek foreign minister had a telephone conversation with the Cypriot president.",
        "call",
        "held",
        "CYP GRC",
    ),
    ("Cairo and Ankara held talks.", "talks", "held", "EGY TUR"),
    ("Belgrade is negotiating with Pristina.", "talks", "held", "SRB XKX"),
    ("Talks between Ethiopia and Sudan collapsed.", "talks", "cancelled", "ETH SDN"),
    ("Delhi proposed talks with Islamabad.", "talks", "possible", "IND PAK"),
    ("Armenia and Azerbaijan will resume negotiations in Tbilisi.", "talks", "planned", "ARM AZE"),
    ("Qatar mediated between Sudan and Chad.", "mediate", "held", "QAT SDN TCD"),
    ("Oman brokered a truce between Yemen and Saudi Arabia.", "mediate", "held", "OMN SAU YEM"),
    ("Norway offered to mediate between Colombia and Venezuela.", "mediate", "possible", "COL NOR VEN"),
    ("Hanoi signed a trade agreement with Seoul.", "sign", "held", "KOR VNM"),
    ("Chile and Peru will sign a border treaty.", "sign", "planned", "CHL PER"),
    ("The treaty was signed by the presidents of Poland and Lithuania.", "sign", "held", "LTU POL"),
    ("The signing of a treaty between Chile and Peru was postponed.", "sign", "cancelled", "CHL PER"),
    ("Cairo and Khartoum agreed on water quotas.", "agree", "held", "EGY SDN"),
    ("Bahrain normalised relations with Israel.", "agree", "held", "BHR ISR"),
    ("Baku and Yerevan exchanged prisoners.", "agree", "held", "ARM AZE"),
    ("Moscow handed Washington a draft treaty.", "deliver", "held", "RUS USA"),
    ("The Norwegian embassy delivered a note to the Danish foreign ministry.", "deliver", "held", "DNK NOR"),
    ("Oslo will submit the proposal to Copenhagen next week.", "deliver", "planned", "DNK NOR"),
    ("India and Vietnam are holding joint exercises.", "cooperate", "held", "IND VNM"),
    ("Spain extradited a former minister to Peru.", "cooperate", "held", "ESP PER"),
    ("Jordan reopened its border with Syria.", "cooperate", "held", "JOR SYR"),
    ("Japan gave Cambodia a grant.", "aid", "held", "JPN KHM"),
    ("Canada sent food to Haiti.", "aid", "held", "CAN HTI"),
    ("Kuwait will donate tents to Sudan.", "aid", "planned", "KWT SDN"),
    ("Iran released the British sailors.", "release", "held", "GBR IRN"),
    ("Pyongyang returned the captured fishermen to Seoul.", "release", "held", "KOR PRK"),
    ("Eritrea promised to free the Ethiopian pilots.", "release", "planned", "ERI ETH"),
    ("Washington lifted sanctions on Sudan.", "ease", "held", "SDN USA"),
    ("Canada eased sanctions against Nicaragua.", "ease", "held", "CAN NIC"),
    ("Riyadh restored diplomatic relations with Qatar.", "ease", "held", "QAT SAU"),
    ("Ethiopia withdrew its troops from Somalia.", "withdraw", "held", "ETH SOM"),
    ("Cairo demanded the withdrawal of Israeli troops from Lebanon.", "withdraw", "possible", "ISR LBN"),
    ("Kenya will pull its soldiers out of Somalia.", "withdraw", "planned", "KEN SOM"),
    ("Armenia and Azerbaijan declared a ceasefire.", "ceasefire", "held", "ARM AZE"),
    ("The truce between Ethiopia and Eritrea was violated.", "ceasefire", "held", "ERI ETH"),
    ("India and Pakistan agreed to a ceasefire.", "ceasefire", "planned", "IND PAK"),
    ("Canada imposed sanctions on Nicaragua.", "sanction", "held", "CAN NIC"),
    ("Washington threatened Venezuela with new sanctions.", "sanction", "possible", "USA VEN"),
    ("Australia will blacklist two Fijian generals.", "sanction", "planned", "AUS FJI"),
    ("Poland expelled two Russian diplomats.", "expel", "held", "POL RUS"),
    ("Norway decided to expel an Iranian attache.", "expel", "planned", "IRN NOR"),
    ("Tunis declared the Libyan consul persona non grata.", "expel", "held", "LBY TUN"),
    ("Paris recalled its ambassador from Canberra.", "break", "held", "AUS FRA"),
    ("Guatemala severed ties with Honduras.", "break", "held", "GTM HND"),
    ("Ottawa closed its embassy in Tehran.", "break", "held", "CAN IRN"),
    ("Indian police arrested a citizen of Nepal.", "arrest", "held", "IND NPL"),
    ("Iranian border guards detained Greek sailors.", "arrest", "held", "GRC IRN"),
    ("Two Italian engineers were jailed in Eritrea.", "arrest", "held", "ERI ITA"),
    ("Vietnam banned fish imports from China.", "ban", "held", "CHN VNM"),
    ("Bulgaria closed its airspace to Sudanese planes.", "ban", "held", "BGR SDN"),
    ("Washington denied a visa to a Cuban minister.", "ban", "held", "CUB USA"),
    ("Iran seized a Greek tanker.", "seize", "held", "GRC IRN"),
    ("Syrian troops occupied a Lebanese town.", "seize", "held", "LBN SYR"),
    ("The hijacking of a Kuwaiti plane by Lebanese gunmen lasted two days.", "seize", "held", "KWT LBN"),
    ("Russia deployed missiles in Belarus.", "deploy", "held", "BLR RUS"),
    ("Turkey will send troops to Libya.", "deploy", "planned", "LBY TUR"),
    ("Cuban soldiers were stationed in Angola.", "deploy", "held", "AGO CUB"),
    ("Iraq invaded Kuwait.", "attack", "held", "IRQ KWT"),
    ("Turkish jets bombed a Syrian base.", "attack", "held", "SYR TUR"),
    ("Iran denied attacking a Saudi plant.", "attack", "denied", "IRN SAU"),
    ("Asmara refused to sign the protocol with Ethiopia.", "refuse", "held", "ERI ETH"),
    ("Tehran rejected an invitation from Paris.", "refuse", "held", "FRA IRN"),
    ("Athens does not recognise the government of Kosovo.", "refuse", "held", "GRC XKX"),
    ("Chad recognised the independence of South Sudan.", "recognise", "held", "SSD TCD"),
    ("Nepal established diplomatic relations with Oman.", "recognise", "held", "NPL OMN"),
    ("Ghana will open an embassy in Vietnam.", "recognise", "planned", "GHA VNM"),
    ("Sweden joined NATO.", "join", "held", "NATO SWE"),
    ("Serbia hopes to join the European Union.", "join", "possible", "EU SRB"),
    ("The accession of Finland to NATO took a year.", "join", "held", "FIN NATO"),
    ("Morocco appointed an ambassador to Senegal.", "appoint", "held", "MAR SEN"),
    ("Rome named a new envoy to Libya.", "appoint", "held", "ITA LBY"),
    ("Ethiopia and Eritrea exchanged ambassadors.", "appoint", "held", "ERI ETH"),
]


def read(text: str) -> Report:
    document = reading.read_text(text, id="page", published_at="2022-03-09")
    analysis = languages.load("en").analyse(text, [(p.span.start, p.span.end) for p in document.passages])
    page = mentions.open_page(document, analysis, mentions.find(analysis, actors()), ())
    return linking.link(page, (), events.find(page), actors(), events.deeds(page))


def parties(report: Report, event: EventMention) -> str:
    """States or names of the sides; who has neither is left out."""
    sides = [report.actors[a.actor_id] for a in event.arguments if a.actor_id]
    named = {a.iso3 or a.names["en"][0] for a in sides if a.iso3 or a.kind not in ("unnamed", "group")}
    return " ".join(sorted(named))


@pytest.mark.parametrize(("text", "mode", "status", "sides"), TOLD, ids=[t[0][:50] for t in TOLD])
def test_a_dealing_is_told(text: str, mode: str, status: str, sides: str) -> None:
    report = read(text)
    told = [(e.mode, e.status, parties(report, e)) for e in report.events]
    assert (mode, status, sides) in told
