"""Answers are made once and given to all, as every client can read them, and never one that is for nobody else."""

import asyncio
import gzip
from collections.abc import Callable, Sequence

import httpx
import pytest

from llm_kb.hosting import cache as caches
from llm_kb.hosting import context
from llm_kb.hosting.asgi import Application, Message, Receive, Scope, Send
from llm_kb.hosting.cache import Cache, answer_of, takes_gzip
from llm_kb.hosting.caching import FOR_A_WHILE, LONGEST_TARGET, NEVER, cached
from llm_kb.hosting.middleware.responses import IncompleteResponseError, aborting_incomplete_streams

FACETS = "/llm_kb/design_facts"


class Origin:
    """An application that counts what it is asked, and answers as it is told to."""

    def __init__(self, **headers: str) -> None:
        self.asked: list[Scope] = []
        self.parts: Sequence[bytes] = [b"text " * 100]
        self.status = 200
        self.headers = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
        self.fails = False
        self.gate: asyncio.Event | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.asked.append(scope)
        context.begin(context.RequestContext())
        fails, status = self.fails, self.status
        if self.gate:
            await self.gate.wait()
        headers = [(b"content-type", b"text/plain"), *self.headers]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        for part in self.parts[:-1]:
            await send({"type": "http.response.body", "body": part, "more_body": True})
        context.current().failed = fails
        await send({"type": "http.response.body", "body": self.parts[-1]})


def get_of(app: Application) -> Callable[..., httpx.Response]:
    async def ask(address: str, method: str, headers: dict[str, str]) -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://one.test") as client:
            return await client.request(method, address, headers=headers)

    return lambda address, method="GET", **headers: asyncio.run(
        ask(address, method, {name.replace("_", "-"): value for name, value in headers.items()})
    )


def test_a_page_is_made_once() -> None:
    origin = Origin()
    get = get_of(cached(origin, Cache()))
    assert get("/models").content == get("/models").content == b"text " * 100
    assert get("/models?x=1").status_code == get("/techniques").status_code == 200
    assert [scope["path"] for scope in origin.asked] == ["/models", "/models", "/techniques"]


def test_what_is_kept_depends_on_the_address_alone() -> None:
    origin = Origin()
    get = get_of(cached(origin, Cache()))
    get("/", cookie="tracked=1", x_forwarded_host="evil.test", accept_language="de", x_forwarded_proto="ftp")
    assert [name for name, _ in origin.asked[0]["headers"]] == [b"host"]
    get("/", host="two.test")
    get("/", host="two.test")
    assert len(origin.asked) == 2


def test_at_a_public_address_every_host_is_the_same() -> None:
    origin = Origin()
    get = get_of(cached(origin, Cache("https://kb.example.org/", "/llms/")))
    for address in ("/models", "http://evil.test/models", "https://other.test/llms/models"):
        assert get(address).status_code == 200
    assert len(origin.asked) == 1


@pytest.mark.parametrize("encoding", ["gzip", "br, gzip;q=0.5", "*", "identity", "gzip;q=0", "gzip; q=0.0, br"])
def test_a_text_comes_as_the_client_can_read_it(encoding: str) -> None:
    get = get_of(cached(Origin(), Cache()))
    first, second = get("/", accept_encoding=encoding), get("/", accept_encoding=encoding)
    small = takes_gzip(encoding.encode())
    assert small == (encoding in ("gzip", "br, gzip;q=0.5", "*"))
    for answer in (first, second):
        assert answer.content == b"text " * 100
        assert answer.headers.get("content-encoding") == ("gzip" if small else None)
        assert (int(answer.headers["content-length"]) < 100) == small
        assert answer.headers["vary"] == "Accept-Encoding"


