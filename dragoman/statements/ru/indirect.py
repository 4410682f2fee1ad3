"""Indirect speech under a verb: «S заявил, что C», «C, сообщил S», «как отметил S, C», «призвал + инфинитив», «осудил
N».

`RULES` is tried in order for each cue; the first that fits makes the statement. A rule takes the page, the cue and the
numbers of all cue verbs in its sentence, and gives drafts (none when it does not fit).
"""

from __future__ import annotations

from collections.abc import Callable

from dragoman.languages.lexicon import Cue
from dragoman.languages.ru import lexicon
from dragoman.mentions.page import Page
from dragoman.statements.draft import Draft, Hit, under_cue
from dragoman.statements.ru.clauses import colon_clause, complement_clause, infinitive
from dragoman.statements.ru.nominal import nominal, rated
from dragoman.statements.ru.parentheses import after_content, as_parenthesis
from dragoman.statements.ru.scope import last_word

Rule = Callable[[Page, Hit, frozenset[int]], list[Draft]]


def previous_sentence(page: Page, hit: Hit, cues: frozenset[int]) -> list[Draft]:
    """«Об этом сообщил S», «Такое мнение высказал S»: what was said stands in the sentence before."""
    tokens, sentence = page.tokens, page.sentence_of(hit.i)
    n = tokens[hit.i].sentence
    if not _points_back(page, hit) or n == 0:
        return []
    before = page.analysis.sentences[n - 1]
    if before.passage != sentence.passage and page.document.passages[before.passage].kind != "paragraph":
        return []
    cue = hit.having("что", "Q", "о", "A") or _of_noun(page, hit)
    if cue is None:
        return []
    last = last_word(page, before.first, before.last)
    if last <= before.first:
        return []
    made = under_cue(page, hit, cue, "previous sentence", [page.span(before.first, last)])
    return [made]


SUCH = frozenset(("такой", "соответствующий", "подобный"))
GIVING = frozenset(
    "выступить выступать сделать делать дать давать высказать высказывать выразить выражать озвучить озвучивать"
    " прозвучать поступить обратиться обращаться выдвинуть выдвигать привести приводить распространить"
    " опубликовать".split()
)
"""Verbs that only carry their noun: «с таким заявлением выступил», «такую оценку дал»."""
OWN_NOUN = frozenset(
    "заявление мнение оценка вывод предположение прогноз инициатива предложение призыв требование идея просьба"
    " обращение обвинение предупреждение комментарий информация данные".split()
)


def _points_back(page: Page, hit: Hit) -> bool:
    """«об этом», «с таким заявлением», «такое мнение» at the head of the sentence, the cue close behind."""
    tokens, sentence = page.tokens, page.sentence_of(hit.i)
    words = [t for t in tokens[sentence.first : sentence.first + 4] if t.lower not in ("же", "и", "а", "ранее")]
    if hit.i - sentence.first > 8 or len(words) < 2:
        return False
    first = words[1:] if words[0].lower in ("с", "со", "к") else words
    such = len(first) > 1 and first[0].lemma in SUCH and first[1].lemma in OWN_NOUN and first[1].i < hit.i
    return (such and tokens[hit.i].lemma in GIVING) or [t.lower for t in words[:2]] in (
        ["об", "этом"],
        ["о", "чем"],
        ["о", "том"],
    )


def _of_noun(page: Page, hit: Hit) -> Cue | None:
    """«с таким призывом выступил»: the noun gives the act of a verb that only carries it."""
    verb, first = page.tokens[hit.i], page.sentence_of(hit.i).first
    noun = next((t for t in page.tokens[first : hit.i] if t.lemma in OWN_NOUN), None)
    if noun is None or verb.lemma not in GIVING:
        return None
    act = next((n.act for n in lexicon.noun_cues.get(noun.lemma, ())), "state")
    return Cue(verb.lemma, frozenset(), frozenset(), frozenset(), act, frozenset(), "")


RULES: tuple[Rule, ...] = (
    previous_sentence,
    as_parenthesis,
    complement_clause,
    colon_clause,
    after_content,
    rated,
    infinitive,
    nominal,
)


def find(page: Page, hit: Hit, cues: frozenset[int]) -> list[Draft]:
    """The drafts of the first rule that fits the cue."""
    for rule in RULES[:3] if _points_back(page, hit) else RULES:
        made = rule(page, hit, cues)
        if made:
            return made
    return []
