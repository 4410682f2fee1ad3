"""States, organs and organisations: the metonym, the bare «МИД» with its state, «ведомство» that points back."""

from __future__ import annotations

from collections.abc import Mapping

from dragoman.actors.index import Candidate, Index, Match
from dragoman.languages.grammar import children
from dragoman.linking import metonymy, minting, roles, shown
from dragoman.linking.cast import Cast, Known
from dragoman.linking.listed import iso3_of
from dragoman.mentions import Reference

STATE_KINDS = ("state/", "quasi-state/", "historical/")
BODY_KINDS = ("igo/", "organ/", "party/", "armed-group/", "company/", "media/")
ORGANS, BODIES, MEDIA = ("organ",), ("organization", "organ"), ("medium",)
POINTERS: Mapping[str, tuple[str, ...]] = {
    "points-to-organ": ORGANS, "points-to-body": BODIES, "points-to-medium": MEDIA,
}  # fmt: skip
"""Class of nouns that alone point back → kinds of the last actor that they mean."""


def is_state(actor_id: str) -> bool:
    return actor_id.startswith(STATE_KINDS)


def state_matches(r: Reference) -> list[tuple[Match, Candidate]]:
    """Names and adjectives of states and organisations inside the phrase."""
    out = []
    for m in r.matches:
        for c in m.candidates:
            if c.actor_id.startswith((*STATE_KINDS, *BODY_KINDS, "region/")):
                out.append((m, c))
                break
    return out


def states_of(cast: Cast, r: Reference) -> list[str]:
    """Keys of the states or bodies that the phrase names: ISO3 for states and their organs, else the actor id."""
    if not r.matches:
        return []
    if r not in cast.states:
        cast.states[r] = _states_of(cast, r)
    return cast.states[r]


def _states_of(cast: Cast, r: Reference) -> list[str]:
    out: list[str] = []
    for m in r.matches:
        for c in m.candidates:
            if r.name and r.kind == "person" and r.name[0] <= m.first < r.name[1]:
                break
            key = key_of(cast.index, c.actor_id)
            if key:
                out.append(key)
            if key or c.bare:
                break
        else:
            out += [key for a in cast.index.compound(cast.tokens[m.first].lower) if (key := key_of(cast.index, a))]
    return list(dict.fromkeys(out))


def state_of(cast: Cast, r: Reference) -> str:
    found = states_of(cast, r)
    return found[0] if found else ""


def key_of(index: Index, actor_id: str) -> str:
    if "*" in actor_id:
        return ""
    if actor_id.startswith((*STATE_KINDS, "organ/")):
        return iso3_of(index, actor_id) or actor_id
    return actor_id if actor_id.startswith(BODY_KINDS) else ""


def state_actor(cast: Cast, iso3: str) -> str | None:
    """The state's actor in this report."""
    for kind in ("state", "quasi-state"):
        if cast.index.entity(f"{kind}/{iso3}") is not None:
            return cast.listed(f"{kind}/{iso3}")
    return None


def gender_of(index: Index, person_id: str) -> str:
    person = index.person(person_id)
    return {"m": "Masc", "f": "Fem"}.get(person.gender, "") if person else ""


def current(cast: Cast, states: list[Candidate]) -> list[Candidate]:
    """Without a state that is no more where one of today bears the name («Москва» is not the Soviet Union)."""
    if len(states) < 2:
        return states
    return [c for c in states if not is_past(cast.index, c.actor_id)] or states


def is_past(index: Index, actor_id: str) -> bool:
    """A state that has ended."""
    entity = index.entity(actor_id)
    return entity is not None and entity.kind == "historical"


def of_state(cast: Cast, r: Reference) -> Known | None:
    """A state by name, capital or seat, adjective or people: «РФ», «Москва», «американская», «палестинцы»."""
    if r.kind not in ("country", "place", "adjective", "group", "organization") or r.noun or not r.matches:
        return None
    match = r.matches[0]
    if r.kind == "group" and not r.plural:
        text = shown.nominative(cast, r)
        return Known(cast.add(minting.other("unnamed", text, state_of(cast, r) or None)), "one of a people", 0.5)
    states = current(cast, [c for c in match.candidates if is_state(c.actor_id)])
    others = [c for c in match.candidates if not is_state(c.actor_id)]
    if not states:
        compound = cast.index.compound(cast.tokens[match.first].lower) if r.kind == "adjective" else ()
        if not compound:
            return None
        return Known(cast.listed(compound[0]), "compound adjective", members=tuple(cast.listed(a) for a in compound))
    chosen, rest = states[0], tuple((c.actor_id, 0.2) for c in (*states[1:], *others))
    if chosen.type != "metonym":
        return Known(cast.listed(chosen.actor_id), chosen.type or "state", 0.9, rest)
    if metonymy.located(cast, r):
        return Known(_place(cast, r, others, chosen.actor_id), "place", 0.9, ((chosen.actor_id, 0.1),))
    seat = metonymy.seat_of(cast, chosen.actor_id)
    if seat:
        return Known(cast.listed(seat), "metonym", 0.6, ((chosen.actor_id, 0.4),))
    return Known(cast.listed(chosen.actor_id), "metonym", 0.9, rest)


