"""What a release is called: a version with its section of the changelog, or what came after one, by its date."""

import re
from dataclasses import dataclass
from pathlib import Path

from llm_kb import __version__
from llm_kb.errors import KnowledgeBaseError
from llm_kb.seeds.revisions import Revision, data_revisions

from .commits import Commit

CHANGES = "CHANGELOG.md"
UNRELEASED = "Unreleased"
"""Heading of the changes that no version has yet."""
NUMBER = re.compile(r"^__version__ = .+$", re.MULTILINE)
SECTION = re.compile(r"^## (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Version:
    """A version of the software and the data."""

    base: str
    """The newest version that the changelog names."""
    is_final: bool
    """Whether the release is that version, not what came after it."""
    label: str
    """The version and the date, in the form of PEP 440 for a build of one's own."""
    changes: str
    """The topmost section of the changelog as Markdown, without its heading."""
    unreleased: tuple[str, ...]
    """The editions that are not frozen yet; of a final version there are none."""
    earlier: tuple[str, ...]
    """The editions that earlier versions released."""

    @property
    def number(self) -> str:
        """The version of the wheel: only a final one has the bare number, so that no other wheel is taken for it."""
        return self.base if self.is_final else self.label


def version_of(commit: Commit) -> Version:
    """The version that a commit is.

    Raises KnowledgeBaseError where changelog, `__version__`, migrations and tags do not tell the same.
    """
    text = (commit.root / CHANGES).read_text(encoding="utf-8")
    _, *parts = SECTION.split(text)
    sections = {title.split()[0]: changes.strip() for title, changes in zip(parts[::2], parts[1::2], strict=True)}
    _require_number(list(sections))
    topmost, changes = next(iter(sections.items()))
    if not changes:
        raise KnowledgeBaseError(
            f"{CHANGES} says nothing under {topmost!r}: write what changed, or remove the heading."
        )
    revisions = data_revisions(commit.root / "migrations" / "versions")
    unreleased = tuple(revision.edition for revision in revisions if not revision.released)
    _require_sections(revisions, list(sections))
    if is_final := topmost == __version__:
        _require_frozen(unreleased)
        _require_new(commit)
    return Version(
        __version__,
        is_final,
        f"{__version__}+{commit.moment:%Y%m%d}",
        changes,
        unreleased,
        tuple(r.edition for r in revisions if r.released and not (is_final and r.released == __version__)),
    )


def set_version(root: Path, number: str) -> None:
    """Change `__version__` in a copy of the repository."""
    path = root / "src" / "llm_kb" / "__init__.py"
    text = NUMBER.sub(f'__version__ = "{number}"', path.read_text(encoding="utf-8"))
    path.write_text(text, encoding="utf-8")


def _require_number(titles: list[str]) -> None:
    """Raise KnowledgeBaseError if the newest version of the changelog is not that of the package."""
    newest = next((title for title in titles if title != UNRELEASED), "none")
    if newest != __version__:
        message = f"The newest version in {CHANGES} is {newest}, but that of llm-kb is {__version__}"
        raise KnowledgeBaseError(f"{message}: add its heading, or correct __version__ in src/llm_kb/__init__.py.")


def _require_sections(revisions: list[Revision], titles: list[str]) -> None:
    """Raise KnowledgeBaseError if an edition claims to be released with a version that the changelog lacks."""
    for revision in revisions:
        if revision.released and revision.released not in titles:
            message = f"{revision.path.name} says RELEASED {revision.released!r}, which has no section in {CHANGES}"
            raise KnowledgeBaseError(f"{message}: add its heading there, or correct the line.")


def _require_frozen(unreleased: tuple[str, ...]) -> None:
    """Raise KnowledgeBaseError if an edition of a final version is not frozen."""
    if unreleased:
        message = f"Version {__version__} has editions that are not released ({', '.join(unreleased)})"
        cure = f"add the line RELEASED = \"{__version__}\" to their migrations, or '## {UNRELEASED}' to {CHANGES}"
        raise KnowledgeBaseError(f"{message}: {cure}.")


def _require_new(commit: Commit) -> None:
    """Raise KnowledgeBaseError if another commit was released as this version."""
    tag = f"v{__version__}"
    tagged = commit.tagged(tag)
    if tagged not in (None, commit.sha):
        message = f"Version {__version__} is another commit, that of the tag {tag}"
        raise KnowledgeBaseError(f"{message}: describe what came after it under '## {UNRELEASED}' in {CHANGES}.")
