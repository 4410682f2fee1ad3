"""Indirect speech under a verb: «S заявил, что C», «C, сообщил S», «как отметил S, C», «призвал + инфинитив», «осудил
N».

`RULES` is tried in order for each cue; the first that fits makes the statement. A rule takes the page, the cue and the
numbers of all cue verbs in its sentence, and gives drafts (none when it does not fit).
"""

from __future__ import annotations

from collections.abc import Callable

from dragoman.languages.base import Token
from dragoman.languages.grammar import (
    COMMAS,
    OPENING,
    case_of,
    children,
    is_dash,
    is_finite,
    is_gerund,
    is_infinitive,
    is_participle,
    is_predicate,
    is_verb,
    preposition,
)
from dragoman.languages.ru import lexicon
from dragoman.languages.ru.lexicon import Cue, Predicative
from dragoman.mentions.extents import clause_stop, complement, trim_right, widen
from dragoman.mentions.page import Page
from dragoman.model import Span
from dragoman.statements.cues import Hit
from dragoman.statements.draft import Draft
from dragoman.statements.scope import last_word, scope_end, split_quotes, trim_span

Rule = Callable[[Page, Hit, frozenset[int]], list[Draft]]

COMPLEMENTISERS = frozenset(("что", "будто", "якобы"))
QUESTION_WORDS = frozenset(
    [
        "почему",
        "как",
        "когда",
        "где",
        "куда",
        "откуда",
        "кто",
        "какой",
        "сколько",
        "зачем",
        "чем",
        "насколько",
        "каким",
        "какие",
        "какая",
        "какое",
        "ли",
    ]
)
BRIDGES = frozenset(("то", "том", "тем", "тому", "того"))
"""«о том, что», «с тем, что»: the pronoun that carries the clause."""


def draft(
    page: Page, hit: Hit, cue: Cue | Predicative, rule: str, content: list[Span], last: int | None = None
) -> Draft:
    """A draft with its cue filled in; the words outside the content are read later."""
    return Draft(
        rule=rule,
        sentence=page.tokens[hit.i].sentence,
        act=cue.act,
        content=content,
        cue=page.span(hit.first, last or hit.last),
        verb=hit.i,
        named_act=cue.act != "state",
        negated=hit.negated,
        flags=_flags(page, hit, cue),
    )


def _flags(page: Page, hit: Hit, cue: Cue | Predicative) -> frozenset[str]:
    """The entry's flags; a short form is weak, a passive may go without a source."""
    extra = {"weak"} if isinstance(cue, Predicative) else set()
    return cue.flags | extra | ({"passive"} if is_passive(page.tokens[hit.i]) else set())


def ceiling_of(page: Page, i: int) -> int:
    """Where what word `i` governs must end: its sentence, or the quotation that it stands in."""
    sentence, at = page.sentence_of(i), page.tokens[i].start
    ends = [q.inner_end for q in page.enclosing(at) if q.inner_start <= at < q.inner_end]
    return min(sentence.last, page.token_at(min(ends))) if ends else sentence.last


def complement_clause(page: Page, hit: Hit, cues: frozenset[int]) -> list[Draft]:
    """«заявил журналистам, что C», «настаивает на том, что C», «призвал, чтобы C»."""
    found = _complementiser(page, hit, cues)
    if found < 0:
        return []
    word = page.tokens[found].lower
    if word in COMPLEMENTISERS:
        cue, first = hit.having("что", "чтобы"), found + 1
        first += first < len(page.tokens) and page.tokens[first].lower == "бы"
    elif word == "чтобы":
        cue, first = hit.having("чтобы"), found + 1
    else:
        cue, first = hit.having("что", "ли"), found
    ceiling = ceiling_of(page, hit.i)
    if cue is None or first >= ceiling:
        return []
    last = scope_end(page, hit.i, first, ceiling, cues)
    if last <= first:
        return []
    return [draft(page, hit, cue, "complement clause", [split_quotes(page, page.span(first, last))])]


