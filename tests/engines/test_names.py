"""Names in any spelling mean the same on an engine without the keys of the search index."""

import sqlite3

import pytest

from llm_kb.errors import KnowledgeBaseError
from llm_kb.queries import Reader, naming

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("kind", [*naming.SPELLINGS])
def test_every_name_finds_what_it_finds_on_sqlite(kind: str, sqlite: sqlite3.Connection, duckdb: Reader) -> None:
    names = {name.replace("-", " ").upper() for _, name in naming.known_names(sqlite, kind)}
    assert len(names) > 3
    for name in [*sorted(names)[:60], "nobody"]:
        assert found(duckdb, kind, name) == found(sqlite, kind, name), name


def found(reader: Reader, kind: str, name: str) -> dict[str, str] | str:
    try:
        return naming.identifiers(reader, kind, name)
    except KnowledgeBaseError as error:
        return str(error)
