"""Speech in a noun phrase: «потребовал вывода войск», «обвинил N в срыве переговоров», «назвал N угрозой»."""

from __future__ import annotations

from dragoman.languages.base import Token
from dragoman.languages.grammar import (
    COMMAS,
    case_of,
    children,
    is_dash,
    is_gerund,
    is_infinitive,
    is_participle,
    is_predicate,
    is_verb,
    preposition,
)
from dragoman.languages.lexicon import Cue, Predicative
from dragoman.languages.ru import lexicon
from dragoman.mentions.extents import clause_stop, complement, widen
from dragoman.mentions.page import Page
from dragoman.model import Span
from dragoman.statements.draft import Draft, Hit, ceiling_of, is_passive, under_cue
from dragoman.statements.ru.cues import is_long_participle
from dragoman.statements.ru.scope import last_word, scope_end, split_quotes

LETTERS = {"Gen": "G", "Dat": "D", "Acc": "A", "Ins": "T", "Loc": "L"}


BASE = {"об": "о", "обо": "о", "ко": "к", "со": "с"}


def frame_of(page: Page, t: Token) -> str:
    """The frame that noun `t` realises beside its verb: «A», «G», «в+L», «против+G»."""
    prep = preposition(page.analysis, t.i)
    letter = LETTERS.get(case_of(t), "")
    if prep in ("о", "об", "обо"):
        return "о"
    return f"{BASE.get(prep, prep)}+{letter}" if prep else letter


def nominal(page: Page, hit: Hit, cues: frozenset[int]) -> list[Draft]:
    """«потребовал вывода войск», «осудил удар по городу», «обвинил США в срыве переговоров», «сообщил о выводе
    войск».
    """
    ceiling = ceiling_of(page, hit.i)
    if is_gerund(page.tokens[hit.i]) and page.tokens[hit.i].lemma in TOPICAL:
        return []
    options: list[tuple[int, Token, Cue | Predicative, str]] = []
    for found in (_complements(page, hit), _following(page, hit)):
        if any(_other_sense(page, hit, t) for t, _ in found):
            return []
        ranked = [(_rank(page, t, frame, cue), t, cue, frame) for t, frame in found for cue in hit.senses]
        options = [o for o in ranked if o[0] >= 0]
        if options:
            break
    if not options:
        return []
    _, noun, cue, frame = min(options, key=lambda o: (o[0], o[1].i))
    first, last = complement(page, noun.i, ceiling)
    if "+" in frame or frame == "о":
        first = max([first, *(t.i + 1 for t in children(page.analysis, noun.i, "case") if t.i < noun.i)])
    last = widen(page, last, ceiling)
    if (
        frame == "A"
        and "A+T" not in cue.frames
        and noun.lemma in (lexicon.noun_cues.keys() | SPEECHES)
        and cue.act == "state"
        and not cue.flags & {"doc", "thing"}
    ):
        inner = _complement_of_saying(page, noun)
        if inner is None:
            return []
        first, last = inner
    last = before_venue(page, noun.i + 1, last) if frame == "о" else last
    stop = scope_end(page, hit.i, first, ceiling, cues) if first > hit.i else last
    last = min(last, max(stop, noun.i + 1))
    pointing = noun.lemma in ("это", "этот", "то", "он", "она", "они", "все") and last - first == 1
    content = [split_quotes(page, page.span(first, last))]
    extra = _predicate_of(page, hit, noun, frame, cue, ceiling)
    if extra is not None:
        whole = Span(min(content[0].start, extra.start), max(content[0].end, extra.end))
        content = [content[0], _with_marks(page, extra)] if noun.i < hit.i else [whole]
    elif last <= first or pointing or (frame == "A" and "A+T" in cue.frames and cue.act == "state"):
        return []
    made = under_cue(page, hit, cue, f"nominal {frame}", content)
    called = _rating_in(page, extra) if extra is not None else ""
    if called:
        made.act, made.named_act = called, True
    if frame == "A" and isinstance(cue, Cue) and "doc" in cue.flags and cue.act == "state":
        made.act = next((n.act for n in lexicon.noun_cues.get(noun.lemma, ())), "state")  # «содержится призыв к N»
        made.named_act = made.act != "state"
    if extra is not None:
        made.flags = made.flags - {"weak"} | {"called"}
    if len(content) > 1 and page.quotes_in(content[1].start, content[1].end):
        made.flags = made.flags | {"block"}
    return [made]


