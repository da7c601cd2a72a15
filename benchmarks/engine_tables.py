"""The section of the report on engines."""

from collections.abc import Iterator

from .goals import MEGABYTE
from .markdown import number, table
from .rounds import Figures


def engines(sizes: Figures) -> Iterator[str]:
    """The same statements on every engine, by size."""
    yield (
        "The facts many times over, by `benchmarks/many_facts.py`, with the same statements on SQLite and PostgreSQL,"
        " both with indexes, and on DuckDB and Spark over Parquet files. Spark is a local cluster of two executors with"
        " one processor each. Of several rounds there is one before that is not counted. All engines gave equal rows.\n"
    )
    names = list(dict.fromkeys(name for figures in sizes.values() for name in _engines_of(figures)))
    rows = [
        [query["title"], f"{size}×", *(number(query[name]) if name in query else "" for name in names)]
        for query_name in next(iter(sizes.values()))["queries"]
        for size, figures in sizes.items()
        for query in [figures["queries"][query_name]]
    ]
    yield from table(("statement", "size", *(f"{name}, ms" for name in names)), rows)
    header = ("size", "facts", "Parquet, MB", "SQLite, MB", "filled, s", "PostgreSQL, MB", "filled, s")
    yield from table(header, [_filled(size, figures) for size, figures in sizes.items()])
    for size, figures in sizes.items():
        if "partitioned_bytes" in figures:
            share = figures["partitioned_bytes"] / figures["parquet_bytes"]
            yield f"With a folder for each source, Parquet at {size}× takes {number(share)} times the bytes.\n"


def _engines_of(figures: Figures) -> list[str]:
    return [name for query in figures["queries"].values() for name in query if name != "title"]


def _filled(size: str, figures: Figures) -> list[str]:
    databases = (figures.get(name) for name in ("sqlite", "postgresql"))
    cells = [
        cell
        for figure in databases
        for cell in ([number(figure["bytes"] / MEGABYTE), number(figure["fill_ms"] / 1000)] if figure else ["", ""])
    ]
    return [f"{size}×", f"{figures['rows']:,}", number(figures["parquet_bytes"] / MEGABYTE), *cells]
