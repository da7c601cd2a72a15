"""`llm-kb diff`."""

import sqlite3
from contextlib import closing
from pathlib import Path

import click

from llm_kb.cli.output import format_options, write_text
from llm_kb.errors import KnowledgeBaseError

DIFFERENT = 1
FAILED = 2

FORMATS = {
    "--json": ("json", "One JSON object with every row."),
    "--markdown": ("markdown", "Markdown for release notes."),
}
FILE = click.Path(path_type=Path, dir_okay=False)


class ComparisonError(click.ClickException):
    """The two databases cannot be compared."""

    exit_code = FAILED


@click.command()
@click.argument("old", type=FILE)
@click.argument("new", type=FILE)
@format_options(FORMATS)
@click.option("--derived", is_flag=True, help="Also compare derived tables, which are computed from the others.")
def diff(old: Path, new: Path, output_format: str | None, derived: bool) -> None:
    """Show the differences between the contents of two databases.

    Rows are matched by primary key and are added, removed, changed, or moved (only their position differs).
    Exit status 0 if the contents are equal, 1 if they differ, 2 if they cannot be compared.
    """
    from llm_kb.database import open_read_only
    from llm_kb.diff import compare, report

    try:
        with closing(open_read_only(old)) as before, closing(open_read_only(new)) as after:
            difference = compare(before, after, derived=derived)
    except (KnowledgeBaseError, sqlite3.DatabaseError) as error:
        raise ComparisonError(f"The databases cannot be compared: {error}") from error
    write_text({"json": report.as_json, "markdown": report.markdown}.get(output_format or "", report.text)(difference))
    raise SystemExit(DIFFERENT if difference else 0)
