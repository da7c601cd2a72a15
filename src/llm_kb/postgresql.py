"""Connections to PostgreSQL servers, and the schema in which a build puts the knowledge base there."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa

from llm_kb.errors import KnowledgeBaseError, in_one_line, install_command

SCHEMA = "llm_kb"
"""The schema that a build fills and replaces as a whole."""
DRIVER = "postgresql+psycopg"
EXAMPLE = "write one such as postgresql://user@host/database"


def server_url(text: str) -> sa.URL:
    """The URL of a database, with the driver that is used here; raises KnowledgeBaseError for any other text."""
    try:
        url = sa.make_url(text)
    except sa.exc.ArgumentError as error:
        raise KnowledgeBaseError(f"That is not the address of a database: {EXAMPLE}.") from error
    if url.get_backend_name() != "postgresql":
        raise KnowledgeBaseError(f"{url.get_backend_name()!r} is not PostgreSQL: {EXAMPLE}.")
    return url.set(drivername=DRIVER)


def in_schemas(url: sa.URL, *schemas: str) -> sa.URL:
    """The URL by which statements find tables in the first of these schemas that has them."""
    return url.update_query_dict({"options": f"-csearch_path={','.join(schemas)}"})


def shown(url: sa.URL) -> str:
    """A URL for messages, without its password."""
    return url.set(drivername="postgresql", query={}).render_as_string(hide_password=True)


@contextmanager
def connected(url: sa.URL, **options: Any) -> Iterator[sa.Connection]:
    """A connection without a pool, with execution options of SQLAlchemy, closed at the end.

    Raises KnowledgeBaseError where there is no driver, server or database.
    """
    try:
        engine = sa.create_engine(url, poolclass=sa.NullPool, execution_options=options)
    except ModuleNotFoundError as error:
        message = f"PostgreSQL needs the library {error.name}"
        raise KnowledgeBaseError(f"{message}: '{install_command('psycopg[binary]')}' installs it.") from error
    try:
        connection = engine.connect()
    except sa.exc.DBAPIError as error:
        message = f"{shown(url)} does not answer ({in_one_line(error.orig)})"
        raise KnowledgeBaseError(f"{message}: start the server, or correct the address.") from error
    with connection:
        yield connection
