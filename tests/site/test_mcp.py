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

Get = Callable[..., httpx.Response]

SCRIPT = """
import sys
from functools import partial
from pathlib import Path
from llm_kb.site.server import serve
serve(Path(sys.argv[1]), port=0, base_url=sys.argv[2], announce=partial(print, flush=True))
"""


@pytest.fixture(scope="module", params=["/", "/llms/"])
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
    assert "No row means that the survey says nothing" in told.content[0].text


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
