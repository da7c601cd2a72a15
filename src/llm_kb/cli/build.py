"""`llm-kb build`."""

from pathlib import Path

import click

from llm_kb.cli.options import database_option, show_progress, warn
from llm_kb.text import counted


@click.command()
@database_option
@click.option(
    "--database-url",
    metavar="URL",
    help="Build in the schema llm_kb of this PostgreSQL database instead; only files are checked.",
)
def build(db: Path | None, database_url: str | None) -> None:
    """Build and check the database, then replace the old one."""
    if database_url is None:
        _build_file(db)
    elif db:
        raise click.UsageError("Options --db and --database-url name two databases: leave one of them out.")
    else:
        from llm_kb.server_build import build_on_server

        click.echo(f"Built {build_on_server(database_url, show_progress, warn)}.")


def _build_file(db: Path | None) -> None:
    from llm_kb.build import build
    from llm_kb.checks import CheckFinding
    from llm_kb.files import sha256_of
    from llm_kb.settings import default_database

    doubts: list[CheckFinding] = []
    path = build(db or default_database(), show_progress, doubts.extend)
    click.echo(f"Built {path} ({path.stat().st_size:,} bytes, sha256 {sha256_of(path)}).")
    if doubts:
        click.echo(f"{counted(len(doubts), 'doubt')}: 'llm-kb check --db {path}' lists them.", err=True)
