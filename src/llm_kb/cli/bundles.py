"""Shared by the commands of `llm-kb seed`: where bundles are, which is the newest, and which may be written to."""

from pathlib import Path
from typing import TYPE_CHECKING

from llm_kb.errors import KnowledgeBaseError

if TYPE_CHECKING:
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
    from llm_kb.seeds import revisions
    from llm_kb.seeds.bundle_files import BundleFiles

    name = edition or newest()
    path = folder("seed") / name
    if not path.is_dir():
        raise KnowledgeBaseError(f"There is no bundle {name!r} in {path.parent}: check the name.")
    files = BundleFiles(path)
    if to_write and files.version < FORMAT_OF_DOCUMENTS:
        message = f"{name} has format {files.version}, which has no documents without sections"
        raise KnowledgeBaseError(f"{message}: put them into a new bundle ('llm-kb seed new').")
    known = revisions.data_revisions(folder("migrations") / "versions")
    if to_write and any(revision.edition == name and revision.released for revision in known):
        raise KnowledgeBaseError(f"{name} is released and frozen: put this into a new bundle ('llm-kb seed new').")
    return files
