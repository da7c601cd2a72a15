"""The tiny knowledge base of makers, with the documents that hold values of catalogs."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from llm_kb.crosscheck.catalogs import CATALOGS

from ..conftest import Shared
from ..tiny import build_makers


def _with_catalogs(path: Path) -> None:
    build_makers(path)
    with closing(sqlite3.connect(path)) as connection, connection:
        for catalog in CATALOGS.values():
            source = (catalog.source_id, catalog.title, "none", "A catalog.")
            connection.execute("INSERT INTO sources (id, title, rights, description) VALUES (?, ?, ?, ?)", source)
            document = "INSERT INTO documents (source_id, kind_id, official, read) VALUES (?, 'catalog', 0, 'keys')"
            connection.execute(document, (catalog.source_id,))


@pytest.fixture(scope="session")
def birds_file(shared: Shared) -> Path:
    """That knowledge base, made once; not to be changed."""
    return shared("catalogs", _with_catalogs)


def described(name: str, **fields: Any) -> dict[str, Any]:
    limits = {"context": fields.pop("context", None), "output": fields.pop("output", None)}
    return {"name": name, "limit": limits, **fields}


BIRDS = {
    "Mud & Straw": {
        "models": {
            "swift-3": described("Swift 3", context=8000, release_date="2024-05", knowledge="2024-01"),
            "swift-3-long": described("Swift 3-Long", release_date="2024-06-01"),
            "swift-9": described("Swift 9", context=1),
        }
    },
    "birdlab": {
        "models": {
            "wren": described("Wren 2 Instruct", open_weights=False, modalities={"input": ["text", "audio"]}),
        }
    },
    "stranger": {"models": {"swift-3": described("Swift 3", context=1)}},
}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of a catalog of birds."""
    path = tmp_path / "api.json"
    path.write_text(json.dumps(BIRDS), encoding="utf-8")
    return path
