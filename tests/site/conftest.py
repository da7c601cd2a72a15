"""A Datasette that serves the knowledge base, and a way to ask one for pages within this process."""

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from datasette.app import Datasette

from llm_kb.site.server import create_datasette

Get = Callable[..., httpx.Response]


def get_from(datasette: Datasette) -> Get:
    """A function that asks a Datasette for a path as it stands, without following redirections."""
    transport = httpx.ASGITransport(app=datasette.app())
    logging.getLogger("httpx").setLevel(logging.WARNING)  # a line for each request takes as long as a small page

    async def ask(path: str, method: str, headers: dict[str, str]) -> httpx.Response:
        async with httpx.AsyncClient(transport=transport, base_url="http://inside.test") as client:
            return await client.request(method, path, headers=headers)

    return lambda path, method="GET", **headers: asyncio.run(ask(path, method, headers))


@pytest.fixture(scope="session")
def browse() -> Callable[[Datasette], Get]:
    return get_from


@pytest.fixture(scope="session")
def datasette(kb_file: Path) -> Datasette:
    """It has answered once: Datasette sets itself up on the first request, in which a test may break a part of it."""
    served = create_datasette(kb_file, cache_bytes=0)
    assert get_from(served)("/").status_code == 200
    return served


@pytest.fixture(scope="session")
def get(datasette: Datasette) -> Get:
    return get_from(datasette)


@pytest.fixture(scope="session")
def get_with_makers(makers_file: Path) -> Get:
    """Pages of the tiny knowledge base with the edition of makers."""
    return get_from(create_datasette(makers_file, cache_bytes=0))
