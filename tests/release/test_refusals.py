"""What is not to be released is refused in one sentence with the cure, before anything is written."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from release.__main__ import main

from llm_kb import __version__, checks
from llm_kb.sqlfile import SqlFile

from ..checkout import working_in
from .conftest import commit, edit, git

pytestmark = pytest.mark.slow

Change = Callable[[Path, pytest.MonkeyPatch], None]


def attempt(root: Path, *arguments: str) -> Result:
    """Try to release the last commit of a clone."""
    with working_in(root):
        return CliRunner().invoke(main, arguments)


def change_a_file(root: Path, patch: pytest.MonkeyPatch) -> None:
    edit(root / "seed" / "tiny" / "models.csv", "Owl", "Eagle")


def add_a_file(root: Path, patch: pytest.MonkeyPatch) -> None:
    (root / "seed" / "tiny" / "notes.csv").touch()


def change_many_files(root: Path, patch: pytest.MonkeyPatch) -> None:
    for path in sorted((root / "seed" / "tiny").glob("*.csv"))[:5]:
        path.unlink()


def have_no_repository(root: Path, patch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(root / ".git")


def have_no_commit(root: Path, patch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(root / ".git")
    git(root, "init", "--quiet")


def lie_in_another_repository(root: Path, patch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(root / ".git")
    git(root.parent, "init", "--quiet")


def have_no_git(root: Path, patch: pytest.MonkeyPatch) -> None:
    patch.setenv("PATH", str(root))


def have_a_strange_time(root: Path, patch: pytest.MonkeyPatch) -> None:
    patch.setenv("SOURCE_DATE_EPOCH", "yesterday")


def have_a_time_before_zip(root: Path, patch: pytest.MonkeyPatch) -> None:
    patch.setenv("SOURCE_DATE_EPOCH", "0")


def take_back_a_pin(root: Path, patch: pytest.MonkeyPatch) -> None:
    edit(newest_revision(root), "^SHA256 = .*$", 'SHA256 = ""')
    commit(root)


def change_a_pinned_bundle(root: Path, patch: pytest.MonkeyPatch) -> None:
    change_a_file(root, patch)
    commit(root)


def fail_a_check(root: Path, patch: pytest.MonkeyPatch) -> None:
    header = (("severity", checks.INTEGRITY), ("cure", "call it something else"))
    file = SqlFile("no_owl", header, "SELECT 'models ' || id, 'is called Owl' FROM models WHERE id = 'owl'")
    patch.setattr(checks, "all_checks", lambda: [checks.Check(file)])


def name_a_version_that_the_changelog_lacks(root: Path, patch: pytest.MonkeyPatch) -> None:
    edit(root / "CHANGELOG.md", rf"^## {__version__} .*$", "## 77.0 (2026-11-29)")
    commit(root)


def have_no_changes(root: Path, patch: pytest.MonkeyPatch) -> None:
    edit(root / "CHANGELOG.md", r"^- More birds\.$", "")
    commit(root)


def finish_the_version(root: Path, patch: pytest.MonkeyPatch) -> None:
    edit(root / "CHANGELOG.md", r"^## Unreleased\n\n- More birds\.\n", "")
    commit(root)


def release_an_edition_with_a_version_that_there_is_not(root: Path, patch: pytest.MonkeyPatch) -> None:
    edit(newest_revision(root), r"^(SHA256 = .*)$", r'\1\nRELEASED = "77.0"')
    commit(root)


def release_the_version_twice(root: Path, patch: pytest.MonkeyPatch) -> None:
    git(root, "tag", f"v{__version__}")
    for path in (root / "migrations" / "versions").glob("*_load_*.py"):
        if "RELEASED" not in path.read_text(encoding="utf-8"):
            edit(path, r"^(SHA256 = .*)$", rf'\1\nRELEASED = "{__version__}"')
    finish_the_version(root, patch)


def put_a_file_into_the_earlier_release(root: Path, patch: pytest.MonkeyPatch) -> None:
    folder = root / "dist" / f"llm-kb-{__version__}+20261128"
    folder.mkdir(parents=True)
    (folder / "letter.txt").touch()


def newest_revision(root: Path) -> Path:
    """The revision that loads the newest edition."""
    return max((root / "migrations" / "versions").glob("*_load_*.py"))


COMMIT = "commit these files, or take them away with 'git stash --include-untracked'"
CLONE = "release from a clone of the repository"
CASES: dict[str, tuple[Change, str, str]] = {
    "a changed file": (change_a_file, "its last commit (seed/tiny/models.csv)", COMMIT),
    "a file that is not tracked": (add_a_file, "its last commit (seed/tiny/notes.csv)", COMMIT),
    "many changes": (change_many_files, ", and 2 more)", COMMIT),
    "no repository": (have_no_repository, "is no git checkout with a commit (fatal: not a git repository", CLONE),
    "no commit": (have_no_commit, "is no git checkout with a commit (fatal: ", CLONE),
    "a folder of another repository": (lie_in_another_repository, "(it is part of another one)", CLONE),
    "no git": (have_no_git, "A release needs git", "install it"),
    "a time in words": (have_a_strange_time, "'yesterday', is not one in seconds", "correct SOURCE_DATE_EPOCH"),
    "a time before 1980": (have_a_time_before_zip, "'0', is not one in seconds of the years 1980", "or unset it"),
    "a bundle that is not pinned": (take_back_a_pin, "is not pinned yet", "run 'llm-kb seed pin"),
    "a bundle that is pinned otherwise": (change_a_pinned_bundle, "does not match the hash", "restore the files"),
    "a check that fails": (fail_a_check, "models owl: is called Owl", "call it something else"),
    "a version without changes of its own": (
        name_a_version_that_the_changelog_lacks,
        f"The newest version in CHANGELOG.md is 77.0, but that of llm-kb is {__version__}",
        "add its heading, or correct __version__",
    ),
    "no changes": (have_no_changes, "CHANGELOG.md says nothing under 'Unreleased'", "or remove the heading"),
    "a version with an edition that is not released": (
        finish_the_version,
        "(tiny-correction, tiny-almanac, tiny-flock, tiny-makers)",
        "add the line RELEASED",
    ),
    "an edition of a version that there is not": (
        release_an_edition_with_a_version_that_there_is_not,
        "says RELEASED '77.0', which has no section in CHANGELOG.md",
        "add its heading there",
    ),
    "a version that was another commit": (
        release_the_version_twice,
        f"is another commit, that of the tag v{__version__}",
        "describe what came after it under '## Unreleased'",
    ),
    "a file of somebody else": (
        put_a_file_into_the_earlier_release,
        "contains other files (letter.txt)",
        "choose a new or empty directory",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_it_is_refused_and_nothing_is_written(name: str, clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    change, problem, cure = CASES[name]
    change(clone, monkeypatch)
    before = sorted((clone / "dist").rglob("*"))
    result = attempt(clone)
    assert result.exit_code == 1
    assert result.output.splitlines()[-1].startswith("Error: ")
    assert problem in result.output
    assert cure in result.output
    assert sorted((clone / "dist").rglob("*")) == before


def test_a_database_to_compare_with_has_to_be_there(clone: Path) -> None:
    result = attempt(clone, "--previous", str(clone / "none.db"))
    assert result.exit_code == 1
    assert "There is no database" in result.output
    assert not (clone / "dist").exists()
