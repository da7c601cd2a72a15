"""Middleware about HTTP methods: read-only access, HEAD, and the MCP endpoint, which takes POST."""

from llm_kb.hosting.asgi import PLAIN_TEXT, Application, Message, Receive, Scope, Send, header, redirect, respond

READ_METHODS = ("GET", "HEAD", "OPTIONS")
MCP_METHODS = ("POST", "OPTIONS")
READ_ONLY = b"Nothing can be changed here: ask with GET.\n"
MCP_ONLY = b"Language models ask with POST here, each request on its own.\n"


def read_only(app: Application, mcp_path: str) -> Application:
    """Answer 405 to all unsafe methods; the MCP endpoint takes POST, and GET would open a stream there."""

    async def refusing(scope: Scope, receive: Receive, send: Send) -> None:
        methods, body = (MCP_METHODS, MCP_ONLY) if scope.get("path") == mcp_path else (READ_METHODS, READ_ONLY)
        if scope["type"] == "http" and scope["method"] not in methods:
            headers = [PLAIN_TEXT, (b"allow", ", ".join(methods).encode("ascii")), (b"connection", b"close")]
            await respond(send, 405, headers, body)
        else:
            await app(scope, receive, send)

    return refusing


def with_head(app: Application, mcp_path: str) -> Application:
    """Answer HEAD as GET without the body, so that both have the same headers."""

    async def heading(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_without_body(message: Message) -> None:
            await send(message if message["type"] == "http.response.start" else {**message, "body": b""})

        if scope["type"] == "http" and scope["method"] == "HEAD" and scope["path"] != mcp_path:
            await app({**scope, "method": "GET"}, receive, send_without_body)
        else:
            await app(scope, receive, send)

    return heading


def with_page_about_mcp(app: Application, mcp_path: str, page: str) -> Application:
    """Redirect a browser that opens the MCP endpoint to the page about it."""

    async def redirecting(scope: Scope, receive: Receive, send: Send) -> None:
        is_visit = scope["type"] == "http" and scope["path"] == mcp_path and scope["method"] == "GET"
        if is_visit and b"text/html" in header(scope, b"accept"):
            await redirect(send, page.encode("ascii"), headers=[(b"vary", b"Accept")])
        else:
            await app(scope, receive, send)

    return redirecting
