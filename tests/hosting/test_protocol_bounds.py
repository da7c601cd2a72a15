"""No client takes more room or time than it may, and each is told why it is refused."""

import asyncio

import pytest

from llm_kb.hosting import protocol

from .talking import GET, TEXT, Client, served

LONG_HEADER = b"X-Long: " + b"a" * 2_000_000
MANY_HEADERS = b"".join(b"X-%d: a\r\n" % number for number in range(20_000))
MEGABYTES = b"POST /-/mcp HTTP/1.1\r\nHost: one.test\r\n%b\r\n"


@pytest.mark.parametrize(
    ("said", "status"),
    [
        (b"GET /" + b"a" * 2_000_000, 414),
        (GET % (b"/" + b"a" * 20_000, b""), 414),
        (b"GET / HTTP/1.1\r\nHost: one.test\r\n" + LONG_HEADER, 431),
        (GET % (b"/", LONG_HEADER[:100_000] + b"\r\n"), 431),
        (b"GET / HTTP/1.1\r\n" + MANY_HEADERS, 431),
        (MEGABYTES % b"Content-Length: 1048577\r\n", 413),
        (
            MEGABYTES % b"Transfer-Encoding: chunked\r\n"
            + b"10000\r\n"
            + b"a" * 65536
            + (b"\r\n10000\r\n" + b"a" * 65536) * 17,
            413,
        ),
        (b"\x16\x03\x01\x02\x00\x01\x00", 400),
        (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400),
        (b"CONNECT evil.test:443 HTTP/1.1\r\nHost: evil.test\r\n\r\n", 400),
        (MEGABYTES % b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", 400),
        (MEGABYTES % b"Content-Length: 99999999999999999999999\r\n", 400),
    ],
    ids=lambda value: str(value)[:40] if isinstance(value, int) else None,
)
def test_who_sends_too_much_is_told_so_and_nothing_of_it_is_kept(said: bytes, status: int) -> None:
    async def talk(client: Client) -> None:
        answer = await client.say(said)
        assert answer.startswith(b"HTTP/1.1 %d " % status)
        assert answer.endswith(protocol.REFUSALS[status].encode() + b"\n")
        assert b"x-content-type-options: nosniff" in answer
        assert (await client.ask(b"/page"))[1] == TEXT

    served(talk)


def test_a_request_that_is_refused_does_not_disturb_the_answer_before_it() -> None:
    async def talk(client: Client) -> None:
        asyncio.get_running_loop().call_later(0.2, client.origin.gate.set)
        answer = await client.say(GET % (b"/slow", b"") + b"nonsense\r\n\r\n")
        assert answer.startswith(b"HTTP/1.1 200")
        assert answer.count(b"HTTP/1.1") == 1
        assert TEXT in answer

    served(talk)


def test_a_body_of_a_megabyte_is_taken() -> None:
    async def talk(client: Client) -> None:
        body = b"a" * protocol.BODY_BYTES
        said = MEGABYTES % (b"Content-Length: %d\r\nConnection: close\r\n" % len(body))
        assert body in (await client.say(said, body))

    served(talk)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SECONDS_TO_ASK", "SECONDS_TO_READ"):
        monkeypatch.setattr(protocol, name, 0.2)
    monkeypatch.setattr(protocol, "SECONDS_BETWEEN_LOOKS", 0.05)


@pytest.mark.usefixtures("impatient")
def test_who_does_not_come_to_the_end_is_told_so_and_who_says_nothing_is_left() -> None:
    async def talk(client: Client) -> None:
        parts = [b"GET / HTTP/1.1\r\n", *[b"X: a\r\n"] * 10]
        body = MEGABYTES % b"Content-Length: 5\r\n" + b"abc"
        said = [client.say(*parts, pause=0.15), client.say(body), client.say(b""), client.say(GET % (b"/page", b""))]
        slow, half, silent, idle = await asyncio.gather(*said)
        assert slow.startswith(b"HTTP/1.1 408")
        assert half.startswith(b"HTTP/1.1 408")
        assert silent == b""
        assert TEXT in idle

    served(talk)


@pytest.mark.usefixtures("impatient")
def test_who_reads_nothing_is_left() -> None:
    async def talk(client: Client) -> None:
        reader, writer = await client.connect()
        reader._limit = 1  # type: ignore[attr-defined]
        writer.write(GET % (b"/endless", b""))
        while not client.origin.asked or client.server.server_state.connections:
            await asyncio.sleep(0.01)
        writer.transport.abort()

    served(talk)


def test_many_requests_ahead_of_their_answers_take_no_memory() -> None:
    async def talk(client: Client) -> None:
        asyncio.get_running_loop().call_later(0.3, client.origin.gate.set)
        answers = await client.say(GET % (b"/slow", b"") + GET % (b"/page", b"") * 3000)
        assert 1 <= answers.count(b"HTTP/1.1 200") <= protocol.AHEAD + 2
        assert len(client.origin.asked) <= protocol.AHEAD + 2

    served(talk)


def test_beyond_the_number_of_connections_those_go_that_wait_longest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "CONNECTIONS", 3)
    monkeypatch.setattr(protocol, "SECONDS_TO_BEGIN", 0.1)

    async def talk(client: Client) -> None:
        busy = asyncio.create_task(client.say(GET % (b"/slow", b"Connection: close\r\n")))
        while not client.origin.asked:
            await asyncio.sleep(0.01)
        silent = [await client.connect() for _ in range(12)]
        assert len(client.server.server_state.connections) <= 12
        await asyncio.sleep(0.2)
        assert len(client.server.server_state.connections) == 3
        assert (await client.ask(b"/page"))[1] == TEXT
        client.origin.gate.set()
        assert TEXT in await busy
        for _, writer in silent:
            writer.close()

    served(talk)
