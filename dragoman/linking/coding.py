"""What an event coder counts: the first things told in each sentence, with the sides that the sentence itself names.

The events of a report are dealings between two sides, told once, with what the whole page says of them. An arrest at
home, a march, a demand with its addressee are none, but PLOVER has codes for them; and a side that is only described
(«police») must have a state there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from dragoman import dates
from dragoman.events import Dealing, Party
from dragoman.events.classes import classes
from dragoman.languages.grammar import ancestors, children
from dragoman.linking import minting, parties
from dragoman.linking.cast import Cast
from dragoman.linking.joining import Telling
from dragoman.linking.speech import Speech
from dragoman.mentions import Page, Reference
from dragoman.mentions.extents import complement, phrase
from dragoman.model import Argument, EventMention, Span

FAR = 40
"""Words looked up at above a trigger: more stand in no sentence that anybody wrote."""
TOLD = frozenset(("held", "planned", "cancelled"))
"""Statuses that PLOVER has a row for."""
DEEPER = frozenset(("acl", "advcl", "nmod", "obl", "compound", "amod", "csubj"))
"""Relations that put a word below what the sentence tells."""
GOVERNED = frozenset(("xcomp", "ccomp", "obj", "nsubj", "iobj"))
"""Relations that do so under another trigger."""
TOGETHER = frozenset(("CONSULT", "COOPERATE"))
"""Types that one side alone does not make: the page says who the other is."""
ABROAD = frozenset(("ASSAULT", "CONSULT", "AID", "COOPERATE", "SANCTION", "ACCUSE"))
"""Types whose other side tells nothing of where somebody nameless belongs."""
YIELDING = frozenset(("CONCEDE", "AGREE", "AID", "RETREAT", "COOPERATE", "SUPPORT", "CONSULT"))
"""Types that are refused when somebody says that he will not."""
DESCRIBED = frozenset(("unnamed", "group", "person", "organization", "organ"))
"""Kinds of actors that a page can make without saying whose they are."""
FORCE = frozenset(("SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "PROTEST"))
"""Types that are threatened when somebody vows or plans them."""
ENDING = frozenset(("CONCEDE", "RETREAT", "SANCTION", "REJECT"))
"""Types of verbs that end or refuse what their noun names."""
GUESTS = frozenset(("CONSULT", "AID", "COOPERATE"))
"""Types whose place is rather that of the other side."""
LAWFUL = frozenset(("COERCE", "ACCUSE", "SANCTION", "CONCEDE"))
"""Types that the authorities of the place do when nobody else is named."""


def coded(
    cast: Cast, dealings: Sequence[Dealing], extra: Sequence[Dealing], events: Sequence[Telling], told: Speech
) -> list[EventMention]:
    """Rows for an event coder, in the order of the text."""
    page = cast.page
    heads = {k for d in (*dealings, *extra) for k in (d.token, d.anchor)}
    whole = {t.dealing.token: t for t in events}
    again = {page.token_at(s.start) for t in events for s in t.others} - set(whole)
    made: dict[int, tuple[int, EventMention]] = {}
    force = {k for d in (*dealings, *extra) if d.type in FORCE for k in (d.token, d.anchor)}
    refused = {k for d in (*dealings, *extra) if d.type == "REJECT" for k in (d.token, d.anchor)}
    for d in (*dealings, *extra):
        t = whole.get(d.token)
        if d.type == "AGREE" and d.mode not in ("agree", "sign") and d.object_head in force:
            d = replace(d, type="THREATEN")  # «vowed to bomb»
        if d.status == "possible" and _on_condition(page, d):
            d = replace(d, status="planned")
        if d.type == "REQUEST" and d.object_head in refused and _announced(page, d.object_head):
            d = replace(d, type="REJECT", mode="")  # «insists that it will not sign»
        if d.status == "denied" and d.type in YIELDING and _announced(page, d.anchor):
            d = replace(d, type="REJECT", mode="", status="held")  # «will never bow to …»
        if d.token in again or (t is None and d.status not in TOLD):
            continue
        row = _row(cast, d, t if t is not None and t.dealing.mode == d.mode else None, told)
        if row is not None and row.status in TOLD and (d.token not in made or _known(row) > _known(made[d.token][1])):
            made[d.token] = (_steps(page, d, heads), row)
    for d in (*dealings, *extra):
        if d.anchor != d.token and d.token in made and d.anchor in made:
            verb = made[d.anchor][1].type
            if verb == "REQUEST":
                del made[d.anchor]  # «ordered the expulsion», «sought refuge»: the noun tells it
            elif verb in ENDING:
                del made[d.token]  # «ended the strike»: the verb tells it
    first: dict[int, int] = {}
    for token, (n, _) in made.items():
        sentence = page.tokens[token].sentence
        first[sentence] = min(first.get(sentence, n), n)
    return [row for token, (n, row) in sorted(made.items()) if n == first[page.tokens[token].sentence]]


def _steps(page: Page, d: Dealing, heads: set[int]) -> int:
    """Clauses and governing triggers between the main verb and the trigger; reported speech is no step."""
    below, n = page.tokens[d.anchor], 0
    for up in islice(ancestors(page.analysis, d.anchor), FAR):
        rel = below.rel.split(":")[0]
        if rel in DEEPER or (up.i in heads and up.i != d.token and rel in GOVERNED):
            n += 1
        below = up
    return n


def _known(e: EventMention) -> tuple[int, int]:
    return len({a.actor_id for a in e.arguments if a.actor_id}), len(e.arguments)


def _row(cast: Cast, d: Dealing, t: Telling | None, told: Speech) -> EventMention | None:
    """The row of a dealing; t: the event of the report that it is the fullest telling of."""
    arguments = _arguments(cast, d, told)
    doers = {a.actor_id for a in arguments if a.role == "actor"}
    if t is not None and (not doers or (d.type in TOGETHER and len(arguments) < 2)):
        arguments = t.arguments
    if not doers and t is None:
        arguments += _authorities(cast, d)
    if not any(a.role == "actor" for a in arguments):
        return None
    crowd = d.type == "PROTEST" and d.anchor == d.token and cast.tokens[d.token].pos == "VERB"
    alone = d.weak and not crowd and d.object is None and d.place is None
    if alone and len(arguments) < 2:
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
        status=t.status if t is not None and d.status != "planned" else d.status,
        within=next((k for k, _ in told.around(d.trigger)), None),
        rule=d.rule + (" unless" if _with_ultimatum(cast, d) else ""),
    )


def _announced(page: Page, verb: int) -> bool:
    """«will», «would»."""
    will = page.lexicon.words("would")
    return any(t.lower in will for t in children(page.analysis, verb, "aux"))


def _on_condition(page: Page, d: Dealing) -> bool:
    """«would close the border if …»: what is announced on a condition."""
    words = page.lexicon.words("if")
    if not _announced(page, d.anchor):
        return False
    clauses = children(page.analysis, d.anchor, "advcl")
    return any(m.lower in words for c in clauses for m in children(page.analysis, c.i, "mark", "advmod"))


def _with_ultimatum(cast: Cast, d: Dealing) -> bool:
    """«will withdraw unless …»: a plan with a condition put to another."""
    words = cast.page.lexicon.words("unless")
    clauses = children(cast.page.analysis, d.anchor, "advcl")
    return any(m.lower in words for c in clauses for m in children(cast.page.analysis, c.i, "mark", "advmod"))


def _arguments(cast: Cast, d: Dealing, told: Speech) -> list[Argument]:
    """The sides that the frame finds; who is only described gets a state."""
    found: list[Argument] = []
    described: list[tuple[Party, Argument | None]] = []
    for p in d.parties:
        made = list(parties.arguments_of(cast, p, d, told)) if not _ethnic(cast, p.head) else []
        made = [_first_state(cast, p.head, a) for a in made]
        known = [a for a in made if a.actor_id and not _stateless(cast, a.actor_id)]
        found += known
        if not known and (made or cast.tokens[p.head].pos in ("NOUN", "PROPN")):
            described.append((p, made[0] if made else None))
    stated = list(found)
    found += [_described(cast, p, d, stated, made) for p, made in described]
    found = [b for a in found for b in _each_state(cast, a)]
    if d.type == "MOBILIZE":
        own = {cast.iso3(a.actor_id) for a in found if a.role == "actor" and a.actor_id}
        found = [a for a in found if a.role == "actor" or not a.actor_id or cast.iso3(a.actor_id) not in own]
    return parties.once_each(cast, [a for a in found if a.actor_id]) + [a for a in found if not a.actor_id]


def _each_state(cast: Cast, a: Argument) -> list[Argument]:
    """«Indian and Chinese officials»: somebody of each state that the adjectives before the noun name."""
    page = cast.page
    head = page.token_at(a.span.end - 1)
    token = cast.tokens[head]
    if a.actor_id is None or cast.actors[a.actor_id].kind != "unnamed" or token.pos != "NOUN":
        return [a]
    adjectives = [t for t in children(page.analysis, head, "amod", "compound", "nmod") if t.i < head]
    groups = ([t, *(c for c in children(page.analysis, t.i, "conj") if c.i < head)] for t in adjectives)
    joined = [c for group in groups if len(group) > 1 for c in group]
    states = dict.fromkeys(x for t in joined for k in parties.actors_at(cast, t.i) if (x := cast.iso3(k)))
    if len(states) < 2:
        return [a]
    return [
        Argument(role=a.role, span=a.span, actor_id=cast.add(minting.other("unnamed", token.text.lower(), iso3)))
        for iso3 in states
    ]


def _ethnic(cast: Cast, head: int) -> bool:
    """«ethnic Greeks»: people of another state than the one whose name they bear."""
    words = cast.page.lexicon.words("ethnic")
    return any(t.lower in words for t in children(cast.page.analysis, head, "amod"))


def _first_state(cast: Cast, head: int, a: Argument) -> Argument:
    """«Bosnian Serbs», «Turkish Cypriots»: a people inside a state is of that state."""
    token = cast.tokens[head]
    people = a.actor_id is not None and cast.actors[a.actor_id].kind in ("state", "unnamed", "group")
    if token.feats.get("Number") != "Plur" or token.pos != "PROPN" or not people:
        return a
    before = (x for t in children(cast.page.analysis, head, "amod") for x in parties.actors_at(cast, t.i))
    iso3 = next((x for k in before if (x := cast.iso3(k))), None)
    if iso3 is None or a.actor_id is None or iso3 == cast.iso3(a.actor_id):
        return a
    named = minting.other("unnamed", a.span.of(cast.page.text).lower(), iso3)
    return Argument(role=a.role, span=a.span, actor_id=cast.add(named))


def _stateless(cast: Cast, actor_id: str) -> bool:
    """Somebody made from this text of whom no state is known."""
    actor = cast.actors[actor_id]
    nowhere = actor.provisional and actor.iso3 is None
    return nowhere and actor.kind in DESCRIBED


def _described(cast: Cast, p: Party, d: Dealing, known: Sequence[Argument], made: Argument | None) -> Argument:
    """A side without a state, «demonstrators», «the army»: of the state that its words, the place or the other side
    name.
    """
    page = cast.page
    span = made.span if made is not None else page.span(*phrase(page, p.head))
    if made is None and not _people(cast, p.head):
        return _where(cast, p, d, known, span)
    first, last = complement(page, p.head, page.sentence_of(p.head).last)
    named = [
        _state_in(cast, page.span(first, last)),
        _state_in(cast, d.place) if d.place and d.type not in GUESTS else None,
    ]
    body = made is not None and made.actor_id is not None and cast.actors[made.actor_id].kind == "organization"
    body = body and span.of(page.text)[:1].isupper()
    if _of_body(cast, page.span(first, last)) or "inspector" in classes(page, cast.tokens[p.head].lemma):
        return made or Argument(role=p.role, span=span)
    if (d.type not in ABROAD or d.mode == "investigate") and not (body and p.role == "recipient"):
        near = {x for a in known if a.actor_id and (x := cast.iso3(a.actor_id))}
        named.append(next(iter(near)) if len(near) == 1 else _state_in(cast, d.span_of_sentence, alone=True))
    elif p.role == "recipient" and d.type in ("AID", "ASSAULT"):
        named.append(_other_state(cast, d, known))
    iso3 = next((x for x in named if x), None)
    if iso3 is None and made is not None:
        return made
    actor = minting.other("unnamed", span.of(page.text).lower(), iso3)
    return Argument(role=p.role, span=span, actor_id=cast.add(actor))


def _other_state(cast: Cast, d: Dealing, known: Sequence[Argument]) -> str | None:
    """«crossed into Chad and killed three herders»: the one other state that the sentence names."""
    page, span = cast.page, d.span_of_sentence
    named = page.references_in(page.token_at(span.start), page.token_at(span.end))
    found = {x for r in named for a in parties.actors_at(cast, r.head) if (x := cast.iso3(a))}
    found -= {x for a in known if a.role == "actor" and a.actor_id and (x := cast.iso3(a.actor_id))}
    return next(iter(found)) if len(found) == 1 else None


def _where(cast: Cast, p: Party, d: Dealing, known: Sequence[Argument], span: Span) -> Argument:
    """A thing or place; in affairs at home the town is of the state of the one who acts."""
    home = d.type in LAWFUL | {"PROTEST"} and "territory" in classes(cast.page, cast.tokens[p.head].lemma)
    iso3 = _state_in(cast, span) if home else None
    near = (
        {x for a in known if a.role == "actor" and a.actor_id and (x := cast.iso3(a.actor_id))} if home else set[str]()
    )
    iso3 = iso3 or (next(iter(near)) if len(near) == 1 else None)
    actor = cast.add(minting.other("unnamed", span.of(cast.page.text).lower(), iso3)) if iso3 else None
    return Argument(role=p.role, span=span, actor_id=actor)


def _people(cast: Cast, head: int) -> bool:
    """People or a body of them: no place, no thing."""
    token, r = cast.tokens[head], cast.page.reference(head)
    if r is not None and r.head == head:
        return r.kind in ("person", "group", "unnamed", "organ", "organization", "office")
    if token.pos == "PROPN":
        return token.feats.get("Number") == "Plur"
    alive = token.pos == "NOUN" and token.feats.get("Animacy") != "Inan"
    return alive and bool(PEOPLE & classes(cast.page, token.lemma))


PEOPLE = frozenset(("person", "prisoner", "force", "envoy", "suspect", "body"))


def _of_body(cast: Cast, span: Span) -> bool:
    """«U.N. inspectors»: somebody of an organisation that is of no state."""
    page = cast.page
    named = page.references_in(page.token_at(span.start), page.token_at(span.end))
    found = [cast.actors[a] for r in named for a in parties.actors_at(cast, r.head)]
    return any(a.kind == "organization" and a.iso3 is None and not a.provisional for a in found)


def _authorities(cast: Cast, d: Dealing) -> list[Argument]:
    """«was arrested in Lebanon», «rioting in Dili»: those of the place do it when nobody is named."""
    who = "authorities" if d.type in LAWFUL else NAMELESS.get(d.type, "")
    iso3 = _state_in(cast, d.place) if d.place and who else None
    if iso3 is None and who and any(p.role == "recipient" for p in d.parties):
        iso3 = _state_in(cast, d.span_of_sentence, alone=True)  # «has been accused of …»
    if iso3 is None:
        return []
    actor_id = cast.add(minting.other("unnamed", who, iso3))
    return [Argument(role="actor", span=d.place or d.trigger, actor_id=actor_id)]


NAMELESS = {"PROTEST": "demonstrators", "ASSAULT": "gunmen"}
"""Who does it when nobody is named, beside the authorities."""


def _state_in(cast: Cast, span: Span, *, alone: bool = False) -> str | None:
    """The state of whoever is named first in the words; with `alone`, only when all that are named belong to one."""
    page = cast.page
    named = page.references_in(page.token_at(span.start), page.token_at(span.end))
    own = (r for r in named if not _takes_sides(page, r))
    found = list(dict.fromkeys(x for r in own for a in parties.actors_at(cast, r.head) if (x := cast.iso3(a))))
    return found[0] if found and (len(found) == 1 or not alone) else None


def _takes_sides(page: Page, r: Reference) -> bool:
    """«pro-Iranian», «U.S.-backed»: what somebody thinks of a state makes nobody its citizen."""
    before = page.tokens[max(0, r.first - 2) : r.first]
    after = page.tokens[r.last : r.last + 2]
    hyphens = ("-", "‑")
    pro = len(before) == 2 and before[1].text in hyphens and before[0].lower in page.lexicon.words("pro")
    backed = len(after) == 2 and after[0].text in hyphens and after[1].lower in page.lexicon.words("backed")
    return pro or backed
