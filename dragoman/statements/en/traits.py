"""What is seen of a cue and of a stretch that may be its content: short words, each of which has a learnt weight.

Names of words keep the lemma only; a trait never holds two words of a text that are not its cue or a function word.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from dragoman.languages.base import Token
from dragoman.languages.lexicon import Cue, NounCue, Predicative
from dragoman.statements.en.ground import Ground
from dragoman.statements.en.spans import Stretch

HELD = 60
"""Tokens of a stretch in which other cues are counted."""
BORDERS = (1, 2, 4, 8, 16, 32, 64)
ARGUMENTS = frozenset(("obj", "obl", "nmod", "xcomp", "ccomp"))
SATELLITES = frozenset(
    "aux advmod cop compound:prt expl aux:pass mark det nmod:poss amod case".split(),
)
UNTOLD = frozenset(("punct", "advmod", "aux", "mark", "cc", "det"))


SIZES = [next(k for k, border in enumerate(BORDERS) if n <= border) for n in range(BORDERS[-1] + 1)]


def size(n: int) -> int:
    """A length in steps of doubling."""
    return SIZES[n] if n <= BORDERS[-1] else len(BORDERS)


def key(t: Token) -> str:
    """Lemma and part of speech of a cue."""
    return f"{t.lemma}/{t.pos[0]}"


def subject(ground: Ground, c: int) -> tuple[int, bool]:
    """Subject of the cue, and whether it is inherited from a clause above; -1 for none."""
    i = c
    for _ in range(4):
        for d in ground.kids[i]:
            if ground.tokens[d].rel.startswith("nsubj"):
                return d, i != c
        if ground.tokens[i].rel not in ("xcomp", "conj", "acl", "advcl") or ground.tokens[i].head < 0:
            return -1, False
        i = ground.tokens[i].head
    return -1, False


def class_of(ground: Ground, i: int) -> str:
    """What kind of holder the word is: a pronoun, a name of some kind, a noun by its lemma."""
    if i < 0:
        return "none"
    t = ground.tokens[i]
    if t.pos == "PRON":
        return "pr:" + t.lower
    if kind := ground.kinds.get(i):
        return kind
    if t.pos == "PROPN":
        return "propn"
    return "n:" + t.lemma if t.pos == "NOUN" else t.pos


PERSONS = {
    "i": "first", "we": "first", "you": "second", "he": "third", "she": "third", "they": "third", "who": "who",
    "it": "thing", "this": "thing", "that": "thing", "which": "thing",
}  # fmt: skip


def sort_of(ground: Ground, i: int) -> str:
    """The holder in a few classes: a person's name, a speaking noun, a thing, a pronoun of some person."""
    if i < 0:
        return "none"
    t = ground.tokens[i]
    if t.pos == "PRON":
        return PERSONS.get(t.lower, "pron")
    if kind := ground.kinds.get(i):
        return kind
    if t.pos == "NOUN":
        return "n-" + next((s.kind for s in ground.page.lexicon.speakers.get(t.lemma, ())), "")
    return t.pos


def sort_of_subject(ground: Ground, c: int) -> str:
    """The sort of the subject of the cue."""
    if c not in ground.sorts:
        ground.sorts[c] = sort_of(ground, subject(ground, c)[0])
    return ground.sorts[c]


def table(ground: Ground, c: int) -> tuple[str, frozenset[str]]:
    """What the word tables say of the cue: its act and flags in one word, and all its frames."""
    if c not in ground.senses:
        ground.senses[c] = _look_up(ground, c)
    return ground.senses[c]


def _look_up(ground: Ground, c: int) -> tuple[str, frozenset[str]]:
    t, lexicon = ground.tokens[c], ground.page.lexicon
    entries: tuple[Cue | NounCue | Predicative, ...] = lexicon.cues.get(t.lemma, ())
    if t.pos == "NOUN":
        entries = lexicon.noun_cues.get(t.lemma, ())
    elif t.pos != "VERB":
        entries = lexicon.predicatives.get(t.lower, ())
    if not entries:
        return "-", frozenset()
    return entries[0].act + " ".join(sorted(entries[0].flags)), frozenset(f for e in entries for f in e.frames)


