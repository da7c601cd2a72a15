"""`llm-kb query --engine`: the same answers and the same care on every engine."""

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from llm_kb.cli import main
from llm_kb.settings import DATABASE_URL_VARIABLE
from tests.postgresql import new_database

pytestmark = pytest.mark.slow

ALL_MODELS = "SELECT id, name FROM models ORDER BY id"


def query(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["query", *arguments])


def refusal(result: Result) -> str:
    """The one line of an error."""
    assert result.exit_code != 0
    assert result.stderr.startswith(("Error: ", "Usage: "))
    return result.stderr.splitlines()[-1].removeprefix("Error: ")


@pytest.fixture(params=["duckdb", "postgresql"])
def options(request: pytest.FixtureRequest) -> list[str]:
    """The options of an engine that has the made-up knowledge base."""
    if request.param == "duckdb":
        return ["--engine", "duckdb", "--parquet", str(request.getfixturevalue("folder"))]
    return ["--engine", "postgresql", "--database-url", request.getfixturevalue("server")]


def test_a_select_of_ones_own_gives_the_rows_of_the_file(options: list[str], world: Path) -> None:
    for arguments in ([ALL_MODELS], ["SELECT id FROM models WHERE id = :model", "-p", "model", "owl"]):
        assert query(*arguments, *options).output == query(*arguments, "--db", str(world)).output


def test_a_named_query_takes_names_in_any_spelling(options: list[str], world: Path) -> None:
    arguments = ["facts", "-p", "model", "OWL", "-p", "technique", "W 9", "--csv"]
    assert query(*arguments, *options).output == query(*arguments, "--db", str(world)).output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["facts", "-p", "model", "owll"], "There is no model 'owll': did you mean 'owl"),
        (["facts", "-p", "relation", "use"], "There is no relation 'use': did you mean 'uses'?"),
        (["things", "-p", "kind", "modell"], "There is no kind 'modell': did you mean 'model'?"),
        (["search", "-p", "words", "owl"], "which only SQLite has: run the query without --engine."),
        (["SELECT nothing FROM models"], "'llm-kb tables' lists the tables"),
        (["SELECT * FROM models WHERE id = :id"], "The parameter ':id' has no value: set it with '-p id VALUE'."),
        (["SELECT 1", "-p", "model", "owl"], "The query has no parameter 'model'"),
        (["DELETE FROM models"], "write a SELECT, since the database is read-only."),
    ],
)
def test_a_mistake_is_one_sentence_with_the_cure(options: list[str], arguments: list[str], message: str) -> None:
    assert message in refusal(query(*arguments, *options))


@pytest.mark.parametrize("engine", ["duckdb", "postgresql", "spark"])
def test_the_statement_of_a_named_query_is_printed_in_the_dialect_of_the_engine(engine: str) -> None:
    printed = query("adopters_of_technique", "-p", "technique", "way-3", "--sql", "--engine", engine).output
    assert "'way-3'" in printed and "\nFROM " in printed


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--engine", "duckdb"], "write them with 'llm-kb export parquet FOLDER', and name them with '--parquet"),
        (["--engine", "duckdb", "--parquet", "nowhere"], "There is no Parquet export at 'nowhere'"),
        (["--engine", "postgresql"], "name it with '--database-url URL'."),
        (
            ["--engine", "postgresql", "--database-url", "sqlite:///x"],
            "one for sqlite: name one such as",
        ),
        (["--engine", "postgresql", "--database-url", "nonsense"], "The database's address cannot be read: name one"),
        (["--parquet", "here"], "Option --parquet is for --engine duckdb or spark, not sqlite"),
        (["--engine", "duckdb", "--master", "local"], "Option --master is for --engine spark, not duckdb"),
        (["--engine", "duckdb", "--db", "x.db"], "Option --db is for --engine sqlite, not duckdb"),
        (["--engine", "oracle"], "'oracle' is not one of 'sqlite', 'duckdb', 'postgresql', 'spark'."),
    ],
)
def test_a_place_that_is_missing_or_of_another_engine_is_one_sentence(arguments: list[str], message: str) -> None:
    assert message in refusal(query(ALL_MODELS, *arguments))


def test_the_environment_names_the_database(server: str, world: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DATABASE_URL_VARIABLE, server)
    assert query(ALL_MODELS, "--engine", "postgresql").output == query(ALL_MODELS, "--db", str(world)).output


def test_a_server_that_does_not_answer_is_named_without_its_password() -> None:
    message = refusal(
        query(ALL_MODELS, "--engine", "postgresql", "--database-url", "postgresql://me:hush@127.0.0.1:9/x")
    )
    assert message.startswith("postgresql://me:***@127.0.0.1:9/x cannot be reached (")
    assert "hush" not in message


def test_a_database_without_a_knowledge_base_is_told(postgresql: str) -> None:
    url = new_database(postgresql, "empty")
    message = refusal(query(ALL_MODELS, "--engine", "postgresql", "--database-url", url))
    assert "has no knowledge base: fill it with 'llm-kb build --database-url URL'." in message


@pytest.mark.parametrize(("engine", "library"), [("duckdb", "duckdb"), ("postgresql", "psycopg"), ("spark", "pyspark")])
def test_a_missing_library_is_named_with_the_command_that_installs_it(
    engine: str, library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == library]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delitem(sys.modules, f"llm_kb.engines.on_{engine}", raising=False)
    monkeypatch.setitem(sys.modules, library, None)
    message = refusal(query(ALL_MODELS, "--engine", engine))
    assert f"The engine {engine} needs the library {library}" in message
    assert "-m pip install" in message
