"""`llm-kb seed`: what a curator does with a bundle."""

from datetime import datetime
from pathlib import Path

import click

from llm_kb.cli import seed_sources
from llm_kb.cli.bundles import checked, folder, newest, no_problems
from llm_kb.cli.options import database_option, opened
from llm_kb.errors import KnowledgeBaseError
from llm_kb.text import counted

edition_argument = click.argument("edition", required=False)


@click.group()
def seed() -> None:
    """Create, fill, check and pin seed bundles."""


for command in (seed_sources.source, seed_sources.passage, seed_sources.passages):
    seed.add_command(command)


@seed.command()
@click.argument("title")
@click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    default=lambda: datetime.now().date().isoformat(),
    metavar="YYYY-MM-DD",
    help="Date of the edition (default: today).",
)
def new(title: str, day: datetime) -> None:
    """Create a bundle that follows the newest edition, named by its date and TITLE, and the migration that loads it."""
    from llm_kb.seeds import scaffold

    layout = scaffold.lay_out(title, day.date(), folder("seed"), folder("migrations") / "versions")
    click.echo(f"Created {layout.bundle}, which follows {layout.follows}, and {layout.migration}.")
    click.echo("Fill in what you need, then: llm-kb seed check, llm-kb seed pin, llm-kb build.")


@seed.command()
@edition_argument
def check(edition: str | None) -> None:
    """Validate the bundle EDITION (default: the newest) and list all its problems."""
    click.echo(no_problems(checked(folder("seed") / (edition or newest()))))


@seed.command()
@edition_argument
def pin(edition: str | None) -> None:
    """Write the hash of the bundle EDITION (default: the newest) into its SHA256SUMS and its migration.

    A released bundle is frozen: if it was changed, this fails. Templates that were left empty are removed.
    """
    from llm_kb import seeds
    from llm_kb.seeds import revisions, scaffold

    bundle = checked(folder("seed") / (edition or newest()))
    revision = next(r for r in revisions.data_revisions(folder("migrations") / "versions") if r.edition == bundle.id)
    directory = folder("seed") / bundle.id
    if revision.released and revision.sha256 != seeds.digest(seeds.sums_of(directory)):
        message = f"{bundle.id} was released with version {revision.released} and is frozen"
        raise KnowledgeBaseError(
            f"{message}: restore its files, and put the change into a new bundle ('llm-kb seed new')."
        )
    if bundle.rows.keys() == {"editions"}:
        raise KnowledgeBaseError(f"{bundle.id} is empty: fill in at least one of its files before pinning it.")
    empty = scaffold.left_empty(directory) if bundle.earlier else []
    for path in empty:
        path.unlink()
    sums = seeds.sums_of(directory)
    revision.pin(seeds.digest(sums))
    (directory / seeds.SUMS).write_text(sums, encoding="utf-8")
    if empty:
        click.echo(f"Removed {counted(len(empty), 'empty template')}.")
    click.echo(f"Pinned {bundle.id} in {revision.path.name}: sha256 {seeds.digest(sums)}.")


@seed.command()
@database_option
def count(db: Path | None) -> None:
    """Write the row count of each table and section to the reviewed list."""
    from llm_kb.checks import expectations
    from llm_kb.current import is_current
    from llm_kb.database import cure

    with opened(db, allow_stale=False) as connection:
        if db and not is_current(db):
            raise KnowledgeBaseError(f"{str(db)!r} was not built from this version: {cure(db)}.")
        expectations.REVIEWED.write_text(expectations.as_csv(expectations.row_counts(connection)), encoding="utf-8")
    click.echo(f"Wrote {expectations.REVIEWED}: review the difference before you commit it.")
