"""`llm-kb check`."""

from pathlib import Path

import click

from llm_kb.cli.options import database_option, opened
from llm_kb.cli.output import output_options, write_rows

INTEGRITY_FAILED = 1
DOUBTS = 2


@click.command()
@database_option
@output_options
def check(db: Path | None, form: str | None) -> None:
    """Check a database: exit 1 when it is broken, 2 when something should be looked at."""
    from llm_kb import checks

    with opened(db) as connection:
        found = checks.run(connection)
    if form or found:
        columns = ("severity", "check", "row", "problem", "cure")
        write_rows(columns, [(f.severity, f.check, f.row, f.problem, f.cure) for f in found], form or "table")
    else:
        click.echo(f"All {len(checks.all_checks()) + 1} checks pass.")
    severities = {finding.severity for finding in found}
    raise SystemExit(INTEGRITY_FAILED if checks.INTEGRITY in severities else DOUBTS if severities else 0)
