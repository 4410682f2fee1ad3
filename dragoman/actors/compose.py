"""Names put together while reading: organ + state («МИД России», «российский МИД»), embassies, missions, compounds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Protocol

from dragoman.actors.compiled import Compiled
from dragoman.actors.entities import Candidate, Match, parse_codes

STATE_KINDS = ("state/", "quasi-state/")
NAME_TYPES = ("short", "abbr", "official", "former")
HOSTED = ("embassy", "consulate")
MISSION = "mission"
ADJECTIVE_GENITIVE = ("ой", "ей", "ого", "его", "их", "ых")
ADJECTIVE_PLURAL = ("ие", "ые", "их", "ых", "им", "ым", "ими", "ыми")
STATE_ITSELF = ("government", "delegation")
"""Whose words and deeds count as those of the state."""
IN = ("в", "во", "in")
AT = ("при", "to", "at")
HYPHENS = re.compile("[‐‑–—]")
APOSTROPHES = ("'", "’", "ʼ", "`")


Names = Callable[[str], Iterator[tuple[str, Sequence[str]]]]
"""A form → the actors that bear it, each with the style of the alias (type, flags, language, capitals)."""


class Knower(Protocol):
    """What composition asks of the index."""

    def genitive_of(self, key: str) -> str | None: ...

    def organ(self, owner: str, function: str) -> str | None: ...

    def capital_of(self, name: str) -> str | None: ...


def functions_of(entities: Mapping[str, Sequence[str]]) -> dict[tuple[str, str], str]:
    """(owner, function) → organ id, for organs that state their function among the codes."""
    found: dict[tuple[str, str], str] = {}
    for key, cells in entities.items():
        if "function=" in cells[7]:
            owner = key.split("/")[1]
            for function in parse_codes(cells[7]).get("function", "").split(","):
                found[owner, function] = key
    return found


def capitals_of(entities: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Place id → state whose capital it is."""
    found: dict[str, str] = {}
    for key, cells in entities.items():
        if "capital=" in cells[7]:
            found[parse_codes(cells[7])["capital"]] = key
    return found


