"""Hashes of the files of a bundle, by which files that nobody else has changed are known."""

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from llm_kb.drafts.contents import Piece, Rendered, text_of
from llm_kb.seeds.bundle import files_of
from llm_kb.seeds.text import only_comments


def states_something(name: str, pieces: Iterable[Piece]) -> bool:
    """Whether a file of a draft is more than a template that was left empty."""
    return not _is_empty(name, text_of(pieces).encode())


def sums_of_draft(files: Rendered) -> str:
    """The hashes of the files of a draft."""
    return _sums({name: text_of(pieces).encode() for name, pieces in files.items()})


def sums_of_folder(folder: Path) -> str:
    """The hashes of the files of a bundle in a folder, none where there is no folder."""
    paths = files_of(folder) if folder.is_dir() else []
    return _sums({path.relative_to(folder).as_posix(): path.read_bytes() for path in paths})


def changed_names(one: str, other: str) -> list[str]:
    """The names of the files in which two lists of hashes differ."""
    return sorted({line.partition("  ")[2] for line in set(one.splitlines()) ^ set(other.splitlines())})


def _sums(files: Mapping[str, bytes]) -> str:
    """The hashes of files as SHA256SUMS has them.

    Templates that state nothing are passed over, because `llm-kb seed pin` removes them.
    """
    stating = {name: data for name, data in files.items() if not _is_empty(name, data)}
    return "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(stating.items()))


def _is_empty(name: str, data: bytes) -> bool:
    return data.count(b"\n") == 1 if name.endswith(".csv") else only_comments(data.decode(errors="replace"))
