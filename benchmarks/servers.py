"""Real servers on this machine: the site, by itself and behind the documented nginx, nginx with files, Datasette."""

import gzip
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psutil
from tests.hostile.server import Server, attacked_server
from tests.hosting.nginx import configuration, free_port, nginx, wait_for

__all__ = ["Server", "behind_nginx", "fetched", "files", "out_of_the_box", "site"]

SECONDS_TO_SETTLE, IDLE_PERCENT = 30, 5
LIMITS = re.compile(r"limit_(req|conn) \w.+;")
FILES = """
sendfile on;
tcp_nopush on;
keepalive_requests 100000000;
open_file_cache max=100;
server {{
    listen 127.0.0.1:{port};
    root {folder}/files;
    default_type text/html;
    gzip_static on;
    gzip_vary on;
}}
"""


@contextmanager
def site(path: Path) -> Iterator[Server]:
    """The site as `llm-kb serve` starts it, once it is idle."""
    with attacked_server(path) as server:
        process, end = psutil.Process(server.process), time.monotonic() + SECONDS_TO_SETTLE
        while process.cpu_percent(interval=0.5) > IDLE_PERCENT and time.monotonic() < end:
            pass
        yield server


def fetched(address: str) -> bytes:
    """The text of an answer, compressed where the server does that."""
    request = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request, timeout=60) as response:
        return bytes(response.read())


@contextmanager
def behind_nginx(server: Server, folder: Path) -> Iterator[str]:
    """The URL of the documented nginx in front of a server, without its limits on requests and connections."""
    folder.mkdir()
    port = free_port()
    text = LIMITS.sub("keepalive_requests 100000000;", configuration(folder, port, urlsplit(server.address).netloc), 1)
    with nginx(LIMITS.sub("", text), folder, port) as place:
        yield f"http://{place}"


@contextmanager
def files(texts: Mapping[str, bytes], folder: Path) -> Iterator[str]:
    """The URL of an nginx that serves compressed texts as files of these names."""
    (folder / "files").mkdir(parents=True)
    for name, text in texts.items():
        (folder / "files" / name).write_bytes(gzip.decompress(text))
        (folder / "files" / f"{name}.gz").write_bytes(text)
    port = free_port()
    with nginx(FILES.format(folder=folder, port=port), folder, port) as place:
        yield f"http://{place}"


@contextmanager
def out_of_the_box(path: Path) -> Iterator[str]:
    """The URL of Datasette as `datasette serve --immutable FILE` starts it."""
    port = free_port()
    command = [sys.executable, "-m", "datasette", "serve", "--immutable", str(path), "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            wait_for(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
