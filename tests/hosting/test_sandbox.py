"""SQL of visitors runs in processes of its own: bounded, ended in time, and each client in its turn."""

import sqlite3
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from datasette.app import Datasette
from datasette.utils import escape_fts

from llm_kb.hosting.sandbox import authorizer, executor, worker
from llm_kb.hosting.sandbox import pool as pools
from llm_kb.hosting.sandbox.pool import (
    BusyError,
    InterruptedSqlError,
    LargeResultError,
    Pool,
    RefusedSqlError,
)
from llm_kb.hosting.sandbox.process import GoneError, Process, TooSlowError
from llm_kb.hosting.sandbox.row import rows_of
from llm_kb.site.server import create_datasette

from .statements import ENDLESS, submit

Get = Callable[..., httpx.Response]

DEAF = """SELECT sum(instr(substr(hex(zeroblob(120000)), value), hex(zeroblob(60000)) || '1'))
FROM json_each('[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30]')"""
"""One instruction of SQLite's machine takes long here, and the clock is looked at only between two of them."""


def test_rows_come_with_their_columns_and_all_kinds_of_values(pool: Pool) -> None:
    result = submit(pool, "SELECT 1 AS a, 'ü' AS b, NULL AS c, x'00ff' AS d, 1.5 AS e").result()
    assert result["columns"] == ["a", "b", "c", "d", "e"]
    assert result["rows"] == [[1, "ü", None, ["AP8="], 1.5]]
    assert result["truncated"] is False


def test_a_result_is_cut_at_the_rows_and_at_the_cells_that_are_wanted(pool: Pool) -> None:
    sql = "SELECT value, value FROM json_each('[1,2,3,4,5,6]')"
    assert [len(submit(pool, sql, rows=rows).result()["rows"]) for rows in (4, 6, None)] == [4, 6, 6]
    cut = submit(pool, sql, cells=6).result()
    assert (len(cut["rows"]), cut["truncated"]) == (3, True)


@pytest.mark.parametrize(
    ("sql", "error"),
    [
        ("SELECT hex(zeroblob(100000)) FROM design_facts", LargeResultError),
        ("SELECT nosuch", RefusedSqlError),
        ("SELECT fts3_tokenizer('simple')", RefusedSqlError),
        ("SELECT * FROM fts3tokenize('simple', 'a')", RefusedSqlError),
        ("SELECT * FROM pragma_database_list", RefusedSqlError),
        ("ATTACH ':memory:' AS other", RefusedSqlError),
        ("CREATE TEMP TABLE x (y)", RefusedSqlError),
        ("DELETE FROM models", RefusedSqlError),
        (ENDLESS, InterruptedSqlError),
        (DEAF, InterruptedSqlError),
    ],
)
def test_what_goes_too_far_fails_and_the_next_statement_is_answered(
    pool: Pool, sql: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        submit(pool, sql, seconds=0.3).result(timeout=20)
    assert submit(pool, "SELECT 7").result()["rows"] == [[7]]


def test_the_guard_is_needed(tmp_path: Path) -> None:
    """Without it a connection does what the guard forbids: the checks of it can fail."""
    free = sqlite3.connect(":memory:")
    free.execute("CREATE TEMP TABLE x (y)")
    assert free.execute("SELECT length(printf('%.*c', 1000000, 'x'))").fetchone() == (1_000_000,)
    authorizer.set_limits(free)
    authorizer.install_authorizer(free)
    for sql in ("CREATE TEMP TABLE z (y)", "SELECT printf('x')", "SELECT zeroblob(1000000)"):
        with pytest.raises(sqlite3.Error):
            free.execute(sql).fetchall()


def test_a_process_that_takes_too_long_is_ended_and_a_new_one_answers(kb_file: Path) -> None:
    process = Process("llm_kb.hosting.sandbox.worker", f"file:{kb_file}?mode=ro&immutable=1")
    question = {"sql": ENDLESS, "values": {}, "seconds": 60, "rows": 1, "cells": None, "bytes": 1000}
    with pytest.raises(TooSlowError):
        process.call(question, 0.5)
    assert not process.is_running
    assert process.call({**question, "sql": "SELECT 1"}, 20)["rows"] == [[1]]
    process.stop()


def test_a_process_that_ends_by_itself_is_no_answer() -> None:
    with pytest.raises(GoneError):
        Process("llm_kb.hosting.sandbox.worker", "file:/nowhere/at/all?mode=ro").call({}, 20)


@pytest.mark.parametrize(
    "text", ["", "routing", "a b", '"a b" c', 'a "b', 'a"b c"d', '""', ' "x" ""', "NEAR(a, b) * ^c", "ü\tx", "it's"]
)
def test_words_are_quoted_for_the_search_as_datasette_quotes_them(text: str) -> None:
    assert worker.quoted_words(text) == escape_fts(text)


@pytest.mark.parametrize("text", ["", " ", '"', '""', '"""', "\0", '\0"', '" "', 'a\0b"', "'", "*", "NEAR("])
def test_no_search_text_is_an_error(text: str) -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE texts USING fts5(text)")
    connection.execute("INSERT INTO texts VALUES ('one two')")
    expression = worker.match_expression(text)
    assert connection.execute("SELECT * FROM texts WHERE texts MATCH ?", [expression]).fetchall() == []


def test_a_statement_that_waited_too_long_does_not_run(pool: Pool) -> None:
    slow = [submit(pool, ENDLESS, client=client, seconds=0.8) for client in ("one", "two")]
    with pytest.raises(BusyError):
        submit(pool, "SELECT 1", client="three", queue_seconds=0.1).result()
    for each in slow:
        with pytest.raises(InterruptedSqlError):
            each.result()


def test_a_statement_that_nobody_waits_for_any_more_does_not_run(pool: Pool) -> None:
    slow = [submit(pool, ENDLESS, client=client, seconds=0.5) for client in ("one", "two")]
    assert submit(pool, ENDLESS, client="three", seconds=30).cancel()
    for each in slow:
        with pytest.raises(InterruptedSqlError):
            each.result()
    assert submit(pool, "SELECT 1", client="three").result()["rows"] == [[1]]


def test_rows_are_found_by_place_and_by_name_as_those_of_sqlite() -> None:
    (row,) = rows_of(["id", "Name", "id"], [[1, "x", 2]])
    assert (row[0], row["id"], row["name"], row[-1]) == (1, 1, "x", 2)
    assert list(row) == [1, "x", 2]
    assert dict(row) == {"id": 1, "Name": "x"}
    with pytest.raises(IndexError):
        row["nosuch"]


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/llm_kb.json?sql=select+printf('x')", "Only reading the knowledge base is allowed here"),
        ("/llm_kb.csv?sql=select+printf('x')", "Only reading the knowledge base is allowed here"),
        ("/llm_kb?sql=select+printf('x')", "Only reading the knowledge base is allowed here"),
        ("/llm_kb/models?_where=printf('x')", "Only reading the knowledge base is allowed here"),
        ("/llm_kb.csv?sql=select+nosuch", "no such column: nosuch"),
        ("/llm_kb.json?sql=select+hex(zeroblob(100000))+from+design_facts", "too large to be given here"),
        ("/llm_kb.json?sql=select+hex(zeroblob(200000))", "at most 250,000 bytes, so select or join less of it"),
    ],
)
def test_a_visitor_is_told_why_a_statement_is_refused(get: Get, address: str, told: str) -> None:
    answer = get(address)
    assert answer.status_code == 400
    assert told in answer.text