def _place(cast: Cast, r: Reference, others: list[Candidate], owner: str) -> str:
    """The town of this name, or, for a seat like the Kremlin, a place that only the text knows."""
    place = next((c.actor_id for c in others if c.actor_id.startswith("place/")), None)
    if place:
        return cast.listed(place)
    name = next(iter(cast.page.tokens[r.head : r.head + 1])).lemma.capitalize()
    return cast.add(minting.other("place", name, iso3_of(cast.index, owner) or None))


def listed(cast: Cast, r: Reference) -> Known | None:
    """An organisation, medium, organ or place of the index; a bare organ takes the state beside it or in focus."""
    if r.noun or not r.matches or r.kind in ("person", "pronoun"):
        return None
    match = r.matches[0]
    if not match.candidates:
        return None
    full = [c for c in match.candidates if not c.bare and not c.weak and c.type not in ("adj", "demonym")]
    if _looks_short(cast, match) and all(c.actor_id.startswith("place/") for c in full):
        full = []  # «ЯО», «ВА»: an abbreviation, not the town of Yao or Wa
    bare = [c for c in match.candidates if c.bare]
    if full and not bare:
        if full[0].type == "metonym" and metonymy.located(cast, r):
            return Known(_place(cast, r, [], full[0].actor_id), "place", 0.7, ((full[0].actor_id, 0.3),))
        state = government_of(cast, full[0].actor_id)
        if state:
            return Known(state, "government of a state", 0.9)
        return Known(cast.listed(full[0].actor_id), "listed", 0.9, tuple((c.actor_id, 0.2) for c in full[1:]))
    if bare:
        return _bare_organ(cast, r, match, bare)
    weak = [c for c in match.candidates if not c.bare and c not in full and c.type not in ("adj", "demonym")]
    if all(c.actor_id.startswith("place/") for c in weak) and not metonymy.placed(cast, r):
        return Known(None, "weak name without a sign of a place", 0.0, tuple((c.actor_id, 0.2) for c in weak))
    seen = next((s.actor_id for s in cast.back_once() if any(s.actor_id == c.actor_id for c in weak)), None)
    if seen:
        return Known(seen, "short name of one named before", 0.7)
    return Known(cast.listed(weak[0].actor_id), "weak name", 0.4) if weak else None


def _looks_short(cast: Cast, match: Match) -> bool:
    text = cast.tokens[match.first].text
    return match.last - match.first == 1 and len(text) < 4 and text.isupper()


def government_of(cast: Cast, actor_id: str) -> str | None:
    """The state, where the actor is its government."""
    parts = actor_id.split("/")
    return state_actor(cast, parts[1]) if len(parts) == 3 and parts[0] == "organ" and parts[2] == "government" else None


def _bare_organ(cast: Cast, r: Reference, match: Match, bare: list[Candidate]) -> Known | None:
    """«МИД», «Минобороны», «парламент»: of the state beside it, else the organ named before, else of the state in
    focus.
    """
    functions = list(dict.fromkeys(c.actor_id.rpartition("/")[2] for c in bare))
    state = _beside(cast, match) or _of_bearer(cast, match)
    if state:
        for function in functions:
            organ = cast.index.organ(state, function)
            if organ:
                return Known(government_of(cast, organ) or cast.listed(organ), "organ with its state", 0.9)
    for s in cast.back_once():
        if s.actor_id.startswith("organ/") and s.actor_id.rpartition("/")[2].partition(":")[0] in functions:
            return Known(s.actor_id, "organ named before", 0.8)
    host = cast.index.organ(_host(cast, match), "mfa") if "mfa" in functions else None
    if host:
        return Known(cast.listed(host), "ministry that an ambassador deals with", 0.6)
    world = next((c.actor_id for c in match.candidates if c.weak and c.actor_id.startswith("igo/")), None)
    for iso3 in cast.focus_states():
        for function in functions:
            organ = cast.index.organ(iso3, function)
            if organ and (world is None or _bears(cast, organ, match)) and not _otherwise_named(organ, function):
                return Known(government_of(cast, organ) or cast.listed(organ), "organ of the state in focus", 0.5)
    return Known(cast.listed(world), "short name of a body of all states", 0.5) if world else None


