"""A line of a query is in the statement only when its parameter has a value, and nothing is left over of the others."""

import json

import pytest

from llm_kb import queries
from llm_kb.queries import NamedQuery, Parameter, rendering
from llm_kb.queries.search_terms import search_terms

PARAMETERS = (
    Parameter("model", "A model.", ""),
    Parameter("relation", "A relation.", ""),
    Parameter("exactly", "Exactly.", ""),
    Parameter("fact", "Some facts.", "", is_list=True),
    Parameter("year", "A year.", "", is_number=True),
    Parameter("sort", "An order.", ""),
    Parameter("limit", "How many.", ""),
    Parameter("offset", "After how many.", ""),
)

SQL = """\
SELECT f.model
FROM facts AS f
INNER JOIN years AS y ON f.model = y.model AND y.year = :year  -- if year
WHERE
    f.model IN (  -- if model
        SELECT model
        FROM names
        WHERE
            name = lower(:model)
            AND own = 1  -- if exactly = 1
    )
    AND f.relation = :relation  -- if relation
    AND f.id IN (lower(:fact))  -- if fact
ORDER BY
    f.model DESC,  -- if sort = model
    f.id
LIMIT :limit  -- if limit
OFFSET :offset  -- if offset"""


def statement(sql: str = SQL, **values: str) -> queries.RenderedStatement:
    """The statement of a query for these values."""
    return NamedQuery("facts", "Facts", "Facts.", sql, PARAMETERS).statement(values)


def test_without_values_no_condition_is_left() -> None:
    assert statement().sql == "SELECT f.model\nFROM facts AS f\nORDER BY\n    f.id"
    assert statement().values == {}


@pytest.mark.parametrize("value", ["", " ", "\t\n"])
def test_a_blank_value_counts_as_none(value: str) -> None:
    assert statement(model=value, limit=value) == statement()


def test_one_condition_stands_beside_its_where() -> None:
    assert "FROM facts AS f\nWHERE f.relation = :relation\nORDER" in statement(relation=" uses ").sql
    assert statement(relation=" uses ").values == {"relation": "uses"}


def test_several_conditions_stand_below_it_in_their_order() -> None:
    whole = statement(relation="uses", model="a").sql
    assert "WHERE\n    f.model IN (\n        SELECT model\n" in whole
    assert "        WHERE name = lower(:model)\n    )\n    AND f.relation = :relation\nORDER" in whole


def test_a_condition_within_another_goes_with_it() -> None:
    assert "AND own = 1" in statement(model="a", exactly="1").sql
    assert "own = 1" not in statement(model="a", exactly="0").sql + statement(exactly="1").sql


def test_a_join_may_belong_to_a_parameter_and_a_number_is_bound_as_one() -> None:
    assert "y.year = :year\nORDER" in statement(year="2024").sql
    assert statement(year="2024").values == {"year": 2024}
    assert statement(year="of old").values == {"year": "of old"}


def test_a_list_becomes_a_parameter_for_each_value() -> None:
    made = statement(fact="a, b,,a")
    assert "f.id IN (lower(:fact_1), lower(:fact_2))" in made.sql
    assert made.values == {"fact_1": "a", "fact_2": "b"}
    assert statement(fact=" , ") == statement()


def test_rows_of_a_list_are_numbered() -> None:
    made = statement("VALUES (1, lower(:fact))  -- if fact", fact="a,b").sql
    assert made == "VALUES (1, lower(:fact_1)), (2, lower(:fact_2))"


def test_an_order_may_belong_to_one_value_of_a_parameter() -> None:
    assert "ORDER BY\n    f.model DESC,\n    f.id" in statement(sort="Model").sql
    assert statement(sort="other") == statement()
    assert statement(sort="model").values == {}


def test_a_window_needs_a_limit_for_its_offset() -> None:
    assert statement(limit="5", offset="2").sql.endswith("LIMIT :limit\nOFFSET :offset")
    assert statement(offset="2").sql.endswith("LIMIT 1000000000\nOFFSET :offset")
    assert statement(limit="x").values == {"limit": 0}


