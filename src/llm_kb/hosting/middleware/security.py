"""Middleware that sets the Content-Security-Policy and the other security headers.

Each page names its own inline scripts by their hashes, so that a cached page stays valid (nonces would not survive a
cache), and only those that come from a template, so that injected scripts never run.
"""

import base64
import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

from llm_kb.hosting.asgi import ALWAYS, Application, Headers, Message, Receive, Scope, Send

INLINE_SCRIPT = re.compile(rb"<script(?P<attributes>[^>]*)>(?P<script>.*?)</script\s*>", re.DOTALL | re.IGNORECASE)
EXTERNAL = re.compile(rb"\ssrc\s*=", re.IGNORECASE)
VARIABLE = re.compile(rb"\{\{ *\w+ *\}\}")
"""A template variable; in these scripts its value is true or false."""

POLICY = (
    "default-src 'none'",
    "script-src 'self'{hashes}",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'self'",
)
"""Content-Security-Policy of pages; Datasette's pages and its editor need inline styles."""

PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
"""Content-Security-Policy of an SVG that is opened as a document."""


def policy(body: bytes, scripts: frozenset[bytes]) -> str:
    """The Content-Security-Policy of a page, with the hashes of those inline scripts that are among `scripts`."""
    hashes = dict.fromkeys(f" 'sha256-{_hash(script)}'" for script in _inline(body) if script in scripts)
    return "; ".join(POLICY).format(hashes="".join(hashes))


def scripts_of(templates: Iterable[Path]) -> frozenset[bytes]:
    """The inline scripts of templates, for all values of their variables."""
    scripts = [script for template in templates for script in _inline(template.read_bytes())]
    return frozenset(VARIABLE.sub(value, script) for script in scripts for value in (b"true", b"false"))


def _inline(text: bytes) -> list[bytes]:
    scripts = INLINE_SCRIPT.finditer(text)
    return [match["script"] for match in scripts if not EXTERNAL.search(match["attributes"])]


def with_security_headers(app: Application, templates: Iterable[Path]) -> Application:
    """Add the Content-Security-Policy to pages and SVG images, and the other security headers to all responses.

    `templates` are those whose inline scripts may run. Inline scripts of a streamed page may not run.
    """
    scripts = scripts_of(templates)

    async def securing(scope: Scope, receive: Receive, send: Send) -> None:
        start: Message | None = None

        async def send_secured(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
                return
            if start is not None:
                whole = b"" if message.get("more_body") else message.get("body", b"")
                await send({**start, "headers": _headers(list(start["headers"]), whole, scripts)})
                start = None
            await send(message)

        await app(scope, receive, send_secured if scope["type"] == "http" else send)

    return securing


def _headers(headers: Headers, body: bytes, scripts: frozenset[bytes]) -> Headers:
    by_name = {name.lower(): value for name, value in headers}
    content_type = by_name.get(b"content-type", b"")
    added = dict(ALWAYS)
    if content_type.startswith(b"text/html"):
        added[b"content-security-policy"] = policy(body, scripts).encode("ascii")
    elif content_type.startswith(b"image/svg"):
        added[b"content-security-policy"] = PICTURE_POLICY.encode("ascii")
    if b"location" in by_name:
        added[b"location"] = _same_site(by_name[b"location"])
    return [*((name, value) for name, value in headers if name.lower() not in added), *added.items()]


def _same_site(location: bytes) -> bytes:
    """A redirect that stays on this site: no open redirect by `//`, or by a backslash, which is a slash to browsers."""
    location = location.replace(b"\\", b"%5C")
    return b"/" + location.lstrip(b"/") if location[:2] == b"//" or location[:1] in (b"", b"?") else location


def _hash(script: bytes) -> str:
    return base64.b64encode(hashlib.sha256(script.replace(b"\r\n", b"\n")).digest()).decode("ascii")
