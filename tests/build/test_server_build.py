"""`llm-kb build --database-url`: a build on a server replaces the earlier one at once, or leaves it as it was."""

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result

from llm_kb import postgresql as server_tools
from llm_kb import server_build
from llm_kb.cli import main
from llm_kb.derive import TABLES, VIEWS
from llm_kb.errors import KnowledgeBaseError
from llm_kb.schema import Base
from llm_kb.server_build import build_on_server
from tests.postgresql import connected, new_database

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("on_tiny_editions")]

RELATIONS = {*Base.metadata.tables, *TABLES, *VIEWS, "alembic_version"}


@pytest.fixture
def url(postgresql: str) -> str:
    """The address of an empty database."""
    return new_database(postgresql, "server_build")


@pytest.fixture
def connection(url: str) -> Iterator[sa.Connection]:
    with connected(url) as connection:
        yield connection.execution_options(isolation_level="AUTOCOMMIT")


def build(url: str, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["build", "--database-url", url, *arguments])


def schemas(connection: sa.Connection) -> set[str]:
    return {name for name in sa.inspect(connection).get_schema_names() if name.startswith("llm_kb")}


def relations(connection: sa.Connection) -> set[str]:
    inspector = sa.inspect(connection)
    return {*inspector.get_table_names("llm_kb"), *inspector.get_view_names("llm_kb")}


def number_of_facts(connection: sa.Connection) -> int:
    return int(connection.exec_driver_sql("SELECT count(*) FROM llm_kb.design_facts").scalar_one())


def test_the_schema_has_what_the_file_has_and_nothing_is_left_beside_it(
    url: str, connection: sa.Connection, kb: sqlite3.Connection
) -> None:
    for _ in range(2):
        result = build(url)
        assert result.exit_code == 0, result.stderr
        assert "schema llm_kb" in result.output
        assert schemas(connection) == {"llm_kb"}
        assert relations(connection) == RELATIONS
        assert number_of_facts(connection) == kb.execute("SELECT count(*) FROM design_facts").fetchone()[0] > 0


def test_readers_read_on_while_the_next_build_runs_and_keep_their_rights(url: str, connection: sa.Connection) -> None:
    build_on_server(url)
    expected = number_of_facts(connection)
    connection.exec_driver_sql("DROP ROLE IF EXISTS visitor")
    connection.exec_driver_sql("CREATE ROLE visitor LOGIN")
    for right in ("USAGE ON SCHEMA llm_kb", "SELECT ON ALL TABLES IN SCHEMA llm_kb"):
        connection.exec_driver_sql(f"GRANT {right} TO visitor")
    visitor = sa.make_url(url).set(username="visitor").render_as_string(hide_password=False)
    building = threading.Thread(target=build_on_server, args=(url,))
    building.start()
    counted = []
    while building.is_alive():
        with connected(visitor) as reader:
            reader.exec_driver_sql("SET statement_timeout = '2s'")
            counted.append(number_of_facts(reader))
    building.join()
    with connected(visitor) as reader:
        counted.append(number_of_facts(reader))
    assert len(counted) > 3
    assert set(counted) == {expected}


def test_a_build_that_fails_leaves_the_earlier_one(
    url: str, connection: sa.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_on_server(url)
    expected = number_of_facts(connection)

    def fail(url: sa.URL) -> None:
        raise KnowledgeBaseError("half-way")

    monkeypatch.setattr(server_build, "upgrade", fail)
    assert build(url).stderr == "Error: half-way\n"
    assert schemas(connection) == {"llm_kb"}
    assert number_of_facts(connection) == expected


def test_a_schema_of_others_is_never_replaced(url: str, connection: sa.Connection) -> None:
    connection.exec_driver_sql("CREATE SCHEMA llm_kb")
    connection.exec_driver_sql("CREATE TABLE llm_kb.theirs (id integer)")
    message = build(url).stderr
    assert "The schema 'llm_kb' is not of a knowledge base and would be lost: rename it" in message
    assert relations(connection) == {"theirs"}


def test_a_database_that_sorts_otherwise_is_told(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert build(url).stderr == ""
    monkeypatch.setattr(server_build, "BINARY_COLLATIONS", {"other"})
    assert "sorts texts by C, so that rows come in another order than on SQLite" in build(url).stderr


def test_two_databases_at_once_are_refused(url: str, tmp_path: Path) -> None:
    result = build(url, "--db", str(tmp_path / "kb.db"))
    assert result.exit_code == 2
    assert "name two databases: leave one of them out" in result.stderr


def test_the_example_of_an_address_is_one() -> None:
    example = server_tools.EXAMPLE
    assert server_tools.shown(server_tools.server_url(example)) == example