def _complements(page: Page, hit: Hit) -> list[tuple[Token, str]]:
    """Nouns that the cue governs, with their frames: by the parser, else those that follow it in its own clause."""
    out = []
    for t in children(page.analysis, hit.i, "obj", "obl", "iobj", "xcomp", "nmod", "ccomp", "nsubj"):
        subject = t.rel.startswith("nsubj")
        if subject and not _said_of_itself(page, hit):
            continue
        if t.pos not in ("NOUN", "PROPN", "PRON", "ADJ", "NUM", "X", "DET") and not is_long_participle(t):
            continue
        if t.i > hit.i or subject or _may_precede(page, t) or _fronted(page, t, hit.i):
            out.append((t, _frame_beside(page, hit, t)))
    return out


TOPICAL = frozenset(
    "говорить касаться коснуться затрагивать затронуть комментировать прокомментировать отвечать ответить упомянуть"
    " упоминать вспоминать вспомнить рассуждать оценивать характеризовать обсуждать рассматривать".split()
)
"""As gerunds these give the matter of the saying beside them: «говоря о границах», «касаясь выборов»."""


def _frame_beside(page: Page, hit: Hit, t: Token) -> str:
    """The frame of a complement; what was said may be the subject of a passive, or be read as a nominative."""
    if t.rel.startswith("nsubj"):
        return "G" if hit.having("G") is not None else "A"
    return frame_of(page, t) or ("A" if t.rel == "obj" and case_of(t) == "Nom" else "")


def _following(page: Page, hit: Hit) -> list[tuple[Token, str]]:
    """Nouns with a preposition after the cue, up to the next mark or verb, whatever the parser hung them on."""
    out = []
    for t in page.tokens[hit.last : ceiling_of(page, hit.i)]:
        if t.text in COMMAS or is_dash(t) or (is_verb(t) and not is_participle(t)) or t.text == ":":
            break
        if t.pos in ("NOUN", "PROPN") and preposition(page.analysis, t.i):
            out.append((t, frame_of(page, t)))
    return out


def _other_sense(page: Page, hit: Hit, t: Token) -> bool:
    """«объявил банкира в розыск»: a word beside the cue tells that no saying is meant; words of time tell nothing."""
    excluded = any(isinstance(c, Cue) and t.lemma in c.not_words for c in hit.senses)
    return excluded and not any(e.span.end > t.start for e in page.times_in(t.start - 12, t.end))


def before_venue(page: Page, first: int, last: int) -> int:
    """«рассказал о предках | на встрече в Фонде»: where it was said is no part of what was said."""
    for i in range(first, last):
        if page.tokens[i].pos == "ADP":
            nouns = [t for t in page.tokens[i + 1 : min(last, i + 4)] if t.pos == "NOUN"]
            kinds = {v.kind for t in nouns[:1] for v in lexicon.venues.get(t.lemma, ())}
            if kinds & {"occasion", "medium", "talk"} and page.tokens[i].lower in ("на", "во", "в"):
                return i
    return last


SPEECHES = frozenset(["речь", "доклад", "лекция", "рассказ", "пост", "колонка", "статья", "интервью"])
"""Nouns whose own complement is what was said: «произнёс речь о безопасности»."""


def _complement_of_saying(page: Page, noun: Token) -> tuple[int, int] | None:
    """«о N» after a noun of saying; without it nothing is told of what was said."""
    for t in children(page.analysis, noun.i, "nmod", "obl"):
        if t.i > noun.i and frame_of(page, t) == "о":
            return complement(page, t.i, page.sentence_of(t.i).last)
    return None


def _said_of_itself(page: Page, hit: Hit) -> bool:
    """«подчёркивается необходимость N»: the subject of a passive or reflexive of papers is what was said."""
    return is_passive(page.tokens[hit.i]) or all("doc" in c.flags for c in hit.senses)


def _fronted(page: Page, t: Token, v: int) -> bool:
    """«Решение поддержали Франция и Италия», «Минск такие обвинения отрицает»: the object stands before the verb, with
    no other clause between.
    """
    return (
        t.rel == "obj"
        and t.pos == "NOUN"
        and case_of(t) in ("Acc", "Nom")  # the tagger reads «обещание Афин» that opens a sentence as a nominative
        and t.i < v
        and not any(is_predicate(w) or is_infinitive(w) or w.lemma == "который" for w in page.tokens[t.i : v])
    )


def _may_precede(page: Page, t: Token) -> bool:
    """A complement before its verb: «к этому призвал» does not count, a fronted noun phrase does."""
    return t.pos == "NOUN" and bool(preposition(page.analysis, t.i)) and page.sentence_of(t.i).first >= t.i - 4


