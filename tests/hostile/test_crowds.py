"""Whoever asks for much waits; everybody else is served, nothing is left behind, and the server ends well."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from . import crowd
from .attack import memory_of, send
from .cases import ordinary
from .server import Server, attacked_server

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="memory is read from Linux's /proc"),
]

SECONDS = 10
LENIENCY = 4 if "PYTEST_XDIST_WORKER" in os.environ else 1
LEFT_BEHIND = 100_000_000
TIMES = int(os.environ.get("LLM_KB_SHUTDOWNS", "4"))
"""How often a server is ended under load."""


@pytest.fixture(scope="module")
def server(first_edition_file: Path) -> Iterator[Server]:
    with attacked_server(first_edition_file) as running:
        for path in (crowd.CACHED, crowd.NEW.format(0)):
            send(running.address, ordinary(path))
        yield running


@pytest.mark.parametrize("kind", ["matrix", "JSON"])
def test_who_asks_for_too_much_at_once_is_told_when_to_come_back_and_nobody_else_is(server: Server, kind: str) -> None:
    many, visitor = crowd.beside(server.address, kind, 1, 30, 3)
    assert set(visitor.statuses) == {"200"}
    assert many.statuses["429"] > 0
    assert many.without_advice == 0


@pytest.mark.soak
@pytest.mark.parametrize("kind", crowd.KINDS)
@pytest.mark.parametrize(("clients", "connections", "cached", "new"), [(1, 30, 1.0, 3.0), (6, 20, 2.0, 6.0)])
def test_a_crowd_keeps_nobody_else_waiting(
    server: Server, kind: str, clients: int, connections: int, cached: float, new: float
) -> None:
    many, visitor = crowd.beside(server.address, kind, clients, connections, SECONDS)
    assert set(visitor.statuses) == {"200"}
    assert max(visitor.cached) < cached * LENIENCY
    assert max(visitor.new) < new * LENIENCY
    assert set(many.statuses) <= {"200", "400", "429"}
    assert many.statuses["429"] > 0
    assert many.without_advice == 0


@pytest.mark.soak
@pytest.mark.parametrize("kind", crowd.KINDS)
def test_a_hundred_requests_of_a_kind_leave_little_behind(first_edition_file: Path, kind: str) -> None:
    with attacked_server(first_edition_file) as fresh:
        before = memory_of(fresh.process)
        crowd.ask_in_turn(crowd.place_of(fresh.address), kind, 10 if kind == "chart" else 100)
        time.sleep(3)
        assert memory_of(fresh.process) - before < LEFT_BEHIND


def test_those_who_leave_at_once_cost_the_next_visitor_little(server: Server) -> None:
    crowd.leave(crowd.place_of(server.address), "matrix", 200)
    answer = send(server.address, ordinary(crowd.NEW.format("after")), source="127.0.0.2")
    assert answer.status == 200
    assert answer.seconds < 2 * LENIENCY


@pytest.mark.soak
def test_a_server_under_load_ends_without_a_crash_and_leaves_nothing(first_edition_file: Path, tmp_path: Path) -> None:
    for number in range(TIMES):
        command = [sys.executable, "-m", "llm_kb", "serve", "--db", str(first_edition_file), "--port", "0"]
        environment = {**os.environ, "TMPDIR": str(tmp_path)}
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
            assert process.stdout
            address = next(word for word in process.stdout.readline().split() if word.startswith("http"))
            with crowd.start("crowd", address, ("matrix", "JSON")[number % 2], 5, 30, 2) as many:
                time.sleep(0.7)
                process.send_signal(signal.SIGTERM)
                assert process.wait(timeout=30) == 0
                crowd.tally_of(many)
        assert list(tmp_path.iterdir()) == []


def test_health_tells_that_the_private_copy_is_gone(first_edition_file: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "llm_kb", "serve", "--db", str(first_edition_file), "--port", "0"]
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout
        address = next(word for word in process.stdout.readline().split() if word.startswith("http")).rstrip("/")
        assert send(address, ordinary("/-/health")).status == 200
        next(tmp_path.glob("*/llm_kb.db")).unlink()
        answer = send(address, ordinary("/-/health"))
        process.terminate()
    assert answer.status == 503
    assert "has been removed: restart the site" in answer.text
