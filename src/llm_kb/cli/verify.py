"""`llm-kb verify`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from llm_kb.cli.options import database_option, opened
from llm_kb.cli.output import output_options, write_rows
from llm_kb.settings import SOURCES_VARIABLE, source_folders
from llm_kb.text import counted

if TYPE_CHECKING:
    from llm_kb.checks.sources import SourceReport
    from llm_kb.checks.verify import Report

SECTION_COLUMNS = ("section", "sentences", "stated", "facts", "citations", "mentions", "covered", "uncovered")
SOURCE_COLUMNS = ("source", "text", "passages", "phrases", "proven", "failed")


@click.command()
@click.option(
    "--paper",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="The text of the survey, as Markdown.",
)
@click.option(
    "--sources",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="DIR",
    help=f"A folder with texts of sources, whatever their names (repeatable; default: those in {SOURCES_VARIABLE}).",
)
@database_option
@output_options
def verify(paper: Path | None, sources: tuple[Path, ...], db: Path | None, output_format: str | None) -> None:
    """Verify everything that is quoted against the texts of the sources.

    With --sources: every range, hash, page, heading, key and phrase, source by source. Documents are recognized by
    their SHA-256; those that are not there, and those of which no text could be kept, are counted as absent. With
    --paper alone: the survey, and how much of each section is covered. Exit status 1 if anything differs from the
    texts or the survey is not covered.
    """
    from llm_kb.checks.verify import verify, verify_sources_and_survey

    folders = sources or (() if paper else source_folders())
    if not paper and not folders:
        raise click.UsageError("Nothing to verify against: name folders with --sources, or the survey with --paper.")
    problems: list[str] = []
    with opened(db) as connection:
        if folders:
            places = [*folders, *filter(None, [paper])]
            problems += _write_sources(verify_sources_and_survey(connection, places), output_format or "table")
        if paper:
            problems += _write_survey(verify(connection, paper), None if folders else output_format or "table")
    for line in dict.fromkeys(problems):
        click.echo(line, err=True)
    raise SystemExit(1 if problems else 0)


def _write_sources(reports: "list[SourceReport]", output_format: str) -> list[str]:
    """Write a row for each source and the total, and return the problems."""
    rows = [(r.source, r.text, r.passages, r.phrases, r.proven, len(r.problems)) for r in reports]
    total = ("all", None, *map(sum, zip(*(row[2:] for row in rows), strict=True)))
    write_rows(SOURCE_COLUMNS, [*rows, total], output_format)
    for report in reports:
        for remark in report.remarks:
            click.echo(f"{report.source}: {remark}.", err=True)
    absent = sum(report.is_absent for report in reports)
    there = f"{_are(len(reports) - absent)} there and {_are(absent)} absent"
    click.echo(f"Of {counted(len(reports), 'source')}, {there}.", err=True)
    return [problem for report in reports for problem in report.problems]


def _are(number: int) -> str:
    return f"{number} {'is' if number == 1 else 'are'}"


def _write_survey(report: "Report", output_format: str | None) -> list[str]:
    """Write the coverage of each section in a format, if there is one, and return the problems."""
    if not report.same_text:
        note = "this is not the copy that was recorded, so only the phrases were checked"
        click.echo(f"{report.phrases - len(report.problems)} of {report.phrases} phrases found; {note}.", err=True)
    elif output_format:
        rows = [
            (s.section, s.sentences, s.stated, s.facts, s.citations, s.mentions, s.covered, len(s.uncovered))
            for s in report.sections
        ]
        total = ("all", *map(sum, zip(*(row[1:] for row in rows), strict=True)))
        write_rows(SECTION_COLUMNS, [*rows, total], output_format)
    return [*report.problems, *(place for section in report.sections for place in section.uncovered)]
