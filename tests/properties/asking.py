"""Asks the site within this process for an address as its bytes are, and holds the answer against what any must be."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

from llm_kb.hosting.asgi import Application, Message, Scope

VOID = frozenset({"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})
IMPLIED = frozenset({"dd", "dt", "li", "option", "p", "tbody", "td", "th", "thead", "tr"})
"""Elements that HTML closes by itself where their end is left out."""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def kind(self) -> str:
        """The media type."""
        return self.headers.get("content-type", "").partition(";")[0]


class Asker:
    """An application with an event loop of its own."""

    def __init__(self, app: Application, loop: asyncio.AbstractEventLoop) -> None:
        self.app = app
        self.loop = loop

    def ask(self, target: str, method: str = "GET") -> Answer:
        """The answer to a request for a target, which is what stands in the first line of a request, in ASCII."""
        return self.loop.run_until_complete(self._ask(target, method))

    async def _ask(self, target: str, method: str) -> Answer:
        told: list[Message] = []
        received = iter([{"type": "http.request", "body": b"", "more_body": False}])
        is_complete = asyncio.Event()

        async def receive() -> Message:
            for message in received:
                return message
            await is_complete.wait()  # a client that leaves before is not answered
            return {"type": "http.disconnect"}

        async def send(message: Message) -> None:
            told.append(message)
            if message["type"] == "http.response.body" and not message.get("more_body"):
                is_complete.set()

        await self.app(_scope(target, method), receive, send)
        start = told[0]
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in start["headers"]}
        return Answer(start["status"], headers, b"".join(message.get("body", b"") for message in told[1:]))


@contextmanager
def asking(app: Application) -> Iterator[Asker]:
    """Something to ask an application with."""
    loop = asyncio.new_event_loop()
    try:
        yield Asker(app, loop)
    finally:
        loop.close()


def _scope(target: str, method: str) -> Scope:
    path, _, query = target.partition("?")
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": unquote(path),
        "raw_path": path.encode("ascii"),
        "query_string": query.encode("ascii"),
        "root_path": "",
        "headers": [(b"host", b"inside.test")],
        "client": ("127.0.0.1", 4321),
        "server": ("inside.test", 80),
    }


def faults(answer: Answer) -> list[str]:
    """What is wrong with an answer, whatever was asked for."""
    found = [f"status {answer.status}"] if answer.status >= 500 else []
    if b"Traceback (most recent call last)" in answer.body:
        found.append("a traceback")
    try:
        found += FORMS[answer.kind](answer.body.decode("utf-8")) if answer.kind in FORMS else []
    except (ValueError, ElementTree.ParseError) as error:
        found.append(f"not {answer.kind}: {error}")
    return found


def _of_html(text: str) -> list[str]:
    reader = _Elements()
    reader.feed(text)
    reader.close()
    left = [f"<{name}> is not closed" for name in reader.open if name not in IMPLIED]
    return [*reader.faults, *left]


def _of_json(text: str) -> list[str]:
    def refuse(constant: str) -> Any:
        raise ValueError(f"{constant} is no JSON")

    json.loads(text, parse_constant=refuse)
    return []


def _of_xml(text: str) -> list[str]:
    ElementTree.fromstring(text)
    return []


FORMS = {
    "application/json": _of_json,
    "application/vnd.citationstyles.csl+json": _of_json,
    "application/xml": _of_xml,
    "image/svg+xml": _of_xml,
    "text/html": _of_html,
}
"""How the text of each media type is read."""


class _Elements(HTMLParser):
    """Which elements of a page are open, and which ends have no beginning."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.faults.append(f"<{tag}> has an attribute twice")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.open:
            self.faults.append(f"</{tag}> closes nothing")
            return
        while (last := self.open.pop()) != tag:
            if last not in IMPLIED:
                self.faults.append(f"<{last}> ends with <{tag}>")
