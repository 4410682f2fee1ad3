"""The role grammar: what office the words of a role mean («глава оборонного ведомства» is a defence minister).

`actors/kb/offices.tsv` gives the phrases; the state and the organ named in the phrase decide whose office it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from dragoman.actors.tables import CORE, read_rows
from dragoman.actors.tenures import held_on
from dragoman.languages.base import Token
from dragoman.linking.cast import Cast, Role
from dragoman.mentions import Reference

COLUMNS = ("role", "code", "rank", "organs", "ru", "en", "example")
GENERIC = frozenset(
    ("head", "leader", "minister", "representative", "chair", "member", "official", "diplomat", "secretary", "director")
)
"""Roles that say little without their organ."""
CHIEF = ("head", "minister", "speaker", "president", "chair", "secretary-general", "director-general", "secretary",
         "managing-director", "high-representative", "high-commissioner", "leader")  # fmt: skip
"""Codes of whoever leads a body: «глава МИД», «глава МВФ»."""
ALSO = {
    "head-of-state": ("monarch/head",),
    "monarch": ("monarch/head", "president/head"),
    "press-secretary": ("white-house/spokesperson",),
    "adviser": ("nsc/adviser",),
    "secretary": ("security-council/secretary", "nsdc/secretary"),
    "speaker": ("parliament-lower/speaker", "parliament-upper/speaker"),
    "commission-president": ("commission/president",),
    "council-president": ("council/president",),
    "chair-in-office": ("chair",),
    "party-secretary": ("president/head",),
}
"""Further offices of a role, for states and bodies that call it otherwise."""
ONLY = {"канцлер": ("DEU", "AUT"), "chancellor": ("DEU", "AUT"), "госсекретарь": ("USA", "VAT")}
NEVER = {"премьер": ("DEU", "AUT", "USA"), "премьер-министр": ("DEU", "AUT", "USA")}
"""Titles that some states alone have, or never."""
WHERE = {"президент": "president", "король": "monarch", "королева": "monarch", "император": "monarch",
         "эмир": "monarch", "султан": "monarch", "монарх": "monarch",
         "president": "president", "king": "monarch", "queen": "monarch", "emperor": "monarch",
         "emir": "monarch", "sultan": "monarch", "monarch": "monarch"}  # fmt: skip
LEADING = frozenset(("head", "leader", "chair", "director-general", "secretary-general", "commission-president",
                     "council-president", "high-representative", "high-commissioner"))  # fmt: skip
SINGLE = frozenset(("minister", "head", "speaker", "secretary-general", "permrep", "ambassador", "president"))
"""Offices with one holder at a time, where a known tenure can contradict the text."""
MISSIONS = {"igo/un": "un-mission", "igo/osce": "osce-mission", "igo/nato": "nato-mission", "igo/eu": "eu-mission"}


PARLIAMENTARY = frozenset((
    "ALB", "AUS", "AUT", "BEL", "BGD", "BGR", "CAN", "CZE", "DEU", "DNK", "ESP", "EST", "FIN", "GBR", "GRC", "HRV",
    "HUN", "IND", "IRL", "IRQ", "ISL", "ISR", "ITA", "JPN", "KHM", "LBN", "LUX", "LVA", "MKD", "MLT", "MYS", "NLD",
    "NOR", "NZL", "PAK", "PRT", "SGP", "SVK", "SVN", "SWE", "THA",
))  # fmt: skip
"""States whose «лидер» is the head of government; elsewhere it is the president or monarch."""


@cache
def phrases(language: str) -> dict[str, tuple[Role, ...]]:
    """Role phrases by their first word, longest first."""
    found: dict[str, list[Role]] = {}
    for row in read_rows(CORE / "offices.tsv", COLUMNS):
        name, code, rank, organs = row.cells[:4]
        for phrase in () if code.startswith("prefix:") else row.cells[COLUMNS.index(language)].split(";"):
            words = tuple(phrase.lower().replace("ё", "е").split())
            made = Role(name, code, int(rank), tuple(organs.split(";")) if organs else (), words)
            found.setdefault(words[0], []).append(made)
    return {word: tuple(sorted(held, key=lambda role: -len(role.words))) for word, held in found.items()}


@cache
def prefixes(language: str) -> dict[str, str]:
    """«бывший», «врио», «избранный» → what they make of the office."""
    rows = read_rows(CORE / "offices.tsv", COLUMNS)
    return {
        word.lower().replace("ё", "е"): row.cells[1].removeprefix("prefix:")
        for row in rows
        if row.cells[1].startswith("prefix:")
        for word in row.cells[COLUMNS.index(language)].split(";")
    }


FORMER = frozenset(("former",))
LATER, ACTING = "future", "acting"


def standing(cast: Cast, r: Reference) -> str:
    """former, future, acting, or empty for who holds the office now."""
    if r not in cast.standings:
        cast.standings[r] = _standing(cast, r)
    return cast.standings[r]


def _standing(cast: Cast, r: Reference) -> str:
    first, last = r.role or (r.first, r.last)
    known, at = prefixes(cast.page.analysis.language), r.role_head
    ex = tuple(cast.words("former-prefix"))
    for t in cast.tokens[max(0, min(first, at)) : max(last, at + 1)]:
        if t.i > at:
            break
        if t.lower.startswith(ex):
            return "former"
        if t.lower in cast.words("acting"):
            return ACTING
        found = known.get(t.lemma) or known.get(t.lower) or _hyphened(cast, t, known)
        if found in ("former", LATER, ACTING) and t.lemma not in cast.words("new-in-office") and t.i < at:
            return found
    return ""


def _hyphened(cast: Cast, t: Token, known: dict[str, str]) -> str:
    """«ex-president», «then-chancellor», «president-elect», which are three words to the tokeniser."""
    follower = cast.tokens[t.i + 1] if t.i + 1 < len(cast.tokens) else None
    return known.get(f"{t.lower}-", "") if follower is not None and follower.text == "-" else ""


def role_of(cast: Cast, r: Reference) -> Role | None:
    """The longest phrase of the grammar that holds the head of the role; states named between its words are passed
    over.
    """
    if not r.noun:
        return None
    key = (r.first, r.last, r.role_head)
    if key not in cast.roles:
        cast.roles[key] = _role_of(cast, r)
    return cast.roles[key]


def _role_of(cast: Cast, r: Reference) -> Role | None:
    inside = (i for m in r.matches for i in range(m.first, m.last))
    skipped = {i for i in inside if _beside(cast, r, i)}
    if r.name:
        skipped |= set(range(*r.name))
    words = [cast.tokens[i] for i in range(r.first, r.last) if i not in skipped]
    at = next((k for k, t in enumerate(words) if t.i == r.role_head), -1)
    if at < 0:
        return None
    keys = [_keys(t) for t in words]
    present = {word for key in keys for word in key}
    known = phrases(cast.page.analysis.language)
    best: Role | None = None
    for k in range(max(0, at - 3), at + 1):
        for key in keys[k]:
            for role in known.get(key, ()):
                size = len(role.words)
                if best is not None and size <= len(best.words):
                    break
                if k + size > at and present.issuperset(role.words) and _stands(role.words, keys[k : k + size]):
                    best = role
                    break
    return best


def _keys(t: Token) -> tuple[str, ...]:
    """How the grammar may write the word."""
    lower, lemma = t.lower.removeprefix("экс-"), t.lemma.removeprefix("экс-")
    return (lower,) if lower == lemma else (lower, lemma)


def _beside(cast: Cast, r: Reference, i: int) -> bool:
    """The word tells whose office it is: «российский», and in English also "U.S." and "Kremlin" before the noun."""
    before = cast.page.analysis.language == "en" and i < r.role_head
    return i != r.role_head and (cast.tokens[i].pos == "ADJ" or before)


def _stands(wanted: tuple[str, ...], keys: list[tuple[str, ...]]) -> bool:
    return len(keys) == len(wanted) and all(word in key for word, key in zip(wanted, keys, strict=True))


def has_topic(cast: Cast, r: Reference, role: Role) -> bool:
    """«заместитель госсекретаря по делам Европы»: one of several, told apart by what the words of the role leave."""
    last = r.name[0] if r.name and r.name[0] > r.role_head else r.last
    topic = cast.words("topic")
    return not topic & set(role.words) and any(t.lower in topic for t in cast.tokens[r.role_head + 1 : last])


def _leads_others(cast: Cast, r: Reference) -> bool:
    """«лидер белорусской оппозиции», «глава итальянской партии»: a noun of the phrase says whom, and not a state."""
    inside = {i for m in r.matches for i in range(m.first, m.last)} | {r.role_head}
    inside |= set(range(*r.name)) if r.name else set()
    nouns = (t for t in cast.tokens[r.first : r.last] if t.pos == "NOUN" and t.i not in inside)
    return any(t.lemma not in cast.words("led") for t in nouns)


BY_ORGAN = {"mfa": "foreign-minister", "state": "foreign-minister", "mod": "defence-minister",
            "government": "head-of-government", "white-house": "head-of-state", "parliament": "speaker"}  # fmt: skip
ALIKE = {"secretary-of-state": "foreign-minister", "monarch": "head-of-state", "press-secretary": "spokesperson"}


def office_name(cast: Cast, r: Reference) -> str:
    """One name for an office, however it is told: «глава МИД» and «министр иностранных дел»; empty when open."""
    role = role_of(cast, r)
    if role is None:
        return ""
    if role.name in ("head", "minister", "leader"):
        return BY_ORGAN.get(organ_named(cast, r), "")
    return "" if role.name in GENERIC else ALIKE.get(role.name, role.name)


def organ_named(cast: Cast, r: Reference) -> str:
    """Function of the organ that the phrase names: mfa, mod, white-house …; empty for none."""
    for m in r.matches:
        for c in m.candidates:
            if c.actor_id.startswith("organ/"):
                return c.actor_id.rpartition("/")[2]
    return ""


@dataclass(frozen=True, slots=True)
class Post:
    """Where to look in the tenures: everything under one of `places` whose last part is one of `codes`, best first."""

    places: tuple[str, ...]
    codes: tuple[str, ...]


def post_of(cast: Cast, r: Reference, state: str, host: str = "") -> Post | None:
    """The office that the phrase means for a state (ISO3) or a body (igo/nato); host: where an ambassador serves."""
    role = role_of(cast, r)
    if role is None:
        return None
    named = organ_named(cast, r)
    chief = role.name in ("head", "leader", "minister", "chair", "director")
    codes = (role.code, *CHIEF) if chief and named else (role.code,)
    if "/" in state:
        more = CHIEF if role.name in LEADING and not has_topic(cast, r, role) else ()
        return Post((f"office/{state}",), (*codes, *more))
    noun = r.noun.removeprefix("экс-")
    words = {t.lower for t in cast.tokens[r.first : r.last]}
    if role.name in ("adviser", "aide") and words & cast.words("security"):
        return Post((f"office/{state}/nsc", f"office/{state}/security-council"), ("adviser",))
    if has_topic(cast, r, role) or state not in ONLY.get(noun, (state,)) or state in NEVER.get(noun, ()):
        return None
    if role.name in ("head", "leader") and not named:
        if _leads_others(cast, r):
            return None
        leading = ("government",) if state in PARLIAMENTARY else ("president", "monarch")
        return Post(tuple(f"office/{state}/{f}" for f in leading), ("head", "leader"))
    if role.name in GENERIC and not named:
        return None
    also = ALSO.get(role.name, ())
    functions = [named] if named else [*role.organs, *(x.rpartition("/")[0] for x in also)]
    if "embassy" in functions:
        functions = [f"embassy:{host}"] if host else []
    if "un-mission" in functions and host:
        functions = [MISSIONS.get(host, "un-mission")]
    own = [(cast.index.organ(state, f) or f).rpartition("/")[2] for f in functions if f]
    wanted = WHERE.get(noun, "") if not named and role.name in ("head-of-state", "monarch") else ""
    places = dict.fromkeys(f"office/{state}/{f}" for f in [*functions, *own] if f and wanted in ("", f))
    return Post(tuple(places), (*codes, *(x.rpartition("/")[2] for x in also)))


def holders(cast: Cast, post: Post, on: str | None) -> Iterator[str]:
    """Persons who held the post on a date, or ever; the first place and title that anybody held decides."""
    for place in post.places:
        then = [t for t in cast.index.holders(place) if held_on(t, on)]
        own = [t for t in then if t.office.rpartition("/")[0] == place]
        for tenures in (own, then):
            for code in post.codes:
                found = [t.person for t in tenures if t.office.rpartition("/")[2].partition(":")[0] == code]
                if found:
                    yield from dict.fromkeys(found)
                    return


def holds(cast: Cast, r: Reference, person: str) -> bool:
    """The person holds an office that the bare role can mean, on the document's date: «канцлер» after «Меркель»."""
    role = role_of(cast, r)
    if role is None or not person.startswith("person/"):
        return False
    for t in cast.index.offices_of(person, cast.on):
        place, _, code = t.office.rpartition("/")
        owner = place.split("/")[1]
        if role.name == "minister" and code == "minister" and not place.endswith("/state"):
            return True
        if len(owner) == 3 and (role.name not in GENERIC or organ_named(cast, r)):
            post = post_of(cast, r, owner)
            if post is not None and place in post.places and code.partition(":")[0] in post.codes:
                return True
    return False


