"""Counts on the page of the facts: the same as by counting every fact, on whatever page of them one is."""

import sqlite3
from collections.abc import Callable
from urllib.parse import urlencode

import httpx
import pytest

from llm_kb import derive
from llm_kb.site import counting

Get = Callable[..., httpx.Response]
COUNTED = ("dimension", "institution", "relation", "technique_group", "topic", "disputed")
KNOWN = {"relation", "section", "topic"}

CONDITIONS = [
    {},
    {"relation": "uses"},
    {"relation": "uses", "section": "2.2"},
    {"surveyed": "1", "technique": "grpo"},
    {"institution": "Meta", "relation": "uses"},
    {"topic": ""},
    {"relation": "nosuch"},
    {"_where": "disputed = 1 and relation = 'uses'"},
    {"relation": "uses", "_next": "100,paper-2-1-3-5--llama-4--cross-attention--omits--unstated"},
    {"_sort": "model", "_next": "Llama 3,paper-2-1-3-5--llama-4--cross-attention--omits--unstated"},
]


def sql_of(asked: dict[str, str]) -> str:
    conditions = [f"{name} = '{value}'" for name, value in asked.items() if not name.startswith("_")]
    return " AND ".join([*conditions, asked.get("_where", "TRUE")])


@pytest.mark.parametrize("asked", CONDITIONS, ids=lambda asked: urlencode(asked) or "all")
def test_counts_are_those_of_all_facts_that_meet_the_conditions(
    get: Get, kb: sqlite3.Connection, asked: dict[str, str]
) -> None:
    facets = urlencode([("_facet", column) for column in COUNTED])
    answer = get(f"/llm_kb/design_facts.json?{urlencode(asked)}&{facets}&_facet_size=max").json()
    number = kb.execute(f"SELECT count(*) FROM design_facts WHERE {sql_of(asked)}").fetchone()[0]
    assert answer["filtered_table_rows_count"] == number
    for column in COUNTED:
        found = {row["value"]: row["count"] for row in answer["facet_results"][column]["results"]}
        rows = kb.execute(
            f"SELECT {column}, count(*) FROM design_facts WHERE {column} IS NOT NULL AND {sql_of(asked)} GROUP BY 1"
        )
        assert found == dict(map(tuple, rows))


def test_a_count_of_another_table_is_right_on_every_page(get: Get) -> None:
    first, second = (get(f"/llm_kb/models.json?{address}").json() for address in ("_size=9", "_size=9&_next=gpt-4"))
    assert first["rows"] != second["rows"]
    assert first["facet_results"]["kind_id"]["results"][0]["count"] == 37
    assert [each["count"] for each in first["facet_results"]["kind_id"]["results"]] == [
        each["count"] for each in second["facet_results"]["kind_id"]["results"]
    ]


def test_the_counted_facts_have_the_columns_that_are_counted_from_the_start() -> None:
    columns = next(
        {column.name for column in entry.columns} for entry in derive.entries() if entry.name == counting.COUNTS
    )
    assert {"dimension", "relation", "technique_group"} < columns


def by_column(column: str, conditions: str) -> str:
    rows = f"select * from design_facts {conditions}"
    return (
        f"select {column} as value, count(*) as count from ({rows}) where {column} is not null "
        f"group by {column} order by count desc, value limit 31"
    )


@pytest.mark.parametrize(
    ("conditions", "column", "few"),
    [
        ("", "relation", True),
        ('where "relation" = :p0 and "section" = :p1 ', "topic", True),
        ('where "relation" = :p0 ', "model", False),
        ('where "model" = :p0 ', "relation", False),
        ('where ("relation" = :p0) ', "relation", False),
        ("where \"relation\" = 'uses' ", "relation", False),
        ('where "relation" = :p0 or "section" = :p1 ', "relation", False),
        ('where "relation" = :p0 and (select 1) ', "relation", False),
    ],
)
def test_only_plain_conditions_on_known_columns_are_met_by_few_rows(conditions: str, column: str, few: bool) -> None:
    asked = counting.counted(f"select count(*) from design_facts {conditions}", {"p0": "uses", "p1": "2.2"})
    assert asked
    quick = counting.quick(by_column(column, conditions), asked, KNOWN)
    assert quick
    assert quick.few is few
    assert (counting.COUNTS in quick.sql) is few


def test_other_statements_stay_as_they_are() -> None:
    asked = counting.counted("select count(*) from design_facts ", {})
    assert asked
    assert counting.counted("select count(*), 1 from design_facts ", {}) is None
    assert counting.quick("select relation from design_facts order by rowid limit 101", asked, KNOWN) is None
