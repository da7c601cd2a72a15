"""Migrating the real seeds is held against a build of them."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def kb_file(edition_file: Path) -> Path:
    """The knowledge base of the real seeds, to compare it with what migrations give."""
    return edition_file
