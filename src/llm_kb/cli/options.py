"""What commands have in common: the option that names the database, progress, and opening it."""

import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import click

Command = Callable[..., Any]


def database_option(command: Command) -> Command:
    """Add `--db FILE`."""
    text = "The database file; without it the default one."
    return click.option("--db", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help=text)(command)


def tell(step: str) -> None:
    """Say on a terminal what is being done."""
    if sys.stderr.isatty():
        click.echo(f"… {step}", err=True)


@contextmanager
def opened(named: Path | None) -> Iterator[sqlite3.Connection]:
    """A read-only connection to the database that the user means."""
    from llm_kb.build import database_for
    from llm_kb.database import open_read_only

    with closing(open_read_only(database_for(named, tell))) as connection:
        yield connection
