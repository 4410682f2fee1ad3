"""The knowledge base of actors on the command line: look up, add to a layer of one's own, check, import, compare."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from dragoman.actors.check import Parser
    from dragoman.actors.importers import Imported
    from dragoman.actors.index import Entity, Index, Tenure

app = typer.Typer(no_args_is_help=True, help=__doc__)

Layers = Annotated[
    list[Path] | None,
    typer.Option(
        "--actors", metavar="DIR", help="A layer of your own over what comes with dragoman; may be given again."
    ),
]
CHIEF = ("president/head", "monarch/head", "government/head", "mfa/minister", "mod/minister")
"""Offices shown for a state; `show organ/RUS/mfa` shows all of one organ."""


@contextmanager
def one_line_errors() -> Iterator[None]:
    """A table or file that cannot be read ends the command with one line that names it."""
    from dragoman.actors.tables import KnowledgeError

    try:
        yield
    except (KnowledgeError, OSError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None


def layers_of(folders: Sequence[Path] | None) -> tuple[Path, ...]:
    """The layers, which must be there."""
    for folder in folders or ():
        if not folder.is_dir():
            typer.echo(f"--actors {folder}: no such directory", err=True)
            raise typer.Exit(2)
    return tuple(folders or ())


def index_of(folders: Sequence[Path] | None) -> Index:
    from dragoman.actors import index

    with one_line_errors():
        return index.load(layers_of(folders))


def check_date(name: str, value: str | None) -> None:
    """A year, a month or a day."""
    from dragoman.actors.check import DATE

    if value and not DATE.fullmatch(value):
        typer.echo(f"{name} {value!r}: not a date; write 2004, 2004-03 or 2004-03-09", err=True)
        raise typer.Exit(2)


# look up


@app.command()
def find(
    name: Annotated[str, typer.Argument(help="A name in any case form or spelling.")], actors: Layers = None
) -> None:
    """Actors that bear a name: id, kind, usual names."""
    index = index_of(actors)
    found = [entity for key in index.find(name) if (entity := index.entity(key)) is not None]
    for entity in found:
        typer.echo("\t".join((entity.id, entity.kind, " / ".join(x[0] for x in (entity.ru, entity.en) if x))))
    if not found:
        typer.echo(f"nobody of the name «{name}»", err=True)
        raise typer.Exit(1)


@app.command()
def show(
    actor: Annotated[str, typer.Argument(metavar="ID", help="As `find` prints it: state/RUS, organ/RUS/mfa, person/…")],
    on: Annotated[str | None, typer.Option(metavar="DATE", help="Offices and holders on this day.")] = None,
    actors: Layers = None,
) -> None:
    """What is known of an actor: names, kind, state, offices and holders, ever or on a date."""
    check_date("--on", on)
    index = index_of(actors)
    entity = index.entity(actor)
    if entity is None:
        typer.echo(f"no actor {actor!r}; `dragoman actors find NAME` prints ids", err=True)
        raise typer.Exit(1)
    for line in [*described(entity), *held(index, entity, on)]:
        typer.echo(line)


def described(entity: Entity) -> Iterator[str]:
    """Names and attributes, one a line."""
    yield entity.id
    codes = " ".join(f"{key}={value}" for key, value in entity.codes.items())
    attributes = {
        "kind": entity.kind,
        "state": entity.iso3,
        "belongs to": entity.parent,
        "ru": "; ".join(entity.ru),
        "en": "; ".join(entity.en),
        "sector": entity.sector,
        "codes": codes,
        "from": entity.start,
        "to": entity.end,
        "note": entity.note,
    }
    yield from (f"  {name}: {value}" for name, value in attributes.items() if value)


def held(index: Index, entity: Entity, on: str | None) -> Iterator[str]:
    """Offices that a person held, or the holders of an organ's offices, oldest first."""
    if entity.id.startswith("person/"):
        yield from lines_of("offices", on, index.offices_of(entity.id, on), lambda t: t.office)
        return
    kind, _, rest = entity.id.partition("/")
    offices = [f"office/{rest}"] if kind in ("organ", "state", "quasi-state") else [f"office/{entity.id}"]
    if kind in ("state", "quasi-state"):
        offices = [f"office/{rest}/{office}" for office in CHIEF]
    tenures = [t for office in offices for t in index.holders(office, on)]
    yield from lines_of("holders", on, tenures, lambda t: f"{t.office} {_shown(index, t.person)}")


