"""PostgreSQL: a database that `llm-kb build --database-url` or Alembic filled."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg  # noqa: F401 -- named here, so that its absence is seen before anything else
import sqlalchemy as sa

from llm_kb import postgresql
from llm_kb.engines.engine import Engine
from llm_kb.engines.location import Location
from llm_kb.errors import KnowledgeBaseError


class PostgresqlEngine(Engine):
    """A connection whose transaction only reads; rows come through a cursor of the server."""

    name = "postgresql"

    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection.execution_options(stream_results=True)

    def run(self, sql: str, values: dict[str, Any]) -> tuple[Sequence[str], Iterable[Sequence[Any]]]:
        """Columns and rows of a statement."""
        try:
            found = self.connection.exec_driver_sql(sql, values)
        except sa.exc.DBAPIError as error:
            self.connection.rollback()
            raise self.failure(error.orig) from error
        return list(found.keys()), (tuple(row) for row in found)


@contextmanager
def opened(location: Location) -> Iterator[Engine]:
    """The knowledge base of a PostgreSQL database; raises KnowledgeBaseError where it has none."""
    if not location.database_url:
        message = "The engine postgresql reads a database on a server"
        raise KnowledgeBaseError(f"{message}: name it with '--database-url URL'.")
    url = postgresql.in_schemas(postgresql.server_url(location.database_url), postgresql.SCHEMA, "public")
    with postgresql.connected(url, postgresql_readonly=True) as connection:
        if connection.exec_driver_sql("SELECT to_regclass('design_facts')").scalar_one() is None:
            message = f"{postgresql.shown(url)} has no knowledge base"
            raise KnowledgeBaseError(f"{message}: fill it with 'llm-kb build --database-url URL'.")
        yield PostgresqlEngine(connection)
