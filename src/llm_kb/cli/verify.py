"""`llm-kb verify`."""

from pathlib import Path

import click

from llm_kb.cli.options import database_option, opened
from llm_kb.cli.output import output_options, write_rows

COLUMNS = ("section", "sentences", "stated", "facts", "citations", "mentions", "covered", "uncovered")


@click.command()
@click.option(
    "--paper",
    required=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="The text of the survey, as Markdown.",
)
@database_option
@output_options
def verify(paper: Path, db: Path | None, output_format: str | None) -> None:
    """Compare every passage, phrase and citation with the text of the survey, and report coverage.

    Covered: model names in bold type that have a fact in the same sentence. Uncovered: missing names, statements and
    citation links. Exit status 1 if anything is uncovered or differs from the text.
    """
    from llm_kb.checks.verify import verify

    with opened(db) as connection:
        report = verify(connection, paper)
    if report.same_text:
        rows = [
            (s.section, s.sentences, s.stated, s.facts, s.citations, s.mentions, s.covered, len(s.uncovered))
            for s in report.sections
        ]
        total = ("all", *map(sum, zip(*(row[1:] for row in rows), strict=True)))
        write_rows(COLUMNS, [*rows, total], output_format or "table")
    else:
        note = "this is not the copy that was recorded, so only the phrases were checked"
        click.echo(f"{report.phrases - len(report.problems)} of {report.phrases} phrases found; {note}.", err=True)
    issues = [*report.problems, *(place for section in report.sections for place in section.uncovered)]
    for line in issues:
        click.echo(line, err=True)
    raise SystemExit(1 if issues else 0)
