"""Reprints: copies with light edits, cut tails and another headline are found; reports of one thing by two hands are
not copies. The texts are made of sentences of our own by a fixed seed.
"""

from __future__ import annotations

import random
from pathlib import Path

from dragoman.reading.raw import RawPage
from dragoman.record import build, reprints, store
from dragoman.record.adding import add
from dragoman.record.read import Record

PRECISION, RECALL = 0.98, 0.95
WHO = "Министр Посол Премьер Канцлер Спикер Президент Генсек Советник Депутат Представитель".split()
OF = "Чехии Перу Дании Кении Ирландии Японии Чили Португалии Эстонии Мали Кубы Непала".split()
DID = ["заявил", "сообщил", "отметил", "подчеркнул", "добавил", "напомнил", "признал", "объявил", "уточнил", "считает"]
THAT = [
    "переговоры продолжатся в среду", "стороны близки к соглашению", "поставки газа вырастут вдвое",
    "граница останется закрытой", "визит состоится весной", "санкции не дали результата", "помощь уже в пути",
    "договор нужно пересмотреть", "посольство возобновит работу", "обстрелы прекратились ночью",
    "беженцам откроют коридор", "выборы пройдут в срок", "флот вернётся в порт", "пошлины отменят к лету",
]  # fmt: skip
MORE = [
    "по итогам встречи",
    "на пресс-конференции",
    "в интервью газете",
    "перед вылетом",
    "после консультаций",
    "в парламенте",
]


def sentence(r: random.Random) -> str:
    when = r.choice(MORE)
    return f"{r.choice(WHO)} {r.choice(OF)} {r.choice(DID)} {when}, что {r.choice(THAT)}, а {r.choice(THAT)}."


def article(r: random.Random) -> list[str]:
    return [sentence(r) for _ in range(r.randint(7, 16))]


def copy_of(r: random.Random, own: list[str]) -> list[str]:
    """Another headline, a word changed here and there, the tail cut."""
    kept = own[: max(5, round(len(own) * r.uniform(0.65, 1.0)))]
    out = []
    for s in kept:
        words = s.split()
        if r.random() < 0.3:
            words[r.randrange(len(words))] = r.choice(DID)
        out.append(" ".join(words))
    return [sentence(r), *out]


def test_copies_are_told_from_reports_of_their_own() -> None:
    r = random.Random(2026)
    right = wrong = missed = 0
    originals = [article(r) for _ in range(150)]
    whole = [reprints.runs(" ".join(a)) for a in originals]
    for n, own in enumerate(originals):
        made = reprints.runs(" ".join(copy_of(r, own)))
        shared = set(reprints.sketch(made)) & set(reprints.sketch(whole[n]))
        found = len(shared) >= reprints.SHARED and reprints.is_copy(made, whole[n])
        right, missed = right + found, missed + (not found)
        wrong += sum(reprints.is_copy(made, other) for k, other in enumerate(whole) if k != n)
    print(f"precision {right / (right + wrong):.3f} recall {right / (right + missed):.3f}")
    assert right / (right + wrong) >= PRECISION
    assert right / (right + missed) >= RECALL


def test_a_quotation_that_two_reports_share_makes_no_copy() -> None:
    quote = "Мы ждём ответа до конца месяца и не будем обсуждать ничего другого, пока его нет, сказал министр."
    r = random.Random(7)
    one, other = [*article(r), quote], [*article(r), quote]
    assert not reprints.is_copy(reprints.runs(" ".join(one)), reprints.runs(" ".join(other)))


def test_the_earliest_is_the_original_whichever_came_in_first(tmp_path: Path) -> None:
    r = random.Random(11)
    own = article(r)
    pages = {
        ("Вестник", "2021-12-15T09:00"): own,
        ("Телеграф", "2021-12-15T11:00"): copy_of(r, own),
        ("Хроника", "2021-12-16"): copy_of(r, own),
        ("Звезда", "2021-12-15T10:00"): article(r),
    }
    found = []
    for turn, order in enumerate((list(pages), list(reversed(pages)))):
        record = tmp_path / f"{turn}.record"
        for name, day in order:  # one by one, settled each time, as a watcher adds them
            text = "\n".join(pages[name, day]).encode()
            assert [o.what for o in add(record, [RawPage(name=name, data=text, publisher=name, published_at=day)])] == [
                "added"
            ]
            connection = store.connect(record, write=True)
            build.settle(connection)
            connection.close()
        with Record(record) as opened:
            names = {d.id: d.publisher for d in opened.documents()}
            found.append({d.publisher: names.get(d.reprint_of or "") for d in opened.documents()})
            counts = {(s.reports, s.independent) for s in opened.statements() if s.reports > 1}
            assert counts
            assert {independent for _, independent in counts} == {1}, "copies are no further witnesses"
    assert found[0] == found[1] == {"Вестник": None, "Телеграф": "Вестник", "Хроника": "Вестник", "Звезда": None}