def _complementiser(page: Page, hit: Hit, cues: frozenset[int]) -> int:
    """Token number of the word that opens the clause, or -1."""
    tokens, ceiling = page.tokens, ceiling_of(page, hit.i)
    relative = infinitive_seen = False
    for j in range(hit.last, ceiling):
        t = tokens[j]
        infinitive_seen = infinitive_seen or is_infinitive(t)
        if t.text in COMMAS and j + 1 < ceiling:
            follower = tokens[j + 1]
            if infinitive_seen and (follower.lower == "чтобы" or hit.having("inf")):
                return -1  # «призвал вывести войска, чтобы …», «обещал помочь при условии, что …»: part of the deed
            if _opens_clause(page, hit, j + 1, ceiling):
                return j + 1
            relative = follower.lemma == "который" or tokens[min(j + 2, ceiling - 1)].lemma == "который"
        elif (
            t.text == ":"
            or t.text == ";"
            or ((is_predicate(t) or is_gerund(t)) and not relative)
            or (
                (j in cues or (is_infinitive(t) and t.lemma in lexicon.cues()))
                and not relative
                and not is_participle(t)
            )
        ):
            return -1
    return -1


def colon_clause(page: Page, hit: Hit, cues: frozenset[int]) -> list[Draft]:
    """«S отметил: мост закрыт», «S сообщил следующее: C»: a clause without marks after the colon."""
    tokens, ceiling = page.tokens, ceiling_of(page, hit.i)
    cue = hit.having("что")
    colon = next((j for j in range(hit.last, min(ceiling, hit.last + 20)) if tokens[j].text == ":"), -1)
    if cue is None or "question" in cue.flags or colon < 0 or colon + 2 >= ceiling:
        return []
    if tokens[colon + 1].text in OPENING:
        return []
    if any(is_predicate(t) or is_infinitive(t) or is_gerund(t) or is_dash(t) for t in tokens[hit.last : colon]):
        return []
    last = scope_end(page, hit.i, colon + 1, ceiling, cues)
    if not any(is_predicate(t) or is_infinitive(t) for t in tokens[colon + 1 : last]):
        return []
    return [draft(page, hit, cue, "colon clause", [split_quotes(page, page.span(colon + 1, last))])]


def _opens_clause(page: Page, hit: Hit, j: int, ceiling: int) -> bool:
    t = page.tokens[j]
    if t.lower in COMPLEMENTISERS or t.lower == "чтобы":
        return not (t.lower == "чтобы" and hit.having("чтобы") is None)
    if t.lower in ("о", "об") and j + 2 < ceiling and page.tokens[j + 1].lower == "том":
        return False
    asked = hit.having("что", "ли")
    if t.lower in ("когда", "где", "куда", "откуда") and j - hit.last > 1:
        return False
    if t.lower in QUESTION_WORDS and asked is not None and "weak" not in asked.flags and asked.act == "state":
        return j - hit.last <= 8 and not (t.lower == "как" and not _verb_follows(page, j, ceiling))
    return j + 2 < ceiling and page.tokens[j + 1].lower == "ли" and is_verb(t)


def _verb_follows(page: Page, j: int, ceiling: int) -> bool:
    for k in range(j + 1, min(ceiling, j + 12)):
        if page.tokens[k].text in COMMAS:
            return False
        if is_predicate(page.tokens[k]) or is_infinitive(page.tokens[k]):
            return True
    return False


def as_parenthesis(page: Page, hit: Hit, cues: frozenset[int]) -> list[Draft]:
    """«Как отметил S, C» and «C, как отметил S»."""
    tokens, sentence = page.tokens, page.sentence_of(hit.i)
    how = _how(page, hit.first)
    cue = hit.having("что", "Q")
    if how < 0 or cue is None:
        return []
    end = _parenthesis_end(page, hit.i, sentence.last)
    start = _floor(page, how)
    if how <= start or all(not tokens[k].text.isalnum() for k in range(start, how)):
        if end >= sentence.last - 1:
            return []
        last = scope_end(page, hit.i, end + 1, sentence.last, cues)
        spans = [page.span(end + 1, last)] if last > end + 1 else []
    else:
        spans = _both_sides(page, start, how, end, sentence.last)
    return [draft(page, hit, cue, "as parenthesis", spans)] if spans else []


def _how(page: Page, i: int) -> int:
    """Position of «как» that opens the clause of cue `i`, at most four words before it."""
    for j in range(i - 1, max(i - 6, -1), -1):
        t = page.tokens[j]
        if t.lower == "как":
            return j
        if t.text in COMMAS or t.text in '«»"' or is_verb(t):
            return -1
    return -1


