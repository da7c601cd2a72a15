"""The handle as it is used in notebooks and servers: any text is searched, threads share it, old files are told."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

import llm_kb
from llm_kb import KnowledgeBaseError, queries
from llm_kb.handle import KnowledgeBase, SearchableTable

TEXTS = [
    "group-relative praise",
    'praise 10"',
    "C++",
    "NOT",
    "*",
    "(",
    "NEAR(",
    "it's",
    "id:praise",
    "a\0b",
    "gpt-4",
    "--",
]


@pytest.fixture
def base(kb_file: Path) -> Iterator[KnowledgeBase]:
    with llm_kb.open(kb_file) as base:
        yield base


def found(base: KnowledgeBase, text: str, **options: Any) -> list[str]:
    return [row["id"] for row in base.table("techniques").search(text, **options)]


@pytest.mark.parametrize("text", TEXTS)
def test_any_text_is_searched_for(text: str, base: KnowledgeBase) -> None:
    assert isinstance(found(base, text), list)


def test_punctuation_does_not_hide_what_is_there(base: KnowledgeBase) -> None:
    assert "group-relative-praise" in found(base, "group-relative-praise")
    assert found(base, "group-relative-praise", limit=1) == found(base, "group relative praise", limit=1)
    table = base["techniques"]
    assert isinstance(table, SearchableTable) and list(table.search("group-relative-praise"))


def test_expressions_of_full_text_search_stay_what_they_are(base: KnowledgeBase) -> None:
    assert set(found(base, "prai*")) >= set(found(base, "praise")) != set()
    assert set(found(base, "praise NOT relative")) < set(found(base, "praise"))


@pytest.mark.parametrize(("text", "options"), [("", {}), ('"', {}), ("praise", {"where": "nothing = 1"})])
def test_a_search_that_cannot_be_is_one_sentence(text: str, options: dict[str, str], base: KnowledgeBase) -> None:
    with pytest.raises(KnowledgeBaseError, match=r"^The search for .* in 'techniques' fails"):
        found(base, text, **options)


@pytest.mark.skipif(sqlite3.threadsafety < 3, reason="this SQLite was not built for threads")
def test_threads_share_a_handle(base: KnowledgeBase) -> None:
    def work(number: int) -> tuple[Any, ...]:
        rows = list(base.query("SELECT id FROM models WHERE :number OR 1", number=number))
        return base.facts(), base.models(), rows, base.table("publications").count, found(base, "praise")

    expected = work(0)
    with ThreadPoolExecutor(8) as pool:
        assert all(result == expected for result in pool.map(work, range(80)))


LONG_STATEMENTS_IN_THREADS = """
import sys
from concurrent.futures import ThreadPoolExecutor
import llm_kb

LONG = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30000) SELECT count(*) AS n FROM n"
with llm_kb.open(sys.argv[1]) as base, ThreadPoolExecutor(8) as pool:
    print({next(base.query(LONG))["n"] for _ in pool.map(lambda _: list(base.query(LONG)), range(100))})
"""


@pytest.mark.skipif(sqlite3.threadsafety < 3, reason="this SQLite was not built for threads")
def test_threads_never_wait_for_each_other_without_end(kb_file: Path) -> None:
    command = [sys.executable, "-c", LONG_STATEMENTS_IN_THREADS, str(kb_file)]
    assert subprocess.run(command, capture_output=True, text=True, timeout=120).stdout == "{30000}\n"


@pytest.mark.parametrize("sql", ["-- facts\nSELECT 1 AS a", "/* facts */ SELECT 1 AS a", "\n  --x\n\tSELECT 1 AS a"])
def test_a_statement_may_begin_with_a_comment(sql: str, base: KnowledgeBase) -> None:
    assert list(base.query(sql)) == [{"a": 1}]


@pytest.mark.parametrize("change", ["DROP TABLE institution_names", "ALTER TABLE models RENAME COLUMN name TO title"])
def test_a_database_of_another_version_is_one_sentence_with_the_cure(
    change: str, kb_copy: sqlite3.Connection, tmp_path: Path
) -> None:
    kb_copy.execute("DROP TABLE model_names") if "institution" in change else None
    kb_copy.execute(change)
    kb_copy.commit()
    path = tmp_path / "copy.db"
    with llm_kb.open(path) as base, pytest.raises(KnowledgeBaseError) as caught:
        base.facts(model="Owl 2", institution="nestworks") and base.institutions() and base.ask("names")
        base.models()
    assert "does not fit this version of llm-kb (no such " in str(caught.value)
    assert str(caught.value).endswith(f"rebuild it with 'llm-kb build --db {path}'.")


def test_the_named_queries_are_listed(base: KnowledgeBase) -> None:
    listed = {row["name"]: row["parameters"] for row in base.queries()}
    assert listed["technique_list"] == "technique, above"
    assert set(listed) == {query.name for query in queries.public_queries()}


def test_a_table_that_there_is_not_is_told_with_the_nearest(base: KnowledgeBase) -> None:
    for name in ("modles", "MODLES"):
        with pytest.raises(KnowledgeBaseError, match=rf"^There is no table '{name}': did you mean 'models'\?$"):
            base[name]
    with pytest.raises(KnowledgeBaseError, match="'llm-kb tables' lists them"):
        base.table("zzzz")
    assert base["MODELS"].count == base["models"].count == base["models_overview"].count > 0
