"""The data revisions: which bundle each of them loads, in which order, and the hash that it pins."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from llm_kb.seeds.problems import Problem

NUMBER = re.compile(r"([0-9]{4})_\w+\.py")
EDITION = re.compile(r'^EDITION = "(.*)"$', re.MULTILINE)
SHA256 = re.compile(r'^SHA256 = "(\w*)"$', re.MULTILINE)
RELEASED = re.compile(r'^RELEASED = "(.+)"$', re.MULTILINE)


@dataclass(frozen=True)
class Revision:
    """A revision that loads a bundle."""

    path: Path
    edition: str

    @property
    def name(self) -> str:
        """The file, as problems of a bundle call it."""
        return f"../../{self.path.parent.parent.name}/{self.path.parent.name}/{self.path.name}"

    @property
    def sha256(self) -> str | None:
        """The hash by which it knows the bundle, empty while that is not pinned; None where it has no such line."""
        return self._value(SHA256)

    @property
    def released(self) -> str | None:
        """The version of llm-kb that released the bundle, which is frozen since then; None before its release."""
        return self._value(RELEASED)

    def _value(self, line: re.Pattern[str]) -> str | None:
        match = line.search(self.path.read_text(encoding="utf-8"))
        return match[1] if match else None

    def pin(self, sha256: str) -> None:
        """Write the hash of the bundle into the revision."""
        text = self.path.read_text(encoding="utf-8")
        self.path.write_text(SHA256.sub(f'SHA256 = "{sha256}"', text), encoding="utf-8")


def numbered(versions: Path) -> list[Path]:
    """Every revision of a folder, in order."""
    return sorted(path for path in versions.glob("*.py") if NUMBER.fullmatch(path.name))


def number_of(path: Path) -> str:
    """The number that a revision's file begins with."""
    return path.name[:4]


def data_revisions(versions: Path) -> list[Revision]:
    """The revisions of a folder that load a bundle, in order."""
    matches = ((path, EDITION.search(path.read_text(encoding="utf-8"))) for path in numbered(versions))
    return [Revision(path, match[1]) for path, match in matches if match]


def problems(edition: str, earlier: Sequence[str] | None, versions: Path) -> Iterator[Problem]:
    """The problems of the revision that loads a bundle.

    `earlier` are the editions that the bundle builds on, the oldest first, or None where that is not known.
    """
    all_revisions = data_revisions(versions)
    own = [revision for revision in all_revisions if revision.edition == edition]
    folder = f"../../{versions.parent.name}/{versions.name}"
    if not own:
        yield Problem(folder, 1, f"no migration loads {edition!r}, add one with that EDITION and a SHA256")
        return
    if len(own) > 1:
        names = " and ".join(revision.path.name for revision in own)
        yield Problem(folder, 1, f"{names} load {edition!r} both, remove one of them")
    numbers = [number_of(path) for path in numbered(versions)]
    for twice in sorted({number for number in numbers if numbers.count(number) > 1}):
        message = f"two migrations have the number {twice}"
        yield Problem(folder, 1, f"{message}, give the later one the next number, also in revision and down_revision")
    text = own[0].path.read_text(encoding="utf-8")
    if len(SHA256.findall(text)) != 1:
        yield Problem(own[0].name, 1, 'has no line SHA256 = "…" to write the hash into, add it')
    before = [revision.edition for revision in all_revisions[: all_revisions.index(own[0])]]
    if earlier is not None and before != list(earlier):
        message = f"loads {edition!r} after {', '.join(before) or 'no other'}"
        yield Problem(own[0].name, 1, f"{message}, name exactly the previous edition as 'follows' in edition.yaml")