def after_content(page: Page, hit: Hit, cues: frozenset[int]) -> list[Draft]:
    """«C, заявил S», «C1, заявил S, C2», «C, – говорится в документе»."""
    tokens, sentence = page.tokens, page.sentence_of(hit.i)
    cue = hit.having("что", "Q", "A")
    before = hit.first - 1
    if cue is None or before <= sentence.first or not is_finite(tokens[hit.i]):
        return []
    if not (tokens[before].text == "," or is_dash(tokens[before])):
        before = _subject_first(page, hit, sentence.first)
        if before < 0:
            return []
    elif not _own_tail(page, hit, sentence.last):
        return []
    start = _floor(page, before)
    end = _parenthesis_end(page, hit.i, sentence.last)
    spans = _both_sides(page, start, before, end, sentence.last)
    if not spans or spans[0].end > tokens[hit.first].start:
        return []
    if (
        not any(is_predicate(t) or is_infinitive(t) for t in tokens[start:before])
        and spans[0].end - spans[0].start < 60
        and len(spans) < 2
    ):
        return []
    return [draft(page, hit, cue, "after content", spans)]


def _own_tail(page: Page, hit: Hit, ceiling: int) -> bool:
    """After «, заявил» stands its subject, or «в документе» for a reflexive verb; the clause has no object clause."""
    tokens = page.tokens
    if hit.i + 1 >= ceiling:
        return tokens[hit.i].lower.endswith(("ся", "сь"))
    for j in range(hit.i + 1, min(ceiling, hit.i + 12)):
        t = tokens[j]
        if t.text in COMMAS or t.text == ":" or is_dash(t):
            return False
        r = page.reference(j)
        if (
            r is not None
            and (case_of(tokens[r.head]) in ("Nom", "") or r.kind in ("medium", "organization"))
            and not preposition(page.analysis, r.head)
        ):
            return True
        if t.lower in ("в", "во", "на") and (
            tokens[hit.i].lower.endswith(("ся", "сь")) or tokens[hit.i].feats.get("Number") == "Plur"
        ):
            return True
        if case_of(t) == "Nom" and t.pos in ("NOUN", "PROPN", "PRON"):
            return True
        if is_verb(t) and not is_participle(t):
            return False
    return False


def _subject_first(page: Page, hit: Hit, floor: int) -> int:
    """«C1, газета «Труд» уточняет, C2»: the comma before the subject that stands before the cue, or -1."""
    tokens = page.tokens
    for j in range(hit.first - 1, max(floor, hit.first - 8), -1):
        if tokens[j].text == "," or is_dash(tokens[j]):
            r = page.reference(j + 1)
            if r is not None and r.last == hit.first and case_of(tokens[r.head]) in ("Nom", ""):
                return j if relay_tail_from(page, hit.i) else -1
            return -1
    return -1


def relay_tail_from(page: Page, v: int) -> bool:
    """Nothing but adverbials between the cue and the next comma or the sentence's end."""
    sentence = page.sentence_of(v)
    for j in range(v + 1, sentence.last):
        t = page.tokens[j]
        if t.text in COMMAS or is_dash(t) or t.text == ".":
            return not (j + 1 < sentence.last and page.tokens[j + 1].lower in COMPLEMENTISERS)
        if is_verb(t) or case_of(t) == "Acc":
            return False
    return True


def _floor(page: Page, i: int) -> int:
    """First token of the content that ends at `i`: the sentence's start, or the start of the quotation around it."""
    sentence, at = page.sentence_of(i), page.tokens[i].start
    starts = [q.inner_start for q in page.enclosing(at) if q.inner_start <= at < q.inner_end]
    first = max([sentence.first, *(page.token_at(s) for s in starts)])
    return first + 1 if page.tokens[first].lower == "однако" else first


def _parenthesis_end(page: Page, v: int, ceiling: int) -> int:
    """Token number of the mark that closes the cue's own clause: a comma or dash outside its phrases, else the
    ceiling.
    """
    tokens = page.tokens
    j = v + 1
    while j < ceiling:
        t = tokens[j]
        r = page.reference(j)
        if r is not None and r.last > j + 1 and r.first <= j:
            j = r.last
            continue
        if t.text in COMMAS or is_dash(t) or t.text == ":":
            if (
                t.text == ","
                and j + 1 < ceiling
                and (is_gerund(tokens[j + 1]) or tokens[j + 1].lemma == "который" or is_long_participle(tokens[j + 1]))
            ):
                return ceiling
            apposed = _apposition_end(page, j, ceiling)
            if apposed < 0:
                return j
            j = apposed
            continue
        j += 1
    return ceiling


def is_long_participle(t: Token) -> bool:
    """«занимающий», «созданный»: a participle that opens a clause beside its noun; «создан» is a predicate."""
    return is_participle(t) and t.feats.get("Variant") != "Short"


