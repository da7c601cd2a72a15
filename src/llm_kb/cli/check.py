"""`llm-kb check`."""

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from llm_kb.cli.options import database_option, opened
from llm_kb.cli.output import output_options, write_rows, write_text

if TYPE_CHECKING:
    from llm_kb.checks import Finding

INTEGRITY_FAILED = 1
DOUBTS = 2
COLUMNS = ("severity", "check", "table", "key", "problem", "cure")


@click.command()
@database_option
@output_options
def check(db: Path | None, form: str | None) -> None:
    """Check a database: exit 1 when it is broken, 2 when something should be looked at.

    Every finding names the row to look at by its table and key, what is the matter, and the cure.
    """
    from llm_kb import checks

    with opened(db) as connection:
        found = checks.run(connection)
    if form:
        write_rows(COLUMNS, [[getattr(finding, column) for column in COLUMNS] for finding in found], form)
    else:
        write_text(told(found) if found else f"All {len(checks.all_checks()) + 1} checks pass.")
    severities = {finding.severity for finding in found}
    raise SystemExit(INTEGRITY_FAILED if checks.INTEGRITY in severities else DOUBTS if severities else 0)


def told(found: "list[Finding]") -> str:
    """The findings for people: one paragraph for each check, and how many there are at the end."""
    paragraphs = []
    for (severity, identity, cure), findings in groupby(found, lambda f: (f.severity, f.check, f.cure)):
        rows = "".join(f"\n  {finding.table} {finding.key}: {finding.problem}" for finding in findings)
        paragraphs.append(f"{severity}: {identity}{rows}\n  Cure: {cure}.")
    number = f"{len(found)} finding{'s' if len(found) > 1 else ''}"
    return "\n\n".join([*paragraphs, f"{number}."])
