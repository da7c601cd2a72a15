"""Responses are made in turns, and what nobody waits for is given up."""

import asyncio
from typing import Any

import httpx
import pytest

from llm_kb.hosting import context
from llm_kb.hosting.asgi import Application, Message, Receive, Scope, Send
from llm_kb.hosting.cache import CHUNK, Cache, cached
from llm_kb.hosting.fair_queue import Limits
from llm_kb.hosting.middleware.concurrency import with_limited_concurrency
from llm_kb.hosting.middleware.disconnects import canceled_at_disconnect
from llm_kb.hosting.query_strings import client_of

ONE = Limits(running=1, running_per_client=1, queued=2, queued_per_client=1)


def scope(path: str = "/", client: str = "192.0.2.1") -> Scope:
    return {
        "type": "http",
        "method": "GET",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": [(b"host", b"a")],
        "client": (client, 1),
    }


async def ask(app: Application, client: str, receive: Receive | None = None) -> list[Message]:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def wait() -> Message:
        await asyncio.sleep(60)
        return {"type": "http.disconnect"}

    context.begin(context.RequestContext(client=client))
    await app(scope(client=client), receive or wait, send)
    return sent


def test_who_asks_too_much_at_once_is_told_to_wait_and_others_are_served() -> None:
    async def slow(scope: Scope, receive: Receive, send: Send) -> None:
        await asyncio.sleep(0.05)
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    async def run() -> list[list[Message]]:
        app = with_limited_concurrency(slow, ONE)
        return await asyncio.gather(*(ask(app, client) for client in ("one", "one", "one", "two")))

    answers = asyncio.run(run())
    assert [answer[0]["status"] for answer in answers] == [200, 200, 429, 200]
    assert (b"retry-after", b"5") in answers[2][0]["headers"]
    assert b"ask again" in answers[2][1]["body"]


def test_a_client_that_reads_slowly_holds_no_slot() -> None:
    async def stream(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for _ in range(3):
            await send({"type": "http.response.body", "body": b"x" * CHUNK, "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    async def run() -> None:
        app, blocked = with_limited_concurrency(stream, ONE), asyncio.Event()

        async def send_slowly(message: Message) -> None:
            if message["type"] == "http.response.body":
                blocked.set()
                await asyncio.sleep(60)

        async def receive() -> Message:
            raise AssertionError

        context.begin(context.RequestContext(client="slow"))
        task = asyncio.ensure_future(app(scope(), receive, send_slowly))
        await blocked.wait()
        async with asyncio.timeout(1):
            assert len(await ask(app, "other")) == 5
        task.cancel()

    asyncio.run(run())


def test_work_for_a_client_that_has_gone_is_given_up_and_those_who_wait_for_the_same_are_served() -> None:
    made: list[str] = []

    async def slow(scope: Scope, receive: Receive, send: Send) -> None:
        made.append("begun")
        await asyncio.sleep(0.1)
        made.append("done")
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"page"})

    async def leave() -> Message:
        await asyncio.sleep(0.03)
        return {"type": "http.disconnect"}

    async def run() -> list[list[Message]]:
        app = cached(canceled_at_disconnect(slow), Cache())
        return list(await asyncio.gather(ask(app, "gone", leave), ask(app, "two"), ask(app, "three")))

    gone, *others = asyncio.run(run())
    assert gone == []
    assert [answer[1]["body"] for answer in others] == [b"page", b"page"]
    assert made == ["begun", "begun", "done"]


@pytest.mark.parametrize(
    ("address", "client"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("::FFFF:c000:0201", "192.0.2.1"),
        ("64:ff9b::192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
        ("unix", "unix"),
    ],
)
def test_a_client_is_one_however_its_address_is_written(address: str, client: str) -> None:
    assert client_of({"client": (address, 1)}) == client


Get = Any


@pytest.mark.parametrize(
    ("sql", "value"),
    [
        ("replace(hex(zeroblob(2500)),'0','[')||replace(hex(zeroblob(2500)),'0',']')", "[" * 5000 + "]" * 5000),
        ("'NaN'", "NaN"),
        ("'[1, -Infinity]'", "[1, -Infinity]"),
        ("'1e999'", "1e999"),
        ("9e999", None),
        ("'{\"a\": [1]}'", {"a": [1]}),
    ],
)
def test_json_is_valid_whatever_a_text_holds(get: Get, sql: str, value: Any) -> None:
    for infinity in ("", "&_json_infinity=1"):
        answer: httpx.Response = get(
            f"/llm_kb.json?sql=select+{sql.replace('+', '%2B')}+as+x&_json=x&_shape=array{infinity}"
        )
        assert answer.status_code == 200
        assert answer.json() == [{"x": value}]
        assert "Infinity" not in answer.text.replace('"[1, -Infinity]"', "")