def _apposition_end(page: Page, comma: int, ceiling: int) -> int:
    """«один из участников, генерал США Питер Цвак, …»: the comma that closes an apposition opened at `comma`, or -1."""
    tokens = page.tokens
    for j in range(comma + 1, min(ceiling, comma + 16)):
        t = tokens[j]
        if t.text in COMMAS or is_dash(t):
            words = tokens[comma + 1 : j]
            named = any(r.kind == "person" and r.last == j for r in page.starting_at(comma + 1))
            return j if words and named else -1
        if is_predicate(t) or is_infinitive(t):
            return -1
    return -1


def _both_sides(page: Page, start: int, before: int, end: int, ceiling: int) -> list[Span]:
    """Content to the left of the parenthesis and, when the sentence goes on after it, to the right."""
    spans = []
    left_last = trim_right(page, start, before)[1]
    if left_last > start:
        spans.append(trim_span(page.text, page.span(start, left_last)))
    if end < ceiling - 1:
        last = last_word(page, end + 1, ceiling)
        if last > end + 1:
            spans.append(trim_span(page.text, page.span(end + 1, last)))
    return [s for s in spans if s.end > s.start]


def infinitive(page: Page, hit: Hit, cues: frozenset[int]) -> list[Draft]:
    """«призвал стороны прекратить огонь», «отказался подписать договор»."""
    tokens = page.tokens
    cue = hit.having("inf")
    if cue is None:
        return []
    ceiling = ceiling_of(page, hit.i)
    head = _infinitive_of(page, hit.i, ceiling)
    if head < 0:
        return []
    if isinstance(cue, Cue) and tokens[head].lemma in cue.not_words:
        return []  # «отказался комментировать»: nothing was said
    first = head
    while (
        first - 1 >= hit.last
        and (tokens[first - 1].pos in ("ADV", "PART") or tokens[first - 1].text in '«"“„')
        and tokens[first - 1].lower not in ("также", "снова", "вновь")
    ):
        first -= 1
    last = scope_end(page, hit.i, first, clause_stop(page, first, ceiling), cues)
    if last <= first:
        return []
    return [draft(page, hit, cue, "infinitive", [split_quotes(page, page.span(first, last))])]


def _infinitive_of(page: Page, v: int, ceiling: int) -> int:
    """The infinitive that `v` governs: by the parser, or the first one after it in its own clause."""
    tokens = page.tokens
    for t in children(page.analysis, v, "xcomp", "csubj", "ccomp", "obl", "advcl"):
        if is_infinitive(t) and v < t.i < ceiling and t.i - v < 20:
            return t.i
    for j in range(v + 1, min(ceiling, v + 14)):
        t = tokens[j]
        if is_infinitive(t):
            return j
        if t.text in COMMAS or is_finite(t) or is_gerund(t) or t.text == ":" or is_dash(t):
            return -1
    return -1


PREPOSITIONS = {
    "о": ("Loc",), "об": ("Loc",), "обо": ("Loc",), "в": ("Loc", "Acc"), "на": ("Acc", "Loc"), "за": ("Acc",),
    "от": ("Gen",),
    "к": ("Dat",), "ко": ("Dat",), "с": ("Ins",), "со": ("Ins",), "против": ("Gen",), "по": ("Dat",), "из-за": ("Gen",),
    "без": ("Gen",), "для": ("Gen",), "про": ("Acc",), "перед": ("Ins",), "над": ("Ins",),
}  # fmt: skip
LETTERS = {"Gen": "G", "Dat": "D", "Acc": "A", "Ins": "T", "Loc": "L"}
BASE = {"об": "о", "обо": "о", "ко": "к", "со": "с"}


def frame_of(page: Page, t: Token) -> str:
    """The frame that noun `t` realises beside its verb: «A», «G», «в+L», «против+G»."""
    prep = preposition(page.analysis, t.i)
    letter = LETTERS.get(case_of(t), "")
    if prep in ("о", "об", "обо"):
        return "о"
    return f"{BASE.get(prep, prep)}+{letter}" if prep else letter


def _complements(page: Page, hit: Hit) -> list[tuple[Token, str]]:
    """Nouns that the cue governs, with their frames: by the parser, else those that follow it in its own clause."""
    out = []
    for t in children(page.analysis, hit.i, "obj", "obl", "iobj", "xcomp", "nmod", "ccomp", "nsubj"):
        subject = t.rel.startswith("nsubj")
        if subject and not _said_of_itself(page, hit):
            continue
        if t.pos not in ("NOUN", "PROPN", "PRON", "ADJ", "NUM", "X", "DET") and not is_long_participle(t):
            continue
        if t.i > hit.i or subject or _may_precede(page, t):
            out.append((t, ("G" if hit.having("G") is not None else "A") if subject else frame_of(page, t)))
    return out


