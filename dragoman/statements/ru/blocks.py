"""A block quotation without marks: the paragraph or line after «S сказал:» is what S said."""

from __future__ import annotations

from dragoman.languages.base import Sentence
from dragoman.languages.grammar import is_dash, is_infinitive, is_verb
from dragoman.languages.ru import lexicon
from dragoman.mentions.page import Page
from dragoman.model import Span
from dragoman.statements.draft import Draft
from dragoman.statements.ru.direct import direct_draft


def block_after(page: Page, n: int) -> Span | None:
    """The line after sentence `n`, when that sentence ends its own line with a colon and the line is no list and no
    quotation.
    """
    sentence = page.analysis.sentences[n]
    if n + 1 >= len(page.analysis.sentences) or page.tokens[sentence.last - 1].text != ":":
        return None
    following = page.analysis.sentences[n + 1]
    if "\n" not in page.text[sentence.end : following.start] or not page.minable(following):
        return None
    first = page.tokens[following.first]
    if is_dash(first) or next(page.enclosing(first.start), None) is not None:
        return None
    end = page.text.find("\n", following.start)
    return Span(following.start, _stripped(page.text, following.start, len(page.text) if end < 0 else end))


def _stripped(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def extend(page: Page, drafts: list[Draft]) -> list[Draft]:
    """Each block goes to the statement of the sentence before it, or makes one of its own under that sentence's cue."""
    made: list[Draft] = []
    for n, sentence in enumerate(page.analysis.sentences):
        block = block_after(page, n) if page.minable(sentence) else None
        if block is None or any(
            s.start < block.end and block.start < s.end for d in drafts if d.quoted for s in d.content
        ):
            continue
        owners = [d for d in drafts if d.sentence == n and not d.quoted and d.rule != "noun cue"]
        if owners:
            owner = max(owners, key=lambda d: d.end)
            owner.content.append(block)
            owner.flags = owner.flags | {"block"}
        else:
            made += _alone(page, sentence, block)
    return made


def _alone(page: Page, sentence: Sentence, block: Span) -> list[Draft]:
    for t in reversed(page.tokens[sentence.first : sentence.last]):
        senses = lexicon.cues.get(t.lemma, ())
        if is_verb(t) and not is_infinitive(t) and any({"Q", "что"} & set(c.frames) for c in senses):
            return [direct_draft(page, "block after colon", [block], t)]
    return []
