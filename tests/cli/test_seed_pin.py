"""`llm-kb seed pin` writes the hash of a bundle, and nothing when the bundle is broken."""

import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from llm_kb import seeds, settings
from llm_kb.cli import main

EDITION = "2025-06-paper"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the seeds and migrations that the commands work on."""
    for name in ("seed", "migrations"):
        shutil.copytree(settings.data_directory(name), tmp_path / name)
    monkeypatch.setattr(settings, "data_directory", lambda name: tmp_path / name)
    return tmp_path


def test_the_bundle_is_pinned_as_it_stands_here() -> None:
    folder = settings.data_directory("seed") / EDITION
    assert (folder / seeds.SUMS).read_text(encoding="utf-8") == seeds.sums_of(folder)
    checked = subprocess.run(["sha256sum", "--check", "--quiet", seeds.SUMS], cwd=folder, check=False)
    assert checked.returncode == 0


def test_pinning_writes_the_hash_into_the_bundle_and_its_migration(data: Path) -> None:
    folder = data / "seed" / EDITION
    models = folder / "models.csv"
    models.write_text(models.read_text(encoding="utf-8").replace("xAI", "X.AI").replace("Grok", "Grok 0"))
    result = CliRunner().invoke(main, ["seed", "pin", EDITION])
    assert (result.exit_code, result.stderr) == (0, "")
    digest = seeds.digest(seeds.sums_of(folder))
    assert (folder / seeds.SUMS).read_text(encoding="utf-8") == seeds.sums_of(folder)
    migration = next((data / "migrations" / "versions").glob("*_load_2025_06_paper.py"))
    assert f'SHA256 = "{digest}"' in migration.read_text(encoding="utf-8")
    assert digest in result.stdout


def test_a_broken_bundle_is_not_pinned(data: Path) -> None:
    folder = data / "seed" / EDITION
    before = (folder / seeds.SUMS).read_bytes()
    with (folder / "models.csv").open("a") as file:
        file.write("broken\n")
    result = CliRunner().invoke(main, ["seed", "pin", EDITION])
    assert result.exit_code == 1
    assert "models.csv:72: has 1 cells" in result.stderr
    assert (folder / seeds.SUMS).read_bytes() == before


def test_a_bundle_without_a_migration_is_not_pinned(data: Path) -> None:
    next((data / "migrations" / "versions").glob("*_load_2025_06_paper.py")).unlink()
    before = (data / "seed" / EDITION / seeds.SUMS).read_bytes()
    result = CliRunner().invoke(main, ["seed", "pin", EDITION])
    assert result.exit_code == 1
    assert "add one with that EDITION" in result.stderr
    assert (data / "seed" / EDITION / seeds.SUMS).read_bytes() == before
