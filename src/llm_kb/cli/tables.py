"""`llm-kb tables`."""

import sqlite3
from pathlib import Path

import click

from llm_kb import queries
from llm_kb.cli.options import database_option, opened
from llm_kb.cli.output import output_options, write_rows


@click.command()
@click.option("--queries", "of_queries", is_flag=True, help="List the named queries instead.")
@database_option
@output_options
def tables(of_queries: bool, db: Path | None, output_format: str | None) -> None:
    """List the tables and views with their row count and description."""
    if of_queries:
        rows = [(q.name, ", ".join(q.defaults), q.title) for q in queries.public_queries()]
        write_rows(("name", "parameters", "title"), rows, output_format or "table")
        return
    with opened(db) as connection:
        write_rows(("name", "kind", "rows", "description"), _tables(connection), output_format or "table")


def _tables(connection: sqlite3.Connection) -> list[tuple[str, str, int, str]]:
    entries = connection.execute("SELECT name, kind, description FROM dictionary_tables ORDER BY name").fetchall()
    return [
        (name, kind, connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0], description)
        for name, kind, description in entries
    ]