def test_a_line_may_stand_where_a_parameter_has_no_value() -> None:
    sql = "SELECT 1\nWHERE\n    a = :model  -- if model\n    a = ''  -- unless model\n    AND b = 1"
    assert statement(sql).sql == "SELECT 1\nWHERE\n    a = ''\n    AND b = 1"
    assert statement(sql, model="x").sql == "SELECT 1\nWHERE\n    a = :model\n    AND b = 1"


def test_a_part_stands_where_it_is_included_and_loses_what_is_no_parameter_of_the_query() -> None:
    parts = {"outer": "AND a = :model  -- if model\n-- include: inner", "inner": "AND b = :other  -- if other"}
    sql = rendering.with_parts("SELECT 1\nWHERE\n    -- include: outer", parts.__getitem__)
    assert statement(sql, model="x").sql == "SELECT 1\nWHERE a = :model"


def test_values_can_stand_in_the_statement_as_literals() -> None:
    made = statement(
        "SELECT ':model'\nWHERE\n    a = :model  -- if model\nLIMIT :limit  -- if limit", model="it's", limit="3"
    )
    assert made.with_literals == "SELECT ':model'\nWHERE a = 'it''s'\nLIMIT 3"


def test_a_search_text_becomes_its_words_and_names() -> None:
    terms = json.loads(search_terms(' Who uses "load"  balancing* and R1\'s? '))
    assert [(word["word"], word["place"]) for word in terms["words"]] == [("load", 2), ("balancing", 3), ("R1", 5)]
    assert terms["words"][1]["tries"] == ['"balancing"', '"balancing"*']
    assert {"key": "loadbalancing", "text": "load balancing", "first": 2, "last": 3, "whole": 0} in terms["names"]
    assert not {"who", "uses", "and"} & {name["key"] for name in terms["names"]}
    assert json.loads(search_terms('"*[]§\0'))["words"] == []
    assert len(json.loads(search_terms("ab " * 5000))["words"]) == 40


def test_words_of_questions_count_where_there_are_no_others() -> None:
    assert [word["word"] for word in json.loads(search_terms("what is it"))["words"]] == ["what", "is", "it"]
    assert [word["word"] for word in json.loads(search_terms("a b-c 7"))["words"]] == ["b-c"]


def test_the_signs_of_a_ratio_count_and_its_parts_are_no_beginnings() -> None:
    terms = json.loads(search_terms("3:1 pre-norm grp"))
    assert terms["exact"] == ["3:1"]
    assert [word["tries"] for word in terms["words"]] == [
        ['"3:1"'],
        ['"pre-norm"', '"pre-norm"*', '"pre" AND "norm"'],
        ['"grp"'],
    ]


def test_the_statement_of_a_query_for_one_model_is_short_enough_to_learn_from() -> None:
    sql = queries.get("facts").statement({"model": "llama-3"}).with_literals
    assert "WHERE f.model_id IN (SELECT model_id FROM model_names WHERE name = lower('llama-3'))" in sql
    assert len(sql.splitlines()) <= 12


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Wren 1, owl-2,, Wren 1 ", ["Wren 1", "owl-2"]),
        ('["GPT-4, first release", "Wren 1"]', ["GPT-4, first release", "Wren 1"]),
        ("[3] and, more", ["[3] and", "more"]),
        (" ", []),
    ],
)
def test_a_list_is_separated_by_commas_or_a_json_array(text: str, values: list[str]) -> None:
    assert queries.listed_values(text) == values


def test_the_lines_of_a_parameter_leave_out_those_of_another_and_those_without_it() -> None:
    inside = "            AND own = 1  -- if exactly = 1\n"
    after = "    AND f.relation"
    sql = SQL.replace(inside, f"{inside}            AND shown = 1  -- unless model\n").replace(
        after, f"    AND f.stage IS NULL  -- unless model\n    AND f.kind = 'model'  -- if model\n{after}"
    )
    assert sql.count("unless model") == 2
    assert rendering.lines_of_parameter(sql, "model") == [
        "f.model IN (SELECT model FROM names WHERE name = lower(:model))",
        "f.kind = 'model'",
    ]
