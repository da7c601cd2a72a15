"""Shared by the commands of `llm-kb seed`: where bundles are, which is the newest, and which may be written to."""

from pathlib import Path
from typing import TYPE_CHECKING

from llm_kb.errors import KnowledgeBaseError

if TYPE_CHECKING:
    from llm_kb.seeds import Bundle
    from llm_kb.seeds.bundle_files import BundleFiles

FORMAT_OF_DOCUMENTS = 2
"""The format with which documents without sections came."""


def folder(name: str) -> Path:
    """The folder `seed` or `migrations` of the checkout."""
    from llm_kb import settings

    if settings.checkout() is None:
        raise KnowledgeBaseError("This is an installed package: edit seeds in a checkout of the repository.")
    return settings.data_directory(name)


def newest() -> str:
    """The edition that the last data revision loads."""
    from llm_kb.seeds import revisions

    data_revisions = revisions.data_revisions(folder("migrations") / "versions")
    if not data_revisions:
        raise KnowledgeBaseError("No migration loads an edition: name the bundle on the command line.")
    return data_revisions[-1].edition


def bundle_files(edition: str | None, *, to_write: bool) -> "BundleFiles":
    """The files of a bundle, or of the newest one; raises KnowledgeBaseError where they must not be written."""
    from llm_kb.seeds.bundle_files import BundleFiles

    path = bundle_folder(edition)
    name = path.name
    files = BundleFiles(path)
    if to_write and files.version < FORMAT_OF_DOCUMENTS:
        message = f"{name} has format {files.version}, which has no documents without sections"
        raise KnowledgeBaseError(f"{message}: put them into a new bundle ('llm-kb seed new').")
    if to_write:
        refuse_released(name)
    return files


def bundle_folder(edition: str | None) -> Path:
    """The folder of a bundle, or of the newest one; raises KnowledgeBaseError where there is none."""
    path = folder("seed") / (edition or newest())
    if not path.is_dir():
        raise KnowledgeBaseError(f"There is no bundle {path.name!r} in {path.parent}: check the name.")
    return path


def refuse_released(edition: str) -> None:
    """Raise KnowledgeBaseError where an edition is released, so that its bundle must not be written to."""
    from llm_kb.seeds import revisions

    known = revisions.data_revisions(folder("migrations") / "versions")
    if any(revision.edition == edition and revision.released for revision in known):
        raise KnowledgeBaseError(f"{edition} is released and frozen: put this into a new bundle ('llm-kb seed new').")


def checked(path: Path) -> "Bundle":
    """A validated bundle in a folder; raises SeedError for problems of it and of the migration that loads it."""
    from llm_kb import seeds
    from llm_kb.seeds import revisions

    versions = folder("migrations") / "versions"
    try:
        bundle = seeds.read(path)
    except seeds.SeedError as error:
        raise seeds.SeedError(path.name, [*error.problems, *revisions.problems(path.name, None, versions)]) from None
    if problems := list(revisions.problems(path.name, [earlier.id for earlier in bundle.earlier], versions)):
        raise seeds.SeedError(path.name, problems)
    return bundle


def no_problems(bundle: "Bundle") -> str:
    """The sentence about a bundle that is valid."""
    rows = sum(map(bundle.rows.number_of, bundle.rows))
    return f"{bundle.id} has no problems: {rows} rows for {len(bundle.rows)} tables."
