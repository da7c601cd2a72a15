"""Responses are made once and given to all, as every client can read them, and never one that is for one alone."""

import asyncio
import gzip
import hashlib
import re

import httpx
import pytest

from llm_kb.hosting import cache, stored_response
from llm_kb.hosting.asgi import Receive, Scope, Send
from llm_kb.hosting.cache import (
    FOR_A_WHILE,
    FOR_EVER,
    LONGEST_TARGET,
    NEVER,
    Cache,
    cached,
)
from llm_kb.hosting.middleware.urls import at_public_url, below_prefix
from llm_kb.hosting.stored_response import StoredResponse, accepts_gzip

from .cached_origin import Origin, exchange, get_of


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


def test_at_a_public_url_and_below_a_prefix_there_is_one_response_for_every_host() -> None:
    origin = Origin()
    app = below_prefix(cached(origin, Cache()), "/llms/")
    get = get_of(at_public_url(app, "https://kb.example.org/"))
    for address in ("/models", "http://evil.test/models", "https://other.test/llms/models"):
        assert get(address).status_code == 200
    assert len(origin.asked) == 1


@pytest.mark.parametrize("hosts", [[], [b"one.test", b"two.test"]], ids=["none", "two"])
def test_a_request_without_one_host_is_not_answered_from_the_cache(hosts: list[bytes]) -> None:
    origin = Origin()
    app = cached(origin, Cache())
    get_of(app)("/")
    sent = exchange(app, "GET", "/", [(b"host", host) for host in hosts])
    assert len(origin.asked) == 2
    assert dict(sent[0]["headers"])[b"cache-control"] == NEVER


@pytest.mark.parametrize(
    "encoding", ["gzip", "br, gzip;q=0.5", "*", "identity", "gzip;q=0", "gzip; q=0.0, br", "gzip;q=0, *", "gzip;q=x"]
)
def test_a_text_comes_as_the_client_can_read_it(encoding: str) -> None:
    get = get_of(cached(Origin(), Cache()))
    first, second = get("/", accept_encoding=encoding), get("/", accept_encoding=encoding)
    small = accepts_gzip(encoding.encode())
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


def test_some_addresses_are_not_for_the_cache() -> None:
    origin = Origin()
    get = get_of(cached(origin, Cache(uncached=re.compile(rb"/-/"))))
    assert "cache-control" not in get("/-/mcp").headers
    assert get("/-/mcp", "POST").status_code == get("/", "POST").status_code == 200
    assert len(origin.asked) == 3


def test_a_file_whose_url_has_its_hash_may_be_stored_for_ever() -> None:
    get = get_of(cached(Origin(), Cache(hashed=re.compile(rb"/static/[^?]*\?(?P<version>.*)"))))
    version = hashlib.sha256(b"text " * 100).hexdigest()[:8]
    controls = [
        get(f"/static/app.css?{query}").headers["cache-control"] for query in (version, "01234567", version[:5])
    ]
    assert controls == [FOR_EVER.decode(), FOR_A_WHILE.decode(), FOR_A_WHILE.decode()]


def test_a_redirection_is_never_told_to_be_known() -> None:
    origin = Origin(location="/models")
    origin.status = 301
    get = get_of(cached(origin, Cache()))
    assert [get("/models/", if_none_match="*").status_code for _ in range(2)] == [301, 301]


def test_an_answer_in_which_a_statement_failed_is_given_and_not_kept() -> None:
    origin = Origin()
    origin.fails = True
    get = get_of(cached(origin, Cache()))
    assert get("/").headers["cache-control"] == NEVER.decode()
    origin.fails = False
    assert get("/").headers["cache-control"] == FOR_A_WHILE.decode()
    assert len(origin.asked) == 2


def test_a_long_text_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (cache, stored_response):
        monkeypatch.setattr(module, "LARGEST", 100)
    origin = Origin()
    origin.parts = [b"a" * 101]
    get = get_of(cached(origin, Cache()))
    assert get("/").content == get("/").content == b"a" * 101
    assert len(origin.asked) == 2


def test_the_cache_keeps_within_its_bytes_what_was_asked_for_last() -> None:
    response = StoredResponse(200, [], bytes(range(256)) * 8, False, b"digest")
    cache = Cache(limit=3 * response.size)
    for target in (b"/a", b"/b", b"/c", b"/c"):
        cache.put(("http", b"h", target), response)
    assert cache.get(("http", b"h", b"/a"))
    cache.put(("http", b"h", b"/d"), response)
    assert [key[2] for key in cache.responses] == [b"/c", b"/a", b"/d"]
    assert cache.size == 3 * response.size == cache.limit


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
    assert cache.in_flight == {}


def test_an_application_that_raises_leaves_nothing_behind() -> None:
    async def raising(scope: Scope, receive: Receive, send: Send) -> None:
        raise ValueError("on purpose")

    cache = Cache()
    with pytest.raises(ValueError, match="on purpose"):
        get_of(cached(raising, cache))("/")
    assert (cache.in_flight, cache.size) == ({}, 0)


def test_a_long_text_is_compressed_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stored_response, "IN_LOOP", 10)
    cache = Cache()
    get_of(cached(Origin(), cache))("/")
    (response,) = cache.responses.values()
    assert response.is_compressed
    assert gzip.decompress(response.body) == b"text " * 100
