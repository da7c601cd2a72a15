"""What browsers are told not to do with the site's pages: a policy that lets in nothing from elsewhere.

Each page names its own inline scripts by their hashes, so that a page that was kept somewhere stays right; and of
those only such as stand in a template, so that nothing injected ever runs.
"""

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

import datasette

from llm_kb.hosting.asgi import Application, Headers, Message, Receive, Scope, Send
from llm_kb.settings import PACKAGE

INLINE_SCRIPT = re.compile(rb"<script(?P<attributes>[^>]*)>(?P<script>.*?)</script\s*>", re.DOTALL | re.IGNORECASE)
ELSEWHERE = re.compile(rb"\ssrc\s*=", re.IGNORECASE)

TEMPLATES = (
    PACKAGE / "site" / "look" / "templates" / "_codemirror_foot.html",
    PACKAGE / "site" / "look" / "templates" / "table.html",
    Path(datasette.__file__).parent / "templates" / "_codemirror_foot.html",
)
"""Templates with inline scripts; a page may run no others, should one ever find its way in."""
VARIABLE = re.compile(rb"\{\{ *\w+ *\}\}")
"""What a template fills in; in these scripts it is true or false."""

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
"""What a page may do; styles may stand in it, since the pages of Datasette and its editor need that."""

PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
"""What a picture may do that is opened as a page of its own."""

ALWAYS = {b"x-content-type-options": b"nosniff", b"referrer-policy": b"strict-origin-when-cross-origin"}


def policy(body: bytes) -> str:
    """The policy of a page with this text: its inline scripts may run that stand in a template, and no others."""
    hashes = dict.fromkeys(f" 'sha256-{_hash(script)}'" for script in _inline(body) if script in known_scripts())
    return "; ".join(POLICY).format(hashes="".join(hashes))


@cache
def known_scripts() -> frozenset[bytes]:
    """The inline scripts that the site's templates have."""
    scripts = [script for template in TEMPLATES for script in _inline(template.read_bytes())]
    return frozenset(VARIABLE.sub(value, script) for script in scripts for value in (b"true", b"false"))


def _inline(text: bytes) -> list[bytes]:
    found = INLINE_SCRIPT.finditer(text)
    return [match["script"] for match in found if not ELSEWHERE.search(match["attributes"])]


def secured(app: Application) -> Application:
    """Add the policy to every page and picture, and to every answer that it is what it says it is.

    A page that comes in parts goes on as it comes; none of its inline scripts may run.
    """

    async def securing(scope: Scope, receive: Receive, send: Send) -> None:
        start: Message | None = None

        async def send_secured(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
                return
            if start is not None:
                whole = b"" if message.get("more_body") else message.get("body", b"")
                await send({**start, "headers": _headers(list(start["headers"]), whole)})
                start = None
            await send(message)

        await app(scope, receive, send_secured if scope["type"] == "http" else send)

    return securing


def _headers(headers: Headers, body: bytes) -> Headers:
    given = {name.lower(): value for name, value in headers}
    kind = given.get(b"content-type", b"")
    added = dict(ALWAYS)
    if kind.startswith(b"text/html"):
        added[b"content-security-policy"] = policy(body).encode("ascii")
    elif kind.startswith(b"image/svg"):
        added[b"content-security-policy"] = PICTURE_POLICY.encode("ascii")
    if b"location" in given:
        added[b"location"] = _of_this_site(given[b"location"])
    return [*((name, value) for name, value in headers if name.lower() not in added), *added.items()]


def _of_this_site(location: bytes) -> bytes:
    """An address to which browsers cannot be led away by a backslash, which they take for a slash.

    Of `//` Datasette takes off every slash; what is left would lead to `//` again, and so on for ever.
    """
    there = location.replace(b"\\", b"%5C")
    return b"/" + there if there[:1] in (b"", b"?") else there


def _hash(script: bytes) -> str:
    return base64.b64encode(hashlib.sha256(script.replace(b"\r\n", b"\n")).digest()).decode("ascii")
