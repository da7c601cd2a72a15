"""Scratch folders: work is done there and moved into its place when it is complete, so that nobody sees half of it.

A folder is locked while its process lives, so that the next one can tell and remove what a killed one left behind.
"""

import glob
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from llm_kb.files import identity

try:
    import fcntl
except ImportError:  # Windows has no such locks, so there leftovers stay
    fcntl = None  # type: ignore[assignment]

SUFFIX = ".scratch"
MADE = "[a-z0-9_]" * 8
"""What `mkdtemp` puts between name and ending: no hyphens, so that a name is not taken for one that it begins with."""


def remove_leftovers(place: Path, name: str, rescue: Callable[[Path], None] = lambda left: None) -> None:
    """Remove the scratch folders of a name whose process was killed; `rescue` may take out what must not be lost."""
    for folder in sorted(place.glob(f".{glob.escape(name)}-{MADE}{SUFFIX}")):
        lock = _lock(folder, wait=False)
        if lock is not None:
            try:
                rescue(folder)
                shutil.rmtree(folder, ignore_errors=True)
            finally:
                _release(lock)


@contextmanager
def folder_in(place: Path, name: str) -> Iterator[Path]:
    """An empty scratch folder in a folder that exists, removed with what it then holds at the end."""
    folder, lock = _locked_folder(place, f".{name}-")
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        _release(lock)


@contextmanager
def telling_outcome(target: Path) -> Iterator[None]:
    """Note on whatever is raised meanwhile whether the old file or folder is there, the new one or none."""
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


def sync(file: Path) -> None:
    """Wait until the contents of a file are on the disk; raises OSError when they do not get there."""
    with file.open("rb+") as opened:
        os.fsync(opened.fileno())


def sync_names(folder: Path) -> None:
    """Wait until the names in a folder are on the disk, on systems that can do so."""
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
    """A lock on a folder, which ends with this process however that ends; None where there cannot be one."""
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