def test_each_encoding_has_a_tag_of_its_own_and_a_client_that_has_the_text_is_told_so() -> None:
    origin = Origin()
    get = get_of(cached(origin, Cache()))
    small, plain = (
        get("/", accept_encoding="gzip").headers["etag"],
        get("/", accept_encoding="identity").headers["etag"],
    )
    assert small != plain
    for tag in (small, f'"other", W/{small}', "*"):
        answer = get("/", accept_encoding="gzip", if_none_match=tag)
        assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", small)
        assert answer.headers["cache-control"] == FOR_A_WHILE.decode()
    assert get("/", accept_encoding="gzip", if_none_match=plain).status_code == 200
    origin.parts = [b"other text"]
    assert get("/new", if_none_match=small).status_code == 200


def test_head_has_the_headers_of_get_and_no_text() -> None:
    get = get_of(cached(Origin(), Cache()))
    head, full, again = get("/", "HEAD"), get("/"), get("/", "HEAD")
    assert head.headers == full.headers == again.headers
    assert (head.content, again.content) == (b"", b"")


@pytest.mark.parametrize("status", [400, 404, 405, 429, 500, 503])
def test_errors_are_not_kept(status: int) -> None:
    origin = Origin()
    origin.status = status
    get = get_of(cached(origin, Cache()))
    for answer in (get("/"), get("/")):
        assert (answer.status_code, answer.headers["cache-control"]) == (status, NEVER.decode())
    assert len(origin.asked) == 2


@pytest.mark.parametrize("headers", [{"set_cookie": "a=b"}, {"cache_control": "private, no-store"}])
def test_what_an_answer_says_to_be_private_is_not_kept(headers: dict[str, str]) -> None:
    origin = Origin(**headers)
    get = get_of(cached(origin, Cache()))
    assert get("/").headers["cache-control"] == get("/").headers["cache-control"] == NEVER.decode()
    assert len(origin.asked) == 2


@pytest.mark.parametrize("headers", [{"authorization": "Bearer x"}, {"cookie": "a=b; ds_actor=c"}])
def test_who_says_who_they_are_is_answered_alone(headers: dict[str, str]) -> None:
    origin = Origin()
    get = get_of(cached(origin, Cache()))
    get("/")
    assert get("/", **headers).headers["cache-control"] == NEVER.decode()
    assert len(origin.asked) == 2
    assert {name.decode() for name, _ in origin.asked[1]["headers"]} > set(headers)


@pytest.mark.parametrize(
    "address",
    [
        "/llm_kb?sql=select+random()",
        "/llm_kb?sql=select+%64atetime+('n'||'ow')",
        "/llm_kb.json?sql=SELECT+Current_Timestamp",
        "/llm_kb/models?_where=id+<+date('now')",
        f"/llm_kb?sql=select+{'1' * LONGEST_TARGET}",
    ],
)
def test_what_may_be_another_answer_tomorrow_or_is_asked_for_by_a_long_text_is_not_kept(address: str) -> None:
    origin = Origin()
    get = get_of(cached(origin, Cache()))
    assert get(address).headers["cache-control"] == get(address).headers["cache-control"] == NEVER.decode()
    assert len(origin.asked) == 2


@pytest.mark.parametrize("address", ["/-/mcp", "/-/health", "/llm_kb.db", "/llm_kb.db?x=1"])
def test_some_addresses_are_not_for_the_cache(address: str) -> None:
    origin = Origin()
    get = get_of(cached(origin, Cache()))
    assert "cache-control" not in get(address).headers
    assert get(address, "POST").status_code == get("/", "POST").status_code == 200
    assert len(origin.asked) == 3


def test_an_answer_in_which_a_statement_failed_is_given_and_not_kept() -> None:
    origin = Origin()
    origin.fails = True
    get = get_of(cached(origin, Cache()))
    assert get("/").headers["cache-control"] == NEVER.decode()
    origin.fails = False
    assert get("/").headers["cache-control"] == FOR_A_WHILE.decode()
    assert len(origin.asked) == 2


def test_a_stream_is_passed_on_and_not_kept() -> None:
    origin = Origin()
    origin.parts = [b"row\n"] * 50_000
    get = get_of(cached(origin, Cache()))
    assert get("/rows.csv").content == get("/rows.csv").content == b"row\n" * 50_000
    assert get("/rows.csv", "HEAD").content == b""
    assert len(origin.asked) == 3


