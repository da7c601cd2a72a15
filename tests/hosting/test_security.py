"""No page may ask another host for anything, or run a script that is not its own."""

import asyncio
import base64
import hashlib
import re
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from llm_kb.hosting.middleware import security
from llm_kb.site.plugin import INLINE_SCRIPTS

Get = Callable[..., httpx.Response]

PAGES = [
    "/",
    "/models",
    "/llm_kb",
    "/llm_kb/models",
    "/llm_kb/taxonomy",
    "/llm_kb?sql=select+1",
    "/nowhere",
]


def hash_of(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def inline_scripts(html: str) -> list[str]:
    return [
        script
        for attributes, script in re.findall(r"<script([^>]*)>(.*?)</script>", html, re.S)
        if "src=" not in attributes
    ]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_lets_in_nothing_from_elsewhere_and_its_own_scripts_alone(get: Get, path: str) -> None:
    answer = get(path)
    policy = dict(part.split(" ", 1) for part in answer.headers["content-security-policy"].split("; "))
    assert policy["default-src"] == policy["base-uri"] == "'none'"
    assert policy["form-action"] == policy["frame-ancestors"] == policy["connect-src"] == "'self'"
    hashes = [f"'sha256-{hash_of(script)}'" for script in dict.fromkeys(inline_scripts(answer.text))]
    assert policy["script-src"].split() == ["'self'", *hashes]
    assert not re.search(r"unsafe-eval|nonce|https?:|\*", answer.headers["content-security-policy"])
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"]


def test_a_page_with_inline_scripts_names_each_by_its_hash() -> None:
    known = frozenset({b"one()", b"\r\ntwo()"})
    page = b'<script>one()</script><SCRIPT type="module">\r\ntwo()</SCRIPT ><script src="/x.js"></script>'
    policy = security.policy(page, known)
    assert f"script-src 'self' 'sha256-{hash_of('one()')}' 'sha256-{hash_of(chr(10) + 'two()')}';" in policy


def test_a_script_that_no_template_has_may_not_run() -> None:
    known = security.scripts_of(INLINE_SCRIPTS)
    assert "script-src 'self';" in security.policy(b"<p>x<script>alert(1)</script>", known)
    assert "sha256" in security.policy(b"<script>DATASETTE_ALLOW_FACET = true;</script>", known)


@pytest.mark.parametrize("path", ["/llm_kb?sql=select+1", "/models", "/llm_kb/models.csv"])
def test_head_gives_the_headers_of_get_without_the_text(get: Get, path: str) -> None:
    head, whole = get(path, method="HEAD"), get(path)
    assert head.content == b""
    assert head.status_code == whole.status_code == 200
    assert head.headers.get("content-security-policy") == whole.headers.get("content-security-policy")


def test_data_and_files_have_no_policy_and_pass_through(get: Get) -> None:
    for path in ("/llm_kb/models.csv", "/llm_kb/models.json", "/-/llm-kb/site.css"):
        answer = get(path)
        assert "content-security-policy" not in answer.headers
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_picture_may_run_nothing(get: Get) -> None:
    policy = get("/-/llm-kb/icon.svg").headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "script" not in policy


def test_a_page_in_parts_is_passed_on_at_once_and_may_run_no_inline_script() -> None:
    sent: list[dict[str, Any]] = []

    async def streaming(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/html")]})
        await send({"type": "http.response.body", "body": b"<script>a()</script>", "more_body": True})
        assert len(sent) == 2, "the first part is not held back"
        await send({"type": "http.response.body", "body": b"b"})

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(security.with_security_headers(streaming, ())({"type": "http"}, None, send))  # type: ignore[arg-type]
    assert b"sha256" not in dict(sent[0]["headers"])[b"content-security-policy"]
    assert [message["body"] for message in sent[1:]] == [b"<script>a()</script>", b"b"]
