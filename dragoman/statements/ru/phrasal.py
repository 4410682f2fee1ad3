"""Speech without a verb: «по словам S, C», «согласно S, C», «требование S вывести войска», headline «S: C»."""

from __future__ import annotations

from dragoman.languages.base import Sentence
from dragoman.languages.grammar import (
    COMMAS,
    case_of,
    children,
    is_dash,
    is_infinitive,
    is_participle,
    is_predicate,
    is_verb,
    is_word,
    preposition,
    subtree,
)
from dragoman.languages.lexicon import NounCue, PhraseCue
from dragoman.languages.ru import lexicon
from dragoman.mentions import Reference
from dragoman.mentions.extents import complement, coordinated, phrase
from dragoman.mentions.page import Page
from dragoman.model import Span
from dragoman.statements.draft import Draft
from dragoman.statements.ru.cues import is_long_participle
from dragoman.statements.ru.documents import issuer_of, papers
from dragoman.statements.ru.nominal import frame_of
from dragoman.statements.ru.scope import last_word, scope_end, split_quotes, trim_span

POSSESSIVES = frozenset(["его", "ее", "их", "собственным", "собственному", "собственной"])
FILLERS = frozenset(
    [
        "же",
        "словам",
        "также",
        "последним",
        "предварительным",
        "неофициальным",
        "официальным",
        "собственным",
        "уточненным",
        "имеющимся",
        "самого",
        "самой",
        "самих",
        "некоторым",
    ]
)
CASES = {"Gen": ("Gen",), "Dat": ("Dat",), "Acc": ("Acc",), "G": ("Gen",), "D": ("Dat",), "A": ("Acc",)}


def phrase_cues(page: Page, sentence: Sentence) -> list[Draft]:
    """All «по словам S» of a sentence with their content."""
    out = []
    i = sentence.first
    table = lexicon.phrase_cues
    while i < sentence.last:
        if page.tokens[i].lower not in table:
            i += 1
            continue
        found = _phrase_at(page, i, sentence)
        if found is None:
            i += 1
            continue
        cue, first, last, source = found
        made = _phrase_draft(page, page.sentence_of(i), cue, first, last, source)
        if made is not None:
            out.append(made)
        i = max(last, i + 1)
    return out


def _phrase_at(page: Page, i: int, sentence: Sentence) -> tuple[PhraseCue, int, int, int] | None:
    """The phrase cue that starts at token `i`: entry, first, last (half-open), head token of its source (-1: none)."""
    tokens = page.tokens
    second = tokens[i + 1].lower if i + 1 < sentence.last else ""
    loose = second in POSSESSIVES or second in FILLERS
    for cue in lexicon.phrase_cues.get(tokens[i].lower, ()):
        if not loose and cue.words[1:2] not in ((), (second,)):
            continue
        if "document" in cue.flags and any(w.endswith("ся") for w in cue.words):
            continue  # «говорится в N» is read by the rules of verbs
        words = cue.words
        j, k, owner = i, 0, -1
        while j < sentence.last and k < len(words):
            if tokens[j].lower == words[k]:
                k += 1
            elif k > 0 and (tokens[j].lower in POSSESSIVES or tokens[j].lower in FILLERS):
                owner = j if tokens[j].lower in ("его", "ее", "их") else owner
            else:
                break
            j += 1
        if k < len(words):
            continue
        if owner >= 0:
            return cue, i, j, owner
        while j < sentence.last and tokens[j].lower in FILLERS:
            j += 1
        source = _source_after(page, j, sentence.last, cue)
        if source >= 0 or cue.flags & {"null", "null-if-bare"}:
            return cue, i, j, source
    return None


