"""Language models ask through the Model Context Protocol, at the real server, with and without a prefix."""

import asyncio
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from mcp import ClientSession
from mcp.client.streamable_http import streamable_http_client

from llm_kb import __version__, queries
from llm_kb.site import conventions, mcp_tools

Get = Callable[..., httpx.Response]

SCRIPT = """
import sys
from functools import partial
from pathlib import Path
from llm_kb.site.server import serve
serve(Path(sys.argv[1]), port=0, base_url=sys.argv[2], announce=partial(print, flush=True))
"""


@pytest.fixture(scope="module", params=[pytest.param("/", marks=pytest.mark.soak), "/llms/"])
def address(request: pytest.FixtureRequest, kb_file: Path) -> Iterator[str]:
    """The address of the endpoint at a server, which writes nothing but that."""
    command = [sys.executable, "-c", SCRIPT, str(kb_file), request.param]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            yield f"{process.stdout.readline().strip()}-/mcp"
        finally:
            process.terminate()
            assert process.communicate(timeout=20) == ("", "")


def ask(address: str, *calls: tuple[str, dict[str, Any]]) -> tuple[list[str], list[Any]]:
    """The names of the tools, and the answers to these calls."""

    async def asking() -> tuple[list[str], list[Any]]:
        async with streamable_http_client(address) as streams, ClientSession(streams[0], streams[1]) as session:
            await session.initialize()
            tools = await session.list_tools()
            return [tool.name for tool in tools.tools], [await session.call_tool(*call) for call in calls]

    return asyncio.run(asking())


def test_a_language_model_finds_tools_that_read(address: str) -> None:
    tools, _ = ask(address)
    assert sorted(tools) == [
        *("execute_canned_query", "execute_sql", "get_database_schema"),
        *("list_canned_queries", "list_databases", "read_me_first"),
    ]


def test_a_language_model_runs_sql_and_named_queries_and_reads_what_words_mean(
    address: str, kb: sqlite3.Connection
) -> None:
    (facts,) = kb.execute("SELECT count(*) FROM design_facts").fetchone()
    _, (counted, named, internal, told) = ask(
        address,
        ("execute_sql", {"database": "llm_kb", "sql": "SELECT count(*) AS n FROM design_facts"}),
        (
            "execute_canned_query",
            {"database": "llm_kb", "query": "models_by_technique", "parameters": {"technique": "GRP"}},
        ),
        ("execute_canned_query", {"database": "llm_kb", "query": "number_of_facts", "parameters": {"model": " "}}),
        ("read_me_first", {}),
    )
    assert counted.structured_content["rows"] == [{"n": facts}]
    assert "Swift 3" in {row["model"] for row in named.structured_content["rows"]}
    assert {row["technique"] for row in named.structured_content["rows"]} == {"group relative praise"}
    assert internal.structured_content["rows"] == [{"facts": facts}]
    assert "No row means that the sources say nothing" in told.content[0].text


def test_a_language_model_is_told_plainly_what_is_wrong(address: str) -> None:
    _, (writing, slip, unknown) = ask(
        address,
        ("execute_sql", {"database": "llm_kb", "sql": "DELETE FROM models"}),
        ("execute_sql", {"database": "llm_kb", "sql": "SELECT nosuch FROM models"}),
        ("execute_canned_query", {"database": "llm_kb", "query": "nosuch"}),
    )
    assert all(answer.is_error for answer in (writing, slip, unknown))
    assert "Statement must be a SELECT" in writing.content[0].text
    assert "no such column: nosuch" in slip.content[0].text
    assert "'nosuch' does not exist" in unknown.content[0].text


def test_every_tool_is_marked_as_reading_and_the_server_has_its_own_name(address: str) -> None:
    async def asking() -> tuple[Any, Any]:
        async with streamable_http_client(address) as streams, ClientSession(streams[0], streams[1]) as session:
            return await session.initialize(), await session.list_tools()

    server, tools = asyncio.run(asking())
    assert (server.server_info.name, server.server_info.version) == ("llm-kb", __version__)
    assert all(tool.annotations.read_only_hint and tool.annotations.open_world_hint is False for tool in tools.tools)


def run(address: str, query: str, **parameters: Any) -> Any:
    """The answer to a call of a named query."""
    arguments = {"database": "llm_kb", "query": query, "parameters": parameters}
    return ask(address, ("execute_canned_query", arguments))[1][0]


def test_a_named_query_takes_its_defaults(address: str, kb: sqlite3.Connection) -> None:
    listed = ask(address, ("list_canned_queries", {}))[1][0].structured_content["queries"]
    assert [query["name"] for query in listed] == [query.name for query in queries.public_queries()]
    for query in queries.public_queries():
        given = next(entry for entry in listed if entry["name"] == query.name)
        assert given["defaults"] == {name: value for name, value in query.defaults.items() if value}
    for name in ("adopters_of_technique", "record_of_fact", "terms"):
        wanted = queries.run(kb, name)
        rows = run(address, name).structured_content["rows"]
        assert [tuple(row.values()) for row in rows] == wanted.rows[: len(rows)]
        assert len(rows) == len(wanted.rows) or run(address, name).structured_content["truncated"]


