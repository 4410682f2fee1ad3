"""Reports without end for measuring: texts varied in names, numbers, dates and the order of their sentences.

Every variation is fixed by its number, so that two runs make the same. They read like reports and mean nothing.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from dragoman.reading.raw import RawPage

FAMILIES = ("Абросимов", "Белинский", "Вяземский", "Гончаров", "Державин", "Ермолов", "Жданов", "Зотов", "Ильинский")
OUTLETS = ("Вестник Невы", "Южный телеграф", "Дипломатическая хроника", "Северный курьер", "Час пик", "Новый день")
NUMBER = re.compile(r"\b\d{1,3}\b")
NAME = re.compile(r"\b[А-ЯЁ][а-яё]{3,}(?:ов|ев|ин|ский)\b")
LATIN = re.compile(r"\b[A-Z][a-z]{4,}(?:ton|son|man|er)\b")
ENGLISH = ("Ashworth", "Barlow", "Carlisle", "Denham", "Everett", "Fairfax", "Granger", "Holloway")
SENTENCE = re.compile(r"(?<=[.!?])\s+")
FIRST = date(2015, 1, 1)
A_DAY = 40
LATE = (0, 0, 0, 0, 0, 0, -1, -1, -2, -7)
"""Days by which a report comes in after it was published."""


def texts(folders: Sequence[Path]) -> list[str]:
    """The texts of the folders, sorted by name; without a folder the samples of the package."""
    from dragoman import samples

    found = [path for folder in folders for path in sorted(folder.rglob("*.txt"))]
    return [path.read_text(encoding="utf-8") for path in found] or [d.text for d in samples.documents()]


def variation(text: str, number: int) -> str:
    """The text with other names, numbers and order of sentences."""
    chance = random.Random(number)
    swapped = {name: chance.choice(FAMILIES) for name in sorted(set(NAME.findall(text))) if chance.random() < 0.5}
    swapped |= {name: chance.choice(ENGLISH) for name in sorted(set(LATIN.findall(text))) if chance.random() < 0.5}
    text = NAME.sub(lambda m: swapped.get(m[0], m[0]), LATIN.sub(lambda m: swapped.get(m[0], m[0]), text))
    text = NUMBER.sub(lambda m: str(int(m[0]) + chance.randrange(9)) if chance.random() < 0.5 else m[0], text)
    return "\n\n".join(shuffled(block, chance) for block in text.split("\n\n"))


def shuffled(block: str, chance: random.Random) -> str:
    """A paragraph with two of its sentences changed round."""
    sentences = SENTENCE.split(block)
    if len(sentences) > 2:
        one, other = chance.sample(range(1, len(sentences)), 2)
        sentences[one], sentences[other] = sentences[other], sentences[one]
    return " ".join(sentences)


def pages(count: int, folders: Sequence[Path] = (), begin: int = 0) -> Iterator[RawPage]:
    """Varied reports of six outlets, forty a day, each with its own address; a few come in days late."""
    sources = texts(folders)
    for number in range(begin, begin + count):
        chance = random.Random(-number - 1)
        outlet = chance.randrange(len(OUTLETS))
        yield RawPage(
            name=f"report-{number}",
            data=f"{variation(sources[number % len(sources)], number)}\n\nСообщение {number}.".encode(),
            url=f"https://outlet-{outlet}.example/{number}",
            publisher=OUTLETS[outlet],
            published_at=(FIRST + timedelta(days=number // A_DAY + chance.choice(LATE))).isoformat(),
        )
