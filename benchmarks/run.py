"""Measures what the knowledge base costs beside the bare tools, as ratios within one run.

Each pair is measured in turns, and the median of each side is compared, so that a busy machine slows both alike.
"""

import asyncio
import platform
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from statistics import median

from llm_kb.build import build
from llm_kb.settings import DATABASE_NAME
from llm_kb.site.server import create_datasette

ROUNDS = 9
FACETS = ("institution", "technique_group", "relation")
BARE_PROCESS = (
    "import pathlib, sqlite3, sys; target = pathlib.Path(sys.argv[2]); target.unlink(missing_ok=True); "
    "sqlite3.connect(target).executescript(pathlib.Path(sys.argv[1]).read_text(encoding='utf-8'))"
)
Measured = Callable[[], object]


def milliseconds(action: Measured) -> float:
    """How long an action takes."""
    begin = time.perf_counter()
    action()
    return (time.perf_counter() - begin) * 1000


def compare(name: str, ours: Measured, bare: Measured, baseline: str) -> str:
    """One line of the report: our median, the baseline's, and their ratio."""
    pairs = [(milliseconds(ours), milliseconds(bare)) for _ in range(ROUNDS)]
    mine, theirs = (median(side) for side in zip(*pairs, strict=True))
    return f"| {name} | {mine:.1f} | {baseline} | {theirs:.2f} | {mine / theirs:.1f} |"


def load_dump(dump: str, folder: Path) -> None:
    """What a bare script does: the same tables, rows and indexes from SQL text."""
    target = folder / "bare.db"
    target.unlink(missing_ok=True)
    with closing(sqlite3.connect(target)) as connection:
        connection.executescript(dump)


def plain_dump(path: Path) -> str:
    """The SQL text of a database without its search indexes, which a dump cannot hold."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TEMP TABLE unused (id)")
        lines = [line for line in connection.iterdump() if "_fts" not in line and "search_index" not in line]
    return "\n".join(line for line in lines if not line.startswith(("PRAGMA", "INSERT INTO sqlite_")))


def facets(path: Path) -> None:
    """The raw SQL behind a page with three facets."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("SELECT * FROM design_facts LIMIT 101").fetchall()
        for column in FACETS:
            connection.execute(f"SELECT {column}, count(*) FROM design_facts GROUP BY 1 ORDER BY 2 DESC").fetchall()


def row(path: Path) -> None:
    """The raw SQL behind a page of one model."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("SELECT * FROM models WHERE id = 'llama-3'").fetchall()


def builds(path: Path, folder: Path) -> Iterator[str]:
    """What a build costs beside an SQL script that makes the same tables, rows and indexes."""
    dump = plain_dump(path)
    script = folder / "dump.sql"
    script.write_text(dump, encoding="utf-8")
    ours = [sys.executable, "-m", "llm_kb", "build", "--db", str(folder / "process.db")]
    bare = [sys.executable, "-c", BARE_PROCESS, str(script), str(folder / "bare-process.db")]
    yield compare("build", lambda: build(folder / "again.db"), lambda: load_dump(dump, folder), "SQL script")
    yield compare(
        "build, whole process",
        lambda: subprocess.run(ours, check=True, capture_output=True),
        lambda: subprocess.run(bare, check=True),
        "SQL script",
    )


def pages(path: Path) -> Iterator[str]:
    """What a page costs beside the SQL that it shows."""
    datasette = create_datasette(path)
    asyncio.run(datasette.invoke_startup())
    query = "&".join(f"_facet={column}" for column in FACETS)

    def page(address: str) -> None:
        response = asyncio.run(datasette.client.get(f"/{DATABASE_NAME}/{address}"))
        assert response.status_code == 200, address

    same = "the same SQL"
    yield compare("page with three facets", lambda: page(f"design_facts?{query}"), lambda: facets(path), same)
    yield compare("row page", lambda: page("models/llama-3"), lambda: row(path), same)


def main() -> None:
    """Print the report as Markdown."""
    machine = f"{platform.machine()}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = build(folder / "kb.db")
        lines = [
            f"{machine}, medians of {ROUNDS} rounds, milliseconds.",
            "",
            "| what | ours | beside | bare | ratio |",
            "|---|---|---|---|---|",
            *builds(path, folder),
            *pages(path),
        ]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
