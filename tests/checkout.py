"""A checkout of its own for a test to work in, with the commands that a curator types there."""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from llm_kb import seeds, settings
from llm_kb.settings import DATABASE_URL_VARIABLE

from .tiny import BUNDLES, MAKERS

FIRST_EDITION = "2025-06-paper"

PARTS = ("src", "migrations", "seed", "alembic.ini")
PROGRAMS = {"llm-kb": [sys.executable, "-m", "llm_kb"], "alembic": [sys.executable, "-m", "alembic"]}


def take_back_release(root: Path) -> None:
    """Remove the mark of a release from every migration of a copy, so that its bundles may be edited in place."""
    for path in (root / "migrations" / "versions").glob("*.py"):
        path.write_text(re.sub(r"^RELEASED = .*\n", "", path.read_text(encoding="utf-8"), flags=re.M), encoding="utf-8")


def remove_editions(versions: Path, *kept: str) -> str:
    """Remove the revisions that load other editions than these, join the rest, and return the number of the last."""
    before = ""
    for path in sorted(versions.glob("[0-9]*.py")):
        text = path.read_text(encoding="utf-8")
        loaded = re.search(r'^EDITION = "(.+)"$', text, flags=re.M)
        if loaded and loaded[1] not in kept:
            path.unlink()
            continue
        if before:
            text = re.sub(r"^down_revision = .*$", f'down_revision = "{before}"', text, flags=re.M)
            path.write_text(text, encoding="utf-8")
        before = path.name[:4]
    return before


def keep_editions(root: Path, *kept: str) -> None:
    """Remove every other edition from a copy of seeds and migrations, with the revision that loads it."""
    remove_editions(root / "migrations" / "versions", *kept)
    for bundle in [path for path in (root / "seed").iterdir() if path.is_dir() and path.name not in kept]:
        shutil.rmtree(bundle)


def add_editions(root: Path, bundles: Path, *editions: str) -> None:
    """Copy bundles to a checkout, and load each by a revision of its own after those that there are."""
    versions = root / "migrations" / "versions"
    template = (settings.PACKAGE / "seeds" / "templates" / "migration.txt").read_text(encoding="utf-8")
    for edition in editions:
        before = max(path.name[:4] for path in versions.glob("[0-9]*.py"))
        revision = f"{int(before) + 1:04}"
        text = template.replace("$id", edition).replace("$revision", revision).replace("$down_revision", before)
        path = versions / f"{revision}_load_{edition.replace('-', '_')}.py"
        path.write_text(text.replace('SHA256 = ""', f'SHA256 = "{_pinned(root, bundles / edition)}"'), encoding="utf-8")


def load_first(root: Path, bundle: Path) -> None:
    """Let the revision that loads the first edition load a bundle in its place."""
    (path,) = (root / "migrations" / "versions").glob("0008_*.py")
    text = re.sub(r'EDITION = ".+"', f'EDITION = "{bundle.name}"', path.read_text(encoding="utf-8"))
    text = re.sub(r'SHA256 = "\w+"', f'SHA256 = "{_pinned(root, bundle)}"', text)
    path.rename(path.with_name(f"0008_load_{bundle.name}.py")).write_text(text, encoding="utf-8")


def _pinned(root: Path, bundle: Path) -> str:
    """Copy a bundle to a checkout, with the hashes of its files, and return the hash that its revision pins."""
    copy = shutil.copytree(bundle, root / "seed" / bundle.name)
    sums = seeds.sums_of(copy)
    (copy / seeds.SUMS).write_text(sums, encoding="utf-8")
    return seeds.digest(sums)


@contextmanager
def working_in(root: Path) -> Iterator[None]:
    """Let this process, and those of Python that it starts, work on the migrations and seeds of a checkout."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "checkout", lambda: root)
        patch.setenv("PYTHONPATH", str(root / "src"), prepend=os.pathsep)
        yield


class Checkout:
    """A copy of the repository's code, migrations and seeds."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.database = root / "llm_kb.db"
        original = settings.checkout()
        assert original
        for name in PARTS:
            part = original / name
            if part.is_dir():  # what Python has compiled of the package need not be compiled for each command
                compiled = () if name == "src" else ("__pycache__",)
                shutil.copytree(part, root / name, ignore=shutil.ignore_patterns("*.db", *compiled))
            else:
                shutil.copyfile(part, root / name)

    def take_tiny_editions(self) -> None:
        """Load the tiny bundles instead of the editions: the first in place of the first, the others at the end."""
        self.keep_editions(FIRST_EDITION)
        shutil.rmtree(self.root / "seed" / FIRST_EDITION)
        newest = seeds.read(BUNDLES / MAKERS)
        first, *others = (bundle.id for bundle in (*newest.earlier, newest))
        load_first(self.root, BUNDLES / first)
        add_editions(self.root, BUNDLES, *others)

    def keep_editions(self, *kept: str) -> None:
        """Remove every other edition, with the revision that loads it."""
        keep_editions(self.root, *kept)

    def attempt(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command, whether it fails or not."""
        environment = {**os.environ, "PYTHONPATH": str(self.root / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
        environment.pop(DATABASE_URL_VARIABLE, None)
        call = [*PROGRAMS.get(program, [program]), *arguments]
        return subprocess.run(
            call, cwd=self.root, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
        )

    def run(self, program: str, *arguments: str) -> str:
        """Run a command that must not fail, and return what it printed."""
        done = self.attempt(program, *arguments)
        assert done.returncode == 0, f"{program} {' '.join(arguments)}: {done.stdout}{done.stderr}"
        return done.stdout

    @contextmanager
    def opened(self) -> Iterator[sqlite3.Connection]:
        """The database that was built here."""
        with closing(sqlite3.connect(f"{self.database.as_uri()}?mode=ro", uri=True)) as connection:
            yield connection

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        with self.opened() as connection:
            return connection.execute(sql).fetchall()

    def number_of(self, table: str) -> int:
        """How many rows a table has."""
        return int(self.ask(f"SELECT count(*) FROM {table}")[0][0])
