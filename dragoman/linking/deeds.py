"""What PLOVER counts beside dealings: home affairs, and acts that have no mode of ours, each with its sides.

The events of a report are dealings between two sides. An arrest at home, a march, a demand with its addressee are none,
but an event coder wants them: they stand in `Report.deeds` and go only where PLOVER is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dragoman import dates
from dragoman.events import Dealing, Party
from dragoman.languages.grammar import ancestors
from dragoman.linking import parties
from dragoman.linking.cast import Cast
from dragoman.linking.joining import Telling
from dragoman.linking.speech import Speech
from dragoman.mentions import Page
from dragoman.mentions.extents import phrase
from dragoman.model import Argument, EventMention

TOLD = frozenset(("held", "planned", "cancelled"))
"""Statuses that PLOVER has a row for."""
DEEPER = frozenset(("acl", "advcl", "nmod", "obl", "compound", "amod", "csubj"))
"""Relations that put a word below what the sentence tells."""


def _steps(page: Page, d: Dealing, heads: set[int]) -> int:
    """Clauses and governing triggers between the main verb and the trigger; reported speech is no step."""
    below, n = page.tokens[d.token], 0
    for up in ancestors(page.analysis, d.token):
        rel = below.rel.split(":")[0]
        governed = up.i in heads and up.i not in (d.anchor, d.token)
        if rel in ("conj", "parataxis", "appos"):
            below = up
            continue
        carried = up.i == d.anchor
        if not carried and (rel in DEEPER or (governed and rel in ("xcomp", "ccomp", "obj", "nsubj", "iobj"))):
            n += 1
        below = up
    return n


def of(
    cast: Cast, dealings: Sequence[Dealing], extra: Sequence[Dealing], events: Sequence[Telling], told: Speech
) -> tuple[list[EventMention], Mapping[int, int]]:
    """Deeds that the sentences of the page tell: dealings that are no event of the report, and `extra` ones of PLOVER
    alone; and trigger token → depth for every event.
    """
    page = cast.page
    heads = {k for d in (*dealings, *extra) for k in (d.token, d.anchor)}
    taken = {page.token_at(s.start) for t in events for s in (t.dealing.trigger, *t.others)}
    taken |= {t.dealing.token for t in events}
    made: dict[int, tuple[int, EventMention]] = {}
    for d in (*dealings, *extra):
        deed = _deed(cast, d, told) if d.token not in taken and d.status in TOLD else None
        if deed is not None and (d.token not in made or _known(deed) > _known(made[d.token][1])):
            made[d.token] = (_steps(page, d, heads), deed)
    steps = {t.dealing.token: _steps(page, t.dealing, heads) for t in events}
    first: dict[int, int] = {}
    told_at = {t.dealing.token: steps[t.dealing.token] for t in events if t.status in TOLD}
    for token, n in (*told_at.items(), *((token, n) for token, (n, _) in made.items())):
        sentence = page.tokens[token].sentence
        first[sentence] = min(first.get(sentence, n), n)
    kept = [deed for token, (n, deed) in sorted(made.items()) if n == first[page.tokens[token].sentence]]
    return kept, {token: n - min(n, first.get(page.tokens[token].sentence, n)) for token, n in steps.items()}


def _known(e: EventMention) -> tuple[int, int]:
    return len({a.actor_id for a in e.arguments if a.actor_id}), len(e.arguments)


def _deed(cast: Cast, d: Dealing, told: Speech) -> EventMention | None:
    found = [a for p in d.parties for a in _sides(cast, p, d, told)]
    arguments = parties.once_each(cast, [a for a in found if a.actor_id]) + [a for a in found if not a.actor_id]
    doers = [a for a in arguments if a.role == "actor"]
    if not doers or (d.weak and len(arguments) < 2 and d.object is None and d.place is None):
        return None
    date = dates.event_date_in(cast.page.times, d.time) if d.time else None
    return EventMention(
        type=d.type,
        mode=d.mode,
        trigger=d.trigger,
        arguments=tuple(sorted(arguments, key=lambda a: a.span)),
        object=d.object,
        place=d.place,
        time=d.time,
        date=date,
        date_reason=None if date else ("no time told" if d.time is None else "the time cannot be resolved"),
        status=d.status,
        within=next((k for k, _ in told.around(d.trigger)), None),
        rule=d.rule,
    )


def _sides(cast: Cast, p: Party, d: Dealing, told: Speech) -> Iterator[Argument]:
    """The arguments of one filler; who cannot be told keeps the words."""
    made = list(parties.arguments_of(cast, p, d, told))
    if made:
        yield from made
    elif cast.tokens[p.head].pos in ("NOUN", "PROPN"):
        yield Argument(role=p.role, span=cast.page.span(*phrase(cast.page, p.head)))
