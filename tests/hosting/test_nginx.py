"""The documented nginx in front of our server: what it answers by itself, and what it keeps away."""

import re
import socket
import struct
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from .nginx import CONFIGURATION, behind_nginx, configuration, required
from .origin import Origin, origin
from .talking import get, say, status

pytestmark = pytest.mark.slow
COUNT = re.compile(rb"\r\n(?:[0-9a-f]+\r\n)?(/\S*) (\d+) ")


@pytest.fixture(scope="module")
def upstream() -> Iterator[Origin]:
    required()
    with origin() as running:
        yield running


@pytest.fixture
def proxy(upstream: Origin, tmp_path: Path) -> Iterator[tuple[str, int]]:
    """A fresh nginx with an empty cache."""
    with behind_nginx(f"{upstream.host}:{upstream.port}", tmp_path) as place:
        yield "127.0.0.1", int(place.rpartition(":")[2])


@pytest.fixture(scope="module")
def refusing(upstream: Origin, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, int]]:
    """One that waits a second, not five, for the rest of what it refused."""
    size = "client_max_body_size 1m;"
    folder, change = tmp_path_factory.mktemp("refusing"), (size, f"{size} lingering_timeout 1s;")
    with behind_nginx(f"{upstream.host}:{upstream.port}", folder, change) as place:
        yield "127.0.0.1", int(place.rpartition(":")[2])


@pytest.fixture
def impatient(upstream: Origin, tmp_path: Path) -> Iterator[tuple[str, int]]:
    """One with shorter time-outs."""
    for name in ("client_header_timeout", "client_body_timeout", "keepalive_timeout"):
        assert f"{name} 10s;" in CONFIGURATION.read_text()
    with behind_nginx(f"{upstream.host}:{upstream.port}", tmp_path, ("_timeout 10s;", "_timeout 1s;")) as place:
        yield "127.0.0.1", int(place.rpartition(":")[2])


def header(response: bytes, name: str) -> str:
    found = re.search(rb"(?im)^%s: (.*)\r$" % name.encode(), response.partition(b"\r\n\r\n")[0] + b"\r\n")
    return found[1].decode() if found else ""


def times(response: bytes) -> int:
    """How often the origin had seen the path of the response."""
    found = COUNT.search(response)
    assert found, response
    return int(found[2])


def test_a_cache_hit_is_answered_without_the_site(proxy: tuple[str, int]) -> None:
    first, second = say(*proxy, get("/hit?own")), say(*proxy, get("/hit?own"))
    assert [header(answer, "x-cache-status") for answer in (first, second)] == ["MISS", "HIT"]
    assert times(first) == times(second) == 1


def test_each_variant_is_asked_for_once_however_clients_word_what_they_take(proxy: tuple[str, int]) -> None:
    for encoding in ("gzip", "br, gzip;q=0.5", "deflate, GZIP", "identity", "br", "gzip;q=0", "gzip; q=0.0, br"):
        say(*proxy, get("/variants", f"Accept-Encoding: {encoding}"))
    asked = [say(*proxy, get("/variants", f"Accept-Encoding: {encoding}")) for encoding in ("gzip", "identity")]
    assert max(times(answer) for answer in asked) == 2
    assert [b"b'gzip'" in answer for answer in asked] == [True, False]


def test_equal_requests_at_once_are_asked_for_once(proxy: tuple[str, int]) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: say(*proxy, get("/slow?at-once")), range(8)))
    assert len({times(answer) for answer in answers}) == 1


def test_a_stale_page_is_answered_at_once_and_asked_for_in_the_background(proxy: tuple[str, int]) -> None:
    old = times(say(*proxy, get("/slow?stale")))
    time.sleep(2.2)
    with socket.create_connection(proxy) as connection:
        begin, stale = time.monotonic(), b""
        connection.sendall(get("/slow?stale"))
        while not COUNT.search(stale):
            stale += connection.recv(4096)
        assert time.monotonic() - begin < 0.8
    assert (header(stale, "x-cache-status"), times(stale)) == ("STALE", old)
    time.sleep(1.5)
    assert times(say(*proxy, get("/slow?stale"))) > old


def test_a_site_that_is_gone_is_stood_in_for(tmp_path: Path) -> None:
    required()
    with origin() as running, behind_nginx(f"{running.host}:{running.port}", tmp_path) as place:
        proxy = "127.0.0.1", int(place.rpartition(":")[2])
        assert status(say(*proxy, get("/kept"))) == 200
        running.process.kill()
        running.process.wait()
        time.sleep(2.2)
        answer = say(*proxy, get("/kept"))
        assert (status(answer), header(answer, "x-cache-status")) == (200, "STALE")
        assert status(say(*proxy, get("/new"))) == 502


