"""`llm-kb check`."""

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from llm_kb.cli.options import database_option, opened
from llm_kb.cli.output import output_options, write_rows, write_text

if TYPE_CHECKING:
    from llm_kb.checks import CheckFinding

INTEGRITY_FAILED = 1
DOUBTS = 2
COLUMNS = ("severity", "check", "table", "key", "problem", "cure")


@click.command()
@database_option
@output_options
def check(db: Path | None, output_format: str | None) -> None:
    """Check a database: exit status 1 if its integrity is violated, 2 if there are only doubts to review.

    Every result names the row by table and key, the problem, and the cure.
    """
    from llm_kb import checks
    from llm_kb.checks import terms

    with opened(db) as connection:
        checks.probe(connection)
        findings = checks.run(connection)
        named = None if findings or output_format else terms.shares(terms.explicit_facts(connection))
    if output_format:
        write_rows(COLUMNS, [[getattr(finding, column) for column in COLUMNS] for finding in findings], output_format)
    else:
        number = len([*checks.all_checks(), checks.UNNAMED, checks.ROW_COUNTS])
        write_text(as_text(findings) if findings else f"All {number} checks pass; {named}.")
    severities = {finding.severity for finding in findings}
    raise SystemExit(INTEGRITY_FAILED if checks.INTEGRITY in severities else DOUBTS if severities else 0)


def as_text(findings: "list[CheckFinding]") -> str:
    """The findings as text: one paragraph per check, and their number at the end."""
    paragraphs = []
    for (severity, identity, cure), rows in groupby(findings, lambda f: (f.severity, f.check, f.cure)):
        lines = "".join(f"\n  {finding.table} {finding.key}: {finding.problem}" for finding in rows)
        paragraphs.append(f"{severity}: {identity}{lines}\n  Cure: {cure}.")
    number = f"{len(findings)} finding{'s' if len(findings) > 1 else ''}"
    return "\n\n".join([*paragraphs, f"{number}."])
