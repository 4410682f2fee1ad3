"""Passages, mentions and times of a document in one packed column: rows looked at with their page, never searched.

They would take more room than the text if each were a row: fifty mentions a page. Packed column by column they take a
tenth of it. Deflate with a dictionary of the words that stand in every layer (`WORDS`); inside is MessagePack.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Any

import msgspec

from dragoman.model import PASSAGE_KINDS, Actor, Mention, Passage, Span, TimeExpression

WORDS = (
    b"text/document/ text/group/ text/unnamed/ text/organization/ text/organ/ text/person/ quasi-state/ organization/ "
    b"; known tenure 20 the text says \xc2\xab party/ region/ office/ media/ igo/ place/RU. place/UA. place/US. "
    b"organ/UKR/government organ/USA/state organ/RUS/mfa state/ person/ place/ 201 202 2021-12-"
)
"""What layers are packed against."""
KNOWN = tuple(
    (
        "person|organization|country|place|office|group|pronoun|document|literal|metonymic|DATE|TIME|DURATION|SET|"
        "BEFORE|AFTER|START|MID|END|APPROX|published_at|story|absolute|unknown|listed|short|adj|abbr|metonym|official|"
        "demonym|government|from the text|named person|unnamed|bare role|bare roles|bare role ahead|weak name|"
        "weak name without a sign of a place|short name of one named before|surname of a person named|minted organ|"
        "organ named in the phrase|organ named before|organ with its state|organ of the state in focus|state in focus|"
        "state beside its noun|government of a state|office of one named before|leaders of a state|representatives|"
        "one of a state who spoke|one of a people|subject of the sentence|last speaker|last person|last plural|"
        "last organ|last body|dates.dated|dates.vague|dates.counted|dates.adjective|dates.span|dates.eve|dates.era|"
        "how long is not told|no date is told|no day is told|no such date|the eve of an event|"
        "the day that it is counted from is not known|named by an event, not by a date|"
        "the words name no date: some time before|the words name no date: the time of writing|"
        "the words name no date: after what was told before|"
        "neither tense nor words tell whether it is past or to come|state/RUS|state/USA|state/UKR|state/BLR|state/CHN|"
        "state/GBR|state/DEU|state/FRA|state/POL|state/TUR|place/524901|place/703448|P1D|P1W|P1M|P1Y"
    ).split("|")
)
"""Words that stand in most layers, by number. More than 127 would take two bytes each."""
FORM = 2
"""Of the lists in a layer. Whoever changes these, `WORDS` or `KNOWN`, gives the form another number and keeps reading
this one."""
LEVEL = 6

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.decode


def pack(
    passages: Sequence[Passage],
    mentions: Sequence[Mention],
    times: Sequence[TimeExpression],
    actors: Sequence[Actor],
    text: str,
) -> bytes:
    """The column. `actors`: those of the document, in the order in which it lists them."""
    places = {actor.id: n for n, actor in enumerate(actors)}
    strings = Strings()
    rows = [mention_row(m, places, actors, strings, text) for m in mentions]
    spans = [t.span for t in times]
    packed = [FORM, *columns(rows, 11), *columns([time_row(t, strings) for t in times], 11)]
    packed += [deltas([m.span.start for m in mentions]), deltas([s.start for s in spans]), strings.held]
    packed.append([[PASSAGE_KINDS.index(p.kind), p.span.start, p.span.end] for p in passages])
    deflate = zlib.compressobj(LEVEL, zlib.DEFLATED, -15, 9, zlib.Z_DEFAULT_STRATEGY, WORDS)
    return deflate.compress(_encode(packed)) + deflate.flush()


def unpack(column: bytes, actors: Sequence[Actor], text: str) -> tuple[tuple[Mention, ...], tuple[TimeExpression, ...]]:
    """What `pack` was given."""
    packed = inflated(column)
    mention_starts, time_starts = packed[23:25]
    held = [*KNOWN, *packed[25]]
    mentions = zip(accumulate(mention_starts), zip(*packed[1:12], strict=True), strict=True)
    times = zip(accumulate(time_starts), zip(*packed[12:23], strict=True), strict=True)
    return (
        tuple(mention(start, row, actors, held, text) for start, row in mentions),
        tuple(time(start, row, held) for start, row in times),
    )


def passages(column: bytes) -> tuple[Passage, ...]:
    """The passages alone."""
    return tuple(Passage(PASSAGE_KINDS[kind], Span(start, end)) for kind, start, end in inflated(column)[26])


def inflated(column: bytes) -> list[Any]:
    """The lists in the column."""
    inflate = zlib.decompressobj(-15, WORDS)
    packed: list[Any] = _decode(inflate.decompress(column) + inflate.flush())
    if packed[0] != FORM:
        raise ValueError(f"layer of form {packed[0]}")
    return packed


NUMBERS = {word: number for number, word in enumerate(KNOWN, 1)}


class Strings:
    """Words told once and then by number; 0 is none."""

    def __init__(self) -> None:
        self.held: list[str] = []
        self.numbers = dict(NUMBERS)

    def number(self, word: str | None) -> int:
        if word is None:
            return 0
        found = self.numbers.get(word)
        if found is None:
            self.held.append(word)
            found = self.numbers[word] = len(KNOWN) + len(self.held)
        return found


def word(held: Sequence[str], number: int) -> str | None:
    return held[number - 1] if number else None


def columns(rows: Sequence[Sequence[Any]], width: int) -> list[list[Any]]:
    """Rows turned on their side: like stands by like and packs well."""
    return [list(column) for column in zip(*rows, strict=True)] if rows else [[] for _ in range(width)]


def deltas(starts: Sequence[int]) -> list[int]:
    return [start - before for before, start in zip([0, *starts[:-1]], starts, strict=True)] if starts else []


Row = Sequence[Any]


def mention_row(m: Mention, places: Mapping[str, int], actors: Sequence[Actor], strings: Strings, text: str) -> Row:
    """Eleven small numbers and short lists."""
    place = places.get(m.actor_id) if m.actor_id else None
    usual = normal_of(actors[place] if place is not None else None, m.span.of(text))
    return (
        m.span.end - m.span.start,
        strings.number(m.kind),
        m.head.start - m.span.start,
        m.head.end - m.head.start,
        [m.role.start - m.span.start, m.role.end - m.role.start] if m.role else 0,
        strings.number(m.reading),
        place + 1 if place is not None else (strings.number(m.actor_id) * -1),
        scored(m.link_score),
        strings.number(m.link_rule),
        [[strings.number(key), scored(score)] for key, score in m.alternatives] or 0,
        [strings.number(None if m.normal == usual else m.normal), strings.number(m.conflict)]
        if m.normal != usual or m.conflict
        else 0,
    )


def mention(start: int, row: Row, actors: Sequence[Actor], held: Sequence[str], text: str) -> Mention:
    length, kind, head, head_length, role, reading, place, score, rule, others, rest = row
    span = Span(start, start + length)
    actor = actors[place - 1] if place > 0 else None
    normal, conflict = (word(held, rest[0]), word(held, rest[1])) if rest else (None, None)
    return Mention(
        span=span,
        kind=word(held, kind) or "",
        head=Span(start + head, start + head + head_length),
        normal=normal if normal is not None else normal_of(actor, span.of(text)),
        role=Span(start + role[0], start + role[0] + role[1]) if role else None,
        reading=word(held, reading) or "",
        actor_id=actor.id if actor else word(held, -place),
        link_score=score_of(score),
        link_rule=word(held, rule) or "",
        alternatives=tuple((held[key - 1], score_of(x)) for key, x in others) if others else (),
        conflict=conflict,
    )


def scored(score: float) -> int:
    """Hundredths, which are one byte, or where those are not exact thousandths, negative."""
    thousandths = round(score * 1000)
    return thousandths // 10 if thousandths % 10 == 0 else -thousandths


def score_of(kept: int) -> float:
    return kept / 100 if kept >= 0 else -kept / 1000


def normal_of(actor: Actor | None, words: str) -> str:
    """What the normal form of a mention mostly is and then need not be kept: the usual Russian name, or the words."""
    return next(iter(actor.names.get("ru", ())), words) if actor else words


def time_row(t: TimeExpression, strings: Strings) -> Row:
    plain = (t.type, t.value, t.mod, t.anchor, t.quant, t.freq, t.earliest, t.latest)
    numbers = [strings.number(x) for x in plain]
    return (t.span.end - t.span.start, *numbers, int(t.deadline), [strings.number(t.reason), strings.number(t.rule)])


def time(start: int, row: Row, held: Sequence[str]) -> TimeExpression:
    length, *numbers, deadline, (reason, rule) = row
    kind, value, mod, anchor, quant, freq, earliest, latest = (word(held, n) for n in numbers)
    return TimeExpression(
        span=Span(start, start + length),
        type=kind or "",
        value=value,
        mod=mod,
        anchor=anchor,
        quant=quant,
        freq=freq,
        earliest=earliest,
        latest=latest,
        deadline=bool(deadline),
        reason=word(held, reason),
        rule=word(held, rule) or "",
    )
