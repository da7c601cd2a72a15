"""What browsers are told not to do with the site's pages: a policy that lets in nothing from elsewhere.

Each page names its own inline scripts by their hashes, so that a page that was kept somewhere stays right.
"""

import base64
import hashlib
import re

from llm_kb.site.asgi import Application, Headers, Message, Receive, Scope, Send

INLINE_SCRIPT = re.compile(rb"<script(?P<attributes>[^>]*)>(?P<script>.*?)</script\s*>", re.DOTALL | re.IGNORECASE)
ELSEWHERE = re.compile(rb"\ssrc\s*=", re.IGNORECASE)

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
    """The policy of a page with this text: its own inline scripts may run, and no others."""
    found = (match for match in INLINE_SCRIPT.finditer(body) if not ELSEWHERE.search(match["attributes"]))
    hashes = dict.fromkeys(f" 'sha256-{_hash(match['script'])}'" for match in found)
    return "; ".join(POLICY).format(hashes="".join(hashes))


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
    return [*((name, value) for name, value in headers if name.lower() not in added), *added.items()]


def _hash(script: bytes) -> str:
    return base64.b64encode(hashlib.sha256(script.replace(b"\r\n", b"\n")).digest()).decode("ascii")