def _rank(page: Page, t: Token, frame: str, cue: Cue | Predicative) -> int:
    """How well noun `t` serves as the content of `cue`: 0 best, -1 not at all."""
    if cue.nouns and t.lemma not in cue.nouns:
        return 2 if "A+T" in cue.frames and frame == "A" else -1
    if isinstance(cue, Cue) and t.lemma in cue.not_words:
        return -1
    if frame == "A" and "A+T" in cue.frames:
        return 2
    if f"@{frame}" in cue.frames and frame not in cue.frames:
        return 5
    if frame not in cue.frames or cue.flags & {"deed", "relay"}:
        return -1
    if cue.nouns:
        return 0
    saying = t.lemma in lexicon.noun_cues or t.lemma == "вопрос"
    bare = "+" not in frame and frame != "о"
    paper = isinstance(cue, Cue) and bool({"doc", "thing"} & cue.flags) and frame in ("A", "G")
    if not paper and cue.act == "state" and (saying if frame == "на+A" else bare and not saying):
        return -1  # «отреагировал на заявление», «интересовалась судьбой»: nothing is told of what was said
    if f"@{frame}" in cue.frames or f">{frame}" in cue.frames:
        return 4
    r = page.reference(t.i)
    person = r is not None and r.kind in ("person", "pronoun") and r.head == t.i
    return 3 if person else (1 if "+" in frame else 2)


def _predicate_of(page: Page, hit: Hit, noun: Token, frame: str, cue: Cue | Predicative, ceiling: int) -> Span | None:
    """«назвал X угрозой», «счёл требование неприемлемым»: the instrumental that says what X is called."""
    if "A+T" not in cue.frames or frame != "A":
        return None
    for t in page.tokens[hit.i + 1 : min(ceiling, hit.i + 25)]:
        if t.text in COMMAS and t.i > noun.i:
            break
        if (
            case_of(t) == "Ins"
            and t.i != noun.i
            and (t.pos in ("NOUN", "ADJ", "PROPN") or is_long_participle(t))
            and not preposition(page.analysis, t.i)
        ):
            first, last = complement(page, t.i, ceiling)
            return page.span(min(first, t.i), max(widen(page, last, ceiling), comparison_end(page, last, ceiling)))
    return None


def _with_marks(page: Page, span: Span) -> Span:
    """The mark that opens before a span goes with the one that closes at its end."""
    return next((Span(q.start, span.end) for q in page.enclosing(span.start) if q.end == span.end), span)


def _rating_in(page: Page, span: Span) -> str:
    """The act of calling something so, by the words of the rating."""
    words = page.tokens[page.token_at(span.start) : page.token_at(span.end - 1) + 1]
    words = words[: next((k for k, t in enumerate(words) if t.pos == "ADP"), len(words))]
    return next((lexicon.ratings[t.lemma] for t in words if t.lemma in lexicon.ratings), "")


def comparison_end(page: Page, last: int, ceiling: int) -> int:
    """«более высоким, чем статус министра»: the comparison belongs to what is said."""
    tokens = page.tokens
    if last + 1 < ceiling and tokens[last].text == "," and tokens[last + 1].lower == "чем":
        return last_word(page, last + 1, ceiling)
    return last


def rated(page: Page, hit: Hit, cues: frozenset[int]) -> list[Draft]:
    """«сочли неприемлемым требование N», «объявила недействительным соглашение»: the rating stands before what is
    rated.
    """
    tokens, ceiling = page.tokens, ceiling_of(page, hit.i)
    cue = next((c for c in hit.senses if "A+T" in c.frames), None)
    j = hit.last
    if (
        cue is None
        or "A+T" not in cue.frames
        or j + 1 >= ceiling
        or tokens[j].pos != "ADJ"
        or case_of(tokens[j]) != "Ins"
    ):
        return []
    noun = next(
        (t for t in tokens[j + 1 : min(ceiling, j + 6)] if t.pos in ("NOUN", "PROPN") and case_of(t) in ("Acc", "Nom")),
        None,
    )
    if noun is None:
        return []
    last = widen(page, complement(page, noun.i, ceiling)[1], ceiling)
    stop = scope_end(page, hit.i, j + 1, clause_stop(page, j + 1, ceiling), cues)
    comma = next((k for k in range(j + 1, stop) if tokens[k].text in COMMAS), stop)
    return [under_cue(page, hit, cue, "rated", [page.span(j + 1, max(last, comma))], last=j + 1)]
