"""Calls that people make by mistake, or on old databases: a right answer, or one sentence with the cure."""

import json
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from llm_kb.checks import expectations
from llm_kb.cli import main
from llm_kb.errors import KnowledgeBaseError


def run(kb_file: Path, *arguments: str, **options: Any) -> Result:
    return CliRunner().invoke(main, [*arguments, "--db", str(kb_file)], **options)


def complaint(result: Result) -> str:
    assert (result.exit_code, result.stdout) == (1, "")
    assert len(result.stderr.splitlines()) == 1
    return result.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["select :year"], "The parameter ':year' has no value: set it with '-p year VALUE'."),
        (["select ?"], "A parameter of the query has no name: write ':name' instead of '?'"),
        (["select ?", "-p", "a", "b"], "A parameter of the query has no name: write ':name' instead of '?'"),
        (["select :a", "-p", "a", "1", "-p", "b", "2"], "The query has no parameter 'b': use ':b' in"),
        (["select 1", "-p", "b", "2"], "The query has no parameter 'b'"),
        (["select 1; select 2"], "one statement at a time"),
        (["-- nothing but a comment"], "The statement returns no rows"),
    ],
)
def test_what_is_wrong_with_a_query_is_said(arguments: list[str], told: str, kb_file: Path) -> None:
    assert told in complaint(run(kb_file, "query", *arguments))


@pytest.mark.parametrize("flag", ["--json", "--nl"])
def test_json_has_no_infinite_numbers(flag: str, kb_file: Path) -> None:
    rows = run(kb_file, "query", "select 9e999 as a, -9e999 as b, 0.5 as c", flag).stdout.strip("[]\n ")
    assert rows == '{"a": null, "b": null, "c": 0.5}'


@pytest.mark.parametrize("name", [":a", "@a", "$a"])
def test_a_parameter_may_have_any_sign(name: str, kb_file: Path) -> None:
    assert run(kb_file, "query", f"select {name} as b", "-p", "a", "x", "--csv").stdout == "b\nx\n"


@pytest.mark.parametrize(
    ("sql", "value", "rows"),
    [
        ("select 1 as a where 30 > :n", "20", [{"a": 1}]),
        ("select count(*) as a from models group by :n having count(*) > :n", "3", None),
        ("select number as a from publications where year + 0 > :n and number = 1", "1990", [{"a": 1}]),
        ("select typeof(:n) as a", "007", [{"a": "text"}]),
        ("select typeof(:n) as a", "2402.03300", [{"a": "text"}]),
        ("select typeof(:n) as a", "0.5", [{"a": "real"}]),
        ("select count(*) > 0 as a from design_facts where section = :n", "3.1", [{"a": 1}]),
    ],
)
def test_a_value_that_is_a_number_is_compared_as_one(
    sql: str, value: str, rows: list[Any] | None, kb_file: Path
) -> None:
    answer = json.loads(run(kb_file, "query", sql, "-p", "n", value).stdout)
    assert answer == rows if rows else len(answer) == 1


@pytest.mark.parametrize(
    "sql", ["-- a comment\nselect 1 as a", "--x\nselect 1 as a", "-- a = b\nselect 1 as a", "/* x */ select 1 as a"]
)
@pytest.mark.parametrize("flags", [[], ["--csv"], ["-p", "n", "-- x"]])
def test_a_statement_may_begin_with_a_comment(sql: str, flags: list[str], kb_file: Path) -> None:
    statement = sql + (" where :n is not null" if "-p" in flags else "")
    for arguments in ([statement, *flags], [*flags, statement]):
        result = run(kb_file, "query", *arguments)
        assert result.stdout == ("a\n1\n" if "--csv" in flags else '[\n  {"a": 1}\n]\n'), result.stderr


def test_an_option_that_there_is_not_is_still_told(kb_file: Path) -> None:
    result = run(kb_file, "query", "select 1", "--jsn")
    assert result.exit_code == 2
    assert "No such option" in result.stderr and "--json" in result.stderr


@pytest.mark.parametrize("text", ["select 1 as a", "-- c\nselect 1 as a;\n", "\n select 1 as a "])
def test_a_dash_reads_the_query_from_standard_input(text: str, kb_file: Path) -> None:
    assert run(kb_file, "query", "-", "--nl", input=text).stdout == '{"a": 1}\n'


@pytest.mark.parametrize(("text", "told"), [("", "returns no rows"), (b"\xff", "is not UTF-8")])
def test_what_is_no_query_on_standard_input_is_told(text: str | bytes, told: str, kb_file: Path) -> None:
    assert told in complaint(run(kb_file, "query", "-", input=text))


