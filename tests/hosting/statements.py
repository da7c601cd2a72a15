"""A pool of workers over the tiny knowledge base, and statements for it."""

from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from llm_kb.hosting.sandbox.pool import BoundedStatement, Pool

ENDLESS = "WITH RECURSIVE c (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c"


@pytest.fixture
def pool(kb_file: Path) -> Iterator[Pool]:
    made = Pool(f"file:{kb_file}?mode=ro&immutable=1", size=2)
    made.begin()
    yield made
    made.close()


def submit(pool: Pool, sql: str, *, client: str = "one", seconds: float = 5, **bounds: Any) -> "Future[dict[str, Any]]":
    parameters: dict[str, Any] = {
        "values": {},
        "queue_seconds": 30,
        "rows": 1000,
        "cells": None,
        "bytes": 1_000_000,
    } | bounds
    return pool.submit(client, BoundedStatement(sql, seconds=seconds, **parameters))
