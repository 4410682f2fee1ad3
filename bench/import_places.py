"""Make `dragoman/actors/kb/places.tsv` from Debian's libgeonames-common and libgeonames0 (GeoNames data, CC BY 4.0).

    apt-get download libgeonames-common libgeonames0
    dpkg-deb -x libgeonames-common_*.deb geonames && dpkg-deb -x libgeonames0_*.deb geonames
    python bench/import_places.py geonames

The translations give Russian and English names by GeoNames id; the library holds country, population and position of
each town. Names that are not Russian, and countries (the states have tables of their own), are left out. A Russian name
that is a common word or a family name as well is marked weak, unless the town is large.
"""

from __future__ import annotations

import gettext
import re
import struct
import sys
import zlib
from pathlib import Path

import pymorphy3

OUT = Path(__file__).parent.parent / "dragoman" / "actors" / "kb" / "places.tsv"
RUSSIAN = re.compile(r"[А-ЯЁа-яё][А-ЯЁа-яё’' .—-]+")
TOWN = re.compile(rb"(\d+)\0([^\0]+)\0([^\0]*)\0([^\0]*)\0([A-Z]{2})\0([^\0]*)\0([^\0]*)\0")
LARGE = 150_000
"""From this size on a town is meant oftener than its namesakes."""

ENGLISH, ENGLISH_LARGE = ("US", "GB", "CA", "AU", "NZ", "IE"), 300_000
"""English towns are called like families (Bolton, Carney, Clinton) unless they are large."""
SMALL = 30_000
FUNCTION_WORDS = {"NPRO", "PREP", "CONJ", "PRCL", "ADVB", "PRED", "INTJ"}

Town = tuple[str, float, float, int]


def read_towns(library: Path) -> dict[str, Town]:
    """GeoNames id → country, latitude, longitude, population, from the compressed table inside the library."""
    data = library.read_bytes()
    table = zlib.decompressobj().decompress(data[data.find(b"x\xda", data.find(b"GVariant")) :])
    towns: dict[str, Town] = {}
    for match in TOWN.finditer(table):
        at = (match.end() + 3) // 4 * 4
        population = struct.unpack_from("<I", table, at)[0]
        latitude, longitude = struct.unpack_from("<2d", table, (at + 4 + 7) // 8 * 8)
        if abs(latitude) <= 90 and abs(longitude) <= 180:
            towns[match[1].decode()] = (match[5].decode(), latitude, longitude, population)
    return towns


def read_names(root: Path, language: str) -> dict[str, str]:
    """GeoNames id → name in this language."""
    (path,) = root.glob(f"**/{language}/LC_MESSAGES/geonames.mo")
    with path.open("rb") as file:
        catalog = gettext.GNUTranslations(file)._catalog
    return {key: name for key, name in catalog.items() if isinstance(key, str) and key}


def russian(name: str) -> str | None:
    """The name without stress marks and brackets, or None when it is not Russian."""
    name = re.sub(r"\s*\([^)]*\)", "", name.replace("\u0301", "")).replace("’", "'").strip()
    return name if RUSSIAN.fullmatch(name) else None


def is_function_word(name: str, morph: pymorphy3.MorphAnalyzer) -> bool:
    """Towns called Она, Вы, Так do more harm than good."""
    return len(name) <= 4 and any(parse.tag.POS in FUNCTION_WORDS for parse in morph.parse(name.lower()))


def is_weak(name: str, population: int, morph: pymorphy3.MorphAnalyzer) -> bool:
    """Whether the name is a common word or a family name as well."""
    if population >= LARGE or " " in name or "-" in name:
        return False
    if len(name) <= 3 or population < SMALL:
        return True
    parses = [parse.tag for parse in morph.parse(name.lower()) if parse.is_known]
    return any("Geox" not in tag for tag in parses)


def main() -> None:
    root = Path(sys.argv[1])
    (library,) = (path for path in root.glob("**/libgeonames.so*") if path.is_file() and not path.is_symlink())
    towns, ru_names, en_names = read_towns(library), read_names(root, "ru"), read_names(root, "en")
    morph = pymorphy3.MorphAnalyzer()
    rows = []
    for key, raw in ru_names.items():
        name = russian(raw)
        if name is None or re.fullmatch("[A-Z]{2}", key) or is_function_word(name, morph):
            continue
        country, latitude, longitude, population = towns.get(key, (key[:2] if key[2:3] == "." else "", 0.0, 0.0, 0))
        kind = "region" if "." in key else "town"
        namesake = country in ENGLISH and population < ENGLISH_LARGE
        weak = "weak" if kind == "town" and (namesake or is_weak(name, population, morph)) else ""
        position = (f"{latitude:.3f}", f"{longitude:.3f}") if kind == "town" and key in towns else ("", "")
        people = str(population) if population else ""
        rows.append("\t".join((f"place/{key}", en_names.get(key, ""), name, country, kind, *position, people, weak)))
    header = "# id\ten\tru\tcountry\tclass\tlat\tlon\tpopulation\tflags"
    note = "# Made by bench/import_places.py from GeoNames, CC BY 4.0: see places.NOTICE. Not edited by hand."
    OUT.write_text("\n".join([header, note, *sorted(rows)]) + "\n", encoding="utf-8")
    print(f"{len(rows)} places, {sum(row.endswith('weak') for row in rows)} weak")


if __name__ == "__main__":
    main()
