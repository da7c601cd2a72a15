"""`llm-kb seed`: what a curator does with a bundle."""

import re
from pathlib import Path

import click

from llm_kb.cli.options import database_option, opened
from llm_kb.errors import KnowledgeBaseError


@click.group()
def seed() -> None:
    """Check and pin seed bundles."""


@seed.command()
@click.argument("edition")
def check(edition: str) -> None:
    """Read the bundle EDITION and tell all its problems at once."""
    from llm_kb import seeds
    from llm_kb.settings import data_directory

    bundle = seeds.read(data_directory("seed") / edition)
    rows = sum(len(rows) for rows in bundle.rows.values())
    click.echo(f"{edition} is free of problems: {rows} rows for {len(bundle.rows)} tables.")


@seed.command()
@click.argument("edition")
def pin(edition: str) -> None:
    """Write the hash of the bundle EDITION into its SHA256SUMS and its migration.

    Only for an edition that is not released yet: a released bundle is frozen.
    """
    from llm_kb import seeds
    from llm_kb.settings import data_directory

    folder = data_directory("seed") / edition
    seeds.read(folder)
    sums = seeds.sums_of(folder)
    migration = _migration_of(edition)
    line = f'SHA256 = "{seeds.digest(sums)}"'
    text, found = re.subn(r'^SHA256 = "\w*"$', line, migration.read_text(encoding="utf-8"), flags=re.MULTILINE)
    if found != 1:
        raise KnowledgeBaseError(f'{migration.name} has no line SHA256 = "…" to write the hash into: add it.')
    (folder / seeds.SUMS).write_text(sums, encoding="utf-8")
    migration.write_text(text, encoding="utf-8")
    click.echo(f"Pinned {edition} in {migration.name}: sha256 {seeds.digest(sums)}.")


@seed.command()
@database_option
def count(db: Path | None) -> None:
    """Write the number of rows of each table and section into the reviewed list."""
    from llm_kb.checks import expectations

    with opened(db) as connection:
        expectations.REVIEWED.write_text(expectations.written(expectations.counted(connection)), encoding="utf-8")
    click.echo(f"Counted into {expectations.REVIEWED}: review the difference before you commit it.")


def _migration_of(edition: str) -> Path:
    from llm_kb.settings import data_directory

    folder = data_directory("migrations") / "versions"
    for path in sorted(folder.glob("*.py")):
        if f'EDITION = "{edition}"' in path.read_text(encoding="utf-8"):
            return path
    raise KnowledgeBaseError(f"No migration in {folder} loads {edition!r}: add one with that EDITION and a SHA256.")