@pytest.mark.parametrize(
    ("query", "parameters", "sentence"),
    [
        ("facts", {"model": "swfit 3"}, "There is no model 'swfit 3': did you mean 'swift-3'"),
        ("facts", {"technique": "grop"}, "There is no technique 'grop': "),
        ("facts", {"relation": "use"}, "There is no relation 'use': did you mean 'uses'?"),
        ("facts", {"section": 9.9}, "There is no section '9.9'"),
        ("facts", {"modle": "Owl"}, "has no parameter 'modle': did you mean 'model'?"),
        ("facts", {"model": ["Owl"]}, "The parameter 'model' takes a text or a number."),
        ("facts", {str(number): [] for number in range(10_000)}, "A call has at most 50 parameters, not 10,000."),
        ("factz", {}, "The query 'factz' does not exist: did you mean 'facts'?"),
    ],
)
def test_a_name_that_nothing_has_is_an_error_with_the_nearest(
    address: str, query: str, parameters: dict[str, Any], sentence: str
) -> None:
    answer = run(address, query, **parameters)
    assert answer.is_error
    assert sentence in answer.content[0].text
    assert len(answer.content[0].text) < 1000


def test_values_may_be_numbers_truths_or_nothing(address: str) -> None:
    assert len(run(address, "facts", limit=2).structured_content["rows"]) == 2
    assert len(run(address, "facts", limit=2.0, model=None).structured_content["rows"]) == 2
    assert {row["surveyed"] for row in run(address, "model_list", surveyed=True).structured_content["rows"]} == {1}


def test_columns_of_one_name_are_numbered(address: str) -> None:
    _, (answer,) = ask(address, ("execute_sql", {"database": "llm_kb", "sql": "-- two\nSELECT 1 AS a, 2 AS a"}))
    assert (answer.structured_content["columns"], answer.structured_content["rows"]) == (
        ["a", "a_2"],
        [{"a": 1, "a_2": 2}],
    )


NUMBERS = "WITH RECURSIVE c (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT {}) SELECT x, 'a word' AS y FROM c"


def test_a_long_answer_comes_in_parts_that_are_told(address: str) -> None:
    offset, numbers = 0, []
    sql = NUMBERS.format(1000).replace("a word", "word " * 20)
    while offset is not None:
        arguments = {"database": "llm_kb", "sql": sql, "offset": offset}
        answer = ask(address, ("execute_sql", arguments))[1][0].structured_content
        assert len(str(answer["rows"])) < 1.2 * mcp_tools.CHARACTERS
        assert answer["truncated"] == (answer["next_offset"] is not None) == (answer["note"] is not None)
        numbers += [row["x"] for row in answer["rows"]]
        offset = answer["next_offset"]
    assert numbers == list(range(1, 1001))


def test_a_statement_of_more_rows_than_are_given_says_so(address: str) -> None:
    arguments = {"database": "llm_kb", "sql": NUMBERS.format(20_000), "offset": 990}
    answer = ask(address, ("execute_sql", arguments))[1][0].structured_content
    assert (len(answer["rows"]), answer["truncated"], answer["next_offset"]) == (10, True, None)
    assert "at most 1,000 rows" in answer["note"]


def test_long_names_of_columns_count_as_well(address: str) -> None:
    sql = NUMBERS.format(1000).replace("SELECT x, 'a word' AS y", f'SELECT x AS "{"a" * 30_000}"')
    answer = ask(address, ("execute_sql", {"database": "llm_kb", "sql": sql}))[1][0]
    assert answer.is_error
    assert "too large" in answer.content[0].text


def test_a_client_with_cookies_is_let_in(address: str) -> None:
    asked = {"jsonrpc": "2.0", "id": 1, "method": "ping"}
    headers = {"cookie": "ds_csrftoken=x", "accept": "application/json, text/event-stream"}
    assert httpx.post(address, json=asked, headers=headers).status_code != 403


def test_a_browser_at_the_endpoint_is_led_to_a_page_about_it(address: str) -> None:
    answer = httpx.get(address, headers={"accept": "text/html,*/*"}, follow_redirects=True)
    assert str(answer.url) == address.replace("-/mcp", "machines")
    assert f"<code>{address}</code>" in answer.text


@pytest.mark.parametrize("slash", ["", "/"])
def test_the_endpoint_answers_with_and_without_a_slash_and_to_any_web_page(address: str, slash: str) -> None:
    asked = {"jsonrpc": "2.0", "id": 1, "method": "ping"}
    headers = {"accept": "application/json, text/event-stream", "origin": "https://claude.ai"}
    answer = httpx.post(address + slash, json=asked, headers=headers)
    assert (answer.status_code, answer.json()["result"]) == (200, {})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["access-control-expose-headers"] == "*"


