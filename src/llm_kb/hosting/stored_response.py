"""A complete response that can be sent again: compressed or not, without its body, or as 304."""

import asyncio
import gzip
import hashlib
from dataclasses import dataclass
from functools import lru_cache

from llm_kb.hosting.asgi import Headers, Scope, Send

LARGEST = 2 * 1024 * 1024
"""Largest body that is stored, before compression; a longer one of unknown length is streamed."""
OVERHEAD = 2048
"""Estimated memory of a stored response beside its body and headers."""
IN_LOOP = 32 * 1024
"""Bodies up to this length are compressed in the event loop, longer ones in a thread."""
COMPRESSION_THRESHOLD = 0.9
"""Maximum ratio of compressed to original size at which the compressed body is stored."""


def accepts_gzip(accept_encoding: bytes) -> bool:
    """Whether a client with this Accept-Encoding header takes gzip."""
    weights: dict[bytes, bytes] = {}
    for entry in accept_encoding.lower().replace(b" ", b"").split(b","):
        coding, _, parameter = entry.partition(b";")
        weights[coding] = parameter.removeprefix(b"q=") or b"1"
    try:
        return float(weights.get(b"gzip", weights.get(b"*", b"0"))) > 0
    except ValueError:
        return False


@dataclass(frozen=True)
class StoredResponse:
    """A complete response that may be sent to any client."""

    status: int
    headers: Headers
    """All headers but those that depend on the encoding."""
    body: bytes
    is_compressed: bool
    digest: bytes
    """Hash of the body; empty where no client may store it."""

    @property
    def size(self) -> int:
        """Estimated memory in bytes."""
        return OVERHEAD + len(self.body) + sum(len(name) + len(value) for name, value in self.headers)

    async def send_to(self, scope: Scope, send: Send) -> None:
        """Send it as the request wants it: compressed or not, without the body, or as 304."""
        request = dict(scope["headers"])
        compressed = self.is_compressed and accepts_gzip(request.get(b"accept-encoding", b""))
        tag = b'"%s%s"' % (self.digest, b"-gzip" if compressed else b"")
        headers = [*self.headers, (b"etag", tag)] if self.digest else [*self.headers]
        if self.digest and self.status == 200 and matches(request.get(b"if-none-match", b""), tag):
            status, body = 304, b""
            headers = [header for header in headers if header[0] != b"content-type"]
        else:
            status, body = self.status, self.body if compressed or not self.is_compressed else _decompressed(self.body)
            headers += [(b"content-encoding", b"gzip")] if compressed else []
            headers.append((b"content-length", b"%d" % len(body)))
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})


def matches(if_none_match: bytes, tag: bytes) -> bool:
    """Whether an If-None-Match header matches the ETag."""
    tags = [value.strip().removeprefix(b"W/") for value in if_none_match.split(b",")]
    return tag in tags or tags == [b"*"]


@lru_cache(maxsize=8)
def _decompressed(body: bytes) -> bytes:
    return gzip.decompress(body)


async def _compressed(body: bytes) -> bytes:
    if len(body) <= IN_LOOP:
        return gzip.compress(body, 6, mtime=0)
    return await asyncio.to_thread(gzip.compress, body, 6, mtime=0)


async def stored(status: int, headers: Headers, body: bytes, tagged: bool) -> StoredResponse:
    """A response, compressed if that saves enough; `tagged` gives it an ETag."""
    compressed = body if len(body) > LARGEST else await _compressed(body)
    is_compressed = len(compressed) < COMPRESSION_THRESHOLD * len(body)
    digest = hashlib.sha256(body).hexdigest()[:32].encode() if tagged else b""
    return StoredResponse(status, headers, compressed if is_compressed else body, is_compressed, digest)
