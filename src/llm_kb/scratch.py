"""Scratch folders for atomic replacement: output is written there and renamed into place once it is complete.

A folder is locked (flock) while its process lives, so that a later process can remove those of killed ones.
"""

import glob
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from llm_kb.files import identity, writing

try:
    import fcntl
except ImportError:  # Windows has no such locks, so there leftovers stay
    fcntl = None  # type: ignore[assignment]

SUFFIX = ".scratch"
RANDOM_PART = "[a-z0-9_]" * 8
"""Glob for the random part that `mkdtemp` inserts: no hyphens, so that no name matches as the prefix of another."""

OLD = "old"
"""The name that a directory has in the scratch folder while the new one takes its place."""


def remove_leftovers(place: Path, name: str, rescue: Callable[[Path], None] = lambda left: None) -> None:
    """Remove the scratch folders of a name whose process was killed; `rescue` may take out what must not be lost."""
    for folder in sorted(place.glob(f".{glob.escape(name)}-{RANDOM_PART}{SUFFIX}")):
        lock = _lock(folder, wait=False)
        if lock is not None:
            try:
                rescue(folder)
                shutil.rmtree(folder, ignore_errors=True)
            finally:
                _release(lock)


@contextmanager
def folder_in(place: Path, name: str) -> Iterator[Path]:
    """An empty, locked scratch folder in an existing folder, removed with its contents at the end."""
    folder, lock = _locked_folder(place, f".{name}-")
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        _release(lock)


@contextmanager
def noting_outcome(target: Path) -> Iterator[None]:
    """Add a note to any exception: whether the old file or folder is in place, the new one or none."""
    before = identity(target)
    try:
        yield
    except BaseException as error:
        after = identity(target)
        if after is None:
            error.add_note(f"There is no {str(target)!r}.")
        elif after == before:
            error.add_note(f"The old {str(target)!r} is still there, unchanged.")
        else:
            error.add_note(f"The new {str(target)!r} is there, complete.")
        raise


@contextmanager
def replacing(directory: Path, refuse: Callable[[], None]) -> Iterator[Path]:
    """A staging folder that replaces a directory at the end, unless an exception is raised.

    `refuse` raises where the directory holds what must not be lost. Raises KnowledgeBaseError where the place cannot be
    written; every exception carries a note on what is at `directory` then.
    """

    def restore(leftover: Path) -> None:
        if (leftover / OLD).is_dir() and not directory.exists():
            with writing(directory):
                (leftover / OLD).rename(directory)

    remove_leftovers(directory.parent, directory.name, restore)
    with noting_outcome(directory), writing(directory):
        directory.parent.mkdir(parents=True, exist_ok=True)
        with folder_in(directory.parent, directory.name) as folder:
            refuse()
            staging = folder / "fresh"
            staging.mkdir()
            yield staging
            _swap(staging, directory, folder / OLD)


def _swap(staging: Path, directory: Path, backup: Path) -> None:
    """Replace a directory by the staging folder; restores the old one if that fails."""
    existed = directory.exists()
    if existed:
        directory.rename(backup)
    try:
        staging.rename(directory)
    except OSError:
        if existed:
            backup.rename(directory)
        raise
    sync_names(directory.parent)


def sync(file: Path) -> None:
    """Flush a file to the disk (fsync); raises OSError when that fails."""
    with file.open("rb+") as stream:
        os.fsync(stream.fileno())


def sync_names(folder: Path) -> None:
    """Flush the entries of a folder to the disk (fsync), where the system supports that."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _locked_folder(place: Path, prefix: str) -> tuple[Path, int | None]:
    while True:
        folder = Path(tempfile.mkdtemp(SUFFIX, prefix, place))
        lock = _lock(folder, wait=True)
        if folder.exists():  # else another process took it for a leftover in the instant before it was locked
            return folder, lock
        _release(lock)


def _lock(folder: Path, wait: bool) -> int | None:
    """An flock on a folder, released when this process ends in any way; None where it cannot be acquired."""
    if fcntl is None:
        return None
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        return None
    return descriptor


def _release(lock: int | None) -> None:
    if lock is not None:
        os.close(lock)
