"""The query string is parsed once: one spelling a name, one budget a client, and what an added column leaves behind."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from datasette.app import Datasette

from llm_kb.hosting import query_strings
from llm_kb.hosting.asgi import ClientDisconnectedError, Message, Receive, Scope, Send
from llm_kb.hosting.middleware.disconnects import canceled_at_disconnect
from llm_kb.hosting.svg import renderer
from llm_kb.site.server import create_app

Get = Callable[..., httpx.Response]


@pytest.mark.parametrize("path", ["/llm~5Fkb?sql=select+1", "/llm_kb/design~5ffacts.csv?_size=max", "/llm_kb/~66acts"])
def test_a_name_has_one_address_so_that_no_guard_is_passed_by_another(get: Get, path: str) -> None:
    answer = get(path)
    assert answer.status_code == 308
    plain = path.replace("~5F", "_").replace("~5f", "_").replace("~66", "f")
    assert answer.headers["location"].partition("?")[0] == plain.partition("?")[0]
    assert answer.headers["location"].partition("?")[2] == path.partition("?")[2]


def test_what_has_to_be_encoded_in_an_address_stays_so(get: Get) -> None:
    assert (
        query_strings.without_needless_codes("/llm_kb/claims/a~2Cb,c~7E5F~C3~A9") == "/llm_kb/claims/a~2Cb,c~7E5F~C3~A9"
    )


def test_every_unreserved_character_stands_for_itself() -> None:
    coded = "".join(f"~{ord(character):02X}" for character in sorted(query_strings.UNRESERVED))
    assert query_strings.without_needless_codes(coded) == "".join(sorted(query_strings.UNRESERVED))


def test_a_table_that_there_is_not_is_not_remembered(datasette: Datasette, get: Get) -> None:
    known = datasette.get_database("llm_kb").cached
    get("/llm_kb/models")
    before = set(known)
    get('/llm_kb/models?_through={"table":"nosuch","column":"a","value":"b"}')
    assert {key for key in set(known) - before if "nosuch" in key} == set()


def test_one_client_cannot_have_many_charts_drawn_at_once(kb_file: Path) -> None:
    address = "/llm_kb.svg?sql=select+value+as+x+from+json_each('[1,2,3]')&_x=x&_mark=bar"

    async def ask() -> list[int]:
        transport = httpx.ASGITransport(app=create_app(kb_file))
        async with httpx.AsyncClient(transport=transport, base_url="http://inside.test") as client:
            answers = await asyncio.gather(*(client.get(f"{address}&_n={number}") for number in range(6)))
        return sorted(answer.status_code for answer in answers)

    statuses = asyncio.run(ask())
    assert set(statuses) == {200, 429}
    assert statuses.count(200) >= renderer.LIMITS.queued_per_client


def test_a_stream_ends_when_its_client_has_gone() -> None:
    sent = []

    async def endless(scope: Scope, receive: Receive, send: Send) -> None:
        for _ in range(1000):
            await send({"type": "http.response.body", "body": b"x", "more_body": True})
            await asyncio.sleep(0.001)

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    async def serve() -> None:
        with pytest.raises(ClientDisconnectedError):
            await canceled_at_disconnect(endless)({"type": "http", "method": "GET"}, receive, send)

    asyncio.run(serve())
    assert 0 < len(sent) < 10


def test_the_default_columns_of_a_table_show_in_no_link(get: Get) -> None:
    answer = get("/llm_kb/design_facts?relation=uses&_size=2")
    assert "_default_columns" not in answer.text
    assert "_col=" not in answer.text
    assert "_col=" not in str(answer.headers)
    assert "relation=uses" in answer.headers["link"]


def test_columns_that_are_asked_for_stay_in_every_link(get: Get) -> None:
    answer = get("/llm_kb/design_facts?_col=model&_size=2")
    assert "_col=model" in answer.headers["link"]
    assert "_default_columns" not in answer.text


@pytest.mark.parametrize("path", ["//evil.example/~61", "///evil.example/~61?x=1", "/%5Cevil.example/~61"])
def test_no_redirect_leads_to_another_host(get: Get, path: str) -> None:
    location = get(path).headers["location"]
    assert location.startswith("/")
    assert not location.startswith(("//", "/\\"))


def test_later_pages_of_a_table_have_no_facets_since_datasette_would_count_what_is_left(get: Get) -> None:
    first = get("/llm_kb/design_facts.json?_size=2").json()
    assert first["facet_results"]
    second = get(first["next_url"].partition("http://inside.test")[2] or first["next_url"]).json()
    assert second["filtered_table_rows_count"] == first["filtered_table_rows_count"]
    assert second["facet_results"] == {}
