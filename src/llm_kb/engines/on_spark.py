"""Spark over a Parquet export: a session of this process, a cluster, or a Spark Connect server."""

import logging
import os
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

from llm_kb.engines import parquet_folder
from llm_kb.engines.engine import Engine
from llm_kb.engines.location import Location
from llm_kb.engines.parquet_folder import ParquetEngine, ParquetTable
from llm_kb.errors import KnowledgeBaseError, in_one_line

LOCAL = "local[*]"
"""A session of this process with all of its processors."""
CONNECT = "sc://"
TYPES = {"string": "STRING", "int64": "BIGINT", "double": "DOUBLE"}
"""Spark's names of the types of a manifest."""
SETTINGS = {"spark.log.level": "ERROR", "spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false"}
LOGGING = Path(__file__).with_name("log4j2.properties")
OWN_SETTINGS = ("SPARK_CONF_DIR", "SPARK_HOME")
"""Environment variables that say that the user has settings of Spark."""


class SparkEngine(ParquetEngine):
    """A Spark session with a temporary view per table."""

    name = "spark"

    def __init__(self, session: SparkSession, tables: Iterable[ParquetTable]) -> None:
        super().__init__(tables)
        self.session = session

    def add(self, table: ParquetTable) -> None:
        """Make a table known as a temporary view, with the types of the manifest, for which Spark would run a job."""
        schema = ", ".join(f"{name} {TYPES[kind]}" for name, kind in table.columns.items())
        self.session.read.schema(schema).parquet(*table.paths).createOrReplaceTempView(table.name)

    def run(self, sql: str, values: dict[str, Any]) -> tuple[Sequence[str], Iterable[Sequence[Any]]]:
        """Columns and rows of a statement, partition by partition."""
        try:
            found = self.session.sql(sql, args=values)
            return found.columns, self._explaining_errors(found.toLocalIterator())
        except PySparkException as error:
            raise self.failure(error) from error

    def _explaining_errors(self, rows: Iterator[Any]) -> Iterator[Sequence[Any]]:
        try:
            yield from map(tuple, rows)
        except Exception as error:  # the Java gateway raises its own
            raise self.failure(error) from error


@contextmanager
def opened(location: Location) -> Iterator[Engine]:
    """A Spark session with the tables of a Parquet export as temporary views; it is stopped at the end."""
    session = session_at(location.master or LOCAL)
    try:

        def read(address: str) -> str:
            return str(session.read.text(address, wholetext=True).collect()[0][0])

        yield SparkEngine(session, parquet_folder.tables(location.parquet, read))
    finally:
        session.stop()


def session_at(master: str) -> SparkSession:
    """A session; raises KnowledgeBaseError where Java is missing or no cluster answers."""
    logging.getLogger("SQLQueryContextLogger").disabled = True  # failures are told by our own errors
    builder = SparkSession.builder.appName("llm-kb")
    builder = builder.remote(master) if master.startswith(CONNECT) else builder.master(master)
    for name, value in SETTINGS.items():
        builder = builder.config(name, value)
    if not any(map(os.environ.get, OWN_SETTINGS)):
        builder = builder.config("spark.driver.extraJavaOptions", f"-Dlog4j.configurationFile={LOGGING.as_uri()}")
    try:
        with warnings.catch_warnings(action="ignore", category=FutureWarning):
            return builder.getOrCreate()
    except Exception as error:
        message = f"Spark does not start at {master!r} ({in_one_line(error)})"
        raise KnowledgeBaseError(f"{message}: install Java 17 or newer, or correct --master.") from error
