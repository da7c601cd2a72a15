"""A made-up knowledge base on every engine."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from llm_kb import settings
from llm_kb.database import open_read_only
from llm_kb.engines import opened
from llm_kb.engines.location import Location
from llm_kb.export import export
from llm_kb.migrate import sqlite_url
from llm_kb.queries import Reader
from tests.postgresql import new_database
from tests.queries.world import make

SEED = 3
LOGGING = settings.PACKAGE / "engines" / "log4j2.properties"
SPARK_SETTINGS = """
spark.driver.memory 4g
spark.sql.adaptive.enabled false
spark.sql.codegen.factoryMode NO_CODEGEN
spark.sql.codegen.wholeStage false
spark.sql.shuffle.partitions 1
"""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a made-up knowledge base."""
    path = tmp_path_factory.mktemp("world") / "world.db"
    make(sqlite_url(path), SEED)
    return path


@pytest.fixture(scope="module")
def sqlite(world: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_read_only(world)) as connection:
        yield connection


@pytest.fixture(scope="module")
def folder(sqlite: sqlite3.Connection, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Parquet export of it."""
    path = tmp_path_factory.mktemp("engines") / "parquet"
    export(sqlite, "parquet", path)
    return path


@pytest.fixture(scope="module")
def duckdb(folder: Path) -> Iterator[Reader]:
    with opened("duckdb", Location(parquet=str(folder))) as engine:
        yield engine


@pytest.fixture(scope="module")
def server(postgresql: str) -> str:
    """The address of a database on a server that has it."""
    address = new_database(postgresql, "engines")
    make(address, SEED)
    return address


@pytest.fixture(scope="module")
def postgres(server: str) -> Iterator[Reader]:
    with opened("postgresql", Location(database_url=server)) as engine:
        yield engine


@pytest.fixture(scope="module")
def spark(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """Spark with settings for statements on little data; skips where there is no Java, which is a failure in CI."""
    if shutil.which("java") is None:
        message = "Spark takes Java, and there is none"
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    folder_of_settings = tmp_path_factory.mktemp("spark")
    (folder_of_settings / "spark-defaults.conf").write_text(SPARK_SETTINGS, encoding="utf-8")
    shutil.copy(LOGGING, folder_of_settings)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SPARK_CONF_DIR", str(folder_of_settings))
        with opened("spark", Location(parquet=str(folder), master="local[1]")) as engine:
            yield engine