def _source_after(page: Page, j: int, ceiling: int, cue: PhraseCue) -> int:
    """Head of the noun phrase that starts at token `j` in the case that the phrase asks for, or -1."""
    tokens = page.tokens
    r = next((r for r in page.starting_at(j) if r.kind != "adjective"), None)
    if r is not None:
        return r.head
    for k in range(j, min(ceiling, j + 6)):
        t = tokens[k]
        if t.pos in ("NOUN", "PROPN", "PRON", "X") and (case_of(t) in CASES.get(cue.case, ()) or not case_of(t)):
            return k
        if t.pos not in ("ADJ", "DET", "NUM", "PUNCT", "VERB") or t.text in COMMAS:
            return -1
    return -1


def _phrase_draft(page: Page, sentence: Sentence, cue: PhraseCue, first: int, last: int, source: int) -> Draft | None:
    tokens = page.tokens
    if cue.flags & {"tail", "not", "holder", "nested", "recipient", "origin"}:
        return None
    owner_inside = first <= source < last
    if cue.flags & {"rule", "weak", "ambiguous"} and not _can_speak(page, source):
        return None
    end = last
    if source >= 0 and not owner_inside:
        end = coordinated(page, source)[1]
    at_start = all(
        not is_word(t) or t.lower in ("при", "этом", "вместе", "с", "тем", "а", "и", "но", "однако", "также")
        for t in tokens[sentence.first : first]
    )
    spans: list[Span] = []
    if at_start or tokens[first - 1].text not in (",", "-", "–", "—", "("):
        begin = (
            end + 1
            if end < sentence.last and (tokens[end].text == "," or is_dash(tokens[end]))
            else _after_apposition(page, end, sentence.last)
        )
        begin = _after_clause(page, begin, sentence.last)
        stop = last_word(page, begin, sentence.last) if begin < sentence.last else begin
        if stop > begin:
            spans = [split_quotes(page, trim_span(page.text, page.span(begin, stop)))]
    else:
        begin = _clause_start(page, sentence, first)
        if first - 1 > begin:
            spans.append(trim_span(page.text, page.span(begin, first - 1)))
        closing = next(
            (k for k in range(end, sentence.last) if tokens[k].text == "," or is_dash(tokens[k])), sentence.last
        )
        if closing < sentence.last - 2:
            stop = last_word(page, closing + 1, sentence.last)
            if stop > closing + 1:
                spans.append(trim_span(page.text, page.span(closing + 1, stop)))
    spans = [s for s in spans if s.end > s.start]
    if not spans or not _has_clause(page, spans):
        return None
    halves = len(spans) > 1 and any(page.quotes_in(s.start, s.end) for s in spans)
    flags = cue.flags | ({"block"} if halves else set())
    made = Draft("phrase cue", tokens[first].sentence, cue.act, spans, page.span(first, last), flags=flags)
    if source >= 0:
        named = issuer_of(page, tokens[source]) if tokens[source].lemma in papers() else -1
        made.source_head = named if named >= 0 else source
        made.source = page.span(source, source + 1) if owner_inside else page.span(*coordinated(page, made.source_head))
    return made


def _can_speak(page: Page, source: int) -> bool:
    r = page.reference(source) if source >= 0 else None
    if r is not None:
        return True
    return source >= 0 and page.tokens[source].lemma in lexicon.noun_cues


def _after_apposition(page: Page, end: int, ceiling: int) -> int:
    """Without a comma directly after the source, the content starts after its apposition or at once."""
    tokens = page.tokens
    for j in range(end, min(ceiling, end + 14)):
        if tokens[j].text == "," or is_dash(tokens[j]):
            words = tokens[end:j]
            if (
                words
                and not any(is_predicate(t) for t in words)
                and all(case_of(t) not in ("Nom",) for t in words if t.pos in ("NOUN", "PROPN"))
            ):
                return j + 1
            break
    return end


def _after_clause(page: Page, begin: int, ceiling: int) -> int:
    """«по словам N, возглавляющей фонд, | C»: past the clause that hangs on the source."""
    tokens = page.tokens
    opens = tokens[begin : min(ceiling, begin + 2)]
    if not opens or not (
        (is_long_participle(opens[0]) and case_of(opens[0]) != "Nom") or any(t.lemma == "который" for t in opens)
    ):
        return begin
    return next((j + 1 for j in range(begin, ceiling) if tokens[j].text == ","), begin)


