"""What befalls a running server: its file is replaced, clients leave, it is told to end, it is killed."""

import contextlib
import shutil
import signal
import socket
import struct
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from .fault_tools import MARK, Server, run, said, served
from .killing import hash_of

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="processes are watched with calls of Linux"),
]

PAGES = ("/", "/models/swift-3", "/llm_kb/models.json", "/llm_kb/models.csv?_stream=1", "/llm_kb.db")
UNDER_WAY = tuple(f"/{path}_visit=" for path in ("matrix?", "models/swift-3?", "llm_kb/authorships.csv?_stream=1&"))
"""Pages that take a while, each made anew for another visit."""
SECONDS = 20


def answers(server: Server) -> dict[str, tuple[int, str | None, bytes]]:
    """Status, ETag and body of some pages of each kind."""
    found = {path: httpx.get(server.address + path, timeout=SECONDS) for path in PAGES}
    return {path: (answer.status_code, answer.headers.get("etag"), answer.content) for path, answer in found.items()}


def test_a_server_whose_file_is_replaced_serves_the_old_one_until_it_is_restarted(
    kb_file: Path, old_file: Path, tmp_path: Path
) -> None:
    path, other = (Path(shutil.copyfile(kb_file, tmp_path / name)) for name in ("kb.db", "other.db"))
    (tmp_path / "copies").mkdir()
    with served(path, TMPDIR=str(tmp_path / "copies")) as server:
        before = answers(server)
        assert before["/llm_kb.db"][2] == kb_file.read_bytes()
        shutil.copyfile(old_file, other)
        other.replace(path)
        assert server.process.stderr
        assert server.process.stderr.readline().startswith(f"{path} is another file now: the site serves what it was")
        assert answers(server) == before
        etag = before["/"][1]
        assert etag
        assert httpx.get(f"{server.address}/", headers={"If-None-Match": etag}).status_code == 304
        path.unlink()
        assert server.process.stderr.readline().startswith(f"{path} is gone: the site serves what it was")
        assert answers(server) == before
        server.process.kill()
        assert server.process.stderr.read() == ""
    left = list((tmp_path / "copies").glob(f".llm_kb.served-*{MARK}"))
    assert [hash_of(copy) for folder in left for copy in folder.glob("*.db")] == [hash_of(kb_file)]
    shutil.copyfile(old_file, path)
    with served(path, TMPDIR=str(tmp_path / "copies")) as server:
        after = answers(server)
        assert after["/llm_kb.db"][2] == old_file.read_bytes()
        assert b"the old one" in after["/models/swift-3"][2]
        assert not {etag for _, etag, _ in before.values() if etag} & {etag for _, etag, _ in after.values()}
        assert server.ended() == (0, "")
    assert not list((tmp_path / "copies").glob(f".llm_kb.served-*{MARK}"))


def connected(server: Server, client: int = 1) -> socket.socket:
    """A connection of one of many clients, each with an address of its own."""
    address = urlsplit(server.address)
    assert address.hostname and address.port
    return socket.create_connection((address.hostname, address.port), SECONDS, (f"127.0.0.{client}", 0))


def asked(server: Server, path: str, client: int = 1) -> socket.socket:
    """A connection on which a page was asked for."""
    connection = connected(server, client)
    connection.sendall(f"GET {path} HTTP/1.1\r\nHost: inside.test\r\nConnection: close\r\n\r\n".encode())
    return connection


def rest(connection: socket.socket) -> bytes:
    """All that comes until the connection is closed."""
    with connection:
        return b"".join(iter(lambda: connection.recv(1 << 16), b""))


def is_complete(answer: bytes) -> bool:
    head, _, body = answer.partition(b"\r\n\r\n")
    lengths = [line.split(b":")[1] for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")]
    whole = len(body) == int(lengths[0]) if lengths else body.endswith(b"0\r\n\r\n")
    return head.startswith(b"HTTP/1.1 200") and whole


def test_a_server_that_is_told_to_end_under_load_answers_what_was_asked(kb_file: Path) -> None:
    with served(kb_file) as server, ThreadPoolExecutor(12) as pool:
        for path in UNDER_WAY:
            assert is_complete(rest(asked(server, path)))
        connections = [asked(server, UNDER_WAY[client % 3] + str(client), client) for client in range(2, 8)]
        idle = connected(server)
        time.sleep(0.1)  # so that all of them have been read
        server.process.send_signal(signal.SIGTERM)
        finished = list(pool.map(rest, connections))
        assert [is_complete(answer) for answer in finished] == [True] * len(connections)
        assert rest(idle) == b""
        _, complaints = server.process.communicate(timeout=SECONDS)
        assert (server.process.returncode, complaints) == (0, "")
        with pytest.raises(OSError):
            connected(server)


def leave_abruptly(connection: socket.socket) -> None:
    """Close a connection with a reset, as a client that crashes does."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def open_files(server: Server) -> int:
    return len(list(Path(f"/proc/{server.process.pid}/fd").iterdir()))


def test_clients_that_leave_at_any_moment_leave_nothing_behind(kb_file: Path) -> None:
    with served(kb_file) as server:
        for path in PAGES:
            httpx.get(server.address + path, timeout=SECONDS)
        before = open_files(server)
        for number in range(0, 36, 3):
            leaving = connected(server)
            leaving.sendall(b"GET /models HTTP/1.1\r\nHost: inside"[: 1 + number])
            leave_abruptly(leaving)
            leave_abruptly(asked(server, f"/models/swift-3?_visit={number}"))
            reading = asked(server, f"/llm_kb/authorships{'.csv?_stream=1' if number % 2 else '?'}&_visit={number}")
            if number % 4 < 2:
                with contextlib.suppress(OSError):
                    reading.recv(100)
            leave_abruptly(reading)
        assert is_complete(rest(asked(server, "/models/swift-3?_visit=last")))
        end = time.monotonic() + SECONDS
        while open_files(server) > before + 4 and time.monotonic() < end:
            time.sleep(0.2)
        assert open_files(server) <= before + 4
        assert server.ended() == (0, "")


def test_a_server_without_room_for_its_copy_says_so(kb_file: Path, tmp_path: Path) -> None:
    told = said(run("serve", "--port", "0", "--db", kb_file, room=100_000))
    assert "cannot be copied to" in told
    assert "make room there" in told
