"""The commands as a user types them: right answers, one output grammar, errors as one sentence with the cure."""

import json
import socket
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from llm_kb import __version__, derive
from llm_kb.checks import expectations
from llm_kb.checks.verify import SOURCE
from llm_kb.cli import main
from llm_kb.files import sha256_of
from llm_kb.migrate import migration_engine, sqlite_url

SURVEYED = "select count(*) as models from models where surveyed=1"
COMMANDS = ["build", "check", "compare", "diff", "export", "query", "seed", "serve", "show", "tables", "verify"]


WITHOUT_DOUBTS = """
    UPDATE publications SET year = coalesce(year, 2024), url = coalesce(url, 'https://example.org/' || number);
    UPDATE evidence_models SET role_id = 'judge' WHERE role_id IN ('teacher', 'student');
    UPDATE claims SET relation_id = 'explores' WHERE relation_id = 'avoids' AND technique_id = 'quick-praise';
    INSERT INTO technique_publications VALUES ('song-copying', '4', 'cited-for');
    UPDATE statements SET statement = statement || ' ' || coalesce((
        SELECT group_concat(t.name) FROM techniques t JOIN claims c ON t.id = c.technique_id
        JOIN evidence e ON c.id = e.claim_id WHERE e.statement_id = statements.id), '');
"""
"""Mends what the checks find doubtful in the tiny knowledge base."""


@pytest.fixture
def run(kb_file: Path) -> "Run":
    return Run(kb_file)


class Run:
    """Runs a command on the knowledge base."""

    def __init__(self, db: Path) -> None:
        self.db = db

    def __call__(self, *arguments: str, db: Path | None = None) -> Result:
        return CliRunner().invoke(main, [*arguments, "--db", str(db or self.db)])


def test_each_command_has_help() -> None:
    for command in COMMANDS:
        for flag in ("-h", "--help"):
            result = CliRunner().invoke(main, [command, flag])
            assert result.exit_code == 0
            assert result.output.startswith(f"Usage: main {command}")


def test_the_version_is_told() -> None:
    assert CliRunner().invoke(main, ["--version"]).output == f"{__version__}\n"


def test_a_query_gives_json_unless_told_otherwise(run: Run) -> None:
    assert json.loads(run("query", SURVEYED).stdout) == [{"models": 7}]


@pytest.mark.parametrize(
    ("flag", "expected"),
    [
        ("--json", '[\n  {"a": 1, "b": "x"}\n]\n'),
        ("--csv", "a,b\n1,x\n"),
        ("--tsv", "a\tb\n1\tx\n"),
        ("--nl", '{"a": 1, "b": "x"}\n'),
        ("-t", "a    b\n---  ---\n1    x\n"),
        ("--table", "a    b\n---  ---\n1    x\n"),
    ],
)
def test_a_query_gives_each_format(flag: str, expected: str, run: Run) -> None:
    assert run("query", "select 1 as a, 'x' as b", flag).stdout == expected


def test_a_query_without_rows_is_an_empty_list(run: Run) -> None:
    assert json.loads(run("query", "select 1 as a where 0").stdout) == []


def test_letters_beyond_ascii_stay_as_they_are(run: Run) -> None:
    assert '"Über Federn"' in run("query", "select name from institutions where id = 'ueber-federn'").stdout


def test_a_query_takes_parameters(run: Run) -> None:
    result = run("query", "select name from models where id = :id", "-p", "id", "swift-3")
    assert json.loads(result.stdout) == [{"name": "Swift 3"}]


def test_the_statement_of_a_named_query_is_printed_with_its_values_and_runs_as_it_is(run: Run) -> None:
    named = ["facts", "-p", "technique", "praise", "-p", "limit", "2"]
    sql = run("query", *named, "--sql").output
    assert "WHERE\n    f.technique_id IN (\n" in sql and "lower('praise')" in sql and ":" not in sql
    assert run("query", sql).output == run("query", *named).output


