"""Words of saying on a page: verbs, short predicates and support verbs with their nouns, and whether «не» turns
them.
"""

from __future__ import annotations

from dragoman.languages.base import Sentence, Token
from dragoman.languages.grammar import children, is_future, is_gerund, is_infinitive, is_participle, is_verb
from dragoman.languages.ru import lexicon
from dragoman.mentions.page import Page
from dragoman.statements.draft import Hit, negation


def hits(page: Page, sentence: Sentence) -> list[Hit]:
    """All cues of a sentence, left to right."""
    out = []
    for i in range(sentence.first, sentence.last):
        token = page.tokens[i]
        hit = _predicative(page, token) or _verb(page, token)
        if hit:
            out.append(hit)
    return out


def _verb(page: Page, token: Token) -> Hit | None:
    if not is_verb(token) or is_infinitive(token) or is_to_come(page, token):
        return None
    senses = lexicon.cues.get(token.lemma, ())
    if not senses or (is_gerund(token) and token.lemma in ORIGIN):
        return None
    if is_participle(token) and token.feats.get("Variant") != "Short" and not _active_past(token):
        return None
    if any("experiencer" in c.flags for c in senses):
        return None  # «посла настораживает»: the one who feels stands in the accusative and says nothing
    no = negation(page, token.i)
    wanted = tuple(c for c in senses if ("neg" in c.flags) == (no >= 0))
    if no >= 0 and not wanted:
        wanted = tuple(c for c in senses if c.act == "state" and "keep" in c.flags)
    if not wanted:
        return None
    first = no if 0 <= no == token.i - 1 else token.i
    return Hit(token.i, first, token.i + 1, wanted, no >= 0)


ORIGIN = frozenset(("ссылаться", "сослаться"))
"""As gerunds these name who stands behind the speaker («пишет газета, ссылаясь на посла»): no saying of its own."""


def _active_past(token: Token) -> bool:
    """«заявивший»: a participle that reports, unlike «заявленный»."""
    return token.feats.get("Voice") != "Pass"


def _predicative(page: Page, token: Token) -> Hit | None:
    entry = tuple(p for p in lexicon.predicatives.get(token.lower, ()) if not p.flags & {"content"})
    if not entry or token.pos not in ("ADJ", "VERB", "ADP", "ADV", "NOUN") or not _short(token):
        return None
    no = negation(page, token.i)
    wanted = tuple(c for c in entry if ("neg" in c.flags) == (no >= 0))
    if not wanted:
        return None
    return Hit(token.i, no if no == token.i - 1 else token.i, token.i + 1, wanted, no >= 0)


def _short(token: Token) -> bool:
    return token.feats.get("Variant") == "Short" or token.pos in ("ADP", "ADV") or is_participle(token)


def is_to_come(page: Page, token: Token) -> bool:
    """«заявит», «будет объявлено»: a saying that has not taken place."""
    return is_future(token) or any(is_future(t) for t in children(page.analysis, token.i, "aux", "cop"))


def is_long_participle(t: Token) -> bool:
    """«занимающий», «созданный»: a participle that opens a clause beside its noun; «создан» is a predicate."""
    return is_participle(t) and t.feats.get("Variant") != "Short"
