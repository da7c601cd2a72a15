"""A Parquet export is read from an address as it is from a folder."""

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from starlette.staticfiles import StaticFiles

from llm_kb.engines import opened
from llm_kb.engines.location import Location
from llm_kb.errors import KnowledgeBaseError
from llm_kb.queries import Reader

pytestmark = pytest.mark.slow


@pytest.fixture
def address(folder: Path) -> Iterator[str]:
    """The address of the export on a server of files."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(StaticFiles(directory=folder), log_level="error"))
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join()


def test_duckdb_reads_an_export_at_an_address(address: str, sqlite: Reader) -> None:
    sql = "SELECT model_id, count(*) FROM design_facts GROUP BY model_id ORDER BY model_id"
    with opened("duckdb", Location(parquet=f"{address}/")) as engine:
        assert list(engine.execute(sql)) == [tuple(row) for row in sqlite.execute(sql)]


def test_an_address_without_an_export_is_told(address: str) -> None:
    with (
        pytest.raises(KnowledgeBaseError, match="There is no Parquet export at 'http://"),
        opened("duckdb", Location(parquet=f"{address}/nothing")),
    ):
        pass
