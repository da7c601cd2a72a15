"""Middleware about HTTP methods: read-only access, OPTIONS and HEAD."""

from llm_kb.hosting.asgi import PLAIN_TEXT, Application, Message, Receive, Scope, Send, cors_headers, respond

READ_METHODS = b"GET, HEAD, OPTIONS"
READ_ONLY = b"Nothing can be changed here: ask with GET.\n"


def read_only(app: Application, mcp_path: str) -> Application:
    """Answer OPTIONS by the methods that there are, and 405 to all others; the MCP endpoint takes POST."""

    async def refusing(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in ("GET", "HEAD") or scope["path"] == mcp_path:
            await app(scope, receive, send)
        elif scope["method"] == "OPTIONS":
            await respond(send, 200, [(b"allow", READ_METHODS), (b"content-length", b"0"), *cors_headers(READ_METHODS)])
        else:
            headers = [PLAIN_TEXT, (b"allow", READ_METHODS), (b"connection", b"close")]
            await respond(send, 405, headers, READ_ONLY)

    return refusing


def with_head(app: Application) -> Application:
    """Answer HEAD as GET without the body, so that both have the same headers."""

    async def heading(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_without_body(message: Message) -> None:
            await send(message if message["type"] == "http.response.start" else {**message, "body": b""})

        if scope["type"] == "http" and scope["method"] == "HEAD":
            await app({**scope, "method": "GET"}, receive, send_without_body)
        else:
            await app(scope, receive, send)

    return heading
