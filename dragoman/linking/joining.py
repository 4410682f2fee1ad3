"""One event once in a document: mentions with the same kind and compatible parties are one telling after another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from dragoman.events import Dealing
from dragoman.events.classes import classes
from dragoman.languages.grammar import children
from dragoman.linking.cast import Cast
from dragoman.model import Argument, Span

FAMILY = {"meet": "meeting", "talks": "meeting", "call": "meeting", "visit": "visit"}
"""Modes that may tell of one event: a встреча is also called переговоры. Standing contact is a family of its own."""


@dataclass(slots=True)
class Telling:
    """A dealing with its parties resolved. family: of modes that may tell of one event; discusses: by a verb for what a
    meeting is about; fresh: by its words another event than the one before.
    """

    dealing: Dealing
    arguments: list[Argument]
    date: str | None
    status: str
    sure: bool
    title: bool
    family: str
    discusses: bool
    fresh: bool
    others: list[Span] = field(default_factory=list)

    _parties: tuple[int, frozenset[str]] = (0, frozenset())

    @property
    def parties(self) -> frozenset[str]:
        """The actors but for third parties; worked out again when arguments have been added."""
        if self._parties[0] != len(self.arguments):
            found = frozenset([a.actor_id for a in self.arguments if a.actor_id and a.role != "third_party"])
            self._parties = len(self.arguments), found
        return self._parties[1]

    @property
    def weight(self) -> tuple[int, int, int, int]:
        d = self.dealing
        named = sum(not a.startswith(("text/unnamed", "text/group")) for a in self.parties)
        return len(self.parties), -int(self.title), named, sum(x is not None for x in (d.object, d.place, d.time))


def telling(
    cast: Cast, d: Dealing, arguments: list[Argument], date: str | None, told: tuple[str, bool], title: bool
) -> Telling:
    """The dealing as joining compares it. told: its status, and whether words say so."""
    family = "contact" if d.lemma in cast.words("standing-contact") else FAMILY.get(d.mode, d.mode)
    qualified = children(cast.page.analysis, d.token, "amod", "det", "nummod")
    another = cast.words("another-time")  # «новая встреча», «второй раунд», «ещё одна»
    fresh = any(c.lemma in another for c in qualified)
    return Telling(d, arguments, date, *told, title, family, d.lemma in cast.words("discussing"), fresh)


CANDIDATES = 60
"""Events that a telling is compared with; a report of more is an archive."""


def join(cast: Cast, tellings: Sequence[Telling]) -> list[Telling]:
    """The fullest telling of each event, with the triggers of the others."""
    events: list[list[Telling]] = []
    alike: dict[str, list[list[Telling]]] = {}
    for t in sorted(tellings, key=lambda t: (-len(t.parties), t.dealing.token)):
        near = alike.setdefault(t.dealing.type, [])
        homes = [e for e in near[-CANDIDATES:] if _dates_fit(e, t) and _belongs(cast, e, t)]
        home = max(homes, key=lambda e: (_names_it(e, t), _nearness(e, t)), default=None)
        if home is None:
            events.append([t])
            near.append(events[-1])
        else:
            home.append(t)
    return [_merged(e) for e in events]


ALIKE = 6
"""Tellings of an event that one without parties is compared with."""


def _belongs(cast: Cast, event: list[Telling], t: Telling) -> bool:
    """One without parties may go back to any telling of the event, as «беседа» to «провёл телефонный разговор»."""
    if not t.parties and not any(t.title or x.title or _apart(cast, x, t) <= WITHIN for x in event[:ALIKE]):
        return False
    consult = t.dealing.type == "CONSULT"
    if (
        consult
        and not t.parties
        and not t.title
        and event[0].dealing.token > t.dealing.token
        and _apart(cast, event[0], t) > 1
    ):
        return any(x.title and same_event(cast, x, t) for x in event[:ALIKE])  # a word goes back, not forward
    if same_event(cast, event[0], t):
        return True
    return not t.parties and _status_fits(event[0], t) and any(same_event(cast, x, t) for x in event[1:ALIKE])


def _names_it(event: list[Telling], t: Telling) -> bool:
    """«саммит» goes back to the summit, not to a meeting on its fringes."""
    return not t.parties and any(x.dealing.lemma == t.dealing.lemma for x in event)


def again(cast: Cast, events: Sequence[Telling]) -> list[Telling]:
    """Events between the same two that only look two because each sentence named one side."""
    out: list[Telling] = []
    for e in events:
        home = next((o for o in out[-CANDIDATES:] if _same_two(o, e) and same_event(cast, o, e)), None)
        if home is None:
            out.append(e)
        else:
            first, second = sorted((home, e), key=lambda t: t.weight, reverse=True)
            first.others = [*first.others, second.dealing.trigger, *second.others]
            first.status = _status([first, second], first)
            first.dealing = replace(first.dealing, status=first.status)
            out[out.index(home)] = first
    return out


def _same_two(a: Telling, b: Telling) -> bool:
    return a.dealing.symmetric and a.parties == b.parties and len(a.parties) > 1


def _one_date(a: Telling, b: Telling) -> bool:
    """The dates agree as far as both are told."""
    return not (a.date and b.date) or a.date.startswith(b.date) or b.date.startswith(a.date)


def _dates_fit(event: list[Telling], t: Telling) -> bool:
    return all(_one_date(other, t) for other in event)


def _nearness(event: list[Telling], t: Telling) -> int:
    """The telling before is nearer than any that follows."""
    before = [x.dealing.token for x in event if x.dealing.token < t.dealing.token]
    return max(before) if before else -min(x.dealing.token for x in event)


def same_event(cast: Cast, a: Telling, b: Telling) -> bool:
    """Compatible kind, parties, date and status; a telling without parties joins the last of its kind that has them."""
    if a.dealing.type != b.dealing.type:
        return False
    if abs(a.dealing.token - b.dealing.token) <= 2 and a.dealing.mode == b.dealing.mode:
        return True  # «раунд диалога»: two words of one phrase
    if a.family != b.family or (a.discusses != b.discusses and _apart(cast, a, b) > 1):
        return False  # «обсудили», "discussed" tell of a meeting only beside it
    if not _one_date(a, b) or _other_form(cast, a, b) or _other_matter(cast, a, b):
        return False
    if b.fresh and a.fresh and a.dealing.token != b.dealing.token:
        return False
    if a.parties and b.parties and a.dealing.mode != b.dealing.mode and a.parties != b.parties:
        return False
    if not (a.parties and b.parties):
        undated, dated = (a, b) if b.date else (b, a)
        if dated.date and len(dated.date) == YEAR and undated.parties and undated.dealing.time is None:
            return False  # «такая же высылка случилась в 2012 году»
        return _status_fits(a, b) and (a.title or b.title or _apart(cast, a, b) <= WITHIN)
    small, large = sorted((_sides(a), _sides(b)), key=len)
    vague = a.title or b.title
    return all(any(_one_side(cast, p, q, vague) for q in large) for p in small) and _status_fits(a, b)


def _other_form(cast: Cast, a: Telling, b: Telling) -> bool:
    """A call and a round of talks; a summit of an organisation and «переговоры» between two."""
    for x, y in ((a, b), (b, a)):
        if x.dealing.mode == "call" != y.dealing.mode and y.dealing.lemma in cast.words("in-person"):
            return True
        if x.dealing.mode == "meet" and not y.parties and y.dealing.lemma in cast.words("assembly"):
            return True
        alone = len(x.parties) == 1 and cast.actors[next(iter(x.parties))].kind == "organization"
        if alone and x.dealing.mode == "talks" and not y.parties and y.dealing.lemma in cast.words("bilateral"):
            return x.dealing.lemma != y.dealing.lemma
    return False


def _other_matter(cast: Cast, a: Telling, b: Telling) -> bool:
    """An ambassador recalled and talks suspended, visas lifted and an embassy opened: two things that are stopped."""
    if a.dealing.mode != b.dealing.mode or a.dealing.mode not in ("break", "ease"):
        return False
    one, two = _matters(cast, a), _matters(cast, b)
    return bool(one and two and not one & two)


def _matters(cast: Cast, t: Telling) -> frozenset[str]:
    """Classes of the nouns in the words of the object."""
    if t.dealing.object is None:
        return frozenset()
    first, last = cast.page.token_at(t.dealing.object.start), cast.page.token_at(t.dealing.object.end - 1) + 1
    found = (classes(cast.page, x.lemma) & THINGS for x in cast.tokens[first:last] if x.pos in ("NOUN", "PROPN"))
    return next((f for f in found if f), frozenset())


THINGS = frozenset(
    ("envoy", "mission", "relations", "agreement", "measure", "traffic", "dealing", "asset", "border", "supply")
)
"""Classes that tell apart what is broken off or eased."""


YEAR = 4
WITHIN = 12
"""Sentences over which a telling without parties still means the dealing before."""


def _apart(cast: Cast, a: Telling, b: Telling) -> int:
    return abs(cast.tokens[a.dealing.token].sentence - cast.tokens[b.dealing.token].sentence)


def _sides(t: Telling) -> list[Argument]:
    return [a for a in t.arguments if a.actor_id and a.role != "third_party"]


def _one_side(cast: Cast, a: Argument, b: Argument, vague: bool = False) -> bool:
    """The same actor in the same role; a state and somebody of it; a person and the nameless one of the same state.

    vague: a title is in play, which may say «дипломаты» of whom the body names in full.
    """
    p, q = a.actor_id or "", b.actor_id or ""
    if vague and a.role == b.role and any(cast.actors[x].kind == "unnamed" and not cast.iso3(x) for x in (p, q)):
        return True
    if p == q or (p.startswith("organ/") and p.partition(":")[0] == q.partition(":")[0]):
        return a.role == b.role or "actor" not in (a.role, b.role)
    if a.role != b.role or cast.iso3(p) is None or cast.iso3(p) != cast.iso3(q):
        return False
    kinds = {cast.actors[p].kind, cast.actors[q].kind}
    if kinds == {"unnamed", "person"}:
        return not any(_plural(cast, x) for x in (a, b))
    if kinds == {"unnamed"} and vague:
        return True
    return bool(kinds & {"state", "quasi-state"})


def _plural(cast: Cast, a: Argument) -> bool:
    first, last = cast.page.token_at(a.span.start), cast.page.token_at(a.span.end - 1) + 1
    nouns = [t for t in cast.tokens[first:last] if t.pos == "NOUN"]
    return bool(nouns) and nouns[0].feats.get("Number") == "Plur"


def _status_fits(a: Telling, b: Telling) -> bool:
    """What was held is not what is planned; the rest may be one event told twice."""
    if not (a.sure or b.sure) or (
        not (a.sure and b.sure) and (a.parties == b.parties or not (a.parties and b.parties))
    ):
        return True
    pair = {a.status, b.status}
    if (a.title or b.title) and pair == {"held", "planned"} and a.dealing.mode in DECIDED:
        return True  # «отзывает посла» over «решила отозвать посла»
    return pair not in APART or bool(a.date and a.date == b.date)


DECIDED = frozenset(("break", "expel", "sanction", "ban", "ease", "deploy", "withdraw", "aid"))
"""Modes that a title calls done as soon as they are decided."""
APART = ({"held", "planned"}, {"cancelled", "possible"}, {"cancelled", "held"})
"""Statuses that one event does not have at once."""


def _merged(event: list[Telling]) -> Telling:
    calls = [t for t in event if t.dealing.mode == "call" and len(t.parties) > 1]
    best = event[0] if len(event) == 1 else max(calls or event, key=lambda t: (t.weight, -t.dealing.token))
    best.others = [t.dealing.trigger for t in event if t is not best and t.dealing.trigger != best.dealing.trigger]
    best.status = _status(event, best)
    if len(event) > 1 or best.status != best.dealing.status:
        place, time = _first(event, best, "place"), _dated(event, best)
        best.dealing = replace(best.dealing, status=best.status, place=place, time=time)
    known = {(a.role, a.actor_id) for a in best.arguments}
    if not best.parties:
        return best
    for t in event:
        if best.date is None and t.date and t.dealing.time:
            best.date = t.date
        for a in t.arguments:
            if a.role == "third_party" and (a.role, a.actor_id) not in known:
                best.arguments.append(a)
                known.add((a.role, a.actor_id))
    return best


def _dated(event: list[Telling], best: Telling) -> Span | None:
    """When: in the words of the fullest telling that can be resolved, else in any."""
    for t in (best, *event):
        if t.date and t.dealing.time:
            return t.dealing.time
    return _first(event, best, "time")


def _first(event: list[Telling], best: Telling, field_name: Literal["place", "time"]) -> Span | None:
    """Where or when: of the fullest telling, else of the first that says it."""
    found: Iterator[Span | None] = (getattr(t.dealing, field_name) for t in (best, *event))
    return next((x for x in found if x is not None), None)


def _status(event: list[Telling], best: Telling) -> str:
    """Called off wherever one telling says so; else as the fullest telling has it, or the first that is sure."""
    if best.dealing.type in ("CONSULT", "AGREE") and any(t.sure and t.status == "cancelled" for t in event):
        return "cancelled"
    if best.sure:
        return best.status
    return next((t.status for t in event if t.sure), best.status)
