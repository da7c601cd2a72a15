"""The corpus of hostile requests, and how each becomes bytes."""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import yaml

CORPUS = Path(__file__).with_name("corpus.yaml")
REPEATED = re.compile(r"\$\{(?P<text>.+?)\*(?P<times>\d+)\}", re.DOTALL)
"""A text that is to be repeated: all up to the last star before the number."""
FORMS = {"json": "/llm_kb.json", "html": "/llm_kb", "csv": "/llm_kb.csv", "svg": "/llm_kb.svg"}
SLOW = "with recursive c(x) as (select 1 union all select x + 1 from c) select count(*) from c"
BEHIND_PROXY = {
    "an address of two megabytes",
    "a header of a megabyte",
    "ten thousand headers",
    "headers without end",
}
"""The cases that are answered as they should be only behind the documented nginx: the server itself says 400."""
MCP = {"Accept": "application/json, text/event-stream", "Content-Type": "application/json"}


@dataclass(frozen=True)
class Case:
    """One hostile request."""

    name: str
    request: bytes
    statuses: tuple[int, ...]
    """What may be answered; one digit stands for all that begin with it, and 0 for a closed connection."""
    says: str = ""
    slowly: float = 0
    """Seconds between two bytes, where they are sent one by one."""
    half_closed: bool = False
    """Whether the client closes its side of the connection once it has sent the request."""

    @property
    def needs_proxy(self) -> bool:
        """Whether it is to be sent to the proxy in front of the server."""
        return self.name in BEHIND_PROXY

    def allows(self, status: int) -> bool:
        """Whether that status may be answered."""
        return status in self.statuses or status // 100 in self.statuses


@dataclass
class _Parts:
    method: str = "GET"
    path: str = "/"
    values: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    body: str = ""

    def request(self) -> bytes:
        joint = "&" if "?" in self.path else "?"
        target = self.path + (joint + urlencode(self.values) if self.values else "")
        headers = {"host": "127.0.0.1", "connection": "close", **self.headers}
        body = self.body.encode()
        if self.method == "POST":
            headers["content-length"] = str(len(body))
        head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        return f"{self.method} {target} HTTP/1.1\r\n{head}\r\n".encode() + body


def cases() -> list[Case]:
    """All cases."""
    return [_case(entry) for entry in yaml.safe_load(CORPUS.read_text(encoding="utf-8"))]


def ordinary(path: str) -> Case:
    """A visit to an ordinary page."""
    return Case(f"visit to {path}", _Parts(path=path).request(), (200,))


def slow_query() -> Case:
    """A query that ends only at its time limit, or is sent away before."""
    return Case("slow query", _Parts(path=FORMS["json"], values={"sql": SLOW}).request(), (400, 429))


def _case(entry: dict[str, Any]) -> Case:
    entry = _repeated(entry)
    statuses = entry["status"] if isinstance(entry["status"], list) else [entry["status"]]
    slowly = float(entry.get("slowly", 0))
    says, half_closed = entry.get("says", ""), bool(entry.get("half_closed"))
    return Case(entry["name"], _request(entry), tuple(statuses), says, slowly, half_closed)


def _request(entry: dict[str, Any]) -> bytes:
    headers = entry.get("headers", {})
    if "raw" in entry:
        return str(entry["raw"]).encode()
    if "post" in entry:
        headers = {"content-type": "application/x-www-form-urlencoded"} if entry["post"] != "/-/mcp" else MCP
        return _Parts("POST", entry["post"], headers=headers, body=entry["body"]).request()
    if "get" in entry:
        return _Parts(path=entry["get"], values=entry.get("with", {}), headers=headers).request()
    form, sql = entry.get("as", "json"), entry["sql"]
    if form == "mcp":
        arguments = {"name": "execute_sql", "arguments": {"database": "llm_kb", "sql": sql}}
        called = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": arguments}
        return _Parts("POST", "/-/mcp", headers=MCP, body=json.dumps(called)).request()
    if form == "where":
        return _Parts(path="/llm_kb/design_facts", values={"_where": sql}).request()
    values = {"sql": sql, **({"_x": "x", "_y": "y", "_mark": "bar"} if form == "svg" else {})}
    return _Parts(path=FORMS[form], values=values).request()


def _repeated(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _repeated(part) for name, part in value.items()}
    if isinstance(value, str):
        return REPEATED.sub(lambda match: match["text"] * int(match["times"]), value)
    return value
