"""`llm-kb build`."""

from pathlib import Path

import click

from llm_kb.cli.options import database_option, show_progress
from llm_kb.text import counted


@click.command()
@database_option
def build(db: Path | None) -> None:
    """Build and check the database, then replace the old one."""
    from llm_kb.build import build
    from llm_kb.checks import CheckFinding
    from llm_kb.files import sha256_of
    from llm_kb.settings import default_database

    doubts: list[CheckFinding] = []
    path = build(db or default_database(), show_progress, doubts.extend)
    click.echo(f"Built {path} ({path.stat().st_size:,} bytes, sha256 {sha256_of(path)}).")
    if doubts:
        click.echo(f"{counted(len(doubts), 'doubt')}: 'llm-kb check --db {path}' lists them.", err=True)
