"""Real servers on this machine: the site, and nginx with the same bytes as files."""

import gzip
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import psutil
from tests.hostile.server import Server, attacked_server

__all__ = ["PORTS", "Server", "fetched", "nginx", "site"]

PORTS = range(8780, 8800)
SECONDS_TO_BEGIN = 10
SECONDS_TO_SETTLE, IDLE_PERCENT = 30, 5
CONFIGURATION = """
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log stderr error;
{user}
events {{ worker_connections 1024; }}
http {{
    access_log off;
    client_body_temp_path {folder}/temp;
    proxy_temp_path {folder}/temp;
    fastcgi_temp_path {folder}/temp;
    uwsgi_temp_path {folder}/temp;
    scgi_temp_path {folder}/temp;
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
}}
"""


@contextmanager
def site(path: Path) -> Iterator[Server]:
    """The site as `llm-kb serve` starts it, once it has made the pages that it makes before anybody asks."""
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
def nginx(texts: Mapping[str, bytes], folder: Path) -> Iterator[str]:
    """The address of an nginx of one worker that serves compressed texts as files of these names from a folder."""
    (folder / "files").mkdir()
    for name, text in texts.items():
        (folder / "files" / name).write_bytes(gzip.decompress(text))
        (folder / "files" / f"{name}.gz").write_bytes(text)
    port = free_port()
    configuration = folder / "nginx.conf"
    user = "user root;" if Path(folder).owner() == "root" else ""
    configuration.write_text(CONFIGURATION.format(folder=folder, port=port, user=user))
    program = shutil.which("nginx") or "nginx"
    with subprocess.Popen([program, "-c", str(configuration), "-p", str(folder)]) as process:
        try:
            _wait_for(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def free_port() -> int:
    """A port that nobody listens at."""
    for port in PORTS:
        with socket.socket() as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                tried.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise SystemExit(f"All ports from {PORTS.start} to {PORTS.stop - 1} are taken: end what uses them.")


def _wait_for(port: int) -> None:
    end = time.monotonic() + SECONDS_TO_BEGIN
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise SystemExit(f"nginx does not answer after {SECONDS_TO_BEGIN} seconds: see what it says above.")
