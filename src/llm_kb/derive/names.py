"""The one list of derived objects: everything in the database that is computed and not migrated."""

import re
from collections.abc import Iterable
from graphlib import TopologicalSorter

from llm_kb.derive.dictionary_tables import OWN, entries
from llm_kb.settings import PACKAGE
from llm_kb.sqlfile import SqlFile

WORD = re.compile(r"\w+")

FOLDER = PACKAGE / "derive"
VIEWS = tuple(sorted(path.stem for path in (FOLDER / "views").glob("*.sql")))
"""Views on every database."""
STORED = tuple(sorted(path.stem for path in (FOLDER / "tables").glob("*.sql")))
"""Stored tables."""


def in_order(files: Iterable[SqlFile]) -> list[SqlFile]:
    """Stored tables and views in topological order: each after those that it reads."""
    by_name = {file.name: file for file in files}
    reads = {
        name: sorted((set(WORD.findall(file.sql)) & by_name.keys()) - {name}) for name, file in sorted(by_name.items())
    }
    return [by_name[name] for name in TopologicalSorter(reads).static_order()]


TABLES = (*STORED, *(entry.name for entry in OWN))
SEARCHED = {entry.name: entry.presentation.search for entry in entries() if entry.presentation.search}
"""Tables with a full-text index of their own, and its columns."""

SEARCH_INDEX = "search_index"
SEARCH_NAMES = f"{SEARCH_INDEX}_names"
SEARCH_WORDS = f"{SEARCH_INDEX}_words"
SEARCH_KINDS = f"{SEARCH_INDEX}_kinds"
"""Named after the index, so that Datasette hides them beside it."""

SEARCH_TABLES = (*(f"{name}_fts" for name in SEARCHED), SEARCH_INDEX, SEARCH_NAMES, SEARCH_WORDS, SEARCH_KINDS)


def is_derived(name: str | None) -> bool:
    """Whether a table or view is computed, the inner tables of a search index included."""
    if name is None:
        return False
    inner = any(name.startswith(f"{index}_") for index in SEARCH_TABLES)
    return inner or name in (*VIEWS, *TABLES, *SEARCH_TABLES)
