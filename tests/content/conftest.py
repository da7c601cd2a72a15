"""The tests of content read the first edition of the real seeds, whatever editions have come since."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def kb_file(first_edition_file: Path) -> Path:
    """The knowledge base of that edition."""
    return first_edition_file


@pytest.fixture(scope="session")
def companion_list(paper: Path) -> Path:
    """A local copy of the companion list as of the commit that sources.csv names, beside that of the survey."""
    file = paper.with_name("awesome-list-3948cd2.md")
    if not file.exists():
        pytest.skip(f"there is no {file.name} beside the survey's text")
    return file
