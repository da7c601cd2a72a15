"""`llm-kb build`."""

from contextlib import closing
from pathlib import Path

import click

from llm_kb.cli.options import database_option, tell


@click.command()
@database_option
def build(db: Path | None) -> None:
    """Build the database anew, check it, and put it in place of the old one."""
    from llm_kb import checks
    from llm_kb.build import build, sha256_of
    from llm_kb.database import open_read_only
    from llm_kb.settings import default_database

    path = build(db or default_database(), tell)
    click.echo(f"Built {path} ({path.stat().st_size:,} bytes, sha256 {sha256_of(path)}).")
    with closing(open_read_only(path)) as connection:
        doubts = len(checks.run(connection))
    if doubts:
        click.echo(f"{doubts} doubts: 'llm-kb check --db {path}' lists them.", err=True)
