"""Whether two spellings, Russian or Latin, are the name of one person.

Across scripts the letters are aligned by a table of correspondences (`kb/spelling.tsv`: ш is sh, sch, sz …); inside one
script by edit distance. Given names that languages share in different shapes (Пётр, Petro, Peter) stand in
`kb/given-names.tsv`. The consonant skeleton serves as a key for look-up and for stable ids, not as a judge.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from dragoman.actors.tables import CORE, read_rows

SAME = 0.80
"""`same_name` from here on means one person; measured by bench/name_pairs.py."""

CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
VOWELS = frozenset("aeiouyаеёиоуыэюяйьъ")
UNDECOMPOSED = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ß": "ss", "ə": "a", "æ": "ae", "œ": "oe"})
PARTICLES = frozenset((
    "de", "der", "den", "von", "van", "di", "da", "du", "la", "le", "al", "el", "bin", "ben", "ibn", "ul", "ud",
    "де", "дер", "ден", "фон", "ван", "ди", "да", "дю", "ла", "ле", "аль", "эль", "бин", "бен", "ибн", "ас", "ар", "ад",
))  # fmt: skip
"""Words of a name that may be left out."""
ROMAN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "J", "з": "z", "и": "i", "й": "i",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
    "х": "h", "ц": "S", "ч": "C", "ш": "S", "щ": "S", "ъ": "", "ы": "i", "ь": "", "э": "e", "ю": "iu", "я": "ia",
}  # fmt: skip
CLASSES = (
    ("shch", "S"), ("tsch", "C"), ("sch", "S"), ("tch", "C"), ("dzh", "J"), ("kh", "h"), ("zh", "J"), ("sh", "S"),
    ("sz", "S"), ("ch", "C"), ("cz", "C"), ("dj", "J"), ("ts", "S"), ("tz", "S"), ("ph", "f"), ("th", "t"),
    ("ck", "k"), ("ce", "se"), ("ci", "si"), ("cy", "si"), ("j", "J"), ("q", "k"), ("c", "k"), ("x", "ks"),
    ("w", "v"), ("y", "i"),
)  # fmt: skip


def clean(name: str) -> str:
    """Lower case without accents (ё and й are letters of their own), points and apostrophes."""
    name = unicodedata.normalize("NFC", name).lower().translate(UNDECOMPOSED)
    letters = (c if c in "ёй" else unicodedata.normalize("NFD", c)[0] for c in name if not unicodedata.combining(c))
    return re.sub(r"[.'’ʼ`]", "", "".join(letters))


def words(name: str) -> list[str]:
    """The words of a name in any order of writing; hyphens part words."""
    return [word for word in re.split(r"[\s,‐‑–-]+", clean(name)) if word]


def skeleton(name: str) -> str:
    """Consonant classes of the words, sorted: a key under which most spellings of a name meet."""
    return " ".join(sorted(filter(None, (_skeleton(word) for word in words(name) if word not in PARTICLES))))


@lru_cache(maxsize=65536)
def _skeleton(word: str) -> str:
    if CYRILLIC.search(word):
        word = word.replace("дж", "ж").replace("дз", "з").replace("чж", "ж").replace("кс", "ks")
        latin = "".join(ROMAN.get(letter, letter) for letter in word)
    else:
        latin = word
        for old, new in CLASSES:
            latin = latin.replace(old, new)
    start = "a" if latin[:1] in "aeiou" else ""
    kept = [letter for letter in latin if letter not in "aeiouh" or (letter == "h" and latin[0] == "h")]
    return start + "".join(letter for i, letter in enumerate(kept) if i == 0 or kept[i - 1] != letter)


def same_name(left: str, right: str) -> float:
    """How likely two spellings are one name, 0 to 1; from `SAME` on they are taken as one."""
    one, other = words(left), words(right)
    if not one or not other:
        return 0.0
    if len(one) > len(other):
        one, other = other, one
    readings = [other]
    if len(other) > len(one):  # Чен Ын, Ченын
        readings += [[*other[:i], "".join(other[i : i + 2]), *other[i + 2 :]] for i in range(len(other) - 1)]
    return max(_matched(one, reading) for reading in readings)


def _matched(few: Sequence[str], many: Sequence[str]) -> float:
    """Each word of the shorter name takes its best word of the longer; the worst pair decides."""
    free = list(many)
    scores: list[float] = []
    for word in sorted(few, key=len, reverse=True):
        best = max(free, key=lambda candidate: _word(word, candidate))
        scores.append(_initial(word, best) or _word(word, best))
        free.remove(best)
    left = [word for word in free if word not in PARTICLES]
    strong = [
        score for word, score in zip(sorted(few, key=len, reverse=True), scores, strict=True) if word not in PARTICLES
    ]
    used = strong or scores
    if len(few) == 1 and left:
        return min(used) * 0.5  # a bare family name is no proof
    return 0.75 * min(used) + 0.25 * sum(used) / len(used) - 0.03 * len(left)


def _initial(left: str, right: str) -> float:
    """An initial agrees with any name that begins so, but proves little."""
    if 1 not in (len(left), len(right)):
        return 0.0
    return 0.85 if _skeleton(left)[:1] == _skeleton(right)[:1] else 0.0


@lru_cache(maxsize=65536)
def _word(left: str, right: str) -> float:
    """Similarity of two words, 0 to 1."""
    if left == right or _given().get(left, {left}) & _given().get(right, {right}):
        return 1.0
    cyrillic = [bool(CYRILLIC.search(word)) for word in (left, right)]
    if cyrillic == [False, True]:
        left, right = right, left
    cost = _edit(left, right) if cyrillic[0] == cyrillic[1] else _align(left, right)
    return max(0.0, 1 - cost / (max(min(len(left), len(right)), 3) * 0.6))


def _weight(letter: str) -> float:
    return 0.4 if letter in VOWELS else 1.0


def _edit(left: str, right: str) -> float:
    """Edit distance in which vowels count less."""
    row = [0.0]
    for letter in right:
        row.append(row[-1] + _weight(letter))
    for one in left:
        above, row = row, [row[0] + _weight(one)]
        for at, other in enumerate(right):
            change = 0.0 if one == other else max(_weight(one), _weight(other))
            row.append(min(above[at] + change, above[at + 1] + _weight(one), row[at] + _weight(other)))
    return row[-1]


def _align(russian: str, latin: str) -> float:
    """The cheapest way to read the Latin letters as the Russian ones."""
    table, size, width = _spelling(), len(russian), len(latin)
    costs = [[float("inf")] * (width + 1) for _ in range(size + 1)]
    costs[0][0] = 0.0
    for i in range(size + 1):
        for j in range(width + 1):
            here = costs[i][j]
            if here == float("inf"):
                continue
            for length in range(1, min(4, size - i) + 1):
                for spelling, cost in table.get(russian[i : i + length], ()):
                    end = j + len(spelling)
                    if end <= width and latin.startswith(spelling, j) and here + cost < costs[i + length][end]:
                        costs[i + length][end] = here + cost
            _steps(costs, i, j, russian, latin)
    return costs[size][width]


def _steps(costs: list[list[float]], i: int, j: int, russian: str, latin: str) -> None:
    """A letter left out, put in, or changed against the table."""
    here = costs[i][j]
    if i < len(russian):
        costs[i + 1][j] = min(costs[i + 1][j], here + _weight(russian[i]))
    if j < len(latin):
        silent = 0.3 if latin[j] == "h" else _weight(latin[j])
        costs[i][j + 1] = min(costs[i][j + 1], here + silent)
    if i < len(russian) and j < len(latin):
        change = max(_weight(russian[i]), _weight(latin[j]))
        costs[i + 1][j + 1] = min(costs[i + 1][j + 1], here + change)


@lru_cache(maxsize=1)
def _spelling() -> dict[str, tuple[tuple[str, float], ...]]:
    table: dict[str, list[tuple[str, float]]] = {}
    for row in read_rows(CORE / "spelling.tsv", ("cyrillic", "latin", "cost")):
        table.setdefault(row.cells[0], []).append((row.cells[1], float(row.cells[2])))
    return {letters: tuple(spellings) for letters, spellings in table.items()}


@lru_cache(maxsize=1)
def _given() -> dict[str, set[object]]:
    """Given name → numbers of the lines of the table it stands in."""
    found: dict[str, set[object]] = {}
    path: Path = CORE / "given-names.tsv"
    for row in read_rows(path, ("ru", "latin")):
        for name in ";".join(row.cells).split(";"):
            found.setdefault(clean(name).strip(), set()).add(row.line)
    return found
