"""The tests of content read the first edition of the real seeds, whatever editions have come since."""

from pathlib import Path

import pytest

from llm_kb.settings import data_directory

from ..tiny import build_from

EDITION = "2025-06-paper"


@pytest.fixture(scope="session")
def kb_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The knowledge base of that edition."""
    return build_from(data_directory("seed") / EDITION, tmp_path_factory.mktemp("content") / "llm_kb.db")


@pytest.fixture(scope="session")
def companion_list(paper: Path) -> Path:
    """A local copy of the companion list as of the commit that sources.csv names, beside that of the survey."""
    file = paper.with_name("awesome-list-3948cd2.md")
    if not file.exists():
        pytest.skip(f"there is no {file.name} beside the survey's text")
    return file
