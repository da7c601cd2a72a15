"""Finds an nginx and starts it with the documented configuration. Run as a program, it installs one where none is."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from llm_kb.settings import checkout

CONFIGURATION = (checkout() or Path()) / "deploy" / "nginx.conf"
NONE_HERE = "there is no nginx here, so nothing is tried behind one: install it, or run make test"
WAYS_TO_INSTALL = [("apt-get", "update"), ("apt-get", "install", "--yes", "nginx-light")] if os.geteuid() == 0 else []
SECONDS_TO_INSTALL, SECONDS_TO_BEGIN = 600, 30
MAIN = """
daemon off;
{user}
pid {folder}/nginx.pid;
error_log {folder}/error.log;
worker_processes 1;
events {{ worker_connections 4096; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""
"""What Debian's nginx.conf has, but for its places."""


def program() -> str | None:
    """Where nginx is, or None."""
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


def required() -> None:
    """Skip the test where there is no nginx; in CI that is a failure."""
    if program() is None:
        assert not os.environ.get("CI"), NONE_HERE
        pytest.skip(NONE_HERE)


def configuration(folder: Path, port: int, upstream: str) -> str:
    """The documented configuration with its places replaced: the upstream, the port, the folder; without TLS."""
    text = CONFIGURATION.read_text(encoding="utf-8")
    for pattern, replacement in (
        (r"server 127\.0\.0\.1:8001;", f"server {upstream};"),
        (r"listen 443 ssl default_server;", f"listen 127.0.0.1:{port} default_server;"),
        (r" +ssl_certificate(_key)? .+;\n", ""),
        (r"/var/cache/nginx/", f"{folder}/cache-"),
    ):
        text, times = re.subn(pattern, replacement, text)
        assert times, f"{CONFIGURATION} has no {pattern}"
    return text


@contextmanager
def nginx(site: str, folder: Path, port: int) -> Iterator[str]:
    """The host and port of an nginx with the configuration of a site, which is tried before; its files in a folder."""
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "site.conf").write_text(site, encoding="utf-8")
    (folder / "nginx.conf").write_text(MAIN.format(folder=folder, user=user), encoding="utf-8")
    command = [
        program() or "nginx",
        "-p",
        str(folder),
        "-c",
        str(folder / "nginx.conf"),
        "-e",
        str(folder / "start.log"),
    ]
    subprocess.run([*command, "-t", "-q"], check=True)
    with subprocess.Popen(command) as process:
        try:
            wait_for(port)
            yield f"127.0.0.1:{port}"
        finally:
            process.terminate()


@contextmanager
def behind_nginx(upstream: str, folder: Path, change: tuple[str, str] = ("", "")) -> Iterator[str]:
    """The host and port of an nginx with the documented configuration in front of a server."""
    port = free_port()
    text = configuration(folder, port, upstream)
    with nginx(text.replace(*change) if change[0] else text, folder, port) as place:
        yield place


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def wait_for(port: int) -> None:
    """Wait until something listens at a port."""
    end = time.monotonic() + SECONDS_TO_BEGIN
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise AssertionError(f"Nothing answers at port {port} after {SECONDS_TO_BEGIN} seconds.")


def install() -> bool:
    """See that there is an nginx."""
    unattended = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in WAYS_TO_INSTALL if program() is None else []:
        try:
            subprocess.run(command, check=False, timeout=SECONDS_TO_INSTALL, stdout=subprocess.DEVNULL, env=unattended)
        except (OSError, subprocess.TimeoutExpired) as error:
            sys.stderr.write(f"{error}\n")
    return program() is not None


if __name__ == "__main__":
    sys.exit(not install())
