"""`llm-kb seed pin` writes the hash of a bundle, and nothing when the bundle is broken."""

from pathlib import Path

from click.testing import CliRunner

from llm_kb import seeds
from llm_kb.cli import main

EDITION = "tiny"
REVISION = Path("migrations") / "versions" / "0001_load_tiny.py"


def test_pinning_writes_the_hash_into_the_bundle_and_its_migration(tiny_seeds: Path) -> None:
    folder = tiny_seeds / "seed" / EDITION
    before = (folder / seeds.SUMS).read_text(encoding="utf-8")
    models = folder / "models.csv"
    models.write_text(models.read_text(encoding="utf-8").replace("Finch", "Finch 0"))
    result = CliRunner().invoke(main, ["seed", "pin", EDITION])
    assert (result.exit_code, result.stderr) == (0, "")
    digest = seeds.digest(seeds.sums_of(folder))
    assert (folder / seeds.SUMS).read_text(encoding="utf-8") == seeds.sums_of(folder) != before
    assert f'SHA256 = "{digest}"' in (tiny_seeds / REVISION).read_text(encoding="utf-8")
    assert digest in result.stdout


def test_a_broken_bundle_is_not_pinned(tiny_seeds: Path) -> None:
    folder = tiny_seeds / "seed" / EDITION
    before = (folder / seeds.SUMS).read_bytes()
    with (folder / "models.csv").open("a") as file:
        file.write("broken\n")
    result = CliRunner().invoke(main, ["seed", "pin", EDITION])
    assert result.exit_code == 1
    assert "models.csv:9: has 1 cells" in result.stderr
    assert (folder / seeds.SUMS).read_bytes() == before


def test_a_bundle_without_a_migration_is_not_pinned(tiny_seeds: Path) -> None:
    (tiny_seeds / REVISION).unlink()
    before = (tiny_seeds / "seed" / EDITION / seeds.SUMS).read_bytes()
    result = CliRunner().invoke(main, ["seed", "pin", EDITION])
    assert result.exit_code == 1
    assert "add one with that EDITION" in result.stderr
    assert (tiny_seeds / "seed" / EDITION / seeds.SUMS).read_bytes() == before


def test_a_released_bundle_is_pinned_again_only_if_it_is_unchanged(tiny_seeds: Path) -> None:
    revision = tiny_seeds / REVISION
    assert CliRunner().invoke(main, ["seed", "pin", EDITION]).exit_code == 0
    revision.write_text(revision.read_text(encoding="utf-8") + 'RELEASED = "1.0.0"\n', encoding="utf-8")
    assert CliRunner().invoke(main, ["seed", "pin", EDITION]).exit_code == 0
    models = tiny_seeds / "seed" / EDITION / "models.csv"
    models.write_text(models.read_text(encoding="utf-8").replace("Finch", "Finch 0"))
    before = [path.read_bytes() for path in (revision, models.parent / seeds.SUMS)]
    result = CliRunner().invoke(main, ["seed", "pin", EDITION])
    assert result.exit_code == 1
    assert result.stderr == (
        "Error: tiny was released with version 1.0.0 and is frozen: "
        "restore its files, and put the change into a new bundle ('llm-kb seed new').\n"
    )
    assert [path.read_bytes() for path in (revision, models.parent / seeds.SUMS)] == before