def _following(page: Page, hit: Hit) -> list[tuple[Token, str]]:
    """Nouns with a preposition after the cue, up to the next mark or verb, whatever the parser hung them on."""
    out = []
    for t in page.tokens[hit.last : ceiling_of(page, hit.i)]:
        if t.text in COMMAS or is_dash(t) or (is_verb(t) and not is_participle(t)) or t.text == ":":
            break
        if t.pos in ("NOUN", "PROPN") and preposition(page.analysis, t.i):
            out.append((t, frame_of(page, t)))
    return out


def nominal(page: Page, hit: Hit, cues: frozenset[int]) -> list[Draft]:
    """«потребовал вывода войск», «осудил удар по городу», «обвинил США в срыве переговоров», «сообщил о выводе
    войск».
    """
    ceiling = ceiling_of(page, hit.i)
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
    last = widen(page, last, ceiling)
    if (
        frame == "A"
        and "A+T" not in cue.frames
        and noun.lemma in (lexicon.noun_cues().keys() | SPEECHES)
        and cue.act == "state"
        and "doc" not in cue.flags
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
        content = [Span(min(content[0].start, extra.start), max(content[0].end, extra.end))]
    elif last <= first or pointing:
        return []
    made = draft(page, hit, cue, f"nominal {frame}", content)
    called = _rating_in(page, extra) if extra is not None else ""
    if called:
        made.act, made.named_act = called, True
    if extra is not None:
        made.flags = made.flags - {"weak"}
    return [made]


def _other_sense(page: Page, hit: Hit, t: Token) -> bool:
    """«объявил банкира в розыск»: a word beside the cue tells that no saying is meant; words of time tell nothing."""
    excluded = any(isinstance(c, Cue) and t.lemma in c.not_words for c in hit.senses)
    return excluded and not any(e.span.end > t.start for e in page.times_in(t.start - 12, t.end))


def before_venue(page: Page, first: int, last: int) -> int:
    """«рассказал о предках | на встрече в Фонде»: where it was said is no part of what was said."""
    for i in range(first, last):
        if page.tokens[i].pos == "ADP":
            nouns = [t for t in page.tokens[i + 1 : min(last, i + 4)] if t.pos == "NOUN"]
            kinds = {v.kind for t in nouns[:1] for v in lexicon.venues().get(t.lemma, ())}
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


def is_passive(t: Token) -> bool:
    """«затребована», «предложено»: a short passive participle."""
    return t.feats.get("Voice") == "Pass" and t.feats.get("Variant") == "Short"


def _said_of_itself(page: Page, hit: Hit) -> bool:
    """«подчёркивается необходимость N»: the subject of a passive or reflexive of papers is what was said."""
    return is_passive(page.tokens[hit.i]) or all("doc" in c.flags for c in hit.senses)


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
    saying = t.lemma in lexicon.noun_cues() or t.lemma == "вопрос"
    bare = "+" not in frame and frame != "о"
    paper = isinstance(cue, Cue) and "doc" in cue.flags and frame == "A"
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
            and t.pos in ("NOUN", "ADJ", "PROPN")
            and not preposition(page.analysis, t.i)
        ):
            first, last = complement(page, t.i, ceiling)
            return page.span(min(first, t.i), max(widen(page, last, ceiling), comparison_end(page, last, ceiling)))
    return None


def _rating_in(page: Page, span: Span) -> str:
    """The act of calling something so, by the words of the rating."""
    words = page.tokens[page.token_at(span.start) : page.token_at(span.end - 1) + 1]
    return next((lexicon.ratings()[t.lemma] for t in words if t.lemma in lexicon.ratings()), "")


def comparison_end(page: Page, last: int, ceiling: int) -> int:
    """«более высоким, чем статус министра»: the comparison belongs to what is said."""
    tokens = page.tokens
    if last + 1 < ceiling and tokens[last].text == "," and tokens[last + 1].lower == "чем":
        return last_word(page, last + 1, ceiling)
    return last


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
    made = draft(page, hit, cue, "previous sentence", [page.span(before.first, last)])
    return [made]


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
    return [draft(page, hit, cue, "rated", [page.span(j + 1, max(last, comma))], last=j + 1)]


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
