"""Answers that are kept in memory: what one visitor was given is given to all, since the database does not change."""

import asyncio
import gzip
import hashlib
import re
from collections import OrderedDict
from dataclasses import dataclass, field
from functools import lru_cache
from http import HTTPStatus
from urllib.parse import urlsplit

Headers = list[tuple[bytes, bytes]]
Key = tuple[str, bytes, bytes]
"""Scheme, host, and path with query: all that an answer depends on."""

BYTES = 64 * 1024 * 1024
"""How much all kept answers may take in memory."""
LARGEST = 2 * 1024 * 1024
"""How long the text of an answer may be that is kept, in bytes before compression."""
OVERHEAD = 2048
"""About what an answer takes in memory beside its text and headers."""
AT_ONCE = 32 * 1024
"""Texts up to this length are compressed at once, longer ones in a thread."""
WORTH = 0.9
"""A text is compressed if that makes it smaller than this share of itself."""

GZIP = re.compile(rb"(^|[\s,])(gzip|\*)\s*(;\s*q\s*=\s*(?!0(\.0*)?\s*(,|$))|,|$)", re.IGNORECASE)


@lru_cache(maxsize=256)
def takes_gzip(accept_encoding: bytes) -> bool:
    """Whether a client that sends this header can read what is compressed."""
    return bool(GZIP.search(accept_encoding))


def knows(if_none_match: bytes, tag: bytes) -> bool:
    """Whether a client that sends this header has what the tag stands for."""
    tags = [given.strip().removeprefix(b"W/") for given in if_none_match.split(b",")]
    return tag in tags or tags == [b"*"]


@dataclass(frozen=True)
class Answer:
    """A complete answer, as it can be given to anybody."""

    status: int
    headers: Headers
    """All but those that depend on how the text is sent."""
    length: int
    """Of the text before compression, in bytes."""
    text: bytes
    compressed: bool
    digest: bytes
    """Tells texts apart; empty where clients are not to keep the text."""
    heads: dict[tuple[bool, bool], bytes] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """About what it takes in memory, in bytes."""
        return OVERHEAD + len(self.text) + 3 * sum(len(name) + len(value) for name, value in self.headers)

    def is_known(self, gzipped: bool, if_none_match: bytes) -> bool:
        """Whether a client that sends this header already has the very bytes that it would be given."""
        return bool(self.digest) and knows(if_none_match, self._tag(gzipped))

    def body(self, gzipped: bool) -> bytes:
        """The text as it is sent."""
        return self.text if gzipped or not self.compressed else _unpacked(self.text)

    def headers_of(self, gzipped: bool, known: bool) -> Headers:
        """The headers of the answer, or of the word that the client has it."""
        tag = [(b"etag", self._tag(gzipped))] if self.digest else []
        if known:
            return [*(header for header in self.headers if header[0] != b"content-type"), *tag]
        small = gzipped and self.compressed
        encoding = [(b"content-encoding", b"gzip")] if small else []
        length = (b"content-length", b"%d" % (len(self.text) if small else self.length))
        return [*self.headers, *tag, *encoding, length]

    def head(self, gzipped: bool, known: bool) -> bytes:
        """What goes over the wire before the text, but for the date and the empty line."""
        head = self.heads.get((gzipped, known))
        if head is None:
            status = HTTPStatus.NOT_MODIFIED if known else HTTPStatus(self.status)
            lines = [b"HTTP/1.1 %d %s" % (status, status.phrase.encode())]
            lines += [b"%s: %s" % header for header in self.headers_of(gzipped, known)]
            head = self.heads[gzipped, known] = b"\r\n".join([*lines, b""])
        return head

    def _tag(self, gzipped: bool) -> bytes:
        return b'"%s%s"' % (self.digest, b"-gzip" if gzipped and self.compressed else b"")


async def answer_of(status: int, headers: Headers, text: bytes, tagged: bool) -> Answer:
    """An answer with its text compressed, where that is of use and not too much work."""
    small = text
    if len(text) <= LARGEST:
        small = _compressed(text) if len(text) <= AT_ONCE else await asyncio.to_thread(_compressed, text)
    compressed = len(small) < WORTH * len(text)
    digest = hashlib.sha256(text).hexdigest()[:32].encode() if tagged else b""
    return Answer(status, headers, len(text), small if compressed else text, compressed, digest)


@lru_cache(maxsize=8)
def _unpacked(text: bytes) -> bytes:
    return gzip.decompress(text)


def _compressed(text: bytes) -> bytes:
    return gzip.compress(text, 6, mtime=0)


class Cache:
    """The kept answers of one knowledge base: those that were asked for last, up to a number of bytes."""

    def __init__(self, public_url: str | None = None, prefix: str = "/", limit: int = BYTES) -> None:
        address = urlsplit(public_url or "")
        self.public = (address.scheme, address.netloc.encode()) if public_url else None
        self.prefix = prefix.encode() if prefix != "/" else b""
        self.limit = limit
        self.size = 0
        self.answers: OrderedDict[Key, Answer] = OrderedDict()
        self.under_way: dict[Key, asyncio.Future[Answer | None]] = {}

    def key(self, scheme: str, host: bytes, target: bytes) -> Key:
        """Under what an answer is kept; at a public address every request counts as one for that host."""
        if self.prefix and target.startswith(self.prefix):
            target = target[len(self.prefix) - 1 :]
        return (*self.public, target) if self.public else (scheme, host, target)

    def find(self, key: Key) -> Answer | None:
        """The kept answer, which then is the last to be dropped."""
        answer = self.answers.get(key)
        if answer is not None:
            self.answers.move_to_end(key)
        return answer

    def keep(self, key: Key, answer: Answer) -> None:
        """Keep an answer, and drop those that were not asked for since long, as far as there is no room for them."""
        if before := self.answers.pop(key, None):
            self.size -= before.size
        self.answers[key] = answer
        self.size += answer.size
        while self.size > self.limit:
            _, dropped = self.answers.popitem(last=False)
            self.size -= dropped.size
