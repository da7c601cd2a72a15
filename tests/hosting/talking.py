"""Speaks HTTP in bytes over a socket."""

import re
import socket
import time

SECONDS = 8
"""How long a client waits before it takes a server for dead."""


def say(host: str, port: int, *parts: bytes, pause: float = 0.0, seconds: float = SECONDS) -> bytes:
    """All that comes back until the server closes the connection; raises TimeoutError if it does not."""
    with socket.create_connection((host, port), seconds) as connection:
        for part in parts:
            try:
                connection.sendall(part)
            except OSError:
                break  # it was refused before all was sent
            time.sleep(pause)
        received = bytearray()
        try:
            while chunk := connection.recv(1 << 16):
                received += chunk
        except ConnectionError:
            pass
        return bytes(received)


def get(path: str, *headers: str, method: str = "GET", version: str = "1.1", host: str = "one.test") -> bytes:
    """A request that closes the connection afterwards."""
    hosts = [f"Host: {host}"] if host else []
    return "\r\n".join([f"{method} {path} HTTP/{version}", *hosts, "Connection: close", *headers, "", ""]).encode()


def status(response: bytes) -> int:
    """The status of the first response; 0 where there is none."""
    found = re.match(rb"HTTP/1\.[01] (\d{3})", response)
    return int(found[1]) if found else 0
