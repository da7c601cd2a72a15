"""A slip in a query string is an error with the nearest, and never answered by no rows or by all."""

import sqlite3
from collections.abc import Callable
from urllib.parse import urlencode

import httpx
import pytest
from bs4 import BeautifulSoup

from llm_kb import queries
from llm_kb.hosting.datasette065 import COMPARISONS

Get = Callable[..., httpx.Response]

EXTENSIONS = ["", ".json", ".csv"]
NO_COLUMN = "The table 'models' has no column"


@pytest.mark.parametrize("extension", EXTENSIONS)
@pytest.mark.parametrize(
    ("table", "query", "sentence"),
    [
        ("models", "nam=Owl", f"{NO_COLUMN} 'nam': did you mean 'name'?"),
        ("models", "nam__contains=Owl", f"{NO_COLUMN} 'nam': did you mean 'name'?"),
        ("models", "name__contians=Owl", "There is no comparison 'contians': did you mean 'contains'?"),
        ("models", "name__=Owl", "There is no comparison '': choose arraycontains, "),
        ("models", "_name__exact=Owl", f"{NO_COLUMN} '_name': did you mean 'name'?"),
        ("models", "_filter_column=nam&_filter_op=exact&_filter_value=x", f"{NO_COLUMN} 'nam': did you mean 'name'?"),
        ("models", "_sort=nam", f"{NO_COLUMN} 'nam': did you mean 'name'?"),
        ("models", "_sort_desc=nam", f"{NO_COLUMN} 'nam': did you mean 'name'?"),
        ("models", "_facet=kind", f"{NO_COLUMN} 'kind': did you mean 'kind_id'?"),
        ("models", "_facet_array=kind", f"{NO_COLUMN} 'kind': did you mean 'kind_id'?"),
        ("models", "_facet_date=kind", f"{NO_COLUMN} 'kind': did you mean 'kind_id'?"),
        ("models", "_col=nam", f"{NO_COLUMN} 'nam': did you mean 'name'?"),
        ("models", "_nocol=nam", f"{NO_COLUMN} 'nam': did you mean 'name'?"),
        ("models", "_label=kind", f"{NO_COLUMN} 'kind': did you mean 'kind_id'?"),
        (
            "design_facts",
            "_search_statment=x",
            "The search of 'design_facts' has no column 'statment': did you mean 'st",
        ),
        ("design_facts", "_search_fact_id=x", "The search of 'design_facts' has no column 'fact_id': "),
        (
            "design_facts",
            "modle=Owl&relation=uses",
            "The table 'design_facts' has no column 'modle': did you mean 'model'",
        ),
        ("relations", "_search=uses", "The table 'relations' cannot be searched: "),
        ("design_facts", "_serach=owl", "There is no parameter '_serach': did you mean '_search'?"),
        ("design_facts", "_searchx=owl", "There is no parameter '_searchx': did you mean '_search'?"),
        ("design_facts", "_searching=owl", "There is no parameter '_searching': did you mean '_search'?"),
        ("models", "_limit=5", "There is no parameter '_limit': did you mean '_size'?"),
        ("models", "_page=2", "There is no parameter '_page': did you mean '_next'?"),
        ("models", "_order=name", "There is no parameter '_order': did you mean '_sort'?"),
        ("models", "_cols=name", "There is no parameter '_cols': did you mean '_col'?"),
        ("models", "_color=name", "There is no parameter '_color': did you mean '_colour'?"),
        ("facts", "_limit=5", "There is no parameter '_limit': did you mean '_size'?"),
        (
            "facts",
            "_search=owl",
            "The parameter '_search' works only on tables, and 'facts' is a query: its parameters",
        ),
        ("facts", "_search_statement=owl", "The parameter '_search_statement' works only on tables"),
        ("facts", "_sort=model", "The parameter '_sort' works only on tables, and 'facts' is a query: its parameters"),
        ("facts", "_where=1", "The parameter '_where' works only on tables, and 'facts' is a query: its parameters"),
        ("finding_facts", "modle=Owl", "The table 'finding_facts' has no column 'modle': did you mean 'model'?"),
        ("facts", "modle=Owl", "The query 'facts' has no parameter 'modle': did you mean 'model'?"),
        ("facts", "model=swfit+3", "There is no model 'swfit 3': did you mean 'swift-3'"),
        ("facts", "relation=use", "There is no relation 'use': did you mean 'uses'?"),
        ("facts", "section=9.9", "There is no section '9.9': choose "),
        ("facts", "limit=few", "The parameter 'limit' must be a whole number, not 'few'."),
        ("facts", "fact=nosuch", "There is no fact 'nosuch': "),
        ("choices_of_models", "models=swift-3,zzz", "There is no model 'zzz'"),
        ("figures_reported", "metric=thruput", "There is no metric 'thruput': "),
        ("terms", "vocabulary=relations", "There is no vocabulary 'relations': did you mean 'relation'?"),
    ],
)
def test_what_there_is_not_is_told_with_the_nearest(
    get: Get, table: str, query: str, sentence: str, extension: str
) -> None:
    answer = get(f"/llm_kb/{table}{extension}?{query}")
    is_page_of_query = (
        extension == ""
        and queries.find(table) is not None
        and "parameter '_" not in sentence
        and "no parameter" not in sentence
    )
    assert answer.status_code == (200 if is_page_of_query else 400)
    if extension == ".json":
        assert answer.json()["error"].startswith(sentence)
        assert answer.headers["access-control-allow-origin"] == "*"
    else:
        assert sentence in answer.text.replace("&#39;", "'")


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("errata?model=swfit+3", "There is no model 'swfit 3': did you mean 'swift-3'"),
        ("errata?status=vrified", "There is no status 'vrified': did you mean 'verified'?"),
        ("models?institution=nosuch", "There is no institution 'nosuch': "),
        ("recipes?institution=nosuch", "There is no institution 'nosuch': "),
        ("matrix?institution=nosuch", "There is no institution 'nosuch': "),
        ("publications?kind=articel", "There is no kind 'articel': did you mean 'article'?"),
        ("sources?institution=nosuch", "There is no institution 'nosuch': "),
        ("conflicts?attribute=nosuch", "There is no attribute 'nosuch': "),
    ],
)
def test_a_list_of_the_site_that_is_empty_tells_the_slip(get_with_makers: Get, path: str, sentence: str) -> None:
    answer = get_with_makers(f"/{path}")
    assert answer.status_code == 200
    assert sentence in answer.text.replace("&#39;", "'")
    assert "No matches." not in answer.text


