"""Middleware for the MCP endpoint: methods, CORS, a trailing slash, and browsers that open it."""

from llm_kb.hosting.asgi import (
    PLAIN_TEXT,
    Application,
    Headers,
    Receive,
    Scope,
    Send,
    changing_headers,
    cors_headers,
    header,
    redirect,
    respond,
)

PATH = "/-/mcp"
"""Path of datasette-mcp's endpoint."""
ALLOWED = b"POST, OPTIONS"
ONLY_POST = b"Language models ask with POST here, each request on its own.\n"
CORS = [*cors_headers(ALLOWED), (b"access-control-expose-headers", b"*")]


def at_mcp_endpoint(app: Application, page: str) -> Application:
    """Answer OPTIONS at the endpoint, redirect browsers to the page about it, and refuse all methods but POST.

    GET would open a stream, for which the endpoint has no messages.
    """

    async def endpoint(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].removesuffix("/") != PATH:
            await app(scope, receive, send)
        elif scope["method"] == "OPTIONS":
            await respond(send, 204, [(b"allow", ALLOWED), *CORS])
        elif scope["method"] in ("GET", "HEAD") and b"text/html" in header(scope, b"accept"):
            await redirect(send, page.encode("ascii"), headers=[(b"vary", b"Accept")])
        elif scope["method"] != "POST":
            await respond(send, 405, [PLAIN_TEXT, (b"allow", ALLOWED), (b"connection", b"close"), *CORS], ONLY_POST)
        else:
            scope = {**scope, "path": PATH, "raw_path": PATH.encode("ascii")}
            await app(scope, receive, changing_headers(send, _with_cors))

    return endpoint


def _with_cors(headers: Headers) -> Headers:
    names = {name for name, _ in CORS}
    return [*((name, value) for name, value in headers if name.lower() not in names), *CORS]
