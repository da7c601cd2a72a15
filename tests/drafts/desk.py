"""What people do with a draft: commands on the terminal, and SQL in the role of one of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from click.testing import CliRunner, Result

from llm_kb.cli import main

CURATORS = ("ann", "ben")


def make_curators(server: str) -> None:
    """Make the roles of the curators on a server that may have them."""
    with sa.create_engine(server, poolclass=sa.NullPool).begin() as connection:
        known = set(connection.exec_driver_sql("SELECT rolname FROM pg_roles").scalars())
        for name in sorted(set(CURATORS) - known):
            connection.exec_driver_sql(f"CREATE ROLE {name} LOGIN")


def as_typed(address: str) -> str:
    """The address of a database as people type it."""
    return address.replace("postgresql+psycopg:", "postgresql:")


@dataclass
class Desk:
    """A database, and the bundle in the checkout."""

    url: str
    bundle: Path

    def run(self, *arguments: str) -> Result:
        """Run a command of `llm-kb draft`."""
        return CliRunner().invoke(main, ["draft", *arguments, "--database-url", self.url])

    def done(self, *arguments: str) -> str:
        """Run a command that must not fail, and return what it printed."""
        result = self.run(*arguments)
        assert (result.exit_code, result.stderr) == (0, ""), result.output
        return result.stdout

    def refused(self, *arguments: str) -> str:
        """Run a command that must fail with a message, and return it."""
        result = self.run(*arguments)
        assert (result.exit_code, result.stdout) == (1, ""), result.output
        return result.stderr

    @contextmanager
    def session(self, role: str = "postgres") -> Iterator[sa.Connection]:
        """A connection in a role, whose transaction is committed at the end."""
        address = sa.make_url(self.url).set(drivername="postgresql+psycopg", username=role)
        with sa.create_engine(address, poolclass=sa.NullPool).begin() as connection:
            yield connection

    def sql(self, role: str, statement: str) -> int:
        """Run a statement in a role, and return the number of rows that it changed."""
        with self.session(role) as connection:
            return connection.exec_driver_sql(statement, execution_options={"no_parameters": True}).rowcount

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        with self.session() as connection:
            return [tuple(row) for row in connection.exec_driver_sql(statement)]

    def files(self) -> dict[str, bytes]:
        """The files of the bundle by name."""
        paths = (path for path in self.bundle.rglob("*") if path.is_file())
        return {path.relative_to(self.bundle).as_posix(): path.read_bytes() for path in paths}