def _clause_start(page: Page, sentence: Sentence, first: int) -> int:
    at = page.tokens[first].start
    starts = [q.inner_start for q in page.enclosing(at) if q.inner_start <= at < q.inner_end]
    begin = max([sentence.first, *(page.token_at(s) for s in starts)])
    colon = next((j for j in range(first - 1, begin, -1) if page.tokens[j].text == ":"), -1)
    return colon + 1 if colon >= 0 and first - 1 > colon + 1 else begin


def _has_clause(page: Page, spans: list[Span]) -> bool:
    """Some verb or short predicate, or at least a few words: not a bare label."""
    words = [t for s in spans for t in page.tokens[page.token_at(s.start) : page.token_at(s.end)]]
    return any(is_verb(t) or is_predicate(t) for t in words) or len(words) >= 3


def noun_cues(page: Page, sentence: Sentence, taken: frozenset[int]) -> list[Draft]:
    """«требование Сеула назначить N», «заявление министра о том, что C»: a noun of saying whose holder is named."""
    out = []
    for i in range(sentence.first, sentence.last):
        entry = next(
            (
                e
                for e in lexicon.noun_cues.get(page.tokens[i].lemma, ())
                if not e.flags & {"topic", "sense", "null", "rule"}
            ),
            None,
        )
        if entry is None or page.tokens[i].pos != "NOUN" or i in taken:
            continue
        holder = _holder(page, i)
        if holder < 0:
            continue
        made = _noun_draft(page, page.sentence_of(i), i, entry, holder)
        if made is not None:
            out.append(made)
    return out


def _holder(page: Page, i: int) -> int:
    """The one whose demand, promise or statement it is: a genitive or an adjective of a state before the noun; else
    -1.
    """
    for t in children(page.analysis, i, "nmod", "appos", "flat"):
        if (
            t.i > i
            and case_of(t) in ("Gen", "")
            and not any(c.pos == "ADP" for c in children(page.analysis, t.i, "case"))
        ):
            r = page.reference(t.i)
            if r is not None and r.kind in ("person", "country", "organization", "organ", "group", "medium", "office"):
                return t.i
            if r is None and t.pos == "NOUN" and t.feats.get("Animacy") == "Anim":
                return t.i
    for t in children(page.analysis, i, "amod", "det"):
        r = page.reference(t.i)
        if t.i < i and r is not None and r.kind in ("adjective", "pronoun"):
            return t.i
    return -1


def _noun_draft(page: Page, sentence: Sentence, i: int, entry: NounCue, holder: int) -> Draft | None:
    tokens = page.tokens
    named = page.reference(holder)
    start = max(i + 1, named.last if named is not None else holder + 1)
    content: tuple[int, int] | None = None
    if start < sentence.last and is_infinitive(tokens[start]) and "inf" in entry.frames:
        content = (
            start,
            scope_end(page, i, start, _before_predicate(page, i, _stop(page, start, sentence.last)), frozenset()),
        )
    elif (
        start + 1 < sentence.last
        and tokens[start].text == ","
        and tokens[start + 1].lower == "что"
        and "что" in entry.frames
    ):
        content = start + 2, last_word(page, start + 2, _before_predicate(page, i, sentence.last))
    elif (
        start + 3 < sentence.last
        and tokens[start].lower in ("о", "в", "на")
        and tokens[start + 1].lower in ("том", "то")
        and tokens[start + 2].text == ","
    ):
        content = start + 4, last_word(page, start + 4, _before_predicate(page, i, sentence.last))
    elif (fixed := _after_fixed(page, start, sentence.last, entry.frames)) is not None:
        content = fixed
    else:
        for t in children(page.analysis, i, "nmod", "obl", "acl"):
            if t.i > i and frame_of(page, t) in entry.frames and t.i != holder and preposition(page.analysis, t.i):
                content = complement(page, t.i, sentence.last)
                break
    if content is None or content[1] <= content[0]:
        return None
    made = Draft(
        "noun cue",
        tokens[i].sentence,
        entry.act,
        [split_quotes(page, page.span(*content))],
        page.span(i, i + 1),
        verb=i,
    )
    made.named_act = entry.act != "state"
    made.source_head = holder
    made.source = page.span(*phrase(page, holder))
    return made


