"""The server is set up as the documentation of hosting says, and asks for as many open files as it may have."""

import asyncio
import gc
import logging
import resource
import sys
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
import uvicorn

from llm_kb.hosting import server
from llm_kb.hosting.middleware.limits import HEADER_BYTES

INFINITY = resource.RLIM_INFINITY


@pytest.mark.parametrize(
    ("soft", "hard", "wanted"),
    [
        (256, INFINITY, server.FILES),
        (256, 1024, 1024),
        (256, 1_000_000, server.FILES),
        (server.FILES, INFINITY, None),
        (server.FILES - 1, INFINITY, server.FILES),
        (1024, 1024, None),
        (INFINITY, INFINITY, None),
        (1_000_000, INFINITY, None),
    ],
)
def test_the_limit_of_open_files_is_raised_as_far_as_it_may_and_never_lowered(
    soft: int, hard: int, wanted: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen: list[tuple[int, int]] = []
    monkeypatch.setattr(resource, "getrlimit", lambda which: (soft, hard))
    monkeypatch.setattr(resource, "setrlimit", lambda which, limits: chosen.append(limits))
    server._raise_file_limit()
    assert chosen == ([] if wanted is None else [(wanted, hard)])


def test_headers_connections_and_the_shutdown_have_limits_and_clients_learn_no_version(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[uvicorn.Config] = []

    async def serve(served: uvicorn.Server, listener: object, background: object) -> None:
        made.append(served.config)

    monkeypatch.setattr(server, "_serve", serve)
    monkeypatch.setattr(server, "_raise_file_limit", lambda: None)
    monkeypatch.setattr(gc, "freeze", lambda: None)
    turn = sys.getswitchinterval()
    try:
        server.run(None, None)  # type: ignore[arg-type]
        assert sys.getswitchinterval() == server.SWITCH_SECONDS
    finally:
        sys.setswitchinterval(turn)
    (config,) = made
    assert (config.http, config.ws) == ("h11", "none")
    assert config.h11_max_incomplete_event_size == HEADER_BYTES
    assert (config.timeout_keep_alive, config.timeout_graceful_shutdown) == (10, 3)
    assert (config.access_log, config.server_header, config.log_config) == (False, False, None)
    assert config.log_level == logging.CRITICAL


def test_work_in_the_background_ends_with_the_server_and_its_failure_is_logged(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended: list[str] = []

    async def waiting() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            ended.append("waiting")

    async def failing() -> None:
        raise ValueError("moss")

    class Served:
        async def serve(self, sockets: list[object]) -> None:
            assert sockets == ["listener"]
            await asyncio.sleep(0)
            await asyncio.sleep(0)

    async def run() -> None:
        background: list[Callable[[], Coroutine[Any, Any, None]]] = [waiting, failing]
        await server._serve(Served(), "listener", background)  # type: ignore[arg-type]
        await asyncio.sleep(0)

    asyncio.run(run())
    assert ended == ["waiting"]
    assert [record.message for record in caplog.records] == ["A background task has failed."]
