"""What a worker refuses, what it says when it ends, and how a pool goes on."""

import resource
import threading
from pathlib import Path
from typing import Any

import pytest

from llm_kb.hosting.sandbox import pool as pools
from llm_kb.hosting.sandbox import process_limits
from llm_kb.hosting.sandbox.pool import BoundedStatement, BusyError, LargeResultError, Pool, RefusedSqlError
from llm_kb.hosting.sandbox.process import Process

from .statements import ENDLESS, submit


def test_a_result_counts_the_names_of_its_columns_and_what_its_texts_take_as_json(pool: Pool) -> None:
    numbers = "WITH RECURSIVE c (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT 1000)"
    name, text = "a" * 2000, "replace(hex(zeroblob(1000)), '0', char(128512))"
    for sql in (f'{numbers} SELECT x AS "{name}" FROM c', f"{numbers} SELECT {text} FROM c LIMIT 60"):
        with pytest.raises(LargeResultError):
            submit(pool, sql).result(timeout=20)
    assert len(submit(pool, f"{numbers} SELECT x AS a FROM c").result(timeout=20)["rows"]) == 1000
    assert len(submit(pool, f"{numbers} SELECT hex(zeroblob(1000)) FROM c LIMIT 60").result(timeout=20)["rows"]) == 60


def test_long_names_of_columns_are_refused_even_without_rows(pool: Pool) -> None:
    with pytest.raises(LargeResultError):
        submit(pool, f'WITH a AS (SELECT 1 AS "{"n" * 30000}") SELECT *, * FROM a WHERE 0').result(timeout=20)


@pytest.mark.parametrize("function", ["fts5_source_id()", "sqlite_source_id()", "changes()", "sqlite_log(1, 'x')"])
def test_functions_that_are_not_listed_are_refused(pool: Pool, function: str) -> None:
    with pytest.raises(RefusedSqlError, match="not authorized"):
        submit(pool, f"SELECT {function}").result(timeout=20)


@pytest.mark.parametrize("table", ["dbstat", "sqlite_stmt", "sqlite_dbpage", "pragma_function_list"])
def test_tables_of_the_process_are_neither_read_nor_counted(pool: Pool, table: str) -> None:
    with pytest.raises(RefusedSqlError):
        submit(pool, f"SELECT * FROM {table}").result(timeout=20)


def test_a_worker_that_is_killed_from_outside_does_not_say_that_the_answer_is_large(
    kb_file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    process = Process("llm_kb.hosting.sandbox.worker", f"file:{kb_file}?mode=ro&immutable=1")
    process.start()
    assert process._running
    threading.Timer(0.3, process._running.kill).start()
    with pytest.raises(pools.LostError, match="ask again"):
        pools._call(process, BoundedStatement(ENDLESS, {}, 5, 5, 1, None, 1000), 5)
    assert "exit code -9" in caplog.text


def test_a_system_that_refuses_a_limit_still_has_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*given: Any) -> None:
        raise ValueError("current limit exceeds maximum limit")

    monkeypatch.setattr(resource, "setrlimit", refuse)
    process_limits.set_limit(resource.RLIMIT_CORE, 0)
    process_limits.limit_cpu(1)


def test_a_thread_goes_on_whatever_keeps_its_process_from_starting(
    kb_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: Process) -> None:
        raise AttributeError("module 'select' has no attribute 'poll'")

    monkeypatch.setattr(pools, "RETRY_SECONDS", 0.01)
    with monkeypatch.context() as patched:
        patched.setattr(Process, "start", fail)
        pool = Pool(f"file:{kb_file}?mode=ro&immutable=1", size=1)
        pool.begin()
        assert "no attribute 'poll'" in pool.problem
        with pytest.raises(BusyError):
            submit(pool, "SELECT 1").result(timeout=20)
    assert submit(pool, "SELECT 1").result(timeout=60)["rows"] == [[1]]
    assert pool.problem == ""
    pool.close()


def test_a_client_has_one_reply_at_a_time_that_nobody_has_taken(pool: Pool) -> None:
    statement = BoundedStatement("SELECT 1", {}, 5, 30, 10, None, 1000)
    first, second = (pool.submit_held("one", statement) for _ in range(2))
    assert first.future.result(timeout=20)["rows"] == [[1]]
    assert submit(pool, "SELECT 2", client="two").result(timeout=20)["rows"] == [[2]]
    assert not second.future.done()
    pool.release(first)
    assert second.future.result(timeout=20)["rows"] == [[1]]
    pool.release(second)


def test_statements_are_not_kept_for_the_next_client(kb_file: Path) -> None:
    process = Process("llm_kb.hosting.sandbox.worker", f"file:{kb_file}?mode=ro&immutable=1")

    def count(sql: str) -> Any:
        return process.call({"sql": sql, "values": {}, "seconds": 5, "rows": 1, "cells": None, "bytes": 10**6}, 20)

    numbers = "WITH RECURSIVE c (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT 14000)"
    for number in range(180):
        count(f"SELECT {number}, length('{'x' * 49_000}')")
    assert process.is_running
    assert count(f"{numbers} SELECT count(*) FROM (SELECT DISTINCT x, hex(zeroblob(400)) FROM c)")["rows"] == [[14000]]
    process.stop()
