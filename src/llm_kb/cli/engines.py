"""Shared by commands: the options that choose an engine, and opening it."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any

import click

from llm_kb.cli.options import opened
from llm_kb.engines import ENGINES
from llm_kb.engines import opened as opened_engine
from llm_kb.engines.location import Location
from llm_kb.queries import Reader
from llm_kb.settings import DATABASE_URL_VARIABLE

SQLITE = "sqlite"
OPTIONS = {
    "parquet": ("duckdb", "spark"),
    "database_url": ("postgresql",),
    "master": ("spark",),
    "db": (SQLITE,),
}
"""The engines that each option is for."""


def engine_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that choose an engine and what it reads, as the arguments `engine` and `location`."""

    @click.option(
        "--engine",
        type=click.Choice([SQLITE, *ENGINES]),
        default=SQLITE,
        show_default=True,
        help="What runs the query.",
    )
    @click.option("--parquet", metavar="FOLDER|URL", help="Parquet export that DuckDB or Spark reads, also on S3.")
    @click.option(
        "--database-url",
        metavar="URL",
        help=f"Database that PostgreSQL reads (default: that of {DATABASE_URL_VARIABLE}).",
    )
    @click.option("--master", metavar="URL", help="Spark's master or Spark Connect server (default: local).")
    @wraps(command)
    def with_engine(
        *arguments: Any, engine: str, parquet: str | None, database_url: str | None, master: str | None, **others: Any
    ) -> Any:
        given = {"parquet": parquet, "database_url": database_url, "master": master, "db": others.get("db")}
        for name, value in given.items():
            if value and engine not in OPTIONS[name]:
                option, engines = f"--{name.replace('_', '-')}", " or ".join(OPTIONS[name])
                raise click.UsageError(
                    f"Option {option} is for --engine {engines}, not {engine}: leave one of them out."
                )
        url = database_url or os.environ.get(DATABASE_URL_VARIABLE, "")
        return command(*arguments, engine=engine, location=Location(parquet or "", url, master or ""), **others)

    return with_engine


@contextmanager
def reading(engine: str, location: Location, db: Path | None) -> Iterator[Reader]:
    """What answers statements: the database file, or an engine at a location."""
    if engine == SQLITE:
        with opened(db) as connection:
            yield connection
    else:
        with opened_engine(engine, location) as other:
            yield other
