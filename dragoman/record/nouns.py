"""The nouns of the record layer: what was said, what happened, who, by which tellings, and what people decided."""

from __future__ import annotations

import msgspec

from dragoman.model import Actor, Evidence

VERDICTS = ("accept", "reject", "correct", "merge", "split", "status", "note", "withdraw")


class Telling(msgspec.Struct, frozen=True, kw_only=True):
    """One report's words for a fact. id: that of the telling itself, which always leads to its fact.

    reprint: the report is a copy of another one of the record.
    """

    id: str
    evidence: Evidence
    publisher: str | None = None
    url: str | None = None
    published_at: str | None = None
    reprint: bool = False


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """An utterance, by all its tellings. Actors are keys; content, condition, deadline and venue the words of the first
    telling. reports: how many documents tell it; independent: without reprints.
    """

    id: str
    type: str
    act: str
    speaker: str | None
    holder: str | None
    addressee: str | None
    said_on: str | None
    content: tuple[str, ...]
    condition: str | None
    deadline: str | None
    venue: str | None
    position: str | None
    tellings: tuple[Telling, ...]
    reports: int
    independent: int
    verdict: str | None = None


class Participant(msgspec.Struct, frozen=True):
    """Who took part, and as what: actor, recipient, third_party. `actor` is a key."""

    role: str
    actor: str


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """A dealing, by all its tellings. place: key of a place or state; place_words and object: as first told.

    date: ISO 8601 as in a report. follows: id of the event that this one replaces.
    """

    id: str
    type: str
    mode: str
    status: str
    date: str | None
    date_reason: str | None
    place: str | None
    place_words: str | None
    object: str | None
    participants: tuple[Participant, ...]
    follows: str | None
    tellings: tuple[Telling, ...]
    reports: int
    independent: int
    verdict: str | None = None


class KnownActor(msgspec.Struct, frozen=True, kw_only=True):
    """An actor of the record. documents: how many name it. candidate: made from the text, named by one document only
    and confirmed by nobody. merged_into: key of the actor that a person found it to be.
    """

    actor: Actor
    documents: int
    candidate: bool
    merged_into: str | None = None
    verdict: str | None = None


class Position(msgspec.Struct, frozen=True, kw_only=True):
    """What a holder wants, offers, refuses … in one matter, by the statements that say so.

    status: open, answered, met, refused, withdrawn, lapsed; set by people alone.
    """

    id: str
    holder: str
    act: str
    addressee: str | None
    matter: str
    status: str
    statements: tuple[str, ...]


class PageProblem(msgspec.Struct, frozen=True, kw_only=True):
    """What went wrong with one page: `name` is how it came in, `document` the key if it was read all the same."""

    id: int
    name: str
    document: str | None
    stage: str
    message: str


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """What a person decided about a fact, an actor or a position (`subject`).

    verdict: one of `VERDICTS`; withdraw takes back the judgement whose key is `subject`. object: the other one of merge
    and split. field and value: what to correct and to what (JSON); for status the step of a position. document, start,
    end, exact: the words that the subject stood on when it was judged, by which it is found again if its id changes.
    """

    key: str
    verdict: str
    subject: str
    user: str
    made_at: str
    object: str | None = None
    field: str | None = None
    value: str | None = None
    note: str | None = None
    document: str | None = None
    start: int | None = None
    end: int | None = None
    exact: str | None = None


class Join(msgspec.Struct, frozen=True, kw_only=True):
    """Why two tellings are of one fact. later, earlier: their row ids, in the order of publication."""

    later: int
    earlier: int
    rule: str
    score: float = 1.0