def next_holder(cast: Cast, post: Post, on: str) -> str | None:
    """Who took the post within a year after the date: «избранный президент»."""
    until = f"{int(on[:4]) + 1}{on[4:]}"
    found = [
        (t.start, t.person)
        for place in post.places
        for t in cast.index.holders(place)
        if t.office.rpartition("/")[2] in post.codes and on < t.start <= until
    ]
    return min(found)[1] if found else None


def conflict(cast: Cast, r: Reference, person: str, states: list[str]) -> str | None:
    """What the known tenures say against the office that the text gives the person; the text stands all the same."""
    how = standing(cast, r)
    if cast.on is None or not person.startswith("person/") or not states or how in (LATER, ACTING) or r.plural:
        return None
    post = post_of(cast, r, states[0], next((s for s in states[1:]), ""))
    if post is None or not SINGLE.intersection(post.codes):
        return None
    held = [
        t
        for t in cast.index.offices_of(person)
        if t.office.rpartition("/")[0] in post.places and t.office.rpartition("/")[2].partition(":")[0] in post.codes
    ]
    now = [t for t in held if held_on(t, cast.on)]
    words = cast.page.span(*r.role).of(cast.page.text) if r.role and r.role[1] > r.role[0] else r.noun
    words = " ".join(words.split())
    if held and not now and how != "former":
        last = max(held, key=lambda t: t.start)
        return f"the text says «{words}»; known tenure {last.start or '?'} – {last.end or '?'}"
    if now and how == "former" and all(t.end for t in now):
        return f"the text says «{words}»; known tenure {now[0].start or '?'} – {now[0].end}"
    return None