def test_a_preflight_request_is_allowed_and_methods_are_told_truly(address: str) -> None:
    asked = {"origin": "https://claude.ai", "access-control-request-method": "POST"}
    preflight = httpx.options(address, headers=asked)
    assert (preflight.status_code, preflight.headers["allow"]) == (204, "POST, OPTIONS")
    assert preflight.headers["access-control-allow-methods"] == "POST, OPTIONS"
    assert preflight.headers["access-control-allow-headers"] == "*, authorization"
    for method in ("GET", "DELETE", "PUT", "HEAD"):
        refused = httpx.request(method, address)
        assert (refused.status_code, refused.headers["allow"]) == (405, "POST, OPTIONS")
        assert refused.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("path", ["/models", "/llm_kb/models.json", "/"])
def test_other_addresses_name_their_methods(get: Get, path: str) -> None:
    options = get(path, method="OPTIONS")
    assert (options.status_code, options.headers["allow"]) == (200, "GET, HEAD, OPTIONS")
    assert options.headers["access-control-allow-origin"] == "*"
    assert get(path, method="PUT").headers["allow"] == "GET, HEAD, OPTIONS"


def test_an_offer_of_http_2_is_ignored(address: str) -> None:
    asked = {"jsonrpc": "2.0", "id": 2, "method": "ping"}
    offer = {"connection": "Upgrade, HTTP2-Settings", "upgrade": "h2c", "http2-settings": "AAMAAABkAAQAAP__"}
    for body in ({"json": asked}, {"content": iter([b'{"jsonrpc":"2.0",', b'"id":2,"method":"ping"}'])}):
        headers = {"accept": "application/json", "content-type": "application/json", **offer}
        answer = httpx.post(address, headers=headers, **body)
        assert (answer.status_code, answer.json()["id"]) == (200, 2)


def test_only_the_endpoint_takes_post(get: Get) -> None:
    assert get("/-/mcp/other", method="POST").status_code == 405
    assert get("/-/versions", method="POST").status_code == 405


def test_what_is_read_first_tells_columns_relations_and_examples(address: str) -> None:
    told = ask(address, ("read_me_first", {}))[1][0].content[0].text
    assert "- technique_names: Every name of the technique" in told
    assert "- avoids: " in told
    assert told.count("SELECT ") == len(conventions.EXAMPLES)
    assert len(told) < mcp_tools.CHARACTERS


def test_the_schema_is_a_list_of_tables_or_one_table_within_the_bound(address: str) -> None:
    calls = [("get_database_schema", arguments) for arguments in ({}, {"table": "models"}, {"table": "modells"})]
    whole, one, wrong = ask(address, *calls)[1]
    assert "design_facts (fact_id, claim_id," in whole.structured_content["schema"]
    assert len(whole.content[0].text) < mcp_tools.CHARACTERS
    assert "institution_id (TEXT): " in one.structured_content["schema"]
    assert wrong.is_error and "did you mean 'models'?" in wrong.content[0].text


def test_an_answer_without_rows_or_an_unknown_column_has_a_hint(address: str) -> None:
    empty, unknown = ask(
        address,
        ("execute_sql", {"sql": "SELECT * FROM design_facts WHERE technique = 'GRP'"}),
        ("execute_sql", {"sql": "SELECT license FROM models"}),
    )[1]
    value, topic = ask(
        address,
        ("execute_sql", {"sql": "SELECT * FROM design_facts WHERE stage = 'training' AND model = '?'"}),
        ("execute_sql", {"sql": "SELECT * FROM design_facts WHERE statement LIKE '%QK norm%'"}),
    )[1]
    assert "overed: " not in value.structured_content["note"], (
        "a value that is part of a phrase is no question about it"
    )
    assert "Barely covered: " in topic.structured_content["note"]
    assert "'GRP' is the technique group relative praise" in empty.structured_content["note"]
    assert empty.structured_content["rows"] == []
    assert unknown.is_error and "no such column: license. Not covered: " in unknown.content[0].text


def test_names_are_taken_in_any_spelling(address: str) -> None:
    typed, meant = (run(address, "facts", model=name).structured_content["rows"] for name in ("SWIFT3", "swift-3"))
    assert typed == meant != []


def test_every_named_query_and_the_list_of_them_fit_into_the_bound(address: str) -> None:
    assert len(ask(address, ("list_canned_queries", {}))[1][0].content[0].text) < mcp_tools.CHARACTERS
    calls = [("execute_canned_query", {"query": query.name}) for query in queries.public_queries()]
    for answer in ask(address, *calls)[1]:
        assert len(str(answer.structured_content["rows"])) < 1.2 * mcp_tools.CHARACTERS
