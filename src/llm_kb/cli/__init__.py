"""The command line: one command a module, one output grammar, errors as one sentence with the cure."""

import sqlite3
from typing import Any

import click

from llm_kb import __version__
from llm_kb.cli.build import build
from llm_kb.cli.check import check
from llm_kb.cli.compare import compare
from llm_kb.cli.diff import diff
from llm_kb.cli.export import export
from llm_kb.cli.query import query
from llm_kb.cli.seed import seed
from llm_kb.cli.serve import serve
from llm_kb.cli.show import show
from llm_kb.cli.tables import tables
from llm_kb.cli.verify import verify
from llm_kb.errors import KnowledgeBaseError


class Group(click.Group):
    """A group of commands that turns the package's errors into messages."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except KnowledgeBaseError as error:
            raise click.ClickException(str(error)) from error
        except sqlite3.DatabaseError as error:
            told = f"The database does not fit this version of llm-kb ({error})"
            raise click.ClickException(
                f"{told}: build it anew with 'llm-kb build', or name another with --db."
            ) from error
        except PermissionError as error:
            told = f"{error.filename!r} cannot be written ({error.strerror})"
            raise click.ClickException(f"{told}: change its permissions, or work on a copy of the folder.") from error


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="%(version)s")
def main() -> None:
    """LLM design choices as a knowledge base: every fact with the sentence that says so."""


for command in (build, check, compare, diff, export, query, seed, serve, show, tables, verify):
    main.add_command(command)