def _otherwise_named(organ: str, function: str) -> bool:
    """A bare «МИД» is nobody's State Department, even where only the United States are named."""
    return function == "mfa" and organ.rpartition("/")[2] != function


def _host(cast: Cast, match: Match) -> str:
    """«посол Франции в Берне вызван в МИД»: ISO3 of the state where an ambassador of the same sentence serves."""
    first = cast.page.sentence_of(match.first).first
    for r in cast.page.references_in(first, match.first):
        role = roles.role_of(cast, r) if r.last <= match.first else None
        serving = states_of(cast, r)[1:2] if role is not None and role.name == "ambassador" else []
        if serving and len(serving[0]) == 3:
            return serving[0]
    return ""


def _bears(cast: Cast, organ: str, match: Match) -> bool:
    """The organ has a name that begins so: Russia has a Security Council, the United States a National one."""
    entity = cast.index.entity(organ) if cast.index.is_written(organ) else None
    said = [t.lower[:STEM] for t in cast.tokens[match.first : match.last]]
    names = (*entity.en, *entity.ru) if entity else ()
    return any([word[:STEM] for word in name.lower().split()[: len(said)]] == said for name in names)


STEM = 4
"""Letters of a word that its case forms share."""


def _of_bearer(cast: Cast, match: Match) -> str:
    """«глава МИД Пётр Петров»: the state whose minister the index or the text knows him for."""
    for r in cast.page.references_in(max(0, match.first - 6), match.first + 1):
        owner = cast.owners.get(r)
        if owner is not None and r.name and r.first <= match.first and match.last <= r.name[0]:
            return cast.iso3(owner.actor_id) or ""
    return ""


def _beside(cast: Cast, match: Match) -> str:
    """ISO3 of a state named directly before (adjective) or after (genitive) the organ."""
    for r in cast.page.references_in(max(0, match.first - 3), match.last + 1):
        if (
            r.matches
            and (r.first == match.last or r.last == match.first)
            and r.kind in ("country", "adjective", "place")
        ):
            for c in r.matches[0].candidates:
                if is_state(c.actor_id) and (r.kind == "adjective") == (r.last == match.first):
                    return iso3_of(cast.index, c.actor_id)
    return ""


def organ_noun(cast: Cast, r: Reference) -> Known | None:
    """«власти Йемена», «парламент Крыма», «посольство РФ в Лондоне», «японская полиция»."""
    if r.kind not in ("organ", "organization", "group", "medium", "country") or not r.noun:
        return None
    inner = _organ_inside(cast, r) or _named_beside(cast, r)
    states = states_of(cast, r)
    if r.noun in cast.words("government") and states and len(states[0]) == 3:
        members = tuple(a for s in states if len(s) == 3 and (a := state_actor(cast, s)))
        if members:
            return Known(members[0], "government of a state", 0.9, members=members)
    if inner:
        state = government_of(cast, inner)
        if inner.startswith("text/"):
            return Known(inner, "place", 0.7)
        rule = "metonym" if is_state(inner) else "organ named in the phrase"
        return Known(state or cast.listed(inner), rule, 0.9)
    if states:
        text = shown.nominative(cast, r)
        kind = "group" if r.noun in ("сми", "media") else {"group": "group", "medium": "medium"}.get(r.kind, "organ")
        return Known(
            cast.add(minting.other(kind, text, states[0] if len(states[0]) == 3 else None)), "minted organ", 0.6
        )
    return None


def _organ_inside(cast: Cast, r: Reference) -> str | None:
    for m in r.matches:
        if m.first <= r.head < m.last:
            for c in m.candidates:
                if is_state(c.actor_id) and m.last - m.first > 1 and c.type not in ("adj", "demonym"):
                    return c.actor_id  # «Советский Союз»: the noun of the organ is part of the state's name
                if is_state(c.actor_id) and c.type == "metonym":
                    return _place(cast, r, [], c.actor_id) if metonymy.located(cast, r) else c.actor_id  # «Кремль»
                if not c.bare and not is_state(c.actor_id) and not c.actor_id.startswith("place/"):
                    return c.actor_id
                if c.bare:
                    found = _bare_organ(cast, r, m, [x for x in m.candidates if x.bare])
                    return found.actor_id if found else None
    return None