def test_the_site_sees_client_scheme_and_host_and_nothing_that_clients_say_of_them(proxy: tuple[str, int]) -> None:
    answer = say(*proxy, get("/seen", "X-Forwarded-For: 203.0.113.9", "X-Forwarded-Proto: ws", host="kb.example.org"))
    assert b"'scheme': 'http'" in answer
    assert b"'client': ('127.0.0.1'" in answer
    assert b"(b'host', b'kb.example.org')" in answer


def test_health_is_not_for_everybody_and_mcp_is_not_cached(proxy: tuple[str, int]) -> None:
    assert status(say(*proxy, get("/-/health"))) == 404
    body = b'{"jsonrpc": "2.0"}'
    post = get("/-/mcp", f"Content-Length: {len(body)}", method="POST") + body
    first, second = (say(*proxy, post) for _ in range(2))
    assert b"body=18" in first
    assert times(second) == times(first) + 1


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        (get("/" + "a" * 2_000_000), 414),
        (get("/", "X-Long: " + "a" * 1_000_000), 431),
        (get("/", *["X-Many: b"] * 10_000), 431),
        (b"GET / HTTP/1.1\r\nHost: a\r\n" + b"X-Endless: b\r\n" * 200_000, 431),
        (get("/-/mcp", "Content-Length: 1048577", method="POST"), 413),
        (get("/", "Host: two.test"), 400),
        (get("/", host=""), 400),
        (get("/-/mcp", "Content-Length: 5", "Transfer-Encoding: chunked", method="POST") + b"0\r\n\r\n", 400),
        (b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n", 400),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_is_too_large_or_malformed_is_refused(refusing: tuple[str, int], request_: bytes, expected: int) -> None:
    assert status(say(*refusing, request_)) == expected


def test_slow_and_silent_clients_are_let_go(impatient: tuple[str, int]) -> None:
    post = get("/-/mcp", "Content-Length: 50", method="POST")
    slow = [
        [],
        [b"GET / HTTP/1.1\r\n", *[b"X: a\r\n"] * 10],
        [post, b"abc"],
        [get("/").replace(b"Connection: close", b"A: b")],
    ]
    begin = time.monotonic()
    with ThreadPoolExecutor(len(slow)) as pool:
        answers = list(pool.map(lambda parts: say(*impatient, *parts, pause=0.3), slow))
    assert [status(answer) for answer in answers] in ([0, 0, 0, 200], [0, 408, 408, 200], [0, 0, 408, 200])
    assert time.monotonic() - begin < 5


def test_slow_clients_never_reach_the_site(proxy: tuple[str, int], upstream: Origin) -> None:
    with socket.create_connection(proxy) as slow:
        slow.sendall(get("/-/mcp", "Content-Length: 50", method="POST") + b"abc")
        time.sleep(0.3)
        before = times(say(upstream.host, upstream.port, get("/-/mcp")))
    assert times(say(upstream.host, upstream.port, get("/-/mcp"))) == before + 1


def test_a_client_with_too_many_connections_is_told_so_and_others_are_not(proxy: tuple[str, int]) -> None:
    requests = [socket.create_connection(proxy) for _ in range(40)]
    for number, connection in enumerate(requests):
        connection.sendall(get(f"/slow?connections={number}"))
    with socket.create_connection(proxy, source_address=("127.0.0.2", 0)) as other:
        other.sendall(get("/other"))
        assert status(other.recv(4096)) == 200
    statuses = [status(connection.recv(4096)) for connection in requests]
    assert statuses.count(200) == 20
    assert statuses.count(429) == 20
    for connection in requests:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.close()


def test_a_client_with_too_many_requests_is_told_so(proxy: tuple[str, int]) -> None:
    request = get("/hit").replace(b"Connection: close\r\n", b"")
    answers = say(*proxy, request * 300 + get("/last"))
    statuses = re.findall(rb"HTTP/1\.1 (\d+)", answers)
    assert 100 <= statuses.count(b"200") <= 150
    assert set(statuses) == {b"200", b"429"}


def test_only_places_and_tls_are_replaced_of_what_is_documented() -> None:
    text = CONFIGURATION.read_text(encoding="utf-8")
    kept = set(configuration(Path("/x"), 1, "upstream").splitlines()) & set(text.splitlines())
    assert len(set(text.splitlines()) - kept) == 5
