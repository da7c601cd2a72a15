"""Where exports go: directories that may be replaced, the hashes by which they are known, and the replacing."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from llm_kb import scratch
from llm_kb.errors import KnowledgeBaseError
from llm_kb.files import sha256_of, writing

SUMS = "SHA256SUMS"
"""The file that lists the others with their hashes, as `sha256sum -c` reads it."""

TOLD = 3
"""How many of the files that are in the way are named."""

OLD = "old"
"""The name that an earlier export has in the scratch folder while the new one takes its place."""


@contextmanager
def replacing(directory: Path, mark: str) -> Iterator[Path]:
    """An empty folder that takes the place of a directory at the end, unless something is raised meanwhile.

    Raises KnowledgeBaseError as `refuse_other_files` does, and where the place cannot be written; a note on all that is
    raised tells what is at `directory` then.
    """

    def bring_back(left: Path) -> None:
        if (left / OLD).is_dir() and not directory.exists():
            with writing(directory):
                (left / OLD).rename(directory)

    scratch.remove_leftovers(directory.parent, directory.name, bring_back)
    with scratch.noting_outcome(directory), writing(directory):
        directory.parent.mkdir(parents=True, exist_ok=True)
        with scratch.folder_in(directory.parent, directory.name) as folder:
            refuse_other_files(directory, mark)
            fresh = folder / "fresh"
            fresh.mkdir()
            yield fresh
            _put_in_place(fresh, directory, folder / OLD)


def refuse_other_files(directory: Path, mark: str) -> None:
    """Raise KnowledgeBaseError if a directory holds anything that an earlier export did not put there.

    It holds an earlier export of the same format if its hashes name `mark`, which is a file of that format alone.
    """
    if Path.cwd().is_relative_to(directory):
        raise KnowledgeBaseError("You are in the directory that would be replaced: name a new one below it.")
    if directory.exists() and not directory.is_dir():
        raise KnowledgeBaseError(f"{str(directory)!r} is a file: choose a new or empty directory.")
    exported = _names(directory / SUMS)
    ours = exported | {SUMS} if mark in exported else set()
    found = (path.relative_to(directory).as_posix() for path in files(directory))
    others = list(islice((name for name in found if name not in ours), TOLD))
    if others:
        told = f"{str(directory)!r} holds other files ({', '.join(others)})"
        raise KnowledgeBaseError(f"{told}: choose a new or empty directory, nothing was written.")


def files(folder: Path) -> Iterator[Path]:
    """Every file in a folder and the folders in it, by name; nothing where there is no folder."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.is_dir() and not path.is_symlink():
            yield from files(path)
        else:
            yield path


def seal(folder: Path) -> int:
    """Write the hashes of all files in a folder beside them, see all of it to the disk, and return how many these are.

    Raises OSError when it does not get there.
    """
    lines = [f"{sha256_of(path)}  {path.relative_to(folder).as_posix()}\n" for path in files(folder)]
    (folder / SUMS).write_text("".join(lines), encoding="utf-8", newline="\n")
    for path in files(folder):
        scratch.sync(path)
    return len(lines)


def _put_in_place(fresh: Path, directory: Path, aside: Path) -> None:
    """Let a folder take the place of another, which comes back if that fails."""
    existed = directory.exists()
    if existed:
        directory.rename(aside)
    try:
        fresh.rename(directory)
    except OSError:
        if existed:
            aside.rename(directory)
        raise
    scratch.sync_names(directory.parent)


def _names(sums: Path) -> set[str]:
    """The names that a list of hashes holds, none where there is no such list."""
    try:
        lines = sums.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return set()
    return {line.partition("  ")[2] for line in lines}
