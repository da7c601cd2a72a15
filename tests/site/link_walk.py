"""Walks a site by its links, within this process, and tells which of them lead nowhere."""

import asyncio
import re
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

import httpx

HOST = "http://inside.test"
AT_ONCE = 2
ALIKE = 3
"""How many addresses are opened of those that differ only in the values behind the question mark."""

AS_A_BROWSER = {"accept": "text/html,*/*"}
TEXTS = ("application/xml", "text/plain", "text/xml")
WRITTEN_OUT = re.compile(rf"(?:<loc>|\]\(|^Sitemap: )({re.escape(HOST)}/[^\s<>()]*)", re.MULTILINE)
"""An address in a sitemap, in robots.txt, or a link in plain text."""

Application = Callable[..., Awaitable[None]]


class Reader(HTMLParser):
    """Collects the addresses of a page, and what in it can be pointed to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.addresses: dict[str, None] = {}
        self.ids: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src", "action", "xlink:href"):
                self.addresses[value or ""] = None
            elif name == "id":
                self.ids.add(value or "")


@dataclass(frozen=True)
class Opened:
    """What an address led to."""

    status: int
    address: str
    """Where it led after all redirections."""
    links: tuple[str, ...] = ()
    ids: frozenset[str] = frozenset()


@dataclass
class Walk:
    """A walk over the part of a site below a prefix; `problems` holds a line for each link that leads nowhere."""

    client: httpx.AsyncClient
    prefix: str
    elsewhere: frozenset[str] = frozenset()
    """Addresses that another walk opens: this one does so only to see whether what a link points to is there."""
    opened: dict[str, Opened] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    shapes: Counter[tuple[str, frozenset[str]]] = field(default_factory=Counter)

    async def from_(self, addresses: Iterable[str]) -> None:
        """Open these addresses, and step by step everything that is linked from there."""
        links = dict.fromkeys(addresses, "the start")
        while links:
            fresh = {urldefrag(link).url: None for link in links if self._is_worth_a_look(link)}
            await self._open(list(fresh))
            self.problems += [f"{page} → {link}: {why}" for link, page in links.items() if (why := self._wrong(link))]
            links = {link: page for page in fresh if page not in self.elsewhere for link in self._onward(page)}

    def _is_worth_a_look(self, link: str) -> bool:
        address, fragment = urldefrag(link)
        if address in self.opened or not self._is_below_prefix(address):
            return False
        if address in self.elsewhere:
            return bool(fragment)
        asked = urlsplit(address)
        shape = asked.path, frozenset(name for name, _ in parse_qsl(asked.query, keep_blank_values=True))
        self.shapes[shape] += 1
        return not asked.query or self.shapes[shape] <= ALIKE

    async def _open(self, addresses: list[str]) -> None:
        for start in range(0, len(addresses), AT_ONCE):
            some = addresses[start : start + AT_ONCE]
            self.opened |= zip(some, await asyncio.gather(*map(self._get, some)), strict=True)

    async def _get(self, address: str) -> Opened:
        answer = await self.client.get(address, headers=AS_A_BROWSER)
        reached = str(answer.url)
        kind = answer.headers.get("content-type", "").partition(";")[0]
        if kind == "text/html":
            found = Reader(answer.text)
            links = tuple(urljoin(reached, link) for link in found.addresses)
            return Opened(answer.status_code, reached, links, frozenset(found.ids))
        told = WRITTEN_OUT.findall(answer.text) if kind in TEXTS and self._is_ours(reached) else ()
        return Opened(answer.status_code, reached, tuple(map(unescape, told)))

    def _onward(self, address: str) -> list[str]:
        """The links of a page that are looked at: all of ours, and of Datasette's those that lead to ours."""
        page = self.opened[address]
        inside = [link for link in page.links if link.startswith((f"{HOST}/", "javascript:"))]
        return inside if self._is_ours(page.address) else [link for link in inside if self._is_ours(link)]

    def _is_ours(self, address: str) -> bool:
        folder = urlsplit(address).path.removeprefix(self.prefix).partition("/")[0]
        return self._is_below_prefix(address) and not folder.startswith(("llm_kb", "-"))

    def _is_below_prefix(self, address: str) -> bool:
        return address.startswith(f"{HOST}{self.prefix}")

    def _wrong(self, link: str) -> str | None:
        address, fragment = urldefrag(link)
        if not self._is_below_prefix(address):
            return "it leaves the prefix"
        page = self.opened.get(address)
        if page is None:
            return None
        if page.status != 200:
            return f"status {page.status}"
        return "nothing has this id" if fragment and fragment not in page.ids else None


@asynccontextmanager
async def walking(app: Application, prefix: str, elsewhere: Iterable[str]) -> AsyncIterator[Walk]:
    """A walk over what an application serves below a prefix, but for addresses that are opened elsewhere."""
    transport: Any = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, follow_redirects=True, max_redirects=3, timeout=60) as client:
        yield Walk(client, prefix, frozenset(elsewhere))
