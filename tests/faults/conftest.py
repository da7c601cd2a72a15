"""What the tests of faults share: chance that can be repeated, and a knowledge base to be replaced."""

import os
import random
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

SEED_VARIABLE = "LLM_KB_SEED"
"""The environment variable that repeats what chance did in a test that failed."""


@pytest.fixture
def seed() -> int:
    """Where the chance of this test begins, told when it fails."""
    chosen = int(os.environ.get(SEED_VARIABLE) or random.SystemRandom().randrange(1_000_000))
    sys.stdout.write(f"{SEED_VARIABLE}={chosen} repeats this.\n")
    return chosen


@pytest.fixture(scope="session")
def old_file(kb_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A complete knowledge base of other bytes than those that are built; not to be changed."""
    path = Path(shutil.copyfile(kb_file, tmp_path_factory.mktemp("old") / "old.db"))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE models SET name = 'the old one' WHERE id = 'swift-3'")
    return path
