"""Where an engine finds the knowledge base."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Location:
    """The places that a user names; each engine needs one or two of them."""

    parquet: str = ""
    """A folder of `llm-kb export parquet`, or the address of one in an object store (DuckDB, Spark)."""
    database_url: str = ""
    """The URL of a database that `llm-kb build --database-url` filled (PostgreSQL)."""
    master: str = ""
    """The master of a Spark cluster, such as `local[2]` or `spark://host:7077`, or a Spark Connect URL, `sc://…`."""
