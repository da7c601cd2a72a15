"""The server over a real socket: limits on what clients send, scopes as ASGI has them, a graceful shutdown."""

import re
import signal
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest

from llm_kb.hosting.middleware import limits

from .origin import Origin, origin
from .talking import get, say, status

pytestmark = pytest.mark.slow

POST = "POST /-/mcp HTTP/1.1\r\nHost: one.test\r\nConnection: close\r\n"


@pytest.fixture(scope="module")
def running() -> Iterator[Origin]:
    with origin() as found:
        yield found


@pytest.fixture(scope="module")
def impatient() -> Iterator[Origin]:
    with origin("1") as found:
        yield found


def ask(running: Origin, *parts: bytes, pause: float = 0.0) -> bytes:
    return say(running.host, running.port, *parts, pause=pause)


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        (get("/" + "a" * 2_000_000), 400),
        (get("/" + "a" * 20_000), 414),
        (get("/?" + "a" * 20_000), 414),
        (get("/", "X-Long: " + "a" * 1_000_000), 400),
        (get("/", *["X-Many: b"] * 10_000), 431),
        (b"GET / HTTP/1.1\r\nHost: a\r\n" + b"X-Endless: b\r\n" * 200_000, 400),
        (f"{POST}Content-Length: 1048577\r\n\r\n".encode(), 413),
        (f"{POST}Transfer-Encoding: chunked\r\n\r\n".encode() + (b"10000\r\n" + b"a" * 65536 + b"\r\n") * 17, 413),
        (f"{POST}Content-Length: 5\r\nContent-Length: 6\r\n\r\n12345".encode(), 400),
        (f"{POST}Content-Length: 99999999999999999999999\r\n\r\n".encode(), 400),
        (f"{POST}Content-Length: -1\r\n\r\n".encode(), 400),
        (b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n", 400),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_is_too_large_or_malformed_is_refused(running: Origin, request_: bytes, expected: int) -> None:
    assert status(ask(running, request_)) == expected
    assert status(ask(running, get("/"))) == 200


def test_a_refusal_by_a_limit_says_what_the_limit_is(running: Origin) -> None:
    answer = ask(running, get("/" + "a" * 20_000))
    assert answer.endswith(limits.REFUSALS[414].encode())
    assert b"x-content-type-options: nosniff" in answer


def test_a_body_of_a_megabyte_is_taken(running: Origin) -> None:
    body = b"a" * limits.BODY_BYTES
    assert b"body=1048576" in ask(running, f"{POST}Content-Length: {len(body)}\r\n\r\n".encode(), body)


def test_a_client_that_leaves_within_its_body_is_not_answered_and_harms_nobody(running: Origin) -> None:
    with socket.create_connection((running.host, running.port)) as connection:
        connection.sendall(f"{POST}Content-Length: 50\r\n\r\nabc".encode())
    path = "/after"
    assert b"/after 1" in ask(running, get(path))


def test_pipelined_requests_are_answered_in_their_order(running: Origin) -> None:
    paths = ["/a", "/slow", "/b", "/c"]
    requests = b"".join(get(path).replace(b"Connection: close\r\n", b"") for path in paths)
    answer = ask(running, requests + get("/last"))
    assert re.findall(rb"\n(/[a-z]+) ", answer.replace(b"\r", b"")) == [path.encode() for path in [*paths, "/last"]]


def test_an_idle_connection_is_closed(impatient: Origin) -> None:
    begin = time.monotonic()
    assert status(ask(impatient, get("/").replace(b"Connection: close\r\n", b""))) == 200
    assert time.monotonic() - begin < 4


def test_who_sends_a_body_too_slowly_is_told_so(impatient: Origin) -> None:
    assert status(ask(impatient, f"{POST}Content-Length: 50\r\n\r\nabc".encode())) == 408


def test_idle_connections_keep_nobody_from_being_answered(running: Origin) -> None:
    with ExitStack() as stack:
        for _ in range(500):
            stack.enter_context(socket.create_connection((running.host, running.port)))
        begin = time.monotonic()
        assert status(ask(running, get("/"))) == 200
        assert time.monotonic() - begin < 1


def test_a_client_of_http_1_0_gets_no_chunks(running: Origin) -> None:
    answer = ask(running, get("/", version="1.0", host=""))
    assert b"'http_version': '1.0'" in answer
    assert b"transfer-encoding" not in answer


def test_client_and_scheme_are_those_that_a_trusted_proxy_names(running: Origin) -> None:
    answer = ask(running, get("/", "X-Forwarded-For: 203.0.113.9", "X-Forwarded-Proto: https"))
    assert b"'scheme': 'https'" in answer
    assert b"'203.0.113.9'" in answer


def test_fields_behind_the_last_chunk_are_no_headers(running: Origin) -> None:
    request = f"{POST}Transfer-Encoding: chunked\r\n\r\n0\r\nIf-None-Match: *\r\n\r\n".encode()
    answer = ask(running, request)
    assert status(answer) == 200
    assert b"if-none-match" not in answer


def test_an_aborted_stream_ends_the_connection_and_errors_are_logged_once() -> None:
    with origin() as running:
        answer = ask(running, get("/broken"))
        assert b"half of it" in answer
        assert not answer.endswith(b"0\r\n\r\n")
        assert status(ask(running, get("/crash"))) == 500
        running.process.terminate()
        _, log = running.process.communicate(timeout=10)
    assert log.count("The response to /broken was aborted.") == 1
    assert log.count("The application failed at /crash.") == log.count("ValueError: on purpose") == 1
    assert log.count("A background task has failed.") == 1


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_what_is_under_way_when_the_server_is_told_to_end_is_answered(number: signal.Signals) -> None:
    with origin() as running, ThreadPoolExecutor() as pool:
        slow = pool.submit(ask, running, get("/slow"))
        with socket.create_connection((running.host, running.port)):  # an idle one does not hold the end up
            time.sleep(0.5)
            running.process.send_signal(number)
            assert b"/slow 1" in slow.result()
            output, _ = running.process.communicate(timeout=5)
        assert (running.process.returncode, output) == (0, "shutdown\n")


def test_a_client_that_reads_nothing_does_not_hold_the_end_up() -> None:
    with origin("1") as running, socket.create_connection((running.host, running.port)) as connection:
        connection.sendall(get("/endless"))
        time.sleep(0.5)
        running.process.terminate()
        _, log = running.process.communicate(timeout=6)
        assert running.process.returncode == 0
        assert log.count("Traceback") == 1  # of the work in the background, which fails on purpose


def test_the_server_listens_at_addresses_of_ipv6() -> None:
    with origin("", "::1") as running:
        assert running.host == "::1"
        assert status(ask(running, get("/"))) == 200
