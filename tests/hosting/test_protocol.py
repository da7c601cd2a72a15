"""HTTP over a real socket: what is kept comes at once and right, and what is under way comes to its end."""

import asyncio
import gzip
import logging
import sys

import pytest

from .talking import GET, TEXT, Client, served


def test_what_is_kept_is_answered_as_the_application_would() -> None:
    async def talk(client: Client) -> None:
        for headers in (b"", b"Accept-Encoding: gzip\r\n", b"Connection: keep-alive\r\nCookie: a=b\r\n"):
            path = b"/page?x=%d" % len(headers)
            first, second = await client.ask(path, headers), await client.ask(path, headers)
            assert sorted(first[0].splitlines()) == sorted(second[0].splitlines())
            assert first[1] == second[1]
            assert (gzip.decompress(first[1]) if b"gzip" in headers else first[1]) == TEXT
        assert client.origin.asked == ["/page"] * 3

    served(talk)


def test_what_is_kept_is_told_to_be_known_and_has_a_head() -> None:
    async def talk(client: Client) -> None:
        full, _ = await client.ask(b"/page")
        head, _ = await client.ask(b"/page", method=b"HEAD")
        assert sorted(head.splitlines()) == sorted(full.splitlines())
        tag = full.partition(b"etag: ")[2].partition(b"\r\n")[0]
        known, _ = await client.ask(b"/page", b"If-None-Match: %b\r\n" % tag)
        assert known.startswith(b"HTTP/1.1 304 Not Modified\r\n")
        assert b"etag: " + tag in known
        assert b"content-length" not in known
        assert client.origin.asked == ["/page"]

    served(talk)


@pytest.mark.parametrize(
    "headers",
    [b"Authorization: Bearer x\r\n", b"Cookie: ds_actor=x\r\n", b"Host: two.test\r\n", b"Content-Length: 0\r\n"],
)
def test_a_request_with_something_special_goes_to_the_application(headers: bytes) -> None:
    async def talk(client: Client) -> None:
        await client.ask(b"/-/mcp")
        await client.ask(b"/page")
        assert not client.server.server_state.tasks
        before = client.server.server_state.total_requests
        assert (await client.ask(b"/page", headers))[0].startswith(b"HTTP/1.1 200")
        assert client.server.server_state.total_requests == before + 1

    served(talk)


def test_requests_on_one_connection_are_answered_in_their_order() -> None:
    async def talk(client: Client) -> None:
        await client.ask(b"/page")
        requests = [b"/page", b"/one", b"/page", b"/-/mcp", b"/page", b"/page"]
        last = GET % (b"/two", b"Connection: close\r\n")
        said = b"".join(GET % (path, b"") for path in requests) + last
        answers = await client.say(said)
        assert answers.count(b"HTTP/1.1 200 OK\r\n") == 7
        assert answers.count(TEXT) == 6
        assert answers.endswith(TEXT)
        in_bytes = await client.say(*(said[place : place + 7] for place in range(0, len(said), 7)), pause=0.001)
        assert in_bytes.count(b"HTTP/1.1 200 OK\r\n") == 7

    served(talk)


def test_old_clients_and_those_that_close_are_answered() -> None:
    async def talk(client: Client) -> None:
        for _ in range(2):
            assert TEXT in await client.say(b"GET /page HTTP/1.0\r\nHost: one.test\r\n\r\n")
            answer = await client.say(GET % (b"/page", b"Connection: close\r\n"))
            assert b"connection: close" in answer
            assert answer.endswith(TEXT)
            assert TEXT in await client.say(GET % (b"/page", b"Connection: Upgrade\r\nUpgrade: websocket\r\n"))

    served(talk)


def test_an_answer_that_breaks_off_ends_the_connection_and_is_logged_in_one_line(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("uvicorn", "uvicorn.error"):  # another server of this process may have made them keep it to themselves
        monkeypatch.setattr(logging.getLogger(name), "propagate", True)

    async def talk(client: Client) -> None:
        answer = await client.say(GET % (b"/broken", b""))
        assert b"half of it" in answer
        assert not answer.endswith(b"0\r\n\r\n")

    served(talk)
    assert [
        (record.getMessage(), record.exc_info) for record in caplog.records if record.name.startswith("uvicorn")
    ] == [("The answer to /broken was broken off.", None)]


def test_what_is_on_its_way_when_the_server_ends_is_answered() -> None:
    async def talk(client: Client) -> None:
        slow = asyncio.create_task(client.say(GET % (b"/slow", b"")))
        reader, writer = await client.connect()
        while not client.origin.asked:
            await asyncio.sleep(0.01)
        client.server.should_exit = True
        while client.server.servers[0].is_serving():
            await asyncio.sleep(0.005)
        writer.write(GET % (b"/page", b""))
        late = await asyncio.wait_for(reader.read(), 5)
        client.origin.gate.set()
        assert TEXT in late
        assert b"connection: close" in late
        assert TEXT in await slow
        writer.close()

    served(talk)


def test_without_httptools_the_site_is_served_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "llm_kb.hosting.protocol", None)
    monkeypatch.delattr("llm_kb.hosting.protocol")

    async def talk(client: Client) -> None:
        assert client.server.config.http_protocol_class.__name__ == "H11Protocol"
        for _ in range(2):
            assert (await client.ask(b"/page"))[1] == TEXT
        assert client.origin.asked == ["/page"]

    served(talk)
