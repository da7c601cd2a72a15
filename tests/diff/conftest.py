"""Fixtures of the comparison's tests: the knowledge base, and a copy of it in which something is not the same."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from llm_kb.database import open_read_only
from llm_kb.diff import Difference, compare

Compare = Callable[..., Difference]

RETRACTION = """
INSERT INTO claim_changes (id, edition_id, claim_id, kind_id, reason)
VALUES ('tiny-flock--1', 'tiny-flock', 'magpie--half-folding--uses--inference', 'retract',
    'It was <wrong>.')
"""


@pytest.fixture
def changed(kb_file: Path, kb_copy: sqlite3.Connection, tmp_path: Path) -> Callable[[str], Path]:
    """Change the copy by SQL and return its path."""

    def change(sql: str) -> Path:
        kb_copy.executescript(sql)
        kb_copy.commit()
        return tmp_path / "copy.db"

    return change


@pytest.fixture
def difference(kb_file: Path, changed: Callable[[str], Path]) -> Compare:
    """Compare the knowledge base with a copy that was changed by SQL, or the copy with it."""

    def compared(sql: str, *, backwards: bool = False, derived: bool = False) -> Difference:
        paths = [kb_file, changed(sql)]
        old, new = reversed(paths) if backwards else paths
        with closing(open_read_only(old)) as before, closing(open_read_only(new)) as after:
            return compare(before, after, derived=derived)

    return compared
