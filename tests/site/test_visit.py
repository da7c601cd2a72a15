"""What a visit gives a page: parameters without blanks, the first rows of a query, and results that are cached."""

import asyncio
from pathlib import Path
from typing import Any, cast

import pytest
from datasette.utils.asgi import Request

from llm_kb import queries
from llm_kb.site.knowledge_base import served_by
from llm_kb.site.server import create_datasette
from llm_kb.site.visit import LinkedResult, MissingError, Visit


@pytest.fixture(scope="module")
def visit(kb_file: Path) -> Visit:
    datasette = create_datasette(kb_file, cache_bytes=0)
    knowledge_base = served_by(datasette)
    assert knowledge_base
    query = "model=+swift-3+&model=&model=owl-2&model=swift-3&page=%20"
    return Visit(datasette, knowledge_base, Request.fake(f"/compare?{query}"))


def run(work: Any) -> Any:
    return asyncio.run(work)


def test_parameters_come_stripped_once_each_and_a_blank_one_is_none(visit: Visit) -> None:
    assert visit.parameter("model") == "swift-3"
    assert (visit.parameter("page"), visit.parameter("sort")) == ("", "")
    assert visit.parameter_values("model") == ["swift-3", "owl-2"]
    assert visit.parameter_values("page") == []


def test_the_first_rows_of_a_query_say_whether_there_are_more_and_link_to_all(visit: Visit) -> None:
    everything = run(visit.query("facts", model="swift-3")).rows
    total = len(everything)
    assert total > 2
    for asked in (1, total - 1, total, total + 1):
        result = run(visit.query_first(asked, "facts", model="swift-3"))
        assert (result.rows, result.more) == (everything[:asked], asked < total)
        assert (result.values["limit"], result.values["model"]) == ("", "swift-3")
        assert result.path() == "/llm_kb/facts?model=swift-3"
    assert result.first == everything[0] and len(result) == total and [*result] == everything


def test_a_result_is_cached_by_its_query_and_values(visit: Visit) -> None:
    first, again = (run(visit.query_cached("terms", vocabulary="stage")) for _ in range(2))
    assert first is again
    other = run(visit.query_cached("terms", vocabulary="basis"))
    assert {row["vocabulary"] for row in first} == {"stage"} and {row["vocabulary"] for row in other} == {"basis"}
    assert run(visit.short_names()) is run(visit.short_names()) and run(visit.documents()) is run(visit.documents())
    assert all(run(visit.short_names()).values())


def test_a_result_without_rows_has_more_and_an_empty_one_has_no_first(visit: Visit) -> None:
    result = visit.query_without_rows("facts", model="swift-3")
    assert (result.rows, result.more, result.first) == ([], True, None)
    assert result.values == {**queries.get("facts").defaults, "model": "swift-3"}
    assert not LinkedResult(result.query, {}, []).more


def test_an_entity_is_found_by_its_identifier_alone(visit: Visit) -> None:
    assert run(visit.row_of("model", "model_list", "swift-3"))["model_id"] == "swift-3"
    for identifier in ("Swift 3", ""):
        with pytest.raises(MissingError) as raised:
            run(visit.row_of("model", "model_list", identifier))
        assert (raised.value.kind, raised.value.identifier) == ("model", identifier)


def test_a_chart_without_rows_is_empty(visit: Visit) -> None:
    assert cast(str, run(visit.draw("technique", []))) == ""
