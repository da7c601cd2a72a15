"""`llm-kb verify`."""

from pathlib import Path

import click

from llm_kb.cli.options import database_option, opened
from llm_kb.cli.output import output_options, write_rows

COLUMNS = ("section", "sentences", "statements", "facts", "citations", "mentions", "covered", "uncovered")


@click.command()
@click.option(
    "--paper",
    required=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="A text of the survey.",
)
@database_option
@output_options
def verify(paper: Path, db: Path | None, form: str | None) -> None:
    """Hold every passage, phrase and citation against a text of the survey, and tell the coverage.

    Coverage counts model names in bold type that stand in a fact of their very sentence. A section with facts must be
    covered in full; exit 1 if it is not, or if anything is not as recorded.
    """
    from llm_kb.checks.verify import verify

    with opened(db) as connection:
        report = verify(connection, paper)
    if report.same_text:
        rows = [
            (s.section, s.sentences, s.statements, s.facts, s.citations, s.mentions, s.covered, len(s.uncovered))
            for s in report.sections
        ]
        total = ("all", *map(sum, zip(*(row[1:] for row in rows), strict=True)))
        write_rows(COLUMNS, [*rows, total], form or "table")
    else:
        told = "this is another text than the one that was read, so only the phrases were searched for"
        click.echo(f"{report.phrases - len(report.problems)} of {report.phrases} phrases found; {told}.", err=True)
    uncovered = [place for s in report.sections if s.facts for place in s.uncovered]
    for line in (*report.problems, *(f"{place} stands in no fact of its sentence" for place in uncovered)):
        click.echo(line, err=True)
    raise SystemExit(1 if report.problems or uncovered else 0)
