"""`llm-kb draft`: an unreleased bundle that several curators change at once in PostgreSQL."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from llm_kb.cli import bundles
from llm_kb.cli.output import output_options, write_rows
from llm_kb.settings import DATABASE_URL_VARIABLE
from llm_kb.text import counted, listed

CELL_LENGTH = 40
"""Maximum length of a cell that `llm-kb draft changes --table` shows."""
MAX_NAMED_FILES = 10
"""Maximum number of changed files that `llm-kb draft export` names."""

url_option = click.option(
    "--database-url",
    "url",
    envvar=DATABASE_URL_VARIABLE,
    required=True,
    metavar="URL",
    help=f"The PostgreSQL database of the draft, such as postgresql://me@host/kb (default: {DATABASE_URL_VARIABLE}).",
)


@click.group()
def draft() -> None:
    """Let several curators change an unreleased bundle at once, in PostgreSQL."""


@draft.command()
@click.argument("edition", required=False)
@click.option(
    "--curator", "curators", multiple=True, metavar="ROLE", help="A role that may change the draft; repeatable."
)
@url_option
def start(edition: str | None, curators: tuple[str, ...], url: str) -> None:
    """Copy the unreleased bundle EDITION (default: the newest) into the schema `draft` of a database.

    There is a table for each CSV file, and `draft.entries` for the entries of facts. Curators change them with any
    client of PostgreSQL, each in their own role; `draft.changes` logs who changed which row when.
    """
    from llm_kb.drafts.start import start
    from llm_kb.postgresql import connected

    folder = bundles.bundle_folder(edition)
    bundles.refuse_released(folder.name)
    with connected(url) as connection, connection.begin():
        rows = start(connection, folder, curators)
    may = f"{listed(curators, 'and')} may change it" if curators else "let curators in with 'llm-kb draft admit ROLE'"
    click.echo(f"Copied {folder.name} ({counted(rows, 'row')}) into the schema 'draft': {may}.")


@draft.command()
@click.argument("curators", metavar="ROLE...", nargs=-1, required=True)
@url_option
def admit(curators: tuple[str, ...], url: str) -> None:
    """Let further roles change the draft."""
    from llm_kb.drafts.draft import draft_in
    from llm_kb.drafts.start import grant
    from llm_kb.postgresql import connected

    with connected(url) as connection, connection.begin():
        found = draft_in(connection)
        grant(connection, curators, found.format)
    click.echo(f"{listed(curators, 'and')} may change the draft of {found.edition}.")


@draft.command()
@click.option("--curator", metavar="ROLE", help="Only the changes of one curator.")
@click.option("--of-table", "table", metavar="TABLE", help="Only the changes of one table.")
@click.option("--shared", is_flag=True, help="Only the changes of rows that more than one curator changed.")
@url_option
@output_options
def changes(curator: str | None, table: str | None, shared: bool, url: str, output_format: str | None) -> None:
    """List who changed which row when; `shared_by` names the curators of a row that more than one changed.

    A table is for people and shows the beginning of long values; the other formats have them whole.
    """
    from llm_kb.drafts import log
    from llm_kb.postgresql import connected

    with connected(url) as connection:
        rows = list(log.changes(connection, curator, table, shared=shared))
    if output_format in ("csv", "tsv", "table"):
        cell = _brief if output_format == "table" else _flat
        rows = [tuple(map(cell, row)) for row in rows]
    write_rows(log.COLUMNS, rows, output_format)


def _flat(value: Any) -> Any:
    """A value as a cell: the columns of a row as JSON."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else value


def _brief(value: Any) -> Any:
    """A value as a cell on a terminal: no fractions of seconds, and the beginning of what is long."""
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds")
    text = _flat(value)
    return f"{text[:CELL_LENGTH]}…" if isinstance(text, str) and len(text) > CELL_LENGTH else text


@draft.command()
@url_option
def check(url: str) -> None:
    """Validate the draft like a bundle, and list all its problems with their rows."""
    from llm_kb.drafts.check import as_bundle
    from llm_kb.drafts.draft import draft_in, files_in, snapshot
    from llm_kb.postgresql import connected

    with connected(url) as connection, snapshot(connection).begin():
        found = draft_in(connection)
        files = files_in(connection, found.format)
    with as_bundle(files, found.edition, bundles.folder("seed")) as bundle:
        click.echo(bundles.no_problems(bundles.checked(bundle)))


@draft.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path, file_okay=False))
@url_option
def export(folder: Path | None, url: str) -> None:
    """Write the draft back into its bundle, or into FOLDER, which must be new, empty or an earlier export.

    The files are those of one instant, whole or not at all; curators may go on. It is refused where the files were
    changed otherwise since the draft was started.
    """
    from llm_kb.drafts.draft import draft_in
    from llm_kb.drafts.export import export
    from llm_kb.postgresql import connected

    with connected(url) as connection:
        with connection.begin():
            edition = draft_in(connection).edition
        if folder is None:
            bundles.refuse_released(edition)
        target = folder or bundles.folder("seed") / edition
        changed = export(connection, target)
    names = f": {', '.join(changed[:MAX_NAMED_FILES])}" if changed else ""
    more = f" and {len(changed) - MAX_NAMED_FILES} more" if len(changed) > MAX_NAMED_FILES else ""
    click.echo(f"Wrote {counted(len(changed), 'changed file')} to {target}{names}{more}.")
    if changed and folder is None:
        click.echo("Review them with git diff, then: llm-kb seed check, llm-kb seed pin.")


@draft.command()
@click.option("--discard", is_flag=True, help="Also if changes were not exported, which are lost.")
@url_option
def end(discard: bool, url: str) -> None:
    """Remove the draft and its log from the database, once everything is exported."""
    from llm_kb.drafts.export import end
    from llm_kb.postgresql import connected

    with connected(url) as connection, connection.begin():
        edition = end(connection, discard=discard)
    click.echo(f"Removed the draft of {edition} from the database.")
