"""Exports a draft as the files of its bundle, whole or not at all, and ends it once everything is exported."""

import shutil
from pathlib import Path

import sqlalchemy as sa

from llm_kb import scratch
from llm_kb.drafts.contents import Rendered, text_of
from llm_kb.drafts.draft import Draft, draft_in, files_in, snapshot
from llm_kb.drafts.start import LOCK
from llm_kb.drafts.sums import changed_names, states_something, sums_of_draft, sums_of_folder
from llm_kb.drafts.tables import EXPORTS, OWN, SCHEMA, edited_tables
from llm_kb.errors import KnowledgeBaseError
from llm_kb.seeds.bundle import SUMS

MAX_NAMED_FILES = 3
"""Maximum number of changed files that an error names."""
LOCK_TIMEOUT = "5s"
"""How long the end of a draft waits for transactions of curators."""


def export(connection: sa.Connection, folder: Path) -> list[str]:
    """Write the draft into the folder of a bundle, and return the names of the files that changed.

    The draft is as of one instant, and others may go on changing it. SHA256SUMS and hidden files of the folder stay.
    Raises KnowledgeBaseError where the folder has files that the draft does not know, or cannot be written; until all
    files are complete nothing in it changes.
    """
    folder = folder.resolve()
    with snapshot(connection).begin():
        draft = draft_in(connection)
        files = files_in(connection, draft.format)
    if before := sums_of_folder(folder):  # templates that 'llm-kb seed pin' has removed do not come back
        kept = {name for name, pieces in files.items() if states_something(name, pieces) or (folder / name).exists()}
        files = {name: pieces for name, pieces in files.items() if name in kept}
    sums = sums_of_draft(files)
    changed = {name for name, pieces in files.items() if not _has(folder / name, text_of(pieces))}
    changed |= {name for name in changed_names(before, sums) if name not in files}
    if changed:
        with scratch.replacing(folder, lambda: _refuse_foreign_files(folder, draft, sums)) as staging:
            write(files, staging)
            _keep(folder, staging)
    connection.execution_options(isolation_level="READ COMMITTED", postgresql_readonly=False)
    with connection.begin():
        connection.execute(sa.insert(EXPORTS).values(sums=sums))
    return sorted(changed)


def write(files: Rendered, folder: Path) -> None:
    """Write files into a folder and flush them to the disk; raises OSError when that fails."""
    for name, pieces in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text_of(pieces).encode())
        scratch.sync(path)


def _has(path: Path, text: str) -> bool:
    return path.is_file() and path.read_bytes() == text.encode()


def _keep(folder: Path, staging: Path) -> None:
    """Copy what is beside the files of a bundle: its pinned hashes, and hidden files."""
    for path in folder.rglob("*"):
        if path.is_file() and (path == folder / SUMS or path.name.startswith(".")):
            kept = staging / path.relative_to(folder)
            kept.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, kept)


def _refuse_foreign_files(folder: Path, draft: Draft, sums: str) -> None:
    """Raise KnowledgeBaseError if a folder has files that did not come from the draft and did not go into it."""
    if Path.cwd().is_relative_to(folder):
        raise KnowledgeBaseError("You are in the folder that would be replaced: change to another one.")
    found = sums_of_folder(folder)
    if found and found not in (sums, *draft.sums):
        names = changed_names(found, draft.sums[-1])
        named = ", ".join(names[:MAX_NAMED_FILES]) + (" …" if len(names) > MAX_NAMED_FILES else "")
        message = f"{str(folder)!r} has changed since the draft took it or was exported there ({named})"
        cure = "export into a new folder ('llm-kb draft export FOLDER') and merge the two"
        raise KnowledgeBaseError(f"{message}: {cure}, nothing was written.")


def end(connection: sa.Connection, *, discard: bool = False) -> str:
    """Drop the draft with its log, and return the name of its edition.

    Within a transaction of the caller, and nobody can change the draft meanwhile. Raises KnowledgeBaseError where it
    holds changes that were not exported, unless these may be discarded.
    """
    connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'")
    connection.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK)))
    draft = draft_in(connection)
    names = ", ".join(f"{SCHEMA}.{table.name}" for table in (*edited_tables(draft.format).values(), *OWN.sorted_tables))
    connection.exec_driver_sql(f"LOCK TABLE {names} IN ACCESS EXCLUSIVE MODE")
    draft = draft_in(connection)
    if not discard and sums_of_draft(files_in(connection, draft.format)) != draft.sums[-1]:
        message = f"The draft of {draft.edition} has changes that were not exported"
        raise KnowledgeBaseError(
            f"{message}: run 'llm-kb draft export', or lose them with 'llm-kb draft end --discard'."
        )
    connection.execute(sa.schema.DropSchema(SCHEMA, cascade=True))
    return draft.edition