def lines_of(title: str, on: str | None, tenures: Sequence[Tenure], text: Callable[[Tenure], str]) -> Iterator[str]:
    if tenures:
        yield f"{title}{f' on {on}' if on else ''}:"
    for tenure in sorted(tenures, key=lambda t: (t.office, t.start)):
        yield f"  {tenure.start or '?'} – {tenure.end or '?'}  {text(tenure)}  ({tenure.basis}, {tenure.precision})"


def _shown(index: Index, person: str) -> str:
    entity = index.person(person)
    return f"{entity.ru[0]} ({person})" if entity and entity.ru else person


# a layer of one's own


@app.command()
def add(
    kind: Annotated[str, typer.Argument(help="person, name or office (of --id), or igo, party, media, place …")],
    name: Annotated[str, typer.Argument(help="The name, nominative; for an office its id, office/KAZ/mfa/minister.")],
    to: Annotated[Path, typer.Option("--to", metavar="DIR", help="The layer to write to; made if missing.")],
    key: Annotated[str | None, typer.Option("--id", help="The actor; made from the name when not given.")] = None,
    en: Annotated[str, typer.Option(help="English name.")] = "",
    iso3: Annotated[str, typer.Option(help="The state it belongs to: KAZ.")] = "",
    gender: Annotated[str, typer.Option(help="m or f, for people.")] = "",
    alias: Annotated[str, typer.Option("--type", help="Kind of name: official short abbr adj metonym display …")] = "",
    flags: Annotated[str, typer.Option(help="Of the name or person: weak, indecl, known-by-family …")] = "",
    start: Annotated[str, typer.Option("--from", metavar="DATE", help="Of the office.")] = "",
    end: Annotated[str, typer.Option("--until", metavar="DATE", help="Of the office; empty = unknown.")] = "",
) -> None:
    """Append an actor, a name or an office to a layer; nothing is written when the line would be wrong."""
    from dragoman.actors.importers.layer import cell, slug

    name, en = cell(name), cell(en)
    if kind in ("name", "office") and not key:
        typer.echo(f"--id is missing: whose {kind} is it?", err=True)
        raise typer.Exit(2)
    actor = key or f"{kind}/{slug(en or name)}"
    with one_line_errors():
        rows = rows_of(kind, name, actor, en, iso3, gender, alias, flags, start, end)
        wrong = append(to, rows)
    for line in wrong:
        typer.echo(line, err=True)
    if wrong:
        raise typer.Exit(1)
    for table, cells in rows:
        typer.echo(f"{to / f'{table}.tsv'}: {' · '.join(c for c in cells if c)}")


Line = tuple[str, tuple[str, ...]]
"""Table and cells."""


def rows_of(
    kind: str, name: str, actor: str, en: str, iso3: str, gender: str, alias: str, flags: str, start: str, end: str
) -> list[Line]:
    """The lines that say so, with their tables."""
    from dragoman.actors.importers.layer import entity_row, is_cyrillic, person_row

    if kind == "office":
        precision = {0: "unknown", 4: "year", 7: "month"}.get(len(start), "day")
        return [("tenures", (actor, name, start, end, precision, "user", ""))]
    ru = name if is_cyrillic(name) else ""
    latin = en or ("" if ru else name)
    if kind == "person":
        cells = person_row(actor, [ru], [latin], gender)
        return [("people", (*cells[:7], flags, *cells[8:]))] if cells else []
    rows: list[Line] = []
    if kind != "name":
        rows.append(("entities", entity_row(actor, kind, iso3, [latin], [ru])))
    for lang, form in (("ru", ru), ("en", latin)):
        if form:
            rows.append(("names", (actor, lang, form, alias or "official", flags, "", "")))
    return rows