def _named_beside(cast: Cast, r: Reference) -> str | None:
    """«агентство Reuters», «движение ХАМАС»: what the noun calls by its name."""
    for m in r.matches:
        if m.first == r.head + 1 and m.last == r.last and cast.tokens[m.first].rel.split(":")[0] in ("appos", "flat"):
            return next((c.actor_id for c in m.candidates if c.actor_id.startswith(NAMED)), None)
    return None


NAMED = ("media/", "party/", "armed-group/", "company/")
"""Kinds of bodies whose kind is said before the name."""


def owner(cast: Cast, r: Reference) -> str | None:
    """The body that the phrase names last in its genitive chain: «официальные представители Белого дома» → the White
    House; in English it stands before them.
    """
    english = cast.page.analysis.language == "en"
    for m, c in state_matches(r):
        if not m.first <= r.role_head < m.last and (m.first > r.head or english) and c.type not in ("adj", "demonym"):
            if c.bare:
                found = _bare_organ(cast, r, m, [x for x in m.candidates if x.bare])
                return found.actor_id if found else None
            return cast.listed(c.actor_id)
    return None


def pointing_back(cast: Cast, r: Reference) -> Known | None:
    """«ведомство», «агентство», «альянс»: the last organ, medium or organisation before."""
    noun = r.noun or (cast.tokens[r.head].lemma if r.last - r.first == 1 else "")
    if r.last - r.first > 2 or r.plural or r.kind not in ("organ", "organization", "medium"):
        return None
    wanted = tuple(k for c, kinds in POINTERS.items() if noun in cast.words(c) for k in kinds)
    named = (
        s for s in cast.back_once() if s.token <= r.head and s.kind in ORGANS and _named_by(cast, s.actor_id, noun)
    )
    organ = next(named, None) if noun in cast.words("points-to-organ") else None
    if organ is not None:
        return Known(organ.actor_id, "organ named before", 0.7)
    for s in cast.back_once():
        if s.token <= r.head and s.kind in (wanted or BODIES) and (wanted or _named_by(cast, s.actor_id, noun)):
            return Known(s.actor_id, "organ named before", 0.6)
    return None


def _named_by(cast: Cast, actor_id: str, noun: str) -> bool:
    """«комитет», «суд», «фонд»: the noun is a word of the body's name, and not the whole of it."""
    if len(noun) < 3:
        return False
    shown_names = cast.actors[actor_id].names.get(cast.page.analysis.language, ())
    names = [name.lower().replace("ё", "е") for name in shown_names]
    stem = f" {noun[:-1]}" if cast.page.analysis.language == "en" else noun[:-1]  # «Госкомитет», but «administration»
    return any(stem in f" {name}" and len(name) > len(noun) + 3 for name in names)


def country_noun(cast: Cast, r: Reference) -> Known | None:
    """«страна Сербия» is Serbia; «республика», «страна» alone is the state last in focus."""
    if r.noun not in cast.words("country") or r.plural:
        return None
    for m in r.matches:
        for c in m.candidates:
            if is_state(c.actor_id) and c.type != "adj":
                return Known(cast.listed(c.actor_id), "state beside its noun", 0.9)
    counted = any(children(cast.page.analysis, r.head, "nummod"))  # «посетит четыре страны»
    if r.last - r.first <= 2 and cast.focus and not counted:
        return Known(cast.focus[-1], "state in focus", 0.5)
    return None


def group(cast: Cast, r: Reference) -> Known | None:
    """«журналисты», «палестинцы», «российские СМИ»: a group with the words of the text for its name."""
    if r.kind != "group" or not r.noun:
        return None
    text = shown.nominative(cast, r)
    return Known(cast.add(minting.other("group", text)), "group", 0.5)


def unlisted(cast: Cast, r: Reference) -> Known | None:
    """An organisation or place that only the tagger proposes, or a noun of an organ without a state."""
    if r.kind not in ("organization", "place", "organ", "medium", "document"):
        return None
    text = shown.nominative(cast, r)
    kind = {"organ": "organ", "medium": "medium", "place": "place", "document": "document"}.get(r.kind, "organization")
    return Known(cast.add(minting.other(kind, text)), "from the text", 0.4)