def of_cue(ground: Ground, c: int) -> list[str]:
    """Traits of the cue alone: does it report at all?"""
    t, own = ground.tokens[c], key(ground.tokens[c])
    form, voice = t.feats.get("VerbForm", "") + t.feats.get("Tense", ""), t.feats.get("Voice", "")
    holder, inherited = subject(ground, c)
    named = class_of(ground, holder)
    sort, (sense, frames) = sort_of(ground, holder), table(ground, c)
    found = ["b", own, "p" + t.pos, f"vf{t.pos}{form}{voice}{t.feats.get('Number', '')}", f"r{t.pos}{t.rel}"]
    found += [f"form{t.lower}{t.pos[0]}", own + t.rel, f"s{t.pos}{named}{inherited}", f"sl{own}{sort}"]
    found += [f"sp{t.pos}{sort}{t.rel}", f"se{sense}{t.pos}", f"ses{sense}{sort}{voice}", f"ser{sense}{t.rel}{form}"]
    found.append(f"seq{'Q' in frames}{'that' in frames}{'obj' in frames}{t.pos}")
    if t.head >= 0:
        up = ground.tokens[t.head]
        found += [f"u{up.lemma}{t.rel}", f"up{up.pos}{t.rel}{t.pos}", f"ul{own}{up.pos}"]
    return found + _dependents(ground, c, own) + _surroundings(ground, c, own)


def _dependents(ground: Ground, c: int, own: str) -> list[str]:
    t = ground.tokens[c]
    kids = [ground.tokens[d] for d in ground.kids[c]]
    frame = " ".join(dict.fromkeys(k.rel for k in kids if k.rel not in UNTOLD))
    found = [f"sig{t.pos}{frame}", f"sigl{own}{frame}"]
    for k in kids:
        if k.rel in SATELLITES:
            word = k.lemma if k.rel in ("compound:prt", "aux") else ""
            found += [f"k{k.rel}{k.lemma}{t.pos}", f"kl{own}{k.rel}{word}"]
        elif k.rel in ARGUMENTS:
            marker = ground.marker(k.i)
            found += [f"o{own}{k.rel}{marker}", f"ol{t.lemma}{k.rel}{k.lemma}", f"ok{t.pos}{k.rel}{k.lemma}"]
            found.append(f"om{t.pos}{k.rel}{marker}{k.pos}")
    return found


def _surroundings(ground: Ground, c: int, own: str) -> list[str]:
    tokens, t = ground.tokens, ground.tokens[c]
    sentence = ground.page.sentence_of(c)
    quoted = ground.quote[c] >= 0
    beside = not quoted and any(q >= 0 for q in ground.quote[sentence.first : sentence.last])
    after = tokens[c + 1].lower if c + 1 < len(tokens) else ""
    later = tokens[c + 2].lower if c + 2 < len(tokens) else ""
    before = tokens[c - 1].lower if c else ""
    found = [f"q{quoted}{t.pos}", f"ql{own}{quoted}", f"aq{beside}{t.pos}", f"aql{own}{beside}"]
    found += [f"n{own}{after}", f"n_{t.pos}{after}", f"p_{t.pos}{before}", f"pl{own}{before}"]
    found += [f"nn{t.pos}{after}{later}", "kind" + ground.page.document.passages[sentence.passage].kind]
    found.append(f"slen{size(sentence.last - sentence.first)}")
    i = c
    for _ in range(8):
        if tokens[i].head < 0:
            break
        if tokens[i].rel == "ccomp":
            return [*found, "under" + tokens[tokens[i].head].lemma, "under_" + t.pos]
        i = tokens[i].head
    return found


QUESTIONS = frozenset("whether if what who how why when where which whom whose".split())


def frame(ground: Ground, s: Stretch) -> frozenset[str]:
    """Tokens of the column `frames` of the word tables that the stretch realises."""
    word = ground.tokens[s.first].lower
    if s.opening in ("q", "nq") or s.piece < 0:
        return frozenset(("Q", "that"))
    relation, marker = ground.relation(s.piece).split(":")[0], ground.marker(s.piece)
    if s.opening in ("left", "inv", "after"):
        return frozenset(("subj", "obj") if relation == "nsubj" else ("front", "that", "set-in"))
    if relation in ("ccomp", "csubj"):
        return frozenset(("wh",) if word in QUESTIONS else ("that",))
    head = ground.tokens[s.piece]
    if relation in ("xcomp", "advcl", "acl") and head.feats.get("VerbForm") == "Inf":
        return frozenset(("to",))
    if relation in ("xcomp", "advcl", "acl"):
        return frozenset(x for x in (marker, "ing") if x)
    if relation == "obj" and s.tail >= 0 and s.tail != s.piece:
        tail = ground.tokens[s.tail]
        if tail.rel == "xcomp" and tail.feats.get("VerbForm") == "Inf":
            return frozenset(("to", "obj"))
    return frozenset((marker or "obj",))


def opening(s: Stretch, ground: Ground) -> str:
    """How the stretch begins, in one word."""
    start = f"{s.opening}:{ground.relation(s.piece)}"
    return f"{start}:{ground.tokens[s.first - 1].lower}" if s.opening == "inner" else start


