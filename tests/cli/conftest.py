"""A folder of seeds and migrations in which the only edition is the tiny bundle."""

import shutil
from pathlib import Path

import pytest

from llm_kb import seeds, settings

from ..tiny import BUNDLES


@pytest.fixture
def tiny_seeds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder, with the bundle pinned; commands work on it instead of the real one."""
    bundle = shutil.copytree(BUNDLES / "tiny", tmp_path / "seed" / "tiny")
    sums = seeds.sums_of(bundle)
    (bundle / seeds.SUMS).write_text(sums, encoding="utf-8")
    versions = tmp_path / "migrations" / "versions"
    versions.mkdir(parents=True)
    revision = f'EDITION = "tiny"\nSHA256 = "{seeds.digest(sums)}"\n'
    (versions / "0001_load_tiny.py").write_text(revision, encoding="utf-8")
    monkeypatch.setattr(settings, "data_directory", lambda name: tmp_path / name)
    return tmp_path
