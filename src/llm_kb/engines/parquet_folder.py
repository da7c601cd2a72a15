"""The files of a Parquet export, as its manifest lists them, in a folder or an object store."""

import json
import re
from abc import abstractmethod
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from llm_kb.engines.engine import Engine, Result
from llm_kb.errors import KnowledgeBaseError, in_one_line

MANIFEST = "manifest.json"
WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class ParquetTable:
    """A table of an export."""

    name: str
    paths: tuple[str, ...]
    """The paths or addresses of its files."""
    columns: dict[str, str]
    """The type of each column, such as `int64`."""


class ParquetEngine(Engine):
    """An engine over a Parquet export, which looks at the files of a table once a statement names it."""

    def __init__(self, tables: Iterable[ParquetTable]) -> None:
        self._unseen = {table.name: table for table in tables}

    def execute(self, sql: str, values: Mapping[str, Any] | None = None, /) -> Result:
        """The result of a SELECT, as every engine gives it."""
        for name in sorted(self._unseen.keys() & WORD.findall(sql)):
            self.add(self._unseen.pop(name))
        return super().execute(sql, values)

    @abstractmethod
    def add(self, table: ParquetTable) -> None:
        """Make a table known to the engine under its name."""


def tables(place: str, read: Callable[[str], str]) -> list[ParquetTable]:
    """The tables of an export; `read` gives the text of a file at an address.

    Raises KnowledgeBaseError where there is no manifest, or one that this version does not know.
    """
    if not place:
        message = "This engine reads Parquet files: write them with 'llm-kb export parquet FOLDER'"
        raise KnowledgeBaseError(f"{message}, and name them with '--parquet FOLDER'.")
    folder = place.rstrip("/") if "://" in place else str(Path(place).absolute())
    try:
        manifest = json.loads(read(f"{folder}/{MANIFEST}"))
        return [
            ParquetTable(
                name,
                tuple(f"{folder}/{file['path']}" for file in table["files"]),
                {column["name"]: column["type"] for column in table["columns"]},
            )
            for name, table in manifest["tables"].items()
        ]
    except Exception as error:
        message = f"There is no Parquet export at {place!r} ({in_one_line(error)})"
        raise KnowledgeBaseError(f"{message}: write one with 'llm-kb export parquet FOLDER'.") from error
