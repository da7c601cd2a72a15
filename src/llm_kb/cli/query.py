"""`llm-kb query`."""

import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from llm_kb import lookup, queries
from llm_kb.cli.options import database_option, opened
from llm_kb.cli.output import Rows, output_options, write_rows
from llm_kb.errors import KnowledgeBaseError

NAME = re.compile(r"[A-Za-z0-9_-]+")


@click.command()
@click.argument("query", metavar="SQL|NAME")
@click.option("-p", "--param", "params", nargs=2, multiple=True, metavar="KEY VALUE", help="Value of a parameter.")
@click.option("--sql", is_flag=True, help="Print the statement of a named query, with the values in it, instead.")
@database_option
@output_options
def query(
    query: str, params: tuple[tuple[str, str], ...], sql: bool, db: Path | None, output_format: str | None
) -> None:
    """Run a SELECT, or a named query, and print its rows as JSON.

    `llm-kb tables` lists the tables, `llm-kb tables --queries` the named queries.
    """
    if sql:
        click.echo(_statement(query.strip(), dict(params)))
        return
    with opened(db) as connection:
        columns, rows = _run(connection, query.strip(), dict(params))
        write_rows(columns, rows, output_format)


def _statement(name: str, values: dict[str, str]) -> str:
    if not NAME.fullmatch(name):
        raise KnowledgeBaseError("Only a named query has a statement to print: 'llm-kb tables --queries' lists them.")
    query = queries.get(name)
    return query.statement(queries.with_defaults(query, values)).with_literals


def _run(connection: sqlite3.Connection, query: str, values: dict[str, str]) -> tuple[Sequence[str], Rows]:
    """The columns and rows of a query; those of a SELECT are streamed."""
    if NAME.fullmatch(query):
        result = lookup.run(connection, query, values)
        return result.columns, result.rows
    with _explaining_errors():
        cursor = connection.execute(query, values)
    if cursor.description is None:
        raise KnowledgeBaseError("The query gives no rows: write a SELECT, the database cannot be changed.")
    return [column[0] for column in cursor.description], _streamed(cursor)


def _streamed(cursor: sqlite3.Cursor) -> Iterator[Sequence[Any]]:
    with _explaining_errors():
        yield from map(tuple, cursor)


@contextmanager
def _explaining_errors() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        message = f"The query fails ({error}): see 'llm-kb tables' for what there is, and give parameters with -p"
        raise KnowledgeBaseError(f"{message}.") from error
