"""The facts that engines are compared on are those of the knowledge base, many times over."""

import sqlite3
from contextlib import closing
from pathlib import Path

import duckdb
import pytest
from benchmarks.engines import VALUES, statements

from benchmarks import many_facts
from llm_kb.engines.on_duckdb import DuckdbEngine

pytestmark = pytest.mark.slow

TIMES = 7


def test_each_copy_has_ids_of_its_own_and_all_else_alike(kb: sqlite3.Connection, kb_file: Path, tmp_path: Path) -> None:
    facts, releases = many_facts.parquet(kb_file, TIMES, tmp_path / "facts")
    many_facts.sqlite([facts, releases], tmp_path / "facts.db")
    kept = f"SELECT {', '.join(many_facts.KEPT)} FROM"
    with closing(sqlite3.connect(tmp_path / "facts.db")) as copies:
        found = sorted(map(repr, copies.execute(f"{kept} facts")))
        ids = copies.execute("SELECT count(*), count(DISTINCT fact_id) FROM facts").fetchone()
        joined = copies.execute("SELECT count(*) FROM facts INNER JOIN releases USING (release_id)").fetchone()
    assert found == sorted(TIMES * [repr(tuple(row)) for row in kb.execute(f"{kept} design_facts")])
    assert ids == (len(found), len(found))
    dated = "SELECT count(*) FROM design_facts INNER JOIN release_dates USING (release_id)"
    assert joined[0] == TIMES * kb.execute(dated).fetchone()[0]


def test_statements_give_the_same_rows_on_the_file_and_on_parquet_whole_or_in_folders(
    makers_file: Path, tmp_path: Path
) -> None:
    facts, releases = many_facts.parquet(makers_file, 2, tmp_path / "facts")
    folders = many_facts.partitioned(facts, tmp_path / "folders")
    many_facts.sqlite([facts, releases], tmp_path / "facts.db")
    with closing(sqlite3.connect(tmp_path / "facts.db")) as file, duckdb.connect() as one, duckdb.connect() as other:
        row = file.execute("SELECT model_id, source_id, technique_group FROM facts LIMIT 1").fetchone()
        values = dict(zip(VALUES, row, strict=True))
        engines = DuckdbEngine(one, [facts, releases]), DuckdbEngine(other, [folders, releases])
        for statement in statements():
            expected = file.execute(statement.sql, values).fetchall()
            assert expected, statement.name
            for engine in engines:
                assert list(engine.execute(statement.sql, values)) == expected, statement.name
