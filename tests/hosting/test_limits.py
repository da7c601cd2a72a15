"""A request may be as large as the documentation says, not a byte larger; its body reaches the application whole."""

import asyncio
from typing import Any

import pytest

from llm_kb.hosting.middleware.limits import limited

KB = 1024


class Asked:
    """What a limited application was given for a request, and what the client received."""

    def __init__(self, *messages: dict[str, Any], method: str = "POST", **scope: Any) -> None:
        self.messages = list(messages)
        self.sent: list[dict[str, Any]] = []
        self.given: list[dict[str, Any]] = []
        request = {"type": "http", "method": method, "raw_path": b"/", "query_string": b"", "headers": []}
        asyncio.run(self.ask({**request, **scope}))

    async def ask(self, scope: dict[str, Any]) -> None:
        await limited(self.application)(scope, self.receive, self.send)

    async def application(self, scope: Any, receive: Any, send: Any) -> None:
        self.given += [await receive(), await receive()]
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def receive(self) -> dict[str, Any]:
        return self.messages.pop(0) if self.messages else {"type": "http.disconnect"}

    async def send(self, message: Any) -> None:
        self.sent.append(message)

    @property
    def status(self) -> int | None:
        return next((int(message["status"]) for message in self.sent if "status" in message), None)


def part(size: int, more: bool = False) -> dict[str, Any]:
    return {"type": "http.request", "body": b"a" * size, "more_body": more}


@pytest.mark.parametrize(("size", "status"), [(16 * KB, 200), (16 * KB + 1, 414)])
def test_an_address_has_at_most_16_kb_together_with_its_query_string(size: int, status: int) -> None:
    assert Asked(method="GET", raw_path=b"a" * size).status == status
    assert Asked(method="GET", raw_path=b"a", query_string=b"a" * (size - 1)).status == status


@pytest.mark.parametrize(("size", "status"), [(64 * KB, 200), (64 * KB + 1, 431)])
def test_headers_have_at_most_64_kb_together_with_their_names(size: int, status: int) -> None:
    assert Asked(method="GET", headers=[(b"name", b"a" * (size - 8)), (b"b", b"aaa")]).status == status


@pytest.mark.parametrize(("size", "status"), [(KB * KB, 200), (KB * KB + 1, 413)])
def test_a_body_has_at_most_a_megabyte_however_it_comes(size: int, status: int) -> None:
    assert Asked(part(size)).status == status
    assert Asked(part(size - 1, more=True), part(1)).status == status
    declared = Asked(part(1), headers=[(b"content-length", b"%d" % size)])
    assert (declared.status, len(declared.messages)) == (status, 0 if status == 200 else 1)


def test_a_body_reaches_the_application_in_one_message_before_those_that_follow() -> None:
    assert Asked(part(2, more=True), part(3)).given == [part(5), {"type": "http.disconnect"}]
    assert Asked(part(2), headers=[(b"content-length", b"many")]).given[0] == part(2)


def test_a_client_that_leaves_within_its_body_is_not_answered() -> None:
    left = Asked(part(2, more=True))
    assert (left.given, left.sent) == ([], [])


@pytest.mark.parametrize(("method", "kind"), [("GET", "http"), ("POST", "lifespan")])
def test_what_has_no_body_to_read_is_passed_on_as_it_is(method: str, kind: str) -> None:
    assert Asked(part(2, more=True), part(3), method=method, type=kind).given == [part(2, more=True), part(3)]


def test_a_refusal_says_the_limit_and_closes_the_connection() -> None:
    start, body = Asked(method="GET", raw_path=b"a" * (17 * KB)).sent
    assert body["body"] == b"An address may have 16 kB here: shorten it.\n"
    headers = dict(start["headers"])
    assert (headers[b"connection"], headers[b"cache-control"]) == (b"close", b"no-store")
    assert headers[b"content-length"] == b"%d" % len(body["body"])