FIXED = {("по", "поводу"): "по+поводу", ("в", "связи"): "в+связи", ("в", "адрес"): "в+адрес"}
"""Prepositions of two words that lead in what a noun of saying is about."""


def _after_fixed(page: Page, start: int, ceiling: int, frames: frozenset[str]) -> tuple[int, int] | None:
    tokens = page.tokens
    frame = FIXED.get((tokens[start].lower, tokens[start + 1].lower)) if start + 2 < ceiling else None
    if frame is None or frame not in frames:
        return None
    j = start + 3 if tokens[start + 2].lower == "с" else start + 2
    noun = next((t for t in tokens[j : min(ceiling, j + 5)] if t.pos in ("NOUN", "PROPN")), None)
    return (noun.i, complement(page, noun.i, ceiling)[1]) if noun is not None else None


def _before_predicate(page: Page, i: int, ceiling: int) -> int:
    """«требование Анкары отозвать посла | отклонено»: the predicate of noun `i` is not part of what was said."""
    main = page.tokens[i].head
    if not i < main < ceiling or not is_predicate(page.tokens[main]):
        return ceiling
    tokens = page.tokens
    end = min([main, *(subtree(page.analysis, s.i)[0] for s in children(page.analysis, main, "nsubj") if s.i > i)])
    while end > i + 1 and (tokens[end - 1].text == "," or tokens[end - 1].pos in ("PART", "ADV", "AUX")):
        end -= 1
    return end


def _stop(page: Page, first: int, ceiling: int) -> int:
    """The infinitive's clause ends at the first comma that opens no relative or participle clause."""
    tokens = page.tokens
    for j in range(first, ceiling):
        if tokens[j].text == "," or is_dash(tokens[j]):
            follower = tokens[j + 1] if j + 1 < ceiling else None
            if follower is None or not (
                follower.lemma == "который" or is_participle(follower) or follower.lower in ("чтобы", "что")
            ):
                return j
    return ceiling


def headline(page: Page, sentence: Sentence) -> Draft | None:
    """«Захарова: Россия передала предложения»: a person or actor, a colon, what it said; in running text a name."""
    tokens = page.tokens
    kind = page.document.passages[sentence.passage].kind
    colon = next(
        (k for k in range(sentence.first, min(sentence.last, sentence.first + 16)) if tokens[k].text == ":"), -1
    )
    titled = kind in ("title", "subtitle")
    if colon < 0 or colon + 2 >= sentence.last:
        return None
    if any(is_predicate(t) for t in tokens[sentence.first : colon]):
        return None
    r: Reference | None = next(
        (
            r
            for r in page.starting_at(sentence.first)
            if r.first == sentence.first and r.last == colon and r.kind not in ("adjective", "place")
        ),
        None,
    )
    if r is None and not (titled and _surname(page, sentence.first, colon)):
        return None
    if not titled and (
        r is None or r.kind != "person" or not r.name or not any(map(is_predicate, tokens[colon : sentence.last]))
    ):
        return None
    last = last_word(page, colon + 1, sentence.last)
    made = Draft("headline", tokens[colon].sentence, "state", [split_quotes(page, page.span(colon + 1, last))])
    made.source_head = r.head if r is not None else sentence.first
    made.source = page.span(sentence.first, colon)
    return made


def _surname(page: Page, first: int, colon: int) -> bool:
    """A name that no list and no tagger knows, in front of the colon of a headline."""
    words = page.tokens[first:colon]
    return 0 < len(words) < 4 and all(t.pos == "PROPN" and t.feats.get("Animacy") == "Anim" for t in words)