def iso3_of(entities: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Country code of two letters → of three."""
    pairs = ((parse_codes(cells[7])["iso2"], cells[3]) for cells in entities.values() if "iso2=" in cells[7])
    return {iso2: iso3 for iso2, iso3 in pairs if iso3}


def organ_id(data: Compiled, functions: Mapping[tuple[str, str], str], owner: str, function: str) -> str | None:
    """The organ with this function: by its codes, by its id, or by template."""
    stated = functions.get((owner, function))
    if stated is not None:
        return stated
    body = f"igo/{owner.lower()}/{function}"
    if body in data.entities:
        return body
    key = f"organ/{owner}/{function}"
    if key in data.entities:
        return key
    state = f"state/{owner}" in data.entities or f"quasi-state/{owner}" in data.entities
    base = function.partition(":")[0]
    return key if state and f"organ/*/{base}" in data.entities else None


def compound(data: Compiled, named: Names, lower: str) -> tuple[str, ...]:
    """«российско-американский», «Россия–США» → both actors; empty when a part is unknown."""
    parts = HYPHENS.sub("-", lower).split("-")
    if len(parts) < 2 or "" in parts:
        return ()
    first = [data.stems.get(part) for part in parts[:-1]]
    last = _single(named, parts[-1], ("adj",))
    if None in first or last is None:
        first, last = (
            [_single(named, part, NAME_TYPES) for part in parts[:-1]],
            _single(named, parts[-1], NAME_TYPES),
        )
    known = [actor for actor in (*first, last) if actor is not None]
    return tuple(known) if len(known) == len(parts) else ()


def _single(named: Names, form: str, types: Sequence[str]) -> str | None:
    """The state or organisation that one word names, as an alias of these types."""
    for actor, (kind, flags, *_) in named(form):
        if kind in types and actor.startswith((*STATE_KINDS, "igo/", "region/")) and "weak" not in flags.split(","):
            return actor
    return None


def compose(found: list[Match], lowers: Sequence[str], index: Knower) -> list[Match]:
    """Join bare organs with the state beside them; twice, for «Генштаб вооружённых сил Украины»."""
    joined = _pass(found, lowers, index)
    return _shared(_pass(joined, lowers, index) if len(joined) < len(found) else joined, lowers, index)


def _shared(found: list[Match], lowers: Sequence[str], index: Knower) -> list[Match]:
    """«МИД и Минобороны России», «российские МИД и Минобороны»: one state for both organs."""
    made = list(found)
    for at in range(len(found) - 1):
        one, other = made[at], made[at + 1]
        if list(lowers[one.last : other.first]) not in (["и"], ["and"]):
            continue
        if _is_bare(one) and other.last - other.first > 1 and (state := _organ_state(other)):
            made[at] = _joined(one, one.first, one.last, state, index) or one
        elif _is_bare(other) and lowers[one.first].endswith(ADJECTIVE_PLURAL) and (state := _organ_state(one)):
            made[at + 1] = _joined(other, other.first, other.last, state, index) or other
    return made


def _is_bare(match: Match) -> bool:
    return all(candidate.bare for candidate in match.candidates)


def _organ_state(match: Match) -> str | None:
    """The state of an organ that is named with it."""
    organ = next((c.actor_id for c in match.candidates if c.actor_id.startswith("organ/")), None)
    return None if organ is None or "*" in organ else f"state/{organ.split('/')[1]}"


def _pass(found: list[Match], lowers: Sequence[str], index: Knower) -> list[Match]:
    made: list[Match] = []
    at = 0
    while at < len(found):
        match = found[at]
        if any(candidate.bare for candidate in match.candidates):
            match, at = _with_state(made, found, at, lowers, index)
        elif any(candidate.actor_id.count("/") == 2 for candidate in match.candidates):
            match, at = _with_own_state(made, found, at, lowers, index)
        else:
            at += 1
        made.append(match)
    return made


def _with_state(
    made: list[Match], found: list[Match], at: int, lowers: Sequence[str], index: Knower
) -> tuple[Match, int]:
    """The organ with its state on the right or on the left, and the number of the next match."""
    bare = found[at]
    follower = found[at + 1] if at + 1 < len(found) else None
    owner = _right_state(bare, follower, lowers, index)
    if owner is not None and follower is not None:
        joined = _joined(bare, bare.first, follower.last, owner, index)
        if joined is not None:
            return _with_host(joined, found, at + 2, lowers, index)
    if made:
        owner = _left_state(made[-1], bare, lowers)
        joined = _joined(bare, made[-1].first, bare.last, owner, index) if owner else None
        if joined is not None:
            made.pop()
            return _with_host(joined, found, at + 1, lowers, index)
    return bare, at + 1


def _with_own_state(
    made: list[Match], found: list[Match], at: int, lowers: Sequence[str], index: Knower
) -> tuple[Match, int]:
    """An organ named with the state that it belongs to anyway: «Госдума РФ», «российская Госдума»."""
    match = found[at]
    follower = found[at + 1] if at + 1 < len(found) else None
    owner = _right_state(match, follower, lowers, index)
    if owner is not None and follower is not None:
        own = _owned(match, owner)
        return (Match(match.first, follower.last, own), at + 2) if own else (match, at + 1)
    owner = _left_state(made[-1], match, lowers) if made else None
    own = _owned(match, owner) if owner else ()
    if own:
        return Match(made.pop().first, match.last, own), at + 1
    return match, at + 1


def _owned(match: Match, state: str) -> tuple[Candidate, ...]:
    prefix = f"{state}/" if state.startswith("igo/") else f"organ/{state.split('/')[1]}/"
    return tuple(_as(c, c.actor_id, c.type) for c in match.candidates if c.actor_id.startswith(prefix))


def _right_state(bare: Match, follower: Match | None, lowers: Sequence[str], index: Knower) -> str | None:
    """«МИД России», "Foreign Ministry of (the) Russian Federation"."""
    if follower is None:
        return None
    gap = list(lowers[bare.last : follower.first])
    key = " ".join(lowers[follower.first : follower.last])
    if not gap or (len(gap) == 1 and len(gap[0]) > 5 and gap[0].endswith(ADJECTIVE_GENITIVE)):  # «МИД соседней Украины»
        state = index.genitive_of(key)
        if state and any(c.actor_id == state for c in follower.candidates):
            return state
    if not gap:
        return _nested_owner(bare, follower) or _organisation(follower)
    if gap in (["of"], ["of", "the"]):
        return next((c.actor_id for c in follower.candidates if _is_state(c) and c.type in NAME_TYPES), None)
    return None


def _organisation(follower: Match) -> str | None:
    """«Совет безопасности ООН», «парламент ЕС»."""
    named = (c.actor_id for c in follower.candidates if c.actor_id.startswith("igo/") and c.type in NAME_TYPES)
    return next((actor for actor in named if actor.count("/") == 1), None)


def _nested_owner(bare: Match, follower: Match) -> str | None:
    """«Генштаб ВС Украины»: the state of the armed forces behind."""
    organ = follower.candidates[0]
    if organ.bare or not organ.actor_id.endswith("/armed-forces") or not any(c.bare for c in bare.candidates):
        return None
    return f"state/{organ.actor_id.split('/')[1]}"


def _left_state(before: Match, bare: Match, lowers: Sequence[str]) -> str | None:
    """«российский МИД», "Russian Foreign Ministry", "Russia's Foreign Ministry"."""
    gap = list(lowers[before.last : bare.first])
    if not gap:
        langs = {candidate.lang for candidate in bare.candidates}
        types = ("adj", "abbr", "short") if "en" in langs else ("adj",)
        states = [c for c in before.candidates if _is_state(c) and c.type in types and c.lang in langs]
        return states[0].actor_id if states else None
    if len(gap) == 2 and gap[0] in APOSTROPHES and gap[1] == "s":
        return next((c.actor_id for c in before.candidates if _is_state(c) and c.type in NAME_TYPES), None)
    return None


def _is_state(candidate: Candidate) -> bool:
    return candidate.actor_id.startswith(STATE_KINDS)


def _joined(bare: Match, first: int, last: int, state: str, index: Knower) -> Match | None:
    owner = state.split("/")[1]
    readings: list[Candidate] = []
    for candidate in bare.candidates:
        if not candidate.bare:
            continue
        function = candidate.actor_id.split("/")[-1]
        if function in STATE_ITSELF and state.startswith(STATE_KINDS):
            readings.append(_as(candidate, state, "government"))
        organ = index.organ(owner, function) if function != "delegation" else None
        if organ is not None:
            readings.append(_as(candidate, organ, candidate.type))
    distinct = {(reading.actor_id, reading.type): reading for reading in readings}
    ordered = sorted(distinct.values(), key=lambda reading: not _is_state(reading))
    return Match(first, last, tuple(ordered)) if readings else None


def _as(candidate: Candidate, actor: str, kind: str) -> Candidate:
    return Candidate(actor, kind, False, False, candidate.lang, candidate.cased)


def _with_host(
    match: Match, found: list[Match], following: int, lowers: Sequence[str], index: Knower
) -> tuple[Match, int]:
    """«посольство России в Лондоне», «постпредство России при ООН»."""
    function = match.candidates[0].actor_id.split("/")[-1]
    if following >= len(found) or function not in (*HOSTED, MISSION):
        return match, following
    host = found[following]
    gap = list(lowers[match.last : host.first])
    owner = match.candidates[0].actor_id.split("/")[1]
    if function in HOSTED and len(gap) == 1 and gap[0] in IN:
        seat = _host_state(host, " ".join(lowers[host.first : host.last]), index)
        if seat is None and function == "consulate":
            seat = next((c.actor_id for c in host.candidates if c.actor_id.startswith("place/")), None)
        organ = seat and index.organ(owner, f"{function}:{seat.split('/')[1]}")
    elif function == MISSION and gap and gap[0] in AT and gap[1:] in ([], ["the"]):
        body = next((c.actor_id for c in host.candidates if c.actor_id.startswith("igo/")), None)
        organ = body and index.organ(owner, f"{body.split('/')[1]}-mission")
    else:
        return match, following
    if not organ:
        return match, following
    return Match(match.first, host.last, tuple(_as(c, organ, c.type) for c in match.candidates[:1])), following + 1


def _host_state(host: Match, key: str, index: Knower) -> str | None:
    named = next((c.actor_id for c in host.candidates if _is_state(c) and c.type in NAME_TYPES), None)
    return named or index.capital_of(key)
