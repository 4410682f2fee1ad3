"""The words of a language: cues, phrases, nouns, venues, speakers and all other tables, read once from the TSV files of
its folder.

Keys are lower case with ё as е, like `Token.lower`. Column meanings and flags stand in the head of each file. A table
that a language lacks is empty: its grammar says the same by other means.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Protocol, TypeVar

HERE = Path(__file__).parent
ACTS_FOLDER = HERE.parent / "statements" / "acts"


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb that reports. `nouns`: only with one of them as complement (empty: any); `not_words`: never with one."""

    lemma: str
    frames: frozenset[str]
    nouns: frozenset[str]
    not_words: frozenset[str]
    act: str
    flags: frozenset[str]
    example: str

    def fits(self, words: frozenset[str]) -> bool:
        """Do the complement's `words` (folded lemmas) allow this entry? «выдвинул инициативу», not «выдвинул ящик»."""
        return (not self.nouns or bool(self.nouns & words)) and not self.not_words & words


@dataclass(frozen=True, slots=True)
class Predicative:
    """A short form that reports («уверен», «против»), known by its surface `forms`."""

    forms: tuple[str, ...]
    frames: frozenset[str]
    nouns: frozenset[str]
    act: str
    flags: frozenset[str]
    example: str


@dataclass(frozen=True, slots=True)
class PhraseCue:
    """A phrase that names a source («по словам»); `case` of that source is a letter of NGDATL, or empty."""

    words: tuple[str, ...]
    case: str
    act: str
    flags: frozenset[str]
    example: str


@dataclass(frozen=True, slots=True)
class NounCue:
    """A noun of saying («заявление», «отказ») with the complements it takes."""

    lemma: str
    act: str
    frames: frozenset[str]
    flags: frozenset[str]
    example: str


@dataclass(frozen=True, slots=True)
class SupportCue:
    """A light verb with its noun («выразить надежду»); `noun` may be two words."""

    verb: str
    prep_case: str
    noun: str
    act: str
    frames: frozenset[str]
    example: str


@dataclass(frozen=True, slots=True)
class Venue:
    """An occasion or medium where things are said, with the prepositions that lead it in («на+L», «в ходе+G»)."""

    lemma: str
    prepositions: frozenset[str]
    kind: str
    example: str


@dataclass(frozen=True, slots=True)
class Speaker:
    """A role noun that can speak. kind: person organ group medium document unnamed; `office`: what it stands for."""

    lemma: str
    kind: str
    gender: str
    office: str
    example: str


@dataclass(frozen=True, slots=True)
class ContentHead:
    """Words that mark the act of what is said under a neutral cue.

    where: lemma, form, predicative or phrase. subject: self, other, any, impersonal. needs: what else must stand there;
    not_words: what must not («должен состояться» is a date, no demand).
    """

    pattern: str
    where: str
    subject: str
    needs: frozenset[str]
    not_words: frozenset[str]
    act: str
    example: str


@dataclass(frozen=True, slots=True)
class NotSpeech:
    """A word or phrase that looks like speech and is none; `kind` says which trap it is."""

    lemma: str
    kind: str
    frames: frozenset[str]
    example: str


class _Keyed(Protocol):
    @property
    def lemma(self) -> str: ...


_K = TypeVar("_K", bound=_Keyed)


def fold(word: str) -> str:
    """The match key of a word: lower case, ё as е."""
    return word.lower().replace("ё", "е")


def rows(path: Path) -> list[list[str]]:
    """The rows of a TSV file, without comments and blank lines, short ones filled up; no file, no rows."""
    if not path.is_file():
        return []
    lines = path.read_text(encoding="utf-8").splitlines()
    width = lines[0].count("\t") + 1
    table = [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]
    return [row + [""] * (width - len(row)) for row in table]


