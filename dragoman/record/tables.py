"""The record as flat tables, for spreadsheets, pandas and pyarrow: every actor by its key, every fact with its words.

docs/export.md explains each column.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

from dragoman.errors import QueryError
from dragoman.record.read import Record

_FACT_KEY = """'{kind}' || d.key || '-' || f.start || CASE f.twin WHEN 0 THEN '' ELSE '.' || f.twin END"""


def _key(kind: str) -> str:
    return _FACT_KEY.format(kind=kind)


def _words(name: str, source: str = "f") -> str:
    return f"substr(d.text, {source}.{name}_start + 1, {source}.{name}_end - {source}.{name}_start)"


TABLES = {
    "documents": """SELECT d.key, d.name, d.url, p.name AS publisher, d.agency, d.language, r.title, d.published_at,
        d.modified_at, d.retrieved_at, lower(hex(d.text_sha256)) AS text_sha256,
        nullif(lower(hex(d.raw_sha256)), '') AS raw_sha256, o.key AS reprint_of, v.key AS revision_of,
        d.version, d.text
        FROM documents d JOIN reports r ON r.id = d.id LEFT JOIN publishers p ON p.id = d.publisher
        LEFT JOIN documents o ON o.id = d.reprint_of LEFT JOIN documents v ON v.id = d.revision_of ORDER BY d.id""",
    "statements": f"""SELECT {_key("s")} AS id, s.said_on, substr(d.published_at, 1, 10) AS published_on,
        who.key AS speaker, holder.key AS holder, s.act, f.type, whom.key AS addressee,
        substr(d.text, f.start + 1, f.end - f.start) AS content, {_words("condition")} AS condition,
        {_words("deadline")} AS deadline, {_words("venue")} AS venue, q.key AS position, s.reports, s.independent,
        s.verdict, d.key AS document, f.start, f.end
        FROM statements s JOIN attributions f ON f.id = s.id JOIN documents d ON d.id = f.document
        LEFT JOIN actors who ON who.id = s.speaker LEFT JOIN actors holder ON holder.id = s.holder
        LEFT JOIN actors whom ON whom.id = s.addressee LEFT JOIN positions q ON q.id = s.position ORDER BY s.id""",
    "statement_tellings": f"""SELECT {_key("s")} AS id, {_key("s").replace("d.key", "h.key").replace("f.", "g.")}
        AS statement, f.type, f.act, who.key AS speaker, whom.key AS addressee,
        substr(d.text, f.start + 1, f.end - f.start) AS content, {_words("cue")} AS cue, {_words("source")} AS source,
        d.key AS document, f.start, f.end, r.name AS rule, f.confidence, d.version
        FROM attributions f JOIN documents d ON d.id = f.document JOIN rules r ON r.id = f.rule
        JOIN attributions g ON g.id = coalesce(f.statement, f.id) JOIN documents h ON h.id = g.document
        LEFT JOIN actors who ON who.id = f.speaker LEFT JOIN actors whom ON whom.id = f.addressee ORDER BY f.id""",
    "events": f"""SELECT {_key("e")} AS id, e.date, reason.name AS date_reason,
        substr(d.published_at, 1, 10) AS published_on, k.type, e.mode, e.status, place.key AS place,
        {_words("place")} AS place_words, {_words("object")} AS object,
        (SELECT group_concat(x.key, ' ') FROM event_participants y JOIN actors x ON x.id = y.actor
         WHERE y.event = e.id AND y.role = 'actor') AS actors,
        (SELECT group_concat(x.key, ' ') FROM event_participants y JOIN actors x ON x.id = y.actor
         WHERE y.event = e.id AND y.role = 'recipient') AS recipients,
        (SELECT group_concat(x.key, ' ') FROM event_participants y JOIN actors x ON x.id = y.actor
         WHERE y.event = e.id AND y.role = 'third_party') AS third_parties,
        substr(d.text, f.start + 1, f.end - f.start) AS word, e.reports, e.independent, e.verdict, d.key AS document,
        f.start, f.end
        FROM events e JOIN event_mentions f ON f.id = e.id JOIN documents d ON d.id = f.document
        JOIN modes k ON k.mode = e.mode LEFT JOIN rules reason ON reason.id = f.date_reason AND e.date IS NULL
        LEFT JOIN actors place ON place.id = e.place ORDER BY e.id""",
    "event_tellings": f"""SELECT {_key("e")} AS id, {_key("e").replace("d.key", "h.key").replace("f.", "g.")} AS event,
        f.mode, f.status, f.date, substr(d.text, f.start + 1, f.end - f.start) AS word, d.key AS document, f.start,
        f.end, r.name AS rule, f.confidence, d.version
        FROM event_mentions f JOIN documents d ON d.id = f.document JOIN rules r ON r.id = f.rule
        JOIN event_mentions g ON g.id = coalesce(f.event, f.id) JOIN documents h ON h.id = g.document ORDER BY f.id""",
    "event_participants": f"""SELECT {_key("e")} AS event, y.role, x.key AS actor, x.kind, x.iso3
        FROM event_participants y JOIN event_mentions f ON f.id = y.event JOIN documents d ON d.id = f.document
        JOIN actors x ON x.id = y.actor ORDER BY y.event, y.role, y.actor""",
    "actors": """SELECT a.key, a.kind, json_extract(a.names, '$.en[0]') AS name_en,
        json_extract(a.names, '$.ru[0]') AS name_ru, a.names, a.iso3, a.sector, a.office, a.qid, a.provisional,
        a.documents, m.key AS merged_into, a.verdict
        FROM actors a LEFT JOIN actors m ON m.id = a.merged_into ORDER BY a.id""",
    "positions": """SELECT q.key, holder.key AS holder, q.act, whom.key AS addressee, q.matter, q.status,
        (SELECT count(*) FROM statements s WHERE s.position = q.id) AS statements
        FROM positions q JOIN actors holder ON holder.id = q.holder LEFT JOIN actors whom ON whom.id = q.addressee
        ORDER BY q.id""",
    "judgements": """SELECT key, verdict, subject, object, field, value, note, user, made_at, document, start, "end",
        exact FROM judgements ORDER BY id""",
    "problems": """SELECT p.name, d.key AS document, p.stage, p.message FROM problems p
        LEFT JOIN documents d ON d.id = p.document ORDER BY p.id""",
}
"""Name → SQL of one flat row each."""


def query_of(name: str) -> str:
    """The SQL of a table. Errors: `QueryError` for a name that is none."""
    if name not in TABLES:
        raise QueryError(f"there is no table {name!r}; tables are {', '.join(TABLES)}")
    return TABLES[name]


def columns(record: Record, name: str) -> list[str]:
    """The columns of a table, in order."""
    cursor = record.connection.execute(f"SELECT * FROM ({query_of(name)}) LIMIT 0")
    return [column[0] for column in cursor.description]


def rows(record: Record, name: str) -> Iterator[sqlite3.Row]:
    """The rows of a table."""
    return record.sql(query_of(name))


BATCH = 10_000
"""Rows turned into columns at once."""


def arrow(record: Record, name: str) -> Any:
    """A table as `pyarrow.Table`. Errors: ImportError without the extra `export`."""
    import pyarrow

    batches = list(arrow_batches(record, name))
    return pyarrow.Table.from_batches(batches, schema=arrow_schema(record, name))


def arrow_schema(record: Record, name: str) -> Any:
    """Text for all columns but counts and offsets."""
    import pyarrow

    return pyarrow.schema([(column, KINDS.get(column, "string")) for column in columns(record, name)])


KINDS = {
    "start": "int64", "end": "int64", "reports": "int64", "independent": "int64", "documents": "int64",
    "statements": "int64", "provisional": "bool", "confidence": "float64",
}  # fmt: skip
"""Columns that are no text."""


def arrow_batches(record: Record, name: str) -> Iterator[Any]:
    """The table in pieces, so that a large one need not fit into memory."""
    import pyarrow

    schema = arrow_schema(record, name)
    held: list[tuple[Any, ...]] = []
    for row in rows(record, name):
        held.append(tuple(row))
        if len(held) == BATCH:
            yield _batch(pyarrow, schema, held)
            held = []
    if held:
        yield _batch(pyarrow, schema, held)


def _batch(pyarrow: Any, schema: Any, held: list[tuple[Any, ...]]) -> Any:
    arrays = []
    for field, values in zip(schema, zip(*held, strict=True), strict=True):
        cells = [bool(v) for v in values] if field.type == pyarrow.bool_() else list(values)
        arrays.append(pyarrow.array(cells, type=field.type))
    return pyarrow.RecordBatch.from_arrays(arrays, schema=schema)


def pandas(record: Record, name: str) -> Any:
    """A table as `pandas.DataFrame`. Errors: ImportError without pandas."""
    import pandas as library

    return library.DataFrame([tuple(row) for row in rows(record, name)], columns=columns(record, name))