def test_a_named_query_may_come_from_standard_input(kb_file: Path) -> None:
    assert run(kb_file, "query", "-", input="model_list\n").stdout == run(kb_file, "query", "model_list").stdout


@pytest.mark.parametrize("command", [["query", "select 1"], ["tables"], ["check"], ["compare", "kiwi", "owl-2"]])
def test_two_formats_are_refused(command: list[str], kb_file: Path) -> None:
    result = run(kb_file, *command, "--csv", "--json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Only one output format is possible: choose one of --json, --csv." in result.stderr


def test_two_formats_of_a_difference_are_refused(kb_file: Path) -> None:
    result = CliRunner().invoke(main, ["diff", str(kb_file), str(kb_file), "--json", "--markdown"])
    assert (result.exit_code, result.stdout) == (2, "")


@pytest.mark.parametrize(
    ("flag", "expected"),
    [
        ("--json", '[\n  {"a": 1, "a_2": 2}\n]\n'),
        ("--nl", '{"a": 1, "a_2": 2}\n'),
        ("--csv", "a,a_2\n1,2\n"),
        ("--tsv", "a\ta_2\n1\t2\n"),
    ],
)
def test_no_value_is_lost_where_two_columns_have_one_name(flag: str, expected: str, kb_file: Path) -> None:
    assert run(kb_file, "query", "select 1 as a, 2 as a", flag).stdout == expected


@pytest.fixture
def old_file(kb_copy: sqlite3.Connection, tmp_path: Path) -> Path:
    """A database of an earlier version, which lacks a derived table."""
    kb_copy.executescript("DROP TABLE institution_names; UPDATE build_info SET value = 'old'")
    return tmp_path / "copy.db"


def test_a_check_of_an_old_database_gives_the_cure_for_it(old_file: Path) -> None:
    told = complaint(run(old_file, "check"))
    assert "does not fit this version of llm-kb (no such table: institution_names)" in told
    assert told.endswith(f"rebuild it with 'llm-kb build --db {old_file}'.\n")


def test_the_advice_names_the_file_that_was_asked_for(old_file: Path) -> None:
    with closing(sqlite3.connect(old_file)) as connection:
        connection.execute("DROP TABLE model_names")
    told = complaint(run(old_file, "query", "facts", "-p", "model", "kiwi"))
    assert told.endswith(f"rebuild it with 'llm-kb build --db {old_file}'.\n")


def test_the_reviewed_numbers_are_not_counted_in_an_old_database(
    old_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reviewed = tmp_path / "expectations.csv"
    reviewed.write_text("what,name,rows\n")
    monkeypatch.setattr(expectations, "REVIEWED", reviewed)
    assert "was not built from this version" in complaint(run(old_file, "seed", "count"))
    assert reviewed.read_text() == "what,name,rows\n"


def test_the_reviewed_numbers_are_counted_in_a_build_of_what_is_here(
    kb_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reviewed = tmp_path / "expectations.csv"
    monkeypatch.setattr(expectations, "REVIEWED", reviewed)
    path = Path(shutil.copyfile(kb_file, tmp_path / "kb.db"))
    assert run(path, "seed", "count").exit_code == 0
    assert "table,models," in reviewed.read_text()


def test_a_site_is_not_tried_on_windows(kb_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert "runs only on Linux and macOS" in complaint(run(kb_file, "serve"))


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["terms", "-p", "vocabulary", "relations"], "'relations'"),
        (["facts", "-p", "relation", "use"], "'use'"),
        (["facts", "-p", "section", "9.9"], "'9.9'"),
        (["figures_reported", "-p", "metric", "memry"], "'memry'"),
    ],
)
def test_a_value_that_nothing_has_is_not_answered_with_silence(arguments: list[str], told: str, kb_file: Path) -> None:
    assert told in complaint(run(kb_file, "query", *arguments))


@pytest.mark.parametrize(("message", "joined"), [("one", " "), ("one\ntwo", "\n"), ("one.", " ")])
def test_a_note_follows_a_full_stop(message: str, joined: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*arguments: object) -> None:
        error = KnowledgeBaseError(message)
        error.add_note("There is no file.")
        raise error

    monkeypatch.setattr("llm_kb.build.build", fail)
    told = CliRunner().invoke(main, ["build", "--db", str(tmp_path / "kb.db")]).stderr
    assert told == f"Error: {message.rstrip('.')}.{joined}There is no file.\n"