def test_only_a_named_query_has_a_statement_to_print(run: Run) -> None:
    result = run("query", "select 1", "--sql")
    assert result.exit_code == 1
    assert "--sql needs a named query" in result.stderr


def test_a_named_query_takes_parameters(run: Run) -> None:
    result = run("query", "techniques_by_model", "-p", "model", "Swift 3", "--nl")
    assert "duet copying" in {json.loads(line)["technique"] for line in result.stdout.splitlines()}


@pytest.mark.parametrize(
    ("query", "parameter", "value", "told"),
    [
        ("models_by_technique", "technique", "prase", "There is no technique 'prase': did you mean 'praise'?"),
        ("technique_list", "above", "zzz", "There is no technique 'zzz': "),
        ("compare_models", "second", "swft 3", "There is no model 'swft 3': did you mean 'swift-3'"),
        ("choices_of_models", "models", "owl-2, swft 3", "There is no model 'swft 3': did you mean 'swift-3'"),
    ],
)
def test_a_name_that_nothing_has_is_one_sentence_with_the_nearest(
    query: str, parameter: str, value: str, told: str, run: Run
) -> None:
    result = run("query", query, "-p", parameter, value)
    assert (result.exit_code, result.stdout) == (1, "")
    assert told in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_known_names_without_rows_are_an_empty_list(run: Run) -> None:
    result = run("query", "facts", "-p", "model", "kiwi", "-p", "technique", "GRP")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "[]\n", "")


def test_parameters_of_sql_are_called_as_one_likes(run: Run) -> None:
    result = run("query", "select :model as a where 0", "-p", "model", "zzz")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "[]\n", "")


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("select a from nowhere", "no such table: nowhere"),
        ("select :missing", "missing"),
        ("selec 1", "syntax error"),
        ("select 1; select 2", "one statement"),
        ("delete from models", "readonly"),
        ("pragma user_version = 5", "readonly"),
        ("attach 'x' as y; select 1", "one statement"),
        ("no_such_query", "no_such_query"),
        ("vacuum into 'written.db'", "attached"),
        ("attach 'written.db' as other", "attached"),
        ("", "no rows"),
    ],
)
def test_a_query_that_cannot_run_is_one_sentence(query: str, told: str, run: Run) -> None:
    result = run("query", query)
    assert result.exit_code == 1
    assert told in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert result.stdout == ""


