"""Request targets, schemes and hosts: whatever form a request has, the application sees a path of its own."""

import asyncio
from typing import Any

import pytest

from llm_kb.hosting.middleware.urls import at_public_url, below_prefix, in_origin_form, with_valid_host

Scope = dict[str, Any]


def sent_through(middleware: Any, scope: Scope, **options: Any) -> tuple[int, Scope]:
    """The status of a response, and the request as the application within the middleware got it, if it did."""
    seen: list[Scope] = []
    statuses: list[int] = []

    async def application(scope: Scope, receive: Any, send: Any) -> None:
        seen.append(scope)
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def send(message: Any) -> None:
        statuses.extend([message["status"]] if "status" in message else [])

    asyncio.run(middleware(application, **options)(scope, None, send))
    return statuses[0], seen[0] if seen else {}


def request(target: str, path: str | None = None, **others: Any) -> Scope:
    headers = [(b"host", b"one.test")]
    raw = target.encode()
    return {
        "type": "http",
        "method": "GET",
        "scheme": "http",
        "headers": headers,
        "path": path or target,
        "raw_path": raw,
    } | others


@pytest.mark.parametrize(
    ("target", "path", "host"),
    [
        ("/models", "/models", b"one.test"),
        ("//models", "//models", b"one.test"),
        ("http://other.test", "/", b"other.test"),
        ("HTTP://other.test/models/a%2Fb", "/models/a/b", b"other.test"),
        ("https://other.test:81//x", "//x", b"other.test:81"),
    ],
)
def test_a_target_in_absolute_form_is_its_path_at_its_own_host(target: str, path: str, host: bytes) -> None:
    status, scope = sent_through(in_origin_form, request(target))
    assert (status, scope["path"], scope["headers"]) == (200, path, [(b"host", host)])
    assert not scope["raw_path"].startswith(b"http")


@pytest.mark.parametrize("target", ["*", "models", "a:80", "?x=1", "ftp://a/b"])
def test_a_target_without_a_path_is_refused(target: str) -> None:
    assert sent_through(in_origin_form, request(target)) == (400, {})


def test_options_may_ask_about_the_server_as_a_whole() -> None:
    assert sent_through(in_origin_form, request("*", method="OPTIONS"))[1]["path"] == "/"


@pytest.mark.parametrize(("scheme", "seen"), [("ws", "http"), ("wss", "https"), ("http", "http"), ("https", "https")])
def test_addresses_of_pages_have_a_scheme_of_http(scheme: str, seen: str) -> None:
    assert sent_through(in_origin_form, request("/", scheme=scheme))[1]["scheme"] == seen


@pytest.mark.parametrize(
    ("target", "path", "seen", "raw"),
    [
        ("/llms/models", "/llms/models", "/models", b"/models"),
        ("/llms", "/llms", "/", b"/"),
        ("/models", "/models", "/models", b"/models"),
        ("/llms/a%2Fb", "/llms/a/b", "/a/b", b"/a%2Fb"),
        ("/%6clms/models", "/llms/models", "/models", b"/models"),
        ("/llms%2Fmodels", "/llms/models", "/models", b"/models"),
        ("/%6Clms/a%20b", "/llms/a b", "/a b", b"/a%20b"),
        ("/llms/llms/models", "/llms/llms/models", "/llms/llms/models", b"/llms/llms/models"),
        ("/llms/llms", "/llms/llms", "/llms/llms", b"/llms/llms"),
        ("/llmsx", "/llmsx", "/llmsx", b"/llmsx"),
    ],
)
def test_one_prefix_is_removed_however_it_is_encoded(target: str, path: str, seen: str, raw: bytes) -> None:
    scope = sent_through(below_prefix, request(target, path), prefix="/llms/")[1]
    assert (scope["path"], scope["raw_path"]) == (seen, raw)


@pytest.mark.parametrize(
    ("hosts", "version", "status"),
    [
        ([b"one.test"], "1.1", 200),
        ([b"[::1]:8001"], "1.1", 200),
        ([], "1.0", 200),
        ([], "1.1", 400),
        ([b""], "1.1", 400),
        ([b""], "1.0", 400),
        ([b"one.test", b"evil.test"], "1.1", 400),
        ([b"one.test", b"one.test"], "1.0", 400),
        ([b"user@evil.test"], "1.1", 400),
        ([b"evil.test/x"], "1.1", 400),
    ],
)
def test_a_request_names_one_host(hosts: list[bytes], version: str, status: int) -> None:
    scope = request("/", headers=[(b"host", host) for host in hosts], http_version=version)
    assert sent_through(with_valid_host, scope)[0] == status


def test_two_hosts_are_refused_behind_a_public_url_too() -> None:
    def both(app: Any) -> Any:
        return at_public_url(with_valid_host(app), "https://kb.example.org")

    two = [(b"host", b"one.test"), (b"host", b"evil.test")]
    assert sent_through(both, request("/", headers=two))[0] == 400
    status, scope = sent_through(both, request("/"))
    assert (status, scope["headers"], scope["scheme"]) == (200, [(b"host", b"kb.example.org")], "https")
