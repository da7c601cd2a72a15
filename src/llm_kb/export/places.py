"""Target directories of exports: atomic replacement, checksums, and protection of other files."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from itertools import islice
from pathlib import Path

from llm_kb import scratch
from llm_kb.errors import KnowledgeBaseError
from llm_kb.files import sha256_of

SUMS = "SHA256SUMS"
"""The file that lists the others with their hashes, as `sha256sum -c` reads it."""

MAX_NAMED_FILES = 3
"""Maximum number of other files that the error names."""


def replacing(directory: Path, marker_file: str) -> AbstractContextManager[Path]:
    """A staging folder that replaces a directory at the end, unless an exception is raised.

    Raises KnowledgeBaseError as `refuse_other_files` does, and where the place cannot be written; every exception
    carries a note on what is at `directory` then.
    """
    return scratch.replacing(directory, lambda: refuse_other_files(directory, marker_file))


def refuse_other_files(directory: Path, marker_file: str) -> None:
    """Raise KnowledgeBaseError if a directory holds anything that an earlier export did not put there as it is now.

    An earlier export of the same format is recognized by `marker_file` among its checksums.
    """
    if Path.cwd().is_relative_to(directory):
        raise KnowledgeBaseError("You are in the directory that would be replaced: name a new one below it.")
    if directory.exists() and not directory.is_dir():
        raise KnowledgeBaseError(f"{str(directory)!r} is a file: choose a new or empty directory.")
    exported = _checksums(directory / SUMS)
    own_files = exported | {SUMS: ""} if marker_file in exported else {}
    existing = {path.relative_to(directory).as_posix(): path for path in files(directory)}
    _refuse(directory, "contains other files", (name for name in existing if name not in own_files))
    edited = (name for name, path in existing.items() if own_files[name] and sha256_of(path) != own_files[name])
    _refuse(directory, "contains files that were changed after their export", edited)


def _refuse(directory: Path, what: str, names: Iterator[str]) -> None:
    """Raise KnowledgeBaseError if there is any of these files."""
    if named := list(islice(names, MAX_NAMED_FILES)):
        message = f"{str(directory)!r} {what} ({', '.join(named)})"
        raise KnowledgeBaseError(f"{message}: choose a new or empty directory, nothing was written.")


def files(folder: Path) -> Iterator[Path]:
    """Every file in a folder and the folders in it, by name; nothing where there is no folder."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.is_dir() and not path.is_symlink():
            yield from files(path)
        else:
            yield path


def write_checksums(folder: Path) -> int:
    """Write the checksums of all files in a folder, flush everything to the disk (fsync), and return their number.

    Raises OSError when that fails.
    """
    lines = [f"{sha256_of(path)}  {path.relative_to(folder).as_posix()}\n" for path in files(folder)]
    (folder / SUMS).write_text("".join(lines), encoding="utf-8", newline="\n")
    for path in files(folder):
        scratch.sync(path)
    return len(lines)


def _checksums(sums: Path) -> dict[str, str]:
    """The hashes in SHA256SUMS by file name, none where it is missing or unreadable."""
    try:
        lines = sums.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return {}
    return {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
