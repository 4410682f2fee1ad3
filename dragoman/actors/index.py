"""The index of actors: loaded once, asked for matches, entities, compounds, organs, people and holders of offices."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from pathlib import Path

import msgspec

from dragoman.actors import compiled as compiling
from dragoman.actors import compose, forms, people
from dragoman.actors.compiled import FORMAT, Compiled, compile_tables, tokenise
from dragoman.actors.entities import Candidate, Entity, Match, Tenure, displayed, entity_of, organ_entity, place_entity
from dragoman.actors.forms import fold
from dragoman.actors.names import SAME, same_name, skeleton, words
from dragoman.actors.people import full_names
from dragoman.actors.tables import COLUMNS, CORE, read_tables, table_files
from dragoman.actors.tenures import held_on

__all__ = ["Candidate", "Entity", "Index", "Match", "Tenure", "load"]


KEPT = 4
"""Compiled files kept in the cache, for users who go between sets of layers."""
POSSESSIVES = ("'s", "’s")


class Index:
    """Look-up over one compiled knowledge base; see `load`."""

    def __init__(self, compiled: Compiled) -> None:
        self._data = compiling.own_copy(compiled)
        self._styles = [style.split("\t") for style in compiled.styles]
        self._actors = list(compiled.actors)
        self._called: set[str] = set()
        self._candidates: dict[int, Candidate] = {}
        self._functions = compose.functions_of(compiled.entities)
        self._capitals = compose.capitals_of(compiled.entities)
        self._iso3 = compose.iso3_of(compiled.entities)
        self._skeletons: dict[str, list[str]] | None = None
        self._held: dict[str, list[Tenure]] | None = None
        self._offices: dict[str, list[Tenure]] | None = None
        self._known: dict[str, Entity | None] = {}

    # names in a text

    def match(self, lowers: Sequence[str], texts: Sequence[str]) -> list[Match]:
        """All longest matches, left to right; organs named with their state («МИД России») come as one match.

        lowers: lower case with ё as е; texts: the tokens as written.
        """
        found: list[Match] = []
        lowers = [low[:-2] if len(low) > 3 and low.endswith(POSSESSIVES) else low for low in lowers]
        self._call(lowers)
        forms, longest, at, size = self._data.forms, self._data.longest, 0, len(lowers)
        while at < size:
            low = lowers[at]
            reach = longest.get(low) or (1 if low in forms else 0)
            match = self._longest_at(lowers, texts, at, min(reach, size - at)) if reach else None
            if match is None:
                at += 1
            else:
                found.append(match)
                at = match.last
        return compose.compose(found, lowers, self)

    def _call(self, lowers: Sequence[str]) -> None:
        """Puts in the full names of those people of whom a word may be in the text."""
        families, callers, called = self._data.families, self._data.callers, self._called
        for low in lowers:
            for ids in (families.get(low), callers.get(low)):
                for key in ids.split() if ids is not None else ():
                    if key not in called:
                        self._add_full_names(key)
                        called.add(key)

    def _add_full_names(self, person: str) -> None:
        data = self._data
        compiling.add_full_names(data, person)
        if len(data.actors) > len(self._actors):
            self._actors.append(person)
        if len(data.styles) > len(self._styles):
            self._styles += [style.split("\t") for style in list(data.styles)[len(self._styles) :]]

    def _longest_at(self, lowers: Sequence[str], texts: Sequence[str], at: int, reach: int) -> Match | None:
        table = self._data.forms
        for count in range(reach, 0, -1):
            key = lowers[at] if count == 1 else " ".join(lowers[at : at + count])
            held = table.get(key)
            if held is None:
                continue
            numbers = (held,) if isinstance(held, int) else held
            fitting = dict.fromkeys(self._candidate(n) for n in numbers if self._fits(n, texts, at, count))
            if fitting:
                return Match(at, at + count, tuple(sorted(fitting, key=lambda candidate: candidate.weak)))
        return None

    def _fits(self, number: int, texts: Sequence[str], at: int, count: int) -> bool:
        """Capitals of the alias must stand in the text."""
        wanted = self._styles[self._data.alias(number)[1]][3]
        if len(wanted) != count:
            wanted = wanted[:1]
        for offset, digit in enumerate(wanted):
            if digit != "0" and not texts[at + offset][: int(digit)].isupper():
                return False
        return True

    def _candidate(self, number: int) -> Candidate:
        held = self._candidates.get(number)
        if held is None:
            actor, style = self._data.alias(number)
            kind, flags, lang, capitals = self._styles[style]
            marks = flags.split(",")
            weak, bare, cased = "weak" in marks, "bare" in marks, capitals.strip("0") != ""
            held = Candidate(self._actors[actor], kind, weak, bare, lang, cased)
            self._candidates[number] = held
        return held

    def _named(self, form: str) -> Iterator[tuple[str, Sequence[str]]]:
        """The actors of a form, each with the style of the alias."""
        held = self._data.forms.get(form)
        for number in [] if held is None else [held] if isinstance(held, int) else held:
            actor, style = self._data.alias(number)
            yield self._actors[actor], self._styles[style]

    def find(self, name: str) -> tuple[str, ...]:
        """Actors that bear this name, in any case form and with or without capitals; else people it may spell."""
        tokens = tokenise(fold(name))
        whole = [m for m in self.match(tokens, [token.upper() for token in tokens]) if m.last - m.first == len(tokens)]
        ids = [candidate.actor_id for match in whole for candidate in match.candidates]
        ids += self.people_named(name)
        return tuple(dict.fromkeys(ids or [key for key, _ in self.people_like(name)]))

    def genitive_of(self, key: str) -> str | None:
        """The state whose name in the genitive is `key`."""
        return self._data.genitives.get(key)

    def compound(self, lower: str) -> tuple[str, ...]:
        """The states of a compound adjective: «российско-американский» → state/RUS, state/USA; empty when unknown."""
        return compose.compound(self._data, self._named, fold(lower))

    # actors

    def entity(self, actor_id: str) -> Entity | None:
        """An actor by id; template organs, missions and embassies are computed."""
        if actor_id not in self._known:
            found, wanted = self._entity(actor_id), self._data.displayed.get(actor_id)
            self._known[actor_id] = displayed(found, wanted) if found and wanted else found
        return self._known[actor_id]

    def _entity(self, actor_id: str) -> Entity | None:
        cells = self._data.entities.get(actor_id)
        if cells is not None:
            return entity_of(cells)
        place = self._data.places.get(actor_id)
        if place is not None:
            row = place.split("\t")
            return place_entity(row, self._iso3.get(row[3]))
        if actor_id.startswith("organ/"):
            return organ_entity(actor_id, self._data.entities, self.entity, self._data.shown)
        person = self._data.people.get(actor_id)
        return None if person is None else people.person_entity(person)

    def organ(self, owner: str, function: str) -> str | None:
        """The organ of a state (ISO3) or organisation that has this function: mfa, mod, parliament, government …"""
        return compose.organ_id(self._data, self._functions, owner, function)

    def is_written(self, actor_id: str) -> bool:
        """A line of the tables says so; False for what is computed from a template."""
        return actor_id in self._data.entities

    def embassy(self, sender: str, host: str | None = None) -> Entity | None:
        """The embassy of `sender` in `host` (ISO3 codes)."""
        return self.entity(f"organ/{sender}/embassy" + (f":{host}" if host else ""))

    def capital_of(self, name: str) -> str | None:
        """The state whose capital is called so (any case form), or whose capital is this place."""
        if name.startswith("place/"):
            return self._capitals.get(name)
        return next((actor for actor, style in self._named(fold(name)) if "capital" in style[1].split(",")), None)

    # people and offices

    def person(self, person_id: str) -> Entity | None:
        """A person by id."""
        return self.entity(person_id) if person_id in self._data.people else None

    def people_named(self, family: str, given: str | None = None) -> tuple[str, ...]:
        """People with this family name (any case form, ru or en), narrowed by a given name or initial."""
        ids = self._data.families.get(fold(family), "").split()
        if given is not None:
            ids = [key for key in ids if people.has_given(self._data.people[key], fold(given))]
        return tuple(ids)

    def people_like(self, name: str) -> list[tuple[str, float]]:
        """People whose name this can be in any spelling, likeliest first, with scores of `names.same_name`."""
        ids = {key for word in words(name) for key in self._by_skeleton().get(skeleton(word), ())}
        scored = (
            (key, max(map(partial(same_name, name), full_names(self._data.people[key])), default=0.0)) for key in ids
        )
        return sorted(((key, score) for key, score in scored if score >= SAME), key=lambda found: (-found[1], found[0]))

    def _by_skeleton(self) -> dict[str, list[str]]:
        """Consonant skeleton of each word of the family names → people."""
        if self._skeletons is None:
            self._skeletons = {}
            for key, cells in self._data.people.items():
                names = [name for _, name, _ in people.family_names(cells)]
                for mark in {skeleton(word) for name in names for word in words(name)}:
                    self._skeletons.setdefault(mark, []).append(key)
        return self._skeletons

    def holders(self, office: str, on: str | None = None) -> list[Tenure]:
        """Who held the office, or any office that begins with these parts, on an ISO date; None = ever."""
        return [t for t in self._by_office().get(office.rstrip("/"), ()) if held_on(t, on)]

    def offices_of(self, person: str, on: str | None = None) -> list[Tenure]:
        """The offices of a person on an ISO date; None = ever."""
        return [t for t in self._by_person().get(person, ()) if held_on(t, on)]

    def _by_office(self) -> dict[str, list[Tenure]]:
        """Tenures by the whole id of the office and by each beginning of it."""
        if self._offices is None:
            self._offices = {}
            for tenure in (t for held in self._by_person().values() for t in held):
                parts = tenure.office.split("/")
                for k in range(1, len(parts) + 1):
                    self._offices.setdefault("/".join(parts[:k]), []).append(tenure)
        return self._offices

    def _by_person(self) -> dict[str, list[Tenure]]:
        if self._held is None:
            self._held = {}
            for cells in self._data.tenures:
                self._held.setdefault(cells[0], []).append(Tenure(*cells))
        return self._held


def load(layers: Sequence[Path] = ()) -> Index:
    """The index of the core layer and `layers` over it, from the cache when nothing changed."""
    return _load((CORE, *layers), _fingerprint((CORE, *layers)))


@lru_cache(maxsize=4)
def _load(layers: tuple[Path, ...], fingerprint: str) -> Index:
    cache = _cache_file(fingerprint)
    try:
        return Index(msgspec.msgpack.decode(cache.read_bytes(), type=Compiled))
    except (OSError, msgspec.DecodeError):
        pass
    built = compile_tables(read_tables(layers))
    _store(cache, built)
    return Index(built)


def _fingerprint(layers: Sequence[Path]) -> str:
    """Content of every table and of the code that makes the forms."""
    digest = hashlib.sha256(FORMAT.encode())
    for module in (forms.__file__, people.__file__, compiling.__file__):
        digest.update(Path(module).read_bytes())
    for layer in layers:
        for table in COLUMNS:
            for path in table_files(layer, table):
                digest.update(str(path).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:32]


def _cache_file(fingerprint: str) -> Path:
    root = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return Path(root) / "dragoman" / f"actors-{fingerprint}.msgpack"


def _store(cache: Path, built: Compiled) -> None:
    """Written beside and renamed, so that no reader sees half a file; an unwritable cache is no error."""
    try:
        cache.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=cache.parent, suffix=".part", delete=False) as file:
            file.write(msgspec.msgpack.encode(built))
        os.replace(file.name, cache)
        _prune(cache.parent)
    except OSError:
        return


def _prune(folder: Path) -> None:
    """Keep the newest few: every change of a table makes a file of some megabytes."""
    files = sorted(folder.glob("actors-*.msgpack"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in [*files[KEPT:], *folder.glob("*.part")]:
        path.unlink(missing_ok=True)