def of_start(ground: Ground, c: int, s: Stretch) -> list[str]:
    """Traits of the left edge."""
    tokens, t = ground.tokens, ground.tokens[c]
    own, start, relation, word = key(t), opening(s, ground), ground.relation(s.piece), ground.form(s.first)
    sort, (sense, frames) = sort_of_subject(ground, c), table(ground, c)
    fits = bool(frames & frame(ground, s))
    found = ["S" + start, f"S{t.pos}{start}", f"SL{own}{start}", f"SM{start}{word}", f"SML{own}{word}{relation}"]
    found += [f"sv{start}{tokens[s.first].pos}{t.feats.get('Voice', '')}", f"sw{word}{t.pos}", f"sc{start}{sort}"]
    found += [f"adj{s.first == c + 1}{relation}{t.pos}", f"fit{fits}{t.pos}{s.opening}", f"fits{fits}{sense}"]
    found += [f"fitr{fits}{start}", f"sense{sense}{start}", f"sensev{sense}{start}{t.feats.get('Voice', '')}"]
    found.append(f"sorts{sort}{sense}{relation}")
    if s.piece >= 0:
        head = tokens[s.piece]
        found += [f"H{head.pos}{relation}{t.pos}", f"HL{own}{head.pos}{relation}", f"Hw{head.lemma}{relation}{t.pos}"]
    if s.first > c:
        skipped = [tokens[d].rel for d in ground.kids[c] if c < d < s.first and tokens[d].rel != "punct"]
        found.append(f"skip{' '.join(skipped[:3])}{relation}")
    return found + _before(ground, c, s, own)


def _before(ground: Ground, c: int, s: Stretch, own: str) -> list[str]:
    """The marks and the word before the stretch."""
    floor, k, marks = max(-1, ground.page.sentence_of(c).first - 3), s.first - 1, ""
    while k > floor and ground.mark[k]:
        marks = ground.tokens[k].text + marks
        k -= 1
    found = [f"B{marks[:3]}{s.opening}", f"BL{own}{marks[:3]}"]
    return [*found, f"Bw{ground.form(k)}{s.opening}"] if k >= 0 and k != c else found


def of_end(ground: Ground, c: int, s: Stretch) -> list[str]:
    """Traits of the right edge and of what follows it."""
    tokens, t = ground.tokens, ground.tokens[c]
    own, ending = key(t), s.closing
    found = [f"E{ending}{ground.relation(s.tail)}", f"E{t.pos}{ending}", f"EL{own}{ending}"]
    k, marks = s.last, ""
    while k < len(tokens) and ground.mark[k]:
        marks += tokens[k].text
        k += 1
    marks = marks[:3]
    if k >= ground.page.sentence_of(c).last or k >= len(tokens):
        return [*found, f"NEND{marks}", f"NEEND{ending}", f"NL{own}END"]
    follower, word = tokens[k], ground.form(k)
    found += [f"N{word}{marks}", f"NE{word}{ending}", f"NL{own}{word}"]
    found += [f"NR{follower.rel}{ending}", f"NRc{follower.rel}{marks}", f"NRL{own}{follower.rel}"]
    if ending.startswith(("cut", "Lcut", "invcut")) and follower.head >= 0:
        found.append(f"NH{tokens[follower.head].pos}{follower.rel}{word}")
    return found


def of_pair(ground: Ground, c: int, s: Stretch) -> list[str]:
    """Traits of the stretch as a whole."""
    tokens, t = ground.tokens, ground.tokens[c]
    own, start = key(t), opening(s, ground)
    gap = s.first - c if s.first > c else c - s.last
    where = f"{size(abs(gap))}{'+' if s.first > c else '-'}"
    found = [f"X{s.around}{s.opening}{s.closing}", f"XL{own}{s.around}{s.opening}", f"SE{start}{s.closing}"]
    found += [f"G{where}{s.around}", f"GP{t.pos}{where}", f"len{size(s.last - s.first)}{start}"]
    found.append(f"lenP{size(s.last - s.first)}{t.pos}")
    if within(ground.opening, s.first, s.last) != within(ground.closing, s.first, s.last):
        found.append("paren")
    if s.first > c:
        rest = [tokens[d].rel for d in ground.kids[c] if ground.left[d] >= s.last and tokens[d].rel != "punct"]
        found += [f"rest{' '.join(rest[:3])}{start}", f"restL{own}{' '.join(rest[:2])}"]
    last = min(s.last, s.first + HELD)
    held = within(ground.reporting, s.first, last) - (s.first <= c < last)
    return [*found, f"inc{min(held, 3)}"]


def within(positions: Sequence[int], first: int, last: int) -> int:
    """How many of the positions lie in the half-open range."""
    return bisect_left(positions, last) - bisect_left(positions, first)
