"""The files of a Parquet export, as its manifest lists them, in a folder or an object store."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from llm_kb.errors import KnowledgeBaseError, in_one_line

MANIFEST = "manifest.json"


@dataclass(frozen=True)
class ParquetTable:
    """A table of an export."""

    name: str
    paths: tuple[str, ...]
    """The paths or addresses of its files."""
    columns: dict[str, str]
    """The type of each column, such as `int64`."""


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