def append(folder: Path, rows: Sequence[Line]) -> list[str]:
    """Writes the lines to the layer, unless the check finds them wrong; then says what is wrong."""
    from dragoman.actors.check import check as find_wrong
    from dragoman.actors.tables import COLUMNS

    folder.mkdir(parents=True, exist_ok=True)
    files = {folder / f"{table}.tsv": table for table, _ in rows}
    before = {path: path.read_text(encoding="utf-8") if path.is_file() else None for path in files}
    for path, table in files.items():
        text = before[path] or "# " + "\t".join(COLUMNS[table]) + "\n"
        lines = ["\t".join(cells).rstrip("\t") for name, cells in rows if name == table]
        path.write_text(text + ("" if text.endswith("\n") else "\n") + "\n".join(lines) + "\n", encoding="utf-8")
    found = find_wrong((folder,), parser())
    wrong = [str(f) for f in found if f.level == "error" and f.where.rpartition(":")[0] in map(str, files)]
    for path, text_before in before.items() if wrong else ():
        if text_before is None:
            path.unlink()
        else:
            path.write_text(text_before, encoding="utf-8")
    return wrong


def parser() -> Parser:
    """Word → its parts of speech in the Russian dictionary."""
    import pymorphy3

    morph = pymorphy3.MorphAnalyzer()
    return lambda word: [str(parse.tag.POS) for parse in morph.parse(word) if parse.tag.POS]


@app.command()
def check(
    actors: Layers = None,
    warnings: Annotated[bool, typer.Option(help="Also what only a person can judge.")] = True,
) -> None:
    """Whether the tables hold together: ids, dates, overlapping tenures, names that clash, forms that do not parse."""
    from dragoman.actors.check import check as find_wrong

    with one_line_errors():
        found = find_wrong(layers_of(actors), parser())
    for finding in found:
        if warnings or finding.level == "error":
            typer.echo(str(finding))
    errors = sum(finding.level == "error" for finding in found)
    typer.echo(f"{errors} errors, {len(found) - errors} warnings", err=True)
    raise typer.Exit(1 if errors else 0)


@app.command("import")
def import_(
    source: Annotated[str, typer.Argument(metavar="FORMAT", help="wikidata, ftm, jrc or csv.")],
    file: Annotated[Path, typer.Argument(help="The file, unpacked.")],
    to: Annotated[Path, typer.Option("--to", metavar="DIR", help="The layer to write; its tables are replaced.")],
    licence: Annotated[str, typer.Option(help="Under which the file may be used; kept beside the rows.")],
    date: Annotated[str | None, typer.Option(help="State of the file; today when not given.")] = None,
) -> None:
    """Make a layer from another list of actors, with its licence and date."""
    from dragoman.actors import importers

    makers: dict[str, Callable[[Path], Imported]] = {
        "wikidata": importers.import_wikidata,
        "ftm": importers.import_ftm,
        "jrc": importers.import_jrc,
        "csv": importers.import_csv,
    }
    check_date("--date", date)
    if source not in makers:
        typer.echo(f"unknown format {source!r}; known: {', '.join(makers)}", err=True)
        raise typer.Exit(2)
    with one_line_errors():
        made = makers[source](file)
        importers.write_layer(made, to, file.name, licence, date)
    for skipped in made.skipped:
        typer.echo(skipped, err=True)
    counts = {name: len(getattr(made, name)) for name in ("entities", "names", "people", "tenures")}
    typer.echo(f"{to}: " + ", ".join(f"{count} {name}" for name, count in counts.items()))


@app.command()
def diff(
    old: Annotated[Path, typer.Argument(help="A layer.")], new: Annotated[Path, typer.Argument(help="Another.")]
) -> None:
    """What one layer says and another does not, line by line."""
    from dragoman.actors.diff import diff as changes

    layers_of((old, new))
    with one_line_errors():
        found = changes((old,), (new,))
    for change in found:
        typer.echo(str(change))
