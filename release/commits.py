"""The commit that is released: the files of a clean git checkout, and the time that everything in a release has."""

import os
import subprocess
import tarfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from llm_kb.errors import KnowledgeBaseError

TIME_VARIABLE = "SOURCE_DATE_EPOCH"
"""Environment variable with the time of a release in seconds, by the convention of reproducible builds."""
YEARS = range(1980, 2107)
"""Years that an entry of a zip archive, such as a wheel, can have."""
MAX_NAMED_FILES = 3


@dataclass(frozen=True)
class Commit:
    """A commit of a checkout whose files are exactly those of the commit."""

    root: Path
    sha: str
    moment: datetime
    """Its time, or the one that the environment names, in UTC."""

    def extract(self, folder: Path) -> None:
        """Write its files into an empty folder, without what git ignores in the checkout."""
        archive = folder.with_suffix(".tar")
        _git(self.root, "archive", "--format=tar", f"--output={archive}", self.sha)
        with tarfile.open(archive) as files:
            files.extractall(folder, filter="data")
        archive.unlink()

    def tagged(self, tag: str) -> str | None:
        """The commit that a tag stands for, or None if there is no such tag."""
        try:
            return _git(self.root, "rev-parse", "--verify", "--quiet", f"refs/tags/{tag}^{{commit}}")
        except GitError:
            return None


class GitError(Exception):
    """A command of git failed; the message is what git said."""


def last_commit(root: Path) -> Commit:
    """The last commit of a checkout; raises KnowledgeBaseError if there is none or a file is not as it has it."""
    try:
        if Path(_git(root, "rev-parse", "--show-toplevel")).resolve() != root.resolve():
            raise GitError("it is part of another one")
        sha = _git(root, "rev-parse", "--verify", "HEAD")
        changes = _git(root, "status", "--porcelain", "--untracked-files=all", "--no-renames", "-z")
        time = os.environ.get(TIME_VARIABLE) or _git(root, "show", "--no-patch", "--format=%ct", sha)
    except GitError as error:
        message = f"{str(root)!r} is no git checkout with a commit ({error})"
        raise KnowledgeBaseError(f"{message}: release from a clone of the repository.") from error
    if changes:
        names = [change[3:] for change in changes.split("\0") if change]
        more = [f"and {len(names) - MAX_NAMED_FILES} more"] if len(names) > MAX_NAMED_FILES else []
        message = f"The checkout is not as its last commit ({', '.join([*names[:MAX_NAMED_FILES], *more])})"
        raise KnowledgeBaseError(
            f"{message}: commit these files, or take them away with 'git stash --include-untracked'."
        )
    return Commit(root, sha, _moment(time))


def _moment(seconds: str) -> datetime:
    try:
        moment = datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        moment = None
    if moment is None or moment.year not in YEARS:
        message = f"The time of the release, {seconds!r}, is not one in seconds of the years {YEARS[0]} to {YEARS[-1]}"
        raise KnowledgeBaseError(f"{message}: correct {TIME_VARIABLE}, such as to 1767225600, or unset it.")
    return moment


def _git(root: Path, *arguments: str) -> str:
    """What a command of git prints; raises GitError when it fails, and KnowledgeBaseError where there is no git."""
    try:
        done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, text=True, encoding="utf-8")
    except FileNotFoundError as error:
        raise KnowledgeBaseError("A release needs git, which is not here: install it.") from error
    if done.returncode:
        raise GitError(next(iter(done.stderr.strip().splitlines()), f"git ended with {done.returncode}"))
    return done.stdout.rstrip()
