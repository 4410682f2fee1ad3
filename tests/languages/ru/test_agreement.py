"""Our inference against slovnet itself: the same tags, governors, relations and names on at least 99.9 % of tokens."""

from __future__ import annotations

import random
import re
import warnings
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from dragoman.languages.ru import networks

GOLD = Path(__file__).parents[4] / "shared" / "gold" / "ru"

WHO = """
Министр иностранных дел Австрии|Официальный представитель МИД РФ Анна Светлова|Глава Белого дома|Москва
Заместитель госсекретаря США Джон Браун|Делегация Казахстана|Посол Ирана в Женеве|Президент Сербии
Генсек НАТО|Пресс-секретарь правительства Игорь Беляев|Премьер-министр Японии|В. Ю. Светлов|Три источника в ОБСЕ|Канцлер
"""
DID = """
сообщил|заявила, что|передал|обсудил|отказался принять|подчеркнул:|назвала «преждевременным»|потребовал отозвать
намерен подписать|не исключил|провёл переговоры, посвящённые теме:|был вынужден отложить
"""
WHAT = """
проект договора о гарантиях безопасности|меры доверия на восточном фланге альянса|ноту протеста
вывод 5,5 тыс. военных к 2023 г.|поставки С-400|ответ на письмо, отправленное 17 декабря|новый раунд диалога
«дорожную карту» по Карабаху|вопрос о №15 и ст. 5 устава|санкции против Nord Stream 2|обмен 12-ю задержанными
"""
WHEN = """
в среду в Женеве|15 декабря|на следующий день|по итогам встречи с коллегой из Польши|в 16:00 мск|накануне
, передаёт агентство «Вестник Невы»|, не уточнив подробностей|(на 10–12 % больше, чем в 2020-м)|, ТАСС
"""


def parts(listed: str) -> list[str]:
    """The parts of a list above, set off by bars and line ends."""
    return listed.strip().replace("\n", "|").split("|")


def made_up(count: int) -> list[str]:
    """Texts of our own wording: sentences put together from parts, five in a text."""
    choose = random.Random(7).choice
    slots = [parts(listed) for listed in (WHO, DID, WHAT, WHEN)]
    sentences = [(" ".join(map(choose, slots)) + ".").replace(" ,", ",") for _ in range(count)]
    return [" ".join(sentences[i : i + 5]) for i in range(0, count, 5)]


def samples() -> list[str]:
    folder = Path(str(files("dragoman"))) / "samples"
    return [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]


def gold() -> list[str]:
    if not GOLD.is_dir():
        pytest.skip("the measuring texts are not here")
    return [path.read_text(encoding="utf-8") for path in sorted(GOLD.glob("*.txt"))]


@pytest.fixture(scope="module")
def stock() -> Any:
    """Slovnet's own three, through natasha."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pkg_resources and invalid escapes in its dependencies
        import natasha

        embedding = natasha.NewsEmbedding()
        return (
            natasha.NewsMorphTagger(embedding),
            natasha.NewsSyntaxParser(embedding),
            natasha.NewsNERTagger(embedding),
        )


def split(text: str) -> list[list[str]]:
    """Sentences and tokens as razdel cuts them, line by line."""
    import razdel

    lines = re.findall(r"\S[^\n]*", text)
    return [[t.text for t in razdel.tokenize(s.text)] for line in lines for s in razdel.sentenize(line) if s.text]


def stock_labels(stock: Any, sentences: list[list[str]]) -> list[tuple[str, str, str, str]]:
    """Tag, governor, relation and name label of each token, by slovnet."""
    morph, syntax, ner = stock
    tags = [
        "|".join([token.pos, *(f"{key}={token.feats[key]}" for key in sorted(token.feats))])
        for markup in morph.map(sentences)
        for token in markup.tokens
    ]
    heads, rels, offset = [], [], 0
    for sentence, markup in zip(sentences, syntax.map(sentences), strict=True):
        numbers = [int(str(token.head_id).split("_")[-1]) for token in markup.tokens]
        heads += [str(offset + number - 1 if number else -1) for number in numbers]
        rels += [token.rel for token in markup.tokens]
        offset += len(sentence)
    infer = ner.infer
    words = [word for sentence in sentences for word in sentence]
    names = next(iter(infer.decoder(infer.process(infer.encoder([words])))))
    return list(zip(tags, heads, rels, names, strict=True))


def our_labels(sentences: list[list[str]]) -> list[tuple[str, str, str, str]]:
    nets = networks.load()
    ends = [sum(map(len, sentences[: i + 1])) for i in range(len(sentences))]
    units = list(zip([0, *ends], ends, strict=False))
    labels = nets.run([word for sentence in sentences for word in sentence], units)
    columns = zip(labels.tags, labels.heads, labels.rels, labels.names, strict=True)
    return [(nets.tags[t], str(h), nets.rels[r], nets.names[n]) for t, h, r, n in columns]


@pytest.mark.parametrize("texts", [lambda: made_up(400), samples, gold], ids=["made up", "samples", "gold"])
def test_agreement(stock: Any, texts: Callable[[], list[str]]) -> None:
    split_texts = [split(text) for text in texts()]
    total, same = 0, [0, 0, 0, 0]
    for sentences in split_texts:
        for theirs, ours in zip(stock_labels(stock, sentences), our_labels(sentences), strict=True):
            total += 1
            same = [count + (a == b) for count, a, b in zip(same, theirs, ours, strict=True)]
    assert total > 1_000
    shares = dict(zip(("tag", "governor", "relation", "name"), (count / total for count in same), strict=True))
    assert min(shares.values()) >= 0.999, shares


def test_a_sentence_reads_the_same_alone_and_among_others() -> None:
    sentences = [sentence for text in made_up(30) for sentence in split(text)]
    together = our_labels(sentences)
    apart = [label for sentence in sentences for label in our_labels([sentence])]
    assert [label[0] for label in together] == [label[0] for label in apart]
    assert [label[2] for label in together] == [label[2] for label in apart]
