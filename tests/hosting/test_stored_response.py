"""What a response is stored as, and what a client receives of it by what its request accepts and has."""

import asyncio
import gzip
import hashlib
from typing import Any

import pytest

from llm_kb.hosting import stored_response
from llm_kb.hosting.stored_response import OVERHEAD, StoredResponse, accepts_gzip, matches, stored

PAGE = b"moss and straw " * 40
DIGEST = hashlib.sha256(PAGE).hexdigest()[:32].encode()
HEADERS = [(b"content-type", b"text/html")]


def made(body: bytes = PAGE, tagged: bool = True, status: int = 200) -> StoredResponse:
    return asyncio.run(stored(status, HEADERS, body, tagged))


def sent(response: StoredResponse, method: str = "GET", **headers: bytes) -> tuple[int, dict[bytes, bytes], bytes]:
    """Status, headers and body as a client receives them; names of headers have underscores for dashes."""
    messages: list[Any] = []

    async def send(message: Any) -> None:
        messages.append(message)

    request = [(name.replace("_", "-").encode(), value) for name, value in headers.items()]
    asyncio.run(response.send_to({"type": "http", "method": method, "headers": request}, send))
    start, body = messages
    return start["status"], dict(start["headers"]), body["body"]


def test_a_response_is_stored_compressed_with_the_first_half_of_the_hash_of_its_body() -> None:
    response = made()
    assert response.is_compressed and gzip.decompress(response.body) == PAGE and response.digest == DIGEST
    assert response.body == made().body
    assert response.size == OVERHEAD + len(response.body) + len(b"content-typetext/html")
    assert made(tagged=False).digest == b""


def test_what_gzip_saves_little_of_or_what_is_too_long_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (made(b"moss").is_compressed, made(b"moss").body) == (False, b"moss")
    monkeypatch.setattr(stored_response, "LARGEST", len(PAGE))
    assert made().is_compressed
    monkeypatch.setattr(stored_response, "LARGEST", len(PAGE) - 1)
    assert not made().is_compressed and made().body == PAGE


def test_a_client_receives_what_it_can_read_with_a_tag_of_that_encoding() -> None:
    status, headers, body = sent(made(), accept_encoding=b"br, gzip")
    assert (status, headers[b"content-encoding"], headers[b"etag"]) == (200, b"gzip", b'"%s-gzip"' % DIGEST)
    assert gzip.decompress(body) == PAGE and headers[b"content-length"] == b"%d" % len(body)
    status, headers, body = sent(made())
    assert (status, headers[b"etag"], body) == (200, b'"%s"' % DIGEST, PAGE)
    assert b"content-encoding" not in headers and headers[b"content-length"] == b"%d" % len(PAGE)
    assert b"etag" not in sent(made(tagged=False))[1]


def test_head_has_the_length_of_the_body_and_no_body() -> None:
    _, headers, body = sent(made(), method="HEAD")
    assert (headers[b"content-length"], body) == (b"%d" % len(PAGE), b"")


def test_who_has_the_response_is_told_so_and_nobody_else_is() -> None:
    status, headers, body = sent(made(), if_none_match=b'"other", W/"%s"' % DIGEST)
    assert (status, body, headers) == (304, b"", {b"etag": b'"%s"' % DIGEST})
    assert sent(made(), if_none_match=b'"%s-gzip"' % DIGEST)[0] == 200
    assert sent(made(status=404), if_none_match=b'"%s"' % DIGEST)[0] == 404
    assert sent(made(tagged=False), if_none_match=b"*")[0] == 200


@pytest.mark.parametrize(
    ("header", "is_match"),
    [(b"*", True), (b'"a"', True), (b'"b", "a"', True), (b'"b"', False), (b"", False), (b"a", False)],
)
def test_a_tag_matches_one_of_a_list_or_any(header: bytes, is_match: bool) -> None:
    assert matches(header, b'"a"') is is_match


@pytest.mark.parametrize(
    ("header", "accepted"),
    [
        *((b"gzip", True), (b"GZip;q=0.5", True), (b"*", True), (b"br, gzip; q=1", True), (b"*;q=0, gzip", True)),
        *((b"", False), (b"br", False), (b"gzip;q=0", False), (b"gzip;q=x", False), (b"*, gzip;q=0", False)),
    ],
)
def test_gzip_is_sent_to_those_who_accept_it(header: bytes, accepted: bool) -> None:
    assert accepts_gzip(header) is accepted
