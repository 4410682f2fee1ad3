"""What a page says: mentions, times, attributions (PARC) and event mentions (PLOVER), all by offsets."""

from __future__ import annotations

import msgspec

from dragoman.model.document import Span

ATTRIBUTION_TYPES = ("direct", "indirect", "mixed")
ACTS = ("state", "propose", "demand", "promise", "warn", "accuse", "reject", "deny", "support", "concern")
STATUSES = ("held", "planned", "cancelled", "denied", "possible")
MODES = {
    "CONSULT": ("meet", "visit", "call", "talks", "mediate"),
    "AGREE": ("sign", "agree"),
    "REQUEST": ("deliver",),
    "COOPERATE": ("cooperate",),
    "AID": ("aid",),
    "CONCEDE": ("release", "ease"),
    "RETREAT": ("withdraw", "ceasefire"),
    "SANCTION": ("sanction", "expel", "break"),
    "COERCE": ("arrest", "ban", "seize"),
    "MOBILIZE": ("deploy", "alert"),
    "ASSAULT": ("attack",),
    "PROTEST": ("protest",),
    "REJECT": ("refuse",),
    "SUPPORT": ("recognise", "appoint", "join"),
}
"""Event types (PLOVER) and their modes."""


class Mention(msgspec.Struct, frozen=True, kw_only=True):
    """Words that stand for an actor or a place.

    kind: person, organization, country, place, office, group, pronoun, document.
    reading: literal (Москва in a dateline) or metonymic (Москва as a subject: Russia).
    head: the head word; role: the words that give the office («замглавы МИД РФ»).
    actor_id is set by linking; `alternatives` are the other readings kept, with scores.
    conflict: what is known against the words («the text says «глава МИД»; known tenure 1998 – 2004»); the words stand.
    """

    span: Span
    kind: str
    head: Span
    normal: str = ""
    role: Span | None = None
    reading: str = "literal"
    actor_id: str | None = None
    link_score: float = 0.0
    link_rule: str = ""
    alternatives: tuple[tuple[str, float], ...] = ()
    conflict: str | None = None


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """Who a mention stands for. kind: state, quasi-state, organ, organization, person, medium, group, document,
    unnamed.

    names: usual spelling first, by language. iso3: the state that the actor is or belongs to. sector: PLOVER code.
    """

    id: str
    kind: str
    names: dict[str, tuple[str, ...]]
    iso3: str | None = None
    sector: str | None = None
    office: str | None = None
    qid: str | None = None
    provisional: bool = False


class TimeExpression(msgspec.Struct, frozen=True, kw_only=True):
    """A time in words (TIMEX3). type: DATE, TIME, DURATION, SET.

    value: ISO 8601 as in TimeML, or None with a `reason`. earliest, latest: ISO dates that bound it (inclusive).
    mod: BEFORE AFTER START MID END APPROX. anchor: published_at, story (another expression), absolute, or None.
    deadline: the words set a limit («до конца года») rather than a moment.
    """

    span: Span
    type: str
    value: str | None = None
    mod: str | None = None
    anchor: str | None = None
    quant: str | None = None
    freq: str | None = None
    earliest: str | None = None
    latest: str | None = None
    deadline: bool = False
    reason: str | None = None
    rule: str = ""


class Attribution(msgspec.Struct, frozen=True, kw_only=True):
    """One telling of speech (PARC): who (`source`) said (`cue`) what (`content`), with what `act`.

    content: one span or more, without the outer quotation marks. within: index of the attribution that reports this
    one.
    speaker_id and addressee_id are actors of the report, set by linking.
    """

    type: str
    act: str
    content: tuple[Span, ...]
    cue: Span | None = None
    source: Span | None = None
    addressee: Span | None = None
    venue: Span | None = None
    time: Span | None = None
    condition: Span | None = None
    deadline: Span | None = None
    within: int | None = None
    speaker_id: str | None = None
    addressee_id: str | None = None
    rule: str = ""
    confidence: float = 1.0


class Argument(msgspec.Struct, frozen=True, kw_only=True):
    """A participant of an event. role: actor, recipient, third_party."""

    role: str
    span: Span
    actor_id: str | None = None


class EventMention(msgspec.Struct, frozen=True, kw_only=True):
    """A dealing between political actors: `type` and `mode` of `MODES`, `status` of `STATUSES`.

    date: ISO 8601, resolved from `time`, or None with a `date_reason`. within: index of the attribution that tells it.
    """

    type: str
    mode: str
    trigger: Span
    other_triggers: tuple[Span, ...] = ()
    arguments: tuple[Argument, ...] = ()
    object: Span | None = None
    place: Span | None = None
    time: Span | None = None
    date: str | None = None
    date_reason: str | None = None
    status: str = "held"
    within: int | None = None
    rule: str = ""
    confidence: float = 1.0


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """Where a fact stands (W3C TextPositionSelector and TextQuoteSelector) and the rule that made it."""

    document_id: str
    text_sha256: str
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str
    rule: str
    version: str
