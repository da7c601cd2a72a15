"""Engines that answer statements on the knowledge base beside SQLite: DuckDB, PostgreSQL and Spark.

A statement is written once, for SQLite; `translation` writes it in the dialect of another engine. Each engine is a
module of this package, imported when it is used, since each needs libraries that not everybody has.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType

from llm_kb.engines.location import Location
from llm_kb.errors import KnowledgeBaseError, install_command
from llm_kb.queries import Reader

ENGINES = ("duckdb", "postgresql", "spark")
"""The engines, by the names of the extras that install their libraries."""
LIBRARIES = {"psycopg": "'psycopg[binary]'"}
"""What to install for a module, where that has another name."""


@contextmanager
def opened(name: str, location: Location) -> Iterator[Reader]:
    """An engine that answers statements on the knowledge base at a location, closed at the end.

    Raises KnowledgeBaseError where a library is missing or the location has no knowledge base.
    """
    with _module(name, f"on_{name}").opened(location) as engine:
        yield engine


def in_dialect_of(name: str, sql: str) -> str:
    """A SELECT that is written for SQLite in the dialect of an engine; raises KnowledgeBaseError as `opened` does."""
    return str(_module(name, "translation").formatted(sql, name))


def _module(engine: str, name: str) -> ModuleType:
    try:
        return import_module(f"{__name__}.{name}")
    except ModuleNotFoundError as error:
        library = str(error.name).partition(".")[0]
        message = f"The engine {engine} needs the library {library}"
        command = install_command(LIBRARIES.get(library, library))
        raise KnowledgeBaseError(f'{message}: "{command}" installs it.') from error