def test_only_a_parameter_that_takes_a_list_takes_several_values(get: Get, kb: sqlite3.Connection) -> None:
    two = ",".join(row[0] for row in kb.execute("SELECT fact_id FROM design_facts LIMIT 2"))
    assert len(get(f"/llm_kb/facts.json?fact={two}&_shape=array").json()) == 2
    answer = get(f"/llm_kb/record_of_fact.json?fact={two}")
    assert (answer.status_code, answer.json()["error"].partition(": ")[0]) == (400, f"There is no fact '{two}'")


def test_the_page_of_a_query_tells_a_slip_above_its_form(get: Get) -> None:
    page = BeautifulSoup(get("/llm_kb/facts?model=swfit+3").text, "html.parser")
    assert page.select_one("[role=alert]").get_text().startswith("There is no model 'swfit 3'")  # type: ignore[union-attr]
    assert page.select_one("input[name=model]")["value"] == "swfit 3"  # type: ignore[index]
    assert not page.select("[role=alert] ~ table") and "No rows." not in page.get_text()
    assert not BeautifulSoup(get("/llm_kb/facts?model=swift-3").text, "html.parser").select("[role=alert]")


@pytest.mark.parametrize("extension", EXTENSIONS)
@pytest.mark.parametrize(
    "path",
    [
        *(
            "models{}?NAME=Owl+2",
            "models{}?name__contains=Owl",
            "models{}?rowid=1",
            "models{}?_v=1",
            "models{}?_=1764200000&_cb=2&_visit=3",
            "models{}?_sort=name",
        ),
        *("models{}?_facet=kind_id&_col=name", "models{}?_search=", "design_facts{}?_search=&_search_statement=+"),
        *("design_facts{}?_search=%22", "design_facts{}?_search=%00", "design_facts{}?_search_statement=%22%22"),
        *("facts{}?model=swift-3&_shape=array", "facts{}?offset=5000", "facts{}?model=+", "finding_facts{}?model=Owl"),
        *("facts{}?model=kiwi&technique=group-relative-praise", "adopters_of_technique{}"),
    ],
)
def test_what_there_is_is_answered(get: Get, path: str, extension: str) -> None:
    assert get(f"/llm_kb/{path.format(extension)}").status_code == 200


@pytest.mark.parametrize("comparison", COMPARISONS)
def test_every_comparison_of_a_column_is_known(get: Get, comparison: str) -> None:
    assert "There is no comparison" not in get(f"/llm_kb/models.json?name__{comparison}=1").text


def test_a_search_without_words_finds_everything_and_one_of_signs_nothing(get: Get) -> None:
    def count(query: str) -> int:
        return int(get(f"/llm_kb/design_facts.json?{query}").json()["filtered_table_rows_count"])

    assert count("_search=") == count("_search=+%00") == count("") > 0
    assert count("_search=%22") == count("_search=%22%22") == count("_search=%00%22") == 0


def rows(get: Get, sql: str, **values: str) -> list[dict[str, object]]:
    """The rows of a statement as JSON."""
    found = get(f"/llm_kb.json?{urlencode({'sql': sql, '_shape': 'array', **values})}").json()
    assert isinstance(found, list), found
    return found


def test_no_value_is_lost_where_columns_have_one_name(get: Get) -> None:
    assert rows(get, "select 1 as a, 2 as a, 3 as a, 4 as A") == [{"a": 1, "a_2": 2, "a_3": 3, "A": 4}]
    sql = urlencode({"sql": "select 1 as a, 2 as a"})
    assert get(f"/llm_kb.json?{sql}").json()["columns"] == ["a", "a_2"]
    assert get(f"/llm_kb.json?{sql}&_shape=objects").json()["rows"] == [{"a": 1, "a_2": 2}]
    assert get(f"/llm_kb.csv?{sql}").text.splitlines() == ["a,a_2", "1,2"]
    assert ">a_2<" in get(f"/llm_kb?{sql}").text


def test_numbers_are_compared_as_numbers_and_identifiers_as_texts(get: Get) -> None:
    assert rows(get, "select 1 as a where 30 > :n", n="20") == [{"a": 1}]
    assert rows(get, "select 1 as a where 0.25 + 0.5 > :n", n="0.5") == [{"a": 1}]
    assert rows(get, "select count(*) > :n as more from models", n="2") == [{"more": 1}]
    assert rows(get, "select :n as n, typeof(:n) as type", n="2402.03300") == [{"n": "2402.03300", "type": "text"}]
    assert rows(get, "select name from sections where name = :n", n="2.1") == [{"name": "2.1"}]


@pytest.mark.parametrize(
    "sql",
    ["-- a\nselect 1 as a", "/* a */ select 1 as a", "--a\r\n/* b */ --c\n with x as (select 1 as a) select * from x"],
)
def test_a_statement_may_begin_with_a_comment(get: Get, sql: str) -> None:
    assert rows(get, sql) == [{"a": 1}]
