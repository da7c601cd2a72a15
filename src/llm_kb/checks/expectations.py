"""Reviewed row counts: a table or section that silently lost or gained rows is a doubt."""

import csv
import io
import sqlite3
from collections.abc import Iterator

from llm_kb.settings import PACKAGE

REVIEWED = PACKAGE / "checks" / "expectations.csv"
HEADER = ("what", "name", "rows")
COUNTS = "SELECT name FROM dictionary_tables WHERE name <> 'build_info' ORDER BY name"
SECTIONS = """
    SELECT s.id, count(f.fact_id) FROM sections AS s
    LEFT OUTER JOIN design_facts AS f ON s.source_id = f.source_id AND s.name = f.section
    GROUP BY s.id ORDER BY s.source_id, s.ordinal
"""

Count = tuple[str, str, int]


def row_counts(connection: sqlite3.Connection) -> Iterator[Count]:
    """The number of rows of each table and view, and of facts of each section."""
    for (name,) in connection.execute(COUNTS).fetchall():
        yield "table", name, connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
    for name, facts in connection.execute(SECTIONS):
        yield "section", name, facts


def as_csv(counts: Iterator[Count]) -> str:
    """Row counts as CSV, the form of the reviewed list."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(counts)
    return stream.getvalue()


def differences(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Each table or section whose row count is not as reviewed, with a message."""
    with REVIEWED.open(encoding="utf-8", newline="") as file:
        expected = {(row["what"], row["name"]): int(row["rows"]) for row in csv.DictReader(file)}
    actual = {(what, name): rows for what, name, rows in row_counts(connection)}
    for what, name in sorted(expected.keys() | actual.keys()):
        before, now = expected.get((what, name), 0), actual.get((what, name), 0)
        if before != now:
            table, unit = ("sections", "facts") if what == "section" else ("dictionary_tables", "rows")
            yield f"{table} {name}", f"has {now} {unit} where {before} were reviewed"