def test_a_short_text_that_comes_in_parts_is_kept() -> None:
    origin = Origin(content_length="8")
    origin.parts = [b"some", b"text"]
    get = get_of(cached(origin, Cache()))
    assert get("/-/static/app.css").content == get("/-/static/app.css").content == b"sometext"
    assert len(origin.asked) == 1


def test_a_stream_in_which_a_statement_fails_is_broken_off() -> None:
    origin = Origin()
    origin.parts, origin.fails = [b"row\n", b""], True
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request"}

    scope = {"type": "http", "method": "GET", "path": "/rows.csv", "query_string": b"", "headers": [(b"host", b"h")]}

    async def ask() -> None:
        await cached(aborting_incomplete_streams(origin), Cache())(scope, receive, send)

    with pytest.raises(IncompleteResponseError, match=r"The response to /rows\.csv was aborted"):
        asyncio.run(ask())
    assert [message.get("more_body") for message in sent] == [None, True]


def test_a_long_text_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("llm_kb.hosting.caching.LARGEST", 100)
    origin = Origin()
    origin.parts = [b"a" * 101]
    get = get_of(cached(origin, Cache()))
    assert get("/").content == get("/").content == b"a" * 101
    assert len(origin.asked) == 2


def test_the_cache_keeps_within_its_bytes_what_was_asked_for_last() -> None:
    answer = asyncio.run(answer_of(200, [], bytes(range(256)) * 8, tagged=True))
    cache = Cache(limit=3 * answer.size)
    for target in (b"/a", b"/b", b"/c", b"/c"):
        cache.keep(("http", b"h", target), answer)
    assert cache.find(("http", b"h", b"/a"))
    cache.keep(("http", b"h", b"/d"), answer)
    assert [key[2] for key in cache.answers] == [b"/c", b"/a", b"/d"]
    assert cache.size == 3 * answer.size == cache.limit


def asked_together(origin: Origin, times: int, cache: Cache) -> list[httpx.Response]:
    async def ask() -> list[httpx.Response]:
        origin.gate = asyncio.Event()
        transport = httpx.ASGITransport(app=cached(origin, cache))
        async with httpx.AsyncClient(transport=transport, base_url="http://one.test") as client:
            answers = [asyncio.create_task(client.get("/")) for _ in range(times)]
            while not origin.asked:
                await asyncio.sleep(0)
            await asyncio.sleep(0.01)
            origin.fails, origin.status = False, 200
            origin.gate.set()
            return await asyncio.gather(*answers)

    return asyncio.run(ask())


def test_who_ask_for_the_same_at_once_are_answered_together() -> None:
    origin = Origin()
    assert {answer.status_code for answer in asked_together(origin, 10, Cache())} == {200}
    assert len(origin.asked) == 1


@pytest.mark.parametrize("spoil", [{"fails": True}, {"status": 429}, {"status": 503}])
def test_one_who_fails_spoils_it_for_nobody_else(spoil: dict[str, int]) -> None:
    origin, cache = Origin(), Cache()
    vars(origin).update(spoil)
    answers = asked_together(origin, 5, cache)
    assert sorted(answer.status_code for answer in answers) == [200] * 4 + [spoil.get("status", 200)]
    assert [answer.headers["cache-control"] for answer in answers].count(NEVER.decode()) == 1
    assert cache.under_way == {}


def test_an_application_that_raises_leaves_nothing_behind() -> None:
    async def raising(scope: Scope, receive: Receive, send: Send) -> None:
        raise ValueError("on purpose")

    cache = Cache()
    with pytest.raises(ValueError, match="on purpose"):
        get_of(cached(raising, cache))("/")
    assert (cache.under_way, cache.size) == ({}, 0)


def test_a_long_text_is_compressed_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caches, "AT_ONCE", 10)
    answer = asyncio.run(answer_of(200, [], b"text " * 100, tagged=True))
    assert answer.compressed
    assert gzip.decompress(answer.text) == b"text " * 100
