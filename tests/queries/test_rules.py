"""The named queries are SQL that a person would write: short, without tricks, each condition in it for a parameter."""

import pytest

from llm_kb import queries
from llm_kb.queries import FOLDER, rendering
from llm_kb.settings import PACKAGE
from llm_kb.sqlfile import SqlFile, read_folder, read_sql

from . import rules

FILES = read_folder(FOLDER)
HEADER = (("title", "T"), ("description", "D."), ("parameter", "model: A model."), ("parameter", "limit: How many."))
GOOD = "SELECT a\nFROM t\nWHERE\n    a = :model  -- if model\nLIMIT :limit  -- if limit"


def whole(file: SqlFile) -> str:
    return rendering.with_parts(file.sql, lambda name: read_sql(FOLDER / "parts" / f"{name}.sql").sql)


def offender(sql: str = GOOD, header: tuple[tuple[str, str], ...] = HEADER) -> list[str]:
    file = SqlFile("offender", header, sql)
    return list(rules.breaches(file, file.sql))


def test_no_query_breaks_a_rule() -> None:
    breaches = {file.name: list(rules.breaches(file, whole(file))) for file in FILES}
    assert {name: found for name, found in breaches.items() if found} == {}


def test_half_of_the_queries_fit_on_a_slide() -> None:
    assert rules.median(FILES) <= rules.MEDIAN


def test_a_query_as_it_should_be_breaks_no_rule() -> None:
    assert offender() == []


@pytest.mark.parametrize(
    ("sql", "breach"),
    [
        (GOOD.replace("-- if model", "-- if mode"), "a condition of 'mode', which is no parameter"),
        (GOOD.replace("  -- if model", ""), "'model' in a line that is not its own"),
        (GOOD.replace("a = :model", "a = 1").replace("-- if model", ""), "'model' is used nowhere"),
        (GOOD.replace("a\nFROM", "rowid\nFROM"), "rowid"),
        (GOOD.replace("FROM t", "FROM t CROSS JOIN s ON t.a = s.a"), "a join that forces a plan"),
        (GOOD.replace("a = :model", "+a = :model"), "a plus that hides an index"),
        (GOOD.replace(":model", "coalesce(nullif(trim(:model), ''), a)"), "a value that may be blank"),
        (f"WITH asked AS (SELECT 1)\n{GOOD}", "a table of what was asked"),
        (f"{GOOD}\nWHERE a_long_column = another\nWHERE a_long_column = another", "'a_long_column = another' twice"),
        (f"{GOOD}\n" + "--\n" * 60, "65 lines"),
    ],
)
def test_what_breaks_a_rule_is_found(sql: str, breach: str) -> None:
    assert breach in offender(sql)


def test_a_header_for_what_is_no_parameter_is_found() -> None:
    assert offender(header=(*HEADER, ("number", "year"))) == ["a header for 'year'"]


def test_a_header_with_an_unknown_key_is_refused() -> None:
    with pytest.raises(ValueError, match=r"offender\.sql: its header has an unknown key, 'tilte'\."):
        queries.from_file(SqlFile("offender", (*HEADER, ("tilte", "T")), GOOD))


def test_every_part_is_included_somewhere() -> None:
    parts = {file.name: file for file in read_folder(FOLDER / "parts")}
    text = "\n".join(file.sql for file in (*FILES, *parts.values()))
    assert parts
    assert all(f"-- include: {name}\n" in f"{text}\n" for name in parts)


def test_the_queries_that_only_serve_pages_are_answered_and_not_listed() -> None:
    internal = {query.name for query in queries.all_queries()} - {query.name for query in queries.public_queries()}
    assert internal == {
        *("facts_around", "names", "names_like", "number_of_errata", "number_of_facts", "number_of_publications"),
        *("number_of_releases", "search_words", "terms", "things", "years_of_models"),
    }
    assert queries.get("things").internal


def test_the_corrected_value_is_chosen_in_one_place() -> None:
    files = [*FILES, *read_folder(PACKAGE / "derive" / "tables")]
    assert [file.name for file in files if "coalesce(b.year_corrected" in file.sql] == ["corrected_publications"]
    assert not [file.name for file in files if "coalesce(p.year_corrected" in file.sql]
