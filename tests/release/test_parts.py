"""The parts of a release: versions, times, archives and wheels."""

import os
import re
import shutil
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from release.archives import write_zip
from release.commits import last_commit
from release.versions import version_of
from release.wheels import build_wheel

from llm_kb import __version__
from llm_kb.errors import KnowledgeBaseError

from .conftest import commit, edit

WHEN = datetime(2026, 11, 28, 23, 30, 7, tzinfo=UTC)


@pytest.mark.slow
def test_a_version_is_final_once_all_its_editions_are_frozen_and_its_heading_is_topmost(clone: Path) -> None:
    dated = version_of(last_commit(clone))
    assert (dated.number, dated.label) == (f"{__version__}+20261128", f"{__version__}+20261128")
    assert (dated.earlier, len(dated.unreleased)) == (("tiny",), 4)
    edit(clone / "CHANGELOG.md", r"^## Unreleased\n\n- More birds\.\n", "")
    for path in (clone / "migrations" / "versions").glob("*_load_*.py"):
        if "RELEASED" not in path.read_text(encoding="utf-8"):
            edit(path, r"^(SHA256 = .*)$", rf'\1\nRELEASED = "{__version__}"')
    commit(clone)
    final = version_of(last_commit(clone))
    assert (final.number, final.label) == (__version__, f"{__version__}+20261128")
    assert (final.earlier, final.unreleased, final.changes) == (("tiny",), (), "- The site.")


@pytest.mark.slow
def test_the_time_is_that_of_the_commit_or_of_the_environment(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert last_commit(clone).moment == datetime(2026, 11, 28, 23, 30, tzinfo=UTC)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    assert last_commit(clone).moment == datetime(2026, 1, 1, tzinfo=UTC)


def test_an_archive_depends_on_names_and_contents_alone(tmp_path: Path) -> None:
    first = tmp_path / "first"
    (first / "data").mkdir(parents=True)
    for name in ("b.csv", "a.csv", "data/c.csv"):
        (first / name).write_text(name * 1000, encoding="utf-8")
    second = shutil.copytree(first, tmp_path / "second")
    (second / "a.csv").chmod(0o600)
    os.utime(second / "b.csv", (0, 0))
    for folder in (first, second):
        write_zip(folder, tmp_path / f"{folder.name}.zip", WHEN)
    assert (tmp_path / "first.zip").read_bytes() == (tmp_path / "second.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "first.zip") as archive:
        assert archive.namelist() == ["a.csv", "b.csv", "data/c.csv"]
        assert archive.read("data/c.csv").decode() == "data/c.csv" * 1000
        assert {entry.date_time for entry in archive.infolist()} == {(2026, 11, 28, 23, 30, 6)}
    (second / "a.csv").write_text("other", encoding="utf-8")
    write_zip(second, tmp_path / "third.zip", WHEN)
    assert (tmp_path / "third.zip").read_bytes() != (tmp_path / "first.zip").read_bytes()


def test_a_wheel_that_cannot_be_built_is_an_error_with_the_cure(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeBaseError, match=r"The wheel cannot be built \(.+\): correct pyproject\.toml"):
        build_wheel(tmp_path, tmp_path / "out", WHEN)
    assert re.search("whl", " ".join(path.name for path in tmp_path.rglob("*"))) is None
