"""What visitors see when much comes at once."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from datasette.app import Datasette

from llm_kb.hosting import datasette065
from llm_kb.site.server import create_app, create_datasette
from tests.site.conftest import Get


def test_a_page_whose_rows_take_too_long_asks_for_patience(
    kb_file: Path, browse: Callable[[Datasette], Get], monkeypatch: pytest.MonkeyPatch
) -> None:
    get = browse(create_datasette(kb_file, cache_bytes=0))
    assert get("/matrix").status_code == 200
    monkeypatch.setattr(datasette065, "OWN_LIMIT_MS", 1)
    answer = get("/matrix")
    assert answer.status_code == 429
    assert answer.headers["retry-after"]
    assert "try again in a minute" in answer.text


def test_first_requests_that_come_together_are_all_answered(kb_file: Path) -> None:
    async def ask() -> list[int]:
        transport = httpx.ASGITransport(app=create_app(kb_file))
        async with httpx.AsyncClient(transport=transport, base_url="http://inside.test") as client:
            answers = await asyncio.gather(
                *(client.get(path) for path in ("/models", "/errata", "/llm_kb", "/nowhere"))
            )
        return [answer.status_code for answer in answers]

    assert asyncio.run(ask()) == [200, 200, 200, 404]
