"""Indirect speech under a verb: «S заявил, что C», «C, сообщил S», «как отметил S, C», «призвал + инфинитив», «осудил
N».

`RULES` is tried in order for each cue; the first that fits makes the statement. A rule takes the page, the cue and the
numbers of all cue verbs in its sentence, and gives drafts (none when it does not fit).
"""

from __future__ import annotations

from collections.abc import Callable

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
    opening = [t.lower for t in tokens[sentence.first : sentence.first + 3]]
    pointing = (
        opening[:2] in (["об", "этом"], ["о", "чем"], ["о", "чем"])
        or opening[:2] == ["с", "таким"]
        or opening[:1] == ["такое"]
    )
    n = tokens[hit.i].sentence
    if not pointing or hit.i - sentence.first > 8 or n == 0:
        return []
    before = page.analysis.sentences[n - 1]
    if before.passage != sentence.passage and page.document.passages[before.passage].kind != "paragraph":
        return []
    cue = hit.having("что", "Q", "о", "A")
    if cue is None:
        return []
    last = last_word(page, before.first, before.last)
    if last <= before.first:
        return []
    made = under_cue(page, hit, cue, "previous sentence", [page.span(before.first, last)])
    return [made]


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
    for rule in RULES:
        made = rule(page, hit, cues)
        if made:
            return made
    return []
