"""A repository with the tiny bundles, of which the first is released, and releases of its last commit."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from llm_kb import __version__
from llm_kb.settings import checkout

ROOT = checkout() or Path()
OTHERS = ("README.md", "LICENSE", "LICENSE-DATA", "pyproject.toml", "constraints.txt", ".gitignore", "release")
"""What a release needs beside code, migrations and seeds."""
CHANGES = f"""# Changelog

## Unreleased

- More birds.

## {__version__} (2026-11-28)

- The site.

## 0.9.0 (2026-11-27)

- Birds.
"""
SURROUNDINGS: tuple[dict[str, str], int] = {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1"}, 0o022
OTHER_SURROUNDINGS: tuple[dict[str, str], int] = {"TZ": "America/Los_Angeles", "PYTHONHASHSEED": "42"}, 0o077

Clone = Callable[[str], Path]


def git(root: Path, *arguments: str) -> str:
    """Run a command of git that must not fail, at a fixed time, and return what it printed."""
    when = {"GIT_AUTHOR_DATE": "2026-11-28T23:30:00Z", "GIT_COMMITTER_DATE": "2026-11-28T23:30:00Z"}
    who = ["-c", "user.name=A bird", "-c", "user.email=bird@example.org"]
    call = ["git", *who, "-C", str(root), *arguments]
    return subprocess.run(call, check=True, capture_output=True, text=True, env=os.environ | when).stdout.strip()


def commit(root: Path) -> None:
    """Commit everything."""
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "Change something")


def edit(path: Path, pattern: str, replacement: str) -> None:
    """Replace the first text in a file that a regular expression finds."""
    text, count = re.subn(pattern, replacement, path.read_text(encoding="utf-8"), count=1, flags=re.MULTILINE)
    assert count
    path.write_text(text, encoding="utf-8")


@pytest.fixture(scope="package")
def repository(tiny_checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository; not to be changed."""
    root = tmp_path_factory.mktemp("repository") / "origin"
    shutil.copytree(tiny_checkout, root, ignore=shutil.ignore_patterns("__pycache__"))
    for name in OTHERS:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(ROOT / name, root / name)
    (root / "CHANGELOG.md").write_text(CHANGES, encoding="utf-8")
    edit(next((root / "migrations" / "versions").glob("0008_*.py")), r"^RELEASED = .*$", 'RELEASED = "0.9.0"')
    git(root, "init", "--quiet")
    commit(root)
    return root


@pytest.fixture
def clone(repository: Path, tmp_path: Path) -> Path:
    """A clone of the repository to change, without the code, which these tests run from where they are."""
    root = cloned(repository, tmp_path / "clone", "--sparse")
    git(root, "sparse-checkout", "set", "migrations", "seed")
    return root


def cloned(repository: Path, root: Path, *options: str) -> Path:
    """A clone of the repository in a new folder."""
    subprocess.run(["git", "clone", "--quiet", "--shared", *options, str(repository), str(root)], check=True)
    return root


def run_release(root: Path, environment: dict[str, str], umask: int) -> Path:
    """Release the last commit of a clone in a process of its own, and return the folder of the release."""
    done = subprocess.run(
        [sys.executable, "-m", "release"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root / "src"), "PYTHONDONTWRITEBYTECODE": "1", **environment},
        umask=umask,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    (folder,) = (root / "dist").iterdir()
    return folder


@pytest.fixture(scope="package")
def released(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a release, made once; not to be changed."""
    root = cloned(repository, tmp_path_factory.mktemp("release") / "a clone")
    return run_release(root, *SURROUNDINGS)
