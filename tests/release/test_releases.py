"""A release is the same bytes wherever and whenever it is made, and holds what it says."""

import json
import shutil
import subprocess
import zipfile
from importlib.metadata import PathDistribution
from pathlib import Path

import pytest
from pyarrow import parquet

from llm_kb import __version__
from llm_kb.build import build
from llm_kb.files import sha256_of

from ..checkout import working_in
from .conftest import OTHER_SURROUNDINGS, ROOT, cloned, run_release

pytestmark = pytest.mark.slow

LABEL = f"{__version__}+20261128"
WHEEL = f"llm_kb-{LABEL}-py3-none-any.whl"


@pytest.fixture(scope="module")
def made_again(released: Path, repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of the same commit from another clone in other surroundings, over a copy of the earlier release."""
    root = cloned(repository, tmp_path_factory.mktemp("again") / "elsewhere" / "clone")
    earlier = shutil.copytree(released, root / "dist" / released.name)
    (earlier / "NOTES.md").chmod(0o444)  # by which the earlier one is known
    return run_release(root, *OTHER_SURROUNDINGS)


def test_two_releases_in_two_places_are_the_same_bytes(released: Path, made_again: Path) -> None:
    assert made_again.name == released.name == f"llm-kb-{LABEL}"
    assert {path.name: sha256_of(path) for path in made_again.iterdir()} == {
        path.name: sha256_of(path) for path in released.iterdir()
    }


def test_a_release_replaces_an_earlier_one_of_its_name_and_leaves_nothing_else(made_again: Path) -> None:
    assert (made_again / "NOTES.md").stat().st_mode & 0o777 == 0o600
    assert list(made_again.parent.iterdir()) == [made_again]


def test_it_holds_all_files_and_their_checksums(released: Path) -> None:
    names = {path.name for path in released.iterdir()}
    expected = {"llm_kb.db", "llm_kb-parquet.zip", "llm_kb-datapackage.zip", "sbom.cdx.json", "NOTES.md", WHEEL}
    assert names == {*expected, "SHA256SUMS"}
    lines = (released / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    assert {line.partition("  ")[2] for line in lines} == expected


def test_sha256sum_sees_a_changed_byte(released: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(released, tmp_path / "copy")
    check = ["sha256sum", "--check", "--quiet", "SHA256SUMS"]
    assert subprocess.run(check, cwd=copy, check=False).returncode == 0
    for path in copy.iterdir():
        content = path.read_bytes()
        path.write_bytes(content[:-2] + bytes([content[-2] ^ 1]) + content[-1:])
        assert subprocess.run(check, cwd=copy, check=False, capture_output=True).returncode, path.name
        path.write_bytes(content)


def test_the_wheel_is_of_the_commit_and_tells_its_version(released: Path, repository: Path) -> None:
    with zipfile.ZipFile(released / WHEEL) as wheel:
        assert f'__version__ = "{LABEL}"' in wheel.read("llm_kb/__init__.py").decode()
        assert wheel.read("llm_kb/data/seed/tiny/models.csv") == (repository / "seed/tiny/models.csv").read_bytes()
        (metadata,) = (entry for entry in zipfile.Path(wheel).iterdir() if entry.name.endswith(".dist-info"))
        assert PathDistribution(metadata).version == LABEL


def test_the_database_is_that_of_a_build(released: Path, repository: Path, tmp_path: Path) -> None:
    with working_in(repository):
        assert sha256_of(released / "llm_kb.db") == sha256_of(build(tmp_path / "kb.db"))


def test_the_archives_are_complete_exports(released: Path, tmp_path: Path) -> None:
    for name in ("parquet", "datapackage"):
        shutil.unpack_archive(released / f"llm_kb-{name}.zip", tmp_path / name)
        check = ["sha256sum", "--check", "--quiet", "SHA256SUMS"]
        assert subprocess.run(check, cwd=tmp_path / name, check=False).returncode == 0
    assert "Owl" in parquet.read_table(tmp_path / "parquet" / "models.parquet")["name"].to_pylist()
    package = json.loads((tmp_path / "datapackage" / "datapackage.json").read_text(encoding="utf-8"))
    assert {resource["path"] for resource in package["resources"]} == {
        path.relative_to(tmp_path / "datapackage").as_posix() for path in (tmp_path / "datapackage" / "data").iterdir()
    }


def test_the_notes_tell_version_changes_and_what_is_new_since_the_last_release(released: Path) -> None:
    notes = (released / "NOTES.md").read_text(encoding="utf-8")
    assert notes.startswith(f"# llm-kb {LABEL}\n\nOf 2026-11-28, commit ")
    assert f"\nThis is no version, but what came after {__version__}, " in notes
    assert "\nNot frozen yet, so that ids may still change: `tiny-correction`, " in notes
    assert "## Changes\n\n- More birds.\n\n## Data\n" in notes
    assert "Compared with what earlier versions released (`tiny`)" in notes
    assert "\n| `editions` | 4 |  |  |  |\n" in notes
    assert "\n- **Birdlab** (1): Wren 2\n" in notes
    assert "\n- Added: retract Owl 2 uses rule list (not stated): The next section says " in notes


def test_no_file_tells_where_it_was_made(released: Path) -> None:
    for path in released.iterdir():
        parts = [path.read_bytes()]
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                parts.extend(map(archive.read, archive.namelist()))
        for place in (released.parents[1], ROOT, Path.home()):
            if len(place.parts) > 2:
                assert not any(str(place).encode() in part for part in parts), path.name