def _tokens(cell: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Frames, the nouns of `noun=`, and the words of `not=`, of one cell."""
    frames, nouns, not_words = set[str](), set[str](), set[str]()
    for token in cell.split():
        name, equals, words = token.partition("=")
        if not equals:
            frames.add(token)
        elif name == "noun":
            nouns.update(fold(word) for word in words.split("|"))
        else:
            not_words.update(fold(word) for word in words.split("|"))
    return frozenset(frames), frozenset(nouns), frozenset(not_words)


def _by_lemma(entries: Iterable[_K]) -> Mapping[str, tuple[_K, ...]]:
    grouped: dict[str, list[_K]] = defaultdict(list)
    for entry in entries:
        grouped[entry.lemma].append(entry)
    return {lemma: tuple(group) for lemma, group in grouped.items()}


def _set(cell: str) -> frozenset[str]:
    return frozenset(cell.split())


class Classes(dict[str, frozenset[str]]):
    """Class → its words; no words for any other."""

    def __missing__(self, kind: str) -> frozenset[str]:
        return frozenset()


@dataclass(frozen=True, eq=False)
class Lexicon:
    """All word tables of one language, each read when first asked for."""

    language: str

    @property
    def folder(self) -> Path:
        return HERE / self.language

    @cached_property
    def cues(self) -> Mapping[str, tuple[Cue, ...]]:
        """Reporting verbs by lemma; of several entries the one with `nouns` is the narrower."""
        return _by_lemma(
            Cue(fold(lemma), *_tokens(cell), act, _set(flags), example)
            for lemma, cell, act, flags, example in rows(self.folder / "cues.tsv")
        )

    @cached_property
    def predicatives(self) -> Mapping[str, tuple[Predicative, ...]]:
        """Reporting short forms by surface form."""
        grouped: dict[str, list[Predicative]] = defaultdict(list)
        for cell, frames, act, flags, example in rows(self.folder / "cue_predicatives.tsv"):
            forms = tuple(fold(form) for form in cell.split(";"))
            entry = Predicative(forms, *_tokens(frames)[:2], act, _set(flags), example)
            for form in forms:
                grouped[form].append(entry)
        return {form: tuple(group) for form, group in grouped.items()}

    @cached_property
    def phrase_cues(self) -> Mapping[str, tuple[PhraseCue, ...]]:
        """Phrases by their first word, longest first."""
        grouped: dict[str, list[PhraseCue]] = defaultdict(list)
        for phrase, case, act, flags, example in rows(self.folder / "cue_phrases.tsv"):
            words = tuple(fold(phrase).split())
            grouped[words[0]].append(PhraseCue(words, case, act, _set(flags), example))
        return {first: tuple(sorted(group, key=lambda p: -len(p.words))) for first, group in grouped.items()}

    @cached_property
    def noun_cues(self) -> Mapping[str, tuple[NounCue, ...]]:
        """Nouns of saying by lemma."""
        return _by_lemma(
            NounCue(fold(lemma), act, _set(frames), _set(flags), example)
            for lemma, act, frames, flags, example in rows(self.folder / "cue_nouns.tsv")
        )

    @cached_property
    def support_cues(self) -> Mapping[tuple[str, str], tuple[SupportCue, ...]]:
        """Light verbs with their nouns, by (verb, noun)."""
        grouped: dict[tuple[str, str], list[SupportCue]] = defaultdict(list)
        for verb, prep_case, noun, act, frames, example in rows(self.folder / "cue_support.tsv"):
            entry = SupportCue(fold(verb), prep_case, fold(noun), act, _set(frames), example)
            grouped[entry.verb, entry.noun].append(entry)
        return {key: tuple(group) for key, group in grouped.items()}

    @cached_property
    def ratings(self) -> Mapping[str, str]:
        """What something is called («назвал провокацией», «счёл неприемлемым») → the act of calling it so."""
        return {fold(lemma): act for lemma, act, _ in rows(self.folder / "ratings.tsv")}

    @cached_property
    def venues(self) -> Mapping[str, tuple[Venue, ...]]:
        """Occasions and media by lemma."""
        return _by_lemma(
            Venue(fold(lemma), frozenset(prepositions.split("; ")), kind, example)
            for lemma, prepositions, kind, example in rows(self.folder / "venues.tsv")
        )

    @cached_property
    def speakers(self) -> Mapping[str, tuple[Speaker, ...]]:
        """Role nouns that can speak, by lemma."""
        return _by_lemma(
            Speaker(fold(lemma), kind, gender, office, example)
            for lemma, kind, gender, office, example in rows(self.folder / "speakers.tsv")
        )

    @cached_property
    def speaker_words(self) -> frozenset[str]:
        """First and last words of the role nouns that can speak: no other word begins or ends one."""
        parts = [lemma.replace("-", " - ").split() for lemma in self.speakers]
        return frozenset(word for words in parts for word in (words[0], words[-1])) | self.speakers.keys()

    @cached_property
    def personal(self) -> frozenset[str]:
        """Forms of the personal pronouns for those who speak and act."""
        return frozenset[str]().union(*map(self.words, ("he", "she", "they", "i", "we")))

    @cached_property
    def not_speech(self) -> Mapping[str, tuple[NotSpeech, ...]]:
        """Look-alikes by lemma or phrase."""
        return _by_lemma(
            NotSpeech(fold(lemma), kind, _set(frames), example)
            for lemma, kind, frames, example in rows(self.folder / "not_speech.tsv")
        )

    @cached_property
    def content_heads(self) -> tuple[ContentHead, ...]:
        """What marks an act in the content, for every act folder that has heads of this language."""
        return tuple(
            ContentHead(pattern, where, subject, _tokens(needs)[0], _tokens(needs)[2], path.parent.parent.name, example)
            for path in sorted(ACTS_FOLDER.glob(f"*/content/{self.language}.tsv"))
            for patterns, where, subject, needs, example in rows(path)
            for pattern in fold(patterns).split(";")
        )

    @cached_property
    def _tables(self) -> dict[str, tuple[tuple[str, ...], ...]]:
        return {}

    def table(self, name: str) -> tuple[tuple[str, ...], ...]:
        """Cells of every entry of the file `name`, ё folded to е in the first cell."""
        if name not in self._tables:
            cells = ([c.strip() for c in row] for row in rows(self.folder / name))
            self._tables[name] = tuple((first.replace("ё", "е"), *rest) for first, *rest in cells)
        return self._tables[name]

    @cached_property
    def words(self) -> Callable[[str], frozenset[str]]:
        """The words of one class of `classes.tsv`, none for a class that the language does not have. Asked some hundred
        times a page, so it is the look-up itself.
        """
        grouped: dict[str, set[str]] = defaultdict(set)
        for word, kind, *_ in self.table("classes.tsv"):
            grouped[kind].add(word)
        return Classes({kind: frozenset(words) for kind, words in grouped.items()}).__getitem__

    @cached_property
    def role_synonyms(self) -> tuple[frozenset[str], ...]:
        """Nouns that may name one office in a text: a министр is also called глава ведомства and дипломат."""
        return tuple(frozenset(cell.split(";")) for cell, *_ in self.table("role_synonyms.tsv"))


@cache
def of(language: str) -> Lexicon:
    """The words of `languages/<language>/`."""
    return Lexicon(language)
