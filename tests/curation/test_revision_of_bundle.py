"""What is wrong with the migration that loads a bundle is told like every other problem."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from llm_kb import migrate
from llm_kb.cli import main

from .conftest import TINY
from .test_seed_new import EDITION, LAST, NEXT, describe, lay_out, run

pytestmark = pytest.mark.slow

Spoil = Callable[[Path, Path], object]


def again(seed: Path, versions: Path) -> None:
    text = (versions / f"{NEXT}_load_{EDITION.replace('-', '_')}.py").read_text(encoding="utf-8")
    (versions / f"{int(NEXT) + 1:04}_load_again.py").write_text(text, encoding="utf-8")


def same_number(seed: Path, versions: Path) -> None:
    (versions / f"{NEXT}_create_something.py").write_text(
        f'revision = "{NEXT}"\ndown_revision = "{LAST}"\n', encoding="utf-8"
    )


def no_hash(seed: Path, versions: Path) -> None:
    path = versions / f"{NEXT}_load_{EDITION.replace('-', '_')}.py"
    path.write_text(path.read_text(encoding="utf-8").replace('SHA256 = ""', "SHA256 = None"), encoding="utf-8")


def another_before(seed: Path, versions: Path) -> None:
    (path,) = versions.glob("0008_*.py")
    path.write_text(path.read_text(encoding="utf-8").replace(TINY, "2025-06-other"), encoding="utf-8")


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (
            lambda seed, versions: [path.unlink() for path in versions.glob(f"{NEXT}_*")],
            f"no migration loads {EDITION!r}, add one",
        ),
        (again, f"load {EDITION!r} both, remove one of them"),
        (same_number, f"two migrations have the number {NEXT}, give the later one the next number"),
        (no_hash, 'has no line SHA256 = "…" to write the hash into, add it'),
        (
            another_before,
            "after 2025-06-other, name exactly the previous edition as 'follows' in",
        ),
    ],
    ids=["none", "two", "the same number", "no hash", "another edition before"],
)
def test_a_migration_that_does_not_fit_is_told(spoil: Spoil, told: str, data: Path) -> None:
    assert lay_out().exit_code == 0
    spoil(data / "seed", data / "migrations" / "versions")
    for described in (False, True):
        if described:
            describe(data / "seed" / EDITION)
        result = run("check", EDITION)
        assert (result.exit_code, result.stdout) == (1, "")
        assert (told in result.stderr) == (described or spoil is not another_before)
        assert ("'description' is empty" in result.stderr) == (not described)
    assert run("pin", EDITION).exit_code == 1


def test_a_build_from_two_migrations_with_one_number_is_one_sentence(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrate, "data_directory", lambda name: data / name)
    versions = data / "migrations" / "versions"
    for name in ("first", "second"):
        text = f'revision = "{NEXT}{name}"\ndown_revision = "{LAST}"\nbranch_labels = None\ndepends_on = None\n'
        (versions / f"{NEXT}_{name}_thing.py").write_text(text, encoding="utf-8")
    result = CliRunner().invoke(main, ["build", "--db", str(tmp_path / "kb.db")])
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: The migrations cannot be run (Multiple head revisions")
    assert "'llm-kb seed check' lists the problems of their order" in result.stderr
