"""Statements for SQLite in other dialects: what each engine needs, and what is refused."""

import pytest

from llm_kb.derive.names import SEARCH_TABLES
from llm_kb.engines.translation import formatted, translated
from llm_kb.errors import KnowledgeBaseError

ORDERED = "SELECT a, group_concat(b, ', ') FROM (SELECT x.c AS b, a FROM x ORDER BY a, x.c DESC) AS o GROUP BY a"
RECURSIVE = (
    "WITH RECURSIVE r (n) AS (SELECT 1 UNION SELECT t.n FROM r INNER JOIN t ON r.n = t.m) SELECT x.n FROM r AS x"
)


def test_texts_keep_their_percent_signs_on_postgresql_and_remainders_are_a_function() -> None:
    sql = "SELECT :a || '%', 7 % 4"
    assert translated(sql, "postgresql").sql == "SELECT %(a)s || '%%', MOD(7, 4)"
    assert translated(sql, "duckdb").sql == "SELECT $a || '%', 7 % 4"


def test_parameters_are_named_once_each() -> None:
    assert translated("SELECT :a, :b, :a", "spark").parameters == ("a", "b")


def test_texts_are_joined_in_the_order_of_the_rows_that_they_come_from() -> None:
    assert "', ' ORDER BY a NULLS FIRST, b DESC NULLS LAST)" in translated(ORDERED, "postgresql").sql
    assert "LISTAGG(b, ', ') WITHIN GROUP (ORDER BY a, b DESC)" in translated(ORDERED, "spark").sql


def test_a_recursion_without_doubled_rows_leaves_them_out_at_the_end_on_spark() -> None:
    sql = translated(RECURSIVE, "spark").sql
    assert "UNION ALL SELECT" in sql
    assert "SELECT x.n FROM (SELECT DISTINCT * FROM r) AS x" in sql
    assert "UNION SELECT" in translated(RECURSIVE, "duckdb").sql


def test_a_window_that_goes_on_from_another_is_written_out_on_spark() -> None:
    sql = "SELECT count(*) OVER w, row_number() OVER (w ORDER BY b) FROM t WINDOW w AS (PARTITION BY a)"
    assert translated(sql, "spark").sql == (
        "SELECT COUNT(*) OVER w, ROW_NUMBER() OVER (PARTITION BY a ORDER BY b) FROM t WINDOW w AS (PARTITION BY a)"
    )


def test_an_offset_alone_has_no_limit_on_spark() -> None:
    sql = "SELECT a FROM t ORDER BY a LIMIT 1000000000 OFFSET 3"
    assert translated(sql, "spark").sql == "SELECT a FROM t ORDER BY a OFFSET 3"
    assert "LIMIT 1000000000" in translated(sql, "duckdb").sql


def test_statements_for_people_are_on_several_lines_and_keep_their_texts() -> None:
    assert formatted("SELECT a FROM t WHERE b LIKE '%x'", "postgresql") == ("SELECT\n  a\nFROM t\nWHERE\n  b LIKE '%x'")


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("DELETE FROM models", "write a SELECT"),
        ("CREATE TABLE t (a TEXT)", "write a SELECT"),
        ("WITH gone AS (DELETE FROM models RETURNING id) SELECT * FROM gone", "write a SELECT"),
        ("ATTACH 'x' AS y", "write a SELECT"),
        ("SELECT 1; SELECT 2", "one statement at a time"),
        ("", "one statement at a time"),
        ("SELECT FROM WHERE", "The query fails"),
        ("SELECT ?", "not written as ':name'"),
        ("SELECT @a", "not written as ':name'"),
        *((f"SELECT * FROM {table}", "which only SQLite has") for table in SEARCH_TABLES[-4:]),
    ],
)
@pytest.mark.parametrize("engine", ["duckdb", "postgresql", "spark"])
def test_what_no_engine_can_run_is_one_sentence_with_the_cure(sql: str, message: str, engine: str) -> None:
    with pytest.raises(KnowledgeBaseError, match=message):
        translated(sql, engine)
