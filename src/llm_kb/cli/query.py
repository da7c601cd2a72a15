"""`llm-kb query`."""

import re
import sqlite3
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from llm_kb import lookup, queries
from llm_kb.cli.engines import SQLITE, engine_options, reading
from llm_kb.cli.options import database_option
from llm_kb.cli.output import Rows, output_options, write_rows, write_text
from llm_kb.engines import in_dialect_of
from llm_kb.engines.location import Location
from llm_kb.errors import KnowledgeBaseError, in_one_line
from llm_kb.queries import Reader
from llm_kb.text import number_or_text

NAME = re.compile(r"[A-Za-z0-9_-]+")
COMMENT = re.compile(r"--[^=\s]*\s")
"""The beginning of a statement that begins with a comment, which no option has."""
STANDARD_INPUT = "-"
PARAMETER_HELP = "Value of a parameter; in your own SELECT, numbers are compared as numbers."


class SqlCommand(click.Command):
    """A command that takes a statement which begins with a comment for an argument, and not for an option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments."""
        ctx.ignore_unknown_options = any(map(COMMENT.match, args))
        return super().parse_args(ctx, args)


@click.command(cls=SqlCommand)
@click.argument("query", metavar="SQL|NAME|-")
@click.option("-p", "--param", "params", nargs=2, multiple=True, metavar="KEY VALUE", help=PARAMETER_HELP)
@click.option("--sql", is_flag=True, help="Print the SQL of a named query with the values inserted, and do not run it.")
@database_option
@engine_options
@output_options
def query(
    query: str,
    params: tuple[tuple[str, str], ...],
    sql: bool,
    db: Path | None,
    engine: str,
    location: Location,
    output_format: str | None,
) -> None:
    """Run a SELECT or a named query and print its rows as JSON; `-` reads it from standard input.

    `llm-kb tables` lists the tables, `llm-kb tables --queries` the named queries. Statements are written in SQLite's
    dialect, and translated for other engines.
    """
    text = (_standard_input() if query == STANDARD_INPUT else query).strip()
    if sql:
        statement = _statement(text, dict(params))
        write_text(statement if engine == SQLITE else in_dialect_of(engine, statement))
        return
    with reading(engine, location, db) as reader:
        columns, rows = _run(reader, text, dict(params))
        write_rows(columns, rows, output_format)


def _standard_input() -> str:
    try:
        return sys.stdin.buffer.read().decode("utf-8") if sys.stdin else ""
    except UnicodeDecodeError as error:
        raise KnowledgeBaseError("Standard input is not UTF-8 text: convert it to plain text first.") from error


def _statement(name: str, values: dict[str, str]) -> str:
    if not NAME.fullmatch(name):
        raise KnowledgeBaseError("Option --sql needs a named query: 'llm-kb tables --queries' lists them.")
    query = queries.get(name)
    return query.statement(queries.with_defaults(query, values)).with_literals


def _run(reader: Reader, query: str, values: dict[str, str]) -> tuple[Sequence[str], Rows]:
    """The columns and rows of a query; those of a SELECT are streamed."""
    if NAME.fullmatch(query):
        result = lookup.run(reader, query, values)
        return result.columns, result.rows
    parameters = _Parameters(values)
    with _explaining_errors():
        found = reader.execute(query, parameters)
    if found.description is None:
        raise KnowledgeBaseError("The statement returns no rows: write a SELECT, since the database is read-only.")
    if surplus := [name for name in values if name not in parameters.used]:
        message = f"The query has no parameter {surplus[0]!r}"
        raise KnowledgeBaseError(f"{message}: use ':{surplus[0]}' in the statement, or remove the option -p.")
    return [column[0] for column in found.description], _streamed(found)


class _Parameters(dict[str, str | int | float]):
    """Values of parameters, typed as they are written, that know which of them a statement uses."""

    def __init__(self, values: Mapping[str, str]) -> None:
        super().__init__({name: number_or_text(value) for name, value in values.items()})
        self.used: set[str] = set()

    def __getitem__(self, name: str) -> str | int | float:
        self.used.add(name)
        return super().__getitem__(name)

    def __missing__(self, name: str) -> str:
        raise KnowledgeBaseError(f"The parameter ':{name}' has no value: set it with '-p {name} VALUE'.")


def _streamed(rows: queries.Cursor) -> Iterator[Sequence[Any]]:
    with _explaining_errors():
        yield from map(tuple, rows)


@contextmanager
def _explaining_errors() -> Iterator[None]:
    try:
        yield
    except sqlite3.ProgrammingError as error:
        if "has no name" not in str(error):
            raise KnowledgeBaseError(f"The query fails ({in_one_line(error)}): run one statement at a time.") from error
        message = "A parameter of the query has no name"
        raise KnowledgeBaseError(
            f"{message}: write ':name' instead of '?', and set it with '-p name VALUE'."
        ) from error
    except sqlite3.Error as error:
        message = f"The query fails ({error}): 'llm-kb tables' lists the tables"
        raise KnowledgeBaseError(f"{message}.") from error