def test_a_missing_database_is_told_with_the_cure(run: Run, tmp_path: Path) -> None:
    result = run("query", "select 1", db=tmp_path / "none.db")
    assert result.exit_code == 1
    assert "llm-kb build --db" in result.stderr
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\x00cut short"])
def test_a_file_that_is_no_knowledge_base_is_told_with_the_cure(content: bytes, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "odd.db"
    path.write_bytes(content)
    for command in (["query", "select 1"], ["tables"], ["check"], ["serve"]):
        result = run(*command, db=path)
        assert result.exit_code == 1
        assert "build" in result.stderr
    assert path.read_bytes() == content


def test_a_file_that_cannot_be_served_is_told_even_while_the_port_is_taken(run: Run, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        result = run("serve", "--port", str(taken.getsockname()[1]), db=tmp_path / "none.db")
    assert "There is no database" in result.stderr


def test_tables_are_listed_with_their_number_of_rows(run: Run) -> None:
    rows = {row["name"]: row for row in map(json.loads, run("tables", "--nl").stdout.splitlines())}
    assert rows["publications"]["rows"] == 13
    assert rows["design_facts"]["kind"] == "derived table"
    assert rows["finding_facts"]["kind"] == "view"


def test_named_queries_are_listed(run: Run) -> None:
    result = run("tables", "--queries", "--nl")
    assert "models_by_technique" in {json.loads(line)["name"] for line in result.stdout.splitlines()}


def test_a_sound_database_passes_the_checks(
    run: Run, kb_copy: sqlite3.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kb_copy.executescript(WITHOUT_DOUBTS)
    with migration_engine(sqlite_url(tmp_path / "copy.db")).begin() as connection:
        derive.drop(connection)
        derive.rebuild(connection)
    reviewed = tmp_path / "expectations.csv"
    reviewed.write_text(expectations.as_csv(expectations.row_counts(kb_copy)), encoding="utf-8")
    monkeypatch.setattr(expectations, "REVIEWED", reviewed)
    result = run("check", db=tmp_path / "copy.db")
    assert (result.exit_code, result.stderr) == (0, "")
    assert " checks pass; 100.0% of the " in result.stdout


def test_a_broken_database_fails_the_checks_with_exit_1(run: Run, kb_copy: sqlite3.Connection, tmp_path: Path) -> None:
    kb_copy.execute("UPDATE models SET institution_id = 'nowhere' WHERE id = 'kiwi'")
    kb_copy.commit()
    result = run("check", "--nl", db=tmp_path / "copy.db")
    assert result.exit_code == 1
    assert json.loads(result.stdout.splitlines()[0])["check"] == "foreign-keys"


def test_a_doubt_gives_exit_2(run: Run) -> None:
    result = run("check")
    assert result.exit_code == 2
    assert "publications 11: has no year, or no identifier or URL" in result.stdout
    assert "publications 5:" not in result.stdout


def test_verify_fails_when_a_phrase_is_missing(run: Run, kb_copy: sqlite3.Connection, tmp_path: Path) -> None:
    kb_copy.execute("UPDATE passages SET source_id = ? WHERE source_id = 'tiny-source'", (SOURCE,))
    kb_copy.commit()
    other = tmp_path / "other.txt"
    other.write_text("Something else.\n")
    result = run("verify", "--paper", str(other), db=tmp_path / "copy.db")
    assert result.exit_code == 1
    assert "is not found" in result.stderr


@pytest.mark.usefixtures("on_tiny_editions")
def test_a_build_tells_file_size_and_hash(tmp_path: Path) -> None:
    target = tmp_path / "new" / "kb.db"
    result = CliRunner().invoke(main, ["build", "--db", str(target)])
    assert result.exit_code == 0
    assert str(target) in result.stdout
    assert f"sha256 {sha256_of(target)}" in result.stdout


@pytest.mark.usefixtures("tiny_seeds")
def test_a_seed_bundle_is_checked() -> None:
    result = CliRunner().invoke(main, ["seed", "check", "tiny"])
    assert result.exit_code == 0
    assert "no problems" in result.stdout


@pytest.mark.usefixtures("tiny_seeds")
def test_an_unknown_seed_bundle_is_told_with_the_nearest_name() -> None:
    result = CliRunner().invoke(main, ["seed", "check", "tinny"])
    assert result.exit_code == 1
    assert "did you mean 'tiny'" in result.stderr


def test_a_build_does_not_replace_a_file_that_is_no_knowledge_base(tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("precious\n")
    with sqlite3.connect(tmp_path / "other.db") as other:
        other.execute("CREATE TABLE t (a)")
    for path in (notes, tmp_path / "other.db"):
        before = path.read_bytes()
        result = CliRunner().invoke(main, ["build", "--db", str(path)])
        assert result.exit_code == 1
        assert "is not a knowledge base and would be lost" in result.stderr
        assert path.read_bytes() == before


def test_a_database_of_another_version_is_one_sentence(run: Run, kb_copy: sqlite3.Connection, tmp_path: Path) -> None:
    kb_copy.execute("DROP VIEW finding_facts")
    kb_copy.commit()
    result = run("tables", db=tmp_path / "copy.db")
    assert result.exit_code == 1
    assert "does not fit this version" in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.usefixtures("on_tiny_editions")
def test_a_build_tells_how_many_doubts_its_checks_have(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reviewed = tmp_path / "expectations.csv"
    reviewed.write_text("what,name,rows\n")
    monkeypatch.setattr(expectations, "REVIEWED", reviewed)
    result = CliRunner().invoke(main, ["build", "--db", str(tmp_path / "kb.db")])
    assert result.exit_code == 0
    assert "doubts: 'llm-kb check" in result.stderr
