"""Datelines of the agencies, each in its own layout."""

import pytest

from dragoman.model import Span
from dragoman.reading import find_dateline

KNOWN = [
    ("МОСКВА, 3 мар - РИА Новости.", "МОСКВА", "3 мар", "РИА Новости"),
    ("МОСКВА, 3 мар — РИА Новости, Илья Сидоров.", "МОСКВА", "3 мар", "РИА Новости"),
    ("ЖЕНЕВА, 3 марта. /ТАСС/.", "ЖЕНЕВА", "3 марта", "ТАСС"),
    ("ЖЕНЕВА, 3 марта 2020 года. /Корр. ТАСС Илья Сидоров/.", "ЖЕНЕВА", "3 марта 2020 года", "ТАСС"),
    ("Москва. 3 марта. INTERFAX.RU -", "Москва", "3 марта", "Интерфакс"),
    ("Киев. 3 марта. Интерфакс-Украина -", "Киев", "3 марта", "Интерфакс-Украина"),
    ("GENEVA, March 3 (Reuters) -", "GENEVA", "March 3", "Reuters"),
    ("LONDON/MOSCOW, Jan. 10, 2020 (Reuters) -", "LONDON/MOSCOW", "Jan. 10, 2020", "Reuters"),
    ("WASHINGTON (AP) —", "WASHINGTON", None, "AP"),
    ("НЬЮ-ЙОРК /ООН/, 3 марта. /ТАСС/.", "НЬЮ-ЙОРК", "3 марта", "ТАСС"),
    ("МОСКВА (Рейтер) -", "МОСКВА", None, "Reuters"),
    ("ЖЕНЕВА —", "ЖЕНЕВА", None, None),
    ("3 марта. /ТАСС/.", None, "3 марта", "ТАСС"),
    ("/ТАСС/.", None, None, "ТАСС"),
    ("MOSCOW, Dec. 15 (Reuters) –", "MOSCOW", "Dec. 15", "Reuters"),
    ("GENEVA, 15 December (Reuters) -", "GENEVA", "15 December", "Reuters"),
    ("PARIS, Dec 15, 2021 (AFP) -", "PARIS", "Dec 15, 2021", "AFP"),
    ("MOSCOW, December 15. /TASS/.", "MOSCOW", "December 15", "TASS"),
    ("U.N. HEADQUARTERS, Dec 15 (Reuters) -", "U.N. HEADQUARTERS", "Dec 15", "Reuters"),
    ("BEIJING, Dec. 15 (Xinhua) --", "BEIJING", "Dec. 15", "Xinhua"),
    ("ABU DHABI, 3rd December, 2021 (WAM) --", "ABU DHABI", "3rd December, 2021", "WAM"),
    ("KYIV, Ukraine (AP) —", "KYIV, Ukraine", None, "AP"),
    ("ST. PETERSBURG, Fla. (AP) —", "ST. PETERSBURG, Fla.", None, "AP"),
    ("Washington (CNN) —", "Washington", None, "CNN"),
    ("Brussels, 15 December 2021 (Belga) -", "Brussels", "15 December 2021", "Belga"),
    ("Washington, Dec 15 (IANS)", "Washington", "Dec 15", "IANS"),
    ("VATICAN CITY (RNS) —", "VATICAN CITY", None, "RNS"),
    ("DES MOINES, Iowa —", "DES MOINES, Iowa", None, None),
    ("RYE, N.H. -", "RYE, N.H.", None, None),
    ("TEHRAN —", "TEHRAN", None, None),
    ("NUR-SULTAN, December 15 -", "NUR-SULTAN", "December 15", None),
    ("Dec 15 (Reuters) -", None, "Dec 15", "Reuters"),
    ("(Reuters) -", None, None, "Reuters"),
    ("(CNN) --", None, None, "CNN"),
    ("(CNN)", None, None, "CNN"),
]


@pytest.mark.parametrize(("dateline", "place", "date", "agency"), KNOWN)
def test_dateline(dateline: str, place: str | None, date: str | None, agency: str | None) -> None:
    text = f"{dateline} Послы двух стран встретились."
    found = find_dateline(text, Span(0, len(text)))
    assert found is not None
    assert found.span.of(text) == dateline
    assert (found.place.of(text) if found.place else None, found.date, found.agency) == (place, date, agency)


@pytest.mark.parametrize(
    "text",
    [
        "НАТО — это военный блок.",
        "США — Россия: чем закончилась встреча",
        "Москва, 3 марта - день, когда подписан договор.",
        "Послы прибыли в Женеву (Швейцария) - город переговоров.",
        "Женева. Стороны начали переговоры.",
        "EXCLUSIVE - Envoys of two countries met in Geneva.",
        "ANALYSIS — The talks are at an end.",
        "WATCH — The envoys shake hands.",
        "NATO — The alliance of thirty countries met.",
        "U.S. — Russia talks: what to know",
        "Moscow, March 3 - the day on which the treaty was signed.",
        "The envoys came to Geneva (Switzerland) - a city of talks.",
        "(A short note) The envoys met.",
        "Переговоры начались 3 марта - об этом сообщил посол.",
    ],
)
def test_no_dateline(text: str) -> None:
    assert find_dateline(text, Span(0, len(text))) is None