@pytest.fixture(scope="module")
def ask(crowded_file: Path, browse: Callable[[Datasette], Get]) -> Get:
    """Pages of a knowledge base with many rows."""
    return browse(create_datasette(crowded_file, cache_bytes=0))


def test_one_request_has_one_time_for_all_its_statements(ask: Get) -> None:
    hard = "(select count(*) from design_facts a, design_facts b, design_facts c) > 1"
    facets = "&".join(f"_facet={column}" for column in ("model", "technique", "stage", "basis"))
    begin = time.monotonic()
    assert ask(f"/llm_kb/design_facts?_where={hard}&{facets}").status_code == 400
    assert time.monotonic() - begin < 30  # each of its six statements alone may take a second


def test_a_page_of_a_query_shows_as_many_cells_as_can_be_shown(ask: Get) -> None:
    columns = len(ask("/llm_kb.json?sql=select+*+from+design_facts+limit+1&_shape=array").json()[0])
    assert ask("/llm_kb?sql=select+*+from+design_facts").text.count("<tr") - 1 == 5000 // columns
    assert len(ask("/llm_kb.json?sql=select+*+from+design_facts&_shape=array").json()) > 800


def test_those_who_ask_too_much_at_once_are_told_to_wait(
    kb_file: Path, browse: Callable[[Datasette], Get], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def busy(*given: Any, **bounds: Any) -> None:
        raise BusyError

    monkeypatch.setattr(executor.Executor, "run", busy)
    get = browse(create_datasette(kb_file))
    for address in ("/llm_kb?sql=select+1", "/llm_kb/models.json", "/llm_kb.csv?sql=select+1"):
        answer = get(address)
        assert answer.status_code == 429
        assert answer.headers["retry-after"] == "5"
        assert "wait a few seconds" in answer.text


@pytest.mark.parametrize(
    "path", ["versions", "plugins", "settings", "threads", "databases.json", "actor", "permissions", "metadata"]
)
def test_what_tells_of_the_server_is_not_there(get: Get, path: str) -> None:
    assert get(f"/-/{path}").status_code == 404


def test_where_no_process_can_be_started_visitors_are_asked_to_come_again_and_then_served(
    kb_file: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*given: Any, **named: Any) -> None:
        raise OSError("no more processes")

    with monkeypatch.context() as patched:
        patched.setattr(subprocess, "Popen", refuse)
        patched.setattr(pools, "RETRY_SECONDS", 0.01)
        pool = Pool(f"file:{kb_file}?mode=ro&immutable=1", size=1)
        pool.begin()
        with pytest.raises(BusyError):
            submit(pool, "SELECT 1").result(timeout=20)
        assert "no more processes" in caplog.text
    assert submit(pool, "SELECT 1").result(timeout=60)["rows"] == [[1]]
    pool.close()


def test_a_folder_with_a_module_of_a_known_name_does_no_harm(
    kb_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "base64.py").write_text("raise SystemExit(1)")
    monkeypatch.chdir(tmp_path)
    process = Process("llm_kb.hosting.sandbox.worker", f"file:{kb_file}?mode=ro&immutable=1")
    process.start()
    assert process.is_running
    process.stop()
